"""A proof is never false: bounds against every plan that there is, of small problems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from random import Random
from typing import Final

import numpy as np
import pytest

from routes import DAY_MIN, Problem, Shift, Solution, Task, Unit, Weights, check, solve
from routes.bounds.certificate import prove
from tests.routes.oracles.tours import least_cost
from tests.routes.problems import answer
from tests.sizes import seeds

#: Plans of a problem that are asked about: the cheapest ones and the dearest.
MOST_PLANS = 9
#: The first problem asked about; 1030 among them once had a bound above its best plan.
FIRST: Final = 1025
#: What others would want: their best plans are legal here, and often a little dearer.
OTHER_WEIGHTS: Final[tuple[dict[str, int], ...]] = (
    {"least_cover": 0},
    {"fair": 0},
    {"unit_day": 800},
    {"unit_day": 20},
    {"wait": 0},
    {"person": 2, "fair": 0, "least_cover": 0},
)


def varied_problem(seed: int) -> Problem:
    """Return a small problem of any weights, with tasks that hardly pay."""
    chance = Random(seed)
    count, days = chance.randint(4, 6), chance.choice([2, 3])
    points = [(chance.randint(0, 50), chance.randint(0, 50)) for _ in range(count + 1)]
    travel = np.array(
        [
            [0 if one == other else 1 + int(np.hypot(a - x, b - y)) for other, (x, y) in ends]
            for ends in [list(enumerate(points))]
            for one, (a, b) in ends
        ],
        dtype=np.int64,
    )
    units = tuple(_unit(chance, f"u{number}", days) for number in range(2))
    return Problem(
        name=f"varied {seed}",
        days=days,
        places=count + 1,
        travel_min=travel,
        tasks=tuple(_task(chance, number, days) for number in range(count)),
        units=units,
        weights=Weights(
            wait=chance.choice([0, 5, 15]),
            late=chance.choice([0, 3]),
            person=chance.choice([5, 10]),
            travel=chance.choice([0, 2]),
            unit_day=chance.choice([60, 200, 400]),
            fair=chance.choice([0, 8, 20]),
            least_cover=chance.choice([0, 20, 100]),
        ),
    )


def _unit(chance: Random, name: str, days: int) -> Unit:
    people = chance.choice([60, 200, 1000])
    shifts = tuple(
        Shift(
            day=day,
            start_min=day * DAY_MIN + 480,
            end_min=day * DAY_MIN + 480 + chance.choice([120, 150, 240, 420]),
        )
        for day in range(days)
        if chance.random() < 0.75
    )
    return Unit(id=name, depot=0, shifts=shifts, people_per_day=people)


def _task(chance: Random, number: int, days: int) -> Task:
    return Task(
        id=f"t{number}",
        place=number + 1,
        service_min=chance.choice([20, 30, 45, 90]),
        intervals=tuple(
            (
                day * DAY_MIN + 480 + chance.choice([0, 0, 60]),
                day * DAY_MIN + chance.choice([660, 780, 960]),
            )
            for day in range(days)
            if chance.random() < 0.8
        ),
        units=("u0", "u1") if chance.random() < 0.8 else ("u0",),
        people=chance.choice([5, 5, 40, 60]),
        weight=chance.choice([1, 1, 2, 5]),
        group=chance.choice("XYZ"),
        due_day=chance.choice([None, 0, 1]),
    )


def plans_of(problem: Problem, good: Solution) -> Iterator[Solution]:
    """Yield legal plans: a good one, what other weights make of it, parts of it, the empty one."""
    others = [
        solve(replace(problem, weights=replace(problem.weights, **weights)), steps=20).stops
        for weights in OTHER_WEIGHTS
    ]
    parts = [some for number in range(len(good.stops)) for some in combinations(good.stops, number)]
    seen = {good.cost.total: good}
    for stops in [*others, *parts]:
        plan = answer(problem, list(stops))
        if not check(problem, plan):
            seen.setdefault(plan.cost.total, plan)
    ordered = sorted(seen.items())
    yield from (plan for _, plan in [*ordered[: MOST_PLANS - 1], ordered[-1]])


@pytest.mark.parametrize("seed", seeds("proofs", first=FIRST))
def test_no_plan_is_called_best_that_is_not_and_no_bound_lies_above_the_best(seed: int) -> None:
    problem = varied_problem(seed)
    least, good = least_cost(problem), solve(problem, steps=200, seed=1)
    for plan in plans_of(problem, good):
        bound = prove(problem, plan)
        assert bound.value <= least, (plan.cost.total, bound)
        assert not bound.optimal or plan.cost.total == least, (least, bound)


def test_a_task_that_pays_nothing_alone_is_in_the_proof_too() -> None:
    """Two requests of one hamlet: the first pays for the way, the second only beside it."""
    travel = np.array([[0, 50, 52], [50, 0, 2], [52, 2, 0]], dtype=np.int64)
    open_all_day = ((480, 960),)
    problem = Problem(
        name="one pays for the other",
        days=1,
        places=3,
        travel_min=travel,
        tasks=(
            Task(id="t0", place=1, service_min=30, intervals=open_all_day, units=("u",), people=30),
            Task(id="t1", place=2, service_min=30, intervals=open_all_day, units=("u",), people=1),
        ),
        units=(
            Unit(
                id="u",
                depot=0,
                people_per_day=60,
                shifts=(Shift(day=0, start_min=480, end_min=960),),
            ),
        ),
        weights=Weights(fair=0, least_cover=0),
    )
    both = solve(problem, steps=50)
    one = answer(problem, [stop for stop in both.stops if stop.task == "t0"])
    assert len(both.stops) == 2
    assert both.cost.total == least_cost(problem) < one.cost.total
    assert prove(problem, both).optimal
    assert not prove(problem, one).optimal
