"""Officers, their leave, and who works where on which day."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, delete, select

from planner.domain.crews import CrewChange, Leave, LeaveReason, Officer, RotaEntry, Skill
from planner.domain.errors import NotFound
from planner.store.codec import words_from_text, words_to_text
from planner.store.crew_rows import LeaveRow, OfficerRow, RotaRow


class CrewStore:
    """The staff of the office and its rota."""

    def __init__(self, db_session: Session) -> None:
        self._db_session = db_session

    def save(self, change: CrewChange) -> None:
        """Save ``change`` whole.

        Raises
        ------
        NotFound
            A leave to change is not there.
        """
        for officer in change.officers:
            self._db_session.merge(_officer_row(officer))
        self._db_session.flush()
        for leave in change.leaves:
            self._save_leave(leave)
        if change.days:
            self._db_session.exec(delete(RotaRow).where(col(RotaRow.day).in_(change.days)))
        self._db_session.add_all(
            RotaRow(day=entry.day, officer_id=officer_id, unit_id=entry.unit_id)
            for entry in change.rota
            for officer_id in entry.officer_ids
        )
        self._db_session.flush()

    def list_officers(self) -> tuple[Officer, ...]:
        """Return all officers, those who left too, by id."""
        rows = self._db_session.exec(select(OfficerRow).order_by(col(OfficerRow.id)))
        return tuple(_officer(row) for row in rows)

    def list_leaves(self) -> tuple[Leave, ...]:
        """Return all leaves, by first day."""
        wanted = select(LeaveRow).order_by(col(LeaveRow.first_day), col(LeaveRow.id))
        return tuple(_leave(row) for row in self._db_session.exec(wanted))

    def list_rota(self, first: date, last: date) -> tuple[RotaEntry, ...]:
        """Return the rota from ``first`` to ``last``: by day, units by id, the office last."""
        wanted = select(RotaRow).where(col(RotaRow.day) >= first, col(RotaRow.day) <= last)
        groups: dict[tuple[date, str | None], list[str]] = {}
        for row in self._db_session.exec(wanted):
            groups.setdefault((row.day, row.unit_id), []).append(row.officer_id)
        order = sorted(groups, key=lambda key: (key[0], key[1] is None, key[1] or ""))
        return tuple(
            RotaEntry(day=day, unit_id=unit, officer_ids=tuple(sorted(groups[day, unit])))
            for day, unit in order
        )

    def _save_leave(self, leave: Leave) -> None:
        if leave.id and self._db_session.get(LeaveRow, leave.id) is None:
            raise NotFound(f"Cuti {leave.id} tidak ada. Muat ulang daftar petugas.")
        self._db_session.merge(
            LeaveRow(
                id=leave.id or None,
                officer_id=leave.officer_id,
                first_day=leave.first_day,
                last_day=leave.last_day,
                reason=leave.reason.value,
                back_on=leave.back_on,
            )
        )
        self._db_session.flush()


def _officer_row(officer: Officer) -> OfficerRow:
    return OfficerRow(
        id=officer.id,
        name=officer.name,
        skills=words_to_text(officer.skills),
        left_on=officer.left_on,
    )


def _officer(row: OfficerRow) -> Officer:
    return Officer(
        id=row.id,
        name=row.name,
        skills=tuple(Skill(word) for word in words_from_text(row.skills)),
        left_on=row.left_on,
    )


def _leave(row: LeaveRow) -> Leave:
    return Leave(
        id=row.id or 0,
        officer_id=row.officer_id,
        first_day=row.first_day,
        last_day=row.last_day,
        reason=LeaveReason(row.reason),
        back_on=row.back_on,
    )
