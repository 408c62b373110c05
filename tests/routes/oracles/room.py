"""Whether a task has a place in a plan, by trying all and asking the checker; no kernel is used.

The tasks that stand keep unit, day and order; the hours of the tour that takes the task are found
anew, as early as can be, where a tour may not last long from every minute on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from routes import Problem, Solution, Stop, Task, check, evaluate
from routes.checks.case import case_of
from routes.checks.people import (
    capable_unit,
    crews_per_day,
    one_unit_at_site,
    people_per_area_day,
    people_per_unit_day,
    sessions_per_area_week,
)
from routes.checks.times import days_apart, drivable, on_its_day
from routes.checks.tours import on_a_day_set, same_unit
from routes.model.hours import drive_end
from routes.model.parts import Shift, Unit

#: Checks whose answer is the same at every hour of a day.
WITHOUT_HOURS: Final = (
    capable_unit,
    on_its_day,
    days_apart,
    on_a_day_set,
    people_per_unit_day,
    people_per_area_day,
    sessions_per_area_week,
    crews_per_day,
    one_unit_at_site,
    same_unit,
)
#: The stop before which a unit rests, and whether after the drive to it; None: elsewhere.
Rested = tuple[int, bool] | None


def has_room(problem: Problem, solution: Solution, task: str) -> bool:
    """Return whether the left-out ``task`` could stand somewhere in ``solution``."""
    problem = replace(problem, change_budget=None)
    tasks = {each.id: each for each in problem.tasks}
    for unit in problem.units:
        for shift in unit.shifts:
            if not _adds_up(problem, solution, tasks[task], (unit, shift)):
                continue
            tour = [s for s in solution.stops if (s.unit, s.day) == (unit.id, shift.day)]
            tour.sort(key=lambda stop: (stop.start_min, stop.end_min))
            for place in range(len(tour) + 1):
                order = [tasks[stop.task] for stop in tour]
                order.insert(place, tasks[task])
                others = [stop for stop in solution.stops if stop not in tour]
                for stops in _timed(problem, unit, shift, order):
                    if _is_legal(problem, solution, [*others, *stops], task):
                        return True
    return False


def _adds_up(problem: Problem, solution: Solution, task: Task, where: tuple[Unit, Shift]) -> bool:
    """Return whether the checks that do not look at hours let the task in there."""
    unit, shift = where
    start = shift.start_min
    stop = Stop(task=task.id, unit=unit.id, day=shift.day, start_min=start, end_min=start + 1)
    case = case_of(problem, replace(solution, stops=(*solution.stops, stop)))
    return not any(list(condition(case)) for condition in WITHOUT_HOURS)


def _is_legal(problem: Problem, solution: Solution, stops: Sequence[Stop], task: str) -> bool:
    left = tuple(out for out in solution.unscheduled if out.task != task)
    cost = evaluate(problem, stops)
    return not check(problem, replace(solution, stops=tuple(stops), unscheduled=left, cost=cost))


def _timed(
    problem: Problem, unit: Unit, shift: Shift, order: Sequence[Task]
) -> Iterator[list[Stop]]:
    """Yield hours for a tour in this order; more than one where it may not last long, or rests."""
    rests: list[Rested] = [None]
    if shift.rest is not None:
        rests += [(place, after) for place in range(len(order)) for after in (False, True)]
    for rest in rests:
        before = None
        last = shift.start_min if unit.max_tour_min is None else shift.end_min
        for minute in range(shift.start_min, last + 1):
            stops = _from(problem, (unit, shift), order, minute, rest)
            if stops is None:
                break
            if stops != before:
                yield stops
            before = stops


def _from(
    problem: Problem, where: tuple[Unit, Shift], order: Sequence[Task], first: int, rests: Rested
) -> list[Stop] | None:
    """Return the earliest hours of a tour whose first stop starts at ``first`` or later.

    It rests before the stop ``rests`` says, before or after the drive to it.
    """
    (unit, shift), rest = where, where[1].rest
    travel, here, clock = problem.travel_of(unit), unit.depot, shift.start_min
    stops: list[Stop] = []
    for n, task in enumerate(order):
        drive = int(travel[here, task.place])
        least = first if not stops else clock
        if rest is not None and rests == (n, False):
            woken = max(clock if stops else 0, rest.opens) + rest.minutes
            clock, least = max(clock, woken), max(least, woken)
        if rest is not None and rests == (n, True):
            arrives = drive_end(shift.breaks, clock, drive)
            least = max(least, max(arrives, rest.opens) + rest.minutes)
        start = _start(problem, where, task, (clock, least, drive))
        if start is None:
            return None
        end = start + task.service_with(unit.id)
        clock, here = end + task.buffer_min, task.place
        stops.append(Stop(task=task.id, unit=unit.id, day=shift.day, start_min=start, end_min=end))
    home = int(travel[here, unit.depot])
    return stops if drivable(shift.breaks, clock, shift.end_min, home) else None


def _start(
    problem: Problem, where: tuple[Unit, Shift], task: Task, clock: tuple[int, int, int]
) -> int | None:
    """Return the first start after a drive from ``clock``: free from, not before, minutes."""
    (unit, shift), (free, least, drive) = where, clock
    ends = [end for _, end in shift.breaks]
    starts = {least, free + drive, *ends, *(end + drive for end in ends)}
    starts |= {opens for opens, _ in task.intervals}
    promise = next((p for p in problem.published if p.task == task.id), None)
    if promise is not None and (promise.pinned or promise.day < problem.frozen_before):
        starts = {promise.start_min}
    for start in sorted(starts):
        end = start + task.service_with(unit.id)
        if start < least or start // problem.day_min != shift.day:
            continue
        inside = any(opens <= start and end <= closes for opens, closes in task.intervals)
        free_again = end + task.buffer_min
        clear = all(free_again <= begins or start >= stops for begins, stops in shift.breaks)
        if inside and clear and drivable(shift.breaks, free, start, drive):
            return start
    return None
