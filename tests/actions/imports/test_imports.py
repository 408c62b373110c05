"""Tables from people: recognised, looked at, taken once, undone whole, never dangerous."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from icalendar import Calendar

from planner.actions.imports.export import export_table
from planner.actions.imports.sheets import (
    REQUEST_TITLES,
    csv_bytes,
    request_template,
    workbook_bytes,
)
from planner.actions.imports.take import bad_rows, preview_import, take_import, undo_import
from planner.actions.imports.workbook import read_table
from planner.actions.plans.draft_plan import draft_plan
from planner.actions.plans.publish_plan import publish_plan
from planner.actions.requests.enter_requests import enter_requests
from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.saving.office import Office
from planner.actions.saving.office_state import load_state
from planner.domain.errors import BadInput, NotFound
from planner.domain.vocabulary import Line, VisitState
from planner.planning.tables.headings import REQUEST_HEADINGS, recognised
from tests.actions.conftest import MONDAY, QUICK
from tests.builders import AREAS, TIPAR, act_on, make_request

ACT = act_on(MONDAY)
GOOD = ["B-1", "sekolah", "Kel. Tipar", "SMP satu", "", "", "60", "rekam ktp, kk", "biasa"]


def table(*rows: list[str]) -> list[list[object]]:
    made: list[list[object]] = [list(REQUEST_TITLES)]
    made += [[*row, "1/6/2021", "", ""] for row in rows]
    return made


def content(*rows: list[str]) -> bytes:
    return workbook_bytes(table(*rows), title="Permohonan")


@pytest.mark.parametrize("write", [csv_bytes, lambda rows: workbook_bytes(rows, title="x")])
def test_a_table_is_read_the_way_people_write_it(office: Office, write: object) -> None:
    preview = preview_import(office, write(table(GOOD)))  # type: ignore[operator]
    assert [row.status for row in preview.rows] == ["new"], preview.rows[0].problems
    request = preview.rows[0].value
    assert (request.area_code, request.line.value) == (TIPAR, "PELAJAR")  # type: ignore[union-attr]
    assert request.requested_on == date(2021, 6, 1)  # type: ignore[union-attr]
    assert request.services == ("KTP_RECORDING", "KK")  # type: ignore[union-attr]


def test_headings_are_recognised_with_small_errors() -> None:
    written = ["No. Permohonan", "Jenis Layanann", "KELURAHAN", "Almt", "Jml", "Tgl Permohonan"]
    columns = recognised(written, REQUEST_HEADINGS)
    assert columns == {
        "id": 0,
        "line": 1,
        "area_code": 2,
        "place": 3,
        "people": 4,
        "requested_on": 5,
    }
    assert recognised(["warna", "cuaca"], REQUEST_HEADINGS) == {}


def test_each_bad_cell_is_told_and_the_good_rows_are_taken(office: Office) -> None:
    wrong = [*GOOD]
    wrong[0], wrong[2], wrong[6] = "B-2", "Cibeureum", "banyak"
    nik = [*GOOD]
    nik[0], nik[3] = "B-3", "Rumah 3272034107550001"
    preview = preview_import(office, content(GOOD, wrong, nik))
    assert [row.status for row in preview.rows] == ["new", "bad", "bad"]
    problems = " ".join(preview.rows[1].problems)
    assert "Baris 3, kolom area_code: 'Cibeureum' tidak dikenal" in problems
    assert preview.rows[1].suggestions["area_code"] == "Cibeureum Hilir"
    assert "NIK" in preview.rows[2].problems[0]
    done = take_import(office, ACT, content(GOOD, wrong, nik), name="uji.xlsx")
    assert done.added["requests"] == 1
    mended = read_table(bad_rows(preview))
    assert mended[0][-1] == "Keterangan"
    assert [row[0] for row in mended[1:]] == ["B-2", "B-3"]
    assert "Maksud Anda Cibeureum Hilir?" in mended[1][-1]


def test_taking_a_table_again_adds_nothing_and_undoing_takes_all_back(office: Office) -> None:
    other = ["B-2", *GOOD[1:]]
    assert take_import(office, ACT, content(GOOD, other), name="a").added["requests"] == 2
    assert take_import(office, ACT, content(GOOD, other), name="a").added["requests"] == 0
    with office.database.reading() as store:
        batches = store.imports.list_batches()
    assert [batch.request_ids for batch in batches] == [("B-1", "B-2")]
    done = undo_import(office, ACT, batches[0].id)
    assert {change.visit.state for change in done.update.changes} == {VisitState.CANCELLED}
    with pytest.raises(BadInput, match="sudah pernah"):
        undo_import(office, ACT, batches[0].id)
    with pytest.raises(NotFound):
        undo_import(office, ACT, 99)


def published(office: Office) -> None:
    days = {"first_day": date(2021, 6, 28), "last_day": date(2021, 7, 9)}
    drafted = draft_plan(office, ACT, **days, solve=QUICK)
    assert drafted.plan is not None
    publish_plan(office, ACT, drafted.plan.id)


def test_an_import_whose_visits_have_dates_is_not_undone(office: Office) -> None:
    permukiman = [*GOOD]
    permukiman[1] = "PERMUKIMAN"
    take_import(office, ACT, content(permukiman), name="a")
    published(office)
    with pytest.raises(BadInput, match="B-1 sudah diproses"):
        undo_import(office, ACT, 1)


def test_a_table_without_its_columns_is_refused(office: Office) -> None:
    with pytest.raises(BadInput, match=r"kolom .*tidak ditemukan"):
        preview_import(office, csv_bytes([["warna"], ["merah"]]))
    with pytest.raises(BadInput, match="kosong"):
        preview_import(office, b" ")


def test_the_template_is_read_back_and_its_samples_are_not_taken(office: Office) -> None:
    made = request_template(AREAS)
    preview = preview_import(office, made)
    assert {row.status for row in preview.rows} == {"sample"}
    assert len(preview.rows) == 3
    book = openpyxl.load_workbook(io.BytesIO(made))
    rules = book["Permohonan"].data_validations.dataValidation
    assert len(rules) == 3


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files.items():
            made.writestr(name, text)
    return out.getvalue()


def sheet_xml(body: str, head: str = "") -> bytes:
    """Return a workbook whose one sheet's XML is ours."""
    out, book = io.BytesIO(), openpyxl.Workbook()
    book.save(out)
    files = {}
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as made:
        for name in made.namelist():
            files[name] = made.read(name)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    files["xl/worksheets/sheet1.xml"] = (
        f'<?xml version="1.0"?>{head}<worksheet xmlns="{space}">{body}</worksheet>'.encode()
    )
    return packed(files)


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)
CELL = '<c r="A1" t="inlineStr"><is><t>{}</t></is></c>'
HOSTILE = {
    "zeros": packed({"xl/workbook.xml": b"0" * 31_000_000}),
    "many entries": packed({f"x{n}": b"" for n in range(300)} | {"xl/workbook.xml": b""}),
    "no workbook": packed({"word/document.xml": b"<a/>"}),
    "cut off": packed({"xl/workbook.xml": b"x"})[:40],
    "not a workbook": packed({"xl/workbook.xml": b"<a/>"}),
    "old excel": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500,
    "billion laughs": sheet_xml(
        f'<sheetData><row r="1">{CELL.format("&d;")}</row></sheetData>', LAUGHS
    ),
    "too long": csv_bytes([["a"]] * 5_100),
    "too wide": csv_bytes([["a"] * 50]),
    "nul": b"a,b\n\0,1\n",
    "too large": b"a" * 5_000_001,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_table(HOSTILE[name])
    assert str(refused.value).endswith(".")


def test_a_sheet_that_claims_a_million_columns_is_read_for_what_it_holds() -> None:
    far = f'<dimension ref="A1:XFD1048576"/><sheetData><row r="1">{CELL.format("a")}</row>'
    rows = read_table(sheet_xml(f"{far}</sheetData>"))
    assert rows == [["a"]]


FORMULAS = ["=1+1", "+62 812", "-1", "@SUM(A1)", "\tx", "=cmd|' /C calc'!A0"]


def test_no_text_becomes_a_formula() -> None:
    rows = [[text] for text in FORMULAS]
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(rows, title="x")))
    cells = [row[0] for row in book.worksheets[0].iter_rows()]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells] == FORMULAS
    lines = csv_bytes(rows).decode("utf-8-sig").splitlines()
    assert not [line for line in lines if line.lstrip('"').startswith(("=", "+", "-", "@", "\t"))]


