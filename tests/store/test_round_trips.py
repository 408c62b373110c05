"""What is saved comes back equal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings

from planner.domain.fleet import Unit
from planner.domain.notices import Notice
from planner.domain.office import WIB
from planner.domain.plans import Plan
from planner.domain.publications import Publication
from planner.domain.visits import Change, Request, Visit, VisitEvent
from planner.store import Database, Store
from planner.store.codec import from_text, to_text
from tests.sizes import size
from tests.store import strategies, values

fuzz = settings(
    max_examples=size("fuzz_examples"),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


class Undone(Exception):
    """Rolls an example back."""


@contextmanager
def undone(database: Database) -> Iterator[Store]:
    """Hand out a store for one example and save nothing of it."""
    with suppress(Undone), database.writing() as store:
        yield store
        raise Undone


def fresh(store: Store) -> Store:
    """Forget what was written, so that reading comes from the file."""
    store.meta._db_session.expunge_all()
    return store


@fuzz
@given(strategies.plain)
def test_any_plain_value_comes_back_equal_and_of_the_same_type(value: object) -> None:
    back = from_text(to_text(value))
    assert back == value
    assert type(back) is type(value)


def test_lists_and_tuples_stay_apart_inside_a_record() -> None:
    value = {"a": [1, (2, [3])], "b": ({"c": date(2021, 7, 2)},)}
    assert from_text(to_text(value)) == value


def test_the_order_of_keys_is_kept() -> None:
    assert list(from_text(to_text({"b": 1, "a": 2}))) == ["b", "a"]


@fuzz
@given(strategies.units)
def test_units(many: Database, unit: Unit) -> None:
    if unit.id == values.UNIT.id:
        return
    with undone(many) as store:
        assert store.fleet.add([unit]) == 1
        assert unit in fresh(store).fleet.list_units()


@fuzz
@given(strategies.requests)
def test_requests(many: Database, request_: Request) -> None:
    if request_.id == values.REQUEST.id:
        return
    with undone(many) as store:
        assert store.requests.add([request_]) == 1
        assert fresh(store).requests.get_request(request_.id) == request_
        assert request_ in store.requests.list_requests()


@fuzz
@given(strategies.visits, strategies.events)
def test_visits_and_events(many: Database, visit: Visit, event: VisitEvent) -> None:
    with undone(many) as store:
        store.visits.save([Change(visit=visit, event=event)])
        fresh(store)
        saved = replace(visit, version=2)
        assert store.visits.get_visit(visit.id) == saved
        assert store.visits.list_visits() == (saved,)
        last = store.visits.list_events(visit.id)[-1]
        assert replace(last, seq=0) == event
        assert last.at.tzinfo is WIB
        assert store.visits.events_of() == {visit.id: store.visits.list_events(visit.id)}


@fuzz
@given(strategies.plans)
def test_plans(many: Database, plan: Plan) -> None:
    with undone(many) as store:
        added = store.plans.add_draft(plan)
        assert added == replace(plan, id=added.id)
        assert fresh(store).plans.get_plan(added.id) == added
        assert store.plans.list_plans()[0] == added


@fuzz
@given(strategies.notices)
def test_notices(many: Database, notice: Notice) -> None:
    with undone(many) as store:
        assert store.notices.add([notice]) == 1
        (back,) = fresh(store).notices.list_notices()
        assert back.seq > 0
        assert replace(back, seq=0) == notice


@fuzz
@given(strategies.publications)
def test_publications(many: Database, publication: Publication) -> None:
    with undone(many) as store:
        added = store.publications.add(publication)
        assert added == replace(publication, id=added.id)
        assert fresh(store).publications.get(added.id) == added
        assert store.publications.find_current() == added


@fuzz
@given(strategies.plain)
def test_rule_records(many: Database, value: object) -> None:
    record = {"kind": "rule", "id": "r-1", "known_on": date(2021, 7, 2), "value": value}
    with undone(many) as store:
        assert store.rules.add([record], entered_by="Koordinator uji", at=values.AT) == 1
        assert fresh(store).rules.list_records() == (record,)
        # The same record again, its keys in another order, is the same record.
        again = dict(reversed(record.items()))
        assert store.rules.add([again], entered_by="orang lain", at=values.AT) == 0


def test_instants_are_stored_as_utc_text_that_sorts_by_time(database: Database) -> None:
    late = datetime(2021, 7, 2, 23, 59, 59, 1, tzinfo=UTC)
    with database.writing() as store:
        store.notices.add([values.notice(at=late), values.notice(at=late.astimezone(WIB))])
    with database.reading() as store:
        db_session = store.meta._db_session
        stored = db_session.connection().exec_driver_sql("SELECT DISTINCT at FROM notice").all()
        assert stored == [("2021-07-02T23:59:59.000001Z",)]
        assert {notice.at for notice in store.notices.list_notices()} == {late}


def test_a_naive_instant_is_a_programmers_mistake(database: Database) -> None:
    naive = values.AT.replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"), database.writing() as store:
        store.notices.add([values.notice(at=naive)])
    with database.reading() as store:
        assert store.notices.list_notices() == ()


def test_meta_is_set_and_set_again(empty: Database) -> None:
    with empty.writing() as store:
        store.meta.set("revision", "1")
        store.meta.set("revision", "2")
        assert store.meta.get("revision") == "2"
    with empty.reading() as store:
        assert store.meta.get("revision") == "2"
        assert store.meta.get("unknown") is None
