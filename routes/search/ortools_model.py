"""The second engine: one OR-Tools routing model, a vehicle for each unit and day.

Its times are minutes of the day, since a vehicle is away on one day only. It knows most of the
conditions; what it does not know (crowds, crews, gaps of series, breaks on
the road) is kept afterwards by putting its tours into the search's own state as far as they fit.
The library holds Python's interpreter lock while it searches: run it in a process of its own
where others must go on.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from time import perf_counter
from typing import Any, Final

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from routes.kernels import layout as at
from routes.search.arrays import Model
from routes.search.budget import Tours
from routes.search.ortools_limits import (
    MOST,
    on_a_day_set,
    overtime,
    same_unit,
    tour_distance,
    tour_duration,
)
from routes.search.task_tables import by_row, service_rows, windows_of

#: Seconds a search by steps may take at most; far above what it needs, so that the number of
#: steps decides and the same input gives the same plan.
SAFETY_S: Final = 600
#: Changes that come to nothing, for each solution asked for, until a search gives up.
TRIES: Final = 1000
#: Up to so many tasks breaks in a day are told to the library.
MOST_EXACT: Final = 150

#: A row of the table of service, and a day.
Where = tuple[int, int]


def improved(
    model: Model, first: Tours | None, *, steps: int, seconds: float | None
) -> Tours | None:
    """Return tours found by guided local search from ``first``, or from nothing.

    ``steps`` bounds the solutions looked at, ``seconds`` the time instead where given. None:
    nothing was found.
    """
    if not model.vehicles or not model.problem.tasks:
        return None
    until = None if seconds is None else perf_counter() + seconds
    return Routing(model).search(first, steps, until)


class Routing:
    """The routing model of one problem; nodes are the tasks, then the depots."""

    def __init__(self, model: Model) -> None:
        self.model, self.d = model, model.d
        self.count, self.vehicles = len(model.problem.tasks), len(model.vehicles)
        self.nodes = int(self.d[at.NODES])
        ends = [self._figure(at.V_DEPOT, v) for v in range(self.vehicles)]
        self.manager = pywrapcp.RoutingIndexManager(self.nodes, self.vehicles, ends, ends)
        self.routing = pywrapcp.RoutingModel(self.manager)
        self.time = self._timeline()
        for constrain in CONSTRAINTS:
            constrain(self)
        self._costs()
        overtime(self)

    def _figure(self, slot: int, number: int) -> int:
        return int(self.d[self.d[slot] + number])

    def reach(self, task: int, vehicle: int) -> int:
        """Return what arriving costs; -1 where the vehicle cannot."""
        return self._figure(at.REACH, task * self.vehicles + vehicle)

    def pinned(self, task: int) -> bool:
        """Return whether the task must stand where it was published."""
        return self._figure(at.PINNED, task) == 1

    def minutes(self, vehicle: int) -> list[list[int]]:
        """Return the drives of a vehicle between nodes."""
        size = self.nodes * self.nodes
        start = int(self.d[at.TRAVEL]) + self._figure(at.V_MATRIX, vehicle)
        table: list[list[int]] = self.d[start : start + size].reshape(self.nodes, -1).tolist()
        return table

    def clock(self, minute: int) -> int:
        """Return a minute of the horizon as a minute of its day."""
        return minute % self.model.problem.day_min

    def _timeline(self) -> Any:
        """Return the dimension of minutes of the day: service at a node, then the drive on."""
        shared: dict[tuple[int, int], int] = {}
        transits = []
        for vehicle in range(self.vehicles):
            key = (self._figure(at.V_MATRIX, vehicle), self._figure(at.V_ROW, vehicle))
            if key not in shared:
                rows, first = self.minutes(vehicle), int(self.d[at.SERVICE]) + key[1]
                service = self.d[first : first + self.count].tolist()
                service += [0] * (self.nodes - self.count)
                timed = [[service[a] + drive for drive in row] for a, row in enumerate(rows)]
                shared[key] = self.routing.RegisterTransitMatrix(timed)
            transits.append(shared[key])
        day = self.model.problem.day_min
        self.routing.AddDimensionWithVehicleTransits(transits, day, day, False, "time")
        return self.routing.GetDimensionOrDie("time")

    def _costs(self) -> None:
        """Driving and waiting on the arcs, a unit-day on the vehicle, leaving out on the task."""
        shared: dict[tuple[int, int, tuple[int, ...]], int] = {}
        for vehicle in range(self.vehicles):
            arrivals = tuple(max(0, self.reach(task, vehicle)) for task in range(self.count))
            price = self._figure(at.V_TRAVEL_COST, vehicle)
            key = (self._figure(at.V_MATRIX, vehicle), price, arrivals)
            if key not in shared:
                extra = [*arrivals, *([0] * (self.nodes - self.count))]
                arcs = [
                    [price * drive + extra[b] for b, drive in enumerate(row)]
                    for row in self.minutes(vehicle)
                ]
                shared[key] = self.routing.RegisterTransitMatrix(arcs)
            self.routing.SetArcCostEvaluatorOfVehicle(shared[key], vehicle)
            self.routing.SetFixedCostOfVehicle(self._figure(at.V_DAY_COST, vehicle), vehicle)

    def node(self, number: int) -> int:
        """Return the library's index of a task."""
        return int(self.manager.NodeToIndex(number))

    def search(self, first: Tours | None, steps: int, until: float | None) -> Tours | None:
        """Return tours by vehicle as task numbers, found by ``until`` on the process' clock."""
        given = pywrapcp.DefaultRoutingSearchParameters()
        meta = routing_enums_pb2.LocalSearchMetaheuristic
        cheapest = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
        given.first_solution_strategy = cheapest
        given.local_search_metaheuristic = meta.GUIDED_LOCAL_SEARCH
        if until is None:
            given.solution_limit = steps
            # Where nothing is left to change there is no further solution to wait for.
            tries = self.routing.solver().FailuresLimit(TRIES * steps)
            self.routing.AddSearchMonitor(tries)
        self.routing.CloseModelWithParameters(given)
        left = SAFETY_S if until is None else until - perf_counter()
        given.time_limit.FromMilliseconds(max(1, round(1000 * left)))
        if first is None:
            assignment = self.routing.SolveWithParameters(given)
        else:
            nodes = [[self.node(number) for number in tour] for tour in first]
            start = self.routing.ReadAssignmentFromRoutes(nodes, True)
            assignment = None
            if start:
                assignment = self.routing.SolveFromAssignmentWithParameters(start, given)
        if assignment is None:
            return None
        return [self._tour(v, assignment) for v in range(self.vehicles)]

    def _tour(self, vehicle: int, assignment: Any) -> list[int]:
        index, tour = assignment.Value(self.routing.NextVar(self.routing.Start(vehicle))), []
        while not self.routing.IsEnd(index):
            tour.append(int(self.manager.IndexToNode(index)))
            index = assignment.Value(self.routing.NextVar(index))
        return tour


