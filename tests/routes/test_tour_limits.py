"""How long and far a tour may be, what it costs by unit, and which days a series may have."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from routes import How, Problem, Published, Shift, Spacing, Task, bound, check, explain, solve
from routes.kernels import layout as at
from routes.kernels.changes import take
from routes.kernels.plan import pool, stop_count
from routes.kernels.ruin import break_series
from routes.kernels.tours import departure
from routes.search import ortools_model as second
from routes.search.minimal_changes import minimal_changes
from routes.search.state import data_of, empty_state, load_legal, prepared, stops_of
from tests.routes.problems import (
    answer,
    make_problem,
    make_task,
    make_unit,
    random_problem,
    shifts,
)
from tests.sizes import seeds

WHOLE = {"intervals": tuple((day * 1440 + 480, day * 1440 + 960) for day in range(3))}


def test_metres_are_asked_for_where_a_tour_is_limited_by_them() -> None:
    with pytest.raises(ValueError, match="max_tour_m needs distance_m"):
        make_problem([], units=(make_unit("u1", max_tour_m=5), make_unit("u2")))
    with pytest.raises(ValueError, match="day_cost must be 0 or more"):
        make_unit("u1", day_cost=-1)


def shortest_away(problem: Problem, order: list[int]) -> int | None:
    """Return the least minutes away that serve the tasks in ``order``, minute by minute."""
    shift, depot = problem.units[0].shifts[0], problem.units[0].depot

    def clear(begins: int, ends: int) -> bool:
        return all(ends <= a or begins >= b for a, b in shift.breaks)

    def driven(clock: int, a: int, b: int) -> int:
        drive = int(problem.travel_min[a, b])
        while not clear(clock, clock + drive):
            clock += 1
        return clock + drive

    def back(leaves: int) -> int | None:
        clock, here = leaves, depot
        for n in order:
            task = problem.tasks[n]
            clock = driven(clock, here, task.place)
            while clock <= shift.end_min and not (
                any(a <= clock and clock + task.service_min <= b for a, b in task.intervals)
                and clear(clock, clock + task.service_min)
            ):
                clock += 1
            if clock > shift.end_min:
                return None
            clock, here = clock + task.service_min, task.place
        clock = driven(clock, here, depot)
        return clock if clock <= shift.end_min else None

    times = ((leaves, back(leaves)) for leaves in range(shift.start_min, shift.end_min))
    return min((b - leaves for leaves, b in times if b is not None), default=None)


def one_day(chance: Random) -> Problem:
    tasks: list[Task] = []
    for n in range(3):
        opens = [chance.randrange(0, 160) for _ in range(2)]
        spans = tuple((a, a + chance.randrange(12, 60)) for a in opens)
        tasks.append(
            make_task(f"t{n}", place=n + 1, service_min=chance.randrange(12), intervals=spans)
        )
    travel = np.array([[0 if a == b else chance.randrange(12) for a in range(4)] for b in range(4)])
    breaks = tuple((a, a + 9) for a in sorted(chance.sample(range(20, 180, 20), 2)))
    unit = make_unit("u1", shifts=(Shift(day=0, start_min=0, end_min=240, breaks=breaks),))
    return make_problem(
        tasks, places=4, travel_min=travel.astype(np.int64), units=(unit, make_unit("u2")), days=3
    )


@pytest.mark.parametrize("seed", seeds("brute_force", times=10))
def test_the_shortest_time_away_is_the_one_of_trying_every_departure(seed: int) -> None:
    problem = one_day(Random(seed))
    order = [0, 1, 2]
    least = shortest_away(problem, order)
    for most in (1000,) if least is None else (least - 1, least):
        units = (replace(problem.units[0], max_tour_min=most), problem.units[1])
        limited = replace(problem, units=units)
        model = prepared(limited)
        d, s = data_of(model), empty_state(model, 1)
        fits = load_legal(d, s, [order, [], [], []])
        assert fits is (least is not None and most >= least)
        if fits:
            assert departure(d, s, 0, -1, 0) >= 0
            assert check(limited, answer(limited, stops_of(model, [order, [], [], []]))) == []


def limited(seed: int, tasks: int = 12) -> Problem:
    """Return a random problem in which every unit's tours are limited and priced."""
    problem = random_problem(seed, tasks=tasks)
    units = tuple(
        replace(unit, max_tour_min=240, max_tour_m=70_000, travel_cost=3 + n, day_cost=40 * n)
        for n, unit in enumerate(problem.units)
    )
    return replace(problem, units=units, change_budget=None)


@pytest.mark.parametrize("engine", ["search", "ortools"])
@pytest.mark.parametrize("seed", range(3))
def test_both_engines_keep_the_limits_of_tours_and_the_sets_of_days(seed: int, engine: str) -> None:
    problem = limited(seed)
    solution = solve(problem, steps=30, seed=seed, how=How(engine=engine))
    assert check(problem, solution) == []
    assert solution.cost.served


def test_a_large_problem_is_searched_in_parts_that_keep_the_limits() -> None:
    problem = limited(5, tasks=160)
    solution = solve(problem, steps=2)
    assert check(problem, solution) == []
    assert solution.cost.served > 10


