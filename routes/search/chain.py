"""One search by ruin and recreate, and how it cools."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from typing import Final, cast

import numpy as np

from routes.kernels import layout as at
from routes.kernels.jit import COMPILED
from routes.kernels.steps import anneal, descend
from routes.model.levels import level_prices
from routes.search.arrays import Model
from routes.search.parameters import ANNEALING
from routes.search.state import data_of

#: Temperatures of a whole search.
TEMPERATURES: Final = 1024


@dataclass(slots=True)
class Chain:
    """One search: the data, its own state, and the temperatures from hot to cold."""

    d: at.Ints
    s: at.Ints
    temperatures: list[int]

    def part(self, first: float, last: float, steps: int) -> None:
        """Make ``steps`` steps whose temperature goes from one share of the way to another."""
        low = int(first * (len(self.temperatures) - 1))
        high = max(low + 1, int(last * len(self.temperatures)))
        temperatures = self.temperatures[low:high]
        table = np.array(temperatures, dtype=np.int64) if COMPILED else temperatures
        anneal(self.d, self.s, cast("at.Ints", table), steps)


def reseeded(first: at.Ints, seed: int) -> at.Ints:
    """Return a copy of a state that goes on by chances of its own."""
    s = first.copy()
    s[at.RNG] = (seed * 2654435761 + 0x9E3779B9) % 0xFFFFFFFF + 1
    return s


def cooling(
    model: Model,
    first: at.Ints,
    start: float = ANNEALING.hot,
    rounds: int = ANNEALING.sampled,
) -> list[int]:
    """Return the temperatures of a whole search, hottest first, as they suit its own moves.

    ``first`` is bettered by ``rounds`` rounds; the median of what the worse of their plans cost
    more is the measure, so that what is dear to leave out heats nothing. ``start`` is the share
    of it at which the search begins.
    """
    noted = np.zeros(rounds, dtype=np.int64) if COMPILED else [0] * rounds
    changes = cast("at.Ints", noted)
    descend(data_of(model), first, changes)
    dear = min(level_prices(model.problem).values(), default=at.OVER_CHANGE_BUDGET)
    worse = sorted(int(change) for change in changes if 0 < change < dear // 2)
    usual = worse[len(worse) // 2] if worse else 0
    hot = max(ANNEALING.least_start, start * usual)
    cold = max(ANNEALING.least_end, ANNEALING.cold * usual)
    last = TEMPERATURES - 1
    return [round(exp(log(hot) + (log(cold) - log(hot)) * n / last)) for n in range(TEMPERATURES)]
