"""What a plan changes against the one people were told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.domain.plans import Plan, PlanEntry, PlanMove
from planner.domain.vocabulary import VisitState
from planner.planning.plans.diff import diff_plans
from tests.builders import instant, make_request, make_visit

MONDAY = date(2021, 7, 5)
TUESDAY = date(2021, 7, 6)


def entry(visit_id: str, day: date = MONDAY, start: int = 540, **given: object) -> PlanEntry:
    facts: dict[str, object] = {
        "visit_id": visit_id,
        "unit_id": "unit-1",
        "day": day,
        "start_min": start,
        "end_min": start + 60,
        "people": 10,
        "firm": True,
    }
    return PlanEntry(**{**facts, **given})  # type: ignore[arg-type]


def plan(*entries: PlanEntry) -> Plan:
    return Plan(
        as_of=MONDAY,
        first_day=MONDAY,
        last_day=TUESDAY,
        firm_until=None,
        based_on=None,
        made_at=instant(MONDAY),
        made_by="uji",
        entries=entries,
    )


VISITS = {name: make_visit(make_request(name), id=name) for name in ("a", "b", "c", "d")}


def test_each_kind_of_change_is_told_apart() -> None:
    before = plan(entry("a"), entry("b", start=660), entry("c", start=780))
    after = plan(entry("a"), entry("b", TUESDAY), entry("c", start=800), entry("d", TUESDAY, 700))
    diff = diff_plans(before, after, VISITS)
    kinds = {move.visit_id: move.kind for move in diff.moves}
    assert kinds == {"a": "kept", "b": "moved", "c": "retimed", "d": "added"}


def test_what_is_left_out_is_dropped_and_stands_last() -> None:
    diff = diff_plans(plan(entry("a"), entry("b", start=660)), plan(entry("b", TUESDAY)), VISITS)
    assert [(move.visit_id, move.kind) for move in diff.moves] == [("b", "moved"), ("a", "dropped")]
    assert diff.people("dropped") == 10


def test_another_unit_at_the_same_hour_is_a_change() -> None:
    diff = diff_plans(plan(entry("a")), plan(entry("a", unit_id="unit-2")), VISITS)
    assert [move.kind for move in diff.moves] == ["retimed"]


def test_visits_that_took_place_are_history() -> None:
    done = {**VISITS, "a": make_visit(make_request("a"), id="a", state=VisitState.DONE)}
    assert diff_plans(plan(entry("a")), plan(), done).moves == ()


def test_a_session_cut_out_takes_the_area_of_its_visit() -> None:
    diff = diff_plans(None, plan(entry("new", split_from="b")), VISITS)
    assert [(move.visit_id, move.area_code) for move in diff.moves] == [
        ("new", VISITS["b"].request.area_code)
    ]


def test_a_move_from_nowhere_to_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match="before or after"):
        PlanMove(visit_id="a", people=1, area_code="", private=False, before=None, after=None)


def test_any_two_plans_say_by_how_much_and_for_whom() -> None:
    first = plan(entry("a"), entry("b", start=660))
    second = plan(entry("a", TUESDAY, start=600), entry("b", start=660, unit_id="unit-2"))
    diff = diff_plans(first, second, VISITS)
    moved, retimed = diff.of_kind("moved")[0], diff.of_kind("retimed")[0]
    assert (moved.days_moved, moved.minutes_moved, moved.unit_changed) == (1, 60, False)
    assert (retimed.days_moved, retimed.minutes_moved, retimed.unit_changed) == (0, 0, True)
    assert diff.affected_people == 20
    assert diff.affected_areas() == {VISITS["a"].request.area_code: 20}
    assert diff_plans(first, first, VISITS).felt == ()


def test_days_that_the_new_plan_does_not_cover_are_untouched_by_it() -> None:
    visits = {**VISITS, "a": make_visit(make_request("a"), id="a", day=MONDAY)}
    later = replace(plan(entry("b", TUESDAY)), first_day=TUESDAY)
    diff = diff_plans(plan(entry("a")), later, visits)
    assert [move.visit_id for move in diff.moves] == ["b"]
    assert len(diff_plans(plan(entry("a")), plan(), visits).of_kind("dropped")) == 1
