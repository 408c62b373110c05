"""One search by ruin and recreate, and how it cools."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from typing import Final, cast

import numpy as np

from routes.arrays import Model
from routes.jit import COMPILED
from routes.kernels import layout as at
from routes.kernels.steps import anneal

#: Heat at the start and the end, as a share of the mean cost of serving a task.
HOT: Final = 0.3
#: The same where a legal plan is bettered in little time: more heat would only spoil it.
WARM: Final = 0.05
COLD: Final = 0.008


@dataclass(slots=True)
class Chain:
    """One search: the data, its own state, and the heats from hot to cold."""

    d: at.Ints
    s: at.Ints
    heats: list[int]

    def part(self, first: float, last: float, steps: int) -> None:
        """Make ``steps`` steps whose heat goes from one share of the way to another."""
        low = int(first * (len(self.heats) - 1))
        high = max(low + 1, int(last * len(self.heats)))
        heats = self.heats[low:high]
        table = np.array(heats, dtype=np.int64) if COMPILED else heats
        anneal(self.d, self.s, cast("at.Ints", table), steps)


def reseeded(first: at.Ints, seed: int) -> at.Ints:
    """Return a copy of a state that goes on by chances of its own."""
    s = first.copy()
    s[at.RNG] = (seed * 2654435761 + 0x9E3779B9) % 0xFFFFFFFF + 1
    return s


def cooling(model: Model, first: at.Ints, start: float = HOT) -> list[int]:
    """Return the heats of a whole search, hottest first, as they suit the plan it starts from.

    ``start`` is HOT or WARM.
    """
    mean = int(first[at.BEST]) % at.OVER_CHANGE_BUDGET / max(1, len(model.problem.tasks))
    hot, cold = max(1.0, start * mean), max(0.5, COLD * mean)
    return [round(exp(log(hot) + (log(cold) - log(hot)) * n / 1023)) for n in range(1024)]
