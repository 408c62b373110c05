"""Notes of requests and answers of hosts are kept, in order, and erased with a home."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from planner.domain.hosts import CallAnswer, CallTick, RequestNote
from planner.store import Database
from tests.store.values import AT, REQUEST, VISIT

NOTE = RequestNote(request_id=REQUEST.id, preferred=(0, 5), letter="005/12")
TICK = CallTick(
    visit_id=VISIT.id,
    date_key="2021-07-05 540",
    answer=CallAnswer.CONTACTED,
    note="minta pagi",
    who="Koordinator uji",
    at=AT,
)


def test_notes_come_back_as_they_were_and_the_last_one_counts(database: Database) -> None:
    with database.writing() as store:
        store.hosts.add_notes([NOTE])
    with database.writing() as store:
        store.hosts.add_notes([replace(NOTE, letter="006/12", preferred=())])
    with database.reading() as store:
        assert store.hosts.list_notes() == {
            REQUEST.id: replace(NOTE, letter="006/12", preferred=())
        }


def test_answers_come_back_in_the_order_they_came(database: Database) -> None:
    later = replace(TICK, answer=CallAnswer.AGREED, note="", at=AT + timedelta(hours=1))
    with database.writing() as store:
        store.hosts.add_ticks([TICK, later])
    with database.reading() as store:
        ticks = store.hosts.list_ticks()
    assert [replace(tick, seq=0) for tick in ticks] == [TICK, later]
    assert ticks[0].seq < ticks[1].seq


def test_what_was_written_of_a_home_is_erased_and_nothing_else(database: Database) -> None:
    other = replace(TICK, visit_id="lain")
    with database.writing() as store:
        store.hosts.add_notes([NOTE])
        store.hosts.add_ticks([TICK, other])
        store.hosts.erase(REQUEST.id, [VISIT.id])
    with database.reading() as store:
        assert store.hosts.list_notes()[REQUEST.id] == replace(NOTE, letter="")
        assert [tick.note for tick in store.hosts.list_ticks()] == ["", "minta pagi"]
