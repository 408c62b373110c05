"""The published site in memory: bytes, hashes, compressed copies. No work at request time."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from threading import Lock
from time import monotonic
from typing import Final

from planner.actions.desk import Act, Desk
from planner.actions.enter_rules import enter_rules
from planner.clock import Clock
from planner.domain.publications import Publication
from planner.public import PageHead
from planner.public.facts import OfficeFacts

#: Seconds after which another process' publication is looked for.
LOOK_AGAIN_S: Final = 2.0
#: Content below this many bytes gains nothing from compression.
WORTH_COMPRESSING: Final = 600

_TEXT: Final = ("text/", "application/json", "image/svg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One file as it is served; ``zipped`` is its gzip copy where that is smaller."""

    content: bytes
    zipped: bytes | None
    content_type: str
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One publication's files by path."""

    publication: Publication
    files: Mapping[str, Kept]


@dataclass(slots=True, eq=False)
class PublishedSite:
    """The current publication and the saved days of one desk."""

    desk: Desk
    clock: Clock
    _lock: Lock = field(default_factory=Lock)
    _current: Snapshot | None = None
    _looked: float = float("-inf")
    _days: dict[int, Snapshot] = field(default_factory=dict)

    def current(self) -> Snapshot | None:
        """Return what is published now; None before the first publication.

        At most every few seconds one request looks whether something newer was published,
        or whether a new day has begun; all others are answered from memory.
        """
        if monotonic() - self._looked > LOOK_AGAIN_S and self._lock.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._lock.release()
        return self._current

    def look_now(self) -> None:
        """Take up what has just been published."""
        with self._lock:
            self._look()

    def of_day(self, day: date) -> Snapshot | None:
        """Return the site as it was published for a saved ``day``."""
        if day not in self.desk.saved_days:
            return None
        with self.desk.database.reading() as store:
            publication = store.publications.find_for_day(day)
        if publication is None:
            return None
        if publication.id not in self._days:
            self._days[publication.id] = self._snapshot(publication)
        return self._days[publication.id]

    def _look(self) -> None:
        self._looked = monotonic()
        found = self._find()
        today = self.clock.today()
        if found is not None and found.day < today:
            enter_rules(self.desk, Act(at=self.clock.now(), day=today, who="sistem"))
            found = self._find()
        if found is not None and (
            self._current is None or self._current.publication.id != found.id
        ):
            self._current = self._snapshot(found)

    def _find(self) -> Publication | None:
        with self.desk.database.reading() as store:
            return store.publications.find_current()

    def _snapshot(self, publication: Publication) -> Snapshot:
        files = {
            path: _kept(self.desk.files.read(kept.sha256), kept.content_type, kept.sha256)
            for path, kept in publication.files.items()
        }
        return Snapshot(publication=publication, files=files)

    def head(self, publication: Publication | None) -> PageHead:
        """Return what pages made at request time (search, errors) say of themselves."""
        office = self.desk.office
        return PageHead(
            office=OfficeFacts(
                name=office.name,
                address=office.address,
                demo=office.demo,
                whatsapp=office.whatsapp,
            ),
            today=self.clock.today() if publication is None else publication.day,
            changed_at=self.clock.now() if publication is None else publication.at,
            saved_days=self.desk.saved_days,
        )


@lru_cache(maxsize=1024)
def _kept(content: bytes, content_type: str, sha256: str) -> Kept:
    zipped = None
    if content_type.startswith(_TEXT) and len(content) > WORTH_COMPRESSING:
        zipped = gzip.compress(content, mtime=0)
    return Kept(content=content, zipped=zipped, content_type=content_type, etag=sha256[:32])
