"""Which conditions bind: the fewest that, lifted together, would let a task in beside the others.

The others keep unit, day and order. Conditions on sums and days are looked up for each unit-day;
those of time are tried, by the search's own kernels, on the problem without them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import combinations

import numpy as np

from routes.kernels import layout as at
from routes.kernels.places import detour
from routes.model.parts import Unit
from routes.reasons.lifting import COUNTS, RANKED, TIMING, lifted
from routes.reasons.sums import Mask, Sums
from routes.search.arrays import Model, timing_model
from routes.search.state import data_of, empty_state, load_legal


class Binding:
    """A plan with tasks left out; columns are all units by all days, on shift or not."""

    def __init__(self, model: Model, tours: Sequence[Sequence[int]], absent: Sequence[int]) -> None:
        self.problem, self.absent = model.problem, list(absent)
        self.row = {number: row for row, number in enumerate(absent)}
        tasks = model.problem.tasks
        self.tasks = [tasks[number] for number in absent]
        self.names = frozenset(task.id for task in self.tasks)
        self.columns = [
            (unit, day) for unit in self.problem.units for day in range(self.problem.days)
        ]
        self.tours = {
            (vehicle.unit.id, vehicle.shift.day): list(tour)
            for vehicle, tour in zip(model.vehicles, tours, strict=True)
        }
        self.served = [
            (tasks[number], unit, day)
            for (unit, day), tour in self.tours.items()
            for number in tour
        ]
        self.column = {(unit.id, day): n for n, (unit, day) in enumerate(self.columns)}
        self.timed: dict[frozenset[str], Timed] = {}

    def drive(self, a: int, b: int) -> int:
        """Return the minutes from one task to another."""
        tasks = self.problem.tasks
        return int(self.problem.travel_min[tasks[a].place, tasks[b].place])

    def smallest(self, number: int) -> tuple[str, ...]:
        """Return the smallest set of conditions that keep out a task, which has no place.

        The first by rank of those as small; where nothing helps, there is no unit at all.
        """
        row = self.row[number]
        if not self.columns:
            return ("capable_unit",)
        for name in self.ranked:
            if self._has_room(row, (name,)):
                return (name,)
        needed = [name for name in self.ranked if not self._has_room(row, self._all_but(name))]
        others = [name for name in self.ranked if name not in needed]
        for more in range(max(0, 2 - len(needed)), len(others) + 1):
            for extra in combinations(others, more):
                names = tuple(n for n in self.ranked if n in needed or n in extra)
                if self._has_room(row, names):
                    return names
        return ("capable_unit",)

    @cached_property
    def ranked(self) -> tuple[str, ...]:
        """The conditions that the problem states at all, by rank."""
        problem, units = self.problem, self.problem.units
        said = {
            "people_per_area_day": problem.area_people_per_day is not None,
            "sessions_per_area_week": problem.area_sessions_per_week is not None,
            "crews_per_day": problem.crews_per_day is not None,
            "one_unit_at_site": any(task.site for task in self.tasks),
            "days_apart": bool(problem.spacings),
            "on_a_day_set": any(problem.day_sets_of(each) for each in problem.spacings),
            "same_unit": any(each.same_unit for each in problem.spacings),
            "tour_duration": any(unit.max_tour_min is not None for unit in units),
            "tour_distance": any(unit.max_tour_m is not None for unit in units),
            "outside_breaks": any(shift.breaks for unit in units for shift in unit.shifts),
            "takes_its_rest": any(shift.rest for unit in units for shift in unit.shifts),
            "on_its_day": any(t.release_day or t.fixed_day is not None for t in self.tasks),
            "frozen_stays": problem.frozen_before > 0 and bool(problem.published),
            "pinned_stays": any(each.pinned for each in problem.published),
        }
        return tuple(name for name in RANKED if said.get(name, True))

    def _all_but(self, name: str) -> tuple[str, ...]:
        return tuple(other for other in self.ranked if other != name)

    def places(self, number: int, names: Collection[str]) -> list[tuple[Unit, int]]:
        """Return the units and days where a task has a place once ``names`` are lifted."""
        places = self._places(self.row[number], names)
        return [self.columns[column] for column in places]

    def _has_room(self, row: int, names: Collection[str]) -> bool:
        return next(self._places(row, names), None) is not None

    def _places(self, row: int, names: Collection[str]) -> Iterator[int]:
        """Yield the columns in which a task has a place once ``names`` are lifted."""
        kept = np.array([name not in names for name in COUNTS])
        free = ~(self.barred[:, row] & kept[:, None]).any(axis=0)
        timing = frozenset(names) & frozenset(TIMING)
        for column in np.flatnonzero(free).tolist():
            if timing not in self.timed:
                self.timed[timing] = Timed(self, timing)
            if self.timed[timing].has_time(row, column):
                yield column

    def frozen_spot(self, number: int) -> tuple[str, int] | None:
        """Return the unit and day of a promise for a frozen day, which must stay there."""
        task = self.problem.tasks[number].id
        for promise in self.problem.published:
            if promise.task == task and promise.day < self.problem.frozen_before:
                return promise.unit, promise.day
        return None

    @cached_property
    def sums(self) -> Sums:
        """What the plan adds up to."""
        return Sums(self.problem, self.served, self.columns)

    @cached_property
    def barred(self) -> Mask:
        """Where each of ``COUNTS`` keeps each task out, shape (counts, absent, columns)."""
        return np.array([[self.sums.barred(name, task) for task in self.tasks] for name in COUNTS])


class Timed:
    """The plan without some conditions of time, and without all on sums and days."""

    def __init__(self, binding: Binding, names: frozenset[str]) -> None:
        self.binding, self.frozen = binding, "frozen_stays" not in names
        model = timing_model(lifted(binding.problem, (*COUNTS, *names), binding.names))
        self.d, self.s = data_of(model), empty_state(model, 1)
        self.spots = [(vehicle.unit.id, vehicle.shift.day) for vehicle in model.vehicles]
        load_legal(self.d, self.s, [binding.tours.get(spot, []) for spot in self.spots])
        self.vehicle = {binding.column[spot]: v for v, spot in enumerate(self.spots)}
        self.known = np.full((len(binding.absent), len(binding.columns)), -1, dtype=np.int8)

    def has_time(self, row: int, column: int) -> bool:
        """Return whether there is time for a task on a unit's day."""
        if self.known[row, column] < 0:
            number, v = self.binding.absent[row], self.vehicle.get(column)
            only = self.binding.frozen_spot(number) if self.frozen else None
            self.known[row, column] = (
                v is not None
                and only in (None, self.spots[v])
                and detour(self.d, self.s, number, v) < at.FAR
            )
        return bool(self.known[row, column])
