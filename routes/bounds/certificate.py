"""Proof that a plan is best: every tour that could be in a better one, chosen exactly.

With the bound's prices, a tour whose reduced cost is above the gap between plan and bound is in
no better plan. Where the others can be named, HiGHS chooses among them exactly, fairness
rounded as the evaluator rounds it. What the master leaves out (series, sites, longest tours,
the change budget) is left out here too: the least cost is then still a bound, and where it equals
the plan's cost the plan is best.
"""

from __future__ import annotations

from datetime import timedelta
from math import ceil, isfinite
from time import perf_counter

from ortools.math_opt.python import mathopt

from routes.bounds.columns import FINE, Column, Wanted
from routes.bounds.generation import Generation
from routes.bounds.lower_bound import Bound
from routes.bounds.parameters import BOUND
from routes.kernels.pricing.tour_layout import EVERY_SET
from routes.model.problem import Problem
from routes.model.solution import Solution


def prove(problem: Problem, solution: Solution, *, seconds: float = 60.0) -> Bound:
    """Return the bound on every plan, by exact choice where time allows.

    ``optimal`` says that no plan costs less than ``solution``.

    Raises
    ------
    ValueError
        The problem has more tasks than can be bounded.
    """
    began = perf_counter()
    generation = Generation.of(problem, solution)
    complete = generation.run(until=began + seconds, near=BOUND.near_enough)
    value = min(generation.value(), solution.cost.total)
    better: tuple[tuple[int, ...], ...] = ()
    if complete and value < solution.cost.total:
        tours = _all_tours(generation, solution.cost.total - value, began + seconds)
        left = began + seconds - perf_counter()
        if tours is not None and left > 0:
            least, better = _chosen(generation, tours, left)
            value = max(value, min(least, solution.cost.total))
    return Bound(
        better=better,
        value=value,
        gap_percent=round(100 * (solution.cost.total - value) / max(1, value), 2),
        optimal=value == solution.cost.total,
        rounds=generation.rounds,
        columns=len(generation.master.columns),
        seconds=perf_counter() - began,
    )


def _all_tours(generation: Generation, gap: int, until: float) -> list[Column] | None:
    """Return every tour of reduced cost up to ``gap``; None: too many, or no time."""
    wanted = Wanted(EVERY_SET, gap=FINE * (gap + 1), keep=0)
    tours: dict[tuple[int, frozenset[int]], Column] = {}
    for vehicle in range(len(generation.model.vehicles)):
        prices = generation.prices(vehicle, generation.proved)
        priced = generation.pricer.price(vehicle, prices, wanted)
        if not priced.exact or perf_counter() > until or len(tours) > BOUND.most_tours:
            return None
        for column in priced.columns:
            key = (vehicle, frozenset(column.tasks))
            if key not in tours or column.cost < tours[key].cost:
                tours[key] = column
    return list(tours.values())


def _chosen(
    generation: Generation, tours: list[Column], seconds: float
) -> tuple[int, tuple[tuple[int, ...], ...]]:
    """Return HiGHS' bound on choosing whole tours, and the tours chosen, by vehicle."""
    for column in tours:
        generation.master.add(column)
    generation.master.make_whole()
    result = mathopt.solve(
        generation.master.lp,
        mathopt.SolverType.HIGHS,
        params=mathopt.SolveParameters(
            time_limit=timedelta(seconds=seconds), absolute_gap_tolerance=0.9
        ),
    )
    bound = result.best_objective_bound()
    least = max(0, ceil(bound - 1e-4)) if isfinite(bound) else 0
    if not result.has_primal_feasible_solution():
        return least, ()
    values = result.variable_values()
    by_vehicle: list[tuple[int, ...]] = [() for _ in generation.model.vehicles]
    for column, variable in generation.master.columns:
        if values[variable] > 0.5:
            by_vehicle[column.vehicle] = column.tasks
    return least, tuple(by_vehicle)
