"""The read model of the public site: everything a page may show, and nothing else.

Homes end here: a visit of a private line cannot be put into these facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from planner.domain.areas import Areas
from planner.domain.decisions import ChannelStatus, Decision, Limits
from planner.domain.office import at_wib
from planner.domain.visits import Visit, VisitEvent
from planner.domain.vocabulary import Cause, Channel, Evidence, Line, Outcome, Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The legal basis behind a rule id, as people may read it, and what it is for.

    ``title_en`` is empty where it has no English title; ``kind`` is that of its record, empty
    for what has none. ``assumed`` says that it is a policy which the office has not confirmed.
    """

    rule_id: str
    title: str
    source: str
    evidence: Evidence
    title_en: str = ""
    kind: str = ""
    cause: Cause = Cause.UNKNOWN_CAUSE
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRule:
    """A rule, level, zone or exemption as the public may read it, as known on the site's day.

    ``state`` is ``coming``, ``in_force``, ``ended``, ``void`` (ended before it began) or
    ``corrected`` (it was wrong). ``first`` to ``last`` are its days as it stands, ``text_last``
    is the last day its text names; None: no end known. ``repeats`` is an RRULE of the days on which
    it counts; empty: all. ``assumed`` says that the meaning of its level or zone is a policy that
    the office has not confirmed. ``most_people`` is how many an exemption admits at most, crew
    and residents together; None: any number. ``ties`` are the ids of other rules by
    what joins them: ``ends``, ``ended_by`` and so on, see :data:`TIES`.
    """

    rule_id: str
    kind: str
    title: str
    state: str
    first: date
    last: date | None
    text_last: date | None
    known_on: date
    areas: tuple[str, ...]
    issuer: str
    binding: str
    cause: Cause
    effect: str
    severity: str
    instrument: PublicInstrument | None
    article: str
    sources: tuple[str, ...]
    evidence: Evidence
    lines: tuple[Line, ...]
    services: tuple[Service, ...]
    channels: tuple[Channel, ...]
    effects: Mapping[str, object]
    level: int | None
    zone: str
    regime: str
    repeats: str
    assumed: bool
    most_people: int | None
    title_en: str
    ties: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicInstrument:
    """The legal act a rule stands in."""

    id: str
    title: str
    title_en: str
    number: str
    issued_by: str
    signed_on: date | None


#: How rules are joined: what one does to others, and what they do to it.
TIES: Final = (
    *("ends", "ended_by", "displaces", "displaced_by", "exempts", "exempted_by"),
    *("extends", "extended_by", "corrects", "corrected_by"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePeriod:
    """Days in a row on which a rule was in force in an area, each as known on that day.

    ``without`` are areas inside that have periods of their own, or none at all.
    """

    rule_id: str
    area: str
    first: date
    last: date
    without: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """Days in a row with the same answer for group visits in the whole city.

    ``last`` is None where no end is known. ``earliest`` is the first day after, firm or not.
    """

    first: date
    last: date | None
    outcome: Outcome
    limits: Limits
    rule_ids: tuple[str, ...]
    earliest: date | None = None
    review_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartSpell:
    """Days on which some kelurahan, by code, are answered otherwise than the city as a whole."""

    area_codes: tuple[str, ...]
    spell: Spell


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicVisit:
    """A public visit with all that happened to it, oldest first, and its unit's name."""

    visit: Visit
    events: tuple[VisitEvent, ...]
    unit_name: str = ""

    def __post_init__(self) -> None:
        if self.visit.private:
            raise ValueError("a home visit can never be part of the public facts")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFacts:
    """How to reach the office. ``whatsapp`` is None in the demo: no link may ring anyone.

    ``site_url`` is where the site stands for people, with a slash at its end; empty where the
    office has not said, so that links that must work elsewhere are left out.
    """

    name: str
    address: str
    demo: bool
    whatsapp: str | None
    site_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """Everything the public site shows on ``today``; nothing of it depends on the hour.

    ``spells`` cover the coming weeks, the first holds today; ``parts`` are the days of those
    weeks on which some kelurahan differ from them. ``area_decisions`` is the
    answer for a routine group visit on ``status_day``, by kelurahan code, ``line_decisions`` the
    same for each public line. ``bases`` explains
    rule ids. ``rules`` are all rules known today, ``rule_periods`` their days in force up to
    today. ``saved_days`` are the days whose site can be opened in the demo. ``cells`` are the
    areas' shapes by code as GeoJSON geometry mappings, ``cells_approximate`` whether drawn
    by us. ``depot`` is (lat, lon) of where tours start.
    """

    office: OfficeFacts
    today: date
    areas: Areas
    visits: tuple[PublicVisit, ...]
    channels: tuple[ChannelStatus, ...]
    spells: tuple[Spell, ...]
    status_day: date
    area_decisions: Mapping[str, Decision]
    bases: Mapping[str, Basis]
    depot: tuple[float, float]
    line_decisions: Mapping[str, Mapping[Line, Decision]] = field(default_factory=dict)
    parts: tuple[PartSpell, ...] = ()
    rules: tuple[PublicRule, ...] = ()
    rule_periods: tuple[RulePeriod, ...] = ()
    travel_note: str = ""
    saved_days: tuple[date, ...] = ()
    cells: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    cells_approximate: bool = True

    def bases_of(self, rule_ids: Iterable[str]) -> tuple[Basis, ...]:
        """Return what stands behind ``rule_ids``, where it can be told."""
        return tuple(self.bases[name] for name in rule_ids if name in self.bases)

    def assumes(self, rule_ids: Iterable[str]) -> bool:
        """Return whether what rests on ``rule_ids`` rests on a policy not yet the office's own."""
        return any(self.bases[name].assumed for name in rule_ids if name in self.bases)

    @property
    def changed_at(self) -> datetime:
        """When the visits last changed; the day's beginning where there is none."""
        instants = [event.at for public_visit in self.visits for event in public_visit.events]
        return max(instants, default=at_wib(self.today, 0))
