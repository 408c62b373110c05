"""Cordeau's periodic files: exact sets of days, a longest tour and load for each day."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from routes import Format, ProblemError, Stop, bound, check, evaluate, read_any, solve
from routes.readers.public_sets import read_cordeau, read_solomon
from tests.routes.problems import answer

#: Two vehicles, three customers, four days; the second's days are 1 and 3 or 2 and 4.
PERIODIC = """1 2 3 4
0 10
0 10
0 10
0 10
0 0 0 0 0 0 0
1 3 4 0 2 1 4 1 2 4 8
2 0 5 0 2 2 2 10 5
3 0 6 2 2 3 1 13
"""
SOLOMON = """MINI

VEHICLE
NUMBER     CAPACITY
  1         10

CUSTOMER
CUST NO.  XCOORD.  YCOORD.  DEMAND  READY TIME  DUE DATE  SERVICE TIME

    0      0         0        0        0         200         0
    1      0        10        4        0          15         0
"""


def test_sets_of_days_are_kept_exactly() -> None:
    problem = read_cordeau(PERIODIC)
    sets = {spacing.tasks: spacing.day_sets for spacing in problem.spacings}
    assert sets == {("2.1", "2.2"): ((0, 2), (1, 3)), ("3.1", "3.2", "3.3"): ((0, 1, 3),)}
    assert [task.service_min for task in problem.tasks] == [0, 0, 0, 2, 2, 2]
    days = {
        task.id: sorted(a // problem.day_min for a, _ in task.intervals) for task in problem.tasks
    }
    assert days["1.1"] == [0, 1, 2, 3]
    solution = solve(problem, steps=60)
    assert check(problem, solution) == []
    assert {stop.day for stop in solution.stops if stop.task.startswith("2.")} in ({0, 2}, {1, 3})
    assert {stop.day for stop in solution.stops if stop.task.startswith("3.")} == {0, 1, 3}


def test_only_plans_on_a_set_pass_the_check() -> None:
    problem = read_cordeau(PERIODIC)
    legal = set()
    for first, second in product(range(4), repeat=2):
        stops = [
            Stop(task=f"2.{n}", unit="v0", day=day, start_min=start, end_min=start)
            for n, day in ((1, first), (2, second))
            for start in [day * problem.day_min + 5]
        ]
        if not check(problem, answer(problem, stops)):
            legal.add((first, second))
    assert legal == {(0, 2), (2, 0), (1, 3), (3, 1)}


def test_the_best_of_all_sets_is_found_and_no_bound_is_above_it() -> None:
    problem = read_cordeau(PERIODIC)
    # Three ways to customer 3; customer 2 stands on two of them, customer 1 is 3 off one.
    solution = solve(problem, steps=100)
    assert solution.cost.total == evaluate(problem, solution.stops).total == 3 * 12 + 3
    for plan in (solution, answer(problem, [])):
        assert bound(problem, plan).value <= solution.cost.total


@pytest.mark.parametrize(("longest", "served"), [("12", True), ("11", False)])
def test_each_day_has_its_own_longest_tour(longest: str, served: bool) -> None:
    text = PERIODIC.replace("0 10\n0 10\n0 10\n0 10", f"0 10\n{longest} 10\n0 10\n0 10")
    problem = read_cordeau(text.replace("3 0 6 2", "3 0 6 0"))
    solution = solve(problem, steps=60)
    assert check(problem, solution) == []
    assert (len(solution.unscheduled) == 0) is served


def test_where_loads_differ_by_day_a_vehicle_is_another_unit_on_each() -> None:
    problem = read_cordeau(PERIODIC.replace("0 10\n", "0 4\n", 1))
    assert [(u.id, u.people_per_day) for u in problem.units][:2] == [("v0.0", 4), ("v0.1", 10)]
    assert all(len(unit.shifts) == 1 for unit in problem.units)
    assert check(problem, solve(problem, steps=40)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("1 2 3 4", "5 2 3 4", "type 5 is not the periodic problem"),
        ("1 2 3 4", "1 2 4 4", "4 lines of places, expected 4 and the depot"),
        ("2 2 2 10 5", "2 2 2 10 7", "customer 2 is visited 2 times, a set has other days"),
        ("2 2 2 10 5", "2 2 3 10 5", "customer 2 has other sets of days than the 3"),
        ("2 2 2 10 5", "2 2 2 10 5 0 100", "customer 2 has other sets of days than the 2"),
        ("2 2 2 10 5", "2 2 2 10 17", "customer 2 has other sets of days"),
        ("2 0 5 0 2", "2 0 5 0 2.5", "2.5 is not whole"),
    ],
)
def test_a_line_that_says_something_else_is_refused(old: str, new: str, said: str) -> None:
    assert old in PERIODIC
    with pytest.raises(ProblemError, match=said):
        read_any(PERIODIC.replace(old, new, 1), fmt=Format.CORDEAU)


def test_a_service_of_no_minutes_stays_one() -> None:
    problem = read_solomon(SOLOMON)
    assert (problem.tasks[0].service_min, problem.tasks[0].intervals) == (0, ((0, 15),))
    solution = solve(problem, steps=2)
    assert [(s.start_min, s.end_min) for s in solution.stops] == [(10, 10)]
    assert check(problem, solution) == []


@pytest.mark.parametrize("line", ["2 0 10 4 0 15 0", "1 0 10 4 0 15", "x", "1 0 10 4.5 0 15 0"])
def test_a_solomon_line_that_is_no_next_customer_is_refused(line: str) -> None:
    with pytest.raises(ProblemError, match=r"CUSTOMER|customer"):
        read_any(
            SOLOMON.replace("    1      0        10        4        0          15         0", line)
        )


@pytest.mark.parametrize("seed", range(4))
def test_visits_of_no_minutes_at_one_place_have_a_true_bound(seed: int) -> None:
    problem = read_cordeau(PERIODIC.replace("3 0 6 2", "3 0 5 0"))
    problem = replace(problem, spacings=problem.spacings[seed % 2 :])
    solution = solve(problem, steps=60, seed=seed)
    assert bound(problem, answer(problem, [])).value <= solution.cost.total
