"""Planning again after rules changed or a unit was lost, disturbing as little as wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from routes.model.freedom import Freedom, Wish
from routes.model.parts import Published
from routes.model.problem import Problem
from routes.model.solution import Solution, Stop, stops_as_published
from routes.reasons.impossible import no_legal_answer
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

    INSERT keeps every promise to the minute, except the smallest set that must be freed for the
    rest to be a legal plan. Where fewer changes than wished are impossible otherwise, the fewest
    possible are made: the budget is raised to what
    :func:`routes.search.minimal_changes.minimal_changes` proves to be needed. ``freed`` of the
    answer names the promises that had to give way.

    Raises
    ------
    NoLegalAnswer
        Pinned stops contradict each other; it names them.
    RuntimeError
        No plan was found within the budget.
    """
    pinned = {promise.task: promise for promise in problem.published if promise.pinned}
    published = tuple(pinned.get(promise.task, promise) for promise in _promises(present))
    stated = replace(problem, published=published, change_budget=_budget(wish))
    if wish.freedom is Freedom.INSERT:
        return _inserted(stated, steps, seed, seconds)
    how = How(start=present)
    try:
        return solve(stated, steps=steps, seed=seed, seconds=seconds, how=how)
    except RuntimeError:
        if stated.change_budget is None:
            raise
    needed = _fewest(stated)
    eased = replace(stated, change_budget=max(len(needed), stated.change_budget))
    solution = solve(eased, steps=steps, seed=seed, seconds=seconds, how=how)
    return replace(solution, freed=_changed(published, solution))


def _inserted(stated: Problem, steps: int | None, seed: int, seconds: float | None) -> Solution:
    """Return a plan in which all promises stand to the minute that can stand together."""
    exact = replace(stated, frozen_before=stated.days)
    freed = _fewest(exact)
    published = tuple(
        replace(promise, pinned=promise.task not in freed) for promise in stated.published
    )
    pinned = replace(stated, published=published, change_budget=None)
    how = How(start=[stop for stop in stops_as_published(pinned) if stop.task not in freed])
    solution = solve(pinned, steps=steps, seed=seed, seconds=seconds, how=how)
    return replace(solution, freed=freed)


def _fewest(stated: Problem) -> tuple[str, ...]:
    """Return the fewest promises to free; pinned ones that contradict are refused by name."""
    try:
        return minimal_changes(stated).changed
    except RuntimeError as error:
        refusal = no_legal_answer(stated)
        raise refusal if refusal.code else error from None


def _promises(present: Sequence[Stop]) -> tuple[Published, ...]:
    return tuple(
        Published(task=stop.task, unit=stop.unit, day=stop.day, start_min=stop.start_min)
        for stop in present
    )


def _changed(published: Sequence[Published], solution: Solution) -> tuple[str, ...]:
    """Return the promises that have another unit or day, or no place at all."""
    place = {stop.task: (stop.unit, stop.day) for stop in solution.stops}
    return tuple(p.task for p in published if place.get(p.task) != (p.unit, p.day))


def _budget(wish: Wish) -> int | None:
    return wish.change_budget if wish.freedom is Freedom.ALL else 0
