"""The master problem of the bound: which tours, which tasks left out, at least cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any, Final

import numpy as np
from ortools.math_opt.python import mathopt

from routes.bounds.columns import FINE, Column, left_out_points
from routes.kernels import layout as at
from routes.model.evaluate import day_price
from routes.search.arrays import Model
from routes.search.flat import Table

#: A percent is counted in hundredths of the people of a group.
PERCENT: Final = 100


@dataclass(frozen=True, slots=True)
class Duals:
    """Prices of the master's rows, and what they are worth: a bound if no tour were missing."""

    value: float
    prices: dict[Any, float]

    def towards(self, other: Duals, share: float) -> Duals:
        """Return prices on the way to ``other``; they are worth at least what is said."""
        keep = 1 - share
        mixed = {row: keep * price for row, price in self.prices.items()}
        for row, price in other.prices.items():
            mixed[row] = mixed.get(row, 0.0) + share * price
        return Duals(keep * self.value + share * other.value, mixed)


class Master:
    """A linear program that grows by tours; ``tours`` are those it has."""

    def __init__(self, model: Model) -> None:
        self.model, self.problem = model, model.problem
        self.lp = mathopt.Model(name="master")
        self.columns: list[tuple[Column, Any]] = []
        self.tours: set[Column] = set()
        self.drops = left_out_points(model)
        self.out = [self._left_out(number) for number in range(len(self.problem.tasks))]
        self.cover = [self.lp.add_linear_constraint(lb=1, ub=1) for _ in self.problem.tasks]
        for row, left in zip(self.cover, self.out, strict=True):
            row.set_coefficient(left, 1)
        self.vehicle = [self.lp.add_linear_constraint(ub=1) for _ in model.vehicles]
        self.caps: dict[tuple[str, int, int], Any] = {}
        self._fairness()
        self.solver = mathopt.IncrementalSolver(self.lp, mathopt.SolverType.GLOP)

    def _left_out(self, number: int) -> Any:
        d = self.model.d
        pinned = int(d[d[at.PINNED] + number]) == 1
        left = self.lp.add_variable(lb=0, ub=0 if pinned else 1)
        if not pinned:
            self.lp.objective.set_linear_coefficient(left, int(self.drops[number]))
        return left

    def _fairness(self) -> None:
        """People short of a group's share, and the share of the worst group, not rounded."""
        weights = self.problem.weights
        self.worst = self.lp.add_variable(lb=0, ub=PERCENT)
        self.lp.objective.set_linear_coefficient(self.worst, -weights.least_cover)
        self.lp.objective.offset = weights.least_cover * PERCENT
        members: dict[str, list[int]] = {}
        for number, task in enumerate(self.problem.tasks):
            members.setdefault(task.group, []).append(number)
        for numbers in members.values():
            people = sum(self.problem.tasks[n].people for n in numbers)
            if not people:
                continue
            share = -(-weights.fair_percent * people // PERCENT)
            short = self.lp.add_variable(lb=0)
            self.lp.objective.set_linear_coefficient(short, weights.fair)
            fair = self.lp.add_linear_constraint(lb=share - people)
            least = self.lp.add_linear_constraint(ub=PERCENT * people)
            fair.set_coefficient(short, 1)
            least.set_coefficient(self.worst, people)
            for n in numbers:
                fair.set_coefficient(self.out[n], -self.problem.tasks[n].people)
                least.set_coefficient(self.out[n], PERCENT * self.problem.tasks[n].people)

    def add(self, column: Column) -> None:
        """Add a tour."""
        if column in self.tours:
            return
        self.tours.add(column)
        chosen = self.lp.add_variable(lb=0)
        self.lp.objective.set_linear_coefficient(chosen, column.cost)
        for task, times in Counter(column.tasks).items():
            self.cover[task].set_coefficient(chosen, times)
        self.vehicle[column.vehicle].set_coefficient(chosen, 1)
        for key, amount in self._uses(column).items():
            self._cap(key).set_coefficient(chosen, amount)
        self.columns.append((column, chosen))

    def _uses(self, column: Column) -> dict[tuple[str, int, int], int]:
        """Return what a tour uses of each cap."""
        problem, d = self.problem, self.model.d
        day = self.model.vehicles[column.vehicle].shift.day
        week = (day + problem.first_weekday) // 7
        used: dict[tuple[str, int, int], int] = {}
        for number in column.tasks:
            area, people = int(d[d[at.AREA] + number]), problem.tasks[number].people
            uses = []
            if problem.area_people_per_day is not None:
                uses.append((("crowd", area, day), people))
            if problem.area_sessions_per_week is not None:
                uses.append((("sessions", area, week), 1))
            if self._in_surge(day):
                uses.append((("surge", 0, day), people))
            for key, amount in uses:
                used[key] = used.get(key, 0) + amount
        if problem.crews_per_day is not None:
            used["crew", 0, day] = self.model.vehicles[column.vehicle].unit.crew
        return used

    def _in_surge(self, day: int) -> bool:
        surge = self.problem.surge
        return surge is not None and surge.first_day <= day <= surge.last_day

    def _cap(self, key: tuple[str, int, int]) -> Any:
        """Return the row of a cap; it is made when the first tour uses it."""
        if key in self.caps:
            return self.caps[key]
        problem, (kind, _, day) = self.problem, key
        limit = {
            "crowd": problem.area_people_per_day,
            "sessions": problem.area_sessions_per_week,
            "surge": problem.surge.people_per_day if problem.surge else None,
            "crew": problem.crews_per_day[day]
            if kind == "crew" and problem.crews_per_day
            else None,
        }[kind]
        row = self.lp.add_linear_constraint(ub=float(limit or 0))
        if kind == "surge":
            over = self.lp.add_variable(lb=0)
            self.lp.objective.set_linear_coefficient(over, problem.weights.surge)
            row.set_coefficient(over, -1)
        self.caps[key] = row
        return row

    def solve(self) -> Duals | None:
        """Return the prices at the least cost of the tours known; None where there is none."""
        result = self._solved()
        if result is None or result.termination.reason != mathopt.TerminationReason.OPTIMAL:
            return None
        return Duals(float(result.objective_value()), result.dual_values())

    def _solved(self) -> Any:
        """Return what GLOP says; from scratch where it breaks down on its way, then HiGHS.

        MathOpt tells of a breakdown by one of two errors, as its versions differ.
        """
        try:
            return self.solver.solve()
        except (AttributeError, RuntimeError):
            self.solver = mathopt.IncrementalSolver(self.lp, mathopt.SolverType.GLOP)
        for kind in (mathopt.SolverType.GLOP, mathopt.SolverType.HIGHS):
            try:
                return mathopt.solve(self.lp, kind)
            except (AttributeError, RuntimeError):
                continue
        return None

    def make_whole(self) -> None:
        """Ask for whole tours, whole tasks and a whole percent, as plans have them."""
        self.worst.integer = True
        for left in self.out:
            left.integer = True
        for _, chosen in self.columns:
            chosen.upper_bound, chosen.integer = 1, True

    def reduced(self, column: Column, duals: Duals) -> float:
        """Return what a tour costs less what ``duals`` pay for it."""
        prices = duals.prices
        cost = column.cost - prices[self.vehicle[column.vehicle]]
        cost -= sum(prices[self.cover[task]] for task in column.tasks)
        for key, amount in self._uses(column).items():
            cost -= amount * self._dual(key, duals)
        return cost

    def initial(self, pay: Sequence[float]) -> Duals:
        """Return prices at which tasks pay as said and vehicles are free."""
        prices = dict(zip(self.cover, pay, strict=True))
        return Duals(sum(pay), {**prices, **dict.fromkeys(self.vehicle, 0.0)})

    def with_vehicles(self, duals: Duals, saved: Sequence[float]) -> Duals:
        """Return the prices with what each vehicle saves under them (0 or less)."""
        prices = {**duals.prices, **dict(zip(self.vehicle, saved, strict=True))}
        return Duals(duals.value + sum(saved), prices)

    def prices(self, v: int, duals: Duals) -> tuple[Table, int]:
        """Return what each task pays and what the start of vehicle ``v`` costs, in thousandths."""
        problem, d = self.problem, self.model.d
        unit, shift = self.model.vehicles[v].unit, self.model.vehicles[v].shift
        day = shift.day
        week = (day + problem.first_weekday) // 7
        paid = np.zeros(len(problem.tasks), dtype=np.int64)
        for number, task in enumerate(problem.tasks):
            area = int(d[d[at.AREA] + number])
            price = duals.prices[self.cover[number]]
            price += task.people * self._dual(("crowd", area, day), duals)
            price += self._dual(("sessions", area, week), duals)
            price += task.people * self._dual(("surge", 0, day), duals)
            paid[number] = ceil(FINE * price)
        base = day_price(unit, problem.weights) - duals.prices[self.vehicle[v]]
        base -= unit.crew * self._dual(("crew", 0, day), duals)
        return paid, floor(FINE * base)

    def _dual(self, key: tuple[str, int, int], duals: Duals) -> float:
        row = self.caps.get(key)
        return 0.0 if row is None else float(duals.prices.get(row, 0.0))
