"""A visit is a value that refuses nonsense and keeps its identity."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import date
from typing import Any

import pytest

from planner.domain.visits import Placement
from planner.domain.vocabulary import Line, Outcome, Urgency, VisitState
from tests.builders import make_home_request, make_request, make_visit

MONDAY = date(2021, 7, 5)


@pytest.mark.parametrize("missing", ["day", "unit_id", "start_min", "end_min"])
def test_a_scheduled_visit_needs_day_unit_and_times(missing: str) -> None:
    visit = make_visit(day=MONDAY)
    without: dict[str, Any] = {missing: None}
    with pytest.raises(ValueError, match="needs day, unit and times"):
        replace(visit, **without)
    assert replace(visit, state=VisitState.SUSPENDED, **without).id == visit.id


@pytest.mark.parametrize("people", [0, -1])
def test_nobody_is_no_visit_and_no_request(people: int) -> None:
    with pytest.raises(ValueError, match="people must be 1 or more"):
        make_request(people=people)
    with pytest.raises(ValueError, match="people must be 1 or more"):
        make_visit(people=people)
    assert make_request(people=1).people == 1


def test_a_request_asks_for_a_service() -> None:
    with pytest.raises(ValueError, match="at least one service"):
        make_request(services=())


def test_only_home_visits_are_private() -> None:
    assert make_visit(make_home_request()).private
    assert [line for line in Line if line.private] == [Line.AKI_NINI]
    assert not make_visit().private


def test_taking_a_visit_off_the_calendar_keeps_who_it_is() -> None:
    visit = replace(make_visit(day=MONDAY, firm=True), unsure=True)
    off = visit.unplaced(VisitState.SUSPENDED)
    assert (off.id, off.request, off.people) == (visit.id, visit.request, visit.people)
    assert (off.day, off.unit_id, off.start_min, off.end_min) == (None, None, None, None)
    assert (off.state, off.firm, off.unsure) == (VisitState.SUSPENDED, False, False)
    assert visit.day == MONDAY


def test_a_visit_cannot_be_changed_in_place() -> None:
    with pytest.raises(FrozenInstanceError):
        make_visit().people = 5  # type: ignore[misc]


def test_where_a_visit_stands_is_all_that_may_change() -> None:
    visit = make_visit(day=MONDAY, firm=True, people=44)
    stands = Placement.of(visit)
    assert (stands.day, stands.start_min, stands.end_min) == (MONDAY, 540, 660)
    assert (stands.unit_id, stands.people, stands.firm) == ("unit-1", 44, True)
    assert Placement.of(visit.unplaced(VisitState.SUSPENDED)).day is None


def test_the_rules_are_asked_about_the_session_not_the_whole_request() -> None:
    visit = make_visit(make_request(people=90, urgency=Urgency.URGENT), people=45)
    assert visit.ask.people == 45
    assert visit.ask.urgency is Urgency.URGENT
    assert visit.ask.area_code == visit.request.area_code


def test_words_know_what_they_mean() -> None:
    assert {state for state in VisitState if state.ended} == {
        VisitState.CANCELLED,
        VisitState.DONE,
        VisitState.FAILED,
    }
    assert {outcome for outcome in Outcome if outcome.serves} == {
        Outcome.GO,
        Outcome.GO_LIMITED,
    }
