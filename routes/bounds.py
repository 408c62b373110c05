"""How good any plan can be at best: a lower bound by column generation on OR-Tools MathOpt.

The master problem chooses tours of unit-days and tasks to leave out. It holds the terms that
are linear in tours (leaving out, waiting, travel, unit-days, promises, fairness without
rounding, crowds of the first days) and the caps on crowds, sessions and crews. Series, sites
and the change budget are left out: that can only lower the bound, never make it wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
import numpy as np
from time import perf_counter
from typing import Final

from routes.arrays import Model
from routes.columns import FINE, Column, Priced, Prices, Wanted
from routes.kernels import layout as at
from routes.kernels.pricing import BOUND_ONLY, EXACT, QUICK
from routes.cuts import broken
from routes.master import Duals, Master
from routes.pricing import Pricer
from routes.problem import Problem
from routes.solution import Solution
from routes.state import prepared, tours_of

#: Tasks above which no bound is tried: the shortest ways alone would take too long.
MOST_TASKS: Final = 400
#: A bound this near to the master's own value, in points, is as good as it gets.
NEAR_ENOUGH: Final = 0.5
GAP = -20
KEEP = int(__import__('os').environ.get('KEEP','10'))
PER = int(__import__('os').environ.get('PER','15'))
SHARE = float(__import__('os').environ.get('SHARE','0.5'))


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
    found.run(until=began + seconds, near=NEAR_ENOUGH)
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
    """Column generation for one problem; ``best`` is the best bound so far, at ``centre``."""

    def __init__(self, model: Model, solution: Solution) -> None:
        self.model = model
        self.pricer = Pricer(model)
        self.master = Master(model)
        self.rounds, self.best = 0, 0.0
        self.centre: Duals | None = None
        self.guess = -inf
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

    def run(self, until: float, near: float) -> bool:
        """Add tours until none is missing or time is up; return whether none is missing."""
        mode, share = QUICK, SHARE
        self.start_centre()
        while perf_counter() < until:
            solved = self.master.solve()
            if solved is None:
                return False
            self.rounds += 1
            duals = solved if self.centre is None else solved.towards(self.centre, share)
            priced = self._priced(duals, mode, until)
            self._learn(duals, priced)
            if mode == EXACT and self.best > solved.value - near:
                if not self.cut(): return all(p.exact for p in priced)
                share, self.guess = SHARE, self.best
                continue
            fresh = [
                c
                for p in priced
                for c in p.columns
                if c not in self.master.known and self.master.reduced(c, solved) < -1e-3
            ]
            print(mode, share, solved.value, len(fresh), self.guess)
            self.add(fresh)
            promised = sum(p.guess for p in priced) / FINE
            if mode == QUICK and (promised > -0.002 * solved.value or (not fresh and not share)):
                mode, share, self.guess = EXACT, SHARE, -inf
            elif fresh:
                share = SHARE
            elif share:
                share = 0.0
            else:
                return False
        return False

    def cut(self):
        known = [c for c, _ in self.master.cuts]
        most = min(PER, 62 - len(known))
        t=perf_counter()
        new = broken(self.master.parts, self.pricer.tasks, set(known), most) if most > 0 else []
        print("CUTS", len(new), len(known), perf_counter() - t)
        for c in new: self.master.cut(c)
        return bool(new)

    def start_centre(self):
        if self.pricer.tasks <= 36: return
        p, model, d = self.model.problem, self.model, self.model.d
        n, nv = len(p.tasks), len(model.vehicles)
        reach = d[d[at.REACH] : d[at.REACH] + n * nv].reshape(n, nv)
        drop = d[d[at.DROP] : d[at.DROP] + n]
        able = (reach >= 0).any(axis=1)
        least = np.where(reach >= 0, reach, 1 << 50).min(axis=1)
        need = self.pricer.service + 15
        worth = np.maximum(drop - least, 0)
        total = sum(v.shift.end_min - v.shift.start_min for v in model.vehicles)
        order = np.argsort(-worth / need)
        used = np.cumsum(need[order] * able[order])
        k = min(np.searchsorted(used, total), n - 1)
        rate = worth[order[k]] / need[order[k]]
        pay = np.where(able, np.minimum(drop, rate * need + least), drop)
        prices = {r: float(x) for r, x in zip(self.master.cover, pay)}
        prices |= {r: 0.0 for r in self.master.vehicle}
        duals = Duals(float(pay.sum()), prices)
        priced = self._priced(duals, QUICK, inf)
        for r, x in zip(self.master.vehicle, priced): prices[r] = x.guess / FINE
        value = float(pay.sum()) + sum(x.guess for x in priced) / FINE
        self.centre, self.guess = Duals(value, prices), value
        self.best = max(self.best, float(pay.sum()) + sum(x.least for x in priced) / FINE)
        print("rate", rate, "k", k, "start guess", value, "best", self.best, "pay", pay.sum())
        for x in priced: self.add(x.columns)

    def _learn(self, duals: Duals, priced: Sequence[Priced]) -> None:
        """Keep the bound if it is the best, and the prices if they promise most."""
        self.best = max(self.best, duals.value + sum(p.least for p in priced) / FINE)
        guess = duals.value + sum(p.guess for p in priced) / FINE
        if guess > self.guess:
            self.guess, self.centre = guess, duals

    def _priced(self, duals: Duals, mode: int, until: float) -> list[Priced]:
        """Return tours of every vehicle; where time is up only what they could save at most."""
        found = []
        for vehicle in range(len(self.model.vehicles)):
            now = mode if perf_counter() < until else BOUND_ONLY
            found.append(self.pricer.price(vehicle, self.prices(vehicle, duals), Wanted(now, gap=GAP, keep=KEEP)))
        return found

    def prices(self, vehicle: int, duals: Duals) -> Prices:
        """Return what the vehicle is paid for each task under the master's ``duals``."""
        paid, base = self.master.prices(vehicle, duals)
        d, tasks, vehicles = self.model.d, len(self.model.problem.tasks), len(self.model.vehicles)
        reach = d[d[at.REACH] : d[at.REACH] + tasks * vehicles].reshape(tasks, vehicles)
        reward = paid - FINE * reach[:, vehicle]
        return Prices(reward=reward, base=base, cuts=self.master.penalties(duals))
