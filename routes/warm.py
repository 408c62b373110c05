"""Compile the search once and say that it is ready: ``python -m routes.warm``."""

from __future__ import annotations

import os
import sys

from routes.bounds.columns import Wanted
from routes.bounds.generation import Generation
from routes.bounds.lower_bound import bound
from routes.kernels import jit
from routes.kernels.pricing.tour_layout import EVERY_SET
from routes.search.smallest import smallest_problem
from routes.search.state import prepared
from routes.solver import solve


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
