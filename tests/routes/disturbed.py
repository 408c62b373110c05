"""Published plans whose problem changed since, and what can stand of them by trying everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from random import Random

from routes import DAY_MIN, Problem, Published, Shift, Spacing, Stop, Unit, check, solve
from tests.routes.problems import answer, random_problem


def disturbed(seed: int) -> tuple[Problem, tuple[Stop, ...]]:
    """Return a small problem that changed after its plan was published, and that plan."""
    chance = Random(seed)
    before = replace(
        random_problem(seed, tasks=9, days=4), published=(), frozen_before=0, change_budget=None
    )
    present = solve(before, steps=20, seed=seed).stops[:7]
    units = tuple(_hit(chance, unit) for unit in before.units)
    tasks = tuple(
        replace(task, service_min=task.service_min + 25) if chance.random() < 0.2 else task
        for task in before.tasks
    )
    slower = before.travel_min + chance.choice([0, 0, 3]) * (before.travel_min > 0)
    fewer = chance.choice([0, 1, 3])
    names = tuple(task.id for task in tasks)
    problem = replace(
        before,
        tasks=tasks,
        units=units,
        travel_min=slower,
        area_people_per_day=chance.choice([120, 100, 80]),
        area_sessions_per_week=chance.choice([4, 3, 2]),
        crews_per_day=tuple(max(2, crew - (fewer == 3)) for crew in before.crews_per_day or ()),
        spacings=(*before.spacings, Spacing(tasks=names[5:8], min_days=1, max_days=fewer or 2)),
    )
    return problem, present


def _hit(chance: Random, unit: Unit) -> Unit:
    """Return a unit that lost people, the end of its shifts, or a break of another hour."""
    cap = unit.people_per_day - chance.choice([0, 0, 60])
    roll = chance.random()
    shifts = tuple(
        _later(shift) if roll < 0.4 else replace(shift, end_min=shift.end_min - (roll < 0.7) * 120)
        for shift in unit.shifts
    )
    return replace(unit, people_per_day=cap, shifts=shifts)


def _later(shift: Shift) -> Shift:
    """Return the shift with a break from 9.30 to 10.15 as its only one."""
    begins = shift.day * DAY_MIN + 570
    return replace(shift, breaks=((begins, begins + 45),))


def promised(problem: Problem, present: Sequence[Stop], pinned: Sequence[str] = ()) -> Problem:
    """Return the problem with ``present`` as its promises."""
    promises = tuple(
        Published(
            task=s.task, unit=s.unit, day=s.day, start_min=s.start_min, pinned=s.task in pinned
        )
        for s in present
    )
    return replace(problem, published=promises)


def kept_at_most(problem: Problem, present: Sequence[Stop]) -> int:
    """Return how many stops of ``present`` are a legal plan by themselves, at their own hours."""
    tasks = {task.id: task for task in problem.tasks}
    stops = [replace(s, end_min=s.start_min + tasks[s.task].service_with(s.unit)) for s in present]
    bare = replace(problem, published=())
    for count in range(len(stops), 0, -1):
        for kept in combinations(stops, count):
            if not check(bare, answer(bare, kept)):
                return count
    return 0
