"""The records a rules file may hold, one model a kind."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal, Self

from pydantic import Field, field_validator, model_validator

from planner.domain.vocabulary import Binding, Cause, Evidence, IssuerLevel, Line, Urgency
from planner.rules.calendar_fields import DayChange, WeekHours
from planner.rules.field_types import (
    EVERYBODY,
    NO_EFFECTS,
    AreaCode,
    Count,
    Effects,
    Id,
    Keyword,
    Level,
    Regime,
    Scope,
    Source,
    Strict,
    Title,
    Venue,
    Zone,
)

AreaCodes = Annotated[tuple[AreaCode, ...], Field(min_length=1)]
People = Annotated[int, Field(ge=1, le=5000)]


class _Record(Strict):
    """What every record carries: id, title for people, when it became known, support.

    ``known_on`` is empty only for what was announced and never signed: it has no effect.
    ``corrects`` is a record that turned out wrong: from ``known_on`` on only this one counts.
    ``instrument`` is the id of the instrument it stands in. What is ``proposed`` has no effect
    until a confirmation of it is known.
    """

    id: Id
    title: Title
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


class InstrumentRecord(_Record):
    """A legal act: its number, who issued and signed it and when."""

    kind: Literal["instrument"] = "instrument"
    number: str = Field(min_length=2, max_length=120)
    issued_by: str = Field(min_length=2, max_length=80)
    issuer: IssuerLevel
    signed_on: date | None = None


class Dated(_Record):
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


class _Issued(Dated):
    """A record that binds somebody: whose it is, and why."""

    issuer: IssuerLevel
    binding: Binding
    cause: Cause = Cause.MEDICAL_EMERGENCY


class Over(Strict):
    """The areas and people a record's relations act for, where these are not its own."""

    areas: tuple[AreaCode, ...] = ()
    scope: Scope | None = None


class _Ending(Dated):
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


class RuleRecord(_Issued, _Ending):
    """An instrument's rule for areas, people and days; ``article`` is where it says so.

    ``resume_when`` is what must come true for the service to resume, ``reviewed_by`` who looks
    at it on the review day.
    """

    kind: Literal["rule"] = "rule"
    regime: str = Field("", max_length=40)
    article: str = Field("", max_length=60)
    areas: AreaCodes
    delegated_to: IssuerLevel | None = None
    scope: Scope = EVERYBODY
    effects: Effects = NO_EFFECTS
    extends: Id | None = None
    displaces: tuple[Id, ...] = ()
    review_by: date | None = None
    reviewed_by: str = Field("", max_length=80)
    resume_when: str = Field("", max_length=300)
    documented_to: date | None = None

    @model_validator(mode="after")
    def _delegates_to_somebody(self) -> Self:
        if (self.binding is Binding.DELEGATED) != (self.delegated_to is not None):
            raise ValueError("delegated_to: isi bila dan hanya bila binding: delegated.")
        return self


class LevelRecord(_Ending):
    """The level an instrument gives areas; what it means is the policy's.

    Without a ``regime`` it is of the one that another record of its series names, else its
    series is a regime of its own. Without an ``issuer`` it is its instrument's, else national.
    """

    kind: Literal["level"] = "level"
    series: Id
    level: Level
    areas: AreaCodes
    regime: str = Field("", max_length=40)
    issuer: IssuerLevel | None = None


class LevelTableRecord(_Record):
    """What the levels of a series mean in general, from a day on; it versions by dimension.

    A later table of the same series replaces only the dimensions it names.
    """

    kind: Literal["level_table"] = "level_table"
    series: Id
    valid_from: date
    levels: dict[Level, Effects]


class ZoneRecord(Dated):
    """The zone colour of some areas; what it means is the policy's.

    Without an ``issuer`` it is its instrument's, else the city's.
    """

    kind: Literal["zone"] = "zone"
    zone: Zone
    areas: AreaCodes
    issuer: IssuerLevel | None = None


class PolicyRecord(_Record):
    """A version of the office's own table: what levels and zones mean for each line.

    Visits of ``weekend_lines`` take place on Saturdays and Sundays as on any day.
    """

    kind: Literal["policy"] = "policy"
    valid_from: date
    normal_session_people: People = 100
    group_crew: Annotated[int, Field(ge=1, le=20)] = 4
    home_crew: Annotated[int, Field(ge=1, le=20)] = 2
    by_level: dict[Level, dict[Line, Effects]] = Field(default_factory=dict)
    by_zone: dict[Zone, dict[Line, Effects]] = Field(default_factory=dict)
    weekend_lines: tuple[Line, ...] = ()


