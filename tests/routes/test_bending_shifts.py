"""Shifts that bend: a rest that has no hour of its own, and a soft end after which minutes cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, permutations
from random import Random

import pytest

from routes import (
    How,
    Problem,
    Rest,
    Shift,
    Task,
    Unit,
    bound,
    check,
    evaluate,
    problem_to_json,
    read_problem,
    solve,
)
from routes.model.hours import return_min
from routes.search.state import data_of, empty_state, load_legal, prepared, stops_of
from tests.routes.oracles.minutes import earliest_return
from tests.routes.oracles.tours import least_cost
from tests.routes.problems import answer, make_problem, make_task, make_unit, random_problem
from tests.routes.small_offices import small_office
from tests.sizes import seeds


def day_of(seed: int, count: int = 3) -> Problem:
    """Return one unit's day by chance: hours, buffers, a break, a rest, a soft end, a long tour."""
    chance = Random(seed)
    tasks = []
    for number in range(count):
        opens = chance.choice([480, 480, 560, 640])
        tasks.append(
            make_task(
                f"t{number}",
                place=number + 1,
                service_min=chance.choice([20, 45, 70]),
                buffer_min=chance.choice([0, 0, 15]),
                intervals=((opens, opens + chance.choice([120, 300, 480])),),
                people=chance.choice([5, 20]),
                units=("u1",),
            )
        )
    opens = chance.choice([540, 600, 690])
    rest = Rest(
        minutes=chance.choice([20, 45]), opens=opens, closes=opens + chance.choice([50, 90])
    )
    starts = chance.choice([620, 700])
    shift = Shift(
        day=0,
        start_min=480,
        end_min=chance.choice([760, 900]),
        breaks=chance.choice([(), ((starts, starts + 25),)]),
        rest=chance.choice([rest, rest, None]),
        soft_end_min=chance.choice([None, 600, 700]),
    )
    most = chance.choice([None, None, 150, 240])
    unit = make_unit("u1", shifts=(shift,), max_tour_min=most)
    problem = make_problem(tasks, units=(unit,), places=count + 1)
    travel = problem.travel_min.copy()
    for a in range(count + 1):
        for b in range(a):
            travel[a, b] = travel[b, a] = chance.randint(0, 45)
    return replace(problem, travel_min=travel)


def back_of(problem: Problem, order: Sequence[int]) -> int | None:
    """Return when the search's own tour in this order is back; None: it does not fit."""
    model = prepared(problem)
    if not load_legal(data_of(model), empty_state(model, 1), [list(order)]):
        return None
    stops = stops_of(model, [list(order)])
    found = check(problem, answer(problem, stops))
    assert found == [], found
    (unit,) = problem.units
    return return_min(problem, unit, unit.shifts[0], stops)


@pytest.mark.parametrize("seed", seeds("true_reasons", times=2))
def test_a_tour_fits_and_is_back_as_it_is_minute_by_minute(seed: int) -> None:
    problem = day_of(seed, 1 + seed % 3)
    (unit,) = problem.units
    for order in permutations(range(len(problem.tasks))):
        tasks = [problem.tasks[n] for n in order]
        assert back_of(problem, order) == earliest_return(problem, unit, unit.shifts[0], tasks)


def best_by_trying(problem: Problem) -> int:
    """Return the least cost of all orders of all sets of tasks, told by the minute."""
    (unit,) = problem.units
    (shift,) = unit.shifts
    best = evaluate(problem, []).total
    numbers = range(len(problem.tasks))
    for count in range(1, len(problem.tasks) + 1):
        for order in permutations(numbers, count):
            tasks = [problem.tasks[n] for n in order]
            back = earliest_return(problem, unit, shift, tasks)
            if back is not None:
                best = min(best, _cost(problem, unit, tasks, back))
    return best


def _cost(problem: Problem, unit: Unit, tasks: Sequence[Task], back: int) -> int:
    """Return what is left out, drives, the day and overtime cost."""
    weights, served = problem.weights, {task.id for task in tasks}
    places = [unit.depot, *(task.place for task in tasks), unit.depot]
    drive = sum(int(problem.travel_min[a, b]) for a, b in pairwise(places))
    left = sum(task.people * task.weight for task in problem.tasks if task.id not in served)
    soft = unit.shifts[0].soft_end_min
    late = 0 if soft is None else max(0, back - soft)
    points = weights.person * left + weights.travel * drive + weights.unit_day
    return points + weights.overtime * late


