"""The office's data carried out: tables for people, calendar and map files for programs.

Everything here is the office's own, home visits included; each export is written to the log
of accesses. What the public sees is rendered elsewhere.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from planner.actions.imports.plan_files import plan_geojson, plan_gpx, plan_icalendar, plan_json
from planner.actions.imports.sheets import csv_bytes, workbook_bytes
from planner.actions.saving.office import Act, Office
from planner.actions.saving.office_state import OfficeState, load_state
from planner.domain.errors import BadInput, NotFound
from planner.domain.indonesian import clock_words
from planner.domain.office import days_from
from planner.domain.office_work import Access
from planner.planning.plans.rollback import still_holds
from planner.planning.tables.request_rows import REQUEST_COLUMNS, UNIT_COLUMNS

KINDS: Final = ("requests", "units", "calendar", "results", "plan")
#: Days of the calendar that are written: half a year from the day of the export.
_CALENDAR_DAYS: Final = 183

ExportRows = list[list[object]]


def export_table(office: Office, act: Act, kind: str, form: str) -> bytes:
    """Return the office's ``kind`` of data in ``form``: csv or xlsx, a plan in other forms too.

    Raises
    ------
    BadInput
        There is no such kind or form.
    NotFound
        No plan is published.
    """
    with office.database.writing() as store:
        state = load_state(store, office.areas)
        store.accesses.add(Access(at=act.at, who=act.who, action="export", subject=kind))
    if kind == "plan" and form not in ("csv", "xlsx"):
        return _plan(state, office, form)
    tables = {
        "requests": _requests,
        "units": _units,
        "calendar": _calendar,
        "results": _results,
        "plan": _entries,
    }
    if kind not in tables:
        raise BadInput([f"Jenis '{kind}' tidak dikenal. Pilihan: {', '.join(KINDS)}."])
    table = tables[kind](state, act)
    if form == "csv":
        return csv_bytes(table)
    if form == "xlsx":
        return workbook_bytes(table, title=kind)
    raise BadInput([f"Bentuk '{form}' tidak dikenal. Pilihan: csv, xlsx."])


def _plan(state: OfficeState, office: Office, form: str) -> bytes:
    plan = state.published
    if plan is None:
        raise NotFound("Belum ada rencana terbit. Terbitkan rencana lebih dulu.")
    forms = {
        "geojson": plan_geojson,
        "ics": plan_icalendar,
        "json": plan_json,
        "gpx": plan_gpx,
    }
    if form not in forms:
        raise BadInput([f"Bentuk '{form}' tidak dikenal. Pilihan: {', '.join(forms)}, csv, xlsx."])
    return forms[form](plan, state, office.profile.depot)


def _requests(state: OfficeState, _act: Act) -> ExportRows:
    requests = {visit.request.id: visit.request for visit in state.visits.values()}
    rows: ExportRows = [list(REQUEST_COLUMNS)]
    for name in sorted(requests):
        request = requests[name]
        rows.append(
            [
                request.id,
                request.line.value,
                request.area_code,
                request.place,
                request.lat,
                request.lon,
                request.people,
                ";".join(request.services),
                request.urgency.value,
                request.requested_on.isoformat(),
                "" if request.fixed_day is None else request.fixed_day.isoformat(),
                request.contact,
            ]
        )
    return rows


def _units(state: OfficeState, _act: Act) -> ExportRows:
    rows: ExportRows = [list(UNIT_COLUMNS)]
    for unit in state.units:
        rows.append(
            [
                unit.id,
                unit.name,
                ";".join(unit.services),
                unit.recording_sets,
                unit.people_per_day,
                unit.crew,
            ]
        )
    return rows


def _calendar(state: OfficeState, act: Act) -> ExportRows:
    rows: ExportRows = [["tanggal", "hari_kerja", "keterangan", "jam"]]
    for day in days_from(act.day, act.day + timedelta(_CALENDAR_DAYS)):
        name = state.calendar.name(day, act.day)
        hours = " ".join(
            f"{clock_words(start)}-{clock_words(end)}"
            for start, end in state.calendar.hours(day, act.day)
        )
        rows.append([day.isoformat(), "tidak" if name else "ya", name, "" if name else hours])
    return rows


def _results(state: OfficeState, _act: Act) -> ExportRows:
    rows: ExportRows = [
        ["kunjungan", "permohonan", "jenis", "wilayah", "orang", "keadaan", "hari", "unit"]
    ]
    for name in sorted(state.visits):
        visit = state.visits[name]
        rows.append(
            [
                visit.id,
                visit.request.id,
                visit.request.line.value,
                visit.request.area_code,
                visit.people,
                visit.state.value,
                "" if visit.day is None else visit.day.isoformat(),
                visit.unit_id or "",
            ]
        )
    return rows


def _entries(state: OfficeState, _act: Act) -> ExportRows:
    if state.published is None:
        raise NotFound("Belum ada rencana terbit. Terbitkan rencana lebih dulu.")
    rows: ExportRows = [
        ["hari", "unit", "mulai", "selesai", "kunjungan", "tempat", "orang", "pasti", "keadaan"]
    ]
    for entry in state.published.entries:
        visit = state.visits[entry.visit_id]
        holds = still_holds(state.published, entry, visit)
        rows.append(
            [
                entry.day.isoformat(),
                entry.unit_id,
                clock_words(entry.start_min),
                clock_words(entry.end_min),
                entry.visit_id,
                visit.request.place,
                entry.people,
                "tidak" if not holds else "ya" if entry.firm else "sementara",
                visit.state.value,
            ]
        )
    return rows
