"""Days begin by themselves; a page is never truer than the day it states."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import monotonic, sleep
from typing import Final

import pytest
from fastapi.testclient import TestClient

from planner.actions.saving.office import Office, TooBusy
from planner.actions.site.refresh_site import begin_day
from planner.domain.errors import BadInput
from planner.domain.office import WIB, at_wib
from planner.web.app import create_app
from planner.web.site.day_turning import LONGEST_WAIT_S, turn_days, wait_s
from planner.web.site.published import PublishedSite
from tests.builders import act_on
from tests.web.conftest import MONDAY, QUICK, WebOffice

TUESDAY = MONDAY + timedelta(1)
#: Seconds a busy machine may take to render a site.
PATIENCE_S: Final = 60.0


@dataclass
class MovedClock:
    """A clock that a test moves."""

    instant: datetime

    def now(self) -> datetime:
        return self.instant.astimezone(WIB)

    def today(self) -> date:
        return self.now().date()


def stated_day(site: PublishedSite) -> str:
    snapshot = site.current()
    assert snapshot is not None
    found = re.search(r"Keadaan per ([^.<]+)\.", snapshot.files["index.html"].content.decode())
    assert found is not None
    return found[1]


def turned(office: Office, clock: MovedClock, *steps: timedelta) -> list[str]:
    """Let the timer run; each wait moves the clock by a step. Return the day stated at each."""
    site = PublishedSite(office=office, clock=clock)
    seen: list[str] = []
    left = list(steps)

    async def sleep(seconds: float) -> None:
        seen.append(stated_day(site))
        if not left:
            raise asyncio.CancelledError
        assert 0 <= seconds <= LONGEST_WAIT_S
        clock.instant += left.pop(0)

    # In a thread of its own: a browser of other tests may keep a loop running in this one.
    with ThreadPoolExecutor(1) as apart, pytest.raises(asyncio.CancelledError):
        apart.submit(lambda: asyncio.run(turn_days(site, clock, sleep))).result()
    return seen


def test_a_day_begins_at_midnight_in_jakarta(web: WebOffice) -> None:
    clock = MovedClock(at_wib(MONDAY, 23, 59))
    seen = turned(web.office, clock, timedelta(seconds=59), timedelta(seconds=1))
    assert seen == ["Senin, 21 Juni 2021", "Senin, 21 Juni 2021", "Selasa, 22 Juni 2021"]


def test_a_machine_that_slept_for_three_days_catches_up_at_once(web: WebOffice) -> None:
    clock = MovedClock(at_wib(MONDAY, 10))
    assert turned(web.office, clock, timedelta(days=3)) == [
        "Senin, 21 Juni 2021",
        "Kamis, 24 Juni 2021",
    ]


def test_a_program_that_starts_late_catches_up_at_its_start(web: WebOffice) -> None:
    app = create_app(web.office, MovedClock(at_wib(TUESDAY, 8)), solve=QUICK)
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        until = monotonic() + PATIENCE_S
        while monotonic() < until:
            if "Keadaan per Selasa, 22 Juni 2021" in client.get("/").text:
                return
            sleep(0.05)
    pytest.fail("the day did not begin")


def test_no_request_renders_a_day(web: WebOffice) -> None:
    app = create_app(web.office, MovedClock(at_wib(TUESDAY, 8)), solve=QUICK)
    client = TestClient(app, base_url="http://127.0.0.1:8000")
    text = client.get("/").text
    assert "Keadaan per Senin, 21 Juni 2021" in text
    assert "Keadaan per Senin, 21 Juni 2021" in client.get("/cari?q=tipar").text


def test_a_day_that_cannot_begin_is_tried_again(
    web: WebOffice, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failures = [TooBusy("sibuk"), OSError("disk penuh")]

    def stumbling(office: Office, act: object) -> object:
        if failures:
            raise failures.pop(0)
        return begin_day(office, act)  # type: ignore[arg-type]

    monkeypatch.setattr("planner.web.site.published.begin_day", stumbling)
    clock = MovedClock(at_wib(TUESDAY, 0))
    minute = timedelta(minutes=1)
    assert turned(web.office, clock, minute, minute) == [
        "Senin, 21 Juni 2021",
        "Senin, 21 Juni 2021",
        "Selasa, 22 Juni 2021",
    ]
    assert caplog.text.count("The day could not begin") == 2


def test_what_is_published_depends_on_data_and_day_alone(web: WebOffice) -> None:
    begin_day(web.office, act_on(TUESDAY, 0))
    with web.office.database.reading() as store:
        first = store.publications.find_current()
    for hour in (1, 12, 23):
        assert begin_day(web.office, act_on(TUESDAY, hour)).publication is None
    with web.office.database.reading() as store:
        assert store.publications.find_current() == first


def test_a_calendar_stays_the_same_when_only_the_day_changes(web: WebOffice) -> None:
    with web.office.database.reading() as store:
        before = store.publications.find_current()
    done = begin_day(web.office, act_on(TUESDAY))
    assert before is not None
    assert done.publication is not None
    assert not done.update.changes
    for path in ("kalender/kota.ics", "perubahan.atom"):
        assert done.publication.files[path] == before.files[path]
    assert done.publication.files["index.html"] != before.files["index.html"]


def test_days_do_not_run_backwards(web: WebOffice) -> None:
    begin_day(web.office, act_on(TUESDAY))
    with pytest.raises(BadInput, match="sudah menggambarkan 2021-06-22"):
        begin_day(web.office, act_on(MONDAY))


@pytest.mark.parametrize(
    ("hour", "minute", "expected"), [(10, 0, 60.0), (23, 59, 60.0), (0, 0, 60.0)]
)
def test_the_clock_is_read_at_least_each_minute(hour: int, minute: int, expected: float) -> None:
    assert wait_s(at_wib(MONDAY, hour, minute)) == expected
    assert wait_s(at_wib(MONDAY, 23, 59) + timedelta(seconds=50)) == 10.0
