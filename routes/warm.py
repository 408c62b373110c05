"""Compile the search once and say that it is ready: ``python -m routes.warm``."""

from __future__ import annotations

import os
import sys

import numpy as np

from routes.bounds.columns import Wanted
from routes.bounds.generation import Generation
from routes.bounds.lower_bound import bound
from routes.kernels import jit
from routes.kernels.pricing.tour_layout import EVERY_SET
from routes.model.parts import DAY_MIN, Shift, Task, Unit
from routes.model.problem import Problem
from routes.search.state import prepared
from routes.solver import solve


def smallest_problem() -> Problem:
    """Return a problem with everything the search has code for."""
    tasks = tuple(
        Task(
            id=str(n),
            place=1,
            service_min=30,
            intervals=((480, 960), (DAY_MIN + 480, DAY_MIN + 960)),
            units=("u",),
            people=1,
        )
        for n in range(3)
    )
    shifts = tuple(
        Shift(day=day, start_min=day * DAY_MIN + 480, end_min=day * DAY_MIN + 960)
        for day in range(2)
    )
    return Problem(
        name="smallest",
        days=2,
        places=2,
        travel_min=np.array([[0, 5], [5, 0]], dtype=np.int64),
        tasks=tasks,
        units=(Unit(id="u", depot=0, shifts=shifts, people_per_day=10),),
    )


def compile_kernels() -> bool:
    """Compile everything and mark the folder as ready; return whether that could be done."""
    if not jit.COMPILED:
        return False
    if hasattr(os, "nice"):
        os.nice(10)
    problem = smallest_problem()
    solution = solve(problem, steps=20)
    bound(problem, solution)
    tours = Generation(prepared(problem), solution)
    tours.pricer.price(0, tours.prices(0, tours.proved), Wanted(EVERY_SET))
    jit.mark_ready()
    return True


if __name__ == "__main__":
    sys.exit(0 if compile_kernels() else 1)
