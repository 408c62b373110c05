"""Visits with a life: one event after the other, as actions would record them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from planner.domain.decisions import Decision, Limits
from planner.domain.office import at_wib
from planner.domain.visits import Placement, Visit, VisitEvent
from planner.domain.vocabulary import Cause, EventKind, Evidence, Outcome, VisitState
from planner.public.shared.public_facts import Basis, OfficeFacts, PublicVisit, SiteFacts, Spell
from tests.builders import AREAS, make_request, make_visit

TODAY = date(2021, 7, 2)
MONDAY, TUESDAY, FRIDAY = date(2021, 7, 5), date(2021, 7, 6), date(2021, 7, 9)
SITE = "https://sijempol.example/"
FIRST_HOUR = at_wib(TODAY, 8)


@dataclass
class Life:
    """A visit on its way; each step adds an event, an hour after the one before."""

    visit: Visit
    events: list[VisitEvent] = field(default_factory=list)
    at: datetime = FIRST_HOUR

    def step(self, kind: EventKind, why: str = "Karena aturan.", **change: Any) -> Life:
        """Return the life after one more event; ``unplace`` takes the date away."""
        state = change.pop("unplace", None)
        after = self.visit.unplaced(state) if state is not None else self.visit
        after = replace(after, **change)
        event = VisitEvent(
            visit_id=self.visit.id,
            at=self.at,
            as_of=self.at.date(),
            kind=kind,
            who="Koordinator",
            why=why,
            rule_ids=after.rule_ids,
            before=Placement.of(self.visit),
            after=Placement.of(after),
        )
        return Life(after, [*self.events, event], self.at + timedelta(hours=1))

    @property
    def public(self) -> PublicVisit:
        """The visit as the site gets it."""
        return PublicVisit(visit=self.visit, events=tuple(self.events), unit_name="Unit 1")


def scheduled(request_id: str = "P-1", *, firm: bool = True, **given: Any) -> Life:
    """Return a visit that was asked for and then put on Monday, 09.00-11.00."""
    asked = Life(make_visit(make_request(request_id, **given))).step(EventKind.REQUESTED)
    return asked.step(
        EventKind.SCHEDULED,
        state=VisitState.SCHEDULED,
        day=MONDAY,
        unit_id="unit-1",
        start_min=540,
        end_min=660,
        firm=firm,
    )


def suspended(life: Life, **change: Any) -> Life:
    """Return ``life`` with its date taken away by rule A01."""
    given = {"rule_ids": ("A01",), "earliest": FRIDAY, **change}
    return life.step(EventKind.SUSPENDED, unplace=VisitState.SUSPENDED, **given)


def resumed(life: Life, day: date = FRIDAY, start_min: int = 540) -> Life:
    """Return ``life`` with a new firm date."""
    return life.step(
        EventKind.RESUMED,
        state=VisitState.SCHEDULED,
        day=day,
        unit_id="unit-2",
        start_min=start_min,
        end_min=start_min + 120,
        firm=True,
        earliest=None,
    )


def facts_of(*lives: Life, **given: Any) -> SiteFacts:
    """Return the facts of Friday, 2 July 2021, with these visits and every area."""
    decision = Decision(outcome=Outcome.MOVE, day=MONDAY, as_of=TODAY, firm=True, rule_ids=("A01",))
    spell = Spell(
        first=TODAY, last=MONDAY, outcome=Outcome.GO_LIMITED, limits=Limits(), rule_ids=("A01",)
    )
    basis = Basis(
        rule_id="A01",
        title="Aturan A",
        source="",
        evidence=Evidence.DOCUMENTED,
        cause=Cause.MEDICAL_EMERGENCY,
    )
    facts: dict[str, Any] = {
        "office": OfficeFacts(
            name="Kantor", address="", demo=False, whatsapp="6281234567890", site_url=SITE
        ),
        "today": TODAY,
        "areas": AREAS,
        "visits": tuple(life.public for life in lives),
        "channels": (),
        "spells": (spell,),
        "status_day": MONDAY,
        "area_decisions": {area.code: decision for area in AREAS.at_level("kelurahan")},
        "bases": {"A01": basis},
        "depot": (-6.9, 106.9),
        "cells": {area.code: square(area.lon, area.lat) for area in AREAS.at_level("kelurahan")},
    }
    return SiteFacts(**{**facts, **given})


def square(lon: float, lat: float) -> dict[str, object]:
    """Return a small clockwise square, the wrong way round for GeoJSON."""
    ring = [(0.0, 0.0), (0.0, 0.01), (0.01, 0.01), (0.01, 0.0), (0.0, 0.0)]
    return {"type": "Polygon", "coordinates": [[[lon + x, lat + y] for x, y in ring]]}
