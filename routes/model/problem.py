"""What is to be planned: tasks, units with shifts, travel times, and what counts.

Times are whole minutes on one timeline that starts at midnight of day 0; day ``d`` begins at
``d * 1440``. Public instances that count in finer steps state another ``day_min``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from routes.model.parts import (
    DAY_MIN,
    DEFAULT_WEIGHTS,
    Published,
    Spacing,
    Surge,
    Task,
    Unit,
    Weights,
    refuse_twice,
)

Matrix = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A whole planning problem over ``days`` days.

    ``travel_min[a][b]`` are minutes from place ``a`` to ``b``, shape (places, places), whole,
    rounded up; ``travel_by_class`` holds one more such matrix for each class of units.
    ``distance_m[a][b]`` are metres of road, of the same shape: only units with a longest tour
    in metres need them.
    ``area_people_per_day`` caps the people served in one area on one day,
    ``area_sessions_per_week`` the tasks served in one area in a week; weeks begin on Monday,
    and day 0 is weekday ``first_weekday`` (Monday 0). ``crews_per_day`` are the crew people
    there are on each day. ``units_at_site`` says at which sites more than one unit may be on a
    day, and how many. Promises for days before ``frozen_before`` stay exactly or are
    withdrawn. At most ``change_budget`` promises that could stand are changed. A day has
    ``day_min`` minutes.
    """

    name: str
    days: int
    places: int
    travel_min: Matrix
    tasks: tuple[Task, ...]
    units: tuple[Unit, ...]
    area_people_per_day: int | None = None
    published: tuple[Published, ...] = ()
    weights: Weights = field(default=DEFAULT_WEIGHTS)
    travel_by_class: Mapping[str, Matrix] = field(default_factory=dict)
    area_sessions_per_week: int | None = None
    first_weekday: int = 0
    crews_per_day: tuple[int, ...] | None = None
    units_at_site: Mapping[str, int] = field(default_factory=dict)
    spacings: tuple[Spacing, ...] = ()
    surge: Surge | None = None
    frozen_before: int = 0
    change_budget: int | None = None
    day_min: int = DAY_MIN
    distance_m: Matrix | None = None

    def __post_init__(self) -> None:
        if self.days < 1:
            raise ValueError(f"days must be 1 or more, got {self.days}")
        if self.day_min < 1:
            raise ValueError(f"day_min must be 1 or more, got {self.day_min}")
        for name, matrix in (("", self.travel_min), *self.travel_by_class.items()):
            self._refuse_matrix(f"travel_min {name}".strip(), matrix)
        if self.distance_m is not None:
            self._refuse_matrix("distance_m", self.distance_m)
        if self.crews_per_day is not None and len(self.crews_per_day) != self.days:
            raise ValueError(
                f"crews_per_day has {len(self.crews_per_day)} entries, expected {self.days}"
            )
        if not 0 <= self.first_weekday <= 6:
            raise ValueError(f"first_weekday must be 0 to 6, got {self.first_weekday}")
        if self.change_budget is not None and self.change_budget < 0:
            raise ValueError(f"change_budget must be 0 or more, got {self.change_budget}")
        if any(count < 1 for count in self.units_at_site.values()):
            raise ValueError("units_at_site must be 1 or more")
        refuse_twice("task", [task.id for task in self.tasks])
        refuse_twice("unit", [unit.id for unit in self.units])
        refuse_twice("published task", [promise.task for promise in self.published])
        self._refuse_unknown()

    def _refuse_matrix(self, name: str, matrix: Matrix) -> None:
        if matrix.shape != (self.places, self.places):
            raise ValueError(
                f"{name} has shape {matrix.shape}, expected ({self.places}, {self.places})"
            )
        if self.places and int(matrix.min()) < 0:
            raise ValueError(f"{name} holds negative entries")

    def _refuse_unknown(self) -> None:
        units, tasks = {unit.id for unit in self.units}, {task.id for task in self.tasks}
        for task in self.tasks:
            if not 0 <= task.place < self.places:
                raise ValueError(f"task {task.id}: place {task.place} is not one of the places")
            if not {*task.units, *task.service_by_unit} <= units:
                raise ValueError(f"task {task.id}: names a unit that does not exist")
        for unit in self.units:
            if not 0 <= unit.depot < self.places:
                raise ValueError(f"unit {unit.id}: depot {unit.depot} is not one of the places")
            if any(shift.day >= self.days for shift in unit.shifts):
                raise ValueError(f"unit {unit.id}: a shift lies past the last day")
            for shift in unit.shifts:
                shift.refuse_outside(self.day_min)
            if unit.travel_class and unit.travel_class not in self.travel_by_class:
                raise ValueError(f"unit {unit.id}: travel_class {unit.travel_class} has no matrix")
            if unit.max_tour_m is not None and self.distance_m is None:
                raise ValueError(f"unit {unit.id}: max_tour_m needs distance_m of the problem")
        self._refuse_unknown_promises(units, tasks)

    def _refuse_unknown_promises(self, units: set[str], tasks: set[str]) -> None:
        for promise in self.published:
            if promise.task not in tasks or promise.unit not in units:
                raise ValueError(f"published {promise.task}: its task or unit does not exist")
        for spacing in self.spacings:
            refuse_twice("task of a spacing", spacing.tasks)
            if not set(spacing.tasks) <= tasks:
                raise ValueError("spacing: names a task that does not exist")

    def day_sets_of(self, spacing: Spacing) -> tuple[tuple[int, ...], ...]:
        """Return the sets of days within one of which a series must lie; none: any days."""
        by_weekday = tuple(
            tuple(d for d in range(self.days) if (d + self.first_weekday) % 7 in weekdays)
            for weekdays in spacing.weekday_sets
        )
        if not spacing.day_sets or not by_weekday:
            return spacing.day_sets or by_weekday
        return tuple(
            tuple(day for day in days if day in others)
            for days in spacing.day_sets
            for others in by_weekday
        )

    def travel_of(self, unit: Unit) -> Matrix:
        """Return the minutes between places as ``unit`` drives."""
        return self.travel_by_class[unit.travel_class] if unit.travel_class else self.travel_min
