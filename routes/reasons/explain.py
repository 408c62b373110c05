"""Reasons with figures: why a task is left out and what would fit it in, or where else it could go.

Every remedy names one limit and by how much, and was tried: the problem so changed was stated
anew, the task put in beside all others, and the answer passed the independent check.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from routes.kernels import layout as at
from routes.kernels.changes import put, take, total
from routes.kernels.data import arrival_cost
from routes.kernels.places import allowed, detour
from routes.kernels.plan import best_position, position, start_at
from routes.model.problem import Problem
from routes.model.solution import Solution, Stop, Unscheduled
from routes.reasons.binding import Binding
from routes.reasons.ideas import Ideas
from routes.reasons.reasons import left_out
from routes.reasons.remedies import Remedy
from routes.reasons.stays import Room, Stays
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
class Reason:
    """Why a task stands where it stands, or nowhere.

    ``code`` is ``placed`` or a code of :class:`routes.Unscheduled`, ``also``, ``alone`` and
    ``others`` as there; ``remedy`` is the least change of one limit that was found to fit a task
    in, ``room`` where a task could last longest on units and days it may have, ``slots`` the best
    other places.
    """

    task: str
    code: str
    also: tuple[str, ...] = ()
    alone: bool = False
    others: tuple[str, ...] = ()
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
    number = {task.id: n for n, task in enumerate(problem.tasks)}
    tours = tours_of(model, solution.stops)
    d, s = data_of(model), empty_state(model, 1)
    load_legal(d, s, tours)
    outs = {out.task: out for out in _outs(model, tours, solution)}
    binding = Binding(model, tours, [number[name] for name in outs])
    ideas, stays = Ideas(binding, solution), Stays(binding)
    reasons = []
    for name in outs if tasks is None else tasks:
        if name in stop_of:
            reasons.append(_placed(model, d, s.copy(), stop_of[name], number[name]))
        else:
            reasons.append(_left_out(outs[name], number[name], ideas, stays))
    return tuple(reasons)


def _outs(
    model: Model, tours: Sequence[Sequence[int]], solution: Solution
) -> tuple[Unscheduled, ...]:
    """Return why tasks are left out, in the order of ``solution``, whatever it says itself.

    Of a task for which nobody looked and which has a place, nothing more is known.
    """
    codes = {out.task: out.reason for out in solution.unscheduled}
    fresh = {out.task: out for out in left_out(model, tours)}
    return tuple(
        replace(fresh[task], reason=code)
        if code == "not_searched" and fresh[task].reason == "not_worth"
        else fresh[task]
        for task, code in codes.items()
    )


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


def _left_out(out: Unscheduled, number: int, ideas: Ideas, stays: Stays) -> Reason:
    fits = out.reason in ("not_worth", "not_searched")
    return Reason(
        task=out.task,
        code=out.reason,
        also=out.also,
        alone=out.alone,
        others=out.others,
        remedy=None if fits else ideas.remedy_of(number),
        room=stays.longest(number),
    )