class ExemptionRecord(Dated):
    """What lifts rules for some; ``max_people`` counts crew and residents together.

    It lifts what its ``issuer``, else its instrument's, may lift: rules of its own rank or
    below, and those delegated to it. Without either it lifts all it names.
    """

    kind: Literal["exemption"] = "exemption"
    issuer: IssuerLevel | None = None
    lifts: tuple[Id, ...] = Field(min_length=1)
    lines: tuple[Line, ...] = ()
    urgencies: tuple[Urgency, ...] = ()
    areas: tuple[AreaCode, ...] = ()
    max_people: Annotated[int, Field(ge=1, le=1000)] | None = None
    requires: tuple[Keyword, ...] = ()


class Band(Strict):
    """What a measured value from ``low`` to ``high`` (None: without end) brings."""

    low: Count = Field(alias="from")
    high: Count | None = Field(alias="to")
    zone: Zone | None = None
    scope: Scope = EVERYBODY
    effects: Effects = NO_EFFECTS


class TriggerRecord(_Issued):
    """Bands of a measure, such as an air index or houses with cases, and what each brings."""

    kind: Literal["trigger"] = "trigger"
    measure: Keyword
    areas: AreaCodes
    bands: tuple[Band, ...] = Field(min_length=1)


class ReadingRecord(_Record):
    """A value measured for some areas, good ``from`` its day ``to`` another (empty: that day)."""

    kind: Literal["reading"] = "reading"
    measure: Keyword
    areas: AreaCodes
    value: Count
    first: date = Field(alias="from")
    last: date | None = Field(None, alias="to")


class HostRecord(Dated):
    """A host that takes no visit: a school, a company, the lines and venues it concerns."""

    kind: Literal["host"] = "host"
    areas: AreaCodes
    lines: tuple[Line, ...] = ()
    venues: tuple[Venue, ...] = ()
    cause: Cause = Cause.OTHER_CAUSE


class ResourceRecord(Dated):
    """What the office lacks: a crew, a vehicle, a recorder, blanks, the network.

    ``left`` is how many people can still be served with it (0: none).
    """

    kind: Literal["resource"] = "resource"
    resource: Literal["crew", "vehicle", "recorder", "blanks", "network", "duty"]
    areas: AreaCodes
    lines: tuple[Line, ...] = ()
    left: Count = 0
    cause: Cause = Cause.TECHNICAL_PROBLEM


class ConfirmationRecord(_Record):
    """A second person's word that proposed records are right."""

    kind: Literal["confirmation"] = "confirmation"
    confirms: tuple[Id, ...] = Field(min_length=1)
    by: str = Field(min_length=2, max_length=80)


class CalendarRecord(DayChange, _Record):
    """Days that became holidays or working days."""

    kind: Literal["calendar"] = "calendar"


class HoursRecord(WeekHours, Dated):
    """Working hours of a period."""

    kind: Literal["hours"] = "hours"


Record = (
    InstrumentRecord
    | RuleRecord
    | LevelRecord
    | LevelTableRecord
    | ZoneRecord
    | PolicyRecord
    | ExemptionRecord
    | TriggerRecord
    | ReadingRecord
    | HostRecord
    | ResourceRecord
    | ConfirmationRecord
    | CalendarRecord
    | HoursRecord
)

#: The lists of a rules file and the model of their records.
SECTIONS: Final[dict[str, type[Record]]] = {
    "instruments": InstrumentRecord,
    "rules": RuleRecord,
    "levels": LevelRecord,
    "level_tables": LevelTableRecord,
    "zones": ZoneRecord,
    "policies": PolicyRecord,
    "exemptions": ExemptionRecord,
    "triggers": TriggerRecord,
    "readings": ReadingRecord,
    "hosts": HostRecord,
    "resources": ResourceRecord,
    "confirmations": ConfirmationRecord,
    "calendar": CalendarRecord,
    "hours": HoursRecord,
}

MODELS: Final[dict[str, type[Record]]] = {
    str(model.model_fields["kind"].default): model for model in SECTIONS.values()
}
