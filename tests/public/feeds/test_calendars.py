"""A subscribed calendar moves the entry it has: one UID for life, a sequence that only grows."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import icalendar
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.decisions import Limits
from planner.domain.vocabulary import EventKind, VisitState
from planner.public.feeds.calendars import calendar_bytes
from planner.public.feeds.every_feed import feed_files
from planner.public.shared.courses import courses
from planner.public.shared.public_facts import SiteFacts
from planner.public.shared.public_words import plain_text
from tests.builders import CIKOLE, TIPAR
from tests.public.feeds.lives import (
    FRIDAY,
    MONDAY,
    TUESDAY,
    Life,
    facts_of,
    resumed,
    scheduled,
    suspended,
)
from tests.sizes import size

Entry = tuple[str, int, str, datetime, datetime]


def calendar(facts: SiteFacts, *, keep_suspended: bool = False) -> bytes:
    return calendar_bytes("Uji", courses(facts), facts, keep_suspended=keep_suspended)


def walked(content: bytes) -> list[Any]:
    """Return the entries of a calendar, as the icalendar library holds them."""
    return icalendar.Calendar.from_ical(content).walk("VEVENT")


def by_icalendar(content: bytes) -> list[Entry]:
    """Return the entries as the icalendar library reads them."""
    return [
        (str(e["UID"]), int(e["SEQUENCE"]), str(e["STATUS"]), e["DTSTART"].dt, e["DTEND"].dt)
        for e in walked(content)
    ]


def by_vobject(content: bytes) -> list[Entry]:
    """Return the entries as vobject, written by other people, reads them."""
    component: Any = vobject.readOne(content.decode())
    return [
        (e.uid.value, int(e.sequence.value), e.status.value, e.dtstart.value, e.dtend.value)
        for e in getattr(component, "vevent_list", [])
    ]


def read(content: bytes) -> list[Entry]:
    """Return the entries, which both parsers must read alike."""
    first, second = by_icalendar(content), by_vobject(content)
    assert [entry[:3] for entry in first] == [entry[:3] for entry in second]
    for one, other in zip(first, second, strict=True):
        assert [each.utcoffset() for each in (*one[3:], *other[3:])] == [timedelta(hours=7)] * 4
        assert (one[3].timestamp(), one[4].timestamp()) == (
            other[3].timestamp(),
            other[4].timestamp(),
        )
    return first


def subscribed(*editions: bytes) -> dict[str, Entry]:
    """Return what a calendar holds after it took up ``editions`` by the rules of RFC 5546."""
    held: dict[str, Entry] = {}
    for edition in editions:
        for entry in read(edition):
            former = held.get(entry[0])
            if former is None or entry[1] >= former[1]:
                held[entry[0]] = entry
    return held


def entry(life: Life, *, keep_suspended: bool = False) -> Entry:
    (only,) = read(calendar(facts_of(life), keep_suspended=keep_suspended))
    return only


def test_a_moved_visit_updates_the_entry_and_never_adds_one() -> None:
    first = scheduled()
    editions = [first, suspended(first), resumed(suspended(first), TUESDAY)]
    held = subscribed(*(calendar(facts_of(life)) for life in editions))
    assert len(held) == 1
    ((_, sequence, status, start, _),) = held.values()
    assert (sequence, status, start.date(), start.hour) == (2, "CONFIRMED", TUESDAY, 9)
    late = subscribed(*(calendar(facts_of(life)) for life in (*editions, first)))
    assert late == held


def test_a_suspended_visit_is_cancelled_at_its_old_time_and_comes_back_confirmed() -> None:
    stopped = entry(suspended(scheduled()))
    assert stopped[1:3] == (1, "CANCELLED")
    assert (stopped[3].date(), stopped[3].hour, stopped[4].hour) == (MONDAY, 9, 11)
    back = entry(resumed(suspended(scheduled()), MONDAY))
    assert (back[0], back[1], back[2], back[3]) == (stopped[0], 2, "CONFIRMED", stopped[3])


def test_the_other_variant_keeps_a_suspended_visit_in_sight() -> None:
    life = suspended(scheduled())
    standard, keeping = entry(life), entry(life, keep_suspended=True)
    assert (keeping[2], standard[2]) == ("TENTATIVE", "CANCELLED")
    assert (keeping[0], keeping[1], keeping[3]) == (standard[0], standard[1], standard[3])
    (event,) = walked(calendar(facts_of(life), keep_suspended=True))
    assert str(event["SUMMARY"]).startswith("DITUNDA: ")
    assert "Jumat, 9 Juli 2021" in str(event["DESCRIPTION"])
    gone = life.step(EventKind.CANCELLED, unplace=VisitState.CANCELLED)
    assert entry(gone, keep_suspended=True)[2] == "CANCELLED"


@pytest.mark.parametrize(
    ("step", "sequence", "status"),
    [
        (lambda v: v, 0, "CONFIRMED"),
        (lambda v: v.step(EventKind.LIMITED, limits=Limits(percent=50)), 0, "CONFIRMED"),
        (lambda v: v.step(EventKind.UNSURE, unsure=True), 1, "TENTATIVE"),
        (lambda v: v.step(EventKind.MOVED, day=TUESDAY), 1, "CONFIRMED"),
        (lambda v: v.step(EventKind.MOVED, start_min=600), 1, "CONFIRMED"),
        (lambda v: v.step(EventKind.MOVED, firm=False), 1, "TENTATIVE"),
        (lambda v: v.step(EventKind.CANCELLED, unplace=VisitState.CANCELLED), 1, "CANCELLED"),
        (lambda v: v.step(EventKind.DONE, state=VisitState.DONE), 0, "CONFIRMED"),
        (lambda v: v.step(EventKind.FAILED, state=VisitState.FAILED), 1, "CANCELLED"),
    ],
)
def test_the_sequence_counts_changes_of_date_and_state_only(
    step: Any, sequence: int, status: str
) -> None:
    assert entry(step(scheduled()))[1:3] == (sequence, status)


def test_a_firm_date_and_a_cleared_doubt_are_new_states() -> None:
    tentative = scheduled(firm=False)
    assert entry(tentative)[1:3] == (0, "TENTATIVE")
    assert entry(tentative.step(EventKind.CONFIRMED, firm=True))[1:3] == (1, "CONFIRMED")
    doubted = scheduled().step(EventKind.UNSURE, unsure=True)
    assert entry(doubted.step(EventKind.CONFIRMED, unsure=False))[1:3] == (2, "CONFIRMED")


def test_every_event_renews_the_stamps() -> None:
    life = suspended(scheduled())
    longer = life.step(EventKind.EXTENDED, earliest=None, review_on=FRIDAY)
    read_out = []
    for each in (life, longer):
        (event,) = walked(calendar(facts_of(each)))
        assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == each.events[-1].at
        assert event["CREATED"].dt == each.events[1].at
        read_out.append((int(event["SEQUENCE"]), event["DTSTAMP"].dt))
    assert read_out[0][0] == read_out[1][0]
    assert read_out[0][1] < read_out[1][1]


def test_a_new_edition_or_another_day_changes_no_byte() -> None:
    life = suspended(scheduled())
    first = calendar(facts_of(life))
    again = calendar(facts_of(life, scheduled("P-2"), today=date(2021, 12, 1)))
    assert first.split(b"BEGIN:VEVENT")[1].split(b"END:VEVENT")[0] in again


def test_a_calendar_names_its_zone_and_no_people() -> None:
    content = calendar(facts_of(scheduled()))
    assert b"BEGIN:VTIMEZONE\r\nTZID:Asia/Jakarta\r\n" in content
    assert b"DTSTART;TZID=Asia/Jakarta:20210705T090000\r\n" in content
    for word in (b"ORGANIZER", b"ATTENDEE", b"METHOD", b"Koordinator"):
        assert word not in content


@settings(max_examples=size("fuzz_examples"), deadline=None)
@given(st.text(min_size=1, max_size=120), st.text(max_size=200))
def test_any_text_is_folded_at_75_octets_and_read_back(place: str, why: str) -> None:
    life = suspended(scheduled(place=place))
    life.events[-1] = replace(life.events[-1], why=why)
    content = calendar(facts_of(life))
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    (event,) = walked(content)
    assert plain_text(place) in str(event["SUMMARY"])
    assert plain_text(why) in str(event["DESCRIPTION"])
    assert not re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]", content)


def test_each_kelurahan_has_both_calendars_and_the_city_all_visits() -> None:
    facts = facts_of(scheduled("P-1"), scheduled("P-2", area_code=CIKOLE))
    files = feed_files(facts)
    for variant in ("", "-tetap"):
        counts = {
            code: len(read(files[f"kalender/{code}{variant}.ics"].content))
            for code in ("kota", TIPAR, CIKOLE, "32.72.03.1005")
        }
        assert list(counts.values()) == [2, 1, 1, 0]
    one = files[f"kunjungan/{facts.visits[0].visit.id}.ics"]
    assert one.content_type.startswith("text/calendar")
    assert len(read(one.content)) == 1
