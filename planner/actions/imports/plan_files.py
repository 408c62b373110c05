"""A published plan as files that other programs read: GeoJSON, iCalendar, JSON, GPX."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, timedelta
from itertools import groupby
from xml.etree import ElementTree as ET

from icalendar import Calendar, Event

from planner.actions.saving.office_state import OfficeState
from planner.domain.fleet import Depot
from planner.domain.indonesian import clock_words
from planner.domain.office import at_wib
from planner.domain.plans import Plan, PlanEntry
from planner.domain.visits import Visit
from planner.planning.plans.rollback import still_holds

_GPX = "http://www.topografix.com/GPX/1/1"


def plan_geojson(plan: Plan, state: OfficeState, _depot: Depot) -> bytes:
    """Return the visits of ``plan`` as points with their day, hours and unit."""
    features = [
        {
            "type": "Feature",
            "id": entry.visit_id,
            "geometry": {
                "type": "Point",
                "coordinates": [round(visit.request.lon, 5), round(visit.request.lat, 5)],
            },
            "properties": _facts(plan, entry, visit),
        }
        for entry, visit in _stops(plan, state)
    ]
    return _json({"type": "FeatureCollection", "features": features})


def plan_json(plan: Plan, state: OfficeState, _depot: Depot) -> bytes:
    """Return ``plan`` with its visits, costs and figures."""
    payload = {
        "number": plan.number,
        "as_of": plan.as_of.isoformat(),
        "first_day": plan.first_day.isoformat(),
        "last_day": plan.last_day.isoformat(),
        "content_hash": plan.content_hash,
        "cost": plan.cost.known(),
        "facts": plan.facts.known(),
        "visits": [_facts(plan, entry, visit) for entry, visit in _stops(plan, state)],
    }
    return _json(payload)


def plan_icalendar(plan: Plan, state: OfficeState, _depot: Depot) -> bytes:
    """Return the visits of ``plan`` as calendar events.

    What no longer holds is CANCELLED. A visit's UID is its id for life; SEQUENCE counts what
    happened to it, so that a calendar moves an event instead of doubling it.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Sijempol//rencana//ID")
    calendar.add("version", "2.0")
    for entry, visit in _stops(plan, state):
        event = Event()
        event.add("uid", f"{entry.visit_id}@sijempol")
        event.add("sequence", len(state.events.get(entry.visit_id, ())))
        event.add("summary", f"Sijempol: {visit.request.place}")
        event.add("dtstamp", (plan.published_at or plan.made_at).astimezone(UTC))
        midnight = at_wib(entry.day, 0)
        event.add("dtstart", (midnight + timedelta(minutes=entry.start_min)).astimezone(UTC))
        event.add("dtend", (midnight + timedelta(minutes=entry.end_min)).astimezone(UTC))
        event.add("status", _status(plan, entry, visit))
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def plan_gpx(plan: Plan, state: OfficeState, depot: Depot) -> bytes:
    """Return one route a tour, from the depot over the stops that still hold and back."""
    ET.register_namespace("", _GPX)
    root = ET.Element(f"{{{_GPX}}}gpx", {"version": "1.1", "creator": "Sijempol"})
    holding = (stop for stop in _stops(plan, state) if still_holds(plan, *stop))
    stops = sorted(holding, key=lambda pair: (pair[0].day, pair[0].unit_id, pair[0].start_min))
    for (day, unit_id), tour in groupby(stops, key=lambda pair: (pair[0].day, pair[0].unit_id)):
        route = ET.SubElement(root, f"{{{_GPX}}}rte")
        ET.SubElement(route, f"{{{_GPX}}}name").text = f"{unit_id} {day.isoformat()}"
        _point(route, depot.lat, depot.lon, depot.name)
        for entry, visit in tour:
            request = visit.request
            _point(
                route, request.lat, request.lon, f"{clock_words(entry.start_min)} {request.place}"
            )
        _point(route, depot.lat, depot.lon, depot.name)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text


def _point(route: ET.Element, lat: float, lon: float, name: str) -> None:
    place = {"lat": f"{lat:.5f}", "lon": f"{lon:.5f}"}
    point = ET.SubElement(route, f"{{{_GPX}}}rtept", place)
    ET.SubElement(point, f"{{{_GPX}}}name").text = "".join(c for c in name if c >= " ")


def _stops(plan: Plan, state: OfficeState) -> Iterator[tuple[PlanEntry, Visit]]:
    for entry in plan.entries:
        visit = state.visits.get(entry.visit_id)
        if visit is not None:
            yield entry, visit


def _status(plan: Plan, entry: PlanEntry, visit: Visit) -> str:
    if not still_holds(plan, entry, visit):
        return "CANCELLED"
    return "CONFIRMED" if entry.firm else "TENTATIVE"


def _facts(plan: Plan, entry: PlanEntry, visit: Visit) -> dict[str, object]:
    return {
        "id": entry.visit_id,
        "request": visit.request.id,
        "place": visit.request.place,
        "line": visit.request.line.value,
        "area_code": visit.request.area_code,
        "day": entry.day.isoformat(),
        "start": clock_words(entry.start_min),
        "end": clock_words(entry.end_min),
        "unit": entry.unit_id,
        "people": entry.people,
        "firm": entry.firm,
        "holds": still_holds(plan, entry, visit),
        "state": visit.state.value,
    }


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()
