"""The tables of what the office keeps of its hosts; see :mod:`planner.store.rows`."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlmodel import Field, SQLModel

from planner.store.rows import instant_field, text_field


class RequestNoteRow(SQLModel, table=True):
    """What a request brought besides its facts: days the host would like, a letter seen."""

    __tablename__: ClassVar[str] = "request_note"
    request_id: str = text_field(primary_key=True, foreign_key="request.id")
    preferred: str = text_field()
    letter: str = text_field()


class HostCallRow(SQLModel, table=True):
    """One answer of a host about one date.

    ``visit_id`` is no foreign key: hosts of a draft's sessions are asked before it is published.
    """

    __tablename__: ClassVar[str] = "host_call"
    __table_args__: ClassVar[dict[str, bool]] = {"sqlite_autoincrement": True}
    seq: int | None = Field(default=None, primary_key=True)
    visit_id: str = text_field(index=True)
    date_key: str = text_field(sa_column_kwargs={"name": "told"})
    answer: str = text_field()
    note: str = text_field()
    who: str = text_field()
    at: datetime = instant_field()
