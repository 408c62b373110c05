"""What the search reads of tasks: figures, windows, candidates, links, orders of insertion."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

import numpy as np

from routes.kernels import layout as at
from routes.model.evaluate import drop_cost, move_cost, withdrawal_cost
from routes.model.levels import level_prices
from routes.model.parts import Published, Task
from routes.model.problem import Problem
from routes.search.flat import Flat, Table, Vehicle, numbers
from routes.search.parameters import RECREATE


def task_tables(
    flat: Flat,
    problem: Problem,
    areas: dict[str, int],
    published: dict[str, Published],
    vehicle_at: dict[tuple[str, int], int],
) -> None:
    """Put the figures of tasks, of their groups and sites, and of what was promised."""
    tasks, weights = problem.tasks, problem.weights
    groups = numbers(task.group for task in tasks)
    sites = numbers(task.site for task in tasks if task.site)
    people = [0] * len(groups)
    for task in tasks:
        people[groups[task.group]] += task.people
    flat.head[at.GROUPS] = len(groups)
    flat.put(at.G_PEOPLE, people)
    flat.put(at.G_SHARE, [-(-weights.fair_percent * total // 100) for total in people])
    flat.put(at.SERVICE, [task.stay_with(unit) for unit in by_row(problem) for task in tasks])
    flat.put(at.PEOPLE, [task.people for task in tasks])
    flat.put(at.AREA, [areas[task.area] for task in tasks])
    flat.put(at.GROUP, [groups[task.group] for task in tasks])
    flat.put(at.SITE, [sites[task.site] if task.site else -1 for task in tasks])
    pinned = [task.id in published and published[task.id].pinned for task in tasks]
    prices = level_prices(problem)
    flat.put(at.PINNED, pinned)
    flat.put(
        at.DROP,
        [
            at.OVER_CHANGE_BUDGET
            if pin
            else drop_cost(task, weights)
            + prices.get(task.level, 0)
            + (withdrawal_cost(published[task.id], weights) if task.id in published else 0)
            for task, pin in zip(tasks, pinned, strict=True)
        ],
    )
    promises = [published.get(task.id) for task in tasks]
    spots = [-1 if p is None else vehicle_at.get((p.unit, p.day), -1) for p in promises]
    flat.put(at.PROMISED_V, spots)
    limited = problem.change_budget is not None
    flat.put(at.BUDGETED, [limited and spot >= 0 for spot in spots])
    members: list[list[int]] = [[] for _ in sites]
    for number, task in enumerate(tasks):
        if task.site:
            members[sites[task.site]].append(number)
    flat.ragged(at.SITE_PTR, [at.SITE_TASKS], members)
    flat.put(at.SITE_MOST, [problem.units_at_site.get(site, 1) for site in sites])


def service_rows(problem: Problem) -> dict[str, int]:
    """Return for each unit the row of the table of service: units that take as long share one."""
    lengths = {
        unit.id: tuple(task.service_with(unit.id) for task in problem.tasks)
        for unit in problem.units
    }
    rows = {length: row for row, length in enumerate(dict.fromkeys(lengths.values()))}
    return {unit: rows[length] for unit, length in lengths.items()}


def by_row(problem: Problem) -> list[str]:
    """Return a unit for each row of the table of service; of no unit where there is none."""
    first: dict[int, str] = {}
    for unit, row in service_rows(problem).items():
        first.setdefault(row, unit)
    return list(first.values()) or [""]


def windows_of(
    task: Task, promise: Published | None, problem: Problem, unit: str = ""
) -> list[tuple[int, int]]:
    """Return (first start, last start) of each window of a task, none inside another.

    It lasts as long as ``unit`` takes for it (none: the usual minutes).
    """
    service = task.service_with(unit)
    exact = promise is not None and (promise.pinned or promise.day < problem.frozen_before)
    day_min = problem.day_min
    spans: list[tuple[int, int]] = []
    if promise is not None and promise.pinned:
        return [(promise.start_min, promise.start_min)]
    for opens, closes in sorted(task.intervals):
        for day in range(opens // day_min, min(closes // day_min, problem.days - 1) + 1):
            first = max(opens, day * day_min)
            last = min(closes - service, (day + 1) * day_min - max(1, service))
            if day < task.release_day or task.fixed_day not in (None, day):
                continue
            if exact and promise is not None:
                inside = first <= promise.start_min <= last
                first = last = promise.start_min if inside else -1
            if 0 <= first <= last and (not spans or last > spans[-1][1]):
                spans.append((first, last))
    return spans


def windows(flat: Flat, problem: Problem, published: dict[str, Published]) -> Table:
    """Put the windows of each task on each day by row of service; return where there are any.

    The mask has the shape (rows, tasks, days).
    """
    rows: list[list[tuple[int, int]]] = []
    units = by_row(problem)
    for unit in units:
        for task in problem.tasks:
            by_day: list[list[tuple[int, int]]] = [[] for _ in range(problem.days)]
            for first, last in windows_of(task, published.get(task.id), problem, unit):
                if first // problem.day_min < problem.days:
                    by_day[first // problem.day_min].append((first, last))
            rows += by_day
    flat.ragged(at.WIN_PTR, [at.WIN_OPEN, at.WIN_LAST], rows)
    there = np.array([bool(spans) for spans in rows], dtype=np.int64)
    return there.reshape(len(units), len(problem.tasks), problem.days)


def candidates(
    flat: Flat,
    problem: Problem,
    vehicles: Sequence[Vehicle],
    published: dict[str, Published],
    open_on: Table,
) -> None:
    """For each task the vehicles that could serve it, cheapest arrival first.

    ``open_on`` says by row of service on which days each task may be served.
    """
    days, caps, rows = _days_caps_and_rows(problem, vehicles)
    by_unit: dict[str, list[int]] = {}
    for number, vehicle in enumerate(vehicles):
        by_unit.setdefault(vehicle.unit.id, []).append(number)
    of_unit = {unit: np.array(those, dtype=np.int64) for unit, those in by_unit.items()}
    none = np.array([], dtype=np.int64)
    reach = np.full((len(problem.tasks), len(vehicles)), -1, dtype=np.int64)
    found_v, found_cost, lengths = [none], [none], [0]
    for number, task in enumerate(problem.tasks):
        promise = published.get(task.id)
        able = np.concatenate([none, *(of_unit.get(unit, none) for unit in task.units)])
        pinned = promise is not None and promise.pinned
        if not pinned:
            may = open_on[rows[able], number, days[able]] > 0
            able = able[may & (caps[able] >= task.people)]
        if promise is not None and (pinned or promise.day < problem.frozen_before):
            same = [n for n in by_unit.get(promise.unit, ()) if days[n] == promise.day]
            able = np.array([n for n in same if pinned or n in able], dtype=np.int64)
        costs = _arrivals(problem, task)[days[able]]
        if promise is not None:
            moved = [
                move_cost(promise, v.unit.id, v.shift.day, task.people, problem.weights)
                for v in (vehicles[n] for n in able)
            ]
            costs = costs + np.array(moved, dtype=np.int64)
        reach[number, able] = costs
        order = np.lexsort((able, costs))
        found_v.append(able[order])
        found_cost.append(costs[order])
        lengths.append(len(able))
    flat.put(at.CAND_PTR, np.cumsum(lengths))
    flat.put(at.CAND_V, np.concatenate(found_v))
    flat.put(at.CAND_COST, np.concatenate(found_cost))
    flat.put(at.REACH, reach)


def _days_caps_and_rows(
    problem: Problem, vehicles: Sequence[Vehicle]
) -> tuple[Table, Table, Table]:
    days = np.array([v.shift.day for v in vehicles], dtype=np.int64)
    caps = np.array([v.unit.people_per_day for v in vehicles], dtype=np.int64)
    row_of = service_rows(problem)
    return days, caps, np.array([row_of[v.unit.id] for v in vehicles], dtype=np.int64)


def _arrivals(problem: Problem, task: Task) -> Table:
    """Return what each day costs the task by :mod:`routes.model.evaluate`."""
    weights, count = problem.weights, problem.days
    waited = np.maximum(0, np.arange(count) - task.release_day)
    overdue = np.arange(count) - (count if task.due_day is None else task.due_day)
    crowd = task.weight * task.people
    late = weights.late * crowd * np.maximum(0, overdue) // count
    return np.asarray(weights.wait * crowd * waited // count + late, dtype=np.int64)


def links(flat: Flat, problem: Problem) -> None:
    """Which tasks keep apart, and which are near each other on the map."""
    number = {task.id: n for n, task in enumerate(problem.tasks)}
    mine: list[list[int]] = [[] for _ in problem.tasks]
    for spacing_no, spacing in enumerate(problem.spacings):
        for name in spacing.tasks:
            mine[number[name]].append(spacing_no)
    flat.ragged(at.SP_PTR, [at.SP_IDS], mine)
    flat.ragged(
        at.SM_PTR, [at.SM_TASKS], [[number[t] for t in sp.tasks] for sp in problem.spacings]
    )
    flat.put(at.SP_MIN, [spacing.min_days for spacing in problem.spacings])
    longest = problem.days
    flat.put(
        at.SP_MAX, [longest if sp.max_days is None else sp.max_days for sp in problem.spacings]
    )
    flat.put(at.SP_SAME, [spacing.same_unit for spacing in problem.spacings])
    by_series = [problem.day_sets_of(spacing) for spacing in problem.spacings]
    flat.ragged(at.DS_PTR, [], by_series)
    sets = [days for each in by_series for days in each]
    flat.ragged(at.SET_PTR, [at.SET_DAYS], sets)
    places = np.array([task.place for task in problem.tasks], dtype=np.int64)
    near = nearest(problem.travel_min[np.ix_(places, places)])
    flat.head[at.NEIGHBOURS] = near.shape[1]
    flat.put(at.NEAR, near)


def nearest(travel_min: Table) -> Table:
    """Return for each task itself and then those nearest to it, shape (tasks, near).

    ``travel_min`` are the minutes between tasks, shape (tasks, tasks).
    """
    count = len(travel_min)
    near = min(count, RECREATE.near)
    if near == 0:
        return np.zeros((0, 0), dtype=np.int64)
    keys = travel_min * count + np.arange(count)
    np.fill_diagonal(keys, -1)
    if near < count:
        keys = np.partition(keys, near - 1, axis=1)[:, :near]
    keys.sort(axis=1)
    keys[:, 0] = np.arange(count)
    return keys % count


def orders(flat: Flat, problem: Problem) -> None:
    """Put the orders of insertion, and the logarithms that cool the search.

    What is worth most a minute comes first, with and without the drive and the group's fair
    share; or simply what is worth most.
    """
    weights, tasks = problem.weights, problem.tasks
    prices = level_prices(problem)
    drops = [drop_cost(task, weights) + prices.get(task.level, 0) for task in tasks]
    fair = [
        1000 * (drop + weights.fair * task.people) // max(1, task.service_min)
        for drop, task in zip(drops, tasks, strict=True)
    ]
    driven = [
        1000 * drop // max(1, task.service_min + RECREATE.usual_drive_min)
        for drop, task in zip(drops, tasks, strict=True)
    ]
    flat.put(at.KEYS, np.array([fair, driven, drops, driven], dtype=np.int64))
    flat.put(at.LOG, [round(-1024 * log((n + 0.5) / 1024)) for n in range(1024)])
