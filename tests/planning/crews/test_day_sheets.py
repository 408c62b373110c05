"""Sheets are told from events: the same moment tells the same sheet, any change another code."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.decisions import Limits
from planner.domain.visits import Placement, Visit, VisitEvent
from planner.domain.vocabulary import EventKind, VisitState
from planner.planning.crews.day_sheets import (
    Holds,
    SheetCode,
    SheetSource,
    code_of,
    judge,
    last_seq,
    stops_on,
    unit_days,
)
from tests.builders import instant, make_request, make_visit

DAY, NEXT = date(2021, 7, 5), date(2021, 7, 6)


def source_of(*stories: tuple[Visit, list[tuple[EventKind, Visit]]]) -> SheetSource:
    """Return what happened to visits, their events numbered across all of them in turn."""
    events: dict[str, tuple[VisitEvent, ...]] = {}
    seq = 0
    for visit, story in stories:
        mine = []
        for kind, after in story:
            seq += 1
            event = VisitEvent(
                visit_id=visit.id,
                at=instant(DAY),
                as_of=DAY,
                kind=kind,
                who="uji",
                why="alasan uji",
                after=Placement.of(after),
                seq=seq,
            )
            mine.append(event)
        events[visit.id] = tuple(mine)
    return SheetSource(visits={visit.id: visit for visit, _ in stories}, events=events, plan=1)


def printed(state: SheetSource, upto: int | None = None) -> SheetCode:
    stops = stops_on(state.visits, state.events, "unit-1", DAY, upto)
    return code_of(stops, plan=state.plan, seq=last_seq(state.events) if upto is None else upto)


EARLY = make_visit(make_request("P-1"), day=DAY)
LATE = make_visit(make_request("P-2"), day=DAY, start_min=11 * 60, end_min=12 * 60)
PLANNED = EventKind.SCHEDULED


def test_stops_stand_in_the_order_of_the_day() -> None:
    state = source_of((LATE, [(PLANNED, LATE)]), (EARLY, [(PLANNED, EARLY)]))
    stops = stops_on(state.visits, state.events, "unit-1", DAY)
    assert [stop.visit.id for stop in stops] == [EARLY.id, LATE.id]
    assert stops_on(state.visits, state.events, "unit-2", DAY) == ()
    assert stops_on(state.visits, state.events, "unit-1", NEXT) == ()


@pytest.mark.parametrize(
    ("kind", "after"),
    [
        (EventKind.MOVED, replace(EARLY, day=NEXT)),
        (EventKind.MOVED, replace(EARLY, start_min=600)),
        (EventKind.MOVED, replace(EARLY, end_min=700)),
        (EventKind.MOVED, replace(EARLY, unit_id="unit-2")),
        (EventKind.SPLIT, replace(EARLY, people=7)),
        (EventKind.LIMITED, replace(EARLY, limits=Limits(people_together=10))),
        (EventKind.CONFIRMED, replace(EARLY, firm=True)),
        (EventKind.SUSPENDED, EARLY.unplaced(VisitState.SUSPENDED)),
        (EventKind.CANCELLED, EARLY.unplaced(VisitState.CANCELLED)),
    ],
)
def test_whatever_happens_to_a_stop_ages_the_print(kind: EventKind, after: Visit) -> None:
    state = source_of((LATE, [(PLANNED, LATE)]), (EARLY, [(PLANNED, EARLY), (kind, after)]))
    verdict = judge(state, "unit-1", DAY, printed(state, upto=2))
    assert verdict.holds is Holds.REPLACED
    assert [change.visit.id for change in verdict.changes] == [EARLY.id]
    assert verdict.changes[0].before == Placement.of(EARLY)
    stays = after.day == DAY and after.unit_id == "unit-1"
    assert verdict.changes[0].after == (Placement.of(after) if stays else None)
    assert judge(state, "unit-1", DAY, printed(state)).holds is Holds.CURRENT


@pytest.mark.parametrize("kind", [EventKind.DONE, EventKind.FAILED, EventKind.SERVED_PRESENT])
def test_a_result_ages_nothing(kind: EventKind) -> None:
    ended = replace(EARLY, state=VisitState.DONE, people=3)
    state = source_of((EARLY, [(PLANNED, EARLY), (kind, ended)]))
    assert judge(state, "unit-1", DAY, printed(state, upto=1)).holds is Holds.CURRENT


def test_what_came_to_a_day_is_told_as_new() -> None:
    state = source_of((EARLY, [(PLANNED, EARLY)]), (LATE, [(PLANNED, LATE)]))
    verdict = judge(state, "unit-1", DAY, printed(state, upto=1))
    assert [(c.visit.id, c.before) for c in verdict.changes] == [(LATE.id, None)]


def test_what_happens_elsewhere_ages_nothing() -> None:
    other = make_visit(make_request("P-3"), day=NEXT)
    state = source_of((EARLY, [(PLANNED, EARLY)]), (other, [(PLANNED, other)]))
    assert judge(state, "unit-1", DAY, printed(state, upto=1)).holds is Holds.CURRENT


def test_a_code_of_another_sheet_or_of_the_future_is_not_vouched_for() -> None:
    state = source_of((EARLY, [(PLANNED, EARLY)]))
    mine = printed(state)
    assert judge(state, "unit-2", DAY, mine).holds is Holds.UNKNOWN
    assert judge(state, "unit-1", NEXT, mine).holds is Holds.UNKNOWN
    assert judge(state, "unit-1", DAY, replace(mine, digest="0" * 8)).holds is Holds.UNKNOWN
    gone = source_of(
        (EARLY, [(PLANNED, EARLY), (EventKind.CANCELLED, EARLY.unplaced(VisitState.CANCELLED))])
    )
    late = replace(printed(gone, upto=1), seq=99)
    assert judge(gone, "unit-1", DAY, late).holds is Holds.UNKNOWN


@given(
    st.integers(0, 999_999_999),
    st.integers(0, 10**11),
    st.text("0123456789abcdef", min_size=8, max_size=8),
)
def test_a_code_is_read_as_it_was_written(plan: int, seq: int, digest: str) -> None:
    code = SheetCode(plan=plan, seq=seq, digest=digest)
    assert SheetCode.read(f" {str(code).upper()} ") == code


@given(st.text(max_size=30))
def test_no_other_text_is_a_code(text: str) -> None:
    code = SheetCode.read(text)
    assert code is None or str(code) == text.strip().lower()


def test_the_list_of_sheets_begins_on_its_day_and_holds_units_in_order() -> None:
    second = make_visit(make_request("P-4"), day=NEXT, unit_id="unit-2")
    first = make_visit(make_request("P-5"), day=NEXT)
    by_day = unit_days([second, first, EARLY, make_visit(make_request("P-6"))], NEXT)
    assert [(day, list(units)) for day, units in by_day.items()] == [(NEXT, ["unit-1", "unit-2"])]
