"""What may be saved over what: versions, ids, numbers, references."""

from __future__ import annotations

import traceback
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from planner.domain.errors import BadInput, NotFound, NotPublishable
from planner.domain.vocabulary import EventKind, PlanState, VisitState
from planner.store import Database, NotSaved, StaleVisit
from tests.store.values import (
    AT,
    DAY,
    REQUEST,
    UNIT,
    VISIT,
    change_of,
    draft,
    entry_for,
    notice,
    publication,
    scheduled,
)


def test_several_changes_of_one_visit_come_in_order(database: Database) -> None:
    placed = replace(scheduled(), version=1)
    ended = replace(placed, state=VisitState.DONE, version=2)
    with database.writing() as store:
        store.visits.save(
            [
                change_of(placed, kind=EventKind.SCHEDULED),
                change_of(ended, kind=EventKind.DONE),
            ]
        )
    with database.reading() as store:
        assert store.visits.get_visit(VISIT.id) == replace(ended, version=3)
        events = store.visits.list_events(VISIT.id)
    assert [event.kind for event in events] == ["requested", "scheduled", "done"]
    assert [event.seq for event in events] == sorted({event.seq for event in events})


@pytest.mark.parametrize("version", [0, 2, 7])
def test_a_visit_changed_since_it_was_read_is_refused(database: Database, version: int) -> None:
    fresh = replace(VISIT, id="P-1-2")
    changes = [change_of(fresh), change_of(replace(VISIT, version=version))]
    with pytest.raises(StaleVisit, match="muat ulang") as caught, database.writing() as store:
        store.visits.save(changes)
    assert "P-1-1" in str(caught.value)
    assert caught.value.code == "stale_visit"
    with database.reading() as store:
        # Neither the refused change nor the good one before it.
        assert store.visits.find_visit(fresh.id) is None
        assert len(store.visits.list_events(VISIT.id)) == 1


def test_two_readers_of_one_version_cannot_both_save(database: Database) -> None:
    with database.reading() as store:
        first = second = store.visits.get_visit(VISIT.id)
    with database.writing() as store:
        store.visits.save([change_of(replace(first, people=10))])
    with pytest.raises(StaleVisit), database.writing() as store:
        store.visits.save([change_of(replace(second, people=20))])
    with database.reading() as store:
        assert store.visits.get_visit(VISIT.id).people == 10


def test_an_unknown_visit_with_a_version_is_stale(database: Database) -> None:
    with pytest.raises(StaleVisit), database.writing() as store:
        store.visits.save([change_of(replace(VISIT, id="new", version=1))])


def test_an_event_belongs_to_its_visit(database: Database) -> None:
    with pytest.raises(ValueError, match="another visit"), database.writing() as store:
        store.visits.save([change_of(replace(VISIT, version=1), visit_id="other")])


def test_visits_are_listed_by_id_and_by_state(database: Database) -> None:
    with database.writing() as store:
        store.visits.save([change_of(scheduled(replace(VISIT, id=name))) for name in ("b", "a")])
    with database.reading() as store:
        listed = store.visits.list_visits()
        assert [visit.id for visit in listed] == ["P-1-1", "a", "b"]
        placed = store.visits.list_visits((VisitState.SCHEDULED, VisitState.DONE))
        assert [visit.id for visit in placed] == ["a", "b"]
        assert store.visits.list_visits(()) == ()
        assert set(store.visits.events_of()) == {"P-1-1", "a", "b"}
        assert store.visits.list_events("none") == ()


def test_what_is_not_there_is_named(database: Database) -> None:
    with database.reading() as store:
        assert store.visits.find_visit("none") is None
        with pytest.raises(NotFound, match="'none' tidak ada"):
            store.visits.get_visit("none")
        with pytest.raises(NotFound, match="'none' tidak ada"):
            store.requests.get_request("none")
        with pytest.raises(NotFound, match="Rencana 9 tidak ada"):
            store.plans.get_plan(9)
        with pytest.raises(NotFound, match="Terbitan 9 tidak ada"):
            store.publications.get(9)
        assert store.publications.find_current() is None
        assert store.plans.find_published() is None


