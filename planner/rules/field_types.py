"""The small shapes that records are made of: codes, clock times, scope and effects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from planner.domain.vocabulary import Channel, Line, Service, Urgency

AREA_PATTERN: Final = r"^(ID|\d\d(\.\d\d(\.\d\d(\.\d{4}(\.\d{3}(\.\d{3})?)?)?)?)?)$"

AreaCode = Annotated[str, StringConstraints(pattern=AREA_PATTERN)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9-]{0,59}$")]
Regime = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Keyword = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Venue = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9_]{1,60}$")]
ClockTime = Annotated[str, StringConstraints(pattern=r"^([01]\d:[0-5]\d|2[0-3]:[0-5]\d|24:00)$")]
Title = Annotated[str, StringConstraints(min_length=3, max_length=90)]
Source = Annotated[str, StringConstraints(min_length=3, max_length=500)]
Count = Annotated[int, Field(ge=0, le=100_000)]
Percent = Annotated[int, Field(ge=0, le=100)]
#: The strictest level there is.
HIGHEST_LEVEL: Final = 4
Level = Annotated[int, Field(ge=1, le=HIGHEST_LEVEL)]
Age = Annotated[int, Field(ge=0, le=120)]
Zone = Literal["red", "orange", "yellow", "green"]
Hours = tuple[ClockTime, ClockTime]


class Strict(BaseModel):
    """A model that refuses fields it does not know and never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Scope(Strict):
    """Whom a rule is about; an empty list limits nothing.

    ``ages`` are the youngest and oldest people concerned, in years, both included.
    """

    lines: tuple[Line, ...] = ()
    services: tuple[Service, ...] = ()
    urgencies: tuple[Urgency, ...] = ()
    venues: tuple[Venue, ...] = ()
    channels: tuple[Channel, ...] = ()
    ages: tuple[Age, Age] | None = None

    @model_validator(mode="after")
    def _ages_in_order(self) -> Self:
        if self.ages is not None and self.ages[1] < self.ages[0]:
            raise ValueError("ages: umur tertua di bawah umur termuda. Tukar keduanya.")
        return self


class Effects(Strict):
    """What a rule does. ``level`` sets the city's level itself; ``open`` is of channels.

    ``stay_home``: people of the rule's ages may not come to a session; at their own home they
    are served. ``staff_percent`` is the share of the staff that may work, ``rotation`` that
    they work in turns.
    """

    suspend: bool = False
    urgent_only: bool = False
    venue_closed: bool = False
    stay_home: bool = False
    people_together: Count | None = None
    total: Count | None = None
    total_per_day: Count | None = None
    sessions_per_week: Count | None = None
    percent: Percent | None = None
    staff_percent: Percent | None = None
    rotation: bool = False
    hours: Hours | None = None
    outdoor: bool | None = None
    residents_only: bool = False
    vaccinated_only: bool = False
    level: Level | None = None
    requires: tuple[Keyword, ...] = ()
    advice: tuple[Keyword, ...] = ()
    open: bool | None = None
    quota: Count | None = None


@dataclass(slots=True, eq=False)
class EffectKind:
    """What effects say of whom. Rules of one kind do the same to a visit; each kind is one object.

    ``says`` is of what they speak (conditions, advice, outdoors) where it matters which of two
    is said first: words are told in the order of their rules, of wishes for outdoors the first.
    """

    number: int
    says: tuple[str, ...]


EVERYBODY: Final = Scope()
NO_EFFECTS: Final = Effects()


def everybody(scope: Scope) -> bool:
    """Return whether ``scope`` leaves nobody out."""
    return scope.__dict__ == EVERYBODY.__dict__


def values_of(effects: Effects) -> tuple[object, ...]:
    """Return what ``effects`` say, dimension by dimension, in the order of the model."""
    return tuple(effects.__dict__.values())


def said_by(effects: Effects, scope: Scope) -> tuple[object, ...]:
    """Return what ``effects`` say of which services and ages: equal for equal ones.

    Of whom else ``scope`` speaks decides whether a rule is about a visit, not what it does.
    """
    if scope is EVERYBODY or not (scope.services or scope.ages):
        return tuple(effects.__dict__.values())
    return (*effects.__dict__.values(), scope.services, scope.ages)
