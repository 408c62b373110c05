"""Answers are legal, repeatable, and never worse than what they started from."""

from __future__ import annotations

from time import perf_counter, sleep

import pytest

from routes import USUAL_STEPS, check, solve, usual_steps
from routes.search.budget import SearchBudget
from routes.search.search import first_tours, search
from routes.search.state import prepared
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
    assert [out.reason for out in solve(alone).unscheduled] == ["capable_unit"]


def test_the_clock_starts_once_compiled_code_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = 0.4
    monkeypatch.setattr("routes.solver.load_kernels", lambda: sleep(loaded))
    began = perf_counter()
    solution = solve(make_problem([make_task("t1")]), seconds=0.05)
    assert solution.seconds <= perf_counter() - began - loaded


def test_time_that_is_up_before_the_search_begins_gives_the_first_plan() -> None:
    for count in (12, 160):
        model = prepared(random_problem(2, tasks=count))
        past = SearchBudget(steps=1, seconds=0.01, began=perf_counter() - 5)
        shares: list[float] = []

        def seen(share: float, _cost: int, _tours: object, shares: list[float] = shares) -> bool:
            shares.append(share)
            return True

        result = search(model, seed=1, budget=past, on_best=seen)
        assert result.cost == first_tours(model, 1, None).cost
        assert shares[-1] == 1.0


def test_a_search_that_is_given_nothing_makes_the_usual_steps_and_says_so() -> None:
    assert usual_steps() <= USUAL_STEPS
    assert solve(make_problem([make_task("t1")])).steps == usual_steps()