def test_references_are_real(database: Database) -> None:
    lost = scheduled(replace(VISIT, id="x"))
    with pytest.raises(NotSaved, match=r"(?i:foreign key)"), database.writing() as store:
        store.visits.save([change_of(replace(lost, unit_id="none"))])
    with pytest.raises(NotSaved, match=r"(?i:foreign key)"), database.writing() as store:
        store.visits.save([change_of(replace(lost, request=replace(REQUEST, id="none")))])
    with pytest.raises(NotSaved, match=r"(?i:foreign key)"), database.writing() as store:
        store.visits.save([change_of(replace(lost, split_from="none"))])
    with pytest.raises(NotSaved, match=r"(?i:foreign key)"), database.writing() as store:
        store.notices.add([notice(visit_id="none")])
    with pytest.raises(NotSaved, match=r"(?i:foreign key)"), database.writing() as store:
        store.publications.add(publication(plan_number=7))
    with pytest.raises(NotSaved, match=r"(?i:foreign key)"), database.writing() as store:
        store.plans.add_draft(draft(based_on=7))


def test_an_error_says_nothing_of_people(database: Database) -> None:
    secret = replace(REQUEST, id="H-1", contact="0812-rahasia", lat=None)  # type: ignore[arg-type]
    with pytest.raises(NotSaved) as caught, database.writing() as store:
        store.requests.add([secret])
    report = "".join(traceback.format_exception(caught.value))
    assert "rahasia" not in report.replace('contact="0812-rahasia"', "")


def test_a_drafted_session_needs_no_visit_yet(database: Database) -> None:
    entries = (entry_for("P-1-2", split_from=VISIT.id, session_no=2), entry_for())
    with database.writing() as store:
        added = store.plans.add_draft(draft(entries=entries))
        assert store.plans.get_plan(added.id).entries == entries


def test_units_and_requests_of_a_known_id(database: Database) -> None:
    with database.writing() as store:
        assert store.fleet.add([UNIT, replace(UNIT, id="unit-2")]) == 1
        assert store.requests.add([REQUEST, REQUEST]) == 0
    with pytest.raises(BadInput, match=r"unit-1.*id baru"), database.writing() as store:
        store.fleet.add([replace(UNIT, crew=9), replace(UNIT, id="unit-3")])
    with pytest.raises(BadInput, match=r"P-1.*id baru"), database.writing() as store:
        store.requests.add([replace(REQUEST, people=9)])
    with pytest.raises(BadInput, match="P-9"), database.writing() as store:
        store.requests.add([replace(REQUEST, id="P-9"), replace(REQUEST, id="P-9", people=9)])
    with database.reading() as store:
        assert [unit.id for unit in store.fleet.list_units()] == ["unit-1", "unit-2"]
        assert store.requests.list_requests() == (REQUEST,)


RECORD = {"kind": "rule", "id": "r-1", "known_on": DAY, "value": 1}


def test_records_are_added_once_and_in_order(database: Database) -> None:
    other = {**RECORD, "id": "a-2", "known_on": None}
    with database.writing() as store:
        assert store.rules.add([RECORD, RECORD, other], entered_by="uji", at=AT) == 2
        assert store.rules.add([other, RECORD], entered_by="uji", at=AT) == 0
        assert store.rules.add([], entered_by="uji", at=AT) == 0
    with database.reading() as store:
        assert store.rules.list_records() == (RECORD, other)


