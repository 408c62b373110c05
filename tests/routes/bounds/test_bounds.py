"""Bounds, proofs and the search against trying every plan of small problems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations, product
from random import Random

import pytest

from routes import Problem, Stop, Weights, check, evaluate, solve
from routes.bounds.certificate import prove
from routes.bounds.lower_bound import bound
from routes.bounds.parameters import RelaxationParameters
from routes.search.state import prepared, stops_of
from tests.routes.problems import answer, make_problem, make_task, make_unit, random_problem
from tests.sizes import seeds


def every_plan(problem: Problem) -> Iterator[tuple[Stop, ...]]:
    """Yield every plan of a small problem: each task left out or with a vehicle, in each order."""
    model = prepared(problem)
    vehicles, tasks = len(model.vehicles), range(len(problem.tasks))
    for where in product(range(-1, vehicles), repeat=len(problem.tasks)):
        members = [[task for task in tasks if where[task] == v] for v in range(vehicles)]
        for orders in product(*(permutations(tour) for tour in members)):
            try:
                yield stops_of(model, orders)
            except RuntimeError:
                continue


def least_cost(problem: Problem) -> int | None:
    """Return the cost of the best legal plan, by trying all; None: there is none."""
    costs = [
        evaluate(problem, stops).total
        for stops in every_plan(problem)
        if not check(problem, answer(problem, stops))
    ]
    return min(costs, default=None)


#: Tours are priced by their sets, by routes that remember all, or by routes that remember two.
WAYS = ("sets", "relaxed", "forgetful")


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    use(monkeypatch, str(request.param))
    return str(request.param)


def use(monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    monkeypatch.setattr("routes.bounds.pricing.BY_RELAXED_ROUTES", way != "sets")
    few = RelaxationParameters(labels=20_000)
    forgetful = replace(few, all_near=0, near=2)
    chosen = forgetful if way == "forgetful" else few
    monkeypatch.setattr("routes.bounds.relaxed_routes.RELAXATION", chosen)


@pytest.mark.parametrize("seed", seeds("brute_force"))
def test_the_search_finds_the_best_plan_and_no_bound_is_above_it(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = random_problem(seed, tasks=4, days=2)
    best = least_cost(problem)
    assert best is not None
    solution = solve(problem, steps=40, seed=seed)
    assert solution.cost.total == best
    for way in WAYS:
        use(monkeypatch, way)
        proved = prove(problem, solution)
        assert bound(problem, solution).value <= proved.value <= best, way
        assert bound(problem, solution, seconds=1e-9).value <= best, way


@pytest.mark.parametrize("seed", seeds("brute_force"))
def test_visits_of_no_minutes_are_planned_best_and_bounded(seed: int) -> None:
    problem = replace(random_problem(seed, tasks=4, days=2), change_budget=None)
    tasks = tuple(
        replace(task, service_min=0, place=1) if n < 3 else task
        for n, task in enumerate(problem.tasks)
    )
    problem = replace(problem, tasks=tasks)
    best = least_cost(problem)
    assert solve(problem, steps=40, seed=seed).cost.total == best
    assert bound(problem, answer(problem, [])).value <= (best or 0)


@pytest.mark.parametrize("seed", seeds("brute_force"))
def test_no_bound_is_above_the_best_plan_of_a_mixed_fleet_whatever_plan_is_given(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem, chance = random_problem(seed, tasks=4, days=2), Random(seed)
    units = tuple(
        replace(unit, travel_cost=chance.choice([0, 1, 7]), day_cost=chance.choice([0, 20, 300]))
        for unit in problem.units
    )
    problem = replace(
        problem,
        units=units,
        tasks=tuple(replace(task, drop_cost=2000) for task in problem.tasks),
        published=(),
        change_budget=None,
    )
    best = least_cost(problem)
    assert best is not None
    nothing = answer(problem, [])
    for way in WAYS:
        use(monkeypatch, way)
        assert bound(problem, nothing).value <= best, way
        assert bound(problem, nothing, seconds=1e-9).value <= best, way


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize(
    ("prices", "drop_cost", "best"),
    [
        ({"travel_cost": 5, "day_cost": 0}, 110, 100),
        ({"travel_cost": 0, "day_cost": 20}, 50, 20),
        ({"travel_cost": 3, "day_cost": 100}, 150, 150),
        ({}, 110, 100),
    ],
)
def test_a_tour_that_just_pays_is_seen_at_its_units_own_prices(
    prices: dict[str, int], drop_cost: int, best: int
) -> None:
    weights = Weights(fair=0, least_cover=0, wait=0, late=0)
    problem = make_problem(
        [make_task("t1", drop_cost=drop_cost)],
        units=(make_unit("u1", **prices), make_unit("u2", people_per_day=0)),
        weights=weights,
    )
    assert least_cost(problem) == best
    assert bound(problem, answer(problem, [])).value == best


@pytest.mark.parametrize("seed", range(3))
def test_a_tighter_limit_never_lowers_the_best_cost(seed: int) -> None:
    problem = replace(random_problem(seed, tasks=4, days=2), change_budget=None)
    best = least_cost(problem)
    assert best is not None
    units = tuple(replace(unit, people_per_day=90) for unit in problem.units)
    tighter = (
        replace(problem, units=units),
        replace(problem, area_people_per_day=60),
        replace(problem, crews_per_day=(1, 2)),
        replace(problem, area_sessions_per_week=1),
    )
    for limited in tighter:
        cost = least_cost(limited)
        assert cost is not None
        assert cost >= best


@pytest.mark.slow
def test_a_plan_that_is_best_is_proved_to_be() -> None:
    tasks = [make_task(f"t{n}", place=1 + n % 5, people=20 + 5 * n) for n in range(8)]
    problem = make_problem(tasks)
    solution = solve(problem, steps=60)
    proved = prove(problem, solution)
    assert proved.optimal
    assert (proved.value, proved.gap_percent) == (solution.cost.total, 0.0)
    worse = answer(problem, solution.stops[:-1])
    assert not prove(problem, worse).optimal
    assert prove(problem, worse).value <= solution.cost.total


def test_too_many_tasks_are_refused_with_a_sentence() -> None:
    problem = make_problem([make_task(f"t{n}") for n in range(401)])
    with pytest.raises(ValueError, match="at most 400"):
        bound(problem, answer(problem, []))
