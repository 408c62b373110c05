"""Problems and answers travel as JSON; a wrong file is refused with a sentence."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest

from routes import (
    ProblemError,
    check,
    problem_to_json,
    read_problem,
    read_solution,
    solution_to_json,
    solve,
)
from tests.routes.problems import make_problem, make_task, random_problem


def test_a_problem_and_its_answer_come_back_equal() -> None:
    for seed in range(20):
        problem = random_problem(seed)
        again = read_problem(problem_to_json(problem))
        assert problem_to_json(again) == problem_to_json(problem)
        assert again.tasks == problem.tasks
        assert again.units == problem.units
        assert again.published == problem.published
    answer = solve(problem, steps=1)
    assert read_solution(solution_to_json(answer)) == answer
    assert check(again, read_solution(solution_to_json(answer))) == []


def changed(**changes: Any) -> str:
    return json.dumps({**json.loads(problem_to_json(make_problem([make_task("t1")]))), **changes})


def changed_task(**changes: Any) -> str:
    document = json.loads(problem_to_json(make_problem([make_task("t1")])))
    document["tasks"][0].update(changes)
    return json.dumps(document)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "no JSON"),
        ("[1]", "problem.schema.json"),
        (changed(days=0), "In days"),
        (changed(travel_min=[[0, 1], [1]]), "Make it square"),
        (changed(units=[]), "names a unit that does not exist"),
        (changed(surprise=1), "surprise"),
        (changed(travel_min=[[0, -1], [1, 0]]), r"In travel_min\[0\]\[1\]"),
        (changed(travel_min=[[0, True], [1, 0]]), r"In travel_min\[0\]\[1\]"),
        (changed(travel_min=[[0, 100001], [1, 0]]), r"In travel_min\[0\]\[1\]"),
        (changed_task(intervals=[[1, 2, 3]]), r"In tasks\[0\].intervals\[0\]"),
        (changed_task(intervals=[[1, "2"]]), r"In tasks\[0\].intervals\[0\]\[1\]"),
        ('{"days": NaN}', "no number"),
    ],
)
def test_a_wrong_problem_is_refused_with_field_and_remedy(text: str, message: str) -> None:
    with pytest.raises(ProblemError, match=message):
        read_problem(text)


def test_every_field_of_the_schemas_is_written() -> None:
    for name, made in (
        ("problem", json.loads(problem_to_json(random_problem(1)))),
        ("solution", json.loads(solution_to_json(solve(random_problem(1), steps=1)))),
    ):
        text = (files("routes") / f"{name}.schema.json").read_text(encoding="utf-8")
        assert set(json.loads(text)["properties"]) == set(made)
