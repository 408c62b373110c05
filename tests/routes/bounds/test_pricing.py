"""Tours priced by labels, against trying every tour; a master problem whose solver breaks down."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import permutations
from random import Random

import numpy as np
import pytest

from routes import DAY_MIN, Problem, Shift, solve
from routes.bounds.columns import FINE, Column, Prices, Wanted
from routes.bounds.generation import Generation
from routes.bounds.parameters import PricingParameters, RelaxationParameters
from routes.bounds.pricing import Pricer
from routes.kernels import layout as at
from routes.kernels.pricing.tour_layout import EXACT, QUICK
from routes.search.arrays import Model
from routes.search.state import prepared, stops_of
from tests.routes.problems import make_problem, make_task, make_unit, random_problem
from tests.sizes import size

TASKS = 6
FEW_LABELS = RelaxationParameters(labels=5_000)
#: Prices tried for each problem.
TRIALS = 12
#: Random problems with short tours only, or with prices at which none pays.
HOLLOW = (11, 25, 28, 33, 35, 38, 39)
SEEDS = [seed for seed in range(size("brute_force")) if seed not in HOLLOW]


def one_day(seed: int) -> Problem:
    """Return six tasks for one unit on one day: time, people and hours are all scarce."""
    chance = Random(seed)
    places = TASKS + 1
    points = [(chance.randrange(25), chance.randrange(25)) for _ in range(places)]
    travel = np.array(
        [[abs(ax - bx) + abs(ay - by) for bx, by in points] for ax, ay in points], dtype=np.int64
    )
    halves = ((480, 690), (700, 960), (480, 960), (480, 960))
    tasks = [
        make_task(
            f"t{n}",
            place=1 + n,
            units=("u",),
            service_min=chance.choice([10, 25, 40, 60, 90]),
            people=chance.randint(5, 60),
            intervals=(chance.choice(halves),),
        )
        for n in range(TASKS)
    ]
    breaks = ((DAY_MIN // 2, DAY_MIN // 2 + 45),) if seed % 2 else ()
    shift = Shift(day=0, start_min=480, end_min=chance.choice([780, 900, 960]), breaks=breaks)
    unit = make_unit("u", shifts=(shift,), people_per_day=chance.choice([90, 130]))
    return make_problem(tasks, places=places, travel_min=travel, units=(unit,), days=1)


@lru_cache(maxsize=64)
def every_tour(seed: int) -> tuple[Model, tuple[Column, ...]]:
    """Return the problem as arrays, and each tour that its unit can make."""
    model = prepared(one_day(seed))
    pricer, tours = Pricer(model), list[Column]()
    for count in range(1, TASKS + 1):
        for tour in permutations(range(TASKS), count):
            people = sum(model.problem.tasks[task].people for task in tour)
            if people > model.vehicles[0].unit.people_per_day:
                continue
            try:
                stops_of(model, [tour])
            except RuntimeError:
                continue
            tours.append(pricer.column(0, tour))
    return model, tuple(tours)


def random_prices(seed: int, model: Model) -> Prices:
    """Return prices at which long tours save most; tasks that do not pay are among them."""
    chance = Random(seed)
    reward = [chance.randrange(-50, 400) * FINE + chance.randrange(FINE) for _ in range(TASKS)]
    return Prices(reward=np.array(reward, dtype=np.int64), base=chance.randrange(300) * FINE)


def saved(column: Column, prices: Prices, model: Model) -> int:
    """Return the reduced cost of a tour, in thousandths; what arriving costs is in the prices."""
    arriving = sum(int(model.d[model.d[at.REACH] + task]) for task in column.tasks)
    paid = sum(int(prices.reward[task]) for task in column.tasks)
    unit_day = model.problem.weights.unit_day
    return prices.base + FINE * (column.cost - unit_day - arriving) - paid


@pytest.fixture(autouse=True)
def by_relaxed_routes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("routes.bounds.pricing.BY_RELAXED_ROUTES", True)
    monkeypatch.setattr("routes.bounds.pricing.PRICING", PricingParameters(labels=10))
    monkeypatch.setattr("routes.bounds.relaxed_routes.RELAXATION", FEW_LABELS)


def least_of_all(seed: int, prices: Prices) -> int:
    """Return the least reduced cost of every tour, or 0."""
    model, tours = every_tour(seed)
    return min(0, *(saved(column, prices, model) for column in tours))


@pytest.mark.parametrize("seed", SEEDS)
def test_routes_that_remember_all_are_the_cheapest_tours(seed: int) -> None:
    model, tours = every_tour(seed)
    pricer = Pricer(model)
    assert max(len(column.tasks) for column in tours) >= 3
    for trial in range(TRIALS):
        prices = random_prices(100 * seed + trial, model)
        least = least_of_all(seed, prices)
        priced = pricer.price(0, prices, Wanted(EXACT))
        assert priced.exact
        assert priced.least == priced.guess == least < 0
        hardly = replace(prices, base=prices.base - least - 3)
        assert pricer.price(0, hardly, Wanted(EXACT, gap=-8)).least <= -3
        for column in pricer.price(0, prices, Wanted(QUICK)).columns:
            assert column in tours
            assert least <= saved(column, prices, model) < 0


@pytest.mark.parametrize("seed", HOLLOW)
def test_where_little_pays_the_least_is_exact_too(seed: int) -> None:
    model, _ = every_tour(seed)
    pricer = Pricer(model)
    for trial in range(TRIALS):
        prices = random_prices(100 * seed + trial, model)
        priced = pricer.price(0, prices, Wanted(EXACT))
        assert priced.exact
        assert priced.least == priced.guess == least_of_all(seed, prices)


@pytest.mark.parametrize("limit", ["near", "labels", "comparisons"])
@pytest.mark.parametrize("seed", SEEDS)
def test_what_routes_forget_or_leave_undone_only_lowers_the_least(
    seed: int, limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, _ = every_tour(seed)
    forgetful = replace(FEW_LABELS, all_near=0, near=2)
    if limit == "labels":
        forgetful = replace(forgetful, labels=3)
    elif limit == "comparisons":
        forgetful = replace(forgetful, comparisons=3)
    monkeypatch.setattr("routes.bounds.relaxed_routes.RELAXATION", forgetful)
    pricer, given_up = Pricer(model), 0
    for trial in range(TRIALS):
        prices = random_prices(100 * seed + trial, model)
        least = least_of_all(seed, prices)
        for mode in (EXACT, QUICK):
            priced = pricer.price(0, prices, Wanted(mode, gap=-8))
            assert priced.least <= min(-8, least)
            given_up += mode == EXACT and not priced.exact
    assert (given_up > 0) == (limit != "near")


@pytest.mark.parametrize("mode", [EXACT, QUICK])
def test_a_tour_without_a_minute_to_spare_is_seen(mode: int) -> None:
    hours = ((490, 550), (560, 620))
    tasks = [
        make_task(f"t{n}", place=1 + n, units=("u1",), intervals=(hours[n],)) for n in range(2)
    ]
    shift = Shift(day=0, start_min=480, end_min=630)
    pricer = Pricer(prepared(make_problem(tasks, units=(make_unit("u1", shifts=(shift,)),))))
    weights = pricer.model.problem.weights
    prices = Prices(reward=np.array([400, 400]) * FINE, base=500 * FINE)
    priced = pricer.price(0, prices, Wanted(mode))
    least = (500 + 3 * 10 * weights.travel - 800) * FINE
    assert [column.tasks for column in priced.columns] == [(0, 1)]
    assert priced.guess == least
    assert priced.least <= least


def test_a_master_whose_solver_breaks_down_is_solved_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = random_problem(2, tasks=6, days=2)
    master = Generation(prepared(problem), solve(problem, steps=20)).master
    usual = master.solve()

    def broken() -> None:
        raise AttributeError("canonical_code")

    monkeypatch.setattr(master.solver, "solve", broken)
    again = master.solve()
    assert usual is not None
    assert again is not None
    assert again.value == pytest.approx(usual.value)
    assert master.solve() is not None


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_prices_between_two_are_worth_what_lies_between(share: float) -> None:
    problem = random_problem(4, tasks=6, days=2)
    master = Generation(prepared(problem), solve(problem, steps=20)).master
    one, other = master.initial([10.0] * 6), master.initial([30.0] * 6)
    mixed = one.towards(other, share)
    assert mixed.value == pytest.approx(60 + share * 120)
    assert sorted(mixed.prices.values())[-6:] == pytest.approx([10 + share * 20] * 6)