def test_a_published_plan_is_carried_out_in_every_form(office: Office) -> None:
    with pytest.raises(NotFound, match="Belum ada rencana"):
        export_table(office, ACT, "plan", "ics")
    published(office)
    events = Calendar.from_ical(export_table(office, ACT, "plan", "ics")).walk("VEVENT")
    with office.database.reading() as store:
        visits = {visit.id: visit for visit in store.visits.list_visits()}
        plan = store.plans.find_published()
    assert plan is not None
    assert {str(event["UID"]) for event in events} == {f"{name}@sijempol" for name in visits}
    first = next(e for e in events if str(e["UID"]).startswith(plan.entries[0].visit_id))
    assert first.decoded("dtstart").astimezone(ACT.at.tzinfo).date() == plan.entries[0].day
    gpx = ET.fromstring(export_table(office, ACT, "plan", "gpx"))
    tours = {(entry.unit_id, entry.day) for entry in plan.entries}
    assert len(gpx) == len(tours)
    for kind in ("requests", "units", "calendar", "results", "plan"):
        for form in ("csv", "xlsx"):
            assert len(read_table(export_table(office, ACT, kind, form))) > 1
    with pytest.raises(BadInput, match="tidak dikenal"):
        export_table(office, ACT, "plan", "exe")
    with office.database.reading() as store:
        assert len(store.accesses.list_accesses()) >= 12


