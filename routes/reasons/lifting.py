"""A problem with some conditions lifted for the tasks that are left out.

A condition of a task itself (its units, hours, day, minutes, site) is lifted for the tasks left
out alone, so that those that stand keep theirs. What binds tours, places or days is lifted for
all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Final

import numpy as np

from routes.model.parts import Shift, Task, Unit
from routes.model.problem import Problem

#: Conditions that decide when, and in which order, a unit can be where.
TIMING: Final = (
    "tour_duration",
    "tour_distance",
    "within_shift",
    "outside_breaks",
    "takes_its_rest",
    "inside_interval",
    "on_its_day",
    "frozen_stays",
    "pinned_stays",
    "time_to_travel",
    "service_length",
)
#: Conditions on sums and days, the same at whatever hour a task is done.
COUNTS: Final = (
    "people_per_unit_day",
    "people_per_area_day",
    "sessions_per_area_week",
    "crews_per_day",
    "one_unit_at_site",
    "days_apart",
    "on_a_day_set",
    "same_unit",
    "capable_unit",
)
#: Of sets as small as each other the one is named that comes first here: what an office can
#: change from one day to the next stands before what it cannot.
RANKED: Final = (*COUNTS[:-1], *TIMING[:7], "capable_unit", *TIMING[7:])


def lifted(problem: Problem, names: Collection[str], absent: Collection[str]) -> Problem:
    """Return ``problem`` without the conditions ``names``; ``absent`` are the tasks left out."""
    tasks, units = problem.tasks, problem.units
    for name in names:
        if name in OF_TASK:
            change = OF_TASK[name]
            tasks = tuple(change(problem, t) if t.id in absent else t for t in tasks)
        elif name in OF_UNIT:
            units = tuple(OF_UNIT[name](problem, unit) for unit in units)
    rest = replace(problem, tasks=tasks, units=units)
    for name in names:
        if name in OF_ALL:
            rest = OF_ALL[name](rest)
    return rest


def _whole_days(problem: Problem, task: Task) -> Task:
    size = problem.day_min
    return replace(
        task, intervals=tuple((day * size, (day + 1) * size) for day in range(problem.days))
    )


def _always_on_shift(problem: Problem, unit: Unit) -> Unit:
    size, given = problem.day_min, {shift.day: shift for shift in unit.shifts}
    whole = (
        Shift(day=day, start_min=day * size, end_min=(day + 1) * size)
        for day in range(problem.days)
    )
    return replace(
        unit,
        shifts=tuple(
            replace(shift, breaks=given[shift.day].breaks, rest=given[shift.day].rest)
            if shift.day in given
            else shift
            for shift in whole
        ),
    )


def _without_breaks(unit: Unit) -> Unit:
    return replace(unit, shifts=tuple(replace(shift, breaks=()) for shift in unit.shifts))


def _without_rest(unit: Unit) -> Unit:
    return replace(unit, shifts=tuple(replace(shift, rest=None) for shift in unit.shifts))


def _everybody(problem: Problem) -> int:
    return sum(task.people for task in problem.tasks)


def _no_drive(problem: Problem) -> Problem:
    """Return it without drives, and without the buffers before them."""
    classes = {name: np.zeros_like(rows) for name, rows in problem.travel_by_class.items()}
    none = np.zeros_like(problem.travel_min)
    tasks = tuple(replace(task, buffer_min=0) for task in problem.tasks)
    return replace(problem, travel_min=none, travel_by_class=classes, tasks=tasks)


def _no_gaps(problem: Problem) -> Problem:
    spacings = tuple(replace(each, min_days=0, max_days=None) for each in problem.spacings)
    return replace(problem, spacings=spacings)


def _no_sets(problem: Problem) -> Problem:
    spacings = tuple(replace(each, day_sets=(), weekday_sets=()) for each in problem.spacings)
    return replace(problem, spacings=spacings)


def _any_unit(problem: Problem) -> Problem:
    spacings = tuple(replace(each, same_unit=False) for each in problem.spacings)
    return replace(problem, spacings=spacings)


def _no_pins(problem: Problem) -> Problem:
    return replace(
        problem, published=tuple(replace(each, pinned=False) for each in problem.published)
    )


OF_TASK: Final[dict[str, Callable[[Problem, Task], Task]]] = {
    "capable_unit": lambda p, task: replace(task, units=tuple(unit.id for unit in p.units)),
    "service_length": lambda _, task: replace(
        task, service_min=0, service_by_unit={}, buffer_min=0
    ),
    "inside_interval": _whole_days,
    "on_its_day": lambda _, task: replace(task, release_day=0, fixed_day=None),
    "one_unit_at_site": lambda _, task: replace(task, site=""),
}
OF_UNIT: Final[dict[str, Callable[[Problem, Unit], Unit]]] = {
    "within_shift": _always_on_shift,
    "outside_breaks": lambda _, unit: _without_breaks(unit),
    "takes_its_rest": lambda _, unit: _without_rest(unit),
    "tour_duration": lambda _, unit: replace(unit, max_tour_min=None),
    "tour_distance": lambda _, unit: replace(unit, max_tour_m=None),
    "people_per_unit_day": lambda p, unit: replace(unit, people_per_day=_everybody(p)),
}
OF_ALL: Final[dict[str, Callable[[Problem], Problem]]] = {
    "time_to_travel": _no_drive,
    "days_apart": _no_gaps,
    "on_a_day_set": _no_sets,
    "same_unit": _any_unit,
    "people_per_area_day": lambda p: replace(p, area_people_per_day=None),
    "sessions_per_area_week": lambda p: replace(p, area_sessions_per_week=None),
    "crews_per_day": lambda p: replace(p, crews_per_day=None),
    "frozen_stays": lambda p: replace(p, frozen_before=0),
    "pinned_stays": _no_pins,
}
