"""What a day leaves behind is cleared up when the next one turns, whatever fails beside it."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from planner.actions.requests.record_visits import record_visits
from planner.actions.saving.office import Act, Office, TooBusy
from planner.actions.site.clear_up import SPARED
from planner.domain.errors import NotFound
from planner.domain.office import at_wib
from planner.domain.vocabulary import VisitState
from planner.web.site import day_turning
from planner.web.site.published import PublishedSite
from tests.builders import act_on, make_home_request
from tests.web.conftest import WebOffice
from tests.web.site.test_days import MovedClock, turned

DAY = timedelta(1)
CONTACT = make_home_request().contact


def hold_home_visit(office: Office) -> date:
    """Serve the office's home visit on its day; return that day."""
    with office.database.reading() as store:
        (home,) = (visit for visit in store.visits.list_visits() if visit.private)
    assert home.day is not None
    record_visits(office, act_on(home.day), [home.id], state=VisitState.DONE, why="Dilayani.")
    return home.day


def rows(folder: Path) -> Iterator[str]:
    """Yield every row of every table as text."""
    with closing(sqlite3.connect(next(folder.glob("*.db")))) as database:
        named = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        for (table,) in named.fetchall():
            yield from (f"{table}: {row}" for row in database.execute(f"SELECT * FROM {table}"))


def holding(folder: Path, *words: object) -> list[str]:
    return [row for row in rows(folder) if any(str(word) in row for word in words)]


def own_row(office: Office, request_id: str) -> list[str]:
    return [row for row in holding(office.database.folder, request_id) if row[:8] == "request:"]


def test_a_home_is_erased_when_the_31st_day_turns(web: WebOffice) -> None:
    # No day of these is rendered: what is turned here are the days, not the pages.
    office = replace(web.office, renders_only=frozenset())
    with office.database.reading() as store:
        home = store.requests.get_request("H-1")
    known = (home.place, home.contact)
    (row,) = own_row(office, "H-1")
    assert all(str(each) in row for each in (*known, f"{home.lat}, {home.lon}"))
    held = hold_home_visit(office)
    clock = MovedClock(at_wib(held, 20))
    turned(office, clock, *[DAY] * 29)
    assert clock.today() == held + timedelta(29)
    assert holding(office.database.folder, home.contact)  # 29 days: still there
    turned(office, clock, DAY, DAY)
    assert clock.today() == held + timedelta(31)
    assert holding(office.database.folder, *known) == []
    (row,) = own_row(office, "H-1")
    area = office.areas.get(home.area_code)
    assert (area.service_lat, area.service_lon) != (home.lat, home.lon)
    assert f"{area.service_lat}, {area.service_lon}" in row
    with office.database.reading() as store:
        log = store.accesses.list_accesses()
    assert [(entry.who, entry.action, entry.subject) for entry in log] == [
        ("sistem", "erase", "H-1")
    ]
    office.database.close()
    for file in office.database.folder.glob("*.db*"):
        assert home.contact.encode() not in file.read_bytes(), file.name


def test_days_without_a_home_due_save_nothing_of_it(web: WebOffice) -> None:
    held = hold_home_visit(web.office)
    office = replace(web.office, renders_only=frozenset())
    turned(office, MovedClock(at_wib(held, 20)), DAY, DAY)
    with web.office.database.reading() as store:
        history = [entry.action for entry in store.audit.list_entries()]
    assert "data rumah dihapus" not in history


def test_a_chore_that_fails_stops_neither_the_day_nor_the_others_and_is_tried_again(
    web: WebOffice, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    office = replace(web.office, renders_only=frozenset())
    held = hold_home_visit(office)
    failures = [TooBusy("sibuk"), OSError("disk penuh")]
    orphan = old_orphan(office)
    erase = day_turning.CHORES["homes erased"]

    def stumbling(office: Office, act: Act) -> int:
        if failures:
            raise failures.pop(0)
        return erase(office, act)

    chores = {**day_turning.CHORES, "homes erased": stumbling}
    monkeypatch.setattr(day_turning, "CHORES", chores)
    minute = timedelta(minutes=1)
    clock = MovedClock(at_wib(held + timedelta(30), 0))
    seen = turned(office, clock, minute)
    assert len(seen) == 2
    assert holding(office.database.folder, CONTACT)
    with pytest.raises(NotFound):
        office.files.read(orphan)
    turned(office, clock)
    assert holding(office.database.folder, CONTACT) == []
    assert caplog.text.count("A chore of the day failed (homes erased)") == 2


def old_orphan(office: Office) -> str:
    """Put a file that no publication names and make it look old; return its address."""
    address = office.files.put(b"the page of a save that was interrupted")
    made_old(office, address)
    return address


def made_old(office: Office, address: str) -> None:
    then = time.time() - (SPARED + DAY).total_seconds()
    os.utime(office.files.folder / address[:2] / address[2:], (then, then))


def test_files_that_no_publication_names_go_and_all_others_stay(web: WebOffice) -> None:
    office = web.office
    site = PublishedSite(office=office, clock=MovedClock(at_wib(date(2021, 6, 21), 10)))
    saved = site.of_day(date(2021, 6, 21))
    assert saved is not None
    orphan, young = old_orphan(office), office.files.put(b"a page whose commit is under way")
    turned(office, MovedClock(at_wib(date(2021, 6, 21), 10)), DAY)
    with office.database.reading() as store:
        named = store.publications.addresses()
    current = site.current()
    assert current is not None
    assert current.publication.id != saved.publication.id
    for address in named:
        made_old(office, address)
    turned(office, MovedClock(at_wib(date(2021, 6, 22), 10)))
    for address in (*named, young):
        office.files.read(address)
    for snapshot in (saved, current):
        assert {kept.sha256 for kept in snapshot.publication.files.values()} <= named
    with pytest.raises(NotFound):
        office.files.read(orphan)
