"""Tours priced by labels, against trying every tour; a master problem whose solver breaks down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from random import Random

import numpy as np
import pytest

from routes import Problem, solve
from routes.arrays import Model
from routes.columns import FINE, Column, Prices, Wanted
from routes.generation import Generation
from routes.kernels.pricing import EXACT, QUICK
from routes.pricing import Pricer
from routes.state import prepared, stops_of
from tests.routes.problems import random_problem
from tests.sizes import size


def every_tour(model: Model, pricer: Pricer, vehicle: int) -> Iterator[Column]:
    """Yield each tour that the vehicle can make."""
    able = np.flatnonzero(pricer.reach[:, vehicle] >= 0).tolist()
    people = model.vehicles[vehicle].unit.people_per_day
    for count in range(1, len(able) + 1):
        for tour in permutations(able, count):
            tours = [list(tour) if v == vehicle else [] for v in range(len(model.vehicles))]
            if sum(model.problem.tasks[task].people for task in tour) > people:
                continue
            try:
                stops_of(model, tours)
            except RuntimeError:
                continue
            yield pricer.column(vehicle, tour)


def plain(seed: int) -> Problem:
    """Return a random problem of five tasks and two days without promises."""
    return replace(random_problem(seed, tasks=5, days=2), published=())


def random_prices(seed: int, tasks: int) -> Prices:
    chance = Random(seed)
    reward = [chance.randrange(-200, 1500) * FINE for _ in range(tasks)]
    return Prices(reward=np.array(reward, dtype=np.int64), base=chance.randrange(900) * FINE)


def saves(column: Column, prices: Prices, pricer: Pricer) -> int:
    """Return the reduced cost of a tour, in thousandths; what arriving costs is in the prices."""
    unit_day = pricer.model.problem.weights.unit_day
    reach = int(pricer.reach[list(column.tasks), column.vehicle].sum())
    paid = sum(int(prices.reward[task]) for task in column.tasks)
    return prices.base + FINE * (column.cost - unit_day - reach) - paid


def least_of_all(pricer: Pricer, vehicle: int, prices: Prices) -> int:
    """Return the least reduced cost of every tour; 0 where there is none."""
    costs = [saves(c, prices, pricer) for c in every_tour(pricer.model, pricer, vehicle)]
    return min(costs, default=0)


@pytest.fixture
def by_walks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("routes.pricing.BY_WALKS", True)
    monkeypatch.setattr("routes.walks.LABELS", 20_000)


@pytest.mark.usefixtures("by_walks")
@pytest.mark.parametrize("seed", range(size("brute_force")))
def test_walks_that_remember_all_are_the_cheapest_tours(seed: int) -> None:
    pricer = Pricer(prepared(plain(seed)))
    for vehicle in range(pricer.vehicles):
        prices = random_prices(seed + 97 * vehicle, pricer.tasks)
        least = least_of_all(pricer, vehicle, prices)
        found = pricer.price(vehicle, prices, Wanted(EXACT))
        assert found.exact
        assert found.least == min(0, least)
        for column in pricer.price(vehicle, prices, Wanted(QUICK)).columns:
            assert least <= saves(column, prices, pricer) < 0


@pytest.mark.usefixtures("by_walks")
@pytest.mark.parametrize("limit", ["NEAR", "LABELS", "COMPARISONS"])
@pytest.mark.parametrize("seed", range(size("brute_force")))
def test_what_walks_forget_or_leave_undone_only_lowers_the_least(
    seed: int, limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("routes.walks.ALL_NEAR", 0)
    monkeypatch.setattr("routes.walks.NEAR", 2)
    if limit != "NEAR":
        monkeypatch.setattr(f"routes.walks.{limit}", 2)
    pricer = Pricer(prepared(plain(seed)))
    for vehicle in range(pricer.vehicles):
        prices = random_prices(seed + 97 * vehicle, pricer.tasks)
        least = min(0, least_of_all(pricer, vehicle, prices))
        for mode in (EXACT, QUICK):
            found = pricer.price(vehicle, prices, Wanted(mode, gap=-8))
            assert found.least <= least
            assert found.exact <= (mode == EXACT)


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
    one, other = master.opening([10.0] * 6), master.opening([30.0] * 6)
    mixed = one.towards(other, share)
    assert mixed.value == pytest.approx(60 + share * 120)
    assert sorted(mixed.prices.values())[-6:] == pytest.approx([10 + share * 20] * 6)
