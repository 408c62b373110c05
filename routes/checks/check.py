"""An independent look at an answer: it shares no code with the search or the evaluator."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from routes.checks.case import Case, at, case_of
from routes.checks.cost import honest_cost
from routes.checks.people import (
    capable_unit,
    crews_per_day,
    each_task_once,
    one_unit_at_site,
    people_per_area_day,
    people_per_unit_day,
    sessions_per_area_week,
)
from routes.checks.promises import frozen_stays, pinned_stays, within_change_budget
from routes.checks.rests import takes_its_rest
from routes.checks.times import (
    days_apart,
    inside_interval,
    on_its_day,
    outside_breaks,
    service_length,
    time_to_travel,
    within_shift,
)
from routes.checks.tours import on_a_day_set, same_unit, tour_distance, tour_duration
from routes.model.problem import Problem
from routes.model.solution import Solution, Violation

CHECKS: Final[tuple[Callable[[Case], Iterator[Violation]], ...]] = (
    each_task_once,
    capable_unit,
    service_length,
    inside_interval,
    on_its_day,
    outside_breaks,
    time_to_travel,
    within_shift,
    takes_its_rest,
    tour_duration,
    tour_distance,
    days_apart,
    on_a_day_set,
    same_unit,
    people_per_unit_day,
    people_per_area_day,
    sessions_per_area_week,
    crews_per_day,
    one_unit_at_site,
    pinned_stays,
    frozen_stays,
    within_change_budget,
    honest_cost,
)


def check(problem: Problem, solution: Solution) -> list[Violation]:
    """Return every condition ``solution`` breaks, in the order of the checks; empty: legal."""
    unnamed = list(known_names(problem, solution))
    if unnamed:
        return unnamed
    case = case_of(problem, solution)
    return [violation for condition in CHECKS for violation in condition(case)]


def known_names(problem: Problem, solution: Solution) -> Iterator[Violation]:
    """Every task and unit named exists."""
    tasks, units = {task.id for task in problem.tasks}, {unit.id for unit in problem.units}
    for stop in solution.stops:
        if stop.task not in tasks or stop.unit not in units:
            yield at("known_names", stop, f"task {stop.task} or unit {stop.unit} does not exist")
    for out in solution.unscheduled:
        if out.task not in tasks:
            yield Violation(
                code="known_names", task=out.task, sentence=f"task {out.task} does not exist"
            )
