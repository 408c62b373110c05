"""The one shape of a rule, whatever record it came from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from planner.domain.vocabulary import BlockerCode, Cause, Evidence, IssuerLevel
from planner.rules.field_types import EVERYBODY, NO_EFFECTS, Effects, Scope

ONE_DAY: Final = timedelta(1)


@dataclass(slots=True, kw_only=True, eq=False)
class Rule:
    """One rule as known on a day; it is known by identity and never changes once it is made.

    In force from ``first`` to ``last``, both included; None: no end known. ``level`` or
    ``zone`` say that the office's policy decides its effects. ``code`` stands for blockers
    that have no instrument, ``also`` for further records the rule rests on. An ``advisory``
    rule only advises: it sets no limit, says nothing of what applies and ends nothing.
    ``ends`` are ids of rules, or of level series, that it ends on the day before it begins.
    """

    id: str
    title: str
    areas: tuple[str, ...]
    first: date
    last: date | None
    known_on: date
    evidence: Evidence
    also: tuple[str, ...] = ()
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
    series: str = ""
    level: int | None = None
    zone: str = ""
    review_by: date | None = None
    documented_to: date | None = None
    source: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids the rule is known by in an answer: its code or its own, then the others."""
        return (self.id, *self.also) if self.code is None else (self.code, self.id, *self.also)

    def in_force(self, day: date) -> bool:
        """Return whether the rule is in force on ``day``."""
        return self.first <= day and (self.last is None or day <= self.last)

    def covers(self, area_lineage: Collection[str], day: date) -> bool:
        """Return whether the rule is in force on ``day`` for the area of that lineage."""
        return self.in_force(day) and any(code in area_lineage for code in self.areas)
