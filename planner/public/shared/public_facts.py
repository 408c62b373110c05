"""The read model of the public site: everything a page may show, and nothing else.

Homes end here: a visit of a private line cannot be put into these facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from planner.domain.areas import Areas
from planner.domain.decisions import ChannelStatus, Decision, Limits
from planner.domain.office import at_wib
from planner.domain.visits import Visit, VisitEvent
from planner.domain.vocabulary import Cause, Evidence, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The legal basis behind a rule id, as people may read it, and what it is for.

    ``assumed`` says that it is a policy which the office has not confirmed.
    """

    rule_id: str
    title: str
    source: str
    evidence: Evidence
    cause: Cause = Cause.UNKNOWN_CAUSE
    assumed: bool = False


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

    ``spells`` cover the coming weeks, the first holds today. ``area_decisions`` is the
    answer for a routine group visit on ``status_day``, by kelurahan code. ``bases`` explains
    rule ids. ``saved_days`` are the days whose site can be opened in the demo. ``cells`` are the
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
    travel_note: str = ""
    saved_days: tuple[date, ...] = ()
    cells: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    cells_approximate: bool = True

    @property
    def changed_at(self) -> datetime:
        """When the visits last changed; the day's beginning where there is none."""
        instants = [event.at for public_visit in self.visits for event in public_visit.events]
        return max(instants, default=at_wib(self.today, 0))
