"""One OR-Tools routing model: a vehicle for each unit and day, on one absolute timeline.

The library holds Python's interpreter lock while it searches: run it in a process of its own
where others must go on.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any, Final

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from routes.greedy import arrival_cost, left_out_cost
from routes.problem import DAY_MIN
from routes.tours import Plan

#: Seconds a search by steps may take at most; far above what it needs, so that the number of
#: steps decides and the same input gives the same plan.
SAFETY_S: Final = 600


def improved(plan: Plan, *, steps: int, seconds: float | None) -> Plan | None:
    """Return a plan found by local search from ``plan``; None where nothing was found.

    ``steps`` bounds the solutions looked at, ``seconds`` the time instead where given.
    """
    model = _Model(plan)
    routes = model.search(steps, seconds)
    if routes is None:
        return None
    found = Plan(plan.problem)
    for vehicle, tour in enumerate(routes):
        if found.times(vehicle, tour) is None:
            return None
        found.tours[vehicle] = tour
    return found


class _Model:
    """The routing model of one plan; nodes are the tasks, then the depots."""

    def __init__(self, plan: Plan) -> None:
        self.plan, problem = plan, plan.problem
        depots = sorted({vehicle.unit.depot for vehicle in plan.vehicles})
        self.count = len(problem.tasks)
        self.places = [task.place for task in problem.tasks] + depots
        at = {place: self.count + number for number, place in enumerate(depots)}
        ends = [at[vehicle.unit.depot] for vehicle in plan.vehicles]
        self.manager = pywrapcp.RoutingIndexManager(
            len(self.places), len(plan.vehicles), ends, ends
        )
        self.model = pywrapcp.RoutingModel(self.manager)
        self.time = self._timeline()
        for constrain in CONSTRAINTS:
            constrain(self)
        self._costs()

    def _timeline(self) -> Any:
        """Return the dimension of absolute minutes: service at a node, then the drive on."""
        service = [task.service_min for task in self.plan.problem.tasks]
        service += [0] * (len(self.places) - self.count)
        travel = self.plan.travel
        matrix = [
            [service[a] + travel[here][there] for there in self.places]
            for a, here in enumerate(self.places)
        ]
        horizon = self.plan.problem.days * DAY_MIN
        callback = self.model.RegisterTransitMatrix(matrix)
        self.model.AddDimension(callback, horizon, horizon, False, "time")
        return self.model.GetDimensionOrDie("time")

    def _costs(self) -> None:
        """Driving and waiting on the arcs, a unit-day on the vehicle, leaving out on the task."""
        weights, shared = self.plan.problem.weights, {}
        for vehicle in range(len(self.plan.vehicles)):
            arrivals = tuple(
                arrival_cost(self.plan, number, vehicle) for number in range(self.count)
            )
            if arrivals not in shared:
                shared[arrivals] = self.model.RegisterTransitMatrix(self._arcs(arrivals))
            self.model.SetArcCostEvaluatorOfVehicle(shared[arrivals], vehicle)
            self.model.SetFixedCostOfVehicle(weights.unit_day, vehicle)

    def _arcs(self, arrivals: tuple[int, ...]) -> list[list[int]]:
        weights, travel = self.plan.problem.weights, self.plan.travel
        extra = [*arrivals, *([0] * (len(self.places) - self.count))]
        return [
            [weights.travel * travel[here][there] + extra[b] for b, there in enumerate(self.places)]
            for here in self.places
        ]

    def node(self, number: int) -> int:
        """Return the model's index of a task."""
        return int(self.manager.NodeToIndex(number))

    def search(self, steps: int, seconds: float | None) -> list[list[int]] | None:
        """Return tours by vehicle as task numbers."""
        given = pywrapcp.DefaultRoutingSearchParameters()
        meta = routing_enums_pb2.LocalSearchMetaheuristic
        given.local_search_metaheuristic = meta.GUIDED_LOCAL_SEARCH
        given.time_limit.FromMilliseconds(round(1000 * (seconds or SAFETY_S)))
        if seconds is None:
            given.solution_limit = steps
        self.model.CloseModelWithParameters(given)
        nodes = [[self.node(number) for number in tour] for tour in self.plan.tours]
        start = self.model.ReadAssignmentFromRoutes(nodes, True)
        found = self.model.SolveFromAssignmentWithParameters(start, given) if start else None
        return None if found is None else [self._tour(v, found) for v in range(len(nodes))]

    def _tour(self, vehicle: int, found: Any) -> list[int]:
        index, tour = found.Value(self.model.NextVar(self.model.Start(vehicle))), []
        while not self.model.IsEnd(index):
            tour.append(int(self.manager.IndexToNode(index)))
            index = found.Value(self.model.NextVar(index))
        return tour


