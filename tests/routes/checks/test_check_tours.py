"""Red cases of how long and far tours may be, and of the days of a series."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routes import Problem, Rest, Shift, Spacing, Stop, check
from tests.routes.problems import answer, make_problem, make_task, make_unit, stop


def codes(problem: Problem, stops: list[Stop]) -> list[str]:
    return [violation.code for violation in check(problem, answer(problem, stops))]


@pytest.mark.parametrize(("most", "caught"), [(200, False), (199, True), (None, False)])
def test_a_tour_is_away_from_its_latest_departure_to_its_return(
    most: int | None, caught: bool
) -> None:
    tasks = [make_task("t1"), make_task("t2", place=2)]
    problem = make_problem(tasks, units=(make_unit("u1", max_tour_min=most), make_unit("u2")))
    stops = [stop(problem, "t1", "u1", 0, 600), stop(problem, "t2", "u1", 0, 720)]
    assert (codes(problem, stops) == ["tour_duration"]) is caught


@pytest.mark.parametrize(
    ("start", "most", "caught"),
    [(635, 115, False), (635, 114, True), (640, 80, False), (640, 79, True)],
)
def test_a_break_on_the_way_out_counts_as_time_away(start: int, most: int, caught: bool) -> None:
    shift = Shift(day=0, start_min=480, end_min=960, breaks=((600, 630),))
    unit = make_unit("u1", shifts=(shift,), max_tour_min=most)
    problem = make_problem([make_task("t1")], units=(unit, make_unit("u2")))
    # To be there at 635 the drive of 10 minutes is over before the break.
    assert (codes(problem, [stop(problem, "t1", "u1", 0, start)]) == ["tour_duration"]) is caught


@pytest.mark.parametrize(("most", "caught"), [(3000, False), (2999, True), (None, False)])
def test_a_tour_is_no_longer_in_metres_than_its_unit_may_go(most: int | None, caught: bool) -> None:
    tasks = [make_task("t1"), make_task("t2", place=2)]
    problem = make_problem(tasks)
    units = (make_unit("u1", max_tour_m=most), make_unit("u2"))
    problem = replace(problem, distance_m=1000 * (problem.travel_min > 0), units=units)
    stops = [stop(problem, "t1", "u1", 0, 600), stop(problem, "t2", "u1", 0, 700)]
    assert (codes(problem, stops) == ["tour_distance"]) is caught


@pytest.mark.parametrize(
    ("days", "caught"), [((0, 2), False), ((1, 2), True), ((2, 0), False), ((0, 1), True)]
)
def test_the_days_of_a_series_lie_within_one_of_its_sets(
    days: tuple[int, int], caught: bool
) -> None:
    series = Spacing(tasks=("t1", "t2"), day_sets=((0, 2), (1,)))
    problem = make_problem([make_task("t1"), make_task("t2")], spacings=(series,))
    stops = [stop(problem, "t1", "u1", days[0], 500), stop(problem, "t2", "u1", days[1], 600)]
    assert (codes(problem, stops) == ["on_a_day_set"]) is caught


@pytest.mark.parametrize(
    ("days", "caught"), [((0, 2), False), ((1, 2), True), ((2, 0), False), ((0, 1), True)]
)
def test_the_weekdays_of_a_series_lie_within_one_of_its_sets(
    days: tuple[int, int], caught: bool
) -> None:
    """Day 0 is a Saturday: its days are Saturday and Monday, or Sunday."""
    series = Spacing(tasks=("t1", "t2"), weekday_sets=((5, 0), (6,)))
    tasks = [make_task("t1"), make_task("t2")]
    problem = make_problem(tasks, spacings=(series,), first_weekday=5)
    stops = [stop(problem, "t1", "u1", days[0], 500), stop(problem, "t2", "u1", days[1], 600)]
    assert (codes(problem, stops) == ["on_a_day_set"]) is caught


@pytest.mark.parametrize(("same", "unit", "caught"), [(True, "u2", True), (True, "u1", False)])
def test_one_unit_serves_a_series_that_wants_it(same: bool, unit: str, caught: bool) -> None:
    series = Spacing(tasks=("t1", "t2"), same_unit=same)
    problem = make_problem([make_task("t1"), make_task("t2")], spacings=(series,))
    stops = [stop(problem, "t1", "u1", 0, 500), stop(problem, "t2", unit, 1, 500)]
    assert (codes(problem, stops) == ["same_unit"]) is caught


@pytest.mark.parametrize(("most", "caught"), [(1, True), (2, True), (3, False)])
def test_so_many_units_are_at_a_site_as_may_be(most: int, caught: bool) -> None:
    tasks = [make_task(f"t{n}", site="s", units=(f"u{n}",)) for n in (1, 2, 3)]
    units = tuple(make_unit(f"u{n}") for n in (1, 2, 3))
    problem = make_problem(tasks, units=units, units_at_site={"s": most})
    stops = [stop(problem, f"t{n}", f"u{n}", 0, 500) for n in (1, 2, 3)]
    assert (codes(problem, stops) == ["one_unit_at_site"]) is caught


@pytest.mark.parametrize(
    ("starts", "rest", "caught"),
    [
        # There are 10 minutes of drive to each stop and back, and a stop lasts 60 minutes. It may
        # wait before a drive or after it.
        ((600, 720), Rest(minutes=50, opens=650, closes=720), False),
        ((600, 720), Rest(minutes=51, opens=650, closes=720), True),
        ((600, 720), Rest(minutes=40, opens=670, closes=730), False),
        ((600, 720), Rest(minutes=51, opens=670, closes=730), True),
        ((600, 670), Rest(minutes=40, opens=560, closes=620), False),
        ((600, 670), Rest(minutes=41, opens=560, closes=620), True),
        ((600, 670), Rest(minutes=30, opens=700, closes=770), False),
        ((600, 670), Rest(minutes=31, opens=700, closes=760), True),
    ],
)
def test_a_unit_rests_before_on_or_after_its_way(
    starts: tuple[int, int], rest: Rest, caught: bool
) -> None:
    shift = Shift(day=0, start_min=480, end_min=960, rest=rest)
    units = (make_unit("u1", shifts=(shift,)), make_unit("u2"))
    problem = make_problem([make_task("t1"), make_task("t2", place=2)], units=units)
    stops = [stop(problem, f"t{n}", "u1", 0, clock) for n, clock in enumerate(starts, 1)]
    assert (codes(problem, stops) == ["takes_its_rest"]) is caught
