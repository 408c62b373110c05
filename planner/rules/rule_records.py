"""The records a rules file may hold, one model a kind."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

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

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if self.last is not None and self.last < self.first:
            raise ValueError("to: hari terakhir mendahului hari pertama. Tukar from dan to.")
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


class RuleRecord(_Issued):
    """An instrument's rule for areas, people and days."""

    kind: Literal["rule"] = "rule"
    regime: str = Field("", max_length=40)
    areas: AreaCodes
    delegated_to: IssuerLevel | None = None
    scope: Scope = EVERYBODY
    effects: Effects = NO_EFFECTS
    extends: Id | None = None
    replaces: tuple[Id, ...] = ()
    revokes: tuple[Id, ...] = ()
    cuts_short: tuple[Id, ...] = ()
    displaces: tuple[Id, ...] = ()
    review_by: date | None = None
    documented_to: date | None = None

    @model_validator(mode="after")
    def _delegates_to_somebody(self) -> Self:
        if (self.binding is Binding.DELEGATED) != (self.delegated_to is not None):
            raise ValueError("delegated_to: isi bila dan hanya bila binding: delegated.")
        return self


class LevelRecord(Dated):
    """The level an instrument gives areas; what it means is the policy's."""

    kind: Literal["level"] = "level"
    series: Id
    level: Level
    areas: AreaCodes
    replaces: tuple[Id, ...] = ()


class LevelTableRecord(_Record):
    """What the levels of a series mean in general, from a day on; it versions by dimension.

    A later table of the same series replaces only the dimensions it names.
    """

    kind: Literal["level_table"] = "level_table"
    series: Id
    valid_from: date
    levels: dict[Level, Effects]


class ZoneRecord(Dated):
    """The zone colour of some areas; what it means is the policy's."""

    kind: Literal["zone"] = "zone"
    zone: Zone
    areas: AreaCodes


class PolicyRecord(_Record):
    """A version of the office's own table: what levels and zones mean for each line."""

    kind: Literal["policy"] = "policy"
    valid_from: date
    normal_session_people: People = 100
    group_crew: Annotated[int, Field(ge=1, le=20)] = 4
    home_crew: Annotated[int, Field(ge=1, le=20)] = 2
    by_level: dict[Level, dict[Line, Effects]] = Field(default_factory=dict)
    by_zone: dict[Zone, dict[Line, Effects]] = Field(default_factory=dict)


class ExemptionRecord(Dated):
    """What lifts rules for some; ``max_people`` counts crew and residents together."""

    kind: Literal["exemption"] = "exemption"
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
