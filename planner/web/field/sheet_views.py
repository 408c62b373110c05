"""What a day sheet shows: the stops of one unit on one day, and what an older sheet said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from maps import Sketch, SketchArea, draw_sketch
from planner.actions.saving.office import Office
from planner.actions.saving.office_state import OfficeState
from planner.domain.code_words import LINES
from planner.domain.fleet import Unit
from planner.domain.indonesian import clock_words, day_words
from planner.domain.visits import Placement, Visit
from planner.domain.vocabulary import Service, VisitState
from planner.planning.crews.day_sheets import (
    SheetCode,
    SheetSource,
    Stop,
    code_of,
    last_seq,
    stops_on,
    unit_days,
)
from planner.planning.plans.sessions_to_place import ROUND_MIN
from planner.public.pages.bringing import items_for
from planner.public.shared.public_words import limit_words
from planner.web.shell.words import service_words
from routes import crow_fly_km, crow_fly_minutes

#: What a unit takes along for its services, to be ticked off before it leaves.
_GEAR: Final = {
    Service.KTP_RECORDING: "alat rekam KTP",
    Service.KTP_PRINT: "pencetak KTP dan blangko KTP",
    Service.KK: "formulir KK",
    Service.KIA: "formulir dan blangko KIA",
    Service.BIRTH_CERTIFICATE: "formulir akta kelahiran",
    Service.DEATH_CERTIFICATE: "formulir akta kematian",
    Service.MARRIAGE_CERTIFICATE: "berkas akta perkawinan",
}
_ALWAYS: Final = ("genset dan kabel", "internet dan cadangannya", "meja, kursi, tenda", "ATK, cap")
#: Days before today whose sheets are still listed.
_LOOK_BACK: Final = timedelta(3)


@dataclass(frozen=True, slots=True, kw_only=True)
class StopView:
    """One stop as a sheet says it. ``contact`` is empty where it is not for who looks.

    ``hidden`` is a home of which this sheet tells the hour alone.
    """

    number: int
    visit_id: str
    hours: str
    place: str
    area: str
    spot: str
    contact: str
    people: int
    services: str
    line: str
    limits: tuple[str, ...]
    tentative: bool
    home: bool
    hidden: bool
    drive_min: int
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One unit's day on paper: from the office and back."""

    unit: Unit
    day: date
    code: SheetCode
    stops: tuple[StopView, ...]
    people: int
    leave: str
    km: float
    gear: tuple[str, ...]
    papers: list[tuple[str, list[str]]]
    picture: str
    homes: int
    secret: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """One day of the list of sheets; a unit with its visits, people and homes."""

    day: date
    units: tuple[tuple[Unit, int, int], ...]


def day_rows(state: OfficeState, today: date, *, homes: bool) -> list[DayRow]:
    """Return the sheets there are from some days ago on; without ``homes`` those say nothing."""
    units = {unit.id: unit for unit in state.units}
    shown = [visit for visit in state.visits.values() if homes or not visit.private]
    return [
        DayRow(
            day=day,
            units=tuple(
                (units[name], len(visits), sum(visit.people for visit in visits))
                for name, visits in sorted(by_unit.items())
                if name in units
            ),
        )
        for day, by_unit in unit_days(shown, today - _LOOK_BACK).items()
    ]


def next_sheets(state: OfficeState, today: date, *, homes: bool) -> DayRow | None:
    """Return the sheets of today, or of the next day that has any."""
    return next((row for row in day_rows(state, today, homes=homes) if row.day >= today), None)


def sheet_source(state: OfficeState) -> SheetSource:
    """Return what sheets are told from."""
    plan = 0 if state.published is None else state.published.number or 0
    return SheetSource(visits=state.visits, events=state.events, plan=plan)


def sheet_of(
    state: OfficeState, office: Office, unit: Unit, day: date, *, contacts: bool, homes: bool
) -> Sheet:
    """Return the sheet of ``unit`` on ``day``.

    Without ``contacts`` it is for whoever only looks: no contact, and no home even as an hour.
    """
    source = sheet_source(state)
    everything = stops_on(source.visits, source.events, unit.id, day)
    shown = [stop for stop in everything if contacts or not stop.visit.private]
    numbered = [(n, s) for n, s in enumerate(shown, 1) if homes or not s.visit.private]
    # A way that leaves a home out would be driven by nobody.
    whole = contacts and len(numbered) == len(everything) > 0
    drives = _drives(everything, office) if whole else [0] * len(shown)
    views = [
        _stop(n, stop, state, contact=contacts, homes=homes, drive_min=drive)
        for n, (stop, drive) in enumerate(zip(shown, drives, strict=True), start=1)
    ]
    services = {service for stop in shown for service in stop.visit.request.services}
    return Sheet(
        unit=unit,
        day=day,
        code=code_of(everything, plan=source.plan, seq=last_seq(source.events)),
        stops=tuple(views),
        people=sum(stop.placement.people for stop in shown),
        leave=clock_words(max(0, everything[0].start_min - drives[0])) if whole else "",
        km=_km(everything, office) if whole else 0.0,
        gear=_gear(services, unit),
        papers=items_for(services),
        picture=_picture(numbered, state, office, f"{unit.name}, {day_words(day)}", way=whole),
        homes=sum(stop.visit.private for stop in shown),
        secret=any(view.contact or (view.home and not view.hidden) for view in views),
    )


