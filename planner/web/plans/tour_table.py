"""The tours of a plan as a table: who drives where, how long and how far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from planner.actions.saving.office import Office
from planner.actions.saving.office_state import OfficeState
from planner.domain.indonesian import clock_words, short_day
from planner.domain.plans import Plan, PlanEntry
from planner.planning.plans.sessions_to_place import ROUND_MIN
from planner.web.plans.views import names_of
from routes import crow_fly_km, crow_fly_minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class TourStop:
    """One visit of a tour; ``drive_min`` are the minutes of driving to it."""

    id: str
    hours: str
    title: str
    people: int
    drive_min: int
    private: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TourRow:
    """One unit's day: from the office and back. ``km`` and minutes are estimates."""

    day: str
    unit: str
    hours: str
    people: int
    drive_min: int
    km: float
    stops: tuple[TourStop, ...]


def tour_rows(plan: Plan, state: OfficeState, office: Office) -> tuple[TourRow, ...]:
    """Return the tours of ``plan`` by day, then by unit."""
    tours: dict[tuple[date, str], list[PlanEntry]] = {}
    for entry in sorted(plan.entries, key=lambda entry: entry.start_min):
        tours.setdefault((entry.day, entry.unit_id), []).append(entry)
    return tuple(_row(day, unit, tours[day, unit], state, office) for day, unit in sorted(tours))


def _row(
    day: date, unit_id: str, entries: list[PlanEntry], state: OfficeState, office: Office
) -> TourRow:
    names = {unit.id: unit.name for unit in state.units}
    depot = (office.profile.depot.lat, office.profile.depot.lon)
    visits = [state.visits.get(e.visit_id) or state.visits.get(e.split_from or "") for e in entries]
    spots = [(v.request.lat, v.request.lon) for v in visits if v is not None]
    points = [depot, *spots, depot]
    exact = crow_fly_minutes(points, model=office.travel)
    drives = -(-exact // ROUND_MIN) * ROUND_MIN
    km = sum(crow_fly_km(a, b) for a, b in pairwise(points)) * office.travel.detour
    return TourRow(
        day=short_day(day),
        unit=names.get(unit_id, unit_id),
        hours=f"{clock_words(entries[0].start_min)}-{clock_words(entries[-1].end_min)}",
        people=sum(entry.people for entry in entries),
        drive_min=sum(int(drives[n][n + 1]) for n in range(len(points) - 1)),
        km=round(km, 1),
        stops=tuple(_stop(entry, state) for entry in entries),
    )


def _stop(entry: PlanEntry, state: OfficeState) -> TourStop:
    visit = state.visits.get(entry.visit_id) or state.visits.get(entry.split_from or "")
    title, area = names_of(visit, state)
    return TourStop(
        id=entry.visit_id,
        hours=f"{clock_words(entry.start_min)}-{clock_words(entry.end_min)}",
        title=f"{title}, {area}" if area else title,
        people=entry.people,
        drive_min=entry.travel_min,
        private=visit is not None and visit.private,
    )
