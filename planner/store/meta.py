"""The data's own facts."""

from __future__ import annotations

from sqlmodel import Session

from planner.store.rows import MetaRow

_REVISION = "revision"


class MetaStore:
    """Facts about the data themselves, by name."""

    def __init__(self, db_session: Session) -> None:
        self._db_session = db_session

    def get(self, key: str) -> str | None:
        """Return the value of ``key``, None where it was never set."""
        row = self._db_session.get(MetaRow, key)
        return None if row is None else row.value

    def revision(self) -> int:
        """Return how often the office's data were saved."""
        return int(self.get(_REVISION) or 0)

    def set_revision(self, revision: int) -> None:
        """Note that the office's data were saved for the ``revision``-th time."""
        self.set(_REVISION, str(revision))

    def set(self, key: str, value: str) -> None:
        """Set the value of ``key``."""
        self._db_session.merge(MetaRow(key=key, value=value))
        self._db_session.flush()

    def forget(self, key: str) -> None:
        """Forget the value of ``key``; one that was never set is forgotten already."""
        row = self._db_session.get(MetaRow, key)
        if row is not None:
            self._db_session.delete(row)
            self._db_session.flush()
