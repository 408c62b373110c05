"""Tours as the bound's master problem has them, and what is asked and told when they are priced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from routes.kernels import layout as at
from routes.model.levels import level_prices
from routes.search.arrays import Model
from routes.search.flat import Table

#: Parts of a point in which tours are priced.
FINE: Final = 1000
#: Points of a mandatory task left out that the bound counts at most: more would be inexact.
MOST_OF_LEVEL: Final = 100_000


def left_out_points(model: Model) -> Table:
    """Return what leaving out each task costs at least, as far as the bound counts it."""
    first, prices = int(model.d[at.DROP]), level_prices(model.problem)
    drops = model.d[first : first + len(model.problem.tasks)].copy()
    more = [max(0, prices.get(task.level, 0) - MOST_OF_LEVEL) for task in model.problem.tasks]
    pinned = model.d[model.d[at.PINNED] : model.d[at.PINNED] + len(drops)] == 1
    return np.where(pinned, drops, drops - np.array(more, dtype=np.int64))


@dataclass(frozen=True, slots=True)
class Column:
    """A tour: its vehicle, its tasks in order, what it costs."""

    vehicle: int
    tasks: tuple[int, ...]
    cost: int


@dataclass(frozen=True, slots=True)
class Prices:
    """What a vehicle is paid for each task, and what starting it costs, in thousandths."""

    reward: Table
    base: int


@dataclass(frozen=True, slots=True)
class Priced:
    """The least reduced cost of a vehicle's tours (thousandths, 0 or less), and some tours.

    ``exact`` is False where the search was given up: the least is then only a bound, and
    ``guess``, the least that was seen, is no bound at all.
    """

    least: int
    guess: int
    columns: list[Column]
    exact: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """Tours of reduced cost below ``gap`` (thousandths), the best ``keep`` of them (0: all)."""

    mode: int
    gap: int = 0
    keep: int = 20
