"""Red cases of the limits beyond times and people: days, breaks, series, crews, promises."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from routes import Problem, Published, Shift, Spacing, Stop, check
from tests.routes.problems import answer, make_problem, make_task, make_unit, stop


def codes(problem: Problem, stops: list[Stop]) -> list[str]:
    return [violation.code for violation in check(problem, answer(problem, stops))]


@pytest.mark.parametrize(
    ("task", "caught"),
    [
        ({"release_day": 1}, False),
        ({"release_day": 2}, True),
        ({"fixed_day": 1}, False),
        ({"fixed_day": 0}, True),
    ],
)
def test_release_and_fixed_day_are_first(task: dict[str, Any], caught: bool) -> None:
    problem = make_problem([make_task("t1", **task)])
    assert (codes(problem, [stop(problem, "t1", "u1", 1, 500)]) == ["on_its_day"]) is caught


def lunch(start: int, end: int) -> Problem:
    shift = Shift(day=0, start_min=480, end_min=960, breaks=((start, end),))
    tasks = [make_task("t1"), make_task("t2", place=2)]
    return make_problem(tasks, units=(make_unit("u1", shifts=(shift,)), make_unit("u2")))


@pytest.mark.parametrize(("clock", "caught"), [(660, False), (661, True), (779, True)])
def test_nobody_serves_during_a_break(clock: int, caught: bool) -> None:
    broken = codes(lunch(720, 780), [stop(lunch(720, 780), "t1", "u1", 0, clock)])
    assert ("outside_breaks" in broken) is caught


@pytest.mark.parametrize(("clock", "caught"), [(790, False), (789, True)])
def test_nobody_drives_during_a_break(clock: int, caught: bool) -> None:
    problem = lunch(715, 780)
    stops = [stop(problem, "t1", "u1", 0, 650), stop(problem, "t2", "u1", 0, clock)]
    assert (codes(problem, stops) == ["time_to_travel"]) is caught


@pytest.mark.parametrize(("clock", "caught"), [(790, False), (785, True)])
def test_the_way_out_does_not_touch_a_break(clock: int, caught: bool) -> None:
    problem = lunch(485, 780)
    assert ("within_shift" in codes(problem, [stop(problem, "t1", "u1", 0, clock)])) is caught


@pytest.mark.parametrize(
    ("spacing", "days", "caught"),
    [
        ({"min_days": 1}, (0, 1), False),
        ({"min_days": 1}, (0, 0), True),
        ({"min_days": 2}, (0, 1), True),
        ({"max_days": 1}, (0, 1), False),
        ({"max_days": 1}, (0, 2), True),
    ],
)
def test_days_of_a_series_keep_their_distance(
    spacing: dict[str, Any], days: tuple[int, int], caught: bool
) -> None:
    tasks = [make_task("t1"), make_task("t2")]
    problem = make_problem(tasks, spacings=(Spacing(tasks=("t1", "t2"), **spacing),))
    stops = [stop(problem, "t1", "u1", days[0], 500), stop(problem, "t2", "u1", days[1], 600)]
    assert (codes(problem, stops) == ["days_apart"]) is caught


def test_a_week_of_an_area_ends_on_sunday() -> None:
    tasks = [make_task(f"t{n}") for n in range(3)]
    stops = [stop(make_problem(tasks), f"t{n}", "u1", n, 500) for n in range(3)]
    for weekday, caught in ((0, True), (5, False), (6, False)):
        problem = make_problem(tasks, area_sessions_per_week=2, first_weekday=weekday)
        assert (codes(problem, stops) == ["sessions_per_area_week"]) is caught, weekday


@pytest.mark.parametrize(("crews", "caught"), [((3, 0, 0), False), ((2, 9, 9), True)])
def test_units_of_a_day_share_the_crew_there_is(crews: tuple[int, ...], caught: bool) -> None:
    tasks = [make_task("t1"), make_task("t2")]
    units = (make_unit("u1", crew=1), make_unit("u2", crew=2))
    problem = make_problem(tasks, units=units, crews_per_day=crews)
    stops = [stop(problem, "t1", "u1", 0, 500), stop(problem, "t2", "u2", 0, 500)]
    assert (codes(problem, stops) == ["crews_per_day"]) is caught


def promised(**given: Any) -> Problem:
    promises = (
        Published(task="t1", unit="u1", day=0, start_min=500),
        Published(task="t2", unit="u1", day=1, start_min=1940),
    )
    return make_problem([make_task("t1"), make_task("t2")], published=promises, **given)


def test_a_promise_of_a_frozen_day_stays_or_is_withdrawn() -> None:
    frozen = promised(frozen_before=1)
    first, later = stop(frozen, "t1", "u1", 0, 500), stop(frozen, "t2", "u1", 2, 500)
    assert codes(frozen, [first, later]) == []
    assert codes(frozen, [later]) == []
    assert codes(frozen, [replace(first, start_min=501, end_min=561)]) == ["frozen_stays"]
    assert codes(frozen, [replace(first, unit="u2")]) == ["frozen_stays"]


@pytest.mark.parametrize(("budget", "caught"), [(0, True), (1, False), (None, False)])
def test_no_more_promises_change_than_the_budget_allows(budget: int | None, caught: bool) -> None:
    problem = promised(change_budget=budget)
    moved = [stop(problem, "t1", "u1", 0, 600), stop(problem, "t2", "u2", 1, 500)]
    assert (codes(problem, moved) == ["within_change_budget"]) is caught
    withdrawn = [stop(problem, "t1", "u1", 0, 600)]
    assert (codes(problem, withdrawn) == ["within_change_budget"]) is caught


@pytest.mark.parametrize(
    "changes",
    [
        {"units": (make_unit("u1", shifts=()), make_unit("u2"))},
        {"units": (make_unit("u1", people_per_day=39), make_unit("u2"))},
        {"tasks": (make_task("t1", units=("u2",)), make_task("t2"))},
        {"tasks": (make_task("t1", release_day=1), make_task("t2"))},
        {"tasks": (make_task("t1", fixed_day=2), make_task("t2"))},
        {"tasks": (make_task("t1", intervals=((480, 539), (1920, 2300))), make_task("t2"))},
        {"tasks": (make_task("t1", service_min=461), make_task("t2"))},
        {"area_people_per_day": 39},
        {"crews_per_day": (0, 3, 3)},
    ],
)
def test_what_could_not_stand_anyway_does_not_count(changes: dict[str, Any]) -> None:
    problem = replace(promised(change_budget=0), **changes)
    first = [stop(problem, "t2", "u1", 1, 500)]
    counted = "within_change_budget" in codes(problem, first)
    both_fall = changes.keys() & {"units", "area_people_per_day"}
    assert not counted
    if not both_fall:
        assert "within_change_budget" in codes(problem, [])