@pytest.mark.parametrize("seed", seeds("proofs"))
def test_plans_with_rests_and_overtime_are_the_best_there_are(seed: int) -> None:
    problem = day_of(seed)
    weights = replace(problem.weights, fair=0, least_cover=0, wait=0, overtime=1 + seed % 7)
    problem = replace(problem, weights=weights)
    solution = solve(problem, steps=200)
    best = best_by_trying(problem)
    assert solution.cost.total == best
    assert bound(problem, solution, seconds=5).value <= best


@pytest.mark.parametrize("seed", seeds("small_offices"))
def test_a_soft_end_that_is_free_and_a_rest_at_night_change_nothing(seed: int) -> None:
    problem = small_office(seed)
    units = tuple(
        replace(
            unit,
            shifts=tuple(
                replace(
                    shift,
                    soft_end_min=shift.start_min + 60,
                    rest=Rest(minutes=60, opens=shift.end_min, closes=shift.end_min + 60),
                )
                for shift in unit.shifts
            ),
        )
        for unit in problem.units
    )
    bent = replace(problem, units=units, weights=replace(problem.weights, overtime=0))
    assert solve(bent, steps=400).cost.total == least_cost(problem)


@pytest.mark.parametrize("tasks", [12, 160])
@pytest.mark.parametrize("engine", ["search", "ortools"])
def test_answers_are_legal_in_whole_and_in_parts(engine: str, tasks: int) -> None:
    problem = random_problem(7, tasks=tasks)
    rest = Rest(minutes=45, opens=690, closes=780)
    units = tuple(
        replace(
            unit,
            shifts=tuple(
                replace(
                    shift,
                    breaks=(),
                    rest=replace(
                        rest,
                        opens=rest.opens + 1440 * shift.day,
                        closes=rest.closes + 1440 * shift.day,
                    ),
                    soft_end_min=shift.end_min - 120,
                )
                for shift in unit.shifts
            ),
        )
        for unit in problem.units
    )
    problem = replace(problem, units=units)
    solution = solve(problem, steps=3, how=How(engine=engine))
    assert check(problem, solution) == []
    assert solution.cost.served > 0


def test_overtime_is_worked_where_it_is_worth_it() -> None:
    """Two sessions of an hour fit until noon; the third costs 70 minutes of overtime."""
    shift = Shift(day=0, start_min=580, end_min=960, soft_end_min=730)
    tasks = [make_task(f"t{n}", place=n, people=20, units=("u1",)) for n in (1, 2, 3)]
    for price, served in ((1, 3), (9, 2)):
        problem = make_problem(tasks, units=(make_unit("u1", shifts=(shift,)),))
        weights = replace(problem.weights, overtime=price, person=20, fair=0, least_cover=0, wait=0)
        cost = solve(replace(problem, weights=weights), steps=50).cost
        assert cost.served == served
        assert cost.overtime == (70 * price if served == 3 else 0)


def test_they_are_read_from_files_and_refused_where_they_cannot_be() -> None:
    rest = Rest(minutes=45, opens=690, closes=780)
    shift = Shift(day=0, start_min=480, end_min=960, rest=rest, soft_end_min=900)
    problem = make_problem(
        [make_task("t1", units=("u1",))], units=(make_unit("u1", shifts=(shift,)),)
    )
    assert read_problem(problem_to_json(problem)).units == problem.units
    with pytest.raises(ValueError, match="a rest of 91 minutes does not fit its hours"):
        replace(shift, rest=replace(rest, minutes=91))
    with pytest.raises(ValueError, match="soft_end_min 470 lies before its start"):
        replace(shift, soft_end_min=470)
    late = replace(shift, rest=replace(rest, opens=1400, closes=1500))
    with pytest.raises(ValueError, match="the rest must lie inside day 0"):
        make_problem([], units=(make_unit("u1", shifts=(late,)),))
