"""The notices people were given."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, col, select

from planner.domain.notices import Notice
from planner.store.codec import words_from_text, words_to_text
from planner.store.rows import NoticeRow


class NoticeStore:
    """The notices, in the order they were made."""

    def __init__(self, db_session: Session) -> None:
        self._db_session = db_session

    def add(self, notices: Iterable[Notice]) -> int:
        """Add ``notices`` and return how many there were."""
        rows = [_notice_row(notice) for notice in notices]
        self._db_session.add_all(rows)
        self._db_session.flush()
        return len(rows)

    def list_notices(self) -> tuple[Notice, ...]:
        """Return all notices, oldest first."""
        rows = self._db_session.exec(select(NoticeRow).order_by(col(NoticeRow.seq)))
        return tuple(_notice(row) for row in rows)


def _notice_row(notice: Notice) -> NoticeRow:
    return NoticeRow(
        visit_id=notice.visit_id or None,
        area_code=notice.area_code,
        at=notice.at,
        as_of=notice.as_of,
        kind=notice.kind,
        audience=notice.audience,
        text=notice.text,
        rule_ids=words_to_text(notice.rule_ids),
    )


def _notice(row: NoticeRow) -> Notice:
    return Notice(
        visit_id=row.visit_id or "",
        area_code=row.area_code,
        at=row.at,
        as_of=row.as_of,
        kind=row.kind,
        audience=row.audience,
        text=row.text,
        rule_ids=words_from_text(row.rule_ids),
        seq=row.seq or 0,
    )
