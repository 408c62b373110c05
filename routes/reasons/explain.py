"""Reasons with figures: why a task is left out and what would fit it in, or where else it could go.

Every remedy names one limit and by how much, and was tried: the problem so changed was stated
anew, the task put in beside all others, and the answer passed the independent check.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from routes.kernels import layout as at
from routes.kernels.changes import put, take, total
from routes.kernels.data import arrival_cost
from routes.kernels.places import allowed, detour
from routes.kernels.plan import best_position, free_min, position, start_at
from routes.model.problem import Problem
from routes.model.solution import Solution, Stop
from routes.reasons.remedies import Remedy, remedy_of
from routes.search.arrays import Model
from routes.search.state import data_of, empty_state, load_legal, prepared, tours_of

#: How many other places are named.
OTHERS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Another place for a task: what the plan would cost more there (less: negative)."""

    unit: str
    day: int
    start_min: int
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How many minutes of a unit's day nobody has yet."""

    unit: str
    day: int
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a task stands where it stands, or nowhere.

    ``code`` is ``placed`` or a code of :class:`routes.Unscheduled`; ``remedy`` is the least
    change of one limit that was found to fit a task in, ``room`` where most time is free on
    units and days it may have, ``slots`` the best other places.
    """

    task: str
    code: str
    remedy: Remedy | None = None
    room: Room | None = None
    slots: tuple[Slot, ...] = ()


def explain(
    problem: Problem, solution: Solution, tasks: Sequence[str] | None = None
) -> tuple[Reason, ...]:
    """Return the reasons for ``tasks`` (None: for all that are left out) in their order.

    ``solution`` must be legal.
    """
    model = prepared(problem)
    stop_of = {stop.task: stop for stop in solution.stops}
    codes = {out.task: out.reason for out in solution.unscheduled}
    number = {task.id: n for n, task in enumerate(problem.tasks)}
    d, s = data_of(model), empty_state(model, 1)
    load_legal(d, s, tours_of(model, solution.stops))
    reasons = []
    for name in codes if tasks is None else tasks:
        if name in stop_of:
            reasons.append(_placed(model, d, s.copy(), stop_of[name], number[name]))
        else:
            reasons.append(_left_out(model, (d, s), solution, codes[name], number[name]))
    return tuple(reasons)


def _placed(model: Model, d: at.Ints, s: at.Ints, stop: Stop, number: int) -> Reason:
    here = model.vehicle_at[stop.unit, stop.day]
    s[at.ROUND] += 1
    s[at.TOUCHED_N] = 0
    with_it = total(d, s)
    take(d, s, here, position(d, s, number))
    without = total(d, s)
    slots = [slot for slot in _slots(model, d, s, number, with_it - without) if slot is not None]
    others = sorted(
        (slot for slot in slots if (slot.unit, slot.day) != (stop.unit, stop.day)),
        key=lambda slot: (slot.more, slot.day, slot.unit),
    )[:OTHERS]
    return Reason(task=stop.task, code="placed", slots=tuple(others))


def _slots(model: Model, d: at.Ints, s: at.Ints, number: int, now: int) -> list[Slot | None]:
    """Return where the task, now absent, could stand, and what each place costs more."""
    return [_slot(model, d, s, number, v, now) for v in range(len(model.vehicles))]


def _slot(model: Model, d: at.Ints, s: at.Ints, number: int, v: int, now: int) -> Slot | None:
    reach = arrival_cost(d, number, v)
    if reach < 0 or detour(d, s, number, v) == at.FAR or not allowed(d, s, number, v):
        return None
    before, k = total(d, s), best_position(d, s, number, v)
    put(d, s, number, v, k)
    start = int(start_at(d, s, v, k))
    after = total(d, s)
    take(d, s, v, k)
    vehicle = model.vehicles[v]
    return Slot(
        unit=vehicle.unit.id, day=vehicle.shift.day, start_min=start, more=int(after - before - now)
    )


def _left_out(
    model: Model, states: tuple[at.Ints, at.Ints], solution: Solution, code: str, number: int
) -> Reason:
    d, s = states
    task = model.problem.tasks[number]
    rooms = [
        Room(unit=vehicle.unit.id, day=vehicle.shift.day, minutes=int(free_min(s, v)))
        for v, vehicle in enumerate(model.vehicles)
        if arrival_cost(d, number, v) >= 0
    ]
    return Reason(
        task=task.id,
        code=code,
        remedy=remedy_of(model, d, s, solution, number),
        room=max(rooms, key=lambda room: (room.minutes, -room.day), default=None),
    )