@pytest.mark.parametrize("value", [2, 1.0, True, "1", [1], (1,), None])
def test_a_record_of_a_known_id_keeps_its_content(database: Database, value: object) -> None:
    with database.writing() as store:
        store.rules.add([RECORD], entered_by="uji", at=AT)
    with pytest.raises(BadInput, match=r"'r-1'.*id baru") as caught, database.writing() as store:
        store.rules.add([{**RECORD, "value": value}], entered_by="uji", at=AT)
    assert "catat koreksi dengan id baru" in str(caught.value)
    twice = [{**RECORD, "id": "new"}, {**RECORD, "id": "new", "value": 2}]
    with pytest.raises(BadInput, match="'new'"), database.writing() as store:
        store.rules.add(twice, entered_by="uji", at=AT)


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": None},
        {"id": ""},
        {"kind": 3},
        {"value": float("nan")},
        {"value": float("inf")},
        {"value": {1: 2}},
        {"value": {1, 2}},
        {"value": timedelta(1)},
    ],
)
def test_a_record_that_cannot_be_kept_is_refused(
    database: Database, wrong: dict[str, object]
) -> None:
    with pytest.raises(BadInput, match=r"ke-2.*Perbaiki") as caught, database.writing() as store:
        store.rules.add([RECORD, {**RECORD, "id": "r-2", **wrong}], entered_by="uji", at=AT)
    assert len(caught.value.problems) == 1
    with database.reading() as store:
        assert store.rules.list_records() == ()


def test_publication_numbers_plans_and_supersedes(database: Database) -> None:
    with database.writing() as store:
        ids = [store.plans.add_draft(draft()).id for _ in range(4)]
        first = store.plans.publish(ids[2], at=AT, content_hash="h1")
        assert (first.number, first.state) == (1, PlanState.PUBLISHED)
        assert (first.published_at, first.content_hash) == (AT, "h1")
    with database.writing() as store:
        assert store.plans.publish(ids[0], at=AT, content_hash="h2").number == 2
        store.plans.discard(ids[1])
    with database.reading() as store:
        assert store.plans.find_published() == store.plans.get_plan(ids[0])
        assert store.plans.get_plan(ids[2]) == replace(first, state=PlanState.SUPERSEDED)
        listed = [(plan.id, plan.state, plan.number) for plan in store.plans.list_plans()]
    states = [("draft", None), ("superseded", 1), ("discarded", None), ("published", 2)]
    assert listed == [(ids[3 - n], *state) for n, state in enumerate(states)]


def test_a_number_rolled_back_is_given_again(database: Database) -> None:
    with database.writing() as store:
        ids = [store.plans.add_draft(draft()).id for _ in range(2)]
    with suppress(KeyError), database.writing() as store:
        assert store.plans.publish(ids[0], at=AT, content_hash="h").number == 1
        raise KeyError
    with database.writing() as store:
        assert store.plans.publish(ids[1], at=AT, content_hash="h").number == 1


def test_only_a_draft_is_published_or_discarded(database: Database) -> None:
    with database.writing() as store:
        published, discarded = (store.plans.add_draft(draft()).id for _ in range(2))
        store.plans.publish(published, at=AT, content_hash="h")
        store.plans.discard(discarded)
        for plan_id in (published, discarded):
            with pytest.raises(NotPublishable, match="bukan draf"):
                store.plans.publish(plan_id, at=AT, content_hash="h")
            with pytest.raises(NotPublishable, match="bukan draf"):
                store.plans.discard(plan_id)
        with pytest.raises(NotFound):
            store.plans.publish(99, at=AT, content_hash="h")


@pytest.mark.parametrize("given", [{"id": 3}, {"number": 1}, {"state": PlanState.PUBLISHED}])
def test_only_a_new_draft_is_added(database: Database, given: dict[str, object]) -> None:
    with database.writing() as store, pytest.raises(ValueError, match="new draft"):
        store.plans.add_draft(draft(**given))


def test_publications_by_day(database: Database) -> None:
    early, late = DAY, DAY + timedelta(3)
    with database.writing() as store:
        ids = [store.publications.add(publication(day)).id for day in (early, early, late)]
        with pytest.raises(ValueError, match="its id"):
            store.publications.add(publication(id=3))
    with database.reading() as store:
        by_day = {
            shift: store.publications.find_for_day(DAY + timedelta(shift)) for shift in range(-1, 5)
        }
        shown = {shift: each and each.id for shift, each in by_day.items()}
        assert shown == {-1: None, 0: ids[1], 1: ids[1], 2: ids[1], 3: ids[2], 4: ids[2]}
        assert store.publications.list_days() == (early, late)
        assert store.publications.find_current() == store.publications.get(ids[2])
