"""Values as text and back without loss: what goes in comes out equal.

JSON alone would turn a date into a string and a tuple into a list. Those travel as an
object with one key that starts with "$"; an object of the caller's own that has such a
key travels inside ``{"$dict": ...}``, so that no value can pass for another.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from planner.domain.decisions import NO_LIMITS, Limits
from planner.domain.visits import Placement
from planner.domain.vocabulary import Service, VisitState


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


def words_to_text(words: tuple[str, ...]) -> str:
    """Return a row of words (rule ids, services) as a JSON list of strings."""
    return json.dumps(list(words), separators=(",", ":"))


def words_from_text(text: str) -> tuple[str, ...]:
    """Return the words that :func:`words_to_text` wrote."""
    return tuple(json.loads(text))


def services_from_text(text: str) -> tuple[Service, ...]:
    """Return the services that :func:`words_to_text` wrote."""
    return tuple(Service(word) for word in json.loads(text))


def limits_to_text(limits: Limits) -> str:
    """Return ``limits`` as a JSON object of what differs from no limits at all."""
    return json.dumps(_limits_facts(limits), separators=(",", ":"))


def limits_from_text(text: str) -> Limits:
    """Return the limits that :func:`limits_to_text` wrote."""
    return _limits_of(json.loads(text))


def _limits_facts(limits: Limits) -> dict[str, object]:
    return {
        name: value
        for name in Limits.__dataclass_fields__
        if (value := getattr(limits, name)) != getattr(NO_LIMITS, name)
    }


def _limits_of(facts: dict[str, Any]) -> Limits:
    if not facts:
        return NO_LIMITS
    if facts.get("hours") is not None:
        opens, closes = facts["hours"]
        facts["hours"] = (opens, closes)
    if "requires" in facts:
        facts["requires"] = tuple(facts["requires"])
    if "services_off" in facts:
        facts["services_off"] = tuple(Service(word) for word in facts["services_off"])
    return Limits(**facts)


_STANDING_DAYS: Final = ("day", "earliest", "review_on")


def standing_to_text(standing: Placement | None) -> str | None:
    """Return ``standing`` as a JSON object, None for None."""
    if standing is None:
        return None
    facts = {name: getattr(standing, name) for name in Placement.__dataclass_fields__}
    for name in _STANDING_DAYS:
        if facts[name] is not None:
            facts[name] = facts[name].isoformat()
    facts["limits"] = _limits_facts(standing.limits)
    return json.dumps(facts, separators=(",", ":"))


def standing_from_text(text: str | None) -> Placement | None:
    """Return the standing that :func:`standing_to_text` wrote."""
    if text is None:
        return None
    facts: dict[str, Any] = json.loads(text)
    for name in _STANDING_DAYS:
        if facts[name] is not None:
            facts[name] = date.fromisoformat(facts[name])
    facts["state"] = VisitState(facts["state"])
    facts["limits"] = _limits_of(facts["limits"])
    return Placement(**facts)
