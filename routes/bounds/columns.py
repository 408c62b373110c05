"""Tours as the bound's master problem has them, and what is asked and told when they are priced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from routes.search.flat import Table

#: Parts of a point in which tours are priced.
FINE: Final = 1000


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
