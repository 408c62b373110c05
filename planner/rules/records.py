"""The shape of every record a rules file may hold, one model a kind."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from planner.domain.words import (
    Binding,
    Channel,
    Evidence,
    IssuerLevel,
    Line,
    Service,
    Urgency,
)

AREA_PATTERN: Final = r"^(ID|\d\d(\.\d\d(\.\d\d(\.\d{4}(\.\d{3}(\.\d{3})?)?)?)?)?)$"

AreaCode = Annotated[str, StringConstraints(pattern=AREA_PATTERN)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9-]{0,59}$")]
Word = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Venue = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9_]{1,60}$")]
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d:[0-5]\d|2[0-3]:[0-5]\d|24:00)$")]
Title = Annotated[str, StringConstraints(min_length=3, max_length=90)]
Source = Annotated[str, StringConstraints(min_length=3, max_length=500)]
Count = Annotated[int, Field(ge=0, le=100_000)]
Percent = Annotated[int, Field(ge=0, le=100)]
Level = Annotated[int, Field(ge=1, le=4)]
Hours = tuple[Clock, Clock]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Scope(_Strict):
    """Whom a rule is about; an empty list limits nothing."""

    lines: tuple[Line, ...] = ()
    services: tuple[Service, ...] = ()
    urgencies: tuple[Urgency, ...] = ()
    venues: tuple[Venue, ...] = ()
    channels: tuple[Channel, ...] = ()


class Effects(_Strict):
    """What a rule does. ``level`` sets the city's level itself; ``open`` is of channels."""

    suspend: bool = False
    urgent_only: bool = False
    venue_closed: bool = False
    people_together: Count | None = None
    total: Count | None = None
    total_per_day: Count | None = None
    sessions_per_week: Count | None = None
    percent: Percent | None = None
    hours: Hours | None = None
    outdoor: bool | None = None
    residents_only: bool = False
    vaccinated_only: bool = False
    level: Level | None = None
    requires: tuple[Word, ...] = ()
    advice: tuple[Word, ...] = ()
    open: bool | None = None
    quota: Count | None = None


EVERYBODY: Final = Scope()
NO_EFFECTS: Final = Effects()


class _Record(_Strict):
    """What every record carries: id, title for people, when it became known, support."""

    id: Id
    title: Title
    known_on: date
    evidence: Evidence
    note: str = Field("", max_length=300)
    sources: tuple[Source, ...] = ()


class _Dated(_Record):
    """A record in force from ``first`` to ``last``, both included; None: no end known.

    A later learned end has its own day of knowledge.
    """

    first: date = Field(alias="from")
    last: date | None = Field(alias="to")
    announced_on: date | None = None
    ended_on: date | None = None
    ended_known_on: date | None = None
    revoked_on: date | None = None
    revoked_known_on: date | None = None

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if self.last is not None and self.last < self.first:
            raise ValueError("to: hari terakhir mendahului hari pertama. Tukar from dan to.")
        if (self.ended_on is None) != (self.ended_known_on is None):
            raise ValueError("ended_on dan ended_known_on harus diisi bersama.")
        if (self.revoked_on is None) != (self.revoked_known_on is None):
            raise ValueError("revoked_on dan revoked_known_on harus diisi bersama.")
        return self


class RuleRecord(_Dated):
    """An instrument's rule for areas, people and days."""

    kind: Literal["rule"] = "rule"
    issuer: IssuerLevel
    regime: str = Field("", max_length=40)
    areas: tuple[AreaCode, ...] = Field(min_length=1)
    binding: Binding
    delegated_to: IssuerLevel | None = None
    scope: Scope = EVERYBODY
    effects: Effects = NO_EFFECTS
    extends: Id | None = None
    replaces: tuple[Id, ...] = ()
    revokes: tuple[Id, ...] = ()
    displaces: tuple[Id, ...] = ()
    review_by: date | None = None
    documented_to: date | None = None

    @model_validator(mode="after")
    def _delegates_to_somebody(self) -> Self:
        if (self.binding is Binding.DELEGATED) != (self.delegated_to is not None):
            raise ValueError("delegated_to: isi bila dan hanya bila binding: delegated.")
        return self


class LevelRecord(_Dated):
    """The level an instrument gives areas; what it means is the policy's."""

    kind: Literal["level"] = "level"
    series: Id
    level: Level
    areas: tuple[AreaCode, ...] = Field(min_length=1)
    replaces: tuple[Id, ...] = ()


class ZoneRecord(_Dated):
    """The zone colour of some areas; what it means is the policy's."""

    kind: Literal["zone"] = "zone"
    zone: Literal["red", "orange", "yellow", "green"]
    areas: tuple[AreaCode, ...] = Field(min_length=1)


class PolicyRecord(_Record):
    """A version of the office's own table: what levels and zones mean for each line."""

    kind: Literal["policy"] = "policy"
    valid_from: date
    normal_session_people: Annotated[int, Field(ge=1, le=5000)] = 100
    group_crew: Annotated[int, Field(ge=1, le=20)] = 4
    home_crew: Annotated[int, Field(ge=1, le=20)] = 2
    by_level: dict[Level, dict[Line, Effects]] = {}
    by_zone: dict[Literal["red", "orange", "yellow", "green"], dict[Line, Effects]] = {}


class ExemptionRecord(_Dated):
    """What lifts rules for some; ``max_people`` counts crew and residents together."""

    kind: Literal["exemption"] = "exemption"
    lifts: tuple[Id, ...] = Field(min_length=1)
    lines: tuple[Line, ...] = ()
    urgencies: tuple[Urgency, ...] = ()
    max_people: Annotated[int, Field(ge=1, le=1000)] | None = None
    requires: tuple[Word, ...] = ()


class CalendarRecord(_Record):
    """Days that became holidays or working days."""

    kind: Literal["calendar"] = "calendar"
    days: tuple[date, ...] = Field(min_length=1)
    was: Literal["holiday", "working"]
    now: Literal["holiday", "working"]


class HoursRecord(_Dated):
    """Working hours of a period, as intervals of clock times."""

    kind: Literal["hours"] = "hours"
    mon_thu: tuple[Hours, ...] = Field(min_length=1)
    fri: tuple[Hours, ...] = Field(min_length=1)


Record = (
    RuleRecord
    | LevelRecord
    | ZoneRecord
    | PolicyRecord
    | ExemptionRecord
    | CalendarRecord
    | HoursRecord
)

#: The lists of a rules file and the model of their records.
SECTIONS: Final[dict[str, type[Record]]] = {
    "rules": RuleRecord,
    "levels": LevelRecord,
    "zones": ZoneRecord,
    "policies": PolicyRecord,
    "exemptions": ExemptionRecord,
    "calendar": CalendarRecord,
    "hours": HoursRecord,
}

MODELS: Final[dict[str, type[Record]]] = {
    str(model.model_fields["kind"].default): model for model in SECTIONS.values()
}
