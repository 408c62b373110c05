"""How good any plan can be at best: a lower bound by column generation on OR-Tools MathOpt.

The master problem chooses tours of unit-days and tasks to leave out. It holds the terms that
are linear in tours (leaving out, waiting, travel, unit-days, promises, fairness without
rounding, crowds of the first days) and the caps on crowds, sessions and crews. Series with
their sets of days, sites, longest tours and the change budget are left out: that can only lower
the bound, never make it wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter

from routes.bounds.generation import Generation
from routes.bounds.parameters import BOUND, RELAXATION
from routes.model.problem import Problem
from routes.model.solution import Solution


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """No plan costs less than ``value``; ``optimal``: the plan given was proved to be best.

    ``gap_percent`` is how far the plan given may be above the best possible one. ``better``
    are the tours (task numbers by vehicle) that exact choice came upon, if it did.
    """

    value: int
    gap_percent: float
    optimal: bool
    rounds: int
    columns: int
    seconds: float
    better: tuple[tuple[int, ...], ...] = ()


def bound(problem: Problem, solution: Solution, *, seconds: float = 30.0) -> Bound:
    """Return a lower bound on the cost of every plan of ``problem``.

    ``solution`` is a legal plan, from which the search for the bound starts. The bound found
    after ``seconds`` is returned, however good it is; it is never wrong.

    Raises
    ------
    ValueError
        The problem has more tasks than can be bounded.
    """
    began = perf_counter()
    generation = Generation.of(problem, solution)
    share = BOUND.near_share if len(problem.tasks) > RELAXATION.all_near else 0.0
    generation.run(until=began + seconds, near=max(BOUND.near_enough, share * solution.cost.total))
    value = max(0, min(generation.value(), solution.cost.total))
    return Bound(
        value=value,
        gap_percent=round(100 * (solution.cost.total - value) / max(1, value), 2),
        optimal=value == solution.cost.total,
        rounds=generation.rounds,
        columns=len(generation.master.columns),
        seconds=perf_counter() - began,
    )
