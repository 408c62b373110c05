"""Which tasks, none of which pays alone, would pay together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from routes.kernels import layout as at
from routes.kernels.changes import put, take, total
from routes.kernels.plan import best_position, is_absent, position, vehicle_of
from routes.kernels.steps import find_anywhere

#: Tasks that are tried beside one, those nearest to it in order, and how many of them at most.
LOOKED_AT: Final = 40
MOST: Final = 12


def pays_with(
    d: at.Ints, plan: at.Ints, number: int, absent: Sequence[int]
) -> tuple[int, ...] | None:
    """Return others with which serving a task pays, as few as were found; None: none were.

    None at all are needed where it pays alone.

    Each time the one is added that makes the plan cheapest, then what can be spared goes.
    """
    before, added, s = int(total(d, plan)), [number], plan.copy()
    near = [other for other in absent if other != number][:LOOKED_AT]
    if not _add(d, s, number):
        return None
    while total(d, s) >= before:
        best = _cheapest(d, s, near) if len(added) <= MOST else -1
        if best < 0:
            return None
        _add(d, s, best)
        added.append(best)
    for other in added[1:]:
        fewer = [each for each in added if each != other]
        if _pay(d, plan, fewer, before):
            added = fewer
    return tuple(added[1:]) if _pay(d, plan, added, before) else None


def _pay(d: at.Ints, plan: at.Ints, tasks: Sequence[int], before: int) -> bool:
    """Return whether the plan costs less than ``before`` with all of ``tasks``, in this order."""
    s = plan.copy()
    return all(_add(d, s, task) for task in tasks) and int(total(d, s)) < before


def _cheapest(d: at.Ints, s: at.Ints, others: Sequence[int]) -> int:
    """Return the absent task that makes the plan cheapest; -1: none has a place."""
    best, least = -1, at.FAR
    for other in others:
        if is_absent(s, other) and _add(d, s, other):
            cost = int(total(d, s))
            if cost < least:
                best, least = other, cost
            _remove(d, s, other)
    return best


def _add(d: at.Ints, s: at.Ints, number: int) -> bool:
    """Put a task where it costs least; return whether it has a place."""
    find_anywhere(d, s, number, 0)
    v = int(s[at.PLACE_V])
    if v >= 0:
        put(d, s, number, v, best_position(d, s, number, v))
    return v >= 0


def _remove(d: at.Ints, s: at.Ints, number: int) -> None:
    take(d, s, vehicle_of(s, number), position(d, s, number))
