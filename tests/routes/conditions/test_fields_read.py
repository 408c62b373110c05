"""A part that the table says reads a field answers otherwise when that field changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

import pytest

from routes import (
    Cost,
    Problem,
    Published,
    Spacing,
    Stop,
    bound,
    evaluate,
    solve,
    stops_as_published,
)
from routes.checks.case import case_of
from routes.checks.check import CHECKS
from routes.conditions import AFTERWARDS, CONDITIONS, RELAXED
from routes.kernels.changes import take, total
from routes.kernels.data import arrival_cost
from routes.kernels.places import allowed, detour
from routes.kernels.plan import position, vehicle_of
from routes.search.ortools_model import improved
from routes.search.state import data_of, empty_state, load, prepared, present_tours, tours_of
from routes.terms import TERMS
from tests.routes.conditions.mutations import MUTATIONS
from tests.routes.problems import answer, random_plan, random_problem
from tests.sizes import size

#: Random problems on which a change may show, the first on which it does is enough; and those on
#: which none may.
SEEDS: Final = range(40)
SEEDS_OF_NONE: Final = range(size("field_changes"))
ROWS = (*CONDITIONS, *TERMS)


@cache
def problem_of(seed: int) -> Problem:
    """Return a random problem with promises: pinned, of another unit, of a task left out."""
    problem = random_problem(seed, tasks=7, days=5)
    problem = replace(problem, change_budget=1, area_sessions_per_week=2)
    problem = replace(problem, weights=replace(problem.weights, fair=1, move_drop=600))
    solution = solve(replace(problem, published=()), steps=3, seed=seed)
    promises = [
        Published(
            task=stop.task,
            unit=stop.unit if n < 2 else ("u1" if stop.unit == "u2" else "u2"),
            day=stop.day,
            start_min=stop.start_min,
            pinned=n == 0,
        )
        for n, stop in enumerate(solution.stops[:4])
    ]
    promises += [replace(promises[1], task=out.task) for out in solution.unscheduled[:1]]
    return replace(problem, published=tuple(promises))


@cache
def plans_of(seed: int) -> tuple[tuple[Stop, ...], ...]:
    """Return a good plan, one of promises alone, and two that nobody would make."""
    problem = problem_of(seed)
    stops = solve(problem, steps=3, seed=seed).stops
    late = tuple(
        replace(stop, start_min=stop.start_min + 3, end_min=stop.end_min + 3) for stop in stops[1:]
    )
    return stops, stops_as_published(problem), late, random_plan(problem, seed)


def violations(problem: Problem, seed: int, name: str) -> Hashable:
    """Return what one check finds in the plans; their figures are claimed to be -1."""
    (check,) = (each for each in CHECKS if each.__name__ == name)
    before = problem_of(seed)
    answers = []
    for plan in plans_of(seed):
        solution = replace(answer(before, plan), cost=NO_COST)
        answers.append(tuple(check(case_of(problem, solution))))
    return tuple(answers)


#: Never right, so that the check of the cost says what it is.
NO_COST: Final = Cost(**dict.fromkeys(Cost.__dataclass_fields__, -1))


def places(problem: Problem, seed: int) -> Hashable:
    """Return for each plan, as far as it can be loaded, its cost and the places of each task."""
    return tuple(_places(problem, plan) for plan in plans_of(seed))


def _places(problem: Problem, plan: Sequence[Stop]) -> Hashable:
    model = prepared(problem)
    d, s = data_of(model), empty_state(model, 1)
    load(model, d, s, tours_of(model, plan))
    cost, tours = int(total(d, s)), tuple(map(tuple, present_tours(model, s)))
    rooms = []
    for i in range(len(problem.tasks)):
        if vehicle_of(s, i) >= 0:
            take(d, s, vehicle_of(s, i), position(d, s, i))
        for v, vehicle in enumerate(model.vehicles):
            reach, more = int(arrival_cost(d, i, v)), int(detour(d, s, i, v))
            fits = bool(allowed(d, s, i, v))
            rooms.append((vehicle.unit.id, vehicle.shift.day, reach, more, fits))
    return cost, tours, tuple(rooms)


def least(problem: Problem, _seed: int) -> Hashable:
    """Return the bound, of a plan in which only pinned promises stand."""
    pinned = replace(problem, published=tuple(p for p in problem.published if p.pinned))
    solution = answer(problem, stops_as_published(pinned))
    return bound(problem, solution, seconds=5).value


def routed(problem: Problem, _seed: int) -> Hashable:
    """Return the tours of the routing model itself, by unit and day."""
    model = prepared(problem)
    tours = improved(model, None, steps=30, seconds=None) or []
    return tuple(
        (vehicle.unit.id, vehicle.shift.day, tuple(tour))
        for vehicle, tour in zip(model.vehicles, tours, strict=False)
        if tour
    )


def cost_of(problem: Problem, seed: int, name: str) -> Hashable:
    return tuple(getattr(evaluate(problem, plan), name) for plan in plans_of(seed))


def changes(
    field: str, part: Callable[[Problem, int], Hashable], seeds: Sequence[int] = SEEDS
) -> Iterator[bool]:
    """Yield for each seed whether ``part`` answers otherwise once the field is changed."""
    for seed in seeds:
        before = problem_of(seed)
        yield part(before, seed) != part(MUTATIONS[field](before), seed)


@pytest.mark.parametrize("field", sorted({name for row in ROWS for name in row.fields}))
def test_the_search_reads_each_field(field: str) -> None:
    assert any(changes(field, places))


@pytest.mark.parametrize(
    ("name", "field"), [(row.name, field) for row in CONDITIONS for field in row.fields]
)
def test_the_check_of_a_condition_reads_its_fields(name: str, field: str) -> None:
    assert any(changes(field, lambda problem, seed: violations(problem, seed, name)))


@pytest.mark.parametrize(("name", "field"), [(t.name, field) for t in TERMS for field in t.fields])
def test_evaluator_and_check_read_the_fields_of_a_term(name: str, field: str) -> None:
    assert any(changes(field, lambda problem, seed: cost_of(problem, seed, name)))
    assert any(changes(field, lambda problem, seed: violations(problem, seed, "honest_cost")))


def kept_by(part: str, word: str) -> tuple[set[str], set[str]]:
    """Return the fields that a part keeps, and those it leaves out altogether."""
    kept = {f for row in ROWS if getattr(row, part) != word for f in row.fields}
    left = {f for row in ROWS if getattr(row, part) == word for f in row.fields}
    return kept, left - kept


@pytest.mark.slow
@pytest.mark.parametrize("field", sorted(kept_by("bound", RELAXED)[0]))
def test_the_bound_reads_each_field_that_it_does_not_relax(field: str) -> None:
    assert any(changes(field, least))


@pytest.mark.parametrize("field", sorted(kept_by("bound", RELAXED)[1]))
def test_what_is_relaxed_moves_no_bound(field: str) -> None:
    assert not any(changes(field, least, SEEDS_OF_NONE))


@pytest.mark.slow
@pytest.mark.parametrize("field", sorted(kept_by("ortools", AFTERWARDS)[0]))
def test_the_routing_model_reads_each_field_that_it_knows(field: str) -> None:
    assert any(changes(field, routed))


@pytest.mark.parametrize("field", sorted(kept_by("ortools", AFTERWARDS)[1]))
def test_what_the_routing_model_does_not_know_moves_none_of_its_tours(field: str) -> None:
    """Least days between visits are known where a series has sets of days."""

    def without_sets(problem: Problem, seed: int) -> Hashable:
        spacings = tuple(
            Spacing(tasks=s.tasks, min_days=s.min_days, max_days=s.max_days)
            for s in problem.spacings
        )
        return routed(replace(problem, spacings=spacings), seed)

    assert not any(changes(field, without_sets, SEEDS_OF_NONE))
