"""What would fit a task in: one limit, by how much, tried out and checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from routes.checks.check import check
from routes.kernels import layout as at
from routes.kernels.data import (
    area_of,
    arrival_cost,
    depot_of,
    minutes,
    service_min,
    shift_end,
    shift_start,
)
from routes.kernels.places import allowed, detour
from routes.kernels.plan import (
    best_position,
    crew_on_day,
    crowd_in,
    free_min,
    people_on,
    stop_count,
    task_at,
)
from routes.kernels.times import arrive, earliest
from routes.model.evaluate import evaluate
from routes.model.parts import Task
from routes.model.problem import Problem
from routes.model.solution import Solution
from routes.search.arrays import Model
from routes.search.flat import Vehicle
from routes.search.state import data_of, empty_state, load_legal, prepared, stops_of, tours_of

#: Minutes by which a shift may be lengthened at most.
LONGEST_STRETCH: Final = 240
#: Remedies tried in full before none is named.
TRIES: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """One limit to change: ``kind`` names it, ``amount`` by how much, for which unit and day.

    Kinds: shift_end (minutes later), people_per_day and area_people (people more),
    crew (crew people more), other_day (minutes of it are opened), unit (may do the task).
    """

    kind: str
    amount: int
    unit: str
    day: int


def remedy_of(
    model: Model, d: at.Ints, s: at.Ints, solution: Solution, number: int
) -> Remedy | None:
    """Return the least remedy that passed the independent check; None: no single one does."""
    remedies = sorted(
        _ideas(model, d, s, number), key=lambda idea: (RANK[idea.kind], idea.amount, idea.day)
    )
    for remedy in remedies[:TRIES]:
        if works(model.problem, solution, number, remedy):
            return remedy
    return None


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
    return not check(changed, answer)


def applied(problem: Problem, number: int, remedy: Remedy) -> Problem:
    """Return ``problem`` with the one limit changed."""
    tasks, units = list(problem.tasks), list(problem.units)
    task = tasks[number]
    place = next(n for n, unit in enumerate(units) if unit.id == remedy.unit)
    if remedy.kind == "people_per_day":
        more = units[place].people_per_day + remedy.amount
        units[place] = replace(units[place], people_per_day=more)
    elif remedy.kind == "shift_end":
        shifts = tuple(
            replace(shift, end_min=shift.end_min + remedy.amount)
            if shift.day == remedy.day
            else shift
            for shift in units[place].shifts
        )
        units[place] = replace(units[place], shifts=shifts)
    elif remedy.kind == "other_day":
        shift = next(shift for shift in units[place].shifts if shift.day == remedy.day)
        opened = (*task.intervals, (shift.start_min, shift.end_min))
        tasks[number] = replace(task, intervals=opened, fixed_day=None)
    elif remedy.kind == "unit":
        tasks[number] = replace(task, units=(*task.units, remedy.unit))
    crowd, crews = problem.area_people_per_day, problem.crews_per_day
    if remedy.kind == "area_people" and crowd is not None:
        crowd += remedy.amount
    if remedy.kind == "crew" and crews is not None:
        crews = tuple(n + remedy.amount * (day == remedy.day) for day, n in enumerate(crews))
    return replace(
        problem,
        tasks=tuple(tasks),
        units=tuple(units),
        area_people_per_day=crowd,
        crews_per_day=crews,
    )


#: The order in which remedies are preferred; the same everywhere.
RANK: Final = {
    "people_per_day": 0,
    "area_people": 1,
    "crew": 2,
    "shift_end": 3,
    "other_day": 4,
    "unit": 5,
}


def _ideas(model: Model, d: at.Ints, s: at.Ints, number: int) -> Iterator[Remedy]:
    """Yield, for each unit and day, the one limit that stands in the way, if it is only one."""
    task = model.problem.tasks[number]
    for v, vehicle in enumerate(model.vehicles):
        unit, day = vehicle.unit, vehicle.shift.day
        if unit.id not in task.units:
            if _open_on(task, day, model.problem.day_min):
                yield _remedy("unit", 1, vehicle)
            continue
        if not _open_on(task, day, model.problem.day_min):
            if free_min(s, v) >= task.service_min:
                yield _remedy("other_day", task.service_min, vehicle)
            continue
        lacking = dict(_lacking(model, d, s, number, v))
        if len(lacking) == 1:
            kind, amount = lacking.popitem()
            if kind in RANK:
                yield _remedy(kind, amount, vehicle)


def _open_on(task: Task, day: int, day_min: int) -> bool:
    spans = (min(b, (day + 1) * day_min) - max(a, day * day_min) for a, b in task.intervals)
    return any(span >= task.service_min for span in spans)


def _remedy(kind: str, amount: int, vehicle: Vehicle) -> Remedy:
    return Remedy(kind=kind, amount=amount, unit=vehicle.unit.id, day=vehicle.shift.day)


def _lacking(
    model: Model, d: at.Ints, s: at.Ints, number: int, v: int
) -> Iterator[tuple[str, int]]:
    """Yield every limit that the task would exceed in ``v``, and by how much."""
    problem, task = model.problem, model.problem.tasks[number]
    vehicle, day = model.vehicles[v], model.vehicles[v].shift.day
    over = int(people_on(s, v)) + task.people - vehicle.unit.people_per_day
    if over > 0:
        yield "people_per_day", over
    if problem.area_people_per_day is not None:
        area = area_of(d, number)
        crowd = int(crowd_in(d, s, area, day)) + task.people
        if crowd > problem.area_people_per_day:
            yield "area_people", crowd - problem.area_people_per_day
    if problem.crews_per_day is not None and stop_count(s, v) == 0:
        crew = int(crew_on_day(s, day)) + vehicle.unit.crew - problem.crews_per_day[day]
        if crew > 0:
            yield "crew", crew
    late = _late(d, s, number, v)
    if late > LONGEST_STRETCH or shift_end(d, v) + late > (day + 1) * problem.day_min:
        yield "windows", late
    elif late > 0:
        yield "shift_end", late


def _late(d: at.Ints, s: at.Ints, number: int, v: int) -> int:
    """Return the fewest minutes by which the unit would be back too late; FAR: windows forbid."""
    count = stop_count(s, v)
    tour = [task_at(d, s, v, k) for k in range(count)]
    backs = [
        _back(d, v, [*tour[:k], number, *tour[k:]]) - shift_end(d, v) for k in range(count + 1)
    ]
    return min(backs)


def _back(d: at.Ints, v: int, tour: list[int]) -> int:
    """Return when the unit would be back from ``tour``; FAR where a window is missed."""
    here, clock = depot_of(d, v), shift_start(d, v)
    for i in tour:
        clock = earliest(d, i, v, arrive(d, v, clock, minutes(d, v, here, i)))
        if clock < 0:
            return at.FAR
        clock, here = clock + service_min(d, i), i
    return arrive(d, v, clock, minutes(d, v, here, depot_of(d, v)))
