"""What is the fewest promises that must change? Answered exactly, with CP-SAT.

A promise stands where it keeps its unit and day, and its hour too where it is pinned or its day
is frozen. Whether the promises kept on one unit-day fit its hours is decided by trying their
orders; what does not fit is forbidden to the model, until its answer fits everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, permutations
from typing import Final

from ortools.sat.python import cp_model

from routes.kernels import layout as at
from routes.kernels.data import (
    arrival_cost,
    depot_of,
    minutes,
    promised_vehicle,
    service_min,
    shift_end,
    shift_start,
)
from routes.kernels.places import detour
from routes.kernels.times import arrive, earliest
from routes.kernels.tours import is_limited
from routes.model.problem import Problem
from routes.search.arrays import Model
from routes.search.state import data_of, empty_state, load_legal, prepared

#: Orders tried of a tour that has a longest duration or distance; where none of them keeps it,
#: its promises count as too many.
MOST_ORDERS: Final = 5040


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimalChanges:
    """The promises that must change (unit, day, or withdrawn), and those that can be kept."""

    changed: tuple[str, ...]
    unchanged: tuple[str, ...]


def minimal_changes(problem: Problem, *, seconds: float = 20.0) -> MinimalChanges:
    """Return a smallest set of promises to free: the others are a legal plan by themselves.

    Of several smallest ones it is one with the fewest people. Pinned promises are never among
    them, and one that could not stand if nothing else were planned always is.

    Raises
    ------
    RuntimeError
        Pinned stops contradict each other, or nothing was proved smallest in ``seconds``.
    """
    model = prepared(problem)
    d, s = data_of(model), empty_state(model, 1)
    spot: dict[int, int] = {}
    for number, task in enumerate(problem.tasks):
        v = int(promised_vehicle(d, number))
        able = v >= 0 and arrival_cost(d, number, v) >= 0
        if task.id in model.published and able and detour(d, s, number, v) < at.FAR:
            spot[number] = v
    program = cp_model.CpModel()
    stays = {number: program.new_bool_var(f"stays_{number}") for number in spot}
    for rule in (_people, _crowds, _crews, _sites, _days):
        rule(program, model, stays, spot)
    _keep_pinned(program, model, stays)
    people = {number: problem.tasks[number].people for number in stays}
    most = 1 + sum(people.values())
    program.maximize(sum((most + people[number]) * stay for number, stay in stays.items()))
    unchanged = _solved(program, stays, seconds)
    while bad := [group for group in _by_vehicle(unchanged, spot) if not _fits(model, d, group)]:
        for v, numbers in bad:
            program.add_bool_or(_forbidden(model, d, (v, numbers), stays, spot))
        unchanged = _solved(program, stays, seconds)
    names = [problem.tasks[number].id for number in unchanged]
    gone = [p.task for p in problem.published if p.task not in set(names)]
    return MinimalChanges(changed=tuple(gone), unchanged=tuple(names))


def _solved(
    program: cp_model.CpModel, stays: dict[int, cp_model.IntVar], seconds: float
) -> list[int]:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    status = solver.solve(program)
    if status == cp_model.INFEASIBLE:
        raise RuntimeError("no legal answer: pinned stops contradict each other")
    if status != cp_model.OPTIMAL:
        raise RuntimeError(f"the fewest changes were not found in {seconds} seconds")
    return [number for number, stay in stays.items() if solver.boolean_value(stay)]


def _keep_pinned(
    program: cp_model.CpModel, model: Model, stays: dict[int, cp_model.IntVar]
) -> None:
    for number, task in enumerate(model.problem.tasks):
        if task.id in model.published and model.published[task.id].pinned:
            program.add_bool_or([stays[number]] if number in stays else [])


def _forbidden(
    model: Model,
    d: at.Ints,
    group: tuple[int, Sequence[int]],
    stays: dict[int, cp_model.IntVar],
    spot: dict[int, int],
) -> list[cp_model.LiteralT]:
    """Return a clause that forbids what does not fit.

    Fewer promises fit wherever more do, except where a drive is shorter over another stop: there
    no more is forbidden than this very set.
    """
    v, numbers = group
    there = [number for number in stays if spot[number] == v]
    if _spares_time(model, d, v, there):
        return [~stays[number] for number in _smallest(model, d, v, numbers)]
    others = [stays[number] for number in there if number not in numbers]
    return [*(~stays[number] for number in numbers), *others]


def _spares_time(model: Model, d: at.Ints, v: int, numbers: Sequence[int]) -> bool:
    """Return whether leaving a stop out of a tour never makes the rest longer."""
    problem, unit = model.problem, model.vehicles[v].unit
    nodes = [depot_of(d, v), *numbers]
    metres, places = problem.distance_m, [unit.depot, *(problem.tasks[n].place for n in numbers)]
    for a, via, b in permutations(range(len(nodes)), 3):
        if via == 0:
            continue
        over = minutes(d, v, nodes[a], nodes[via]) + service_min(d, nodes[via], v)
        if minutes(d, v, nodes[a], nodes[b]) > over + minutes(d, v, nodes[via], nodes[b]):
            return False
        if unit.max_tour_m is None or metres is None:
            continue
        a_m, via_m, b_m = places[a], places[via], places[b]
        if metres[a_m, b_m] > metres[a_m, via_m] + metres[via_m, b_m]:
            return False
    return True


def _by_vehicle(numbers: Sequence[int], spot: dict[int, int]) -> Iterator[tuple[int, list[int]]]:
    by_vehicle: dict[int, list[int]] = {}
    for number in numbers:
        by_vehicle.setdefault(spot[number], []).append(number)
    yield from by_vehicle.items()


def _fits(model: Model, d: at.Ints, group: tuple[int, Sequence[int]]) -> bool:
    """Return whether some order of the tasks fits the vehicle's hours and its longest tour."""
    v, numbers = group
    if not _in_time(d, v, numbers):
        return False
    if not is_limited(d, v):
        return True
    before: list[list[int]] = [[] for _ in range(v)]
    return any(
        load_legal(d, empty_state(model, 1), [*before, list(order)])
        for order in islice(permutations(numbers), MOST_ORDERS)
    )


