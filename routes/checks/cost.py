"""The cost once more, term by term, from the definition alone."""

from __future__ import annotations

from collections.abc import Iterator

from routes.checks.case import Case, Tour
from routes.checks.rests import home_by
from routes.model.levels import level_prices
from routes.model.parts import Published, Task
from routes.model.solution import Stop, Violation


def honest_cost(case: Case) -> Iterator[Violation]:
    """The cost claimed is what the stops really cost."""
    total = _total(case)
    if total != case.solution.cost.total:
        yield Violation(
            code="honest_cost", sentence=f"cost is {total}, not {case.solution.cost.total}"
        )


def _total(case: Case) -> int:
    problem, w = case.problem, case.problem.weights
    stop_of = {stop.task: stop for stop in case.solution.stops}
    promised = {promise.task: promise for promise in problem.published}
    points, prices = 0, level_prices(problem)
    groups: dict[str, list[int]] = {}
    for task in problem.tasks:
        stop, promise = stop_of.get(task.id), promised.get(task.id)
        served = groups.setdefault(task.group, [0, 0])
        served[0] += task.people
        served[1] += task.people if stop else 0
        points += 0 if stop else prices.get(task.level, 0)
        points += _of_task(case, task, stop) + _of_promise(case, task, stop, promise)
    shares = [(total, got) for total, got in groups.values() if total]
    for total, got in shares:
        wanted = (w.fair_percent * total + 99) // 100
        points += w.fair * max(0, wanted - got)
    worst = min((100 * got // total for total, got in shares), default=100)
    points += w.least_cover * (100 - worst)
    return points + sum(_of_tour(case, tour) for tour in case.tours) + _crowded(case)


def _of_task(case: Case, task: Task, stop: Stop | None) -> int:
    w, days = case.problem.weights, case.problem.days
    worth = task.weight * task.people
    if stop is None:
        return w.person * worth if task.drop_cost is None else task.drop_cost
    waited = max(0, stop.day - task.release_day)
    late = 0 if task.due_day is None or stop.day <= task.due_day else stop.day - task.due_day
    return (w.wait * worth * waited) // days + (w.late * worth * late) // days


def _of_promise(case: Case, task: Task, stop: Stop | None, promise: Published | None) -> int:
    if promise is None:
        return 0
    w, price = case.problem.weights, 0
    if stop is None:
        price = w.move_drop
    else:
        if promise.day != stop.day:
            price += (w.move_day * (50 + task.people)) // 50
        if promise.unit != stop.unit:
            price += w.move_unit
    days_left = w.near_days - promise.day
    return price * (100 + (w.near_percent * days_left if days_left > 0 else 0)) // 100


def _crowded(case: Case) -> int:
    surge = case.problem.surge
    if surge is None:
        return 0
    above = 0
    for day in range(surge.first_day, surge.last_day + 1):
        crowd = sum(case.tasks[s.task].people for s in case.solution.stops if s.day == day)
        above += max(0, crowd - surge.people_per_day)
    return case.problem.weights.surge * above


def _of_tour(case: Case, tour: Tour) -> int:
    w, unit, here = case.problem.weights, tour.unit, tour.unit.depot
    minutes = 0
    for stop in tour.stops:
        minutes += case.minutes(unit, here, case.place(stop))
        here = case.place(stop)
    minutes += case.minutes(unit, here, unit.depot)
    a_minute = w.travel if unit.travel_cost is None else unit.travel_cost
    a_day = w.unit_day if unit.day_cost is None else unit.day_cost
    return a_day + a_minute * minutes + w.overtime * _late(case, tour)


def _late(case: Case, tour: Tour) -> int:
    """Return the minutes away after the soft end of the shift, if it has one."""
    if tour.shift is None or tour.shift.soft_end_min is None:
        return 0
    return max(0, home_by(case, tour) - tour.shift.soft_end_min)
