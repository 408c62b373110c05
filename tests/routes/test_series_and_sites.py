"""Series on given weekdays or with one unit, and sites for several units: beside all plans."""

from __future__ import annotations

import itertools
from dataclasses import replace
from random import Random

import pytest

from routes import (
    DAY_MIN,
    Freedom,
    How,
    Problem,
    Published,
    Spacing,
    Wish,
    check,
    problem_to_json,
    read_problem,
    repair,
    solve,
    stops_as_published,
)
from tests.routes.oracles.tours import Spot, least_cost_where
from tests.routes.problems import make_problem, make_task, make_unit
from tests.routes.small_offices import small_office
from tests.sizes import seeds


def with_series(seed: int) -> Problem:
    """Return a small office with a series of three and a site of four tasks."""
    chance = Random(seed)
    problem = small_office(seed, tasks=(4, 5))
    names = [task.id for task in problem.tasks]
    sets = (((0, 2), (1,)), ((4, 5, 6),), ())
    series = Spacing(
        tasks=tuple(chance.sample(names, 3)),
        min_days=chance.choice([0, 1]),
        weekday_sets=chance.choice(sets),
        same_unit=chance.random() < 0.6,
    )
    at_site = chance.sample(names, 4)
    return replace(
        problem,
        tasks=tuple(replace(t, site="s" if t.id in at_site else "") for t in problem.tasks),
        spacings=(series,),
        first_weekday=chance.choice([0, 5]),
        units_at_site={"s": chance.choice([1, 2])},
    )


def keeps(problem: Problem, stands: dict[str, Spot]) -> bool:
    """Return whether units and days keep what is said of the series and of the site."""
    (series,) = problem.spacings
    held = [stands[task] for task in series.tasks if task in stands]
    days = sorted(day for _, day in held)
    if any(b - a < series.min_days for a, b in itertools.pairwise(days)):
        return False
    if series.same_unit and len({unit for unit, _ in held}) > 1:
        return False
    weekdays = {(problem.first_weekday + day) % 7 for day in days}
    if series.weekday_sets and not any(weekdays <= set(s) for s in series.weekday_sets):
        return False
    there = {stands[task.id] for task in problem.tasks if task.site and task.id in stands}
    by_day = [day for _, day in there]
    return all(by_day.count(day) <= problem.units_at_site["s"] for day in by_day)


@pytest.mark.parametrize("seed", seeds("proofs", times=2))
def test_plans_are_the_best_of_all_that_keep_series_and_site(seed: int) -> None:
    problem = with_series(seed)
    solution = solve(problem, steps=400)
    best = least_cost_where(problem, lambda stands: keeps(problem, stands))
    assert check(problem, solution) == []
    assert solution.cost.total == best
    second = solve(problem, steps=60, how=How(engine="ortools"))
    assert check(problem, second) == []
    assert second.cost.total >= best


def test_days_and_weekdays_of_a_series_hold_together() -> None:
    """Day 0 is a Friday: of days 0, 3 and 4 only the Monday and the Tuesday are weekdays given."""
    series = Spacing(tasks=("t1",), day_sets=((0, 3, 4),), weekday_sets=((0, 1),))
    problem = make_problem([make_task("t1")], days=7, first_weekday=4, spacings=(series,))
    assert problem.day_sets_of(series) == ((3, 4),)
    assert problem.day_sets_of(replace(series, weekday_sets=())) == ((0, 3, 4),)
    assert problem.day_sets_of(replace(series, day_sets=())) == ((3, 4),)


def test_a_series_moves_to_another_unit_as_a_whole() -> None:
    units = (make_unit("u1"), make_unit("u2"))
    series = Spacing(tasks=("t1", "t2"), same_unit=True)
    usual = [make_task("t1"), make_task("t2", place=2, units=("u2",))]
    solution = solve(make_problem(usual, units=units, spacings=(series,)), steps=30)
    assert {stop.unit for stop in solution.stops} == {"u2"}
    assert solution.cost.served == 2


def test_a_repair_frees_a_promise_that_one_unit_cannot_keep_beside_the_others() -> None:
    series = Spacing(tasks=("t1", "t2"), same_unit=True)
    tasks = [make_task("t1", people=50), make_task("t2", place=2, people=10)]
    problem = make_problem(tasks, units=(make_unit("u1"), make_unit("u2")))
    told = (
        Published(task="t1", unit="u1", day=0, start_min=500),
        Published(task="t2", unit="u2", day=1, start_min=DAY_MIN + 500),
    )
    problem = replace(problem, spacings=(series,), published=told)
    repaired = repair(problem, stops_as_published(problem), Wish(freedom=Freedom.INSERT), steps=5)
    assert repaired.freed == ("t2",)
    assert check(problem, repaired) == []
    assert {stop.unit for stop in repaired.stops} == {"u1"}


def test_they_are_read_from_files() -> None:
    series = Spacing(tasks=("t1",), weekday_sets=((0, 2),), same_unit=True)
    problem = make_problem([make_task("t1", site="s")], spacings=(series,), units_at_site={"s": 2})
    read = read_problem(problem_to_json(problem))
    assert (read.spacings, read.units_at_site) == (problem.spacings, problem.units_at_site)
    with pytest.raises(ValueError, match="weekday_sets hold numbers from 0"):
        replace(series, weekday_sets=((7,),))
    with pytest.raises(ValueError, match="units_at_site must be 1 or more"):
        replace(problem, units_at_site={"s": 0})
