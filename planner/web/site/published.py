"""The published site in memory: bytes, hashes, compressed copies. No work at request time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from threading import Lock
from time import monotonic
from typing import Final

from fastapi import Request

from planner.actions.saving.office import Act, Office
from planner.actions.saving.site_facts import office_facts
from planner.actions.site.refresh_site import begin_day
from planner.clock import Clock
from planner.domain.publications import Publication
from planner.public import PageHead
from planner.public.maps.map_pages import OWN_ASSETS
from planner.web.site.encoding import copies

#: Seconds after which another process' publication is looked for.
LOOK_AGAIN_S: Final = 2.0
#: The published file that says when visits last changed.
STATUS: Final = "api/v1/status.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One file as it is served; ``copies`` are its compressed ones by encoding, best first."""

    content: bytes
    copies: Mapping[str, bytes]
    content_type: str
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One publication's files by path."""

    publication: Publication
    files: Mapping[str, Kept]

    @property
    def changed_at(self) -> datetime | None:
        """When visits last changed, as the published status says; older sites have none.

        None before the first plan.
        """
        if self.publication.plan_number is None:
            return None
        status = self.files.get(STATUS)
        if status is None:
            return self.publication.at
        return datetime.fromisoformat(json.loads(status.content)["updated_at"])


@dataclass(slots=True, eq=False)
class PublishedSite:
    """The current publication and the saved days of one office."""

    office: Office
    clock: Clock
    _lock: Lock = field(default_factory=Lock)
    _current: Snapshot | None = None
    _looked: float = float("-inf")
    _days: dict[int, Snapshot] = field(default_factory=dict)

    @property
    def settled(self) -> bool:
        """Whether ``current`` answers from memory at once, without a look at the database."""
        return monotonic() - self._looked <= LOOK_AGAIN_S

    def current(self) -> Snapshot | None:
        """Return what is published now; None before the first publication.

        At most every few seconds one request looks whether something newer was published; all
        others are answered from memory. No request renders anything.
        """
        if self.settled:
            return self._current
        # While nothing was ever taken up there is nothing to answer with but by waiting.
        if self._lock.acquire(blocking=self._current is None):
            try:
                if not self.settled:
                    self._look()
            finally:
                self._lock.release()
        return self._current

    def look_now(self) -> None:
        """Take up what has just been published."""
        with self._lock:
            self._look()

    def begin_day(self) -> None:
        """Render the site for the present day where it stands for an earlier one, or not at all.

        Raises
        ------
        PlannerError
            Others kept saving; the old site goes on.
        OSError
            The disk refuses; the old site goes on.
        """
        today = self.clock.today()
        publication = self._find()
        if publication is None or publication.day < today:
            begin_day(self.office, Act(at=self.clock.now(), day=today, who="sistem"))
        self.look_now()

    def of_day(self, day: date) -> Snapshot | None:
        """Return the site as it was published for a saved ``day``."""
        if day not in self.office.saved_days:
            return None
        with self.office.database.reading() as store:
            publication = store.publications.find_for_day(day)
        if publication is None:
            return None
        if publication.id not in self._days:
            self._days[publication.id] = self._snapshot(publication)
        return self._days[publication.id]

    def _look(self) -> None:
        try:
            self._take_up()
        finally:
            # Only now: who comes while the first site is taken up waits for it.
            self._looked = monotonic()

    def _take_up(self) -> None:
        publication = self._find()
        if publication is not None and (
            self._current is None or self._current.publication.id != publication.id
        ):
            before, fresh = self._current, self._snapshot(publication)
            if before is not None:
                # A page opened a moment ago still asks for the files it names.
                named = {p: f for p, f in before.files.items() if p.startswith(OWN_ASSETS)}
                fresh = replace(fresh, files={**named, **fresh.files})
            self._current = fresh

    def _find(self) -> Publication | None:
        with self.office.database.reading() as store:
            return store.publications.find_current()

    def _snapshot(self, publication: Publication) -> Snapshot:
        files = {
            path: _kept(self.office.files.read(kept.sha256), kept.content_type, kept.sha256)
            for path, kept in publication.files.items()
        }
        return Snapshot(publication=publication, files=files)

    def head(self, snapshot: Snapshot | None) -> PageHead:
        """Return what pages made at request time (search, errors) say of themselves."""
        return PageHead(
            office=office_facts(self.office.profile),
            today=self.clock.today() if snapshot is None else snapshot.publication.day,
            changed_at=None if snapshot is None else snapshot.changed_at,
            saved_days=self.office.saved_days,
        )


def _kept(content: bytes, content_type: str, sha256: str) -> Kept:
    return Kept(
        content=content,
        copies=copies(content, content_type),
        content_type=content_type,
        etag=sha256[:32],
    )


def site_of(request: Request) -> PublishedSite:
    """Return the published site this application serves."""
    site: PublishedSite = request.app.state.site
    return site
