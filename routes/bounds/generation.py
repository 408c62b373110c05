"""Column generation: tours are added to the master problem until none is missing.

Prices are held near the best ones known (Wentges, 1997), as those of a master problem with few
tours leap about. First tours are looked for quickly, then overlooking none; every look gives a
bound, whatever the prices.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from time import perf_counter

from routes.bounds.columns import FINE, Priced, Prices, Wanted
from routes.bounds.initial_columns import first_prices
from routes.bounds.master import Duals, Master
from routes.bounds.parameters import BOUND, GENERATION
from routes.bounds.pricing import Pricer
from routes.kernels import layout as at
from routes.kernels.pricing.tour_layout import BOUND_ONLY, EXACT, QUICK
from routes.model.problem import Problem
from routes.model.solution import Solution
from routes.search.arrays import Model
from routes.search.flat import Table
from routes.search.state import prepared, tours_of


class Generation:
    """Column generation for one problem.

    ``best`` is the best bound so far and ``proved`` the prices that prove it; ``centre`` are the
    prices that promise most, which is ``promise``.
    """

    def __init__(self, model: Model, solution: Solution) -> None:
        self.model = model
        self.pricer = Pricer(model)
        self.master = Master(model)
        self.rounds, self.best, self.promise = 0, 0.0, -inf
        self.centre = self.proved = self.master.initial([0.0] * len(model.problem.tasks))
        for vehicle, tour in enumerate(tours_of(model, solution.stops)):
            if tour:
                self.master.add(self.pricer.column(vehicle, tour))

    @classmethod
    def of(cls, problem: Problem, solution: Solution) -> Generation:
        """Return the generation that begins with the tours of ``solution``.

        Raises
        ------
        ValueError
            The problem has more tasks than can be bounded.
        """
        if len(problem.tasks) > BOUND.most_tasks:
            number, most = len(problem.tasks), BOUND.most_tasks
            raise ValueError(f"{number} tasks; at most {most} can be bounded")
        return cls(prepared(problem), solution)

    def value(self) -> int:
        """Return the bound as whole points: costs are whole, so it may be rounded up."""
        rounded = int(-(-(self.best - 1e-4) // 1))
        return max(0, rounded)

    def run(self, *, until: float, near: float) -> bool:
        """Add tours until the bound is ``near`` or time is up; return whether none is missing."""
        late = (perf_counter() + until) / 2
        self._begin(until)
        mode, held = QUICK, True
        while perf_counter() < until:
            solved = self.master.solve()
            if solved is None:
                return False
            self.rounds += 1
            duals = solved.towards(self.centre, self._share(solved)) if held else solved
            priced = self._priced(duals, mode, until)
            self._learn(duals, priced)
            if self.best > solved.value - near:
                return mode == EXACT and all(p.exact for p in priced)
            fresh = self._add(priced, solved)
            saved = -sum(p.guess for p in priced) / FINE
            enough = saved < GENERATION.quick_share * solved.value or perf_counter() > late
            if mode == QUICK and (enough or not (fresh or held)):
                mode, held, self.promise = EXACT, True, -inf
            elif fresh or held:
                held = fresh
            else:
                return False
        return False

    def _begin(self, until: float) -> None:
        """Begin with prices that are near, their bound, and the tours they call for."""
        pay = first_prices(self.model, self.pricer.service + self.pricer.usual_drive())
        duals = self.master.initial(pay)
        priced = self._priced(duals, QUICK, until)
        self._learn(duals, priced)
        self.centre = self.master.with_vehicles(duals, [p.guess / FINE for p in priced])
        for answer in priced:
            for column in answer.columns:
                self.master.add(column)

    def _share(self, solved: Duals) -> float:
        """Return how far prices are held at the centre."""
        far = solved.value - self.promise > GENERATION.far_share * solved.value
        return GENERATION.held_far if far else GENERATION.held

    def _learn(self, duals: Duals, priced: Sequence[Priced]) -> None:
        """Keep the bound if it is the best, and the prices if they promise most."""
        bound = duals.value + sum(p.least for p in priced) / FINE
        promise = duals.value + sum(p.guess for p in priced) / FINE
        if bound > self.best:
            self.best, self.proved = bound, duals
        if promise > self.promise:
            self.promise, self.centre = promise, duals

    def _add(self, priced: Sequence[Priced], solved: Duals) -> bool:
        """Add the tours that the master misses at its own prices; return whether there are any."""
        fresh = [
            column
            for answer in priced
            for column in answer.columns
            if column not in self.master.tours and self.master.reduced(column, solved) < -1e-3
        ]
        for column in fresh:
            self.master.add(column)
        return bool(fresh)

    def _priced(self, duals: Duals, mode: int, until: float) -> list[Priced]:
        """Return tours of every vehicle; where time is up only what they could save at most."""
        priced = []
        for vehicle in range(len(self.model.vehicles)):
            now = mode if perf_counter() < until else BOUND_ONLY
            wanted = Wanted(now, gap=-GENERATION.least_saved, keep=GENERATION.keep)
            priced.append(self.pricer.price(vehicle, self.prices(vehicle, duals), wanted))
        return priced

    def prices(self, vehicle: int, duals: Duals) -> Prices:
        """Return what the vehicle is paid for each task under the master's ``duals``."""
        paid, base = self.master.prices(vehicle, duals)
        d, tasks, vehicles = self.model.d, len(self.model.problem.tasks), len(self.model.vehicles)
        reach: Table = d[d[at.REACH] : d[at.REACH] + tasks * vehicles].reshape(tasks, vehicles)
        return Prices(reward=paid - FINE * reach[:, vehicle], base=base)
