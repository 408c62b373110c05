"""What went wrong in other engines must not go wrong here."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routes import (
    DAY_MIN,
    How,
    Published,
    Spacing,
    check,
    explain,
    read_solution,
    solution_to_json,
    solve,
)
from routes.reasons.remedies import works
from tests.routes.problems import make_problem, make_task, make_unit, random_problem, shifts


def test_the_second_visit_of_a_series_keeps_off_closed_days_too() -> None:
    open_days = ((480, 960), (DAY_MIN + 480, DAY_MIN + 960), (4 * DAY_MIN + 480, 4 * DAY_MIN + 960))
    visits = [make_task(f"v{n}", intervals=open_days, units=("u1",), weight=9) for n in range(3)]
    problem = make_problem(
        visits,
        days=5,
        units=(make_unit("u1", shifts=shifts([0, 2, 3, 4])),),
        spacings=(Spacing(tasks=("v0", "v1", "v2"), min_days=1, max_days=4),),
    )
    solution = solve(problem, steps=40)
    assert sorted(s.day for s in solution.stops) == [0, 4]


@pytest.mark.parametrize("seed", range(6))
def test_an_own_plan_fed_back_is_taken_and_never_gets_worse(seed: int) -> None:
    problem = random_problem(seed)
    first = solve(problem, steps=5, seed=seed)
    again = read_solution(solution_to_json(first))
    second = solve(problem, steps=5, seed=seed + 1, how=How(start=again.stops))
    assert second.cost.total <= first.cost.total


def test_a_plan_fed_back_after_a_change_is_used_as_far_as_it_is_legal() -> None:
    problem = random_problem(2)
    before = solve(problem, steps=20)
    fewer = tuple(unit for unit in problem.units if unit.id == "u1")
    tasks = tuple(
        replace(t, units=tuple(u for u in t.units if u == "u1"), service_by_unit={})
        for t in problem.tasks
    )
    lost = replace(problem, units=fewer, tasks=tasks, published=(), travel_by_class={})
    assert check(lost, solve(lost, steps=10, how=How(start=before.stops))) == []


def test_a_pinned_stop_on_an_otherwise_empty_day_stands() -> None:
    pin = Published(task="t1", unit="u2", day=2, start_min=2 * DAY_MIN + 700, pinned=True)
    problem = make_problem([make_task("t1", weight=0), make_task("t2", place=2)], published=(pin,))
    solution = solve(problem, steps=20)
    stop = next(s for s in solution.stops if s.task == "t1")
    assert (stop.unit, stop.day, stop.start_min) == ("u2", 2, 2 * DAY_MIN + 700)


def test_nobody_waits_for_an_opening_and_then_serves_past_the_closing() -> None:
    tight = make_task("t1", intervals=((600, 659), (700, 760)), service_min=60, units=("u1",))
    problem = make_problem([tight, make_task("t2", units=("u1",), service_min=90)])
    solution = solve(problem, steps=20)
    first = next(s for s in solution.stops if s.task == "t1")
    assert (first.start_min, first.end_min) == (700, 760)


@pytest.mark.parametrize("seed", range(4))
def test_no_reason_is_wrong(seed: int) -> None:
    problem = replace(random_problem(seed, tasks=16), change_budget=None, spacings=())
    solution = solve(problem, steps=20, seed=seed)
    number = {task.id: n for n, task in enumerate(problem.tasks)}
    for reason in explain(problem, solution):
        if reason.alone:
            promises = tuple(p for p in problem.published if p.task == reason.task)
            alone = replace(
                problem, tasks=(problem.tasks[number[reason.task]],), published=promises
            )
            assert solve(alone, steps=5).stops == ()
        if reason.remedy is not None:
            assert works(problem, solution, number[reason.task], reason.remedy)


def test_the_first_plan_keeps_to_the_time_it_was_given() -> None:
    solution = solve(random_problem(5), seconds=0.3)
    assert solution.steps >= 1
    assert check(random_problem(5), solution) == []


def test_a_search_can_be_stopped_and_still_answers() -> None:
    heard: list[float] = []

    def stop_early(progress: object) -> bool:
        heard.append(progress.share)  # type: ignore[attr-defined]
        return len(heard) < 2

    solution = solve(random_problem(5), steps=100, on_progress=stop_early)
    assert len(heard) == 2
    assert check(random_problem(5), solution) == []
