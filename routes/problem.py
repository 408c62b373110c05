"""What is to be planned: tasks, units with shifts, travel times, and what counts.

Times are whole minutes on one timeline that starts at midnight of day 0; day ``d`` begins at
``d * 1440``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

DAY_MIN: Final = 1440

Matrix = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """When a unit may be away from its depot on ``day``, both ends included."""

    day: int
    start_min: int
    end_min: int

    def __post_init__(self) -> None:
        base = self.day * DAY_MIN
        if self.day < 0 or not base <= self.start_min < self.end_min <= base + DAY_MIN:
            raise ValueError(
                f"shift: {self.start_min}-{self.end_min} must lie inside day {self.day}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A vehicle, away from its ``depot`` (a place) only during its shifts.

    It serves at most ``people_per_day``.
    """

    id: str
    depot: int
    shifts: tuple[Shift, ...]
    people_per_day: int
    name: str = ""

    def __post_init__(self) -> None:
        days = [shift.day for shift in self.shifts]
        if len(days) != len(set(days)):
            raise ValueError(f"unit {self.id}: more than one shift on a day")
        if self.people_per_day < 0:
            raise ValueError(f"unit {self.id}: people_per_day must be 0 or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A stop to make once. Service starts and ends inside one of ``intervals``.

    ``units`` are the ids of the units that can do it. ``weight`` times ``people`` is what
    serving it is worth. After ``due_day`` every day costs extra (None: never). Tasks of
    one ``site`` are never done by two units on a day; ``area`` is where crowds are counted,
    ``group`` where fairness is.
    """

    id: str
    place: int
    service_min: int
    intervals: tuple[tuple[int, int], ...]
    units: tuple[str, ...]
    people: int
    weight: int = 1
    due_day: int | None = None
    site: str = ""
    area: str = ""
    group: str = ""
    name: str = ""

    def __post_init__(self) -> None:
        for field_name, least in (("service_min", 1), ("people", 0), ("weight", 0)):
            if getattr(self, field_name) < least:
                raise ValueError(f"task {self.id}: {field_name} must be {least} or more")
        if any(opens < 0 or closes < opens for opens, closes in self.intervals):
            raise ValueError(f"task {self.id}: an interval ends before it starts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What people were told of a task; a pinned one must stay exactly so."""

    task: str
    unit: str
    day: int
    start_min: int
    pinned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each thing costs, in whole points.

    ``person`` a point of weight not served; ``wait`` and ``late`` a point of weight per plan
    length waited, in all and past the due day; ``fair`` a person short of
    ``fair_percent`` of a group's people; ``least_cover`` a percent the worst group lacks;
    ``travel`` a minute; ``unit_day`` a unit used on a day; ``move_day`` per 50 people told
    another day; ``move_unit`` another unit; ``move_drop`` a promise withdrawn.
    """

    person: int = 10
    wait: int = 5
    late: int = 3
    travel: int = 2
    unit_day: int = 60
    fair: int = 8
    fair_percent: int = 75
    least_cover: int = 20
    move_day: int = 15
    move_unit: int = 8
    move_drop: int = 25


DEFAULT_WEIGHTS: Final = Weights()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A whole planning problem over ``days`` days.

    ``travel_min[a][b]`` are minutes from place ``a`` to ``b``, shape (places, places), whole,
    rounded up. ``area_people_per_day`` caps the people served in one area on one day.
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

    def __post_init__(self) -> None:
        if self.days < 1:
            raise ValueError(f"days must be 1 or more, got {self.days}")
        if self.travel_min.shape != (self.places, self.places):
            raise ValueError(
                f"travel_min has shape {self.travel_min.shape}, "
                f"expected ({self.places}, {self.places})"
            )
        if self.places and int(self.travel_min.min()) < 0:
            raise ValueError("travel_min holds negative minutes")
        _refuse_twice("task", [task.id for task in self.tasks])
        _refuse_twice("unit", [unit.id for unit in self.units])
        _refuse_twice("published task", [told.task for told in self.published])
        self._refuse_unknown()

    def _refuse_unknown(self) -> None:
        units, tasks = {unit.id for unit in self.units}, {task.id for task in self.tasks}
        for task in self.tasks:
            if not 0 <= task.place < self.places:
                raise ValueError(f"task {task.id}: place {task.place} is not one of the places")
            if not set(task.units) <= units:
                raise ValueError(f"task {task.id}: names a unit that does not exist")
        for unit in self.units:
            if not 0 <= unit.depot < self.places:
                raise ValueError(f"unit {unit.id}: depot {unit.depot} is not one of the places")
            if any(shift.day >= self.days for shift in unit.shifts):
                raise ValueError(f"unit {unit.id}: a shift lies past the last day")
        for told in self.published:
            if told.task not in tasks or told.unit not in units:
                raise ValueError(f"published {told.task}: its task or unit does not exist")


def _refuse_twice(what: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for found in ids:
        if found in seen:
            raise ValueError(f"{what} {found}: given twice")
        seen.add(found)
