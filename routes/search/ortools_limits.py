"""What the routing model is told of longest tours and of sets of days."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

from routes.kernels import layout as at

if TYPE_CHECKING:
    from routes.search.ortools_model import Routing

#: More than any cost of leaving a task out, less than what overflows in the library.
MOST: Final = 1 << 45


def tour_duration(routing: Routing) -> None:
    """A vehicle is away no longer than it may."""
    for number, vehicle in enumerate(routing.model.vehicles):
        if vehicle.unit.max_tour_min is not None:
            routing.time.SetSpanUpperBoundForVehicle(vehicle.unit.max_tour_min, number)


def tour_distance(routing: Routing) -> None:
    """A vehicle drives no more metres than it may."""
    most = [vehicle.unit.max_tour_m for vehicle in routing.model.vehicles]
    if all(limit is None for limit in most):
        return
    first = int(routing.d[at.METRES])
    rows = routing.d[first : first + routing.nodes**2].reshape(routing.nodes, -1).tolist()
    metres = routing.routing.RegisterTransitMatrix(rows)
    caps = [MOST if limit is None else limit for limit in most]
    routing.routing.AddDimensionWithVehicleCapacity(metres, 0, caps, True, "metres")


def on_a_day_set(routing: Routing) -> None:
    """Series with sets of days keep to one of them, and to different days where they must."""
    solver, problem = routing.routing.solver(), routing.model.problem
    number = {task.id: n for n, task in enumerate(problem.tasks)}
    # Shifted by one: a task left out has vehicle -1.
    days = [-1, *(vehicle.shift.day for vehicle in routing.model.vehicles)]
    for spacing in problem.spacings:
        sets = problem.day_sets_of(spacing)
        if not sets or not spacing.tasks:
            continue
        at_vehicle = [routing.routing.VehicleVar(routing.node(number[t])) for t in spacing.tasks]
        inside = []
        for allowed in sets:
            fits = [int(day < 0 or day in allowed) for day in days]
            inside.append(solver.Min([solver.Element(fits, v + 1) for v in at_vehicle]))
        solver.Add(solver.Sum(inside) >= 1)
        if spacing.min_days:
            for a, b in combinations(at_vehicle, 2):
                other = solver.Element(days, a + 1) != solver.Element(days, b + 1)
                solver.Add(other + (a == -1) + (b == -1) >= 1)


def same_unit(routing: Routing) -> None:
    """Those of a series that wants it are served by the same unit."""
    solver, problem = routing.routing.solver(), routing.model.problem
    number = {task.id: n for n, task in enumerate(problem.tasks)}
    units = {unit.id: n for n, unit in enumerate(problem.units)}
    # Shifted by one: a task left out has vehicle -1.
    of_vehicle = [-1, *(units[vehicle.unit.id] for vehicle in routing.model.vehicles)]
    for spacing in problem.spacings:
        if not spacing.same_unit:
            continue
        at_vehicle = [routing.routing.VehicleVar(routing.node(number[t])) for t in spacing.tasks]
        for a, b in combinations(at_vehicle, 2):
            same = solver.Element(of_vehicle, a + 1) == solver.Element(of_vehicle, b + 1)
            solver.Add(same + (a == -1) + (b == -1) >= 1)


def overtime(routing: Routing) -> None:
    """A minute away after the soft end of a shift costs its price."""
    price = routing.model.problem.weights.overtime
    for number, vehicle in enumerate(routing.model.vehicles):
        soft = vehicle.shift.soft_end_min
        if soft is not None and price:
            end = routing.routing.End(number)
            routing.time.SetCumulVarSoftUpperBound(end, routing.clock(soft), price)
