"""The second engine, OR-Tools' routing model: what it knows it keeps, the rest is kept for it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from routes import Problem, Published, check, solve
from routes.search import ortools_model as second
from routes.search.search import first_tours
from routes.search.state import data_of, empty_state, load_legal, prepared, stops_of
from routes.solver import How
from tests.routes.problems import answer, make_problem, make_task, make_unit, random_problem, shifts

#: Solutions that a search looks at.
STEPS = 40


def known_to_it(seed: int) -> Problem:
    """Return a random problem that says only what the routing model can be given."""
    problem = random_problem(seed, tasks=14)
    whole_days = tuple(
        replace(unit, shifts=tuple(replace(shift, breaks=(), rest=None) for shift in unit.shifts))
        for unit in problem.units
    )
    return replace(
        problem,
        units=whole_days,
        area_people_per_day=None,
        area_sessions_per_week=None,
        crews_per_day=None,
        spacings=(),
        units_at_site={},
        surge=None,
        published=(),
        frozen_before=0,
        change_budget=None,
    )


@pytest.mark.parametrize("seed", range(8))
def test_its_own_tours_keep_every_condition_it_knows(seed: int) -> None:
    problem = known_to_it(seed)
    model = prepared(problem)
    tours = second.improved(model, None, steps=STEPS, seconds=None)
    assert tours is not None
    assert sum(map(len, tours)) >= 5
    assert load_legal(data_of(model), empty_state(model, 1), tours)
    assert check(problem, answer(problem, stops_of(model, tours))) == []


def test_a_start_waits_until_the_break_of_that_day_is_over() -> None:
    day = 1440
    spans = ((480, 960), (day + 480, day + 600), (day + 780, day + 960))
    usual = {"service_min": 100, "units": ("u1",)}
    busy = make_task("pagi", intervals=((day + 480, day + 700),), **usual)
    after = make_task("siang", intervals=spans, fixed_day=1, place=2, **usual)
    problem = make_problem([busy, after], units=(make_unit("u1"),))
    model = prepared(problem)
    tours = second.improved(model, None, steps=STEPS, seconds=None)
    assert tours is not None
    starts = {stop.task: stop.start_min - day for stop in stops_of(model, tours)}
    assert starts == {"pagi": 490, "siang": 780}


@pytest.mark.parametrize(("hours", "first"), [((780, 960), "lain"), ((480, 640), "sempit")])
def test_a_day_with_hours_of_its_own_has_them(hours: tuple[int, int], first: str) -> None:
    """The way round that ends too early or too late is the shorter one."""
    day = 1440
    spans = ((480, 960), tuple(day + minute for minute in hours))
    narrow = make_task("sempit", intervals=spans, service_min=100, units=("u1",))
    lain = make_task(
        "lain", intervals=((day + 480, day + 800),), service_min=100, units=("u1",), place=2
    )
    ways = np.full((6, 6), 40, dtype=np.int64)
    a, b = (1, 2) if first == "lain" else (2, 1)
    ways[0, a] = ways[a, b] = ways[b, 0] = 5
    unit = make_unit("u1", shifts=shifts([1]))
    problem = make_problem([narrow, lain], units=(unit,), travel_min=ways)
    model = prepared(problem)
    tours = second.improved(model, None, steps=STEPS, seconds=None)
    assert tours is not None
    assert stops_of(model, tours)[0].task == first
    assert sum(map(len, tours)) == 2


def test_a_pinned_task_stays_though_leaving_it_out_would_cost_nothing() -> None:
    promise = Published(task="t", unit="u2", day=2, start_min=2 * 1440 + 600, pinned=True)
    problem = make_problem([make_task("t", drop_cost=0, people=1)], published=(promise,))
    model = prepared(problem)
    tours = second.improved(model, None, steps=STEPS, seconds=None)
    assert tours is not None
    (stop,) = stops_of(model, tours)
    assert (stop.unit, stop.day, stop.start_min) == (promise.unit, promise.day, promise.start_min)


@pytest.mark.parametrize("most_exact", [second.MOST_EXACT, 0])
@pytest.mark.parametrize("seed", [1, 4])
def test_what_it_cannot_know_is_kept_for_it_and_it_never_spoils_a_plan(
    seed: int, most_exact: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second, "MOST_EXACT", most_exact)
    problem = replace(random_problem(seed), change_budget=None)
    solution = solve(problem, steps=STEPS, how=How(engine="ortools"))
    assert solution.engine == "ortools"
    assert check(problem, solution) == []
    assert solution.cost.total <= first_tours(prepared(problem), 1, None).cost
    again = solve(problem, steps=STEPS, how=How(engine="ortools"))
    assert again.stops == solution.stops


def test_nothing_to_plan_is_answered_with_nothing() -> None:
    assert second.improved(prepared(make_problem([])), None, steps=1, seconds=None) is None
