"""Rule records as they were entered: added, never changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from planner.domain.errors import BadInput
from planner.store.codec import canonical, from_text, to_text
from planner.store.rows import RuleRecordRow


class RuleStore:
    """The rule records, in the order they were entered."""

    def __init__(self, db_session: Session) -> None:
        self._db_session = db_session

    def add(self, records: Sequence[Mapping[str, object]], *, entered_by: str, at: datetime) -> int:
        """Add ``records`` and return how many are new; one just as it was adds nothing.

        Raises
        ------
        BadInput
            A record has no id or kind, holds a value that cannot be kept, or its id is
            known with other content: what people were told rests on that content, so a
            correction is a record of its own.
        """
        problems: list[str] = []
        added: dict[str, RuleRecordRow] = {}
        contents = self._contents() if records else {}
        for place, record in enumerate(records, start=1):
            try:
                row = _row(record, entered_by, at)
            except (TypeError, ValueError) as error:
                problems.append(
                    f"Catatan aturan ke-{place} ({record.get('id', 'tanpa id')}) tidak bisa "
                    f"disimpan: {error}. Perbaiki isinya lalu catat lagi."
                )
                continue
            before = contents.setdefault(row.id, row.canonical)
            if before != row.canonical:
                problems.append(
                    f"Catatan aturan '{row.id}' sudah ada dengan isi lain dan tidak boleh "
                    "diubah. Untuk memperbaikinya, catat koreksi dengan id baru."
                )
            elif before is row.canonical:
                added[row.id] = row
        if problems:
            raise BadInput(problems)
        self._db_session.add_all(added.values())
        self._db_session.flush()
        return len(added)

    def list_records(self, *, before: datetime | None = None) -> tuple[dict[str, object], ...]:
        """Return all records in the order they were entered, equal to what was entered.

        With ``before`` only those that were entered earlier than that instant.
        """
        wanted = select(RuleRecordRow.content).order_by(col(RuleRecordRow.seq))
        if before is not None:
            wanted = wanted.where(col(RuleRecordRow.entered_at) < before)
        return tuple(from_text(content) for content in self._db_session.exec(wanted))

    def entered_by(self, ids: Collection[str]) -> dict[str, str]:
        """Return who entered each of ``ids``; ids that are not on record are left out."""
        wanted = select(RuleRecordRow.id, RuleRecordRow.entered_by).where(
            col(RuleRecordRow.id).in_(list(ids))
        )
        return dict(self._db_session.exec(wanted).all())

    def _contents(self) -> dict[str, str]:
        """Return what is on record, as comparable text by id."""
        return dict(self._db_session.exec(select(RuleRecordRow.id, RuleRecordRow.canonical)).all())


def _row(record: Mapping[str, object], entered_by: str, at: datetime) -> RuleRecordRow:
    return RuleRecordRow(
        id=_word(record, "id"),
        kind=_word(record, "kind"),
        known_on=_known_on(record),
        entered_by=entered_by,
        entered_at=at,
        content=to_text(record),
        canonical=canonical(record),
    )


def _word(record: Mapping[str, object], name: str) -> str:
    value = record.get(name)
    if not isinstance(value, str) or not value:
        raise ValueError(f"'{name}' harus berupa teks dan tidak kosong")
    return str(value)


def _known_on(record: Mapping[str, object]) -> str | None:
    """Return the day as text: records say it as a date or as "2021-07-02"."""
    day = record.get("known_on")
    return None if day is None else str(day)
