"""Each field of a problem changed so that it may matter: by its name, type and field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from routes import Problem, Shift, Task, Unit

Change = Callable[[Problem], Problem]


def tasks(change: Callable[[int, Task], dict[str, Any]]) -> Change:
    """Return what changes fields of each task by its number."""
    return lambda problem: replace(
        problem,
        tasks=tuple(replace(task, **change(n, task)) for n, task in enumerate(problem.tasks)),
    )


def units(change: Callable[[Unit], dict[str, Any]]) -> Change:
    return lambda problem: replace(
        problem, units=tuple(replace(unit, **change(unit)) for unit in problem.units)
    )


def shifts(change: Callable[[Shift], dict[str, Any]]) -> Change:
    return units(
        lambda unit: {"shifts": tuple(replace(shift, **change(shift)) for shift in unit.shifts)}
    )


def rests(**by: int) -> Change:
    """Return what changes the rest of each shift that has one by so many minutes."""
    return shifts(
        lambda shift: {
            "rest": shift.rest
            and replace(
                shift.rest, **{name: getattr(shift.rest, name) + n for name, n in by.items()}
            )
        }
    )


def rows(holder: str, change: Callable[[Any], dict[str, Any]]) -> Change:
    """Return what changes fields of each row of a tuple of the problem."""

    def changed(problem: Problem) -> Problem:
        fresh: Any = tuple(replace(row, **change(row)) for row in getattr(problem, holder))
        return replace(problem, **{holder: fresh})

    return changed


def value(holder: str, **given: Any) -> Change:
    """Return what changes fields of one value that the problem has."""
    return lambda problem: replace(problem, **{holder: replace(getattr(problem, holder), **given)})


def field(**given: Any) -> Change:
    return lambda problem: replace(problem, **given)


def _one_more(problem: Problem) -> Problem:
    return replace(problem, tasks=(*problem.tasks, replace(problem.tasks[0], id="one more")))


def _by(shift: Shift, minutes: int, day: int) -> Shift:
    """Return the shift ``minutes`` later, on ``day``."""
    rest, soft = shift.rest, shift.soft_end_min
    return Shift(
        day=day,
        start_min=shift.start_min + minutes,
        end_min=shift.end_min + minutes,
        breaks=tuple((a + minutes, b + minutes) for a, b in shift.breaks),
        rest=rest and replace(rest, opens=rest.opens + minutes, closes=rest.closes + minutes),
        soft_end_min=None if soft is None else soft + minutes,
    )


def _longer_days(problem: Problem) -> Problem:
    """Return the problem with days of 700 minutes more; intervals stay where they were."""
    moved = tuple(
        replace(unit, shifts=tuple(_by(s, 700 * s.day, s.day) for s in unit.shifts))
        for unit in problem.units
    )
    return replace(problem, day_min=problem.day_min + 700, units=moved)


def _other_days(problem: Problem) -> Problem:
    """Return the problem with each shift on the next day, the last on day 0."""

    def moved(shift: Shift) -> Shift:
        day = (shift.day + 1) % problem.days
        return _by(shift, (day - shift.day) * problem.day_min, day)

    return replace(
        problem,
        units=tuple(replace(u, shifts=tuple(moved(s) for s in u.shifts)) for u in problem.units),
    )


#: What is done to a problem for each field.
MUTATIONS: Final[dict[str, Change]] = {
    "Problem.tasks": _one_more,
    "Problem.days": lambda p: replace(
        p, days=2 * p.days, crews_per_day=p.crews_per_day and 2 * p.crews_per_day
    ),
    "Problem.day_min": _longer_days,
    "Problem.travel_min": lambda p: replace(p, travel_min=3 * p.travel_min),
    "Problem.travel_by_class": lambda p: replace(
        p, travel_by_class={name: 4 * matrix for name, matrix in p.travel_by_class.items()}
    ),
    "Problem.distance_m": lambda p: replace(
        p, distance_m=None if p.distance_m is None else 9 * p.distance_m
    ),
    "Problem.area_people_per_day": field(area_people_per_day=60),
    "Problem.area_sessions_per_week": field(area_sessions_per_week=1),
    "Problem.first_weekday": field(first_weekday=6),
    "Problem.crews_per_day": lambda p: replace(p, crews_per_day=(1,) * p.days),
    "Problem.frozen_before": lambda p: replace(p, frozen_before=p.days),
    "Problem.change_budget": field(change_budget=0),
    "Task.place": tasks(lambda *_: {"place": 0}),
    "Task.service_min": tasks(lambda _, task: {"service_min": task.service_min + 45}),
    "Task.service_by_unit": tasks(lambda *_: {"service_by_unit": {"u1": 20, "u2": 170}}),
    "Task.buffer_min": tasks(lambda _, task: {"buffer_min": task.buffer_min + 60}),
    "Task.intervals": tasks(lambda _, task: {"intervals": task.intervals[2:]}),
    "Task.units": tasks(lambda *_: {"units": ("u1",)}),
    "Task.people": tasks(lambda _, task: {"people": task.people + 70}),
    "Task.weight": tasks(lambda n, task: {"weight": task.weight + 3 * (n % 2)}),
    "Task.due_day": tasks(lambda *_: {"due_day": 0}),
    "Task.site": tasks(lambda *_: {"site": "s"}),
    "Task.area": tasks(lambda *_: {"area": "a"}),
    "Task.group": tasks(lambda n, _: {"group": f"g{n % 3}"}),
    "Task.release_day": tasks(lambda *_: {"release_day": 2}),
    "Task.fixed_day": tasks(lambda *_: {"fixed_day": 1}),
    "Task.level": tasks(lambda n, _: {"level": n % 3}),
    "Problem.units_at_site": field(units_at_site={"s1": 2}),
    "Task.drop_cost": tasks(lambda n, _: {"drop_cost": 20 + 400 * (n % 2)}),
    "Unit.depot": units(lambda _: {"depot": 1}),
    "Unit.people_per_day": units(lambda _: {"people_per_day": 80}),
    "Unit.crew": units(lambda unit: {"crew": unit.crew + 1}),
    "Unit.travel_class": units(lambda _: {"travel_class": "slow"}),
    "Unit.max_tour_min": units(lambda _: {"max_tour_min": 130}),
    "Unit.max_tour_m": units(lambda _: {"max_tour_m": 30_000}),
    "Unit.travel_cost": units(lambda _: {"travel_cost": 19}),
    "Unit.day_cost": units(lambda _: {"day_cost": 900}),
    "Shift.day": _other_days,
    "Shift.start_min": shifts(lambda s: {"start_min": s.start_min + 170}),
    "Shift.end_min": shifts(lambda s: {"end_min": s.end_min - 220, "soft_end_min": None}),
    "Shift.breaks": shifts(lambda s: {"breaks": ((s.start_min + 120, s.start_min + 300),)}),
    "Rest.minutes": rests(minutes=45),
    "Rest.opens": rests(opens=45),
    "Rest.closes": rests(closes=-45),
    "Shift.soft_end_min": shifts(lambda s: {"soft_end_min": s.start_min + 60}),
    "Published.task": lambda p: replace(
        p,
        published=tuple(
            replace(promise, task=task.id)
            for promise, task in zip(p.published, reversed(p.tasks), strict=False)
        ),
    ),
    "Published.unit": rows("published", lambda p: {"unit": "u1" if p.unit == "u2" else "u2"}),
    "Published.day": rows("published", lambda p: {"day": (p.day + 1) % 4}),
    "Published.start_min": rows("published", lambda p: {"start_min": p.start_min + 240}),
    "Published.pinned": rows("published", lambda p: {"pinned": not p.pinned}),
    "Spacing.tasks": lambda p: replace(
        p,
        spacings=tuple(
            replace(s, tasks=tuple(t.id for t in p.tasks[n::2])) for n, s in enumerate(p.spacings)
        ),
    ),
    "Spacing.min_days": rows("spacings", lambda _: {"min_days": 3, "max_days": None}),
    "Spacing.max_days": rows("spacings", lambda s: {"max_days": s.min_days}),
    "Spacing.day_sets": rows("spacings", lambda _: {"day_sets": ((0,), (3,))}),
    "Spacing.weekday_sets": rows("spacings", lambda _: {"weekday_sets": ((3,), (5,))}),
    "Spacing.same_unit": rows("spacings", lambda s: {"same_unit": not s.same_unit}),
    "Surge.first_day": value("surge", first_day=1),
    "Surge.last_day": value("surge", last_day=0),
    "Surge.people_per_day": value("surge", people_per_day=10),
    **{
        f"Weights.{name}": value("weights", **{name: points})
        for name, points in {
            "person": 2,
            "wait": 40,
            "late": 40,
            "travel": 15,
            "overtime": 90,
            "unit_day": 400,
            "fair": 60,
            "fair_percent": 20,
            "least_cover": 300,
            "surge": 40,
            "move_day": 300,
            "move_unit": 300,
            "move_drop": 0,
            "near_days": 9,
            "near_percent": 400,
        }.items()
    },
}
