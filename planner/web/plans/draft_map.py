"""The map of a plan for the coordinator. Homes are not drawn here either."""

from __future__ import annotations

from datetime import date

import maps
from maps import AreaShape, MapParts, StopPoint, TourLine, TourMap
from planner.actions.saving.office import Office
from planner.actions.saving.office_state import OfficeState
from planner.domain.indonesian import clock_words, short_day
from planner.domain.plans import Plan, PlanEntry
from planner.public.maps.map_words import MAP_WORDS
from planner.web.plans.unscheduled import DRAFTS_KEPT
from planner.web.shell.recent import Recent


class DraftMaps:
    """Maps by plan and by the state of the data; drawing one takes a while."""

    def __init__(self) -> None:
        self._kept: Recent[MapParts | None] = Recent(DRAFTS_KEPT)

    def of(self, plan: Plan, state: OfficeState, office: Office) -> MapParts | None:
        """Return the map of ``plan``; None where nothing can be drawn."""
        return self._kept.of((plan.id, state.revision), lambda: draft_map(plan, state, office))


def draft_map(plan: Plan, state: OfficeState, office: Office) -> MapParts | None:
    """Return the map of ``plan``'s tours by day and unit; None where nothing can be drawn."""
    tours: dict[tuple[date, str], list[PlanEntry]] = {}
    for entry in plan.entries:
        visit = state.visits.get(entry.visit_id) or state.visits.get(entry.split_from or "")
        if visit is not None and not visit.private:
            tours.setdefault((entry.day, entry.unit_id), []).append(entry)
    if not tours:
        return None
    units = {unit.id: unit.name for unit in state.units}
    depot = office.profile.depot
    order = sorted(units)
    stops, lines = [], []
    for (day, unit_id), entries in sorted(tours.items()):
        group, name = short_day(day), units.get(unit_id, unit_id)
        made = [
            _stop(entry, number, group, state)
            for number, entry in enumerate(sorted(entries, key=lambda e: e.start_min), start=1)
        ]
        stops += made
        path = [(depot.lat, depot.lon), *((s.lat, s.lon) for s in made), (depot.lat, depot.lon)]
        lines.append(
            TourLine(
                points=tuple(path),
                title=f"{group}, {name}",
                group=group,
                color_index=order.index(unit_id) if unit_id in units else len(order),
                kind=name,
            )
        )
    return maps.draw_tour_map(
        TourMap(
            title=f"Rute draf {plan.id}",
            depot=(depot.lat, depot.lon, "Kantor"),
            stops=tuple(stops),
            lines=tuple(lines),
            areas=_background(state, office),
            approximate=office.cells_approximate,
            note="Kunjungan rumah tidak digambar.",
        ),
        words=MAP_WORDS,
        id="peta-draf",
    )


def _stop(entry: PlanEntry, number: int, group: str, state: OfficeState) -> StopPoint:
    visit = state.visits.get(entry.visit_id) or state.visits[entry.split_from or ""]
    request = visit.request
    return StopPoint(
        lat=request.lat,
        lon=request.lon,
        title=f"{request.place}, {state.areas.get(request.area_code).name}",
        lines=(
            f"{clock_words(entry.start_min)}-{clock_words(entry.end_min)} WIB",
            f"{entry.people} orang",
        ),
        href=None,
        number=number,
        group=group,
    )


def _background(state: OfficeState, office: Office) -> tuple[AreaShape, ...]:
    return tuple(
        AreaShape(
            code=area.code,
            name=area.name,
            geometry=office.cells[area.code],
            style_key="plain",
            label="",
            group=state.areas.kecamatan_of(area.code).name,
        )
        for area in state.areas.at_level("kelurahan")
        if area.code in office.cells
    )
