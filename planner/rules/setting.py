"""Which of several rules set a limit: those whose own words make it as strict as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from planner.domain.decisions import NO_LIMITS, Limits

#: The limits that rules set; the others follow from them.
NAMED_LIMITS: Final = (
    *("people_together", "total", "total_per_day", "sessions_per_week", "percent", "hours"),
    *("outdoor", "residents_only", "vaccinated_only", "requires", "services_off"),
)
#: Limits that every rule adds its part to.
_ADDED: Final = frozenset({"requires", "services_off"})


def setters(limit: str, value: object, alone: Sequence[Limits]) -> tuple[int, ...]:
    """Return which rules set ``limit`` to ``value``, by their places in ``alone``.

    ``alone`` are the limits that each rule would set on its own. Of lists each rule sets a part;
    of hours one that sets both ends, else those that set one of them.
    """
    own = [getattr(each, limit) for each in alone]
    if limit in _ADDED:
        return tuple([at for at, said in enumerate(own) if said])
    whole = tuple([at for at, said in enumerate(own) if said == value])
    if whole or limit != "hours" or not isinstance(value, tuple):
        return whole
    return tuple([at for at, said in enumerate(own) if said and _ends(said, value)])


def _ends(said: tuple[str, str], value: tuple[str, str]) -> bool:
    return said[0] == value[0] or said[1] == value[1]


def setting_any(limits: Limits, alone: Sequence[Limits]) -> tuple[int, ...]:
    """Return which rules set at least one of ``limits``, in their order."""
    setting = {
        at
        for limit in NAMED_LIMITS
        if (value := getattr(limits, limit)) != getattr(NO_LIMITS, limit)
        for at in setters(limit, value, alone)
    }
    return tuple(sorted(setting))


def tighter(limits: Limits, than: Limits) -> tuple[str, ...]:
    """Return which of ``limits`` ask for more than the limits ``than`` do, by name."""
    return tuple(
        [
            limit
            for limit in NAMED_LIMITS
            if _asks_more(getattr(limits, limit), getattr(than, limit))
        ]
    )


def _asks_more(value: object, other: object) -> bool:
    """Return whether one value of a limit asks for more than the ``other``."""
    if value is None or value is False or value == other:
        return False
    if other is None or other is False:
        return value != ()
    if isinstance(value, int) and isinstance(other, int) and not isinstance(value, bool):
        return value < other
    if isinstance(value, tuple) and isinstance(other, tuple):
        hours = all(isinstance(each, str) and ":" in each for each in (*value, *other))
        if hours and value and other:
            return bool(value[0] > other[0] or value[1] < other[1])
        return not set(value) <= set(other)
    return True