@pytest.mark.parametrize("seed", range(4))
def test_the_routing_model_itself_knows_limits_of_tours_and_sets_of_days(seed: int) -> None:
    problem = replace(
        limited(seed),
        area_people_per_day=None,
        area_sessions_per_week=None,
        crews_per_day=None,
        surge=None,
        published=(),
        frozen_before=0,
        spacings=(Spacing(tasks=("t1", "t3", "t5"), day_sets=((0, 2), (1, 3, 4))),),
    )
    units = tuple(
        replace(unit, shifts=tuple(replace(shift, breaks=()) for shift in unit.shifts))
        for unit in problem.units
    )
    problem = replace(problem, units=units)
    model = prepared(problem)
    tours = second.improved(model, None, steps=40, seconds=None)
    assert tours is not None
    assert load_legal(data_of(model), empty_state(model, 1), tours)
    assert check(problem, answer(problem, stops_of(model, tours))) == []


def test_the_cheaper_unit_drives() -> None:
    for dear, unit in ((0, "u2"), (1, "u1")):
        units = [make_unit("u1"), make_unit("u2")]
        units[dear] = replace(units[dear], travel_cost=9, day_cost=900)
        solution = solve(make_problem([make_task("t1")], units=tuple(units)), steps=5)
        assert [stop.unit for stop in solution.stops] == [unit]
        assert (solution.cost.travel, solution.cost.unit_days) == (2 * 20, 60)


def test_what_lies_too_far_for_any_tour_is_said_to() -> None:
    for limit, code in (
        ({"max_tour_min": 79}, "tour_duration"),
        ({"max_tour_m": 1999}, "tour_distance"),
    ):
        units = (make_unit("u1", **limit), make_unit("u2", **limit))
        problem = make_problem([make_task("t1")], units=units, distance_m=np.full((6, 6), 1000))
        solution = solve(problem, steps=2)
        assert [(out.reason, out.alone) for out in solution.unscheduled] == [(code, True)]
        (reason,) = explain(problem, solution)
        assert (reason.code, reason.alone) == (code, True)
        assert reason.remedy is not None
        assert reason.remedy.amount == 1


def test_the_fewest_changes_know_limits_of_tours_and_sets_of_days() -> None:
    tasks = [make_task(f"t{n}", place=n + 1, **WHOLE) for n in range(3)]
    published = tuple(
        Published(task=f"t{n}", unit="u1", day=0, start_min=500 + 100 * n) for n in range(3)
    )
    problem = make_problem(tasks, published=published, change_budget=0)
    assert minimal_changes(problem).changed == ()
    short = (make_unit("u1", max_tour_min=180), make_unit("u2"))
    assert len(minimal_changes(replace(problem, units=short)).changed) == 1
    series = (Spacing(tasks=("t0", "t1", "t2"), min_days=0, day_sets=((1, 2), (2,))),)
    assert len(minimal_changes(replace(problem, spacings=series)).changed) == 3
    # They cannot stand whatever is planned, so that none of them counts as changed.
    assert check(replace(problem, spacings=series), answer(problem, [])) == []


def test_a_unit_leaves_as_late_as_a_short_tour_asks() -> None:
    task = make_task("t1", intervals=((800, 900),))
    early = make_task("t2", place=2, intervals=((480, 790),))
    unit = make_unit("u1", shifts=shifts([0]), max_tour_min=150)
    problem = make_problem([task, early], units=(unit, make_unit("u2", people_per_day=0)))
    solution = solve(problem, steps=5)
    assert {s.task: s.start_min for s in solution.stops} == {"t1": 800, "t2": 730}


@pytest.mark.parametrize("limit", [{"max_tour_min": 79}, {"max_tour_m": 1999}])
def test_a_promise_that_no_tour_can_keep_is_no_change(limit: dict[str, int]) -> None:
    published = (Published(task="t1", unit="u1", day=0, start_min=500),)
    problem = make_problem(
        [make_task("t1")],
        units=(make_unit("u1", **limit), make_unit("u2")),
        distance_m=np.full((6, 6), 1000),
        published=published,
        change_budget=0,
    )
    solution = solve(problem, steps=5)
    assert check(problem, solution) == []
    assert [stop.unit for stop in solution.stops] == ["u2"]


def test_a_series_with_sets_of_days_is_taken_out_as_a_whole() -> None:
    tasks = [make_task(f"t{n}", place=n + 1) for n in range(3)]
    for sets, left in ((((0, 1), (1, 2)), 1), ((), 2)):
        series = Spacing(tasks=("t0", "t1"), day_sets=sets)
        model = prepared(make_problem(tasks, spacings=(series,)))
        d, s = data_of(model), empty_state(model, 1)
        assert load_legal(d, s, [[0], [1, 2], [], [], [], []])
        s[at.POOL_N] = 0
        pool(s, 0)
        take(d, s, 0, 0)
        break_series(d, s)
        assert sum(stop_count(s, v) for v in range(6)) == left


def test_tasks_that_need_no_time_are_all_gained_in_none() -> None:
    tasks = [make_task(f"t{n}", place=0, service_min=0, drop_cost=500) for n in range(2)]
    whole_shift = make_task("t2", place=0, service_min=480, drop_cost=500)
    problem = make_problem([*tasks, whole_shift])
    solution = solve(problem, steps=5)
    assert solution.cost.served == 3
    assert bound(problem, answer(problem, [])).value <= solution.cost.total
