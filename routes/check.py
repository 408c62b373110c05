"""An independent look at an answer: it shares no code with the search or the evaluator."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from routes.problem import Problem, Task, Unit
from routes.solution import Solution, Stop, Violation


@dataclass(frozen=True, slots=True)
class _Tour:
    """One unit's stops of one day in order of time."""

    unit: Unit
    day: int
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    """A problem and an answer whose names all exist."""

    problem: Problem
    solution: Solution
    tasks: dict[str, Task]
    tours: tuple[_Tour, ...]


def check(problem: Problem, solution: Solution) -> list[Violation]:
    """Return every condition ``solution`` breaks, in the order of the checks; empty: legal."""
    found = list(known_names(problem, solution))
    if found:
        return found
    case = _case(problem, solution)
    return [violation for condition in CHECKS for violation in condition(case)]


def known_names(problem: Problem, solution: Solution) -> Iterator[Violation]:
    """Every task and unit named exists."""
    tasks, units = {task.id for task in problem.tasks}, {unit.id for unit in problem.units}
    for stop in solution.stops:
        if stop.task not in tasks or stop.unit not in units:
            yield _at("known_names", stop, f"task {stop.task} or unit {stop.unit} does not exist")
    for out in solution.unscheduled:
        if out.task not in tasks:
            yield Violation(
                code="known_names", task=out.task, sentence=f"task {out.task} does not exist"
            )


def each_task_once(case: _Case) -> Iterator[Violation]:
    """Every task is either one stop or unscheduled, none lost, none twice."""
    named = [stop.task for stop in case.solution.stops]
    named += [out.task for out in case.solution.unscheduled]
    for task in case.problem.tasks:
        count = named.count(task.id)
        if count != 1:
            told = "is missing" if not count else f"stands {count} times"
            yield Violation(code="each_task_once", task=task.id, sentence=f"task {task.id} {told}")


def capable_unit(case: _Case) -> Iterator[Violation]:
    """A task is done by a unit that can do it."""
    for stop in case.solution.stops:
        if stop.unit not in case.tasks[stop.task].units:
            yield _at("capable_unit", stop, f"{stop.unit} cannot do task {stop.task}")


def service_length(case: _Case) -> Iterator[Violation]:
    """A stop lasts as long as its task takes."""
    for stop in case.solution.stops:
        lasts = stop.end_min - stop.start_min
        if lasts != case.tasks[stop.task].service_min:
            yield _at("service_length", stop, f"task {stop.task} lasts {lasts} minutes")


def inside_interval(case: _Case) -> Iterator[Violation]:
    """A stop lies inside one of its task's intervals, on the day it names."""
    for stop in case.solution.stops:
        held = False
        for opens, closes in case.tasks[stop.task].intervals:
            held = held or (opens <= stop.start_min and stop.end_min <= closes)
        if not held or stop.start_min // 1440 != stop.day:
            yield _at("inside_interval", stop, f"task {stop.task} starts at {stop.start_min}")


def time_to_travel(case: _Case) -> Iterator[Violation]:
    """Between two stops there is time to drive."""
    for tour in case.tours:
        for first, second in zip(tour.stops, tour.stops[1:], strict=False):
            drive = _minutes(case, case.tasks[first.task].place, case.tasks[second.task].place)
            if first.end_min + drive > second.start_min:
                told = f"{drive} minutes to task {second.task} do not fit"
                yield _at("time_to_travel", second, told)


def within_shift(case: _Case) -> Iterator[Violation]:
    """A unit leaves its depot after its shift starts and is back before it ends."""
    for tour in case.tours:
        first, last = tour.stops[0], tour.stops[-1]
        leaves = first.start_min - _minutes(case, tour.unit.depot, case.tasks[first.task].place)
        returns = last.end_min + _minutes(case, case.tasks[last.task].place, tour.unit.depot)
        fits = [
            shift.start_min <= leaves and returns <= shift.end_min
            for shift in tour.unit.shifts
            if shift.day == tour.day
        ]
        if fits != [True]:
            yield _at("within_shift", first, f"{tour.unit.id} is away {leaves}-{returns}")


def people_per_unit_day(case: _Case) -> Iterator[Violation]:
    """A unit serves no more people a day than it can."""
    for tour in case.tours:
        people = sum(case.tasks[stop.task].people for stop in tour.stops)
        if people > tour.unit.people_per_day:
            told = f"{people} people, at most {tour.unit.people_per_day}"
            yield _at("people_per_unit_day", tour.stops[0], told)


