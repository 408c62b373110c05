"""Small offices by chance, and what their best plan costs: an oracle that knows no search.

The oracle shares no code with the engine: it reckons tours and objective of its own from the
words of the problem. It knows windows, shifts, capacities, waiting, dropping, fairness, travel
and unit days; what it does not know, the offices here do not have.
"""

from __future__ import annotations

from functools import cache
from random import Random

import numpy as np

from routes import DAY_MIN, Problem, Shift, Task, Unit

#: Minutes and points of a tour so far, for one set of tasks and one last task.
Labels = list[tuple[int, int]]


def small_office(seed: int, *, tasks: tuple[int, int] = (4, 7)) -> Problem:
    """Return an office of some hamlets with small requests, with the usual weights."""
    chance = Random(seed)
    count, days = chance.randint(*tasks), chance.randint(1, 3)
    hamlets = [(chance.uniform(-40, 40), chance.uniform(-40, 40)) for _ in range(3)]
    points = [(0.0, 0.0)]
    for _ in range(count):
        x, y = chance.choice(hamlets[: chance.randint(1, 3)])
        points.append((x + chance.uniform(-4, 4), y + chance.uniform(-4, 4)))
    travel = np.array(
        [[round(abs(a - x) + abs(b - y)) for x, y in points] for a, b in points], dtype=np.int64
    )
    units = tuple(
        Unit(
            id=f"u{n}",
            depot=0,
            shifts=tuple(
                Shift(day=day, start_min=day * DAY_MIN + 480, end_min=day * DAY_MIN + 960)
                for day in range(days)
            ),
            people_per_day=chance.choice([20, 60, 200]),
        )
        for n in range(chance.randint(1, 2))
    )
    return Problem(
        name=f"small office {seed}",
        days=days,
        places=count + 1,
        travel_min=travel,
        tasks=tuple(_request(chance, n, days, units) for n in range(count)),
        units=units,
    )


def _request(chance: Random, number: int, days: int, units: tuple[Unit, ...]) -> Task:
    opens, closes = chance.choice([(480, 960), (480, 960), (480, 720), (780, 960)])
    return Task(
        id=f"t{number}",
        place=number + 1,
        service_min=chance.choice([20, 45, 70, 120]),
        intervals=tuple((d * DAY_MIN + opens, d * DAY_MIN + closes) for d in range(days)),
        units=tuple(unit.id for unit in units if chance.random() < 0.9) or (units[0].id,),
        people=chance.choice([1, 3, 6, 6, 12, 30]),
        weight=chance.randint(1, 2),
        group=chance.choice(["g1", "g1", "g2", "g3"]),
        area="a",
    )


def best_cost(problem: Problem) -> int:
    """Return the least cost of any plan, by dynamic programming over sets of tasks."""
    count = len(problem.tasks)
    by_tours: dict[int, int] = {0: 0}
    for unit in problem.units:
        for shift in unit.shifts:
            tours = _tour_costs(problem, unit, shift)
            better = dict(by_tours)
            for served, cost in by_tours.items():
                for tour, more in tours.items():
                    if served & tour == 0 and cost + more < better.get(served | tour, 1 << 60):
                        better[served | tour] = cost + more
            by_tours = better
    return min(cost + _left_and_unfair(problem, served, count) for served, cost in by_tours.items())


def _tour_costs(problem: Problem, unit: Unit, shift: Shift) -> dict[int, int]:
    """Return for each set of tasks that one tour can serve the least that it costs."""
    weights, travel, tasks = problem.weights, problem.travel_min, problem.tasks
    able = [n for n, task in enumerate(tasks) if unit.id in task.units]

    @cache
    def labels(served: int, last: int) -> tuple[tuple[int, int], ...]:
        """Return (end of service, minutes driven) of the ways over ``served`` to ``last``."""
        before, task = served & ~(1 << last), tasks[last]
        if before == 0:
            ways: Labels = [(shift.start_min, 0)]
            ends = [(shift.start_min, 0, unit.depot)]
        else:
            ends = [
                (end, driven, tasks[other].place)
                for other in able
                if before >> other & 1
                for end, driven in labels(before, other)
            ]
        ways = []
        for clock, driven, place in ends:
            drive = int(travel[place, task.place])
            starts = [
                max(opens, clock + drive)
                for opens, closes in task.intervals
                if opens // DAY_MIN == shift.day
                and max(opens, clock + drive) + task.service_min <= closes
            ]
            if starts:
                ways.append((min(starts) + task.service_min, driven + drive))
        ways.sort()
        kept: Labels = []
        for end, driven in ways:
            if not kept or driven < kept[-1][1]:
                kept.append((end, driven))
        return tuple(kept)

    costs: dict[int, int] = {}
    for served in range(1, 1 << len(tasks)):
        members = [n for n in range(len(tasks)) if served >> n & 1]
        crowd = sum(tasks[n].people for n in members)
        if not set(members) <= set(able) or crowd > unit.people_per_day:
            continue
        wait = sum(
            weights.wait * tasks[n].weight * tasks[n].people * shift.day // problem.days
            for n in members
        )
        homes = [
            driven + int(travel[tasks[last].place, unit.depot])
            for last in members
            for end, driven in labels(served, last)
            if end + int(travel[tasks[last].place, unit.depot]) <= shift.end_min
        ]
        if homes:
            costs[served] = wait + weights.unit_day + weights.travel * min(homes)
    return costs


def _left_and_unfair(problem: Problem, served: int, count: int) -> int:
    """Return what the tasks outside ``served`` cost: left out, short of a share, least cover."""
    weights, tasks = problem.weights, problem.tasks
    cost, least = 0, 100
    for group in {task.group for task in tasks}:
        members = [n for n in range(count) if tasks[n].group == group]
        people = sum(tasks[n].people for n in members)
        reached = sum(tasks[n].people for n in members if served >> n & 1)
        share = -(-weights.fair_percent * people // 100)
        cost += weights.fair * max(0, share - reached)
        least = min(least, 100 * reached // people)
    cost += weights.least_cover * (100 - least)
    left = (n for n in range(count) if not served >> n & 1)
    return cost + sum(weights.person * tasks[n].weight * tasks[n].people for n in left)
