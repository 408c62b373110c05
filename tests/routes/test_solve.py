"""Answers are legal, repeatable, and never worse than what they started from."""

from __future__ import annotations

import pytest

from routes import check, solve
from tests.routes.problems import make_problem, make_task, random_problem


def test_answers_are_legal_on_random_problems() -> None:
    for seed in range(12):
        problem = random_problem(seed)
        assert check(problem, solve(problem, steps=20, seed=seed)) == []


def test_the_same_steps_and_seed_give_the_same_answer() -> None:
    problem = random_problem(3)
    first, second = (solve(problem, steps=30, seed=5) for _ in range(2))
    assert first.stops == second.stops
    assert first.cost == second.cost


def test_nonsense_arguments_are_refused() -> None:
    problem = make_problem([make_task("t1")])
    for given in ({"steps": 0}, {"seconds": 0.0}):
        with pytest.raises(ValueError, match="steps must be 1"):
            solve(problem, **given)


def test_a_problem_without_tasks_or_units_has_an_empty_answer() -> None:
    assert solve(make_problem([])).stops == ()
    alone = make_problem([make_task("t1", units=())], units=())
    assert [out.reason for out in solve(alone).unscheduled] == ["no_unit"]
