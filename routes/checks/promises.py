"""What was published: pins, the frozen days, the change budget."""

from __future__ import annotations

from collections.abc import Iterator

from routes.checks.case import Case
from routes.checks.times import drivable
from routes.checks.tours import time_away
from routes.model.parts import Published, Shift, Task, Unit
from routes.model.solution import Stop, Violation


def pinned_stays(case: Case) -> Iterator[Violation]:
    """What is pinned stands exactly where it was published."""
    stop_of = {stop.task: stop for stop in case.solution.stops}
    for promise in case.problem.published:
        stop = stop_of.get(promise.task)
        if promise.pinned and (stop is None or not _as_published(stop, promise)):
            yield Violation(
                code="pinned_stays", task=promise.task, sentence=f"task {promise.task} was pinned"
            )


def frozen_stays(case: Case) -> Iterator[Violation]:
    """What was published for a frozen day stands exactly there or is withdrawn."""
    stop_of = {stop.task: stop for stop in case.solution.stops}
    for promise in case.problem.published:
        stop = stop_of.get(promise.task)
        frozen = promise.day < case.problem.frozen_before
        if frozen and stop is not None and not _as_published(stop, promise):
            sentence = f"task {promise.task} was published for frozen day {promise.day}"
            yield Violation(code="frozen_stays", task=promise.task, sentence=sentence)


def within_change_budget(case: Case) -> Iterator[Violation]:
    """No more promises are changed than allowed; those that could not stand do not count."""
    change_budget = case.problem.change_budget
    if change_budget is None:
        return
    stop_of = {stop.task: stop for stop in case.solution.stops}
    changed = []
    for promise in case.problem.published:
        stop = stop_of.get(promise.task)
        unchanged = stop is not None and (stop.unit, stop.day) == (promise.unit, promise.day)
        if not unchanged and could_stand(case, promise):
            changed.append(promise.task)
    if len(changed) > change_budget:
        sentence = (
            f"{len(changed)} promises are changed, at most {change_budget}: {', '.join(changed)}"
        )
        yield Violation(code="within_change_budget", task=changed[-1], sentence=sentence)


def _as_published(stop: Stop, promise: Published) -> bool:
    return (stop.unit, stop.day, stop.start_min) == (promise.unit, promise.day, promise.start_min)


def could_stand(case: Case, promise: Published) -> bool:
    """Return whether the promise could be kept if nothing else were planned.

    Kept is its unit and day, and its hour too where it is pinned or its day is frozen.
    """
    task = case.tasks[promise.task]
    unit = next(unit for unit in case.problem.units if unit.id == promise.unit)
    shift = next((shift for shift in unit.shifts if shift.day == promise.day), None)
    if shift is None or unit.id not in task.units or task.people > unit.people_per_day:
        return False
    if promise.day < task.release_day or task.fixed_day not in (None, promise.day):
        return False
    area, crews = case.problem.area_people_per_day, case.problem.crews_per_day
    if area is not None and task.people > area:
        return False
    if crews is not None and unit.crew > crews[promise.day]:
        return False
    weekday = (promise.day + case.problem.first_weekday) % 7
    for series in (each for each in case.problem.spacings if task.id in each.tasks):
        for wanted, sets in ((promise.day, series.day_sets), (weekday, series.weekday_sets)):
            if sets and all(wanted not in days for days in sets):
                return False
    return case.problem.area_sessions_per_week != 0 and _time_for(
        case, task, (unit, shift), promise
    )


def _time_for(case: Case, task: Task, tour: tuple[Unit, Shift], promise: Published) -> bool:
    """Return whether the unit can drive there, serve and drive back on that day."""
    unit, shift = tour
    exact = promise.pinned or promise.day < case.problem.frozen_before
    out = case.minutes(unit, unit.depot, task.place)
    home = case.minutes(unit, task.place, unit.depot)
    metres = case.problem.distance_m
    if unit.max_tour_m is not None and metres is not None:
        there, back = metres[unit.depot, task.place], metres[task.place, unit.depot]
        if int(there) + int(back) > unit.max_tour_m:
            return False
    for opens, closes in task.intervals:
        edges = [opens, shift.start_min + out, *(end for _, end in shift.breaks)]
        edges += [end + out for _, end in shift.breaks]
        if exact:
            edges = [promise.start_min]
        for start in edges:
            end = start + task.service_by_unit.get(unit.id, task.service_min)
            if not (
                opens <= start and end <= closes and start // case.problem.day_min == shift.day
            ):
                continue
            end += task.buffer_min
            clear = all(end <= begins or start >= ends for begins, ends in shift.breaks)
            there = drivable(shift.breaks, shift.start_min, start, out)
            if clear and there and drivable(shift.breaks, end, shift.end_min, home):
                away = time_away((start, end), out, home, shift)
                if unit.max_tour_min is None or (away or 0) <= unit.max_tour_min:
                    return True
    return False
