"""Whatever stands in a problem's JSON: it is refused with a sentence, or answered and checked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from random import Random
from typing import Any, Final

import pytest

from routes import (
    ProblemError,
    Shift,
    bound,
    check,
    explain,
    problem_to_json,
    prove,
    read_problem,
    solve,
)
from tests.routes.problems import make_problem, make_task, make_unit, random_problem
from tests.sizes import seeds

#: What is put in place of something else.
ODD: Final[tuple[Any, ...]] = (
    *(None, True, False, "", "x", [], {}, [[]], [1, 2], {"a": 1}),
    *(-1, 0, 1, 2, 3, 7, 1440, 10**6, 10**9, 10**18, 10**400, -(10**9)),
    *(0.5, 480.0, 480.5, 1e300, -0.0, 1e-9),
)
#: Sentences that may answer a problem that was read.
REFUSED: Final = ("the points may add up", "no legal answer", "can be bounded", "split it")


def spots(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of each value inside ``value``."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield (*path, key)
            yield from spots(inner, (*path, key))


def mutated(document: dict[str, Any], chance: Random) -> dict[str, Any]:
    """Return the document with one to three values changed, copied, moved or left out."""
    document = deepcopy(document)
    for _ in range(chance.randint(1, 3)):
        paths = list(spots(document))
        *way, last = chance.choice(paths)
        holder: Any = document
        for key in way:
            holder = holder[key]
        roll = chance.random()
        if roll < 0.15 and isinstance(holder, dict):
            del holder[last]
        elif roll < 0.25 and isinstance(holder, list):
            holder.append(deepcopy(holder[last]))
        elif roll < 0.45 and isinstance(holder[last], int):
            holder[last] += chance.choice([-1, 1, 0.0, 0.5, 1440])
        else:
            holder[last] = deepcopy(chance.choice(ODD))
    return document


def outcome(text: str) -> str:
    """Return what became of a problem: a sentence, or ``answered``."""
    try:
        problem = read_problem(text)
    except ProblemError as refused:
        return str(refused)
    assert read_problem(problem_to_json(problem)).tasks == problem.tasks
    try:
        solution = solve(problem, steps=1)
        explain(problem, solution)
        bound(problem, solution, seconds=0.05)
        prove(problem, solution, seconds=0.05)
    except (ValueError, RuntimeError) as refused:
        if any(sentence in str(refused) for sentence in REFUSED):
            return str(refused)
        raise
    assert check(problem, solution) == []
    return "answered"


@pytest.mark.parametrize("seed", seeds("odd_json"))
def test_any_json_is_refused_with_a_sentence_or_answered(seed: int) -> None:
    chance = Random(seed)
    problem = random_problem(chance.randrange(5), tasks=4, days=3)
    if seed % 3 == 0:
        pins = tuple(replace(promise, pinned=True) for promise in problem.published)
        problem = replace(problem, published=pins)
    document = json.loads(problem_to_json(problem))
    for _ in range(10):
        assert 0 < len(outcome(json.dumps(mutated(document, chance)))) < 700


def numbers(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of each whole number inside ``value``."""
    for spot in spots(value, path):
        inner = value
        for key in spot:
            inner = inner[key]
        if type(inner) is int:
            yield spot


def test_a_whole_number_with_a_point_is_that_number_and_a_half_is_refused_in_every_field() -> None:
    problem = random_problem(2, tasks=4, days=2)
    document = json.loads(problem_to_json(problem))
    whole = problem_to_json(read_problem(json.dumps(document)))
    paths = list(numbers(document))
    assert len(paths) > 100
    for *way, last in paths:
        for more in (0.0, 0.5):
            changed = deepcopy(document)
            holder: Any = changed
            for key in way:
                holder = holder[key]
            holder[last] = float(holder[last]) + more
            if more:
                with pytest.raises(ProblemError, match=f"{holder[last]} is not"):
                    read_problem(json.dumps(changed))
            else:
                assert problem_to_json(read_problem(json.dumps(changed))) == whole


@pytest.mark.parametrize("units", [0, 1])
@pytest.mark.parametrize("tasks", [0, 1])
def test_an_empty_problem_has_an_answer_a_bound_and_a_proof(tasks: int, units: int) -> None:
    made = make_problem([make_task("t1", units=())][:tasks])
    document = json.loads(problem_to_json(made))
    document["units"] = document["units"][:units]
    problem = read_problem(json.dumps(document))
    solution = solve(problem, steps=1)
    for least in (bound(problem, solution), prove(problem, solution)):
        assert least.value == solution.cost.total
        assert least.optimal


def test_a_problem_too_large_for_its_tables_is_refused_with_its_figures() -> None:
    tasks = [make_task(f"t{n}", units=()) for n in range(1500)]
    document = json.loads(problem_to_json(make_problem(tasks, units=())))
    document["days"] = 3660
    problem = read_problem(json.dumps(document))
    with pytest.raises(ValueError, match="1500 tasks times 3660 days are more than"):
        solve(problem, steps=1)


def test_an_interval_far_beyond_the_last_day_is_no_work() -> None:
    task = make_task("t1", intervals=((0, 1_000_000_000),), service_min=1)
    shift = Shift(day=0, start_min=0, end_min=50)
    unit = make_unit("u1", shifts=(shift,))
    problem = make_problem([task], day_min=50, units=(unit, make_unit("u2", shifts=())))
    assert solve(problem, steps=1).cost.served == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"days": 1, "days": 2}', "days is given twice"),
        (
            '{"name": "\\ud800", "days": 1, "travel_min": [], "tasks": [], "units": []}',
            "surrogates",
        ),
        ('{"days": ' + "[" * 500 + "]" * 500 + "}", "required property"),
        ("[" * 100_000, "recursion"),
        ("9" * 5000, "digits"),
    ],
)
def test_what_could_be_written_nowhere_or_says_two_things_is_refused(text: str, said: str) -> None:
    with pytest.raises(ProblemError, match=said):
        read_problem(text)


def test_a_character_written_in_two_halves_is_whole() -> None:
    text = '{"name": "\\ud83d\\ude90", "days": 1, "travel_min": [], "tasks": [], "units": []}'
    assert read_problem(text).name == "\U0001f690"
