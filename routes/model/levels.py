"""What leaving out a task of a level costs: more than all that lower levels can amount to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from routes.model.parts import Shift, Task, Unit
from routes.model.problem import Problem


def level_prices(problem: Problem) -> Mapping[int, int]:
    """Return the points for leaving out a task, by its level; none for level 0.

    One is dearer than all other terms of any legal plan together, and than all tasks of lower
    levels: least cost then serves as many as can be of the highest level first, and so on.
    """
    counts = Counter(task.level for task in problem.tasks if task.level)
    if not counts:
        return {}
    prices, below = {}, most_of_other_terms(problem)
    for level in sorted(counts):
        prices[level] = below + 1
        below += counts[level] * prices[level]
    return prices


def most_of_other_terms(problem: Problem) -> int:
    """Return points that all terms but that of levels together never exceed."""
    weights = problem.weights
    tours = (_most_of_tour(problem, unit, shift) for unit in problem.units for shift in unit.shifts)
    most = sum(_most_of_task(problem, task) for task in problem.tasks) + sum(tours)
    near = 100 + weights.near_percent * weights.near_days
    people = {task.id: task.people for task in problem.tasks}
    for promise in problem.published:
        moved = weights.move_day * (50 + people[promise.task]) // 50 + weights.move_unit
        most += (moved + weights.move_drop) * near // 100
    return most + 100 * weights.least_cover


def _most_of_task(problem: Problem, task: Task) -> int:
    weights, worth = problem.weights, task.weight * task.people
    left = weights.person * worth if task.drop_cost is None else task.drop_cost
    return (
        left + worth * (weights.wait + weights.late) + task.people * (weights.fair + weights.surge)
    )


def _most_of_tour(problem: Problem, unit: Unit, shift: Shift) -> int:
    """Return the most that a tour costs: it drives, and is late, no longer than its shift lasts."""
    weights = problem.weights
    a_minute = weights.travel if unit.travel_cost is None else unit.travel_cost
    a_day = weights.unit_day if unit.day_cost is None else unit.day_cost
    soft = shift.end_min if shift.soft_end_min is None else shift.soft_end_min
    late = max(0, shift.end_min - soft) * weights.overtime
    return a_day + (shift.end_min - shift.start_min) * a_minute + late
