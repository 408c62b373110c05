"""A problem as the flat array that the search reads (see ``kernels.layout``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from routes.kernels import layout as at
from routes.model.evaluate import (
    day_price,
    drop_cost,
    lateness_cost,
    travel_price,
    waiting_cost,
)
from routes.model.levels import level_prices
from routes.model.parts import Published, Shift
from routes.model.problem import Problem
from routes.search.flat import Flat, Table, Vehicle, numbers
from routes.search.parameters import RECREATE, RUIN
from routes.search.task_tables import candidates, links, orders, service_rows, task_tables, windows

#: No limit, as a number.
NONE: Final = 1 << 50
#: Tasks times unit-days, and times days, whose tables fit into the memory of an office's machine.
MOST_PAIRS: Final = 40_000_000
MOST_TASK_DAYS: Final = 5_000_000
#: Legs of a plan, and their minutes on average, for which its points must stay exact.
MOST_LEGS: Final = 20_000
LONG_LEG_MIN: Final = 10


@dataclass(frozen=True, slots=True)
class Model:
    """A problem with its vehicles (units by day) and the flat array ``d``."""

    problem: Problem
    vehicles: tuple[Vehicle, ...]
    d: Table
    area_count: int
    published: dict[str, Published]
    vehicle_at: dict[tuple[str, int], int]

    @property
    def longest(self) -> int:
        """How many stops a tour can have at most."""
        return int(self.d[at.LONGEST])


def model_of(problem: Problem) -> Model:
    """Return ``problem`` as arrays.

    Raises
    ------
    ValueError
        Its points are too large to be reckoned with, or its tables too large to be kept.
    """
    _refuse_many(problem)
    vehicles = tuple(
        Vehicle(unit, shift)
        for unit in problem.units
        for shift in sorted(unit.shifts, key=lambda shift: shift.day)
    )
    vehicle_at = {(v.unit.id, v.shift.day): n for n, v in enumerate(vehicles)}
    published = {promise.task: promise for promise in problem.published}
    _refuse_large(problem)
    flat = Flat()
    areas = numbers(task.area for task in problem.tasks)
    _figures(flat, problem, vehicles)
    task_tables(flat, problem, areas, published, vehicle_at)
    _vehicle_tables(flat, problem, vehicles)
    open_on = windows(flat, problem, published)
    candidates(flat, problem, vehicles, published, open_on)
    links(flat, problem)
    orders(flat, problem)
    d = np.concatenate([np.array(flat.head, dtype=np.int64), *flat.tables])
    return Model(problem, vehicles, d, len(areas), published, vehicle_at)


def timing_model(problem: Problem) -> Model:
    """Return ``problem`` as arrays that only say when tours can be where, not what they cost.

    ``kernels.places.detour`` and what loads a legal plan can be asked; candidates, neighbours and
    orders of insertion, which take longest to build, are left out.
    """
    vehicles = tuple(
        Vehicle(unit, shift)
        for unit in problem.units
        for shift in sorted(unit.shifts, key=lambda shift: shift.day)
    )
    vehicle_at = {(v.unit.id, v.shift.day): n for n, v in enumerate(vehicles)}
    published = {promise.task: promise for promise in problem.published}
    flat = Flat()
    areas = numbers(task.area for task in problem.tasks)
    _figures(flat, problem, vehicles)
    task_tables(flat, problem, areas, published, vehicle_at)
    _vehicle_tables(flat, problem, vehicles)
    windows(flat, problem, published)
    flat.put(at.REACH, np.zeros(len(problem.tasks) * len(vehicles), dtype=np.int64))
    d = np.concatenate([np.array(flat.head, dtype=np.int64), *flat.tables])
    return Model(problem, vehicles, d, len(areas), published, vehicle_at)


def soft_end_of(shift: Shift) -> int:
    """Return when overtime begins: nowhere inside a shift without a soft end."""
    soft = shift.soft_end_min
    return shift.end_min if soft is None else min(soft, shift.end_min)


def _refuse_many(problem: Problem) -> None:
    tasks, unit_days = len(problem.tasks), sum(len(unit.shifts) for unit in problem.units)
    for what, count, most in (
        ("unit-days", unit_days, MOST_PAIRS),
        ("days", problem.days, MOST_TASK_DAYS),
    ):
        if tasks * count > most:
            raise ValueError(f"{tasks} tasks times {count} {what} are more than {most}; split it")


def _refuse_large(problem: Problem) -> None:
    weights = problem.weights
    travel = max((travel_price(unit, weights) for unit in problem.units), default=0)
    unit_day = max((day_price(unit, weights) for unit in problem.units), default=0)
    leg = travel * LONG_LEG_MIN + unit_day + weights.least_cover
    late = [shift.end_min - soft_end_of(shift) for unit in problem.units for shift in unit.shifts]
    most, prices = MOST_LEGS * leg + sum(late) * weights.overtime, level_prices(problem)
    for task in problem.tasks:
        most += prices.get(task.level, 0)
        most += drop_cost(task, weights) + task.people * (weights.fair + weights.surge)
        most += waiting_cost(task, problem.days, problem.days, weights)
        most += lateness_cost(task, problem.days, problem.days, weights)
    if most >= at.OVER_CHANGE_BUDGET:
        raise ValueError(f"the points may add up to {most}; use smaller weights or fewer levels")


def _figures(flat: Flat, problem: Problem, vehicles: Sequence[Vehicle]) -> None:
    weights, surge = problem.weights, problem.surge
    longest = max((v.shift.end_min - v.shift.start_min for v in vehicles), default=1)
    lengths = ((task.service_min, *task.service_by_unit.values()) for task in problem.tasks)
    shortest = min(map(min, lengths), default=1)
    most = longest // shortest + 1 if shortest else len(problem.tasks)
    week_cap, area_cap = problem.area_sessions_per_week, problem.area_people_per_day
    head = flat.head
    head[at.TASKS], head[at.VEHICLES] = len(problem.tasks), len(vehicles)
    head[at.DAYS] = problem.days
    head[at.LONGEST] = max(1, min(len(problem.tasks), most))
    head[at.WEEKS] = (problem.days - 1 + problem.first_weekday) // 7 + 1
    head[at.P_FAIR], head[at.P_LEAST] = weights.fair, weights.least_cover
    head[at.P_OVERTIME] = weights.overtime
    head[at.P_SURGE] = weights.surge if surge else 0
    head[at.AREA_CAP] = NONE if area_cap is None else area_cap
    head[at.WEEK_CAP] = NONE if week_cap is None else week_cap
    if surge:
        head[at.SURGE_FIRST], head[at.SURGE_LAST] = surge.first_day, surge.last_day
        head[at.SURGE_CAP] = surge.people_per_day
    head[at.CHANGE_BUDGET] = NONE if problem.change_budget is None else problem.change_budget
    _ruin_and_recreate(head)


def _ruin_and_recreate(head: list[int]) -> None:
    head[at.RUIN_MEAN], head[at.LONGEST_STRING] = RUIN.mean_removed, RUIN.longest_string
    head[at.FOR_ONE_16], head[at.AROUND_8] = RUIN.for_one_16, RUIN.around_8
    head[at.NEAR_DAYS_8], head[at.ABSENT_CENTRE] = RUIN.near_days_8, RUIN.absent_centre
    head[at.PASSED_OVER], head[at.ABSENT_FOR_ONE] = RUIN.passed_over, RUIN.absent_for_one
    head[at.DAY_REACH], head[at.TOUR_TRIES] = RUIN.day_reach, RUIN.tour_tries
    head[at.SINGLES] = RUIN.singles
    head[at.CHANCES], head[at.BLUR_1024] = RECREATE.chances, RECREATE.blur_1024
    head[at.BLINK], head[at.ANYWHERE] = RECREATE.blink, RECREATE.anywhere
    head[at.HOPEFUL] = RECREATE.hopeful


def _vehicle_tables(flat: Flat, problem: Problem, vehicles: Sequence[Vehicle]) -> None:
    places = [task.place for task in problem.tasks]
    depots = list(dict.fromkeys(v.unit.depot for v in vehicles))
    nodes = np.array(places + depots, dtype=np.int64)
    node_of = {depot: len(places) + number for number, depot in enumerate(depots)}
    flat.head[at.NODES] = len(nodes)
    classes = numbers(v.unit.travel_class for v in vehicles)
    matrices = [
        (problem.travel_by_class[name] if name else problem.travel_min)[np.ix_(nodes, nodes)]
        for name in classes
    ]
    flat.put(at.TRAVEL, np.stack(matrices) if matrices else [])
    flat.put(at.V_DAY, [v.shift.day for v in vehicles])
    number = {unit.id: n for n, unit in enumerate(problem.units)}
    flat.put(at.V_UNIT, [number[v.unit.id] for v in vehicles])
    flat.put(at.V_DEPOT, [node_of[v.unit.depot] for v in vehicles])
    size = len(nodes) ** 2
    flat.put(at.V_MATRIX, [classes[v.unit.travel_class] * size for v in vehicles])
    flat.put(at.V_START, [v.shift.start_min for v in vehicles])
    flat.put(at.V_END, [v.shift.end_min for v in vehicles])
    flat.put(at.V_SOFT, [soft_end_of(v.shift) for v in vehicles])
    rests = [v.shift.rest for v in vehicles]
    flat.put(at.V_REST, [rest.minutes if rest else 0 for rest in rests])
    flat.put(at.V_REST_OPENS, [rest.opens if rest else 0 for rest in rests])
    flat.put(at.V_REST_CLOSES, [rest.closes if rest else 0 for rest in rests])
    flat.put(at.V_CAP, [v.unit.people_per_day for v in vehicles])
    rows = service_rows(problem)
    flat.put(at.V_ROW, [rows[v.unit.id] * len(problem.tasks) for v in vehicles])
    flat.put(at.V_CREW, [v.unit.crew for v in vehicles])
    _tour_tables(flat, problem, vehicles, nodes)
    flat.ragged(at.BRK_PTR, [at.BRK_OPEN, at.BRK_CLOSE], [sorted(v.shift.breaks) for v in vehicles])
    flat.put(at.CREWS, problem.crews_per_day or [NONE] * problem.days)
    flat.put(at.WEEK_OF, [(day + problem.first_weekday) // 7 for day in range(problem.days)])


def _tour_tables(flat: Flat, problem: Problem, vehicles: Sequence[Vehicle], nodes: Table) -> None:
    """Put what tours of each vehicle cost and how long they may be."""
    units = [vehicle.unit for vehicle in vehicles]
    flat.put(at.V_TRAVEL_COST, [travel_price(unit, problem.weights) for unit in units])
    flat.put(at.V_DAY_COST, [day_price(unit, problem.weights) for unit in units])
    for slot, most in (
        (at.V_MOST_MIN, [unit.max_tour_min for unit in units]),
        (at.V_MOST_M, [unit.max_tour_m for unit in units]),
    ):
        flat.put(slot, [-1 if limit is None else limit for limit in most])
    metres, needed = problem.distance_m, any(unit.max_tour_m is not None for unit in units)
    flat.put(at.METRES, [] if metres is None or not needed else metres[np.ix_(nodes, nodes)])
