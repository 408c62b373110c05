"""Visits that pay only together are seen; what cannot be done at all moves nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from routes import DAY_MIN, Problem, Spacing, Weights, solve
from routes.kernels import jit
from routes.search.decomposition import subproblem_count
from routes.search.state import prepared
from routes.search.subproblems import undoable
from tests.routes.oracles.tours import least_cost
from tests.routes.problems import make_problem, make_task, make_unit, random_problem, shifts
from tests.routes.small_offices import small_office
from tests.sizes import seeds

#: Steps of a small plan: as many as usual, or what uncompiled code makes in a moment.
STEPS = 2000 if jit.COMPILED else 60


def hamlet(people: Sequence[int], groups: Sequence[str], drive: int) -> Problem:
    """Return requests 5 minutes apart and ``drive`` from the depot; none of them pays alone."""
    count = len(people)
    travel = np.full((count + 1, count + 1), 5, dtype=np.int64)
    travel[0], travel[:, 0] = drive, drive
    np.fill_diagonal(travel, 0)
    tasks = [
        make_task(f"t{n}", place=n + 1, people=crowd, group=group, service_min=30, area=str(n))
        for n, (crowd, group) in enumerate(zip(people, groups, strict=True))
    ]
    return make_problem(tasks, places=count + 1, travel_min=travel)


@pytest.mark.parametrize("seed", range(4))
def test_a_tour_that_pays_only_for_several_visits_is_opened(seed: int) -> None:
    problem = hamlet([6] * 6, ["g"] * 6, drive=40)
    problem = replace(problem, weights=Weights(fair=0, least_cover=0))
    answer = solve(problem, steps=30, seed=seed)
    assert len(answer.stops) == 6
    assert answer.cost.total == least_cost(problem)


@pytest.mark.parametrize("seed", range(4))
def test_a_second_group_that_lifts_the_least_cover_is_served(seed: int) -> None:
    problem = hamlet([1, 1], ["north", "south"], drive=90)
    problem = replace(problem, weights=Weights(fair=0, least_cover=5))
    answer = solve(problem, steps=30, seed=seed)
    assert len(answer.stops) == 2
    assert answer.cost.total == least_cost(problem)


@pytest.mark.parametrize("seed", seeds("small_offices"))
def test_plans_of_small_offices_are_the_best_there_are(seed: int) -> None:
    problem = small_office(seed)
    assert solve(problem, steps=STEPS, seed=1).cost.total == least_cost(problem)


def with_one_more(problem: Problem, reason: str) -> Problem:
    """Return ``problem`` with one more task that nobody can do, which is dear to leave out."""
    place, travel = problem.places, np.pad(problem.travel_min, ((0, 1), (0, 1)))
    travel[place, :place] = travel[:place, place] = 600 if reason == "far" else 45
    slow = {name: np.pad(m, ((0, 1), (0, 1))) for name, m in problem.travel_by_class.items()}
    for matrix in slow.values():
        matrix[place, :place] = matrix[:place, place] = 600 if reason == "far" else 45
    task = make_task(
        "undoable",
        place=place,
        units=() if reason == "no unit" else ("u1", "u2"),
        people=1000 if reason == "crowd" else 0,
        intervals=() if reason == "no day" else ((480, 960), (DAY_MIN + 480, DAY_MIN + 960)),
        area="elsewhere",
        group=problem.tasks[0].group,
        drop_cost=300_000,
    )
    return replace(
        problem,
        tasks=(task, *problem.tasks),
        places=place + 1,
        travel_min=travel,
        travel_by_class=slow,
        distance_m=None if problem.distance_m is None else 700 * travel + 100,
    )


@pytest.mark.parametrize("seed", range(3))
def test_a_task_that_nobody_can_do_leaves_the_plan_as_it_is(seed: int) -> None:
    problem = random_problem(seed)
    problem = replace(problem, weights=replace(problem.weights, fair=0, least_cover=0))
    before = solve(problem, steps=20, seed=3)
    for reason in ("no unit", "no day", "far", "crowd"):
        more = with_one_more(problem, reason)
        assert undoable(prepared(more))[0] == 0, reason
        after = solve(more, steps=20, seed=3)
        assert (after.stops, after.steps) == (before.stops, before.steps), reason
        assert after.cost.total == before.cost.total + 300_000, reason


@pytest.mark.parametrize("seed", seeds("random_plans", times=0.1))
def test_no_task_that_some_plan_serves_is_set_apart(seed: int) -> None:
    problem = random_problem(seed, tasks=8)
    number = {task.id: n for n, task in enumerate(problem.tasks)}
    served = {number[stop.task] for stop in solve(problem, steps=5, seed=seed).stops}
    assert not served & set(undoable(prepared(problem)))


def test_a_place_that_is_near_only_over_another_is_not_set_apart() -> None:
    travel = np.array([[0, 10, 400], [10, 0, 10], [400, 10, 0]], dtype=np.int64)
    tasks = [make_task("near", place=1), make_task("past it", place=2)]
    problem = make_problem(tasks, places=3, travel_min=travel)
    assert undoable(prepared(problem)) == []


@pytest.mark.parametrize(
    ("limits", "served"),
    [
        ({"max_tour_min": 79}, 0),
        ({"max_tour_min": 80}, 1),
        ({"max_tour_m": 1999}, 0),
        ({"max_tour_m": 2000}, 1),
    ],
)
def test_what_lies_past_the_longest_tour_is_set_apart(limits: dict[str, int], served: int) -> None:
    units = (make_unit("u1", **limits), make_unit("u2", **limits))
    metres = np.full((6, 6), 1000, dtype=np.int64)
    problem = make_problem([make_task("t1")], units=units, distance_m=metres)
    assert len(undoable(prepared(problem))) == 1 - served
    assert solve(problem, steps=5).cost.served == served


@pytest.mark.parametrize(("sets", "served"), [(((7, 8),), 0), (((7, 8), (2, 7)), 1), ((), 1)])
def test_what_is_open_on_no_day_of_its_sets_is_set_apart(
    sets: tuple[tuple[int, ...], ...], served: int
) -> None:
    series = Spacing(tasks=("t1", "t2"), day_sets=sets)
    tasks = [make_task("t1"), make_task("t2", place=2, units=())]
    problem = make_problem(tasks, spacings=(series,))
    assert len(undoable(prepared(problem))) == 2 - served
    assert solve(problem, steps=5).cost.served == served


def test_few_tours_are_searched_as_a_whole() -> None:
    tasks = [make_task(f"t{n}", service_min=5, people=1) for n in range(400)]
    few = make_problem(tasks, units=(make_unit("u1", shifts=shifts(range(2))), make_unit("u2")))
    assert subproblem_count(prepared(few)) < 2
    units = (make_unit("u1"), *(make_unit(f"u{n}") for n in range(2, 7)))
    assert subproblem_count(prepared(make_problem(tasks, units=units))) == 2


def test_steps_that_do_nothing_are_not_counted() -> None:
    nobody = make_problem([make_task(f"t{n}", units=()) for n in range(3)])
    assert solve(nobody, steps=50).steps == 0
