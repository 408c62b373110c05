"""A first plan: pinned stops, then the most valuable tasks one by one where they cost least."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from routes.evaluate import move_cost, waiting_cost
from routes.problem import Problem
from routes.tours import Plan

#: Differences of value a minute, as a share, within which the order is left to the seed.
NEARLY_EQUAL: Final = 0.05


@dataclass(frozen=True, slots=True)
class Place:
    """Where a task could go: its cost, the vehicle, the position in the vehicle's tour."""

    cost: int
    vehicle: int
    position: int


def greedy_plan(problem: Problem, seed: int) -> Plan:
    """Return a legal plan, the same for the same problem and seed."""
    plan = Plan(problem)
    _place_pinned(plan)
    fill(plan, seed)
    return plan


def fill(plan: Plan, seed: int) -> None:
    """Put every task still without a place where it costs least, if that is worth it.

    The most valuable a minute comes first; ``seed`` shuffles near equals.
    """
    worth = {number: left_out_cost(plan, number) for number in range(len(plan.problem.tasks))}
    chance = Random(seed)  # noqa: S311 - shuffles a search, guards nothing
    rank = {
        number: -points / plan.task(number).service_min * chance.uniform(1, 1 + NEARLY_EQUAL)
        for number, points in worth.items()
    }
    waiting = sorted(set(worth) - plan.planned(), key=lambda number: (rank[number], number))
    for number in waiting:
        place = cheapest(plan, number)
        if place is not None and place.cost < worth[number]:
            plan.tours[place.vehicle].insert(place.position, number)


def left_out_cost(plan: Plan, number: int) -> int:
    """Return what leaving a task out costs, its people counted as short of the fair share."""
    weights, task = plan.problem.weights, plan.task(number)
    promised = any(told.task == task.id for told in plan.problem.published)
    dropped = weights.person * task.weight * task.people + weights.fair * task.people
    return dropped + (weights.move_drop if promised else 0)


def cheapest(plan: Plan, number: int) -> Place | None:
    """Return the cheapest legal place for a task in the plan as it stands, if there is any."""
    best: Place | None = None
    for vehicle, tour in enumerate(plan.tours):
        if not plan.may_call(number, vehicle) or not plan.fits_site(number, vehicle):
            continue
        if not plan.fits_crowd(number, vehicle):
            continue
        fixed = arrival_cost(plan, number, vehicle)
        fixed += 0 if tour else plan.problem.weights.unit_day
        for position in range(len(tour) + 1):
            cost = fixed + plan.problem.weights.travel * _detour(plan, number, vehicle, position)
            if best is not None and cost >= best.cost:
                continue
            if plan.times(vehicle, [*tour[:position], number, *tour[position:]]) is not None:
                best = Place(cost, vehicle, position)
    return best


def arrival_cost(plan: Plan, number: int, vehicle: int) -> int:
    """Return what waiting and a broken promise cost when that vehicle serves the task."""
    problem, task = plan.problem, plan.task(number)
    wheels = plan.vehicles[vehicle]
    cost = waiting_cost(task, wheels.shift.day, problem.days, problem.weights)
    for told in problem.published:
        if told.task == task.id:
            cost += move_cost(told, wheels.unit.id, wheels.shift.day, task.people, problem.weights)
    return cost


def _detour(plan: Plan, number: int, vehicle: int, position: int) -> int:
    tour, depot = plan.tours[vehicle], plan.vehicles[vehicle].unit.depot
    here = plan.task(number).place
    before = plan.task(tour[position - 1]).place if position else depot
    after = plan.task(tour[position]).place if position < len(tour) else depot
    travel = plan.travel
    return travel[before][here] + travel[here][after] - (travel[before][after] if tour else 0)


def _place_pinned(plan: Plan) -> None:
    numbers = sorted(plan.pinned, key=lambda number: plan.pinned[number].start_min)
    for number in numbers:
        for vehicle, tour in enumerate(plan.tours):
            if plan.may_call(number, vehicle):
                tour.append(number)
