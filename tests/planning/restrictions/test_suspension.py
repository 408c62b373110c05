"""What new rules do to visits that were published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.domain.decisions import Limits
from planner.domain.visits import Visit
from planner.domain.vocabulary import EventKind, Line, Urgency, VisitState
from planner.planning.restrictions.suspension import Knowledge, changes_for
from planner.rules import Rulebook, WorkCalendar, shipped_records
from tests.builders import instant, make_home_request, make_request, make_visit

RECORDS = shipped_records()
BOOK, CALENDAR = Rulebook.of(RECORDS), WorkCalendar.of(RECORDS)
HALF = Limits(percent=50, total=50, requires=("mask", "distancing"))


def knowledge(as_of: date) -> Knowledge:
    return Knowledge(
        book=BOOK, calendar=CALENDAR, as_of=as_of, at=instant(as_of), who="Koordinator uji"
    )


def after_rules(visit: Visit, as_of: date) -> Visit:
    """Return ``visit`` as the rules of ``as_of`` leave it."""
    changes = changes_for([visit], knowledge(as_of))
    return changes[0].visit if changes else visit


def published(day: date, **given: Any) -> Visit:
    facts: dict[str, Any] = {"limits": HALF, "firm": True, "version": 3}
    return make_visit(day=day, **{**facts, **given})


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2021, 7, 2), VisitState.SCHEDULED),
        (date(2021, 7, 5), VisitState.SUSPENDED),
        (date(2021, 7, 19), VisitState.SUSPENDED),
        (date(2021, 7, 21), VisitState.SCHEDULED),
    ],
)
def test_an_instrument_stops_exactly_its_days(day: date, state: VisitState) -> None:
    assert after_rules(published(day), date(2021, 7, 2)).state is state


def test_a_suspended_visit_keeps_its_id_and_says_why_and_until_when() -> None:
    visit = published(date(2021, 7, 5))
    change = changes_for([visit], knowledge(date(2021, 7, 2)))[0]
    assert change.visit.id == visit.id
    assert (change.visit.day, change.visit.unit_id) == (None, None)
    assert change.visit.earliest == date(2021, 7, 21)
    assert change.visit.review_on is None
    assert change.event.kind is EventKind.SUSPENDED
    assert change.event.rule_ids == ("A01", "P-2021-LEVEL-DAN-ZONA")
    assert "Inmendagri 15/2021" in change.event.why
    assert change.event.before is not None
    assert change.event.before.day == date(2021, 7, 5)
    assert change.visit.version == 3


def test_history_is_never_touched() -> None:
    for state in (VisitState.DONE, VisitState.CANCELLED, VisitState.FAILED, VisitState.REQUESTED):
        assert not changes_for(
            [published(date(2021, 7, 5), state=state)], knowledge(date(2021, 7, 2))
        )
    assert not changes_for([published(date(2021, 7, 5))], knowledge(date(2021, 7, 6)))


def test_an_urgent_home_visit_stays_under_a_limit() -> None:
    home = make_home_request(urgency=Urgency.URGENT)
    visit = published(date(2021, 7, 6), request=home, people=1, limits=Limits())
    stayed = after_rules(visit, date(2021, 7, 2))
    assert (stayed.state, stayed.day) == (VisitState.SCHEDULED, date(2021, 7, 6))
    assert stayed.limits.people_together == 3
    routine = make_home_request(urgency=Urgency.ROUTINE)
    assert (
        after_rules(replace(visit, request=routine), date(2021, 7, 2)).state is VisitState.SUSPENDED
    )


def test_a_stop_without_an_end_gives_a_review_day_and_no_date() -> None:
    school = make_request(line=Line.PELAJAR, people=80)
    stopped = after_rules(
        published(date(2021, 6, 29), request=school, people=80), date(2021, 6, 25)
    )
    assert stopped.state is VisitState.SUSPENDED
    assert stopped.earliest is None
    assert stopped.review_on is not None
    assert stopped.review_on >= date(2021, 6, 25)


def test_a_visit_whose_day_cannot_move_gets_no_other_outlook() -> None:
    wedding = make_request(line=Line.PERKAWINAN, people=2, fixed_day=date(2021, 7, 7))
    stopped = after_rules(published(date(2021, 7, 7), request=wedding, people=2), date(2021, 7, 2))
    assert (stopped.earliest, stopped.review_on) == (None, None)
    assert after_rules(stopped, date(2021, 7, 20)) == stopped


def test_an_extension_moves_the_outlook_and_is_told_once() -> None:
    stopped = after_rules(published(date(2021, 7, 5)), date(2021, 7, 2))
    change = changes_for([stopped], knowledge(date(2021, 7, 20)))[0]
    assert change.event.kind is EventKind.EXTENDED
    assert change.visit.earliest == date(2021, 7, 26)
    assert changes_for([change.visit], knowledge(date(2021, 7, 20))) == ()


def test_seven_instruments_in_a_row_move_the_outlook_seven_times() -> None:
    visit, outlooks = published(date(2021, 7, 5)), []
    known_on = [(7, 2), (7, 20), (7, 25), (8, 2), (8, 9), (8, 16), (8, 23)]
    for month, day in known_on:
        visit = after_rules(visit, date(2021, month, day))
        outlooks.append(visit.earliest)
    ends = [(7, 21), (7, 26), (8, 3), (8, 10), (8, 18), (8, 24), (8, 31)]
    assert outlooks == [date(2021, month, day) for month, day in ends]


def test_other_limits_are_an_event_and_a_firm_day_is_another() -> None:
    tentative = published(date(2021, 9, 8), firm=False, limits=Limits(percent=25, total=25))
    change = changes_for([tentative], knowledge(date(2021, 9, 6)))[0]
    assert change.event.kind is EventKind.LIMITED
    assert change.visit.limits.people_together == 10
    assert change.visit.firm
    again = changes_for([replace(change.visit, firm=False)], knowledge(date(2021, 9, 6)))[0]
    assert again.event.kind is EventKind.CONFIRMED


def test_a_gap_puts_a_published_visit_in_doubt_but_a_horizon_does_not() -> None:
    gap = published(date(2021, 1, 9), people=50)
    doubted = after_rules(replace(gap, day=date(2021, 1, 8)), date(2021, 1, 8))
    assert not doubted.unsure
    gap_day = changes_for([published(date(2021, 1, 11))], knowledge(date(2021, 1, 11)))[0]
    assert gap_day.event.kind is EventKind.UNSURE
    assert gap_day.visit.state is VisitState.SCHEDULED
    assert changes_for([gap_day.visit], knowledge(date(2021, 1, 11))) == ()
    assert changes_for([published(date(2021, 1, 11))], knowledge(date(2021, 1, 8))) == ()
