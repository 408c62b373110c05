"""The tables of the office's own work; see :mod:`planner.store.rows`."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlmodel import Field, SQLModel

from planner.store.rows import instant_field, text_field


class ImportRow(SQLModel, table=True):
    """A table that was taken: whose requests it brought, and when that was undone."""

    __tablename__: ClassVar[str] = "import_batch"
    __table_args__: ClassVar[dict[str, bool]] = {"sqlite_autoincrement": True}
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = instant_field()
    who: str = text_field()
    name: str = text_field()
    sha256: str = text_field()
    request_ids: str = text_field()
    undone_at: datetime | None = instant_field(default=None)


class JobRow(SQLModel, table=True):
    """A search that runs in a process of its own; ``lease_until`` tells whether it still does."""

    __tablename__: ClassVar[str] = "job"
    __table_args__: ClassVar[dict[str, bool]] = {"sqlite_autoincrement": True}
    id: int | None = Field(default=None, primary_key=True)
    asked_at: datetime = instant_field()
    who: str = text_field()
    order: str = text_field()
    state: str = text_field(index=True)
    progress: str = text_field()
    attempt: int
    lease_until: datetime | None = instant_field(default=None)
    ended_at: datetime | None = instant_field(default=None)
    message: str = text_field(sa_column_kwargs={"name": "told"})
    plan_id: int | None = Field(default=None, foreign_key="plan.id")


class AccessRow(SQLModel, table=True):
    """Who looked at or carried out personal data, when; never changed, never deleted."""

    __tablename__: ClassVar[str] = "access_log"
    __table_args__: ClassVar[dict[str, bool]] = {"sqlite_autoincrement": True}
    seq: int | None = Field(default=None, primary_key=True)
    at: datetime = instant_field()
    who: str = text_field()
    action: str = text_field()
    subject: str = text_field()
