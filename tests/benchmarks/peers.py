"""Other engines on the same cities, as far as each can express them.

None of them knows fairness or crowds exactly: people left out are priced as short of the fair
share, and what overfills an area or does not fit is dropped from their answer. That is part of
what they lose; their parameters are printed with the tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any, Final

import numpy as np
import pyvrp
import vroom
from pyvrp.stop import MaxRuntime

from routes import Problem, Stop
from routes.model.evaluate import (
    day_price,
    drop_cost,
    lateness_cost,
    travel_price,
    waiting_cost,
)
from routes.model.parts import Task
from routes.search.arrays import Model
from routes.search.ortools_model import improved
from routes.search.search import first_tours
from routes.search.state import best_tours, data_of, empty_state, load, prepared, stops_of
from routes.search.task_tables import windows_of

#: What stands under the tables.
PARAMETERS: Final = """\
OR-Tools GLS: one routing model, a vehicle for each unit and day, disjunctions, minutes of the day,
  breaks in a day up to 150 tasks, guided local search from parallel cheapest insertion; what it
  cannot say is dropped afterwards.
OR-Tools from ours: the same model from this engine's first plan, gaps filled by this engine.
PyVRP: a vehicle type for each unit and day, a client for each window in a mutually exclusive
  group, prize = leaving out less waiting, a profile for each unit, one thread; 25 s above a
  hundred tasks, since with less it is weaker than it can be.
VROOM: jobs with all windows, priority by worth, skills, exploration level 5, one thread; it knows
  no cost of waiting."""
#: Minutes that no tour can take: a unit that cannot do a task is kept away by them.
NEVER: Final = 100_000


@dataclass(frozen=True, slots=True)
class Answer:
    """A peer's stops and the seconds they took; no stops: it found nothing."""

    stops: tuple[Stop, ...]
    seconds: float


def legal(model: Model, tours: Sequence[Sequence[int]]) -> tuple[Stop, ...]:
    """Return tours as stops, without what breaks a condition that the peer does not know."""
    d, s = data_of(model), empty_state(model, 1)
    load(model, d, s, tours)
    return stops_of(model, best_tours(model, s))


def ortools(problem: Problem, seconds: float) -> Answer:
    """Return the answer of OR-Tools' routing model from a first plan of its own."""
    began, model = perf_counter(), prepared(problem)
    tours = improved(model, None, steps=1, seconds=seconds)
    stops = () if tours is None else legal(model, tours)
    return Answer(stops, perf_counter() - began)


def ortools_from_ours(problem: Problem, seconds: float) -> Answer:
    """Return the same model's answer from this engine's first plan, gaps filled afterwards."""
    began, model = perf_counter(), prepared(problem)
    tours = improved(model, first_tours(model, 1, None).tours, steps=1, seconds=seconds)
    stops = () if tours is None else stops_of(model, first_tours(model, 1, tours).tours)
    return Answer(stops, perf_counter() - began)


def worth(problem: Problem, task: Task) -> int:
    """Return what leaving a task out costs, its people counted as short of the fair share."""
    return drop_cost(task, problem.weights) + problem.weights.fair * task.people


def pyvrp_groups(problem: Problem, seconds: float) -> Answer:
    """Return PyVRP's answer with one client for each window of a task."""
    began, model = perf_counter(), prepared(problem)
    routing = pyvrp.Model()
    locations = [routing.add_location(0, 0) for _ in range(problem.places)]
    depots = {unit.id: routing.add_depot(locations[unit.depot]) for unit in problem.units}
    task_of = _clients(routing, problem, locations)
    profiles = {unit.id: routing.add_profile() for unit in problem.units}
    for vehicle in model.vehicles:
        unit, shift = vehicle.unit, vehicle.shift
        span = shift.end_min - shift.start_min
        routing.add_vehicle_type(
            capacity=[unit.people_per_day],
            start_depot=depots[unit.id],
            end_depot=depots[unit.id],
            fixed_cost=day_price(unit, problem.weights),
            tw_early=shift.start_min,
            tw_late=shift.end_min,
            shift_duration=span if unit.max_tour_min is None else min(span, unit.max_tour_min),
            unit_distance_cost=travel_price(unit, problem.weights),
            profile=profiles[unit.id],
        )
    matrices = [_kept_away(problem, unit.id) for unit in problem.units]
    data = routing.data().replace(distance_matrices=matrices, duration_matrices=matrices)
    result = pyvrp.solve(data, MaxRuntime(seconds), seed=1, display=False)
    tours: list[list[int]] = [[] for _ in model.vehicles]
    if result.best.is_feasible():
        for route in result.best.routes():
            visits = [task_of[step.idx] for step in route.schedule() if step.is_client()]
            tours[route.vehicle_type()] = visits
    return Answer(legal(model, tours), perf_counter() - began)


