"""Ten people change the same visits at once through the office's pages: no change is lost.

They see a visit's page, send its form with the version that was shown, and decide again where
somebody else was first, as people do. Homes are changed: what the public sees stays as it is, so
that all of the time goes into changes that meet each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise
from time import sleep

import httpx2 as httpx
import pytest

from planner.actions.plans.draft_plan import draft_plan
from planner.actions.plans.publish_plan import publish_plan
from planner.actions.requests.enter_requests import enter_requests
from planner.actions.saving.office import Office
from planner.clock import SetClock
from planner.domain.office import at_wib
from planner.domain.visits import Placement, Visit
from planner.domain.vocabulary import VisitState
from planner.web.app import create_app
from tests.accounts import signed_in
from tests.actions.conftest import MONDAY, QUICK, made_once, office, office_as  # noqa: F401
from tests.builders import make_home_request
from tests.faults.test_races import ACT, DAYS
from tests.serving import serving
from tests.sizes import size

pytestmark = pytest.mark.slow

CLIENTS = 10
HOMES = 4
#: What every form is sent with besides what its page holds.
REVIEW = "2021-07-05"


@dataclass
class Person:
    """Somebody who postpones visits of others without end, and what the office told them."""

    number: int
    browser: httpx.Client
    saved: list[tuple[str, str]] = field(default_factory=list)
    refused: int = 0

    def work(self, visits: list[Visit], times: int) -> None:
        """Make ``times`` changes, each until it is saved; it says who made it and which it is."""
        for turn in range(times):
            visit = visits[(self.number + turn) % len(visits)]
            why = f"Orang {self.number}, perubahan {turn}"
            self.postpone(visit, why)
            self.saved.append((visit.id, why))

    def postpone(self, visit: Visit, why: str) -> None:
        path = f"/kantor/kunjungan/{visit.id}/tunda"
        form: dict[str, str] = {}
        while True:
            # The form of a visit's own page, or the same again from the page that told who was
            # first, which holds the newer version.
            form = form or self.seen(visit, path) | {"alasan": why, "periksa": REVIEW}
            answer = self.browser.post(path, data=form)
            if answer.status_code == 303:
                return
            assert answer.status_code in {409, 503}, answer.text
            self.refused += 1
            if answer.status_code == 409:
                form = fields_of(answer.text, path)
                assert form["alasan"] == why
            sleep(0.05 * (answer.status_code == 503))

    def seen(self, visit: Visit, path: str) -> dict[str, str]:
        answer = self.browser.get(f"/kantor/permohonan/{visit.request.id}")
        assert answer.status_code == 200
        return fields_of(answer.text, path)


def fields_of(page: str, action: str) -> dict[str, str]:
    form = re.search(rf'<form method="post" action="{re.escape(action)}".*?</form>', page, re.S)
    assert form is not None, action
    return {n: unescape(v) for n, v in re.findall(r'name="(\w+)" value="([^"]*)"', form[0])}


@pytest.fixture
def homes(office: Office) -> list[Visit]:  # noqa: F811
    """Publish homes that people may postpone, and return them."""
    enter_requests(office, ACT, [make_home_request(f"R-{n}") for n in range(HOMES)])
    made = draft_plan(office, ACT, **DAYS, solve=QUICK).plan
    assert made is not None
    publish_plan(office, ACT, made.id)
    with office.database.reading() as store:
        scheduled = store.visits.list_visits((VisitState.SCHEDULED,))
    return [visit for visit in scheduled if visit.request.id.startswith("R-")]


@pytest.fixture
def people(office: Office) -> Iterator[list[Person]]:  # noqa: F811
    """Serve the office and return people who are signed in to it, each in a browser."""
    signed = [signed_in(office, login=f"orang.{number}") for number in range(CLIENTS)]
    app = create_app(office, SetClock(at_wib(MONDAY, 10)), solve=QUICK)
    with serving(app) as address:
        browsers = [
            httpx.Client(
                base_url=address,
                cookies={"sijempol": each.token},
                headers={"sec-fetch-site": "same-origin"},
                timeout=120,
                trust_env=False,
            )
            for each in signed
        ]
        yield [Person(number, browser) for number, browser in enumerate(browsers)]
        for browser in browsers:
            browser.close()


def test_ten_people_at_the_pages_lose_no_change(
    office: Office,  # noqa: F811
    homes: list[Visit],
    people: list[Person],
) -> None:
    assert len(homes) == HOMES
    times = size("http_edits")
    with office.database.reading() as store:
        before = {visit.id: store.visits.list_events(visit.id) for visit in homes}
        others = {v.id: v.version for v in store.visits.list_visits() if v.id not in before}
        entries = store.audit.list_entries(limit=10_000)
    with ThreadPoolExecutor(CLIENTS) as pool:
        for done in [pool.submit(person.work, homes, times) for person in people]:
            done.result()
    promised = Counter(each for person in people for each in person.saved)
    assert promised.total() == len(promised) == CLIENTS * times
    with office.database.reading() as store:
        after = {visit.id: store.visits.list_events(visit.id) for visit in homes}
        now = {visit.id: visit for visit in store.visits.list_visits()}
        log = store.audit.list_entries(limit=10_000)
    made = [event for name, events in after.items() for event in events[len(before[name]) :]]
    # Every change that somebody was told of is in the log once, and nothing else is there.
    assert Counter((event.visit_id, event.why) for event in made) == promised
    assert {(e.why.split(",")[0], e.who) for e in made} == {
        (f"Orang {n}", f"orang.{n}") for n in range(CLIENTS)
    }
    for visit in homes:
        events = after[visit.id]
        assert events[: len(before[visit.id])] == before[visit.id]
        # Each was made on the one before it: the history has no fork.
        assert all(one.after == two.before for one, two in pairwise(events))
        assert events[-1].after == Placement.of(now[visit.id])
        assert now[visit.id].version == visit.version + len(events) - len(before[visit.id])
    assert {name: now[name].version for name in others} == others
    # The history of who did what says the same.
    counted = Counter(entry.who for entry in log[: len(log) - len(entries)])
    assert counted == {f"orang.{number}": times for number in range(CLIENTS)}
    # They did meet: otherwise this test would show nothing.
    assert sum(person.refused for person in people) > CLIENTS
