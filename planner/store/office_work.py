"""The office's own work: tables taken, searches asked for, who looked at personal data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, col, select

from planner.domain.errors import NotFound
from planner.domain.office_work import Access, ImportBatch, Job, JobState
from planner.store.codec import from_text, to_text, words_from_text, words_to_text
from planner.store.office_work_rows import AccessRow, ImportRow, JobRow


class ImportStore:
    """The tables that were taken."""

    def __init__(self, db_session: Session) -> None:
        self._db_session = db_session

    def add(self, batch: ImportBatch) -> ImportBatch:
        """Add ``batch`` and return it with its id."""
        row = ImportRow(
            at=batch.at,
            who=batch.who,
            name=batch.name,
            sha256=batch.sha256,
            request_ids=words_to_text(batch.request_ids),
            undone_at=batch.undone_at,
        )
        self._db_session.add(row)
        self._db_session.flush()
        return replace(batch, id=row.id or 0)

    def get(self, batch_id: int) -> ImportBatch:
        """Return the import ``batch_id``.

        Raises
        ------
        NotFound
            There is none of that id.
        """
        row = self._db_session.get(ImportRow, batch_id)
        if row is None:
            raise NotFound(f"Impor {batch_id} tidak ada. Periksa daftar impor.")
        return _batch(row)

    def list_batches(self) -> tuple[ImportBatch, ...]:
        """Return all imports, newest first."""
        rows = self._db_session.exec(select(ImportRow).order_by(col(ImportRow.id).desc()))
        return tuple(_batch(row) for row in rows)

    def mark_undone(self, batch_id: int, at: datetime) -> None:
        """Note that the import ``batch_id`` was undone."""
        self.get(batch_id)
        self._db_session.get_one(ImportRow, batch_id).undone_at = at
        self._db_session.flush()


class JobStore:
    """The searches."""

    def __init__(self, db_session: Session) -> None:
        self._db_session = db_session

    def add(self, job: Job) -> Job:
        """Add ``job`` and return it with its id."""
        row = JobRow(
            asked_at=job.asked_at,
            who=job.who,
            order=to_text(job.order),
            state=job.state.value,
            progress=to_text(job.progress),
            attempt=job.attempt,
            message=job.message,
        )
        self._db_session.add(row)
        self._db_session.flush()
        return replace(job, id=row.id or 0)

    def get(self, job_id: int) -> Job:
        """Return the job ``job_id``.

        Raises
        ------
        NotFound
            There is none of that id.
        """
        return _job(self._row(job_id))

    def list_jobs(self, states: Iterable[JobState] | None = None) -> tuple[Job, ...]:
        """Return the jobs in ``states`` (None: in any), oldest first."""
        chosen = select(JobRow).order_by(col(JobRow.id))
        if states is not None:
            chosen = chosen.where(col(JobRow.state).in_([state.value for state in states]))
        return tuple(_job(row) for row in self._db_session.exec(chosen))

    def save(self, job: Job) -> None:
        """Save what became of ``job``; what was asked never changes."""
        row = self._row(job.id)
        row.state = job.state.value
        row.progress = to_text(job.progress)
        row.attempt = job.attempt
        row.lease_until = job.lease_until
        row.ended_at = job.ended_at
        row.message = job.message
        row.plan_id = job.plan_id
        self._db_session.flush()

    def _row(self, job_id: int) -> JobRow:
        row = self._db_session.get(JobRow, job_id)
        if row is None:
            raise NotFound(f"Penyusunan {job_id} tidak ada. Periksa daftar penyusunan.")
        return row


class AccessStore:
    """The log of who looked at personal data."""

    def __init__(self, db_session: Session) -> None:
        self._db_session = db_session

    def add(self, access: Access) -> None:
        """Add ``access`` to the log."""
        self._db_session.add(
            AccessRow(at=access.at, who=access.who, action=access.action, subject=access.subject)
        )
        self._db_session.flush()

    def list_accesses(self) -> tuple[Access, ...]:
        """Return the whole log, oldest first."""
        rows = self._db_session.exec(select(AccessRow).order_by(col(AccessRow.seq)))
        return tuple(
            Access(at=row.at, who=row.who, action=row.action, subject=row.subject, seq=row.seq or 0)
            for row in rows
        )


def _batch(row: ImportRow) -> ImportBatch:
    return ImportBatch(
        id=row.id or 0,
        at=row.at,
        who=row.who,
        name=row.name,
        sha256=row.sha256,
        request_ids=words_from_text(row.request_ids),
        undone_at=row.undone_at,
    )


def _job(row: JobRow) -> Job:
    return Job(
        id=row.id or 0,
        asked_at=row.asked_at,
        who=row.who,
        order=from_text(row.order),
        state=JobState(row.state),
        progress=from_text(row.progress),
        attempt=row.attempt,
        lease_until=row.lease_until,
        ended_at=row.ended_at,
        message=row.message,
        plan_id=row.plan_id,
    )
