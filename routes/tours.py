"""Tours under construction: which vehicle (a unit on a day) calls at which tasks, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from routes.problem import DAY_MIN, Problem, Published, Shift, Task, Unit
from routes.solution import Stop


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A unit on one of its days."""

    unit: Unit
    shift: Shift


class Plan:
    """Tours by vehicle, each a list of task numbers in the order of calling.

    A vehicle is never assigned an order that does not fit: try :meth:`times` first.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.vehicles = [
            Vehicle(unit, shift)
            for unit in problem.units
            for shift in sorted(unit.shifts, key=lambda shift: shift.day)
        ]
        self.tours: list[list[int]] = [[] for _ in self.vehicles]
        self.travel: list[list[int]] = problem.travel_min.tolist()

    @cached_property
    def pinned(self) -> dict[int, Published]:
        """What is pinned, by task number."""
        numbers = {task.id: number for number, task in enumerate(self.problem.tasks)}
        return {numbers[told.task]: told for told in self.problem.published if told.pinned}

    @cached_property
    def intervals(self) -> list[tuple[tuple[int, int], ...]]:
        """The intervals of each task, in order; of a pinned one just its own time."""
        found = []
        for number, task in enumerate(self.problem.tasks):
            told = self.pinned.get(number)
            if told is None:
                found.append(tuple(sorted(task.intervals)))
            else:
                found.append(((told.start_min, told.start_min + task.service_min),))
        return found

    def may_call(self, number: int, vehicle: int) -> bool:
        """Return whether the vehicle can do the task at all: unit, day, people."""
        task, wheels = self.problem.tasks[number], self.vehicles[vehicle]
        told = self.pinned.get(number)
        if told is not None:
            return (told.unit, told.day) == (wheels.unit.id, wheels.shift.day)
        if wheels.unit.id not in task.units or task.people > wheels.unit.people_per_day:
            return False
        opens, closes = wheels.shift.start_min, wheels.shift.end_min
        return any(
            max(start, opens) + task.service_min <= min(end, closes)
            for start, end in self.intervals[number]
        )

    def times(self, vehicle: int, tour: Sequence[int]) -> list[int] | None:
        """Return the earliest start of each stop of ``tour``; None where it does not fit."""
        wheels = self.vehicles[vehicle]
        here, clock, people = wheels.unit.depot, wheels.shift.start_min, 0
        starts = []
        for number in tour:
            task = self.problem.tasks[number]
            start = self._earliest(number, clock + self.travel[here][task.place])
            people += task.people
            if start is None or start // DAY_MIN != wheels.shift.day:
                return None
            starts.append(start)
            clock, here = start + task.service_min, task.place
        if clock + self.travel[here][wheels.unit.depot] > wheels.shift.end_min:
            return None
        return starts if people <= wheels.unit.people_per_day else None

    def _earliest(self, number: int, clock: int) -> int | None:
        service = self.problem.tasks[number].service_min
        for opens, closes in self.intervals[number]:
            start = max(opens, clock)
            if start + service <= closes:
                return start
        return None

    def crowd(self, number: int, vehicle: int) -> int:
        """Return the people served in the task's area on the vehicle's day so far."""
        area, day = self.problem.tasks[number].area, self.vehicles[vehicle].shift.day
        return sum(
            self.problem.tasks[other].people
            for wheels, tour in zip(self.vehicles, self.tours, strict=True)
            if wheels.shift.day == day
            for other in tour
            if self.problem.tasks[other].area == area
        )

    def fits_crowd(self, number: int, vehicle: int) -> bool:
        """Return whether the area can receive the task's people on that day."""
        cap = self.problem.area_people_per_day
        return cap is None or self.crowd(number, vehicle) + self.task(number).people <= cap

    def fits_site(self, number: int, vehicle: int) -> bool:
        """Return whether no other unit is at the task's site on the vehicle's day."""
        site, day = self.task(number).site, self.vehicles[vehicle].shift.day
        return not site or not any(
            self.task(other).site == site
            for wheels, tour in zip(self.vehicles, self.tours, strict=True)
            if wheels.shift.day == day and wheels is not self.vehicles[vehicle]
            for other in tour
        )

    def task(self, number: int) -> Task:
        """Return the task of that number."""
        return self.problem.tasks[number]

    def planned(self) -> set[int]:
        """Return the numbers of the tasks that stand in some tour."""
        return {number for tour in self.tours for number in tour}

    def stops(self) -> tuple[Stop, ...]:
        """Return all stops in order of unit, day and time.

        Raises
        ------
        RuntimeError
            A tour does not fit its vehicle.
        """
        found = []
        for vehicle, tour in enumerate(self.tours):
            starts = self.times(vehicle, tour)
            if starts is None:
                raise RuntimeError(f"tour of vehicle {vehicle} does not fit")
            wheels = self.vehicles[vehicle]
            for number, start in zip(tour, starts, strict=True):
                task = self.problem.tasks[number]
                found.append(
                    Stop(
                        task=task.id,
                        unit=wheels.unit.id,
                        day=wheels.shift.day,
                        start_min=start,
                        end_min=start + task.service_min,
                    )
                )
        return tuple(found)
