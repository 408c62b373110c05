"""The tables of officers, their leave and the rota; see :mod:`planner.store.rows`."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlmodel import Field, SQLModel

from planner.store.rows import text_field


class OfficerRow(SQLModel, table=True):
    """Somebody on the rota; never deleted, for the rota of past days names them."""

    __tablename__: ClassVar[str] = "officer"
    id: str = text_field(primary_key=True)
    name: str = text_field()
    skills: str = text_field()
    left_on: date | None = None


class LeaveRow(SQLModel, table=True):
    """An officer is away; never deleted, one that ends early says so."""

    __tablename__: ClassVar[str] = "officer_leave"
    __table_args__: ClassVar[dict[str, bool]] = {"sqlite_autoincrement": True}
    id: int | None = Field(default=None, primary_key=True)
    officer_id: str = text_field(foreign_key="officer.id", index=True)
    first_day: date
    last_day: date
    reason: str = text_field()
    back_on: date | None = None


class RotaRow(SQLModel, table=True):
    """Where one officer works on one day: its key lets nobody stand in two places.

    ``unit_id`` is empty for the office.
    """

    __tablename__: ClassVar[str] = "rota"
    day: date = Field(primary_key=True)
    officer_id: str = text_field(primary_key=True, foreign_key="officer.id")
    unit_id: str | None = text_field(default=None, foreign_key="unit.id")
