"""A change of one limit that would fit a task in: what it changes, and whether it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from routes.checks.check import check
from routes.kernels import layout as at
from routes.kernels.data import arrival_cost
from routes.kernels.places import allowed, detour
from routes.kernels.plan import best_position
from routes.model.evaluate import evaluate
from routes.model.parts import Shift, Spacing, Task, Unit
from routes.model.problem import Problem
from routes.model.solution import Solution, Violation
from routes.search.state import data_of, empty_state, load_legal, prepared, stops_of, tours_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """One limit to change: ``kind`` names it, ``amount`` by how much, for which unit and day.

    Kinds: people_per_day and area_people (people more), area_sessions (sessions more in that
    area and week), crew (crew people more), site (one more unit there that day), spacing (days by
    which the least gap of its series shrinks and the longest grows), day_set (its series may have
    these days), series_unit (another unit may serve it than the others of its series), tour_min
    and tour_m (minutes or metres that a tour is longer), shift_end (minutes later), break (minutes
    by which the breaks of that day are later, or earlier: negative), pins (so many pinned stops of
    that unit and day may change their hour), other_day (minutes of it are opened), unit (may do
    the task).
    """

    kind: str
    amount: int
    unit: str
    day: int


def works(problem: Problem, solution: Solution, number: int, remedy: Remedy) -> bool:
    """Return whether the task fits beside all others once the limit is changed, by the checker."""
    changed = applied(problem, number, remedy)
    model = prepared(changed)
    d, s = data_of(model), empty_state(model, 1)
    tours = tours_of(model, solution.stops)
    if not load_legal(d, s, tours):
        return False
    v = model.vehicle_at.get((remedy.unit, remedy.day))
    if v is None or arrival_cost(d, number, v) < 0:
        return False
    if detour(d, s, number, v) == at.FAR or not allowed(d, s, number, v):
        return False
    tours[v].insert(int(best_position(d, s, number, v)), number)
    stops = stops_of(model, tours)
    left = tuple(o for o in solution.unscheduled if o.task != problem.tasks[number].id)
    answer = replace(solution, stops=stops, unscheduled=left, cost=evaluate(changed, stops))
    if remedy.kind in LOCAL:
        return _exceeds_there_alone(check(problem, answer), problem, remedy)
    return not check(changed, answer)


def _exceeds_there_alone(violations: list[Violation], problem: Problem, remedy: Remedy) -> bool:
    """Return whether an answer breaks the limit of an area in one day or week and nothing else."""
    week = (remedy.day + problem.first_weekday) // 7
    return len(violations) == 1 and (
        violations[0].code == LOCAL[remedy.kind]
        and (violations[0].day == remedy.day or f"in week {week}" in violations[0].sentence)
    )


#: Limits of every area alike, of which a remedy changes one area and day or week alone.
LOCAL: Final = {
    "area_people": "people_per_area_day",
    "area_sessions": "sessions_per_area_week",
}


def applied(problem: Problem, number: int, remedy: Remedy) -> Problem:
    """Return ``problem`` with the one limit changed.

    Limits of ``LOCAL`` are changed everywhere; :func:`works` sees that only the one needs it.
    """
    task, kind = problem.tasks[number], remedy.kind
    if kind in OF_TASK:
        changed = OF_TASK[kind](problem, task, remedy)
        tasks = tuple(changed if n == number else t for n, t in enumerate(problem.tasks))
        return replace(problem, tasks=tasks)
    if kind in OF_UNIT:
        change = OF_UNIT[kind]
        units = tuple(change(u, remedy) if u.id == remedy.unit else u for u in problem.units)
        return replace(problem, units=units)
    return replace(problem, **OF_ALL[kind](problem, task, remedy))


def _opened(problem: Problem, task: Task, remedy: Remedy) -> Task:
    (unit,) = (unit for unit in problem.units if unit.id == remedy.unit)
    shift = next(shift for shift in unit.shifts if shift.day == remedy.day)
    opened = (*task.intervals, (shift.start_min, shift.end_min))
    release = min(task.release_day, remedy.day)
    return replace(task, intervals=opened, fixed_day=None, release_day=release)


def _on_shift(change: Callable[[Shift, int], Shift]) -> Callable[[Unit, Remedy], Unit]:
    def changed(unit: Unit, remedy: Remedy) -> Unit:
        shifts = tuple(
            change(shift, remedy.amount) if shift.day == remedy.day else shift
            for shift in unit.shifts
        )
        return replace(unit, shifts=shifts)

    return changed


def _longer(shift: Shift, minutes: int) -> Shift:
    return replace(shift, end_min=shift.end_min + minutes)


def _with_breaks_later(shift: Shift, minutes: int) -> Shift:
    breaks = tuple((start + minutes, end + minutes) for start, end in shift.breaks)
    return replace(shift, breaks=breaks)


def _series(
    change: Callable[[Problem, Spacing, Remedy], Spacing],
) -> Callable[[Problem, Task, Remedy], dict[str, Any]]:
    def changed(problem: Problem, task: Task, remedy: Remedy) -> dict[str, Any]:
        spacings = tuple(
            change(problem, each, remedy) if task.id in each.tasks else each
            for each in problem.spacings
        )
        return {"spacings": spacings}

    return changed


def _looser(_: Problem, series: Spacing, remedy: Remedy) -> Spacing:
    days = remedy.amount
    most = None if series.max_days is None else series.max_days + days
    return replace(series, min_days=max(0, series.min_days - days), max_days=most)


def _with_day(problem: Problem, series: Spacing, remedy: Remedy) -> Spacing:
    """Return the series with the day in each of its sets."""
    sets = tuple((*days, remedy.day) for days in problem.day_sets_of(series))
    return replace(series, day_sets=sets, weekday_sets=())


def _with_any_unit(_: Problem, series: Spacing, __: Remedy) -> Spacing:
    return replace(series, same_unit=False)


def _unpinned(problem: Problem, _: Task, remedy: Remedy) -> dict[str, Any]:
    return {
        "published": tuple(
            replace(p, pinned=p.pinned and (p.unit, p.day) != (remedy.unit, remedy.day))
            for p in problem.published
        )
    }


def _more_crew(problem: Problem, _: Task, remedy: Remedy) -> dict[str, Any]:
    crews = enumerate(problem.crews_per_day or ())
    return {"crews_per_day": tuple(n + remedy.amount * (d == remedy.day) for d, n in crews)}


OF_TASK: Final[dict[str, Callable[[Problem, Task, Remedy], Task]]] = {
    "other_day": _opened,
    "unit": lambda _, task, remedy: replace(task, units=(*task.units, remedy.unit)),
    "site": lambda _, task, __: replace(task, site=""),
}
OF_UNIT: Final[dict[str, Callable[[Unit, Remedy], Unit]]] = {
    "people_per_day": lambda unit, remedy: replace(
        unit, people_per_day=unit.people_per_day + remedy.amount
    ),
    "shift_end": _on_shift(_longer),
    "break": _on_shift(_with_breaks_later),
    "tour_min": lambda unit, remedy: replace(
        unit, max_tour_min=(unit.max_tour_min or 0) + remedy.amount
    ),
    "tour_m": lambda unit, remedy: replace(unit, max_tour_m=(unit.max_tour_m or 0) + remedy.amount),
}
OF_ALL: Final[dict[str, Callable[[Problem, Task, Remedy], dict[str, Any]]]] = {
    "area_people": lambda p, _, r: {"area_people_per_day": (p.area_people_per_day or 0) + r.amount},
    "area_sessions": lambda p, _, r: {
        "area_sessions_per_week": (p.area_sessions_per_week or 0) + r.amount
    },
    "crew": _more_crew,
    "spacing": _series(_looser),
    "day_set": _series(_with_day),
    "series_unit": _series(_with_any_unit),
    "pins": _unpinned,
}
