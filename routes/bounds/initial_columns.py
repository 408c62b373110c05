"""First prices of tasks, before any tour is known: what they cost where time alone is scarce.

Each task goes to vehicles in parts, needing its service and a short drive of their minutes; the
shadow prices of that small program are near those of whole tours.
"""

from __future__ import annotations

import numpy as np
from ortools.math_opt.python import mathopt

from routes.bounds.columns import left_out_points
from routes.kernels import layout as at
from routes.search.arrays import Model
from routes.search.flat import Table


def first_prices(model: Model, needs: Table) -> list[float]:
    """Return what it is worth to serve each task, which takes ``needs`` minutes of a shift."""
    d, count, vehicles = model.d, len(model.problem.tasks), len(model.vehicles)
    drops = left_out_points(model)
    reach = d[d[at.REACH] : d[at.REACH] + count * vehicles].reshape(count, vehicles)
    lp = mathopt.Model(name="initial")
    served = [lp.add_linear_constraint(lb=1, ub=1) for _ in range(count)]
    times = [
        lp.add_linear_constraint(ub=v.shift.end_min - v.shift.start_min) for v in model.vehicles
    ]
    people = [lp.add_linear_constraint(ub=v.unit.people_per_day) for v in model.vehicles]
    for number, task in enumerate(model.problem.tasks):
        out = lp.add_variable(lb=0)
        lp.objective.set_linear_coefficient(out, int(drops[number]))
        served[number].set_coefficient(out, 1)
        for vehicle in np.flatnonzero(reach[number] >= 0).tolist():
            part = lp.add_variable(lb=0)
            lp.objective.set_linear_coefficient(part, int(reach[number, vehicle]))
            served[number].set_coefficient(part, 1)
            times[vehicle].set_coefficient(part, int(needs[number]))
            people[vehicle].set_coefficient(part, task.people)
    result = mathopt.solve(lp, mathopt.SolverType.GLOP)
    if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
        return [0.0] * count
    prices = result.dual_values()
    return [min(prices[row], most) for row, most in zip(served, _most(model), strict=True)]


def _most(model: Model) -> list[float]:
    """Return what a task may pay: no more than leaving it out costs, where that is allowed.

    A pinned task may pay anything; it pays no more than others, so that sums stay exact.
    """
    d, count = model.d, len(model.problem.tasks)
    drop, keep = left_out_points(model), d[d[at.PINNED] : d[at.PINNED] + count]
    free = drop[keep == 0]
    usual = float(free.max()) if len(free) else 0.0
    return [usual if pinned else float(cost) for cost, pinned in zip(drop, keep, strict=True)]
