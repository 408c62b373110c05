"""Tiny visits in hamlets: never dearer than the second engine, nor than priced tours."""

from __future__ import annotations

import pytest

from routes import How, solve
from routes.kernels import jit
from tests.routes.families import hamlets
from tests.sizes import seeds

#: Steps of an ordinary plan; uncompiled code would take minutes for them.
STEPS = 2000 if jit.COMPILED else 30


@pytest.mark.parametrize("seed", seeds("hamlets"))
def test_hamlets_are_planned_no_dearer_than_by_the_second_engine(seed: int) -> None:
    problem = hamlets(seed, 20 + seed % 41)
    ours = solve(problem, steps=STEPS)
    second = solve(problem, steps=STEPS // 10, how=How(engine="ortools"))
    assert ours.cost.total <= second.cost.total
