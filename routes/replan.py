"""Planning again after rules changed or a unit was lost, disturbing as little as wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from routes.model.freedom import Freedom, Wish
from routes.model.parts import Published
from routes.model.problem import Problem
from routes.model.solution import Solution, Stop
from routes.search.minimal_changes import minimal_changes
from routes.solver import How, solve


def repair(
    problem: Problem,
    present: Sequence[Stop],
    wish: Wish,
    *,
    steps: int | None = None,
    seed: int = 1,
    seconds: float | None = None,
) -> Solution:
    """Return a plan of the changed ``problem`` that starts from ``present``, its promises.

    Where fewer changes than wished are impossible, the fewest possible are made: the budget
    is raised to what :func:`routes.search.minimal_changes.minimal_changes` proves to be needed.

    Raises
    ------
    RuntimeError
        Pinned stops contradict each other, or no plan was found within the budget.
    """
    promises = tuple(
        Published(
            task=stop.task, unit=stop.unit, day=stop.day, start_min=stop.start_min, pinned=False
        )
        for stop in present
    )
    pinned = {promise.task: promise for promise in problem.published if promise.pinned}
    published = tuple(pinned.get(promise.task, promise) for promise in promises)
    stated = replace(problem, published=published, change_budget=_budget(wish))
    if wish.freedom is Freedom.INSERT:
        stated = replace(stated, frozen_before=problem.days)
    how = How(start=present)
    try:
        return solve(stated, steps=steps, seed=seed, seconds=seconds, how=how)
    except RuntimeError:
        if stated.change_budget is None:
            raise
    needed = len(minimal_changes(stated).changed)
    eased = replace(stated, change_budget=max(needed, stated.change_budget), frozen_before=0)
    return solve(eased, steps=steps, seed=seed, seconds=seconds, how=how)


def _budget(wish: Wish) -> int | None:
    return wish.change_budget if wish.freedom is Freedom.ALL else 0
