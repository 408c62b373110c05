"""Small problems and plans for the tests of the engine; each test states only what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np

from routes import (
    DAY_MIN,
    Problem,
    Published,
    Rest,
    Shift,
    Solution,
    Spacing,
    Stop,
    Surge,
    Task,
    Unit,
    Unscheduled,
    Weights,
    evaluate,
)


def shifts(days: Sequence[int], start: int = 480, end: int = 960) -> tuple[Shift, ...]:
    """Return a shift on each of ``days`` with the same hours."""
    return tuple(
        Shift(day=day, start_min=day * DAY_MIN + start, end_min=day * DAY_MIN + end) for day in days
    )


def make_unit(name: str = "u1", **given: Any) -> Unit:
    usual = {"depot": 0, "shifts": shifts(range(3)), "people_per_day": 300}
    return Unit(id=name, **{**usual, **given})


def make_task(name: str, **given: Any) -> Task:
    """Return a task of an hour for 40 people at place 1, open on three days."""
    usual: dict[str, Any] = {
        "place": 1,
        "service_min": 60,
        "intervals": tuple((day * DAY_MIN + 480, day * DAY_MIN + 960) for day in range(3)),
        "units": ("u1", "u2"),
        "people": 40,
        "area": "a",
        "group": "g",
    }
    return Task(id=name, **{**usual, **given})


def make_problem(tasks: Sequence[Task], **given: Any) -> Problem:
    """Return a problem of three days and two units, places 10 minutes apart."""
    places = given.pop("places", 6)
    travel = np.full((places, places), 10, dtype=np.int64)
    np.fill_diagonal(travel, 0)
    usual: dict[str, Any] = {
        "name": "small",
        "days": 3,
        "places": places,
        "travel_min": travel,
        "tasks": tuple(tasks),
        "units": (make_unit("u1"), make_unit("u2")),
    }
    return Problem(**{**usual, **given})


def stop(problem: Problem, task: str, unit: str, day: int, clock: int) -> Stop:
    """Return a stop that starts ``clock`` minutes after midnight of ``day``."""
    service = next(each.service_with(unit) for each in problem.tasks if each.id == task)
    start = day * DAY_MIN + clock
    return Stop(task=task, unit=unit, day=day, start_min=start, end_min=start + service)


def answer(problem: Problem, stops: Sequence[Stop]) -> Solution:
    """Return ``stops`` as an answer whose cost is honest; what is not named is left out."""
    named = {stop.task for stop in stops}
    return Solution(
        stops=tuple(stops),
        unscheduled=tuple(
            Unscheduled(task=task.id, reason="not_searched", sentence="made up")
            for task in problem.tasks
            if task.id not in named
        ),
        cost=evaluate(problem, stops),
        engine="test",
        seed=0,
        steps=0,
        seconds=0.0,
    )


def random_problem(seed: int, tasks: int = 12, days: int = 5) -> Problem:
    """Return a problem of five days in which everything a problem can say is said."""
    chance = Random(seed)
    count = tasks
    points = [(chance.uniform(0, 40), chance.uniform(0, 40)) for _ in range(count + 1)]
    travel = np.array(
        [[int(abs(ax - bx) + abs(ay - by)) for bx, by in points] for ax, ay in points],
        dtype=np.int64,
    )
    units = tuple(
        make_unit(
            f"u{n}",
            shifts=_with_breaks(
                shifts(
                    sorted(chance.sample(range(days), min(4, days))), 450, chance.choice([900, 990])
                )
            ),
            people_per_day=chance.choice([150, 250]),
            crew=n,
            travel_class="slow" if n == 2 else "",
            **_random_tours(chance, n),
        )
        for n in (1, 2)
    )
    made = tuple(_random_task(chance, number, days) for number in range(count))
    names = [task.id for task in made]
    return Problem(
        name=f"random {seed}",
        days=days,
        places=count + 1,
        travel_min=travel,
        tasks=made,
        units=units,
        area_people_per_day=120,
        published=_random_promises(chance, made, units),
        travel_by_class={"slow": travel + 3 * (travel > 0)},
        area_sessions_per_week=4,
        first_weekday=3,
        crews_per_day=tuple(chance.choice([2, 3, 3]) for _ in range(days)),
        spacings=(
            Spacing(tasks=tuple(names[:3]), min_days=1, max_days=2),
            Spacing(tasks=tuple(names[3:5]), min_days=2),
            Spacing(tasks=tuple(names[1:4:2]), day_sets=((0, 2), (1, 3), (0, 4))),
            Spacing(
                tasks=tuple(names[5:7]), weekday_sets=((3, 5), (4, 6), (0,)), same_unit=seed % 2 > 0
            ),
        ),
        surge=Surge(first_day=0, last_day=1, people_per_day=100),
        frozen_before=1,
        change_budget=chance.choice([None, 2]),
        units_at_site={"s2": 2},
        weights=Weights(surge=4, near_days=3, near_percent=50),
        distance_m=700 * travel + 100,
    )


def _random_tours(chance: Random, n: int) -> dict[str, int | None]:
    """Return the limits and prices of a unit's tours; the second's are its own."""
    return {
        "max_tour_min": chance.choice([None, 200, 300]),
        "max_tour_m": chance.choice([None, 60_000, 90_000]),
        "travel_cost": None if n == 1 else chance.choice([1, 5]),
        "day_cost": None if n == 1 else chance.choice([0, 150]),
    }


def _with_breaks(given: tuple[Shift, ...]) -> tuple[Shift, ...]:
    """Return the shifts with a break from 12:00 to 12:45 on every other day.

    On the others there is a rest of 40 minutes between 11:30 and 13:00, or overtime after 11:40.
    """
    return tuple(_with_break(shift, shift.day * DAY_MIN) for shift in given)


def _with_break(shift: Shift, base: int) -> Shift:
    if shift.day % 2:
        return replace(shift, breaks=((base + 720, base + 765),))
    if shift.day % 4:
        return replace(shift, soft_end_min=base + 700)
    return replace(shift, rest=Rest(minutes=40, opens=base + 690, closes=base + 780))


def _random_task(chance: Random, number: int, days: int) -> Task:
    intervals = []
    for day in range(days):
        base = day * DAY_MIN
        roll = chance.random()
        if roll < 0.5:
            intervals.append((base + 480, base + 960))
        elif roll < 0.8:
            intervals += [(base + 480, base + 690), (base + 780, base + 960)]
    service = chance.choice([30, 60, 95, 150])
    return Task(
        id=f"t{number}",
        place=number + 1,
        service_min=service,
        service_by_unit={"u2": service // 2} if number % 3 == 0 else {},
        buffer_min=15 if number % 4 == 1 else 0,
        level=chance.choice([0, 0, 1, 2]) if number % 5 == 4 else 0,
        intervals=tuple(intervals),
        units=tuple(chance.choice([("u1",), ("u2",), ("u1", "u2"), ("u1", "u2")])),
        people=chance.randint(5, 90),
        weight=chance.randint(1, 4),
        due_day=chance.choice([None, 0, 2]),
        site=chance.choice(["", "", "s1", "s2"]),
        area=chance.choice("abc"),
        group=chance.choice(["g1", "g2"]),
        release_day=chance.choice([0, 0, 0, 2]),
        fixed_day=3 if number == 7 else None,
        drop_cost=chance.choice([None, None, 900]),
    )


def _random_promises(
    chance: Random, tasks: Sequence[Task], units: Sequence[Unit]
) -> tuple[Published, ...]:
    promises = []
    for task in chance.sample(list(tasks), 3):
        shift = chance.choice(chance.choice(units).shifts)
        promises.append(
            Published(
                task=task.id,
                unit=chance.choice(units).id,
                day=shift.day,
                start_min=shift.start_min + 60,
            )
        )
    return tuple(promises)


def random_plan(problem: Problem, seed: int) -> tuple[Stop, ...]:
    """Return stops anywhere and at any time: usually illegal, always with a cost."""
    chance = Random(seed)
    starts = chance.sample(range(400, 1000), len(problem.tasks))
    chosen = [task for task in problem.tasks if chance.random() < 0.7]
    return tuple(
        stop(
            problem,
            task.id,
            chance.choice(problem.units).id,
            chance.randrange(problem.days),
            starts[number],
        )
        for number, task in enumerate(chosen)
    )


def without(solution: Solution, task: str, problem: Problem) -> Solution:
    """Return the answer with ``task`` left out and an honest cost."""
    left = [stop for stop in solution.stops if stop.task != task]
    return replace(answer(problem, left), engine=solution.engine)
