"""The tables of accounts, sign-ins and the history; see :mod:`planner.store.rows`."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlmodel import Field, SQLModel

from planner.store.rows import instant_field, text_field


class AccountRow(SQLModel, table=True):
    """A person who may sign in."""

    __tablename__: ClassVar[str] = "account"
    __table_args__: ClassVar[dict[str, bool]] = {"sqlite_autoincrement": True}
    id: int | None = Field(default=None, primary_key=True)
    login: str = text_field(unique=True)
    shown: str = text_field()
    role: str = text_field()
    password: str = text_field()
    must_change: bool
    totp: str = text_field()
    totp_step: int
    active: bool


class RecoveryRow(SQLModel, table=True):
    """The hash of a code that replaces the second step once."""

    __tablename__: ClassVar[str] = "recovery_code"
    account_id: int = Field(foreign_key="account.id", primary_key=True)
    code_hash: str = text_field(primary_key=True)


class SignInRow(SQLModel, table=True):
    """A sign-in that goes on in one browser; its secret itself is nowhere in the data."""

    __tablename__: ClassVar[str] = "sign_in"
    token_hash: str = text_field(primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    stage: str = text_field()
    began_at: datetime = instant_field()
    seen_at: datetime = instant_field()
    pending_totp: str = text_field()
    kept: str | None = text_field(default=None)


class TriesRow(SQLModel, table=True):
    """Wrong tries under one key, itself a hash."""

    __tablename__: ClassVar[str] = "sign_in_tries"
    key: str = text_field(primary_key=True)
    count: int
    first_at: datetime = instant_field()
    open_at: datetime = instant_field()


class AuditRow(SQLModel, table=True):
    """One thing somebody did; never changed, never deleted."""

    __tablename__: ClassVar[str] = "deed"
    __table_args__: ClassVar[dict[str, bool]] = {"sqlite_autoincrement": True}
    seq: int | None = Field(default=None, primary_key=True)
    at: datetime = instant_field()
    who: str = text_field(index=True)
    action: str = text_field()
    subject: str = text_field()
