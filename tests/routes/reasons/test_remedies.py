"""Remedies are true, the least of their kind, and change nothing but what they name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from routes import (
    DAY_MIN,
    Problem,
    Published,
    Shift,
    Solution,
    Spacing,
    Unit,
    check,
    explain,
    solve,
)
from routes.reasons.ideas import KINDS
from routes.reasons.lifting import COUNTS, lifted
from routes.reasons.remedies import applied, works
from tests.routes.oracles.room import has_room
from tests.routes.problems import answer, make_problem, make_task, make_unit, shifts, stop
from tests.routes.reasons.test_true_reasons import problem_of
from tests.sizes import seeds


@pytest.mark.parametrize("seed", seeds("true_remedies"))
def test_a_remedy_fits_the_task_in_and_there_is_none_for_what_fits(seed: int) -> None:
    problem = problem_of(seed)
    solution = solve(problem, steps=3, seed=seed)
    number = {task.id: n for n, task in enumerate(problem.tasks)}
    for reason in explain(problem, solution):
        if reason.code == "not_worth":
            assert reason.remedy is None
        if reason.remedy is not None:
            changed = applied(problem, number[reason.task], reason.remedy)
            assert not has_room(problem, solution, reason.task)
            assert has_room(changed, solution, reason.task), reason


@pytest.mark.parametrize("seed", seeds("true_remedies"))
def test_the_time_left_is_just_what_a_task_could_last(seed: int) -> None:
    problem = problem_of(seed)
    solution = solve(problem, steps=3, seed=seed)
    for reason in explain(problem, solution):
        (task,) = (task for task in problem.tasks if task.id == reason.task)
        able = {*COUNTS} - {"capable_unit"}
        open_to_it = lifted(problem, able, {task.id})

        def fits(minutes: int, task: Any = task, among: Problem = open_to_it) -> bool:
            tasks = tuple(
                replace(t, service_min=minutes, service_by_unit={}) if t.id == task.id else t
                for t in among.tasks
            )
            return has_room(replace(among, tasks=tasks), solution, task.id)

        minutes = 0 if reason.room is None else reason.room.minutes
        assert minutes == 0 or fits(minutes)
        assert not fits(minutes + 1)


def two(
    second: dict[str, Any], *, at: int = 490, first: dict[str, Any] | None = None, **given: Any
) -> tuple[Problem, Solution]:
    """Return a problem of two tasks on one day, of which only the first stands, at ``at``."""
    usual = {"units": ("u1",), "intervals": ((480, 960),)}
    tasks = [
        make_task("t1", **{**usual, **(first or {})}),
        make_task("t2", **{**usual, "place": 2, **second}),
    ]
    units = (make_unit("u1", shifts=shifts([0])), make_unit("u2"))
    problem = make_problem(tasks, **{"units": units, **given})
    return problem, answer(problem, [stop(problem, "t1", "u1", 0, at)])


def one(**given: Any) -> tuple[Unit, Unit]:
    """Return two units; the first is on shift on day 0."""
    return make_unit("u1", **{"shifts": shifts([0]), **given}), make_unit("u2")


BREAK = Shift(day=0, start_min=480, end_min=740, breaks=((600, 630),))
PIN = Published(task="t1", unit="u1", day=0, start_min=540, pinned=True)
NEXT_DAY = ((DAY_MIN + 480, DAY_MIN + 960),)
METRES = 100 * make_problem([]).travel_min
#: For each kind of remedy a problem in which it is the least, and by how much.
CASES: dict[str, tuple[tuple[Problem, Solution], int]] = {
    "people_per_day": (two({}, units=one(people_per_day=70)), 10),
    "area_people": (two({}, area_people_per_day=75), 5),
    "area_sessions": (two({}, area_sessions_per_week=1), 1),
    "crew": (
        two({"units": ("u2",)}, units=one(crew=2), crews_per_day=(2, 2, 2)),
        1,
    ),
    "shift_end": (two({}, units=one(shifts=shifts([0], 480, 600))), 30),
    "tour_min": (two({}, units=one(max_tour_min=100)), 50),
    "tour_m": (two({}, units=one(max_tour_m=2500), distance_m=METRES), 500),
    "break": (
        two({"service_min": 115, "intervals": ((480, 730),)}, units=one(shifts=(BREAK,))),
        15,
    ),
    "spacing": (two({}, spacings=(Spacing(tasks=("t1", "t2"), min_days=2),)), 2),
    "day_set": (
        two(
            {"intervals": NEXT_DAY},
            units=one(shifts=shifts([0, 1])),
            spacings=(Spacing(tasks=("t1", "t2"), day_sets=((0, 2),)),),
        ),
        1,
    ),
    "series_unit": (
        two(
            {"units": ("u2",)},
            units=(make_unit("u1", shifts=shifts([0])), make_unit("u2", shifts=shifts([0]))),
            spacings=(Spacing(tasks=("t1", "t2"), min_days=0, same_unit=True),),
        ),
        1,
    ),
    "site": (two({"site": "s", "units": ("u2",)}, first={"site": "s"}), 1),
    "pins": (
        two(
            {"intervals": ((480, 640),)},
            at=540,
            units=one(shifts=shifts([0], 480, 640))[:1],
            published=(PIN,),
        ),
        1,
    ),
    "other_day": (two({"intervals": ()}), 60),
    "unit": (two({"units": ()}), 1),
}


def test_every_kind_has_a_case() -> None:
    assert list(CASES) == list(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_each_limit_is_named_with_the_least_that_helps(kind: str) -> None:
    (problem, solution), amount = CASES[kind]
    (reason,) = explain(problem, solution)
    remedy = reason.remedy
    assert remedy is not None
    assert (remedy.kind, remedy.amount) == (kind, amount)
    assert kind == "break" or reason.code in KINDS[kind]
    assert reason.also == ()
    if amount > 1 and kind not in {"other_day", "break"}:
        assert not works(problem, solution, 1, replace(remedy, amount=amount - 1))


def test_a_limit_of_areas_is_changed_in_one_area_and_on_one_day_alone() -> None:
    """A plan that exceeds it elsewhere too would be legal if it were raised for all."""
    (problem, solution), amount = CASES["area_people"]
    (reason,) = explain(problem, solution)
    assert reason.remedy is not None
    other = make_task("t3", area="b", people=80, intervals=NEXT_DAY, place=3, units=("u2",))
    more = replace(problem, tasks=(*problem.tasks, other))
    both = answer(more, [*solution.stops, stop(more, "t3", "u2", 1, 600)])
    assert check(applied(more, 1, reason.remedy), both) == []
    assert not works(more, both, 1, reason.remedy)
    assert works(problem, solution, 1, replace(reason.remedy, amount=amount))


def test_nothing_is_offered_where_two_limits_bind() -> None:
    problem, solution = two({}, units=one(people_per_day=70), area_people_per_day=75)
    (reason,) = explain(problem, solution)
    assert (reason.code, reason.also) == ("people_per_unit_day", ("people_per_area_day",))
    assert reason.remedy is None


def test_what_nobody_looked_for_stays_so_where_there_is_room() -> None:
    problem, solution = two({})
    (reason,) = explain(problem, solution)
    assert (reason.code, reason.remedy) == ("not_searched", None)
