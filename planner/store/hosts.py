"""What the office keeps of its hosts: notes of requests and answers of the call list."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, col, select

from planner.domain.hosts import CallAnswer, CallTick, RequestNote
from planner.store.codec import words_from_text, words_to_text
from planner.store.host_rows import HostCallRow, RequestNoteRow


class HostStore:
    """Notes of requests by their id, and the answers of hosts in the order they came."""

    def __init__(self, db_session: Session) -> None:
        self._db_session = db_session

    def add_notes(self, notes: Iterable[RequestNote]) -> None:
        """Add ``notes``; the note of a request that has one is replaced."""
        for note in notes:
            self._db_session.merge(
                RequestNoteRow(
                    request_id=note.request_id,
                    preferred=words_to_text(tuple(str(day) for day in note.preferred)),
                    letter=note.letter,
                )
            )
        self._db_session.flush()

    def list_notes(self) -> dict[str, RequestNote]:
        """Return all notes by the request's id."""
        wanted = select(RequestNoteRow).order_by(col(RequestNoteRow.request_id))
        return {
            row.request_id: RequestNote(
                request_id=row.request_id,
                preferred=tuple(int(day) for day in words_from_text(row.preferred)),
                letter=row.letter,
            )
            for row in self._db_session.exec(wanted)
        }

    def add_ticks(self, ticks: Iterable[CallTick]) -> None:
        """Add ``ticks`` after those there are."""
        self._db_session.add_all(
            [
                HostCallRow(
                    visit_id=tick.visit_id,
                    date_key=tick.date_key,
                    answer=tick.answer.value,
                    note=tick.note,
                    who=tick.who,
                    at=tick.at,
                )
                for tick in ticks
            ]
        )
        self._db_session.flush()

    def list_ticks(self) -> tuple[CallTick, ...]:
        """Return all ticks, oldest first."""
        rows = self._db_session.exec(select(HostCallRow).order_by(col(HostCallRow.seq)))
        return tuple(
            CallTick(
                visit_id=row.visit_id,
                date_key=row.date_key,
                answer=CallAnswer(row.answer),
                note=row.note,
                who=row.who,
                at=row.at,
                seq=row.seq or 0,
            )
            for row in rows
        )

    def erase(self, request_id: str, visit_ids: Iterable[str]) -> None:
        """Erase what was written of a home: the letter seen, and the words of its answers."""
        note = self._db_session.get(RequestNoteRow, request_id)
        if note is not None:
            note.letter = ""
        wanted = select(HostCallRow).where(col(HostCallRow.visit_id).in_(list(visit_ids)))
        for row in self._db_session.exec(wanted):
            row.note = ""
        self._db_session.flush()
