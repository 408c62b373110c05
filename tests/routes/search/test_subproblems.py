"""Large problems are searched by subproblems; what holds for the whole holds for them too."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from routes import How, Problem, Progress, check, solve
from routes.kernels import layout as at
from routes.kernels.changes import total
from routes.search.arrays import Model
from routes.search.chain import cooling
from routes.search.decomposition import Decomposition, joined, subproblem_count
from routes.search.large import Plan, Run, Turn, limits, run, sums
from routes.search.parameters import DecompositionParameters
from routes.search.search import first_tours
from routes.search.state import data_of, empty_state, load_legal, prepared
from routes.search.subproblems import Subproblem
from tests.routes.problems import make_problem, make_task, make_unit, random_problem, shifts

SEEDS = range(8)


@pytest.fixture(autouse=True)
def small_subproblems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "routes.search.decomposition.DECOMPOSITION",
        DecompositionParameters(smallest=6, least_tours=1),
    )


def large(seed: int, *, surge: bool = False) -> Problem:
    """Return a problem of four subproblems that says everything; a surge keeps days whole."""
    problem = random_problem(seed, tasks=26, days=6)
    return problem if surge else replace(problem, surge=None)


def plan_of(model: Model, seed: int) -> Plan:
    """Return the first plan of a problem, ready to be searched by subproblems."""
    tours = first_tours(model, seed, None).tours
    d, s = data_of(model), empty_state(model, seed)
    load_legal(d, s, tours)
    return Plan(d, s, tours, list(tours), limits(model))


def searched(model: Model, plan: Plan, seed: int, cuts: int) -> None:
    """Search each subproblem of some cuts, two side by side, and take over what they changed."""
    cut, temperatures = Decomposition(model, seed), cooling(model, plan.s.copy())
    for _ in range(cuts):
        parts = cut.subproblems(plan.tours)
        for first in range(0, len(parts), 2):
            turn = Turn(temperatures, 0.2, 0.4, 20)
            runs = [run(model, plan, part, turn, seed) for part in parts[first : first + 2]]
            for ran in runs:
                plan.take(ran)


@pytest.mark.parametrize("surge", [False, True])
def test_the_sums_of_subproblems_are_those_of_the_whole(surge: bool) -> None:
    for seed in SEEDS:
        model = prepared(large(seed, surge=surge))
        plan = plan_of(model, seed)
        before = [list(tour) for tour in plan.tours]
        searched(model, plan, seed, 6)
        whole = empty_state(model, 1)
        assert load_legal(plan.d, whole, plan.tours)
        assert before != plan.tours
        assert total(plan.d, plan.s) == total(plan.d, whole)
        assert np.array_equal(sums(plan.s), sums(whole))
        assert plan.s[at.CHANGED] == whole[at.CHANGED]


@pytest.mark.slow
@pytest.mark.parametrize("surge", [False, True])
def test_answers_found_by_subproblems_are_legal_and_repeatable(surge: bool) -> None:
    for seed in SEEDS:
        problem = large(seed, surge=surge)
        assert subproblem_count(prepared(problem)) > 1
        first, second = (solve(problem, steps=20, seed=seed) for _ in range(2))
        assert check(problem, first) == []
        assert first.stops == second.stops


@pytest.mark.slow
def test_subproblems_better_the_first_plan_and_never_spoil_the_one_given() -> None:
    better = 0
    for seed in SEEDS:
        problem = large(seed)
        first = solve(problem, steps=1, seed=seed)
        second = solve(problem, steps=40, seed=seed, how=How(start=first.stops))
        assert second.cost.total <= first.cost.total
        better += second.cost.total < first.cost.total
    assert better > len(SEEDS) // 2


def test_each_vehicle_and_task_is_in_one_subproblem_at_most() -> None:
    model = prepared(large(1))
    plan, cut = plan_of(model, 1), Decomposition(model, 1)
    for _ in range(6):
        parts = cut.subproblems(plan.tours)
        for numbers in ([p.tasks for p in parts], [p.vehicles for p in parts]):
            dealt = np.concatenate(numbers)
            assert len(dealt) == len(set(dealt.tolist())) > 0


def test_subproblems_without_tasks_are_left_out() -> None:
    given = large(4)
    model = prepared(replace(given, tasks=given.tasks[:12], published=(), spacings=()))
    plan, cut = plan_of(model, 4), Decomposition(model, 4)
    plan.tours = [[] for _ in plan.tours]
    plan.tours[0] = list(range(12))
    for _ in range(20):
        assert all(len(part.tasks) and len(part.vehicles) for part in cut.subproblems(plan.tours))


def test_with_a_limit_for_the_first_days_every_subproblem_has_whole_days() -> None:
    model = prepared(large(2, surge=True))
    plan, cut = plan_of(model, 2), Decomposition(model, 2)
    for _ in range(40):
        days = [
            {model.vehicles[v].shift.day for v in p.vehicles} for p in cut.subproblems(plan.tours)
        ]
        assert sum(map(len, days)) == len(set.union(*days))


def test_two_subproblems_that_together_exceed_a_limit_are_not_both_taken_over() -> None:
    tasks = [make_task(f"t{n}", units=(f"u{n + 1}",)) for n in range(2)]
    units = tuple(make_unit(f"u{n}", shifts=shifts([0])) for n in (1, 2))
    model = prepared(make_problem(tasks, units=units, area_people_per_day=60))
    d, s = data_of(model), empty_state(model, 1)
    plan = Plan(d, s, [[], []], [], limits(model))
    for number in range(2):
        alone = empty_state(model, 1)
        load_legal(d, alone, [[number] if v == number else [] for v in range(2)])
        more = sums(alone) - sums(empty_state(model, 1))
        only = np.array([number])
        plan.take(Run(Subproblem(only, only, only[:0]), [[number]], -100, 0, more))
    assert plan.tours == [[0], []]


def test_linked_tasks_are_joined_directly_and_through_others() -> None:
    model = prepared(make_problem([make_task(f"t{n}") for n in range(6)]))
    links = [("t0", "t1"), ("t2", "t3"), ("t1", "t2"), ("t5",)]
    assert joined(model, links) == [[0, 1, 2, 3], [5]]


def test_a_search_by_subproblems_keeps_to_the_clock_and_ends_when_it_should() -> None:
    shares: list[float] = []
    problem = large(3)
    solve(problem, seconds=0.3, on_progress=lambda progress: shares.append(progress.share))
    assert shares[-1] == 1.0
    assert shares == sorted(shares)
    shares.clear()

    def enough(progress: Progress) -> bool:
        shares.append(progress.share)
        return False

    solve(problem, steps=50, on_progress=enough)
    assert len(shares) == 1
