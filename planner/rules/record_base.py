"""What records of a rules file have in common."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from planner.domain.vocabulary import Binding, Cause, Evidence, IssuerLevel
from planner.rules.field_types import AreaCode, Id, Regime, Scope, Source, Strict, Title

AreaCodes = Annotated[tuple[AreaCode, ...], Field(min_length=1)]


class BaseRecord(Strict):
    """What every record carries: id, title for people, when it became known, support.

    ``known_on`` is empty only for what was announced and never signed: it has no effect.
    ``corrects`` is a record that turned out wrong: from ``known_on`` on only this one counts.
    ``title_en`` is what English readers are told. ``instrument`` is the id of the instrument it
    stands in. What is ``proposed`` has no effect
    until a confirmation of it is known.
    """

    id: Id
    title: Title
    title_en: str = Field("", max_length=90)
    known_on: date | None = Field()
    announced_on: date | None = None
    evidence: Evidence
    note: str = Field("", max_length=300)
    sources: tuple[Source, ...] = ()
    corrects: Id | None = None
    instrument: Id | None = None
    proposed: bool = False

    @model_validator(mode="after")
    def _known_or_announced(self) -> Self:
        if self.known_on is None and self.announced_on is None:
            raise ValueError("known_on: isi hari pertama isinya diketahui, atau announced_on.")
        return self


class Dated(BaseRecord):
    """A record in force from ``first`` to ``last``, both included; None: no end known.

    A later learned end has its own day of knowledge. ``disputes`` are records of the same
    matter from other sources: on days on which they differ a person decides.
    """

    first: date = Field(alias="from")
    last: date | None = Field(alias="to")
    ended_on: date | None = None
    ended_known_on: date | None = None
    revoked_on: date | None = None
    revoked_known_on: date | None = None
    disputes: tuple[Id, ...] = ()

    @field_validator("last")
    @classmethod
    def _open_ended(cls, last: date | None) -> date | None:
        """Return None for the last day that can be written: people mean no end by it."""
        return None if last == date.max else last

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if self.last is not None and self.last < self.first:
            raise ValueError("to: hari terakhir mendahului hari pertama. Tukar from dan to.")
        if self.last is not None and self.ended_on is not None and self.ended_on > self.last:
            raise ValueError(
                "ended_on: sesudah hari terakhir (to). Hapus ended_on, atau catat perpanjangannya."
            )
        if (self.ended_on is None) != (self.ended_known_on is None):
            raise ValueError("ended_on dan ended_known_on harus diisi bersama.")
        if (self.revoked_on is None) != (self.revoked_known_on is None):
            raise ValueError("revoked_on dan revoked_known_on harus diisi bersama.")
        return self


class Issued(Dated):
    """A record that binds somebody: whose it is, and why."""

    issuer: IssuerLevel
    binding: Binding
    cause: Cause = Cause.MEDICAL_EMERGENCY


class Over(Strict):
    """The areas and people a record's relations act for, where these are not its own."""

    areas: tuple[AreaCode, ...] = ()
    scope: Scope | None = None


class Ending(Dated):
    """A record that may end others on the day before it begins, or a regime from that day.

    It does so for its own areas and people, for those of ``over``, or for all that the others
    are about (``whole``), as an instrument does that revokes the one before it.
    """

    replaces: tuple[Id, ...] = ()
    revokes: tuple[Id, ...] = ()
    cuts_short: tuple[Id, ...] = ()
    ends_regime: tuple[Regime, ...] = ()
    over: Over | None = None
    whole: bool = False
