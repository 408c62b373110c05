"""Reasons are true: every remedy fits the task in, and nothing less does."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from routes import Problem, Solution, explain, read_problem, solve
from routes.reasons.remedies import Remedy, works
from tests.benchmarks.city import instance, to_problem
from tests.routes.problems import answer, make_problem, make_task, make_unit, shifts, stop


def only(problem: Problem, solution: Solution) -> Remedy:
    reasons = explain(problem, solution)
    assert len(reasons) == 1
    assert reasons[0].remedy is not None, reasons[0]
    return reasons[0].remedy


def test_a_shift_too_short_by_minutes_is_named_with_those_minutes() -> None:
    units = (make_unit("u1", shifts=shifts([0], 480, 600)),)
    tasks = [make_task("t1", units=("u1",)), make_task("t2", units=("u1",), place=2)]
    problem = make_problem(tasks, units=units)
    solution = answer(problem, [stop(problem, "t1", "u1", 0, 490)])
    remedy = only(problem, solution)
    assert (remedy.kind, remedy.amount, remedy.unit, remedy.day) == ("shift_end", 30, "u1", 0)
    assert works(problem, solution, 1, remedy)
    assert not works(problem, solution, 1, replace(remedy, amount=29))


@pytest.mark.parametrize(
    ("given", "kind", "amount"),
    [
        (
            {"units": (make_unit("u1", people_per_day=70, shifts=shifts([0])),)},
            "people_per_day",
            10,
        ),
        ({"area_people_per_day": 75}, "area_people", 5),
        ({"crews_per_day": (2, 2, 2)}, "crew", 1),
    ],
)
def test_people_crowds_and_crews_are_named(
    given: dict[str, object], kind: str, amount: int
) -> None:
    usual: dict[str, object] = {"units": (make_unit("u1", crew=2, shifts=shifts([0])),)}
    units = (
        make_unit("u1", crew=2, shifts=shifts([0])),
        make_unit("u2", crew=1, shifts=shifts([0])),
    )
    if kind == "crew":
        usual = {"units": units}
        tasks = [make_task("t1", units=("u1",)), make_task("t2", units=("u2",))]
    else:
        tasks = [make_task("t1", units=("u1",)), make_task("t2", units=("u1",))]
    problem = make_problem(tasks, **{**usual, **given})
    solution = answer(problem, [stop(problem, "t1", "u1", 0, 490)])
    remedy = only(problem, solution)
    assert (remedy.kind, remedy.amount) == (kind, amount)
    assert not works(problem, solution, 1, replace(remedy, amount=amount - 1))


def test_another_day_or_another_unit_is_named_where_no_limit_helps() -> None:
    closed = make_problem([make_task("t1", intervals=(), units=("u1",))])
    assert only(closed, answer(closed, [])).kind == "other_day"
    nobody = make_problem([make_task("t1", units=())])
    assert only(nobody, answer(nobody, [])).kind == "unit"


def test_reasons_of_a_whole_city_are_all_tried_and_carry_figures() -> None:
    problem = read_problem(json.dumps(to_problem(instance(100, 2))))
    solution = solve(problem, steps=3)
    reasons = explain(problem, solution)
    assert [reason.task for reason in reasons] == [out.task for out in solution.unscheduled]
    assert len(reasons) >= 3
    number = {task.id: n for n, task in enumerate(problem.tasks)}
    named = [reason for reason in reasons if reason.remedy is not None]
    assert len(named) >= len(reasons) - 2
    for reason in named:
        assert reason.remedy is not None
        assert works(problem, solution, number[reason.task], reason.remedy)
        assert reason.room is not None


def test_other_slots_cost_what_they_say() -> None:
    tasks = [make_task("t1"), make_task("t2", place=2)]
    problem = make_problem(tasks)
    solution = solve(problem, steps=20)
    (reason,) = explain(problem, solution, ["t2"])
    assert reason.code == "placed"
    assert len(reason.slots) == 3
    costs = [slot.more for slot in reason.slots]
    assert costs == sorted(costs)
    assert costs[0] >= 0
    here = next(s for s in solution.stops if s.task == "t2")
    for slot in reason.slots:
        moved = replace(
            here,
            unit=slot.unit,
            day=slot.day,
            start_min=slot.start_min,
            end_min=slot.start_min + 60,
        )
        other = answer(problem, [s for s in solution.stops if s.task != "t2"] + [moved])
        assert other.cost.total - solution.cost.total == slot.more
