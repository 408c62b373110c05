"""The one exact objective, in whole numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from routes.problem import Problem, Published, Task, Weights
from routes.solution import Cost, Stop


def evaluate(problem: Problem, stops: Sequence[Stop]) -> Cost:
    """Return what ``stops`` cost: every task not among them counts as left out."""
    weights = problem.weights
    tasks = {task.id: task for task in problem.tasks}
    told = {promise.task: promise for promise in problem.published}
    day_of = {stop.task: stop.day for stop in stops}
    left = [task for task in problem.tasks if task.id not in day_of]
    drop = sum(weights.person * task.weight * task.people for task in left)
    wait = sum(waiting_cost(tasks[stop.task], stop.day, problem.days, weights) for stop in stops)
    moves = [
        move_cost(told[stop.task], stop.unit, stop.day, tasks[stop.task].people, weights)
        for stop in stops
        if stop.task in told
    ]
    withdrawn = sum(task.id in told for task in left)
    travel_min = driven_minutes(problem, stops)
    terms = {
        "drop": drop,
        "wait": wait,
        "fair": _unfairness(problem, set(day_of)),
        "travel": weights.travel * travel_min,
        "unit_days": weights.unit_day * len({(stop.unit, stop.day) for stop in stops}),
        "stability": sum(moves) + weights.move_drop * withdrawn,
    }
    return Cost(
        **terms,
        total=sum(terms.values()),
        served=len(day_of),
        tasks=len(problem.tasks),
        served_people=sum(tasks[task].people for task in day_of),
        people=sum(task.people for task in problem.tasks),
        travel_min=travel_min,
        changed=sum(move > 0 for move in moves) + withdrawn,
    )


def waiting_cost(task: Task, day: int, days: int, weights: Weights) -> int:
    """Return what serving ``task`` on ``day`` costs for the waiting alone."""
    worth = task.weight * task.people
    overdue = 0 if task.due_day is None else max(0, day - task.due_day)
    return weights.wait * worth * day // days + weights.late * worth * overdue // days


def move_cost(told: Published, unit: str, day: int, people: int, weights: Weights) -> int:
    """Return what it costs to serve a promised task on ``day`` with ``unit``."""
    moved = weights.move_day * (50 + people) // 50 if day != told.day else 0
    return moved + (weights.move_unit if unit != told.unit else 0)


def driven_minutes(problem: Problem, stops: Sequence[Stop]) -> int:
    """Return the minutes driven in all tours, from depot to depot."""
    places = {task.id: task.place for task in problem.tasks}
    depots = {unit.id: unit.depot for unit in problem.units}
    tours: dict[tuple[str, int], list[Stop]] = {}
    for stop in stops:
        tours.setdefault((stop.unit, stop.day), []).append(stop)
    driven = 0
    for (unit, _), tour in tours.items():
        ordered = sorted(tour, key=lambda stop: stop.start_min)
        path = [depots[unit], *(places[stop.task] for stop in ordered), depots[unit]]
        driven += sum(int(problem.travel_min[a, b]) for a, b in pairwise(path))
    return driven


def _unfairness(problem: Problem, served: set[str]) -> int:
    """Return what people short of the fair share cost, and the worst group's lack."""
    weights = problem.weights
    everybody: Counter[str] = Counter()
    reached: Counter[str] = Counter()
    for task in problem.tasks:
        everybody[task.group] += task.people
        reached[task.group] += task.people if task.id in served else 0
    short, least = 0, 100
    for group, people in everybody.items():
        if people:
            share = -(-weights.fair_percent * people // 100)
            short += max(0, share - reached[group])
            least = min(least, 100 * reached[group] // people)
    return weights.fair * short + weights.least_cover * (100 - least)
