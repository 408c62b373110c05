"""What the office keeps of its own work: tables taken, searches asked for, who looked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportBatch:
    """A table that was taken: the ids of the requests it brought, by whom and when.

    ``sha256`` is the file's. ``undone_at`` is set once it was undone. ``id`` is given by the
    store.
    """

    at: datetime
    who: str
    name: str
    sha256: str
    request_ids: tuple[str, ...]
    undone_at: datetime | None = None
    id: int = 0


class JobState(StrEnum):
    """Where a search stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self in (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A search for a draft that somebody asked for.

    ``order`` says what is wanted (days, scenario). A running job renews its lease; one whose
    lease ran out has lost its process. ``attempt`` counts how often it was begun. ``message`` is
    what went wrong, as a sentence; ``plan_id`` the draft it made.
    """

    asked_at: datetime
    who: str
    order: Mapping[str, object]
    state: JobState = JobState.QUEUED
    progress: Mapping[str, object] = field(default_factory=dict)
    attempt: int = 0
    lease_until: datetime | None = None
    ended_at: datetime | None = None
    message: str = ""
    plan_id: int | None = None
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Somebody looked at or carried out personal data: ``action`` on ``subject``."""

    at: datetime
    who: str
    action: str
    subject: str
    seq: int = 0
