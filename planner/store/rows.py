"""The tables, flat and without behaviour; nothing outside :mod:`planner.store` sees a row.

Rules that hold a table together beyond keys (what may never change) are triggers, written
in the first migration. Columns named here and there must agree; a test compares them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from sqlalchemy import Dialect, Index, Text, false, text
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from planner.domain.office import WIB


class Instant(TypeDecorator[datetime]):
    """An aware instant: stored as UTC text that sorts by time, given back in WIB."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return the UTC text of ``value``; a naive value is a programmer's mistake."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError("an instant needs its time zone")
        # strftime would write the year 999 without its leading zero.
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the instant of a stored text, in the office's own zone."""
        return None if value is None else datetime.fromisoformat(value).astimezone(WIB)


def instant_field(**given: Any) -> Any:
    """Return a column that holds an aware instant."""
    return Field(sa_type=Instant, **given)


def text_field(**given: Any) -> Any:
    """Return a column that holds text of any length."""
    return Field(sa_type=Text, **given)


_OFF: dict[str, object] = {"server_default": false()}


class MetaRow(SQLModel, table=True):
    """One fact about the data themselves."""

    __tablename__: ClassVar[str] = "meta"
    key: str = text_field(primary_key=True)
    value: str = text_field()


class CounterRow(SQLModel, table=True):
    """The last number given out under a name; it only ever grows."""

    __tablename__: ClassVar[str] = "counter"
    name: str = text_field(primary_key=True)
    value: int


class RuleRecordRow(SQLModel, table=True):
    """A rule record as it was entered; ``content`` is the whole of it."""

    __tablename__: ClassVar[str] = "rule_record"
    __table_args__: ClassVar[dict[str, bool]] = {"sqlite_autoincrement": True}
    seq: int | None = Field(default=None, primary_key=True)
    id: str = text_field(unique=True)
    kind: str = text_field()
    known_on: str | None = text_field(default=None)
    entered_by: str = text_field()
    entered_at: datetime = instant_field()
    content: str = text_field()
    canonical: str = text_field()


class UnitRow(SQLModel, table=True):
    """A vehicle with its equipment."""

    __tablename__: ClassVar[str] = "unit"
    id: str = text_field(primary_key=True)
    name: str = text_field()
    services: str = text_field()
    recording_sets: int
    people_per_day: int
    crew: int
    evidence: str = text_field()


class RequestRow(SQLModel, table=True):
    """A request for a visit."""

    __tablename__: ClassVar[str] = "request"
    id: str = text_field(primary_key=True)
    line: str = text_field()
    area_code: str = text_field(index=True)
    place: str = text_field()
    lat: float
    lon: float
    people: int
    requested_on: date
    urgency: str = text_field()
    services: str = text_field()
    venue: str = text_field()
    fixed_day: date | None = None
    contact: str = text_field()
    synthetic: bool


class VisitRow(SQLModel, table=True):
    """A visit as it stands now."""

    __tablename__: ClassVar[str] = "visit"
    __table_args__: ClassVar[tuple[Index, ...]] = (Index("ix_visit_state_day", "state", "day"),)
    id: str = text_field(primary_key=True)
    request_id: str = text_field(foreign_key="request.id", index=True)
    people: int
    state: str = text_field()
    session_no: int
    split_from: str | None = text_field(default=None, foreign_key="visit.id")
    day: date | None = None
    unit_id: str | None = text_field(default=None, foreign_key="unit.id")
    start_min: int | None = None
    end_min: int | None = None
    firm: bool
    unsure: bool
    limits: str = text_field()
    rule_ids: str = text_field()
    as_of: date | None = None
    earliest: date | None = None
    review_on: date | None = None
    version: int
    held_by_office: bool = Field(default=False, sa_column_kwargs=_OFF)


class VisitEventRow(SQLModel, table=True):
    """One thing that happened to a visit; never changed, never deleted."""

    __tablename__: ClassVar[str] = "visit_event"
    __table_args__: ClassVar[dict[str, bool]] = {"sqlite_autoincrement": True}
    seq: int | None = Field(default=None, primary_key=True)
    visit_id: str = text_field(foreign_key="visit.id", index=True)
    at: datetime = instant_field()
    as_of: date
    kind: str = text_field()
    who: str = text_field()
    why: str = text_field()
    rule_ids: str = text_field()
    before: str | None = text_field(default=None)
    after: str | None = text_field(default=None)


