"""Mandatory tasks: served before all others, and levels before the levels below them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from routes import How, Problem, bound, check, evaluate, problem_to_json, prove, read_problem, solve
from routes.model.levels import level_prices, most_of_other_terms
from tests.routes.oracles.tours import least_cost
from tests.routes.problems import (
    make_problem,
    make_task,
    make_unit,
    random_plan,
    random_problem,
    shifts,
)
from tests.routes.small_offices import small_office
from tests.sizes import seeds


def with_levels(seed: int) -> Problem:
    """Return a small office in which some tasks are mandatory, and days are too short for all."""
    chance = Random(seed)
    problem = small_office(seed)
    tasks = tuple(
        replace(task, level=chance.choice([0, 0, 1, 2]), service_min=chance.choice([70, 120, 200]))
        for task in problem.tasks
    )
    return replace(problem, tasks=tasks)


def as_prices(problem: Problem) -> Problem:
    """Return the problem without levels, which says them by what leaving out costs."""
    prices, weights = level_prices(problem), problem.weights
    return replace(
        problem,
        tasks=tuple(
            replace(
                task,
                level=0,
                drop_cost=weights.person * task.weight * task.people + prices.get(task.level, 0),
            )
            for task in problem.tasks
        ),
    )


def most_served(problem: Problem) -> Counter[int]:
    """Return how many tasks of each level a plan can serve: the highest level first."""
    most: Counter[int] = Counter()
    points = {2: 10_000, 1: 100, 0: 0}
    free = replace(problem.weights, wait=0, late=0, fair=0, least_cover=0, travel=0, unit_day=0)
    tasks = tuple(replace(t, level=0, drop_cost=points[t.level]) for t in problem.tasks)
    least = least_cost(replace(problem, tasks=tasks, weights=free))
    for level in (2, 1):
        count = sum(task.level == level for task in problem.tasks)
        most[level] = count - least // points[level]
        least %= points[level]
    return most


@pytest.mark.parametrize("seed", seeds("proofs", times=2))
def test_as_many_of_the_highest_level_are_served_as_can_be(seed: int) -> None:
    problem = with_levels(seed)
    solution = solve(problem, steps=400)
    assert check(problem, solution) == []
    served = {stop.task for stop in solution.stops}
    levels = Counter(task.level for task in problem.tasks if task.id in served)
    most = most_served(problem)
    assert (levels[2], levels[1]) == (most[2], most[1])
    assert solution.cost.total == least_cost(as_prices(problem))
    assert bound(problem, solution, seconds=5).value <= solution.cost.total
    proved = prove(problem, solution, seconds=5)
    assert proved.value <= solution.cost.total
    assert not any(
        out.reason == "not_worth" for out in solution.unscheduled if level_of(problem, out.task)
    )


def level_of(problem: Problem, task: str) -> int:
    return next(each.level for each in problem.tasks if each.id == task)


@pytest.mark.parametrize("seed", seeds("random_plans", times=0.3))
def test_no_other_terms_of_a_legal_plan_come_near_the_price_of_a_level(seed: int) -> None:
    problem = random_problem(seed)
    for plan in (solve(problem, steps=2, seed=seed).stops, ()):
        cost = evaluate(problem, plan)
        assert cost.total - cost.level <= most_of_other_terms(problem)
    evaluate(problem, random_plan(problem, seed))


def test_one_mandatory_task_of_one_person_is_served_before_a_school() -> None:
    unit = make_unit("u1", shifts=shifts([0], 480, 560))
    school = make_task("school", people=300, weight=4, units=("u1",))
    letter = make_task("letter", people=1, place=2, units=("u1",), level=1)
    usual = make_problem([school, replace(letter, level=0)], units=(unit,))
    assert [stop.task for stop in solve(usual, steps=20).stops] == ["school"]
    mandatory = replace(usual, tasks=(school, letter))
    for how in (How(), How(engine="ortools")):
        answered = solve(mandatory, steps=20, how=how)
        assert [stop.task for stop in answered.stops] == ["letter"]
        assert answered.cost.level == 0


def test_a_mandatory_task_that_cannot_be_served_is_named_and_the_others_are_served() -> None:
    far = make_task("far", units=(), level=2)
    answered = solve(make_problem([far, make_task("near", place=2)]), steps=20)
    assert [stop.task for stop in answered.stops] == ["near"]
    (out,) = answered.unscheduled
    assert (out.task, out.reason, out.alone) == ("far", "capable_unit", True)
    assert answered.cost.level > 0


def test_levels_are_read_from_files_and_too_many_are_refused() -> None:
    problem = make_problem([make_task("t1", level=2)])
    assert read_problem(problem_to_json(problem)).tasks == problem.tasks
    with pytest.raises(ValueError, match="level must be 0 or more"):
        make_task("t1", level=-1)
    tasks = [make_task(f"t{n}", level=1 + n // 200, people=900) for n in range(1800)]
    with pytest.raises(ValueError, match="use smaller weights or fewer levels"):
        solve(make_problem(tasks), steps=1)