def test_every_file_of_a_published_plan_says_what_no_longer_holds(office: Office) -> None:
    published(office)
    with office.database.reading() as store:
        plan = store.plans.find_published()
    assert plan is not None
    stopped_day = plan.entries[0].day
    one_day = {"from": stopped_day.isoformat(), "to": stopped_day.isoformat()}
    stop = {
        "kind": "rule",
        "id": "R-HENTI",
        "title": "SE henti",
        "issuer": "city",
        "binding": "mandatory",
        "areas": ["32.72"],
        **one_day,
        "effects": {"suspend": True},
        "known_on": MONDAY.isoformat(),
        "evidence": "synthetic",
    }
    enter_rules(office, ACT, [stop])
    with office.database.reading() as store:
        visits = load_state(store, office.areas).visits
    fallen = {e.visit_id for e in plan.entries if visits[e.visit_id].day != e.day}
    assert fallen == {e.visit_id for e in plan.entries if e.day == stopped_day}
    events = Calendar.from_ical(export_table(office, ACT, "plan", "ics")).walk("VEVENT")
    cancelled = {str(e["UID"]).split("@")[0] for e in events if e["STATUS"] == "CANCELLED"}
    assert cancelled == fallen
    head, *rows = read_table(export_table(office, ACT, "plan", "csv"))
    table = [dict(zip(head, row, strict=True)) for row in rows]
    assert {row["kunjungan"] for row in table if row["pasti"] == "tidak"} == fallen
    facts = json.loads(export_table(office, ACT, "plan", "json"))["visits"]
    assert {one["id"] for one in facts if not one["holds"]} == fallen
    gpx = export_table(office, ACT, "plan", "gpx").decode()
    assert stopped_day.isoformat() not in gpx


def test_exported_requests_are_taken_back_as_known(office: Office) -> None:
    preview = preview_import(office, export_table(office, ACT, "requests", "csv"))
    assert {row.status for row in preview.rows} == {"same"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"line": Line.AKI_NINI, "place": "Ibu Hj. Siti, Jl. Otista 12"},
        {"lat": -6.2},
        {"area_code": "32.72.03"},
        {"requested_on": date(202, 6, 1)},
    ],
    ids=str,
)
def test_what_a_table_refuses_no_other_door_takes(office: Office, wrong: dict[str, object]) -> None:
    with pytest.raises(BadInput, match="P-77"):
        enter_requests(office, ACT, [make_request("P-77", **wrong)])
    with office.database.reading() as store:
        assert "P-77" not in load_state(store, office.areas).visits
