"""A pin that cannot stand is named with the condition it breaks; pins that contradict, together."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import Any

import pytest

from routes import DAY_MIN, NoLegalAnswer, Problem, Published, Rest, Spacing, solve
from tests.routes.problems import make_problem, make_task, make_unit, random_problem, shifts


def pin(task: str, unit: str = "u1", day: int = 0, clock: int = 600) -> Published:
    return Published(task=task, unit=unit, day=day, start_min=day * DAY_MIN + clock, pinned=True)


def refused(problem: Problem) -> NoLegalAnswer:
    with pytest.raises(NoLegalAnswer) as caught:
        solve(problem, steps=2)
    return caught.value


def of(*pins: Published, first: dict[str, Any] | None = None, **given: Any) -> Problem:
    """Return a problem of three tasks of which some are pinned."""
    tasks = [make_task("a", **(first or {})), make_task("b", place=2), make_task("c", place=3)]
    return make_problem(tasks, published=pins, **given)


SHORT = (make_unit("u1", shifts=shifts([1])), make_unit("u2"))
#: The pinned task is served from 10.00 to 11.00.
NO_REST = replace(shifts([0])[0], rest=Rest(minutes=45, opens=565, closes=645))
METRES = 100 * make_problem([]).travel_min
SINGLE: dict[str, Problem] = {
    "capable_unit": of(pin("a"), first={"units": ("u2",)}),
    "inside_interval": of(pin("a", clock=930)),
    "on_its_day": of(pin("a"), first={"fixed_day": 2}),
    "within_shift": of(pin("a"), units=SHORT),
    "people_per_unit_day": of(pin("a"), first={"people": 301}),
    "people_per_area_day": of(pin("a"), area_people_per_day=39),
    "sessions_per_area_week": of(pin("a"), area_sessions_per_week=0),
    "crews_per_day": of(pin("a"), crews_per_day=(0, 1, 1)),
    "tour_duration": of(pin("a"), units=(make_unit("u1", max_tour_min=70), make_unit("u2"))),
    "tour_distance": of(
        pin("a"), units=(make_unit("u1", max_tour_m=999), make_unit("u2")), distance_m=METRES
    ),
    "takes_its_rest": of(
        pin("a"), units=(make_unit("u1", shifts=(NO_REST,)), make_unit("u2", shifts=shifts([1])))
    ),
    "on_a_day_set": of(pin("a"), spacings=(Spacing(tasks=("a", "b"), day_sets=((1, 2),)),)),
}


@pytest.mark.parametrize("code", SINGLE)
def test_a_single_impossible_pin_is_named_with_its_limit(code: str) -> None:
    error = refused(replace(SINGLE[code], published=(*SINGLE[code].published, pin("c", "u2", 1))))
    assert (error.tasks, error.code) == (("a",), code)
    assert str(error).startswith("no legal answer: task a is pinned to u1 on day 0, against")


def test_a_minute_of_another_day_than_the_pin_says_is_named() -> None:
    wrong = replace(pin("a", day=1), start_min=600)
    assert refused(of(wrong)).code == "inside_interval"


FEW_PEOPLE = (make_unit("u1", people_per_day=70), make_unit("u2"))


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (of(pin("a"), pin("b", clock=700), units=FEW_PEOPLE), "people_per_unit_day"),
        (of(pin("a"), pin("b", clock=660)), "time_to_travel"),
        (of(pin("a"), pin("b", "u2", clock=700), area_people_per_day=70), "people_per_area_day"),
    ],
)
def test_pins_that_contradict_each_other_are_named_together(problem: Problem, code: str) -> None:
    third = replace(problem, published=(pin("c", "u2", 2), *problem.published))
    error = refused(third)
    assert (error.tasks, error.code) == (("a", "b"), code)


def test_a_change_budget_too_small_is_named_with_its_figure() -> None:
    """Promises that stand alone, but not together, must change."""
    clash = tuple(replace(pin(task), pinned=False) for task in "ab")
    units = (make_unit("u1", shifts=shifts([0], 480, 570)),)
    tasks = [make_task(t, units=("u1",), intervals=((480, 570),)) for t in "ab"]
    problem = make_problem(tasks, published=clash, units=units, change_budget=0)
    assert str(refused(problem)) == "no legal answer: the change budget of 0 is too small"


def test_a_refusal_travels_between_processes() -> None:
    error = NoLegalAnswer("no legal answer: x", ("a",), "within_shift")
    back = pickle.loads(pickle.dumps(error))
    assert (str(back), back.tasks, back.code) == (str(error), error.tasks, error.code)


@pytest.mark.parametrize("seed", range(20))
def test_random_pins_are_kept_or_named(seed: int) -> None:
    problem = random_problem(seed, tasks=6)
    pins = tuple(replace(promise, pinned=True) for promise in problem.published)
    stated = replace(problem, published=pins, change_budget=None)
    pinned = {promise.task for promise in pins}
    solution, error = None, None
    try:
        solution = solve(stated, steps=2, seed=seed)
    except NoLegalAnswer as refusal:
        error = refusal
    if solution is not None:
        assert pinned <= {stop.task for stop in solution.stops}
    else:
        assert error is not None
        assert set() < set(error.tasks) <= pinned
