"""Minutes kept free after service: the unit stays, but people are told the end without them."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from routes import (
    DAY_MIN,
    How,
    Problem,
    Published,
    bound,
    check,
    problem_to_json,
    read_problem,
    solve,
)
from routes.readers.vroom_json import to_vroom
from tests.routes.oracles.tours import least_cost
from tests.routes.problems import answer, make_problem, make_task, make_unit, random_problem, shifts
from tests.routes.small_offices import small_office
from tests.sizes import seeds


def with_buffers(problem: Problem, seed: int) -> tuple[Problem, Problem]:
    """Return the problem with buffers, and one that says the same by longer service alone.

    In the second every task takes its buffer longer, and its hours end as much later.
    """
    chance, buffered, longer = Random(seed), [], []
    for task in problem.tasks:
        more = chance.choice([0, 10, 45])
        buffered.append(replace(task, buffer_min=more))
        hours = tuple((opens, closes + more) for opens, closes in task.intervals)
        longer.append(replace(task, service_min=task.service_min + more, intervals=hours))
    return replace(problem, tasks=tuple(buffered)), replace(problem, tasks=tuple(longer))


@pytest.mark.parametrize("seed", seeds("proofs"))
def test_a_buffer_is_as_good_as_longer_service_in_hours_that_end_later(seed: int) -> None:
    buffered, longer = with_buffers(small_office(seed), seed)
    solution = solve(buffered, steps=400)
    assert check(buffered, solution) == []
    assert solution.cost.total == least_cost(longer)
    assert bound(buffered, solution, seconds=5).value <= solution.cost.total


@pytest.mark.parametrize("tasks", [10, 160])
@pytest.mark.parametrize("engine", ["search", "ortools"])
def test_answers_are_legal_in_whole_and_in_parts(engine: str, tasks: int) -> None:
    problem, _ = with_buffers(random_problem(5, tasks=tasks), 5)
    assert check(problem, solve(problem, steps=3, how=How(engine=engine))) == []


def test_people_are_told_the_end_and_the_unit_stays() -> None:
    travel = make_problem([]).travel_min
    tasks = [make_task(f"t{n}", place=n, service_min=60, buffer_min=20) for n in (1, 2)]
    unit = make_unit("u1", shifts=shifts([0], 480, 960))
    problem = make_problem([replace(t, units=("u1",)) for t in tasks], units=(unit,))
    first, second = sorted(solve(problem, steps=20).stops, key=lambda stop: stop.start_min)
    assert first.end_min - first.start_min == 60
    assert second.start_min - first.end_min >= 20 + int(travel[1, 2])
    early = replace(second, start_min=second.start_min - 5, end_min=second.end_min - 5)
    found = check(problem, answer(problem, [first, early]))
    assert [violation.code for violation in found] == ["time_to_travel"]


@pytest.mark.parametrize(("closes", "code"), [(700, ""), (680, "within_shift")])
def test_the_buffer_lies_inside_the_shift_and_not_inside_the_hours(closes: int, code: str) -> None:
    """The drive is 10 minutes each way; the hours of the task end with its service, at 650."""
    unit = make_unit("u1", shifts=shifts([0], 480, closes))
    task = make_task("t1", service_min=60, buffer_min=40, units=("u1",), intervals=((590, 650),))
    problem = make_problem([task], units=(unit,))
    answered = solve(problem, steps=5)
    assert [out.reason for out in answered.unscheduled] == ([code] if code else [])


def test_nobody_is_kept_waiting_into_a_break() -> None:
    lunch = ((720, 780),)
    unit = make_unit("u1", shifts=(replace(shifts([0], 480, 960)[0], breaks=lunch),))
    task = make_task("t1", service_min=60, buffer_min=30, units=("u1",), intervals=((640, 960),))
    problem = make_problem([task], units=(unit,))
    (stop,) = solve(problem, steps=5).stops
    assert stop.start_min >= 780
    late = replace(stop, start_min=650, end_min=710)
    found = check(problem, answer(problem, [late]))
    assert [violation.code for violation in found] == ["outside_breaks"]


def test_a_promise_whose_buffer_does_not_fit_could_not_stand() -> None:
    """So it may give way without counting against the budget of changes."""
    promise = Published(task="t1", unit="u1", day=0, start_min=880)
    unit = make_unit("u1", shifts=shifts([0, 1], 480, 960))
    opens = ((880, 940), (DAY_MIN + 480, DAY_MIN + 940))
    for buffer, served_on in ((0, 0), (30, 1)):
        task = make_task("t1", service_min=60, buffer_min=buffer, units=("u1",), intervals=opens)
        problem = make_problem([task], units=(unit,), published=(promise,), change_budget=0)
        (stop,) = solve(problem, steps=5).stops
        assert stop.day == served_on


def test_it_is_read_from_files_and_not_told_to_vroom() -> None:
    problem = make_problem([make_task("t1", buffer_min=25)])
    assert read_problem(problem_to_json(problem)).tasks == problem.tasks
    with pytest.raises(ValueError, match="buffer_min cannot be stated to VROOM"):
        to_vroom(problem)
    with pytest.raises(ValueError, match="buffer_min must be 0 or more"):
        make_task("t1", buffer_min=-1)
