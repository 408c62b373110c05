"""Values to save, with defaults, so that a test states only what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from planner.domain.crews import CrewChange, Leave, LeaveReason, Officer, RotaEntry, Skill
from planner.domain.fleet import Unit
from planner.domain.notices import Notice
from planner.domain.office import at_wib
from planner.domain.plan_figures import PlanCost, PlanFigures
from planner.domain.plans import Plan, PlanEntry
from planner.domain.publications import Publication, PublishedFile
from planner.domain.visits import Change, Placement, Request, Visit, VisitEvent
from planner.domain.vocabulary import EventKind, Line, Service, VisitState
from planner.store import Store

DAY = date(2021, 7, 5)
AT = at_wib(date(2021, 7, 2), 19, 30)

UNIT = Unit(
    id="unit-1",
    name="Unit 1",
    services=(Service.KTP_RECORDING, Service.KK),
    recording_sets=2,
    people_per_day=120,
    crew=4,
)
REQUEST = Request(
    id="P-1",
    line=Line.PERMUKIMAN,
    area_code="32.72.03.1002",
    place="Balai RW 03",
    lat=-6.9275,
    lon=106.9296,
    people=60,
    requested_on=date(2021, 6, 1),
)
VISIT = Visit(id="P-1-1", request=REQUEST, people=60)
OFFICERS = (
    Officer(id="pt-001", name="Petugas uji 1", skills=(Skill.RECORDING, Skill.DRIVING)),
    Officer(id="pt-002", name="Petugas uji 2", left_on=date(2022, 1, 1)),
)
LEAVE = Leave(
    officer_id="pt-002",
    first_day=DAY + timedelta(1),
    last_day=DAY + timedelta(3),
    reason=LeaveReason.SICK,
)
ROTA = (
    RotaEntry(day=DAY, unit_id=UNIT.id, officer_ids=("pt-001",)),
    RotaEntry(day=DAY, unit_id=None, officer_ids=("pt-002",)),
)
CREW = CrewChange(officers=OFFICERS, leaves=(LEAVE,), days=(DAY,), rota=ROTA)


def event_for(visit: Visit, **given: Any) -> VisitEvent:
    """Return an event that says where ``visit`` stands."""
    facts: dict[str, Any] = {
        "visit_id": visit.id,
        "at": AT,
        "as_of": DAY,
        "kind": EventKind.REQUESTED,
        "who": "Koordinator uji",
        "why": "uji",
        "after": Placement.of(visit),
    }
    return VisitEvent(**{**facts, **given})


def change_of(visit: Visit, **given: Any) -> Change:
    """Return a change to ``visit``."""
    return Change(visit=visit, event=event_for(visit, **given))


def scheduled(visit: Visit = VISIT, day: date = DAY) -> Visit:
    """Return ``visit`` on ``day``, 09.00-11.00."""
    return replace(
        visit,
        state=VisitState.SCHEDULED,
        day=day,
        unit_id=UNIT.id,
        start_min=540,
        end_min=660,
        firm=True,
    )


def entry_for(visit_id: str = VISIT.id, **given: Any) -> PlanEntry:
    """Return a place of ``visit_id`` in a plan."""
    facts: dict[str, Any] = {
        "visit_id": visit_id,
        "unit_id": UNIT.id,
        "day": DAY,
        "start_min": 540,
        "end_min": 660,
        "people": 60,
        "firm": True,
    }
    return PlanEntry(**{**facts, **given})


def draft(**given: Any) -> Plan:
    """Return a draft of one week with one entry."""
    facts: dict[str, Any] = {
        "as_of": DAY,
        "first_day": DAY,
        "last_day": DAY + timedelta(6),
        "firm_until": None,
        "based_on": None,
        "made_at": AT,
        "made_by": "Koordinator uji",
        "entries": (entry_for(),),
        "cost": PlanCost(late=3, travel=12),
        "facts": PlanFigures(km=12.5, solve_s=0.1),
    }
    return Plan(**{**facts, **given})


def notice(**given: Any) -> Notice:
    """Return a public notice about the visit."""
    facts: dict[str, Any] = {
        "visit_id": VISIT.id,
        "area_code": REQUEST.area_code,
        "at": AT,
        "as_of": DAY,
        "kind": "suspended",
        "audience": "public",
        "text": "Kunjungan ditunda.",
    }
    return Notice(**{**facts, **given})


def publication(day: date = DAY, **given: Any) -> Publication:
    """Return a publication of one page."""
    page = PublishedFile(sha256="ab" * 32, content_type="text/html", size=12)
    facts: dict[str, Any] = {
        "day": day,
        "at": AT,
        "facts_hash": "f00d",
        "cause": "uji",
        "plan_number": None,
        "files": {"index.html": page},
    }
    return Publication(**{**facts, **given})


def furnish(store: Store) -> None:
    """Add the unit, the request and the visit that other values refer to."""
    store.fleet.add([UNIT])
    store.requests.add([REQUEST])
    store.visits.save([change_of(VISIT)])
