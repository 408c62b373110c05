"""The least cost of a small problem, by dynamic programming over sets of tasks.

It shares no code with search, bound or checks. It knows intervals, minutes by unit, shifts,
capable units, people a unit and day, release, fixed day, drops, waiting, lateness, fairness, travel
and unit-days; a problem with anything else is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product

from routes import Problem
from routes.model.parts import Shift, Task, Unit

#: A unit and a day.
Spot = tuple[str, int]
#: By set of tasks (bits) and last task: pairs of (time of leaving, minutes driven).
Labels = dict[tuple[int, int], list[tuple[int, int]]]

_UNKNOWN = ("area_people_per_day", "area_sessions_per_week", "crews_per_day", "surge")


def least_cost(problem: Problem) -> int:
    """Return the cost of the best plan of ``problem``.

    Raises
    ------
    ValueError
        The problem has a limit that is not known here.
    """
    _refuse_unknown(problem)
    best = {0: 0}
    for unit in problem.units:
        for shift in unit.shifts:
            tours = _tours(problem, unit, shift)
            longer = dict(best)
            for taken, cost in best.items():
                for tour, price in tours.items():
                    both = taken | tour
                    if not taken & tour and cost + price < longer.get(both, cost + price + 1):
                        longer[both] = cost + price
            best = longer
    return min(cost + _of_set(problem, served) for served, cost in best.items())


def _refuse_unknown(problem: Problem) -> None:
    known = all(getattr(problem, name) is None for name in _UNKNOWN)
    breaks = any(shift.breaks for unit in problem.units for shift in unit.shifts)
    own = ("max_tour_min", "max_tour_m", "travel_cost", "day_cost")
    own_limits = any(getattr(unit, name) is not None for unit in problem.units for name in own)
    sites = any(task.site for task in problem.tasks)
    bent = any(shift.rest or shift.soft_end_min for unit in problem.units for shift in unit.shifts)
    more = any(task.level or task.buffer_min for task in problem.tasks)
    if not known or problem.published or problem.spacings or breaks or sites or own_limits:
        raise ValueError("the dynamic programme does not know every limit of this problem")
    if bent or more:
        raise ValueError("the dynamic programme does not know every limit of this problem")


def least_cost_where(problem: Problem, is_allowed: Callable[[dict[str, Spot]], bool]) -> int:
    """Return the cost of the best plan of which ``is_allowed`` says so, by trying all of them.

    It is asked with the unit and day of each task that is served; what stands in ``problem`` of
    sites and series is left out of account.
    """
    tasks = tuple(replace(task, site="") for task in problem.tasks)
    problem = replace(problem, tasks=tasks, spacings=())
    _refuse_unknown(problem)
    spots = [(unit, shift) for unit in problem.units for shift in unit.shifts]
    tours = [{0: 0, **_tours(problem, unit, shift)} for unit, shift in spots]
    best = _of_set(problem, 0)
    for chosen in product(range(-1, len(spots)), repeat=len(tasks)):
        sets = [sum(1 << n for n, at in enumerate(chosen) if at == v) for v in range(len(spots))]
        prices = [tour.get(those) for tour, those in zip(tours, sets, strict=True)]
        stands = {
            tasks[n].id: (spots[at][0].id, spots[at][1].day)
            for n, at in enumerate(chosen)
            if at >= 0
        }
        if None not in prices and is_allowed(stands):
            cost = sum(price or 0 for price in prices)
            best = min(best, cost + _of_set(problem, sum(sets)))
    return best


def _tours(problem: Problem, unit: Unit, shift: Shift) -> dict[int, int]:
    """Return the least cost of every set of tasks (bits) that fits the unit's day."""
    travel = problem.travel_of(unit)
    weights = problem.weights
    labels: Labels = {(0, -1): [(shift.start_min, 0)]}
    tours: dict[int, int] = {}
    for (done, last), pairs in _growing(labels):
        here = unit.depot if last < 0 else problem.tasks[last].place
        for clock, driven in pairs:
            home = int(travel[here, unit.depot])
            if done and clock + home <= shift.end_min:
                cost = weights.unit_day + weights.travel * (driven + home)
                cost += sum(_of_day(problem, t, shift.day) for t in _members(problem, done))
                tours[done] = min(cost, tours.get(done, cost))
            for number, task in enumerate(problem.tasks):
                people = task.people + sum(t.people for t in _members(problem, done))
                if done >> number & 1 or people > unit.people_per_day:
                    continue
                drive = int(travel[here, task.place])
                start = _start(problem, task, unit, shift.day, clock + drive)
                if start is not None:
                    pair = (start + task.service_with(unit.id), driven + drive)
                    _keep(labels.setdefault((done | 1 << number, number), []), pair)
    return tours


def _growing(labels: Labels) -> Iterator[tuple[tuple[int, int], list[tuple[int, int]]]]:
    """Yield labels by the size of their sets, those made meanwhile too."""
    size = 0
    while chosen := [key for key in labels if key[0].bit_count() == size]:
        for key in chosen:
            yield key, labels[key]
        size += 1


def _keep(pairs: list[tuple[int, int]], pair: tuple[int, int]) -> None:
    if not any(a <= pair[0] and b <= pair[1] for a, b in pairs):
        pairs[:] = [(a, b) for a, b in pairs if not (pair[0] <= a and pair[1] <= b)] + [pair]


def _start(problem: Problem, task: Task, unit: Unit, day: int, clock: int) -> int | None:
    """Return the first minute from ``clock`` on at which the task may begin on ``day``."""
    if unit.id not in task.units or day < task.release_day or task.fixed_day not in (None, day):
        return None
    starts = (
        max(opens, clock)
        for opens, closes in task.intervals
        if max(opens, clock) + task.service_with(unit.id) <= closes
        and max(opens, clock) // problem.day_min == day
    )
    return min(starts, default=None)


def _members(problem: Problem, served: int) -> list[Task]:
    return [task for n, task in enumerate(problem.tasks) if served >> n & 1]


def _of_day(problem: Problem, task: Task, day: int) -> int:
    """Return what waiting until ``day`` costs, past the due day more."""
    weights, worth = problem.weights, task.weight * task.people
    overdue = 0 if task.due_day is None else max(0, day - task.due_day)
    waited = max(0, day - task.release_day)
    waiting = weights.wait * worth * waited // problem.days
    return waiting + weights.late * worth * overdue // problem.days


def _of_set(problem: Problem, served: int) -> int:
    """Return what the tasks left out cost, and the groups that are served less."""
    weights, points = problem.weights, 0
    people: dict[str, int] = {}
    reached: dict[str, int] = {}
    for number, task in enumerate(problem.tasks):
        people[task.group] = people.get(task.group, 0) + task.people
        if served >> number & 1:
            reached[task.group] = reached.get(task.group, 0) + task.people
        elif task.drop_cost is not None:
            points += task.drop_cost
        else:
            points += weights.person * task.weight * task.people
    worst = 100
    for group, wanted in people.items():
        if wanted:
            got = reached.get(group, 0)
            points += weights.fair * max(0, -(-weights.fair_percent * wanted // 100) - got)
            worst = min(worst, 100 * got // wanted)
    return points + weights.least_cover * (100 - worst)