def _clients(routing: Any, problem: Problem, locations: Sequence[Any]) -> list[int]:
    """Add a client for each window; return the task of each client."""
    task_of = []
    for number, task in enumerate(problem.tasks):
        spans = [
            w for w in windows_of(task, None, problem) if w[0] < problem.days * problem.day_min
        ]
        group = routing.add_client_group(required=False) if len(spans) > 1 else None
        for first, last in spans:
            day = first // problem.day_min
            waits = waiting_cost(task, day, problem.days, problem.weights)
            waits += lateness_cost(task, day, problem.days, problem.weights)
            routing.add_client(
                locations[task.place],
                delivery=[task.people],
                service_duration=task.service_min,
                tw_early=first,
                tw_late=last,
                prize=max(0, worth(problem, task) - waits),
                required=False,
                group=group,
            )
            task_of.append(number)
    return task_of


def _kept_away(problem: Problem, unit: str) -> Any:
    matrix = np.array(problem.travel_min, dtype=np.int64).copy()
    for task in problem.tasks:
        if unit not in task.units:
            matrix[:, task.place] = NEVER
            matrix[task.place, task.place] = 0
    return matrix


def vroom_jobs(problem: Problem, seconds: float) -> Answer:
    """Return VROOM's answer: it serves the most urgent first, whatever the day."""
    began, model = perf_counter(), prepared(problem)
    given = vroom.Input()
    given.set_durations_matrix(
        profile="car", matrix_input=np.array(problem.travel_min, dtype=np.uint32)
    )
    skill = {unit.id: number + 1 for number, unit in enumerate(problem.units)}
    everyone = set(skill)
    for number, vehicle in enumerate(model.vehicles):
        given.add_vehicle(
            vroom.Vehicle(
                number,
                start=vehicle.unit.depot,
                end=vehicle.unit.depot,
                capacity=[vehicle.unit.people_per_day],
                skills={skill[vehicle.unit.id]} | set(range(100, 100 + 2 ** len(skill))),
                time_window=vroom.TimeWindow(vehicle.shift.start_min, vehicle.shift.end_min),
                costs=vroom.VehicleCosts(fixed=day_price(vehicle.unit, problem.weights)),
            )
        )
    most = max(worth(problem, task) / max(1, task.service_min) for task in problem.tasks)
    for number, task in enumerate(problem.tasks):
        spans = [
            w for w in windows_of(task, None, problem) if w[0] < problem.days * problem.day_min
        ]
        if not spans:
            continue
        one = {skill[task.units[0]]} if set(task.units) != everyone and task.units else set()
        given.add_job(
            vroom.Job(
                number,
                location=task.place,
                default_service=task.service_min,
                delivery=[task.people],
                skills=one,
                priority=round(100 * worth(problem, task) / max(1, task.service_min) / most),
                time_windows=[vroom.TimeWindow(first, last) for first, last in spans],
            )
        )
    solution = given.solve(exploration_level=5, nb_threads=1)
    tours: list[list[int]] = [[] for _ in model.vehicles]
    for _, row in solution.routes.iterrows():
        if row["type"] == "job":
            tours[int(row["vehicle_id"])].append(int(row["id"]))
    return Answer(legal(model, tours), perf_counter() - began)
