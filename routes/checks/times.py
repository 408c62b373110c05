"""Times: intervals, breaks, drives, shifts, days that must keep apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from routes.checks.case import Case, Tour, at
from routes.checks.rests import home_by
from routes.model.parts import Interval
from routes.model.solution import Violation


def service_length(case: Case) -> Iterator[Violation]:
    """A stop lasts as long as its task takes."""
    for stop in case.solution.stops:
        lasts = stop.end_min - stop.start_min
        task = case.tasks[stop.task]
        if lasts != task.service_by_unit.get(stop.unit, task.service_min):
            yield at("service_length", stop, f"task {stop.task} lasts {lasts} minutes")


def inside_interval(case: Case) -> Iterator[Violation]:
    """A stop lies inside one of its task's intervals, on the day it names."""
    for stop in case.solution.stops:
        held = False
        for opens, closes in case.tasks[stop.task].intervals:
            held = held or (opens <= stop.start_min and stop.end_min <= closes)
        if not held or stop.start_min // case.problem.day_min != stop.day:
            yield at("inside_interval", stop, f"task {stop.task} starts at {stop.start_min}")


def on_its_day(case: Case) -> Iterator[Violation]:
    """A task is not served before its release, and only on its fixed day."""
    for stop in case.solution.stops:
        task = case.tasks[stop.task]
        if stop.day < task.release_day:
            yield at("on_its_day", stop, f"task {task.id} is released on day {task.release_day}")
        if task.fixed_day not in (None, stop.day):
            yield at("on_its_day", stop, f"task {task.id} is fixed to day {task.fixed_day}")


def outside_breaks(case: Case) -> Iterator[Violation]:
    """Nobody serves during a break, nor keeps minutes free for it there."""
    for tour in case.tours:
        for stop in tour.stops:
            until = case.free_from(stop)
            if any(stop.start_min < end and start < until for start, end in tour.breaks):
                yield at("outside_breaks", stop, f"task {stop.task} runs into a break")


def time_to_travel(case: Case) -> Iterator[Violation]:
    """Between two stops there is time for the buffer and the drive, outside breaks."""
    for tour in case.tours:
        for first, second in pairwise(tour.stops):
            drive = case.minutes(tour.unit, case.place(first), case.place(second))
            if not drivable(tour.breaks, case.free_from(first), second.start_min, drive):
                sentence = f"{drive} minutes to task {second.task} do not fit"
                yield at("time_to_travel", second, sentence)


def within_shift(case: Case) -> Iterator[Violation]:
    """A unit leaves its depot after its shift starts and is back before it ends."""
    for tour in case.tours:
        first, last = tour.stops[0], tour.stops[-1]
        out = case.minutes(tour.unit, tour.unit.depot, case.place(first))
        home = case.minutes(tour.unit, case.place(last), tour.unit.depot)
        free = case.free_from(last)
        late = tour.shift is not None and home_by(case, tour) > tour.shift.end_min
        if late or not _inside(tour, out, home, free):
            away = f"{first.start_min - out}-{free + home}"
            yield at("within_shift", first, f"{tour.unit.id} is away {away}")


def _inside(tour: Tour, out: int, home: int, free: int) -> bool:
    shift = tour.shift
    if shift is None:
        return False
    leaves = drivable(shift.breaks, shift.start_min, tour.stops[0].start_min, out)
    return leaves and drivable(shift.breaks, free, shift.end_min, home)


def drivable(breaks: Sequence[Interval], earliest: int, latest: int, minutes: int) -> bool:
    """Return whether a drive in one piece fits between two times without touching a break."""
    for leaves in (earliest, *(end for _, end in breaks if end > earliest)):
        clear = all(leaves + minutes <= start or leaves >= end for start, end in breaks)
        if leaves + minutes <= latest and (clear or minutes == 0):
            return True
    return False


def days_apart(case: Case) -> Iterator[Violation]:
    """Tasks that must keep apart do, and visits of a series follow soon enough."""
    stop_of = {stop.task: stop for stop in case.solution.stops}
    for spacing in case.problem.spacings:
        held = [stop_of[task] for task in spacing.tasks if task in stop_of]
        held.sort(key=lambda stop: stop.day)
        for first, second in pairwise(held):
            apart = second.day - first.day
            if apart < spacing.min_days or (
                spacing.max_days is not None and apart > spacing.max_days
            ):
                sentence = f"task {second.task} is {apart} days after task {first.task}"
                yield at("days_apart", second, sentence)
