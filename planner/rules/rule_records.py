"""The records a rules file may hold, one model a kind."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from planner.domain.vocabulary import Binding, Cause, IssuerLevel, Line, Urgency
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
    Strict,
    Venue,
    Zone,
)
from planner.rules.record_base import AreaCodes, BaseRecord, Dated, Ending, Issued
from planner.rules.repeating import repetition

People = Annotated[int, Field(ge=1, le=5000)]


class InstrumentRecord(BaseRecord):
    """A legal act: its number, who issued and signed it and when."""

    kind: Literal["instrument"] = "instrument"
    number: str = Field(min_length=2, max_length=120)
    issued_by: str = Field(min_length=2, max_length=80)
    issuer: IssuerLevel
    signed_on: date | None = None


class RuleRecord(Issued, Ending):
    """An instrument's rule for areas, people and days; ``article`` is where it says so.

    ``repeats`` is an RRULE: the days from ``first`` on on which the effects count (empty: all).
    ``resume_when`` is what must come true for the service to resume, ``reviewed_by`` who looks
    at it on the review day.
    """

    kind: Literal["rule"] = "rule"
    regime: str = Field("", max_length=40)
    article: str = Field("", max_length=60)
    repeats: str = Field("", max_length=120)
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

    @model_validator(mode="after")
    def _repeats_on_some_day(self) -> Self:
        if self.repeats and repetition(self.repeats, self.first).first_in(self.last) is None:
            raise ValueError(
                "repeats: tidak ada satu hari pun dari from sampai to. Periksa harinya."
            )
        return self


class LevelRecord(Ending):
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


class LevelTableRecord(BaseRecord):
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


class PolicyRecord(BaseRecord):
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

    It says for whom, as the areas do: it limits nobody, more people just have no exemption.

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

    @property
    def conditions(self) -> Effects:
        """What it asks of those whom it frees."""
        return NO_EFFECTS.model_copy(update={"requires": self.requires})


class Band(Strict):
    """What a measured value from ``low`` to ``high`` (None: without end) brings."""

    low: Count = Field(alias="from")
    high: Count | None = Field(alias="to")
    zone: Zone | None = None
    scope: Scope = EVERYBODY
    effects: Effects = NO_EFFECTS


class TriggerRecord(Issued):
    """Bands of a measure, such as an air index or houses with cases, and what each brings."""

    kind: Literal["trigger"] = "trigger"
    measure: Keyword
    areas: AreaCodes
    bands: tuple[Band, ...] = Field(min_length=1)


class ReadingRecord(BaseRecord):
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


class ConfirmationRecord(BaseRecord):
    """A second person's word that proposed records are right."""

    kind: Literal["confirmation"] = "confirmation"
    confirms: tuple[Id, ...] = Field(min_length=1)
    by: str = Field(min_length=2, max_length=80)


class CalendarRecord(DayChange, BaseRecord):
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
