"""Reasons are true: lifting just the conditions named gives room, lifting fewer gives none."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from itertools import combinations
from random import Random

import pytest

from routes import Problem, Published, Solution, solve
from routes.conditions import CONDITIONS, NEVER
from routes.reasons.lifting import COUNTS, RANKED, TIMING, lifted
from routes.reasons.reasons import PHRASES
from tests.routes.oracles.room import has_room
from tests.routes.problems import random_problem
from tests.sizes import seeds


def problem_of(seed: int) -> Problem:
    """Return a random problem, every third with pins, every fourth with fewer kinds of limits."""
    chance = Random(seed)
    problem = random_problem(seed, tasks=chance.choice([5, 9, 13]), days=chance.choice([3, 5]))
    if seed % 4 == 0:
        problem = replace(problem, spacings=(), frozen_before=0, crews_per_day=None)
    if seed % 3 == 0:
        stops = solve(replace(problem, published=(), change_budget=None), steps=2, seed=seed).stops
        pins = tuple(
            Published(task=s.task, unit=s.unit, day=s.day, start_min=s.start_min, pinned=True)
            for s in chance.sample(stops, min(3, len(stops)))
        )
        problem = replace(problem, published=pins)
    return problem


def false_reasons(problem: Problem, solution: Solution) -> list[str]:
    """Return what is false of the reasons of an answer, each in a few words."""
    false = []
    absent = {out.task for out in solution.unscheduled}
    for out in solution.unscheduled:
        if out.reason == "not_worth":
            if not has_room(problem, solution, out.task):
                false.append(f"{out.task}: no room, though not_worth")
            continue
        names = (out.reason, *out.also)
        if not has_room(lifted(problem, names, absent), solution, out.task):
            false.append(f"{out.task}: no room without {names}")
        false += [
            f"{out.task}: room without {fewer}, named {names}"
            for fewer in combinations(RANKED, len(names) - 1)
            if has_room(lifted(problem, fewer, absent), solution, out.task)
        ]
    return false


@pytest.mark.parametrize("seed", seeds("true_reasons"))
def test_the_conditions_named_are_the_smallest_set_that_keeps_a_task_out(seed: int) -> None:
    problem = problem_of(seed)
    assert false_reasons(problem, solve(problem, steps=3, seed=seed)) == []


def test_each_condition_that_can_keep_a_task_out_has_a_code_a_phrase_and_a_lift() -> None:
    codes = {row.reason for row in CONDITIONS} - {NEVER}
    assert codes == set(RANKED) == {*COUNTS, *TIMING} == set(PHRASES)
    schema = json.loads((files("routes") / "solution.schema.json").read_text(encoding="utf-8"))
    out = schema["properties"]["unscheduled"]["items"]["properties"]
    assert set(out["reason"]["enum"]) == codes | {"not_worth", "not_searched"}
    assert set(out["also"]["items"]["enum"]) == codes