def standing_words(standing: Placement | None) -> str:
    """Return when and for how many a visit stood on a sheet; empty where it was not on it."""
    if standing is None or standing.start_min is None or standing.end_min is None:
        return ""
    hours = f"{clock_words(standing.start_min)}-{clock_words(standing.end_min)}"
    limits = " ".join(limit_words(standing.limits))
    return f"{hours}, {standing.people} orang. {limits}".strip()


def place_words(visit: Visit, state: OfficeState) -> str:
    """Return how a stop is called where homes are told apart by their number alone."""
    if visit.private:
        return f"Kunjungan rumah {visit.request.id}"
    return f"{visit.request.place}, {state.areas.get(visit.request.area_code).name}"


def _stop(
    number: int, stop: Stop, state: OfficeState, *, contact: bool, homes: bool, drive_min: int
) -> StopView:
    visit, request = stop.visit, stop.visit.request
    hidden = visit.private and not homes
    area = state.areas.get(request.area_code).name
    kecamatan = state.areas.kecamatan_of(request.area_code).name
    ended = {VisitState.DONE: "Terlaksana", VisitState.FAILED: "Tidak terlaksana"}
    return StopView(
        number=number,
        visit_id=visit.id,
        hours=f"{clock_words(stop.start_min)}-{clock_words(stop.end_min)}",
        place="Kunjungan rumah" if hidden else request.place,
        area="" if hidden else f"Kelurahan {area}, Kecamatan {kecamatan}",
        spot="" if hidden else f"{request.lat:.5f},{request.lon:.5f}",
        contact=request.contact if contact and not hidden else "",
        people=stop.placement.people,
        services=service_words(request.services),
        line=LINES[request.line],
        limits=tuple(limit_words(stop.placement.limits)),
        tentative=not stop.placement.firm,
        home=visit.private,
        hidden=hidden,
        drive_min=drive_min,
        result=ended.get(visit.state, ""),
    )


def _points(stops: Sequence[Stop], office: Office) -> list[tuple[float, float]]:
    depot = (office.profile.depot.lat, office.profile.depot.lon)
    return [depot, *((s.visit.request.lat, s.visit.request.lon) for s in stops), depot]


def _drives(stops: Sequence[Stop], office: Office) -> list[int]:
    """Return the minutes of driving to each stop, from the office or the stop before."""
    exact = crow_fly_minutes(_points(stops, office), model=office.travel)
    drives = -(-exact // ROUND_MIN) * ROUND_MIN
    return [int(drives[n][n + 1]) for n in range(len(stops))]


def _km(stops: Sequence[Stop], office: Office) -> float:
    legs = pairwise(_points(stops, office))
    return round(sum(crow_fly_km(a, b) for a, b in legs) * office.travel.detour, 1)


def _gear(services: set[Service], unit: Unit) -> tuple[str, ...]:
    gear = [words for service, words in _GEAR.items() if service in services]
    if Service.KTP_RECORDING in services:
        gear[0] = f"{gear[0]}, {unit.recording_sets} set"
    return (*gear, *_ALWAYS)


def _picture(
    stops: Sequence[tuple[int, Stop]], state: OfficeState, office: Office, name: str, *, way: bool
) -> str:
    """Return the picture of the way through ``stops`` with their numbers on the sheet."""
    if not stops:
        return ""
    depot, named = office.profile.depot, {stop.visit.request.area_code for _, stop in stops}
    return draw_sketch(
        Sketch(
            title=f"Sketsa rute {name}: {len(stops)} titik layanan",
            depot=(depot.lat, depot.lon),
            depot_name="Kantor",
            way=way,
            stops=tuple((n, (stop.visit.request.lat, stop.visit.request.lon)) for n, stop in stops),
            areas=tuple(
                SketchArea(
                    name=area.name if area.code in named else "", geometry=office.cells[area.code]
                )
                for area in state.areas.at_level("kelurahan")
                if area.code in office.cells
            ),
        )
    )
