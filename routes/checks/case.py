"""A problem and an answer, sorted for the checks."""

from __future__ import annotations

from dataclasses import dataclass

from routes.model.parts import Interval, Shift, Task, Unit
from routes.model.problem import Problem
from routes.model.solution import Solution, Stop, Violation


@dataclass(frozen=True, slots=True)
class Tour:
    """One unit's stops of one day in order of time."""

    unit: Unit
    day: int
    stops: tuple[Stop, ...]

    @property
    def shift(self) -> Shift | None:
        """The shift of that day, if the unit has one."""
        for shift in self.unit.shifts:
            if shift.day == self.day:
                return shift
        return None

    @property
    def breaks(self) -> tuple[Interval, ...]:
        """The breaks of that day."""
        return self.shift.breaks if self.shift else ()


@dataclass(frozen=True, slots=True)
class Case:
    """A problem and an answer whose names all exist."""

    problem: Problem
    solution: Solution
    tasks: dict[str, Task]
    tours: tuple[Tour, ...]

    def minutes(self, unit: Unit, start: int, end: int) -> int:
        """Return the drive of ``unit`` from place to place."""
        if unit.travel_class:
            return int(self.problem.travel_by_class[unit.travel_class][start, end])
        return int(self.problem.travel_min[start, end])

    def free_from(self, stop: Stop) -> int:
        """Return when the unit may go on: the end and the buffer after it."""
        return stop.end_min + self.tasks[stop.task].buffer_min

    def place(self, stop: Stop) -> int:
        """Return where a stop is."""
        return self.tasks[stop.task].place


def case_of(problem: Problem, solution: Solution) -> Case:
    """Return the answer by tour; its names must all exist."""
    units = {unit.id: unit for unit in problem.units}
    by_tour: dict[tuple[str, int], list[Stop]] = {}
    for stop in sorted(solution.stops, key=lambda stop: (stop.start_min, stop.end_min)):
        by_tour.setdefault((stop.unit, stop.day), []).append(stop)
    tours = tuple(Tour(units[unit], day, tuple(stops)) for (unit, day), stops in by_tour.items())
    return Case(problem, solution, {task.id: task for task in problem.tasks}, tours)


def at(code: str, stop: Stop, sentence: str) -> Violation:
    """Return a violation at ``stop``."""
    return Violation(code=code, task=stop.task, unit=stop.unit, day=stop.day, sentence=sentence)
