"""The units."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, select

from planner.domain.fleet import Unit
from planner.domain.vocabulary import Evidence
from planner.store.adding import add_new
from planner.store.codec import services_from_text, words_to_text
from planner.store.rows import UnitRow


class FleetStore:
    """The units."""

    def __init__(self, db_session: Session) -> None:
        self._db_session = db_session

    def add(self, units: Iterable[Unit]) -> int:
        """Add ``units`` and return how many are new; a known unit just as it was adds nothing.

        Raises
        ------
        BadInput
            A unit of the same id but with other facts is known.
        """
        on_record = self.list_units()
        return add_new(
            self._db_session, units, on_record=on_record, row_of=_unit_row, refusal=_other_unit
        )

    def list_units(self) -> tuple[Unit, ...]:
        """Return all units, by id."""
        rows = self._db_session.exec(select(UnitRow)).all()
        return tuple(sorted((_unit(row) for row in rows), key=lambda unit: unit.id))


def _other_unit(unit: Unit) -> str:
    return (
        f"Unit '{unit.id}' sudah tercatat dengan isi lain. Pakai id baru untuk unit yang berubah."
    )


def _unit_row(unit: Unit) -> UnitRow:
    return UnitRow(
        id=unit.id,
        name=unit.name,
        services=words_to_text(unit.services),
        recording_sets=unit.recording_sets,
        people_per_day=unit.people_per_day,
        crew=unit.crew,
        evidence=unit.evidence.value,
    )


def _unit(row: UnitRow) -> Unit:
    return Unit(
        id=row.id,
        name=row.name,
        services=services_from_text(row.services),
        recording_sets=row.recording_sets,
        people_per_day=row.people_per_day,
        crew=row.crew,
        evidence=Evidence(row.evidence),
    )
