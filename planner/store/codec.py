"""Values as text and back without loss: what goes in comes out equal.

JSON alone would turn a date into a string and a tuple into a list. Those travel as an
object with one key that starts with "$"; an object of the caller's own that has such a
key travels inside ``{"$dict": ...}``, so that no value can pass for another. Values whose type
is known need no marks: pydantic reads them, and refuses what is of another type.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter

from planner.domain.decisions import NO_LIMITS, Limits
from planner.domain.visits import Placement
from planner.domain.vocabulary import Service

Value = TypeVar("Value")


def to_text(value: object) -> str:
    """Return ``value`` as JSON text; dates, tuples and the order of keys are kept.

    Raises
    ------
    ValueError
        A number is NaN or infinite.
    TypeError
        A value is of a type that the text could not give back, or a key is no string.
    """
    return json.dumps(_marked(value), allow_nan=False, separators=(",", ":"))


def canonical(value: object) -> str:
    """Return the text of ``value`` with sorted keys: equal values, equal text."""
    return json.dumps(_marked(value), allow_nan=False, separators=(",", ":"), sort_keys=True)


def from_text(text: str) -> Any:
    """Return the value that :func:`to_text` wrote."""
    return _unmarked(json.loads(text))


def _marked(value: object) -> object:
    if value is None or isinstance(value, str | bool | int | float):
        return value
    # datetime first: every datetime is a date too.
    if isinstance(value, datetime):
        return {"$datetime": value.isoformat()}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    if isinstance(value, tuple):
        return {"$tuple": [_marked(item) for item in value]}
    if isinstance(value, list):
        return [_marked(item) for item in value]
    if isinstance(value, Mapping):
        return _marked_mapping(value)
    raise TypeError(f"a {type(value).__name__} cannot be kept")


def _marked_mapping(value: Mapping[Any, object]) -> object:
    for key in value:
        if not isinstance(key, str):
            raise TypeError(f"the key {key!r} is no string")
    marked = {key: _marked(item) for key, item in value.items()}
    return {"$dict": marked} if any(key.startswith("$") for key in marked) else marked


def _unmarked(value: object) -> object:
    if isinstance(value, list):
        return [_unmarked(item) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        ((key, inner),) = value.items()
        read = _MARKS.get(key)
        if read is not None:
            return read(inner)
    return {key: _unmarked(item) for key, item in value.items()}


_MARKS: Final[Mapping[str, Callable[[Any], object]]] = {
    "$datetime": datetime.fromisoformat,
    "$date": date.fromisoformat,
    "$tuple": lambda items: tuple(_unmarked(item) for item in items),
    "$dict": lambda items: {key: _unmarked(item) for key, item in items.items()},
}


_WORDS: Final = TypeAdapter(tuple[str, ...])
_SERVICES: Final = TypeAdapter(tuple[Service, ...])
_LIMITS: Final = TypeAdapter(Limits)
_PLACEMENT: Final = TypeAdapter(Placement)


def read(adapter: TypeAdapter[Value], text: str) -> Value:
    """Return what ``text`` holds, as it is: nothing is made to fit and nothing passed over.

    Raises
    ------
    ValueError
        The text holds something else.
    """
    return adapter.validate_json(text, strict=True, extra="forbid")


def words_to_text(words: tuple[str, ...]) -> str:
    """Return a row of words (rule ids, services) as a JSON list of strings."""
    return _WORDS.dump_json(words, ensure_ascii=True).decode()


def words_from_text(text: str) -> tuple[str, ...]:
    """Return the words that :func:`words_to_text` wrote."""
    return read(_WORDS, text)


def services_from_text(text: str) -> tuple[Service, ...]:
    """Return the services that :func:`words_to_text` wrote."""
    return read(_SERVICES, text)


def limits_to_text(limits: Limits) -> str:
    """Return ``limits`` as a JSON object of what differs from no limits at all."""
    return _LIMITS.dump_json(limits, ensure_ascii=True, exclude_defaults=True).decode()


def limits_from_text(text: str) -> Limits:
    """Return the limits that :func:`limits_to_text` wrote."""
    return NO_LIMITS if text == "{}" else read(_LIMITS, text)


def placement_to_text(placement: Placement | None) -> str | None:
    """Return ``placement`` as a JSON object, None for None."""
    if placement is None:
        return None
    facts = _PLACEMENT.dump_python(placement, mode="json")
    facts["limits"] = _LIMITS.dump_python(placement.limits, mode="json", exclude_defaults=True)
    return json.dumps(facts, separators=(",", ":"))


def placement_from_text(text: str | None) -> Placement | None:
    """Return the placement that :func:`placement_to_text` wrote."""
    return None if text is None else read(_PLACEMENT, text)
