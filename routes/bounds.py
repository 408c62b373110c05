"""How good any plan can be at best: a lower bound by column generation on OR-Tools MathOpt.

The master problem chooses tours of unit-days and tasks to leave out. It holds the terms that
are linear in tours (leaving out, waiting, travel, unit-days, promises, fairness without
rounding, crowds of the first days) and the caps on crowds, sessions and crews. Series, sites
and the change budget are left out: that can only lower the bound, never make it wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Final

from routes.arrays import Model
from routes.kernels import layout as at
from routes.kernels.pricing import BOUND_ONLY, EXACT, QUICK
from routes.master import Master
from routes.columns import FINE, Column, Priced, Prices, Wanted
from routes.pricing import Pricer
from routes.problem import Problem
from routes.solution import Solution
from routes.state import prepared, tours_of

#: Tasks above which no bound is tried: the shortest ways alone would take too long.
MOST_TASKS: Final = 400
#: A bound this near to the master's own value, in points, is as good as it gets.
NEAR_ENOUGH: Final = 0.5


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
    if len(problem.tasks) > MOST_TASKS:
        raise ValueError(f"{len(problem.tasks)} tasks; at most {MOST_TASKS} can be bounded")
    began = perf_counter()
    model = prepared(problem)
    found = Generation(model, solution)
    found.run(until=began + seconds)
    value = max(0, min(found.value(), solution.cost.total))
    return Bound(
        value=value,
        gap_percent=round(100 * (solution.cost.total - value) / max(1, value), 2),
        optimal=value == solution.cost.total,
        rounds=found.rounds,
        columns=len(found.master.columns),
        seconds=perf_counter() - began,
    )


class Generation:
    """Column generation for one problem; ``best`` is the best bound so far."""

    def __init__(self, model: Model, solution: Solution) -> None:
        self.model = model
        self.pricer = Pricer(model)
        self.master = Master(model)
        self.rounds, self.best = 0, 0.0
        self.add(
            [
                self.pricer.column(vehicle, tour)
                for vehicle, tour in enumerate(tours_of(model, solution.stops))
                if tour
            ]
        )

    def add(self, columns: Sequence[Column]) -> None:
        """Give tours to the master."""
        for column in columns:
            self.master.add(column)

    def value(self) -> int:
        """Return the bound as whole points: costs are whole, so it may be rounded up."""
        rounded = int(-(-(self.best - 1e-4) // 1))
        return max(0, rounded)

    def run(self, until: float) -> bool:
        """Add tours until none is missing or time is up; return whether none is missing."""
        mode = QUICK
        while perf_counter() < until:
            solved = self.master.solve()
            if solved is None:
                return False
            self.rounds += 1
            priced = self._priced(mode, until)
            self.best = max(self.best, solved + sum(p.least for p in priced) / FINE)
            fresh = [c for p in priced for c in p.columns if c not in self.master.known]
            near = self.best > solved - NEAR_ENOUGH
            if mode == EXACT and (not fresh or near):
                return near and all(p.exact for p in priced)
            self.add(fresh)
            mode = QUICK if fresh else EXACT
        return False

    def _priced(self, mode: int, until: float) -> list[Priced]:
        """Return tours of every vehicle; where time is up only what they could save at most."""
        found = []
        for vehicle in range(len(self.model.vehicles)):
            now = mode if perf_counter() < until else BOUND_ONLY
            found.append(self.pricer.price(vehicle, self.prices(vehicle), Wanted(now)))
        return found

    def prices(self, vehicle: int) -> Prices:
        """Return what the vehicle is paid for each task under the master's present prices."""
        paid, base = self.master.prices(vehicle)
        d, tasks, vehicles = self.model.d, len(self.model.problem.tasks), len(self.model.vehicles)
        reach = d[d[at.REACH] : d[at.REACH] + tasks * vehicles].reshape(tasks, vehicles)
        reward = paid - FINE * reach[:, vehicle]
        return Prices(reward=reward, base=base)