def _in_time(d: at.Ints, v: int, numbers: Sequence[int]) -> bool:
    """Return whether some order of the tasks fits the vehicle's hours (earliest end by set)."""
    ends = {(frozenset[int](), -1): shift_start(d, v)}
    for _ in numbers:
        longer: dict[tuple[frozenset[int], int], int] = {}
        for (done, last), clock in ends.items():
            for i in numbers:
                if i in done:
                    continue
                here = depot_of(d, v) if last < 0 else last
                start = earliest(d, i, v, arrive(d, v, clock, minutes(d, v, here, i)))
                key, end = (done | {i}, i), start + service_min(d, i, v)
                if start >= 0 and end < longer.get(key, at.FAR):
                    longer[key] = end
        ends = longer
    depot, closes = depot_of(d, v), shift_end(d, v)
    return any(
        arrive(d, v, clock, minutes(d, v, last, depot)) <= closes
        for (_, last), clock in ends.items()
    )


def _smallest(model: Model, d: at.Ints, v: int, numbers: Sequence[int]) -> list[int]:
    """Return tasks that do not fit together, none of which can be spared for that."""
    smallest = list(numbers)
    for number in numbers:
        rest = [other for other in smallest if other != number]
        if not _fits(model, d, (v, rest)):
            smallest = rest
    return smallest


def _people(
    program: cp_model.CpModel, model: Model, stays: dict[int, cp_model.IntVar], spot: dict[int, int]
) -> None:
    for v, vehicle in enumerate(model.vehicles):
        there = [number for number in stays if spot[number] == v]
        people = sum(model.problem.tasks[n].people * stays[n] for n in there)
        program.add(people <= vehicle.unit.people_per_day) if there else None


