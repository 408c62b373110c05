"""Nobody is told that nothing is published while what is published is being taken up."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest

from planner.clock import SetClock
from planner.domain.office import at_wib
from planner.domain.publications import Publication
from planner.web.site.published import PublishedSite, Snapshot
from tests.web.conftest import MONDAY, WebOffice


def test_who_comes_while_the_first_site_is_taken_up_waits_for_it(
    web: WebOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, whole = Event(), PublishedSite._snapshot

    def slow(site: PublishedSite, publication: Publication) -> Snapshot:
        begun.set()
        sleep(0.3)
        return whole(site, publication)

    monkeypatch.setattr(PublishedSite, "_snapshot", slow)
    site = PublishedSite(office=web.office, clock=SetClock(at_wib(MONDAY, 9)))
    with ThreadPoolExecutor(1) as apart:
        first = apart.submit(site.current)
        assert begun.wait(10)
        assert not site.settled
        second = site.current()
        assert second is not None
        assert second is first.result()
    assert site.settled
