"""A visit's life: every event after every state, and its story."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from planner.domain.visit_life import TRANSITIONS, IllegalChange, check_change, check_changes, story
from planner.domain.visits import Change, Occasion, Placement, Visit
from planner.domain.vocabulary import EventKind, VisitState
from tests.builders import instant, make_visit

DAY = date(2021, 7, 5)
SCHEDULED = make_visit(day=DAY)
BY = Occasion(at=instant(DAY), day=DAY, who="uji")


def visit_in(state: VisitState) -> Visit:
    if state in (VisitState.REQUESTED, VisitState.SUSPENDED, VisitState.CANCELLED):
        return SCHEDULED.unplaced(state)
    return replace(SCHEDULED, state=state)


def change(before: Visit | None, after: Visit, kind: EventKind) -> Change:
    return Change.of(before, after, kind, BY, "alasan")


EVERY = list(product([None, *VisitState], EventKind, VisitState))


@pytest.mark.parametrize(("state", "kind", "after"), EVERY)
def test_only_what_the_table_says_may_happen(
    state: VisitState | None, kind: EventKind, after: VisitState
) -> None:
    before = None if state is None else visit_in(state)
    made = change(before, visit_in(after), kind)
    if TRANSITIONS.get((state, kind)) is after:
        check_change(before, made)
    else:
        with pytest.raises(IllegalChange, match="tidak bisa diubah begitu"):
            check_change(before, made)


def test_what_has_ended_leads_nowhere_and_every_event_leads_somewhere() -> None:
    assert not [key for key in TRANSITIONS if key[0] is not None and key[0].ended]
    assert {kind for _, kind in TRANSITIONS} == set(EventKind)
    reached = {*TRANSITIONS.values()}
    assert reached == set(VisitState)


def test_an_event_must_say_truly_where_the_visit_stood() -> None:
    lie = change(visit_in(VisitState.SUSPENDED), SCHEDULED, EventKind.RESUMED)
    other = replace(visit_in(VisitState.SUSPENDED), review_on=DAY)
    with pytest.raises(ValueError, match="placement before it"):
        check_change(other, lie)
    with pytest.raises(ValueError, match="another placement than"):
        check_change(
            visit_in(VisitState.SUSPENDED), replace(lie, visit=replace(SCHEDULED, start_min=1))
        )


def test_a_change_says_who_when_why_on_which_rules_and_what_was_before() -> None:
    stopped = replace(visit_in(VisitState.SUSPENDED), rule_ids=("x-1",), as_of=DAY)
    made = Change.of(SCHEDULED, stopped, EventKind.SUSPENDED, BY, "Jalan tutup.", ("x-2",))
    event = made.event
    assert made.visit is stopped
    assert (event.visit_id, event.kind, event.seq) == (stopped.id, EventKind.SUSPENDED, 0)
    assert (event.at, event.as_of, event.who, event.why) == (BY.at, DAY, "uji", "Jalan tutup.")
    assert event.rule_ids == ("x-2",)
    assert (event.before, event.after) == (Placement.of(SCHEDULED), Placement.of(stopped))
    first = Change.of(None, SCHEDULED, EventKind.REQUESTED, BY, "")
    assert (first.event.before, first.event.rule_ids) == (None, ())


def test_changes_of_one_visit_follow_each_other() -> None:
    stopped = visit_in(VisitState.SUSPENDED)
    both = [
        change(SCHEDULED, stopped, EventKind.SUSPENDED),
        change(stopped, SCHEDULED, EventKind.RESUMED),
    ]
    check_changes({SCHEDULED.id: SCHEDULED}, both)
    with pytest.raises(IllegalChange):
        check_changes({SCHEDULED.id: SCHEDULED}, [both[0], both[0]])


def test_the_story_says_was_now_and_why() -> None:
    asked = visit_in(VisitState.REQUESTED)
    stopped = visit_in(VisitState.SUSPENDED)
    later = replace(SCHEDULED, day=date(2021, 9, 2))
    steps = [
        change(None, asked, EventKind.REQUESTED),
        change(asked, SCHEDULED, EventKind.SCHEDULED),
        change(SCHEDULED, stopped, EventKind.SUSPENDED),
        change(stopped, later, EventKind.RESUMED),
    ]
    stories = [story([step.event for step in steps[:n]]) for n in (1, 2, 3, 4)]
    assert [each.was and each.was.day for each in stories] == [None, None, DAY, DAY]
    assert [each.now.state for each in stories] == [step.visit.state for step in steps]
    assert stories[3].because.kind is EventKind.SUSPENDED
    assert [each.moves for each in stories] == [0, 0, 1, 1]
    with pytest.raises(ValueError, match="no story"):
        story([])