def people_per_area_day(case: _Case) -> Iterator[Violation]:
    """An area receives no more people a day than it may."""
    cap = case.problem.area_people_per_day
    if cap is None:
        return
    crowds: dict[tuple[str, int], int] = {}
    for stop in case.solution.stops:
        key = (case.tasks[stop.task].area, stop.day)
        crowds[key] = crowds.get(key, 0) + case.tasks[stop.task].people
    for (area, day), people in crowds.items():
        if people > cap:
            yield Violation(
                code="people_per_area_day",
                day=day,
                sentence=f"{people} people in {area} on day {day}, at most {cap}",
            )


def one_unit_at_site(case: _Case) -> Iterator[Violation]:
    """No two units are at one site on one day, unless both stops are pinned."""
    pinned = {told.task for told in case.problem.published if told.pinned}
    for first, second in combinations(case.solution.stops, 2):
        site = case.tasks[first.task].site
        if not site or site != case.tasks[second.task].site or first.day != second.day:
            continue
        if first.unit != second.unit and not {first.task, second.task} <= pinned:
            yield _at("one_unit_at_site", second, f"two units at {site} on day {second.day}")


def pinned_stays(case: _Case) -> Iterator[Violation]:
    """What is pinned stands exactly where it was published."""
    standing = {stop.task: stop for stop in case.solution.stops}
    for told in case.problem.published:
        stop = standing.get(told.task)
        if told.pinned and (
            stop is None
            or (stop.unit, stop.day, stop.start_min) != (told.unit, told.day, told.start_min)
        ):
            yield Violation(
                code="pinned_stays", task=told.task, sentence=f"task {told.task} was pinned"
            )


def honest_cost(case: _Case) -> Iterator[Violation]:
    """The cost claimed is what the stops really cost."""
    total = _total(case)
    if total != case.solution.cost.total:
        yield Violation(
            code="honest_cost", sentence=f"cost is {total}, not {case.solution.cost.total}"
        )


CHECKS: Final[tuple[Callable[[_Case], Iterator[Violation]], ...]] = (
    each_task_once,
    capable_unit,
    service_length,
    inside_interval,
    time_to_travel,
    within_shift,
    people_per_unit_day,
    people_per_area_day,
    one_unit_at_site,
    pinned_stays,
    honest_cost,
)


def _case(problem: Problem, solution: Solution) -> _Case:
    units = {unit.id: unit for unit in problem.units}
    found: dict[tuple[str, int], list[Stop]] = {}
    for stop in sorted(solution.stops, key=lambda stop: (stop.start_min, stop.end_min)):
        found.setdefault((stop.unit, stop.day), []).append(stop)
    tours = tuple(_Tour(units[unit], day, tuple(stops)) for (unit, day), stops in found.items())
    return _Case(problem, solution, {task.id: task for task in problem.tasks}, tours)


def _minutes(case: _Case, start: int, end: int) -> int:
    return int(case.problem.travel_min[start, end])


def _total(case: _Case) -> int:
    """Reckon the cost once more, term by term, from the definition alone."""
    problem, w = case.problem, case.problem.weights
    standing = {stop.task: stop for stop in case.solution.stops}
    promised = {told.task: told for told in problem.published}
    points = 0
    groups: dict[str, list[int]] = {}
    for task in problem.tasks:
        stop, promise = standing.get(task.id), promised.get(task.id)
        served = groups.setdefault(task.group, [0, 0])
        served[0] += task.people
        if stop is None:
            points += w.person * task.weight * task.people + (w.move_drop if promise else 0)
            continue
        served[1] += task.people
        points += (w.wait * task.weight * task.people * stop.day) // problem.days
        late = 0 if task.due_day is None or stop.day <= task.due_day else stop.day - task.due_day
        points += (w.late * task.weight * task.people * late) // problem.days
        if promise is not None and promise.day != stop.day:
            points += (w.move_day * (50 + task.people)) // 50
        if promise is not None and promise.unit != stop.unit:
            points += w.move_unit
    shares = [(total, got) for total, got in groups.values() if total]
    for total, got in shares:
        wanted = (w.fair_percent * total + 99) // 100
        points += w.fair * max(0, wanted - got)
    points += w.least_cover * (
        100 - min((100 * got // total for total, got in shares), default=100)
    )
    return points + w.unit_day * len(case.tours) + w.travel * _driving(case)


def _driving(case: _Case) -> int:
    minutes = 0
    for tour in case.tours:
        here = tour.unit.depot
        for stop in tour.stops:
            there = case.tasks[stop.task].place
            minutes += _minutes(case, here, there)
            here = there
        minutes += _minutes(case, here, tour.unit.depot)
    return minutes


def _at(code: str, stop: Stop, sentence: str) -> Violation:
    return Violation(code=code, task=stop.task, unit=stop.unit, day=stop.day, sentence=sentence)
