"""Planning again: as few promises change as wished, and never fewer than must."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routes import (
    DAY_MIN,
    Freedom,
    NoLegalAnswer,
    Problem,
    Published,
    Solution,
    Wish,
    check,
    evaluate,
    read_solution,
    solution_to_json,
    solve,
)
from routes.checks.case import case_of
from routes.checks.promises import could_stand
from routes.kernels import layout as at
from routes.replan import repair
from routes.search.minimal_changes import minimal_changes
from routes.search.state import prepared
from tests.routes.disturbed import disturbed, kept_at_most, promised
from tests.routes.problems import answer, make_problem, make_task, make_unit, stop
from tests.sizes import seeds


def published(count: int = 8) -> tuple[Problem, Solution]:
    tasks = [make_task(f"t{n}", place=1 + n % 5, people=20 + n) for n in range(count)]
    problem = make_problem(tasks)
    return problem, solve(problem, steps=30)


def moved(before: Solution, after: Solution) -> set[str]:
    then = {s.task: (s.unit, s.day) for s in before.stops}
    now = {s.task: (s.unit, s.day) for s in after.stops}
    return {task for task, place in then.items() if now.get(task) != place}


def with_new(problem: Problem) -> Problem:
    fresh = [make_task(f"n{n}", place=3, people=30, weight=9) for n in range(3)]
    return replace(problem, tasks=(*problem.tasks, *fresh))


def test_only_fitting_in_new_ones_moves_nothing_not_even_by_a_minute() -> None:
    problem, before = published()
    after = repair(with_new(problem), before.stops, Wish(freedom=Freedom.INSERT), steps=30)
    assert set(before.stops) <= set(after.stops)
    assert {s.task for s in after.stops} >= {"n0", "n1", "n2"}


def test_keeping_unit_and_day_may_change_hours_only() -> None:
    problem, before = published()
    wish = Wish(freedom=Freedom.KEEP_UNIT_AND_DAY)
    after = repair(with_new(problem), before.stops, wish, steps=30)
    assert moved(before, after) == set()


@pytest.mark.parametrize("budget", [0, 1, 3])
def test_a_budget_is_never_exceeded(budget: int) -> None:
    problem, before = published()
    after = repair(with_new(problem), before.stops, Wish(change_budget=budget), steps=30)
    assert len(moved(before, after)) <= budget


def test_a_lost_unit_moves_its_own_visits_and_no_others() -> None:
    problem, before = published()
    lost = replace(problem, units=(problem.units[0], make_unit("u2", shifts=())))
    hit = {s.task for s in before.stops if s.unit == "u2"}
    after = repair(lost, before.stops, Wish(change_budget=0), steps=30)
    assert moved(before, after) == hit


def test_where_more_must_change_the_fewest_do() -> None:
    problem, before = published()
    tighter = tuple(replace(unit, people_per_day=60) for unit in problem.units)
    promises = tuple(
        Published(task=s.task, unit=s.unit, day=s.day, start_min=s.start_min) for s in before.stops
    )
    again = replace(problem, units=tighter)
    needed = minimal_changes(replace(again, published=promises))
    assert needed.changed
    after = repair(again, before.stops, Wish(freedom=Freedom.KEEP_UNIT_AND_DAY), steps=60)
    assert len(moved(before, after)) == len(needed.changed)


def test_promises_that_do_not_fit_a_shorter_day_are_counted_exactly() -> None:
    tasks = [make_task(f"t{n}", place=1 + n, service_min=100) for n in range(4)]
    units = (make_unit("u1"), make_unit("u2"))
    promises = tuple(
        Published(task=f"t{n}", unit="u1", day=0, start_min=490 + 110 * n) for n in range(4)
    )
    problem = make_problem(tasks, units=units, published=promises)
    assert minimal_changes(problem).changed == ()
    short = make_unit("u1", shifts=(replace(units[0].shifts[0], end_min=480 + 340),))
    assert len(minimal_changes(replace(problem, units=(short, units[1]))).changed) == 1
    shorter = make_unit("u1", shifts=(replace(units[0].shifts[0], end_min=480 + 339),))
    assert len(minimal_changes(replace(problem, units=(shorter, units[1]))).changed) == 2


def test_a_repaired_plan_is_legal_where_a_day_was_closed() -> None:
    problem, before = published()
    tasks = tuple(
        replace(task, intervals=tuple(w for w in task.intervals if w[0] // DAY_MIN != 0))
        for task in problem.tasks
    )
    closed = replace(problem, tasks=tasks)
    after = repair(closed, before.stops, Wish(change_budget=0), steps=30)
    assert {s.day for s in after.stops} <= {1, 2}
    assert check(closed, after)[0].code == "honest_cost"  # promises cost extra
    assert {s.task for s in before.stops if s.day == 0} == moved(before, after)


def test_a_first_day_only_stop_stays_pinned_through_a_repair() -> None:
    problem = make_problem([make_task("t1"), make_task("t2", place=2)])
    pin = Published(task="t1", unit="u2", day=2, start_min=2 * DAY_MIN + 600, pinned=True)
    present = [stop(problem, "t1", "u2", 2, 600)]
    after = repair(replace(problem, published=(pin,)), present, Wish(), steps=20)
    assert present[0] in after.stops


@pytest.mark.parametrize("seed", seeds("repairs"))
def test_inserting_frees_the_smallest_set_and_moves_no_other_promise(seed: int) -> None:
    problem, present = disturbed(seed)
    after = repair(problem, present, Wish(freedom=Freedom.INSERT), steps=10)
    assert len(present) - len(after.freed) == kept_at_most(problem, present)
    start_of = {(s.task, s.unit, s.day, s.start_min) for s in after.stops}
    held = [s for s in present if s.task not in after.freed]
    assert {(s.task, s.unit, s.day, s.start_min) for s in held} <= start_of
    stated = promised(problem, present)
    assert check(stated, replace(after, cost=evaluate(stated, after.stops))) == []


@pytest.mark.parametrize("seed", seeds("repairs"))
def test_search_and_check_agree_on_what_could_stand(seed: int) -> None:
    problem, present = disturbed(seed)
    frozen = seed % 5
    stated = replace(promised(problem, present), change_budget=0, frozen_before=frozen)
    model = prepared(stated)
    case = case_of(stated, answer(stated, []))
    for number, task in enumerate(stated.tasks):
        if task.id in model.published:
            budgeted = bool(model.d[model.d[at.BUDGETED] + number])
            assert budgeted == could_stand(case, model.published[task.id])


def test_an_hour_stays_as_published_where_another_opens_later() -> None:
    first, second = make_task("first"), make_task("second", place=2)
    problem = make_problem([first, second])
    present = [stop(problem, "first", "u1", 0, 600), stop(problem, "second", "u1", 0, 490)]
    later = tuple((opens + 60, closes) for opens, closes in second.intervals)
    changed = replace(problem, tasks=(first, replace(second, intervals=later)))
    after = repair(changed, present, Wish(freedom=Freedom.INSERT), steps=20)
    assert after.freed == ("second",)
    assert present[0] in after.stops
    assert {s.task for s in after.stops} == {"first", "second"}


def test_freed_promises_are_named_in_the_file_of_an_answer() -> None:
    problem, before = published(1)
    gone = replace(problem, units=(make_unit("u1", shifts=()), make_unit("u2", shifts=())))
    after = repair(gone, before.stops, Wish(freedom=Freedom.INSERT), steps=5)
    assert read_solution(solution_to_json(after)).freed == ("t0",)


@pytest.mark.parametrize("freedom", Freedom)
def test_pins_that_contradict_are_refused_by_name(freedom: Freedom) -> None:
    problem = make_problem([make_task("t1"), make_task("t2", place=2), make_task("t3", place=3)])
    present = [stop(problem, name, "u1", 0, 600) for name in ("t1", "t2")]
    pinned = promised(problem, present, pinned=("t1", "t2"))
    with pytest.raises(NoLegalAnswer) as caught:
        repair(pinned, present, Wish(freedom=freedom, change_budget=0), steps=5)
    assert set(caught.value.tasks) == {"t1", "t2"}
