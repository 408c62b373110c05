"""Builders with defaults, so that a test states only what it is about."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from planner.actions.saving.office import Act, Office
from planner.actions.saving.open_office import open_office
from planner.domain.fleet import Unit
from planner.domain.office import OfficeProfile, at_wib
from planner.domain.shipped_areas import shipped_areas
from planner.domain.visits import Request, Visit
from planner.domain.vocabulary import Line, Service, VisitState
from planner.planning.plans.backlog import visit_id
from planner.rules import Rulebook, WorkCalendar, read_records
from planner.settings import Settings

AREAS = shipped_areas()
TIPAR = "32.72.03.1002"
CIKOLE = "32.72.02.1001"

#: A small world of rules: an office rule of half sessions to 9 July 2021, and weekends.
BASE_RULES = """
schema: sijempol-rules/1
"""


def make_request(request_id: str = "P-1", **given: Any) -> Request:
    """Return a routine request of 60 people in Tipar."""
    facts: dict[str, Any] = {
        "id": request_id,
        "line": Line.PERMUKIMAN,
        "area_code": TIPAR,
        "place": "Balai RW 03",
        "lat": -6.9275,
        "lon": 106.9296,
        "people": 60,
        "requested_on": date(2021, 6, 1),
    }
    return Request(**{**facts, **given})


def make_home_request(request_id: str = "H-1", **given: Any) -> Request:
    """Return an urgent request for a home visit."""
    facts: dict[str, Any] = {
        "line": Line.AKI_NINI,
        "place": "Kunjungan rumah 1",
        "people": 1,
        "contact": "kontak rahasia",
    }
    return make_request(request_id, **{**facts, **given})


def make_visit(request: Request | None = None, **given: Any) -> Visit:
    """Return a visit, scheduled on Monday, 5 July 2021, 09.00-11.00, when ``day`` is given."""
    asked = request or make_request()
    facts: dict[str, Any] = {"id": visit_id(asked.id), "request": asked, "people": asked.people}
    if given.get("day") is not None:
        facts |= {
            "state": VisitState.SCHEDULED,
            "unit_id": "unit-1",
            "start_min": 9 * 60,
            "end_min": 11 * 60,
        }
    return Visit(**{**facts, **given})


def make_unit(unit_id: str = "unit-1", **given: Any) -> Unit:
    """Return a unit with two recording sets and all services."""
    facts: dict[str, Any] = {
        "id": unit_id,
        "name": unit_id.capitalize(),
        "services": tuple(Service),
        "recording_sets": 2,
        "people_per_day": 120,
        "crew": 4,
    }
    return Unit(**{**facts, **given})


def make_profile(*, demo: bool = True, whatsapp: str | None = None) -> OfficeProfile:
    """Return an office's profile from the shipped settings alone."""
    return Settings.model_construct(whatsapp=whatsapp).profile(demo=demo)


def make_office(
    folder: Path, *, demo: bool = True, whatsapp: str | None = None, url: str = ""
) -> Office:
    """Return an empty desk in ``folder``; the caller closes its database."""
    return open_office(folder, make_profile(demo=demo, whatsapp=whatsapp), AREAS, url=url)


def act_on(day: date, hour: int = 9) -> Act:
    """Return an act of a coordinator at ``hour`` of ``day``."""
    return Act(at=at_wib(day, hour), day=day, who="Koordinator uji")


def instant(day: date) -> datetime:
    """Return nine in the morning of ``day``."""
    return at_wib(day, 9)


def book_of(text: str) -> tuple[Rulebook, WorkCalendar]:
    """Return the rules and the calendar of a YAML text."""
    records = read_records(text, name="uji.yaml")
    return Rulebook.of(records), WorkCalendar.of(records)