def each_task_once(routing: Routing) -> None:
    """A task is called at once, or left out at its cost; a pinned one is never left out.

    People left out are counted as short of their group's fair share.
    """
    fair = routing.model.problem.weights.fair
    for number, task in enumerate(routing.model.problem.tasks):
        if not routing.pinned(number):
            cost = int(routing.d[routing.d[at.DROP] + number]) + fair * task.people
            routing.routing.AddDisjunction([routing.node(number)], min(cost, MOST))


def capable_unit(routing: Routing) -> None:
    """A task is called at only by vehicles that may (-1: left out)."""
    for number in range(routing.count):
        allowed = [v for v in range(routing.vehicles) if routing.reach(number, v) >= 0]
        out = [] if routing.pinned(number) else [-1]
        routing.routing.VehicleVar(routing.node(number)).SetValues([*out, *allowed])


def inside_interval(routing: Routing) -> None:
    """Service starts and ends inside an interval of its day.

    With more than ``MOST_EXACT`` tasks a start lies between the first and the last of any day,
    and breaks in between are kept afterwards: told here they cost more time than they save.
    """
    problem = routing.model.problem
    for number, task in enumerate(problem.tasks):
        days: dict[Where, list[tuple[int, int]]] = {}
        promise = routing.model.published.get(task.id)
        for row, unit in enumerate(by_row(problem)):
            for first, last in windows_of(task, promise, problem, unit):
                spot, opens = (row, first // problem.day_min), routing.clock(first)
                days.setdefault(spot, []).append((opens, opens + last - first))
        if not days:
            continue
        opens = min(spans[0][0] for spans in days.values())
        closes = max(spans[-1][1] for spans in days.values())
        routing.time.CumulVar(routing.node(number)).SetRange(opens, closes)
        odd = {d: s for d, s in days.items() if s != [(opens, closes)]}
        if odd and routing.count <= MOST_EXACT:
            _on_odd_days(routing, number, odd, (opens, closes))


def _on_odd_days(
    routing: Routing,
    number: int,
    odd: dict[Where, list[tuple[int, int]]],
    usual: tuple[int, int],
) -> None:
    """Keep the start of a task inside the spans of those days that are not as ``usual``."""
    solver = routing.routing.solver()
    start = routing.time.CumulVar(routing.node(number))
    # Shifted by one: a task left out has vehicle -1.
    vehicle = routing.routing.VehicleVar(routing.node(number)) + 1
    rows = service_rows(routing.model.problem)
    spots = [(rows[v.unit.id], v.shift.day) for v in routing.model.vehicles]
    spans = [odd.get(spot, [usual]) for spot in spots]
    solver.Add(start >= solver.Element([usual[0], *(each[0][0] for each in spans)], vehicle))
    solver.Add(start <= solver.Element([usual[1], *(each[-1][1] for each in spans)], vehicle))
    breaks = {pair for each in odd.values() for pair in pairwise(each)}
    for before, after in sorted(breaks):
        there = [int((before, after) in pairwise(each)) for each in spans]
        early = solver.IsLessOrEqualCstVar(start, before[1])
        late = solver.IsGreaterOrEqualCstVar(start, after[0])
        solver.Add(early + late >= solver.Element([0, *there], vehicle))


def within_shift(routing: Routing) -> None:
    """A vehicle is away from its depot only during its shift."""
    for number, vehicle in enumerate(routing.model.vehicles):
        opens = routing.clock(vehicle.shift.start_min)
        closes = opens + vehicle.shift.end_min - vehicle.shift.start_min
        routing.time.CumulVar(routing.routing.Start(number)).SetRange(opens, closes)
        routing.time.CumulVar(routing.routing.End(number)).SetRange(opens, closes)


def people_per_unit_day(routing: Routing) -> None:
    """A vehicle serves no more people than its unit can in a day."""
    people = [task.people for task in routing.model.problem.tasks]
    people += [0] * (routing.nodes - routing.count)
    callback = routing.routing.RegisterUnaryTransitVector(people)
    caps = [vehicle.unit.people_per_day for vehicle in routing.model.vehicles]
    routing.routing.AddDimensionWithVehicleCapacity(callback, 0, caps, True, "people")


def one_unit_at_site(routing: Routing) -> None:
    """Tasks of a site for one unit are done by the same vehicle or on different days.

    Where several may be there, they are counted afterwards.
    """
    solver = routing.routing.solver()
    sites: dict[str, list[int]] = {}
    for number, task in enumerate(routing.model.problem.tasks):
        if task.site and routing.model.problem.units_at_site.get(task.site, 1) == 1:
            sites.setdefault(task.site, []).append(number)
    days = [-1, *(vehicle.shift.day for vehicle in routing.model.vehicles)]
    for numbers in sites.values():
        for first, second in combinations(numbers, 2):
            if routing.pinned(first) and routing.pinned(second):
                continue
            a = routing.routing.VehicleVar(routing.node(first))
            b = routing.routing.VehicleVar(routing.node(second))
            day_a, day_b = solver.Element(days, a + 1), solver.Element(days, b + 1)
            same = solver.IsEqualCstVar(a - b, 0)
            apart = solver.IsDifferentCstVar(day_a - day_b, 0)
            solver.Add(same + apart >= 1)


#: Each has a twin of the same name among the independent checks, which know no OR-Tools.
CONSTRAINTS: Final = (
    each_task_once,
    capable_unit,
    inside_interval,
    within_shift,
    tour_duration,
    tour_distance,
    on_a_day_set,
    same_unit,
    people_per_unit_day,
    one_unit_at_site,
)
