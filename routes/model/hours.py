"""When units are back, and how long after the soft ends of their shifts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from routes.model.parts import Interval, Shift, Unit
from routes.model.problem import Problem
from routes.model.solution import Stop


def tours_of(stops: Sequence[Stop]) -> dict[tuple[str, int], list[Stop]]:
    """Return the stops of each unit and day in order of time."""
    tours: dict[tuple[str, int], list[Stop]] = {}
    for stop in sorted(stops, key=lambda stop: (stop.start_min, stop.end_min)):
        tours.setdefault((stop.unit, stop.day), []).append(stop)
    return tours


def overtime_minutes(problem: Problem, stops: Sequence[Stop]) -> int:
    """Return the minutes that units are away after the soft ends of their shifts."""
    shifts = {
        (unit.id, shift.day): (unit, shift)
        for unit in problem.units
        for shift in unit.shifts
        if shift.soft_end_min is not None
    }
    if not shifts:
        return 0
    late = 0
    for spot, tour in tours_of(stops).items():
        if spot in shifts:
            unit, shift = shifts[spot]
            soft = shift.end_min if shift.soft_end_min is None else shift.soft_end_min
            late += max(0, return_min(problem, unit, shift, tour) - soft)
    return late


def return_min(problem: Problem, unit: Unit, shift: Shift, tour: Sequence[Stop]) -> int:
    """Return when a unit is back: it drives home at once, after its rest if it must take it first.

    Where the rest has no place at all it is left out.
    """
    travel = problem.travel_of(unit)
    place = {task.id: task.place for task in problem.tasks}
    buffer = {task.id: task.buffer_min for task in problem.tasks}
    free = tour[-1].end_min + buffer[tour[-1].task]
    home = int(travel[place[tour[-1].task], unit.depot])
    back, rest = drive_end(shift.breaks, free, home), shift.rest
    if rest is None or max(back, rest.opens) + rest.minutes <= rest.closes:
        return back
    out = int(travel[unit.depot, place[tour[0].task]])
    leaves = drive_start(shift.breaks, tour[0].start_min, out)
    idle = [
        (rest.opens, leaves),
        (drive_end(shift.breaks, shift.start_min, out), tour[0].start_min),
    ]
    for a, b in pairwise(tour):
        freed, drive = a.end_min + buffer[a.task], int(travel[place[a.task], place[b.task]])
        idle.append((freed, drive_start(shift.breaks, b.start_min, drive)))
        idle.append((drive_end(shift.breaks, freed, drive), b.start_min))
    if any(min(high, rest.closes) - max(low, rest.opens) >= rest.minutes for low, high in idle):
        return back
    rested = max(free, rest.opens) + rest.minutes
    return drive_end(shift.breaks, rested, home) if rested <= rest.closes else back


def drive_end(breaks: Sequence[Interval], clock: int, drive: int) -> int:
    """Return the earliest end of a drive in one piece, outside breaks, from ``clock`` on."""
    for opens, closes in sorted(breaks):
        if clock < closes and clock + drive > opens:
            clock = closes
    return clock + drive


def drive_start(breaks: Sequence[Interval], clock: int, drive: int) -> int:
    """Return the latest start of such a drive that has ended by ``clock``."""
    leaves = clock - drive
    for opens, closes in sorted(breaks, reverse=True):
        if leaves < closes and leaves + drive > opens:
            leaves = opens - drive
    return leaves
