"""What a problem is made of: shifts, units, tasks, promises, spacings, weights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

DAY_MIN: Final = 1440

Interval = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """A break without an hour of its own: ``minutes`` in one piece from ``opens`` to ``closes``.

    In them the unit neither serves nor drives: before it leaves, where it stands, or back home.
    """

    minutes: int
    opens: int
    closes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """When a unit may be away from its depot on ``day``, both ends included.

    In a break (start, end) it neither serves nor drives; it takes its ``rest``, where one is
    given, on every day it is used. Each minute away after ``soft_end_min`` costs overtime (None:
    none does).
    """

    day: int
    start_min: int
    end_min: int
    breaks: tuple[Interval, ...] = ()
    rest: Rest | None = None
    soft_end_min: int | None = None

    def __post_init__(self) -> None:
        if self.day < 0 or not self.start_min < self.end_min:
            raise ValueError(f"shift: {self.start_min}-{self.end_min} on day {self.day} is no span")
        soft, rest = self.soft_end_min, self.rest
        if soft is not None and soft < self.start_min:
            raise ValueError(f"shift: soft_end_min {soft} lies before its start")
        if rest is not None and not 0 < rest.minutes <= rest.closes - rest.opens:
            raise ValueError(f"shift: a rest of {rest.minutes} minutes does not fit its hours")

    def refuse_outside(self, day_min: int) -> None:
        """Raise ValueError where the shift or a break leaves its day of ``day_min`` minutes."""
        base = self.day * day_min
        if not base <= self.start_min < self.end_min <= base + day_min:
            raise ValueError(
                f"shift: {self.start_min}-{self.end_min} must lie inside day {self.day}"
            )
        if any(not base <= start < end <= base + day_min for start, end in self.breaks):
            raise ValueError(
                f"shift: a break must lie inside day {self.day} and end after it starts"
            )
        rest = self.rest
        if rest is not None and not base <= rest.opens < rest.closes <= base + day_min:
            raise ValueError(f"shift: the rest must lie inside day {self.day}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A vehicle, away from its ``depot`` (a place) only during its shifts.

    It serves at most ``people_per_day``, takes ``crew`` people on every day it is used, and
    drives by the matrix of its ``travel_class`` (empty: the problem's own). A tour of a day
    lasts at most ``max_tour_min`` minutes, from leaving the depot as late as its first stop
    allows to being back, and is at most ``max_tour_m`` metres long (None: no limit). A minute
    driven costs ``travel_cost`` points and a day it is used ``day_cost``; where they are None,
    what the weights say.
    """

    id: str
    depot: int
    shifts: tuple[Shift, ...]
    people_per_day: int
    name: str = ""
    crew: int = 1
    travel_class: str = ""
    max_tour_min: int | None = None
    max_tour_m: int | None = None
    travel_cost: int | None = None
    day_cost: int | None = None

    def __post_init__(self) -> None:
        days = [shift.day for shift in self.shifts]
        if len(days) != len(set(days)):
            raise ValueError(f"unit {self.id}: more than one shift on a day")
        figures = ("people_per_day", "crew", "max_tour_min", "max_tour_m")
        for field_name in (*figures, "travel_cost", "day_cost"):
            value = getattr(self, field_name)
            if value is not None and value < 0:
                raise ValueError(f"unit {self.id}: {field_name} must be 0 or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A stop to make once. Service starts and ends inside one of ``intervals``.

    It takes ``service_min`` minutes, with the units of ``service_by_unit`` as many as said there.
    After that its unit stays ``buffer_min`` minutes in case it takes longer: people are told the
    end without them, and only then does it drive on.
    ``units`` are the ids of the units that can do it. One of a higher ``level`` is never left out
    for any of lower ones: those above 0 are mandatory, of 0 the weights decide. ``weight`` times
    ``people`` is what serving it is worth; leaving it out costs ``drop_cost`` where given. It is
    not served before ``release_day``, from which its waiting counts, and only on ``fixed_day``
    where given. After ``due_day`` every day costs extra (None: never). Tasks of one ``site`` are
    never done by two units on a day, or by more than ``Problem.units_at_site`` says; ``area`` is
    where crowds are counted, ``group`` where fairness is.
    """

    id: str
    place: int
    service_min: int
    intervals: tuple[Interval, ...]
    units: tuple[str, ...]
    people: int
    weight: int = 1
    due_day: int | None = None
    site: str = ""
    area: str = ""
    group: str = ""
    name: str = ""
    release_day: int = 0
    fixed_day: int | None = None
    drop_cost: int | None = None
    service_by_unit: Mapping[str, int] = field(default_factory=dict)
    buffer_min: int = 0
    level: int = 0

    def service_with(self, unit: str) -> int:
        """Return the minutes it takes with ``unit``."""
        return self.service_by_unit.get(unit, self.service_min)

    def stay_with(self, unit: str) -> int:
        """Return the minutes that ``unit`` stays, the buffer included."""
        return self.service_with(unit) + self.buffer_min

    def __post_init__(self) -> None:
        figures = ("service_min", "people", "weight", "release_day", "buffer_min", "level")
        for field_name in figures:
            if getattr(self, field_name) < 0:
                raise ValueError(f"task {self.id}: {field_name} must be 0 or more")
        if self.drop_cost is not None and self.drop_cost < 0:
            raise ValueError(f"task {self.id}: drop_cost must be 0 or more")
        if any(minutes < 0 for minutes in self.service_by_unit.values()):
            raise ValueError(f"task {self.id}: service_by_unit must be 0 or more")
        if any(opens < 0 or closes < opens for opens, closes in self.intervals):
            raise ValueError(f"task {self.id}: an interval ends before it starts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spacing:
    """Tasks whose days must keep apart, such as the visits of one series.

    Two of them are at least ``min_days`` days apart (1: never on the same day); those next
    to each other in time at most ``max_days`` (None: no limit). Where ``day_sets`` are given,
    the days of all of them together lie within one of these sets, and where ``weekday_sets``
    (Monday 0) are, their weekdays within one of those. With ``same_unit`` one unit serves them
    all. Tasks left out do not count.
    """

    tasks: tuple[str, ...]
    min_days: int = 1
    max_days: int | None = None
    day_sets: tuple[tuple[int, ...], ...] = ()
    weekday_sets: tuple[tuple[int, ...], ...] = ()
    same_unit: bool = False

    def __post_init__(self) -> None:
        if self.min_days < 0 or (self.max_days is not None and self.max_days < self.min_days):
            raise ValueError(
                f"spacing: min_days {self.min_days} and max_days {self.max_days} contradict"
            )
        if any(not 0 <= weekday <= 6 for weekdays in self.weekday_sets for weekday in weekdays):
            raise ValueError("spacing: weekday_sets hold numbers from 0 (Monday) to 6")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surge:
    """The first days after service resumes: ``people_per_day`` is as many as should come."""

    first_day: int
    last_day: int
    people_per_day: int


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
    """What each thing costs, in whole points; a point of worth is one person of weight 1.

    ``person`` a point of worth not served. ``wait`` and ``late`` a point of worth that waits
    the whole plan, in all and past the due day: a person-day of waiting costs ``wait`` / days.
    ``fair`` a person short of ``fair_percent`` of a group's people; ``least_cover`` a percent
    the worst group lacks. ``surge`` a person above the surge limit of a day. ``travel`` a
    minute; ``overtime`` a minute away after the soft end of a shift; ``unit_day`` a unit used on a
    day. ``move_day`` per 50 people told another day
    (a task of 0 people counts 50); ``move_unit`` another unit; ``move_drop`` a promise
    withdrawn. The price of a broken promise grows by ``near_percent`` for every day that
    the promised day is nearer than ``near_days``.
    """

    person: int = 10
    wait: int = 5
    late: int = 3
    travel: int = 2
    overtime: int = 4
    unit_day: int = 60
    fair: int = 8
    fair_percent: int = 75
    least_cover: int = 20
    surge: int = 0
    move_day: int = 15
    move_unit: int = 8
    move_drop: int = 25
    near_days: int = 0
    near_percent: int = 0


DEFAULT_WEIGHTS: Final = Weights()


def refuse_twice(what: str, ids: Iterable[str]) -> None:
    """Raise ValueError for the first id that comes twice."""
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise ValueError(f"{what} {name}: given twice")
        seen.add(name)
