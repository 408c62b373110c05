"""Units that take times of their own for a task: kept by search, checker, bound and files."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random

import pytest

from routes import (
    How,
    Problem,
    ProblemError,
    Published,
    bound,
    check,
    problem_to_json,
    prove,
    read_problem,
    solve,
    stops_as_published,
)
from routes.readers.vroom_json import to_vroom
from routes.search import ortools_model as second
from routes.search.state import data_of, empty_state, load_legal, prepared, stops_of
from tests.routes.oracles.tours import least_cost
from tests.routes.problems import answer, make_problem, make_task, make_unit, random_problem, shifts
from tests.routes.small_offices import small_office
from tests.sizes import seeds


def with_own_minutes(problem: Problem, seed: int) -> Problem:
    """Return the problem with a time of its own for each task and unit."""
    chance = Random(seed)
    return replace(
        problem,
        tasks=tuple(
            replace(
                task,
                service_by_unit={
                    unit.id: chance.choice([10, 35, 90, 150])
                    for unit in problem.units
                    if chance.random() < 0.8
                },
            )
            for task in problem.tasks
        ),
    )


@pytest.mark.parametrize("seed", seeds("proofs"))
def test_plans_are_the_best_there_are_and_no_bound_is_above_them(seed: int) -> None:
    problem = with_own_minutes(small_office(seed), seed)
    best = least_cost(problem)
    solution = solve(problem, steps=400)
    assert check(problem, solution) == []
    assert solution.cost.total == best
    assert bound(problem, solution, seconds=5).value <= best
    empty = answer(problem, [])
    proved = prove(problem, empty, seconds=5)
    assert proved.value <= best
    assert proved.optimal == (empty.cost.total == best)


@pytest.mark.parametrize("tasks", [10, 160])
@pytest.mark.parametrize("engine", ["search", "ortools"])
def test_answers_are_legal_in_whole_and_in_parts(engine: str, tasks: int) -> None:
    problem = with_own_minutes(random_problem(3, tasks=tasks), 3)
    solution = solve(problem, steps=3, how=How(engine=engine))
    assert check(problem, solution) == []
    lengths = {s.end_min - s.start_min for s in solution.stops}
    assert len(lengths) > 1


@pytest.mark.parametrize("seed", range(4))
def test_the_routing_model_itself_keeps_minutes_by_unit(seed: int) -> None:
    problem = with_own_minutes(small_office(seed), seed)
    model = prepared(problem)
    tours = second.improved(model, None, steps=30, seconds=None)
    assert tours is not None
    assert load_legal(data_of(model), empty_state(model, 1), tours)
    assert check(problem, answer(problem, stops_of(model, tours))) == []


def test_the_unit_that_is_fast_enough_serves_what_the_other_cannot() -> None:
    units = tuple(make_unit(name, shifts=shifts([0], 480, 590)) for name in ("u1", "u2"))
    task = make_task("t1", service_min=120, service_by_unit={"u2": 60})
    (stop,) = solve(make_problem([task], units=units), steps=5).stops
    assert (stop.unit, stop.end_min - stop.start_min) == ("u2", 60)
    slow = replace(task, service_by_unit={"u1": 150})
    (out,) = solve(make_problem([slow], units=units), steps=5).unscheduled
    assert (out.reason, out.alone) == ("within_shift", True)


def test_a_promise_lasts_as_long_as_its_unit_takes() -> None:
    promise = Published(task="t1", unit="u2", day=0, start_min=600)
    task = make_task("t1", service_by_unit={"u2": 25})
    problem = make_problem([task], published=(promise,))
    (stop,) = stops_as_published(problem)
    assert stop.end_min == 625
    assert check(problem, answer(problem, [stop])) == []
    wrong = answer(problem, [replace(stop, end_min=660)])
    assert [violation.code for violation in check(problem, wrong)] == ["service_length"]


def test_it_is_read_from_files_and_an_unknown_unit_is_refused() -> None:
    problem = make_problem([make_task("t1", service_by_unit={"u2": 25})])
    text = problem_to_json(problem)
    assert read_problem(text).tasks == problem.tasks
    document = json.loads(text)
    document["tasks"][0]["service_by_unit"] = {"u9": 25}
    with pytest.raises(ProblemError, match="task t1: names a unit that does not exist"):
        read_problem(json.dumps(document))
    with pytest.raises(ValueError, match="service_by_unit cannot be stated to VROOM"):
        to_vroom(problem)