def each_task_once(model: _Model) -> None:
    """A task is called at once, or left out at its cost; a pinned one is never left out."""
    for number in range(model.count):
        if number not in model.plan.pinned:
            cost = left_out_cost(model.plan, number)
            model.model.AddDisjunction([model.node(number)], cost)


def capable_unit(model: _Model) -> None:
    """A task is called at only by vehicles that may (-1: left out)."""
    vehicles = range(len(model.plan.vehicles))
    for number in range(model.count):
        allowed = [vehicle for vehicle in vehicles if model.plan.may_call(number, vehicle)]
        out = [] if number in model.plan.pinned else [-1]
        model.model.VehicleVar(model.node(number)).SetValues([*out, *allowed])


def inside_interval(model: _Model) -> None:
    """Service starts and ends inside an interval; the time between them is removed."""
    for number in range(model.count):
        service = model.plan.task(number).service_min
        starts = [
            (opens, closes - service)
            for opens, closes in model.plan.intervals[number]
            if closes - service >= opens
        ]
        if not starts:
            continue
        cumul = model.time.CumulVar(model.node(number))
        cumul.SetRange(starts[0][0], max(last for _, last in starts))
        reached = starts[0][1]
        for opens, last in starts[1:]:
            if opens > reached + 1:
                cumul.RemoveInterval(reached + 1, opens - 1)
            reached = max(reached, last)


def within_shift(model: _Model) -> None:
    """A vehicle is away from its depot only during its shift."""
    for number, vehicle in enumerate(model.plan.vehicles):
        opens, closes = vehicle.shift.start_min, vehicle.shift.end_min
        model.time.CumulVar(model.model.Start(number)).SetRange(opens, closes)
        model.time.CumulVar(model.model.End(number)).SetRange(opens, closes)


def people_per_unit_day(model: _Model) -> None:
    """A vehicle serves no more people than its unit can in a day."""
    people = [task.people for task in model.plan.problem.tasks]
    people += [0] * (len(model.places) - model.count)
    callback = model.model.RegisterUnaryTransitVector(people)
    caps = [vehicle.unit.people_per_day for vehicle in model.plan.vehicles]
    model.model.AddDimensionWithVehicleCapacity(callback, 0, caps, True, "people")


def one_unit_at_site(model: _Model) -> None:
    """Tasks of one site are done by the same vehicle or on different days."""
    solver = model.model.solver()
    sites: dict[str, list[int]] = {}
    for number in range(model.count):
        site = model.plan.task(number).site
        if site:
            sites.setdefault(site, []).append(number)
    days = [-1, *(vehicle.shift.day for vehicle in model.plan.vehicles)]
    for numbers in sites.values():
        for first, second in combinations(numbers, 2):
            if first in model.plan.pinned and second in model.plan.pinned:
                continue
            a = model.model.VehicleVar(model.node(first))
            b = model.model.VehicleVar(model.node(second))
            day_a, day_b = solver.Element(days, a + 1), solver.Element(days, b + 1)
            same = solver.IsEqualCstVar(a - b, 0)
            apart = solver.IsDifferentCstVar(day_a - day_b, 0)
            solver.Add(same + apart >= 1)


#: Each has a twin of the same name among the independent checks, which know no OR-Tools.
#: The crowd in an area is kept by repair: see ``solver``.
CONSTRAINTS: Final = (
    each_task_once,
    capable_unit,
    inside_interval,
    within_shift,
    people_per_unit_day,
    one_unit_at_site,
)
