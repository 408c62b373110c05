"""What each kelurahan is owed, and what was held unknowing: from events alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.visits import Placement, Visit, VisitEvent
from planner.domain.vocabulary import EventKind, Line, VisitState
from planner.planning.plans.backlog import weight
from planner.planning.requests.ledger import MOST_EXTRA, OPENS_AT, debt_weights, ledger
from planner.planning.restrictions.suspension import Knowledge, held_unknowing
from planner.rules import Rulebook, WorkCalendar, shipped_records
from tests.builders import CIKOLE, TIPAR, instant, make_request, make_visit

DAY = date(2021, 7, 5)
KEY = (TIPAR, Line.PERMUKIMAN)


def event(before: Visit | None, after: Visit, kind: EventKind, on: date) -> VisitEvent:
    return VisitEvent(
        visit_id=after.id,
        at=instant(on),
        as_of=on,
        kind=kind,
        who="uji",
        why="alasan",
        before=None if before is None else Placement.of(before),
        after=Placement.of(after),
    )


ASKED = make_visit()
PLANNED = make_visit(day=DAY)
STOPPED = PLANNED.unplaced(VisitState.SUSPENDED)
STORY = (
    event(None, ASKED, EventKind.REQUESTED, date(2021, 6, 1)),
    event(ASKED, PLANNED, EventKind.SCHEDULED, date(2021, 6, 25)),
    event(PLANNED, STOPPED, EventKind.SUSPENDED, date(2021, 7, 2)),
)


def test_a_date_taken_away_is_a_debt_and_later_requests_are_counted() -> None:
    late = make_visit(make_request("P-2", requested_on=date(2021, 7, 20)))
    elsewhere = make_visit(make_request("P-3", area_code=CIKOLE))
    stories = {
        STOPPED.id: STORY,
        late.id: (event(None, late, EventKind.REQUESTED, date(2021, 7, 20)),),
        elsewhere.id: (event(None, elsewhere, EventKind.REQUESTED, date(2021, 7, 1)),),
    }
    debts = ledger([STOPPED, late, elsewhere], stories, on=date(2021, 8, 1))
    assert list(debts) == [(CIKOLE, Line.PERMUKIMAN), KEY]
    debt = debts[KEY]
    assert (debt.missed, debt.waiting_people, debt.waiting_requests) == (1, 120, 2)
    assert (debt.asked_while_stopped, debt.days_since) == (1, None)
    assert debt.opens


def test_what_is_not_known_yet_counts_for_nothing() -> None:
    debt = ledger([STOPPED], {STOPPED.id: STORY}, on=date(2021, 7, 1))[KEY]
    assert (debt.missed, debt.waiting_people) == (0, 0)


def test_service_is_remembered_by_its_day() -> None:
    done = replace(PLANNED, state=VisitState.DONE)
    story = (*STORY[:2], event(PLANNED, done, EventKind.DONE, date(2021, 7, 6)))
    debt = ledger([done], {done.id: story}, on=DAY + timedelta(61))[KEY]
    assert (debt.last_served, debt.days_since) == (DAY, 61)
    assert (debt.waiting_people, debt.extra_weight) == (0, 1)


@pytest.mark.parametrize(("people", "opens"), [(OPENS_AT - 1, False), (OPENS_AT, True)])
def test_enough_people_open_a_visit(people: int, opens: bool) -> None:
    visit = make_visit(make_request(people=people))
    stories = {visit.id: (event(None, visit, EventKind.REQUESTED, DAY),)}
    assert ledger([visit], stories, on=DAY)[KEY].opens is opens


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 12))
def test_debt_weighs_more_the_more_was_missed_up_to_a_bound(missed: int) -> None:
    story = list(STORY[:2])
    for number in range(missed):
        on = date(2021, 7, 2) + timedelta(number)
        story += [
            event(PLANNED, STOPPED, EventKind.SUSPENDED, on),
            event(STOPPED, PLANNED, EventKind.RESUMED, on),
        ]
    debts = ledger([PLANNED], {PLANNED.id: story}, on=date(2021, 8, 1))
    assert debts[KEY].missed == missed
    assert debts[KEY].extra_weight == min(MOST_EXTRA, missed)
    extra = debt_weights(debts).get(KEY, 0)
    assert weight(PLANNED, on=DAY, debt=extra) == weight(PLANNED, on=DAY) + extra


def test_a_visit_held_under_a_rule_known_only_later_is_told() -> None:
    records = shipped_records()
    stop = next(record for record in records if record["id"] == "A01")
    late = [
        {**record, "known_on": date(2021, 7, 8)} if record is stop else record
        for record in records
        if str(record["known_on"]) <= "2021-07-02"
    ]
    done = replace(make_visit(day=date(2021, 7, 6)), state=VisitState.DONE)

    def knows(as_of: date) -> Knowledge:
        return Knowledge(
            book=Rulebook.of(late),
            calendar=WorkCalendar.of(late),
            as_of=as_of,
            at=instant(as_of),
            who="uji",
        )

    assert held_unknowing([done], {}, knows(date(2021, 7, 7))) == ()
    held = held_unknowing([done], {}, knows(date(2021, 7, 9)))
    assert [(each.visit.id, each.day, each.excepted) for each in held] == [
        (done.id, date(2021, 7, 6), False)
    ]
    assert "A01" in held[0].rule_ids
