"""The one shape of a rule, whatever record it came from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from planner.domain.decisions import Ask
from planner.domain.vocabulary import BlockerCode, Cause, Evidence, IssuerLevel
from planner.rules.field_types import (
    EVERYBODY,
    NO_EFFECTS,
    EffectKind,
    Effects,
    Scope,
    values_of,
)
from planner.rules.repeating import Repetition
from planner.rules.scoping import Cut, touches

ONE_DAY: Final = timedelta(1)


def day_after(day: date) -> date:
    """Return the day after ``day``; the last day that can be written is its own."""
    return day + ONE_DAY if day < date.max else day


def day_before(day: date) -> date:
    """Return the day before ``day``; the first day that can be written is its own."""
    return day - ONE_DAY if day > date.min else day


def days_later(day: date, days: int) -> date:
    """Return the day ``days`` later, at most the last day that can be written."""
    return day + timedelta(min(days, (date.max - day).days))


@dataclass(frozen=True, slots=True)
class Reach:
    """Where and for whom a rule's relations act."""

    areas: tuple[str, ...]
    scope: Scope = EVERYBODY


#: The reach of rules that have no relations.
NOWHERE: Final = Reach(())


_OF_CODES: Final = {
    BlockerCode.HOLIDAY: "a day off",
    BlockerCode.GAP: "no rule",
    BlockerCode.HOST: "the host takes no visit",
    BlockerCode.RESOURCE: "something needed is missing",
}
_OF_ISSUERS: Final = {
    IssuerLevel.NATIONAL: "a national rule",
    IssuerLevel.PROVINCE: "a rule of the province",
    IssuerLevel.CITY: "a rule of the city",
    IssuerLevel.OFFICE: "a rule of the office",
}


@dataclass(slots=True, kw_only=True, eq=False)
class Rule:
    """One rule as known on a day; it is known by identity and never changes once it is made.

    In force from ``first`` to ``last``, both included; None: no end known. ``level`` or
    ``zone`` say that the office's policy decides its effects. ``code`` stands for blockers
    that have no instrument, ``also`` for further records the rule rests on. An ``advisory``
    rule only advises: it sets no limit, says nothing of what applies and ends nothing.
    ``issued_on`` is the day its instrument was signed, else the first on which it was known.

    ``ends`` are ids of rules, exemptions or instruments, or of level series, that it ends on
    the day before it begins; ``ends_regime`` are regimes it declares over. Relations act for
    ``reach``. ``cuts`` are ends others gave it for some people only, ``left_out`` those of
    them that have come. ``policy`` is the id of the office's policy where the rule stands for
    what that policy says of its level or zone. ``repeats`` are the days on which its effects
    count (None: all). ``kind`` is what its effects are among those of its book, once asked about.
    """

    id: str
    title: str
    areas: tuple[str, ...]
    first: date
    last: date | None
    known_on: date
    issued_on: date
    evidence: Evidence
    also: tuple[str, ...] = ()
    instrument: str = ""
    article: str = ""
    title_en: str = ""
    policy: str = ""
    code: BlockerCode | None = None
    cause: Cause = Cause.MEDICAL_EMERGENCY
    regime: str = ""
    scope: Scope = EVERYBODY
    effects: Effects = NO_EFFECTS
    advisory: bool = False
    issuer: IssuerLevel = IssuerLevel.NATIONAL
    delegated_to: IssuerLevel | None = None
    displaces: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    ends_regime: tuple[str, ...] = ()
    extends: str = ""
    reach: Reach = NOWHERE
    series: str = ""
    level: int | None = None
    zone: str = ""
    review_by: date | None = None
    documented_to: date | None = None
    source: str = ""
    repeats: Repetition | None = None
    cuts: tuple[Cut, ...] = ()
    left_out: tuple[Cut, ...] = ()
    kind: EffectKind | None = field(default=None, init=False, repr=False)

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids the rule is known by in an answer: its code or its own, then the others."""
        return (self.id, *self.also) if self.code is None else (self.code, self.id, *self.also)

    @property
    def named_en(self) -> str:
        """What English readers are told: its English title, else its kind and id."""
        if self.title_en:
            return self.title_en
        if self.level is not None:
            return f"level {self.level} (rule {self.id})"
        if self.zone:
            return f"the {self.zone} zone (rule {self.id})"
        if self.code is not None:
            return f"{_OF_CODES[self.code]} ({self.id})"
        return f"{_OF_ISSUERS[self.issuer]} ({self.id})"

    @property
    def said(self) -> tuple[object, ...]:
        """What the rule does, apart from its days: equal for rules that say the same."""
        return (self.level, self.zone, self.scope, values_of(self.effects))

    def in_force(self, day: date) -> bool:
        """Return whether the rule is in force on ``day``."""
        return self.first <= day and (self.last is None or day <= self.last)

    def acts(self, day: date) -> bool:
        """Return whether the rule is in force on ``day`` and its effects count."""
        return self.in_force(day) and (self.repeats is None or self.repeats.holds(day))

    def covers(self, area_lineage: Collection[str], day: date) -> bool:
        """Return whether the rule is in force on ``day`` for the area of that lineage."""
        return self.in_force(day) and any(code in area_lineage for code in self.areas)

    def concerns(self, ask: Ask) -> bool:
        """Return whether the rule is about the visit, once the ends that have come are told."""
        if self.left_out and self.over_for(ask):
            return False
        return touches(self.scope, ask)

    def over_for(self, ask: Ask) -> bool:
        """Return whether another record has ended the rule for the whole visit."""
        return any(cut.applies(ask) for cut in self.left_out) and touches(self.scope, ask)

    def last_for(self, ask: Ask) -> date | None:
        """Return the last day of the rule for the visit; None: no end known."""
        if not self.cuts:
            return self.last
        ends = [cut.last for cut in self.cuts if cut.applies(ask)]
        if self.last is not None:
            ends.append(self.last)
        return min(ends, default=None)


def covers_days(rule: Rule) -> bool:
    """Return whether ``rule`` says what applies on its days; one that ends its regime does not."""
    return bool(rule.regime) and not rule.advisory and rule.regime not in rule.ends_regime