class PlanRow(SQLModel, table=True):
    """A plan; its entries stand in their own table."""

    __tablename__: ClassVar[str] = "plan"
    __table_args__: ClassVar[tuple[object, ...]] = (
        Index(
            "ux_plan_published",
            "state",
            unique=True,
            sqlite_where=text("state = 'published'"),
            postgresql_where=text("state = 'published'"),
        ),
        {"sqlite_autoincrement": True},
    )
    id: int | None = Field(default=None, primary_key=True)
    number: int | None = Field(default=None, unique=True)
    state: str = text_field()
    as_of: date
    first_day: date
    last_day: date
    firm_until: date | None = None
    based_on: int | None = Field(default=None, foreign_key="plan.number")
    made_at: datetime = instant_field()
    made_by: str = text_field()
    left_out: str = text_field()
    cost: str = text_field()
    facts: str = text_field()
    published_at: datetime | None = instant_field(default=None)
    content_hash: str = text_field()
    scenario: str = text_field(default="{}", sa_column_kwargs={"server_default": "{}"})
    rollback_of: int | None = Field(default=None, foreign_key="plan.number")


class PlanEntryRow(SQLModel, table=True):
    """One visit's place in a plan.

    ``visit_id`` is no foreign key: a session cut out of a longer visit (``split_from``)
    becomes a visit only when its plan is published.
    """

    __tablename__: ClassVar[str] = "plan_entry"
    plan_id: int = Field(foreign_key="plan.id", primary_key=True)
    position: int = Field(primary_key=True)
    visit_id: str = text_field(index=True)
    unit_id: str = text_field(foreign_key="unit.id")
    day: date
    start_min: int
    end_min: int
    people: int
    firm: bool
    limits: str = text_field()
    rule_ids: str = text_field()
    session_no: int
    split_from: str | None = text_field(default=None, foreign_key="visit.id")
    travel_min: int
    kept: bool
    pinned: bool = Field(default=False, sa_column_kwargs=_OFF)


class DraftEditRow(SQLModel, table=True):
    """One thing a coordinator did to a draft; kept for undo while the draft is edited."""

    __tablename__: ClassVar[str] = "draft_edit"
    __table_args__: ClassVar[dict[str, bool]] = {"sqlite_autoincrement": True}
    seq: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    at: datetime = instant_field()
    who: str = text_field()
    kind: str = text_field()
    visit_id: str = text_field()
    content: str = text_field()
    undone: bool


class NoticeRow(SQLModel, table=True):
    """A message for those a change concerns; ``visit_id`` is empty for the whole service."""

    __tablename__: ClassVar[str] = "notice"
    __table_args__: ClassVar[dict[str, bool]] = {"sqlite_autoincrement": True}
    seq: int | None = Field(default=None, primary_key=True)
    visit_id: str | None = text_field(default=None, foreign_key="visit.id", index=True)
    area_code: str = text_field()
    at: datetime = instant_field()
    as_of: date
    kind: str = text_field()
    audience: str = text_field()
    text: str = text_field()
    rule_ids: str = text_field()


class PublicationRow(SQLModel, table=True):
    """The whole public site as of an instant; the one added last is current."""

    __tablename__: ClassVar[str] = "publication"
    __table_args__: ClassVar[dict[str, bool]] = {"sqlite_autoincrement": True}
    id: int | None = Field(default=None, primary_key=True)
    day: date = Field(index=True)
    at: datetime = instant_field()
    facts_hash: str = text_field()
    cause: str = text_field()
    plan_number: int | None = Field(default=None, foreign_key="plan.number")


class PublicationFileRow(SQLModel, table=True):
    """One path of a publication and the address of its bytes."""

    __tablename__: ClassVar[str] = "publication_file"
    publication_id: int = Field(foreign_key="publication.id", primary_key=True)
    path: str = text_field(primary_key=True)
    sha256: str = text_field(index=True)
    content_type: str = text_field()
    size: int