def _crowds(
    program: cp_model.CpModel, model: Model, stays: dict[int, cp_model.IntVar], spot: dict[int, int]
) -> None:
    problem = model.problem
    crowds: dict[tuple[str, int], list[int]] = {}
    weeks: dict[tuple[str, int], list[int]] = {}
    for number in stays:
        area, day = problem.tasks[number].area, model.vehicles[spot[number]].shift.day
        crowds.setdefault((area, day), []).append(number)
        weeks.setdefault((area, (day + problem.first_weekday) // 7), []).append(number)
    if problem.area_people_per_day is not None:
        for numbers in crowds.values():
            people = sum(problem.tasks[n].people * stays[n] for n in numbers)
            program.add(people <= problem.area_people_per_day)
    if problem.area_sessions_per_week is not None:
        for numbers in weeks.values():
            program.add(sum(stays[n] for n in numbers) <= problem.area_sessions_per_week)


def _crews(
    program: cp_model.CpModel, model: Model, stays: dict[int, cp_model.IntVar], spot: dict[int, int]
) -> None:
    if model.problem.crews_per_day is None:
        return
    for day, crew in enumerate(model.problem.crews_per_day):
        needed = []
        for v, vehicle in enumerate(model.vehicles):
            there = [number for number in stays if spot[number] == v]
            if vehicle.shift.day == day and there:
                used = program.new_bool_var(f"used_{v}")
                for number in there:
                    program.add_implication(stays[number], used)
                needed.append(vehicle.unit.crew * used)
        if needed:
            program.add(sum(needed) <= crew)


def _sites(
    program: cp_model.CpModel, model: Model, stays: dict[int, cp_model.IntVar], spot: dict[int, int]
) -> None:
    """No more units stay at a site on a day than may be there."""
    there: dict[tuple[str, int], dict[int, cp_model.IntVar]] = {}
    for number, stay in stays.items():
        site, v = model.problem.tasks[number].site, spot[number]
        if site:
            units = there.setdefault((site, model.vehicles[v].shift.day), {})
            used = units.setdefault(v, program.new_bool_var("there"))
            program.add_implication(stay, used)
    for (site, _), units in there.items():
        program.add(sum(units.values()) <= model.problem.units_at_site.get(site, 1))


def _days(
    program: cp_model.CpModel, model: Model, stays: dict[int, cp_model.IntVar], spot: dict[int, int]
) -> None:
    """Promises too near each other, too far, in no set of days or of two units cannot all stay.

    Those too far from each other can where one between them stays.
    """
    number = {task.id: n for n, task in enumerate(model.problem.tasks)}
    for spacing in model.problem.spacings:
        held = [number[name] for name in spacing.tasks if number[name] in stays]
        day_of = {n: model.vehicles[spot[n]].shift.day for n in held}
        for a, b in combinations(sorted(held, key=lambda n: day_of[n]), 2):
            apart = day_of[b] - day_of[a]
            units = {model.vehicles[spot[n]].unit.id for n in (a, b)}
            if apart < spacing.min_days or (spacing.same_unit and len(units) > 1):
                program.add_bool_or([~stays[a], ~stays[b]])
            if spacing.max_days is not None and apart > spacing.max_days:
                between = [stays[n] for n in held if day_of[a] < day_of[n] < day_of[b]]
                program.add_bool_or([~stays[a], ~stays[b], *between])
        if sets := model.problem.day_sets_of(spacing):
            chosen = [program.new_bool_var("set") for _ in sets]
            program.add_exactly_one(chosen)
            for a in held:
                day = model.vehicles[spot[a]].shift.day
                fits = [c for c, s in zip(chosen, sets, strict=True) if day in s]
                program.add_bool_or([~stays[a], *fits])
