"""The one exact objective, in whole numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from routes.model.hours import overtime_minutes, tours_of
from routes.model.levels import level_prices
from routes.model.parts import Published, Task, Unit, Weights
from routes.model.problem import Problem
from routes.model.solution import Cost, Stop


def evaluate(problem: Problem, stops: Sequence[Stop]) -> Cost:
    """Return what ``stops`` cost: every task not among them counts as left out."""
    weights, days, prices = problem.weights, problem.days, level_prices(problem)
    tasks = {task.id: task for task in problem.tasks}
    published = {promise.task: promise for promise in problem.published}
    day_of = {stop.task: stop.day for stop in stops}
    left = [task for task in problem.tasks if task.id not in day_of]
    moves = [
        move_cost(published[stop.task], stop.unit, stop.day, tasks[stop.task].people, weights)
        for stop in stops
        if stop.task in published
    ]
    gone = [published[task.id] for task in left if task.id in published]
    withdrawn = [withdrawal_cost(promise, weights) for promise in gone]
    driven = driven_minutes(problem, stops)
    units = {unit.id: unit for unit in problem.units}
    terms = {
        "drop": sum(drop_cost(task, weights) for task in left),
        "level": sum(prices.get(task.level, 0) for task in left),
        "wait": sum(waiting_cost(tasks[s.task], s.day, days, weights) for s in stops),
        "late": sum(lateness_cost(tasks[s.task], s.day, days, weights) for s in stops),
        "fair": _unfairness(problem, set(day_of)),
        "surge": _surge(problem, stops),
        "travel": sum(
            travel_price(units[unit], weights) * minutes for (unit, _), minutes in driven.items()
        ),
        "unit_days": sum(day_price(units[unit], weights) for unit, _ in driven),
        "overtime": weights.overtime * overtime_minutes(problem, stops),
        "stability": sum(moves) + sum(withdrawn),
    }
    return Cost(
        **terms,
        total=sum(terms.values()),
        served=len(day_of),
        tasks=len(problem.tasks),
        served_people=sum(tasks[task].people for task in day_of),
        people=sum(task.people for task in problem.tasks),
        travel_min=sum(driven.values()),
        changed=sum(move > 0 for move in moves) + len(withdrawn),
    )


def drop_cost(task: Task, weights: Weights) -> int:
    """Return what leaving ``task`` out costs, promises and its level apart."""
    return weights.person * task.weight * task.people if task.drop_cost is None else task.drop_cost


def waiting_cost(task: Task, day: int, days: int, weights: Weights) -> int:
    """Return what waiting until ``day`` costs from the release on."""
    return weights.wait * task.weight * task.people * max(0, day - task.release_day) // days


def lateness_cost(task: Task, day: int, days: int, weights: Weights) -> int:
    """Return what waiting past the due day costs in addition."""
    overdue = 0 if task.due_day is None else max(0, day - task.due_day)
    return weights.late * task.weight * task.people * overdue // days


def move_cost(promise: Published, unit: str, day: int, people: int, weights: Weights) -> int:
    """Return what it costs to serve a promised task on ``day`` with ``unit``."""
    moved = weights.move_day * (50 + people) // 50 if day != promise.day else 0
    return _nearer(promise, moved + (weights.move_unit if unit != promise.unit else 0), weights)


def withdrawal_cost(promise: Published, weights: Weights) -> int:
    """Return what it costs to leave a promised task out."""
    return _nearer(promise, weights.move_drop, weights)


def _nearer(promise: Published, price: int, weights: Weights) -> int:
    """Return ``price`` raised for a promised day that is near."""
    near = max(0, weights.near_days - promise.day)
    return price * (100 + weights.near_percent * near) // 100


def travel_price(unit: Unit, weights: Weights) -> int:
    """Return what a minute of driving costs with ``unit``."""
    return weights.travel if unit.travel_cost is None else unit.travel_cost


def day_price(unit: Unit, weights: Weights) -> int:
    """Return what using ``unit`` on a day costs."""
    return weights.unit_day if unit.day_cost is None else unit.day_cost


def driven_minutes(problem: Problem, stops: Sequence[Stop]) -> dict[tuple[str, int], int]:
    """Return the minutes driven from depot to depot, by unit and day."""
    places = {task.id: task.place for task in problem.tasks}
    units = {unit.id: unit for unit in problem.units}
    driven: dict[tuple[str, int], int] = {}
    for (name, day), ordered in tours_of(stops).items():
        unit = units[name]
        travel = problem.travel_of(unit)
        path = [unit.depot, *(places[stop.task] for stop in ordered), unit.depot]
        driven[name, day] = sum(int(travel[a, b]) for a, b in pairwise(path))
    return driven


def _surge(problem: Problem, stops: Sequence[Stop]) -> int:
    """Return what people above the limit of the first days cost."""
    if problem.surge is None:
        return 0
    people = {task.id: task.people for task in problem.tasks}
    by_day: Counter[int] = Counter()
    for stop in stops:
        if problem.surge.first_day <= stop.day <= problem.surge.last_day:
            by_day[stop.day] += people[stop.task]
    above = (max(0, crowd - problem.surge.people_per_day) for crowd in by_day.values())
    return problem.weights.surge * sum(above)


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
