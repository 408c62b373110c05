"""The office's data and templates as files to keep."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Response

from planner.actions.imports.export import export_table
from planner.actions.imports.sheets import request_template
from planner.domain.errors import BadInput
from planner.web.shell.access import Clearance, needs
from planner.web.shell.context import Here

router = APIRouter(prefix="/kantor")

#: The forms a file is handed out in, with their media types.
TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": "application/geo+json",
    "json": "application/json",
    "ics": "text/calendar; charset=utf-8",
    "gpx": "application/gpx+xml",
}
#: What is handed out: its name, its kind and the forms it has.
EXPORTS: Final = (
    ("Permohonan", "requests", ("xlsx", "csv")),
    ("Unit mobil", "units", ("xlsx", "csv")),
    ("Hari kerja setengah tahun", "calendar", ("xlsx", "csv")),
    ("Hasil kunjungan", "results", ("xlsx", "csv")),
    ("Rencana terbit", "plan", ("xlsx", "csv", "ics", "geojson", "gpx", "json")),
)


@router.get("/ekspor/templat.xlsx", name="export_template")
@needs(Clearance.COORDINATOR)
def template(here: Here) -> Response:
    """Hand out a workbook to fill in requests."""
    return handed_out(request_template(here.office.areas), "templat-permohonan", "xlsx")


@router.get("/ekspor/{kind}.{form}", name="export")
@needs(Clearance.COORDINATOR)
def export(here: Here, kind: str, form: str) -> Response:
    """Hand out the office's data; each export is written to the log of accesses."""
    if form not in TYPES:
        raise BadInput([f"Bentuk itu tidak ada. Pilihan: {', '.join(TYPES)}."])
    return handed_out(export_table(here.office, here.act(), kind, form), kind, form)


def handed_out(content: bytes, name: str, form: str) -> Response:
    """Return ``content`` as a file to keep."""
    headers = {
        "cache-control": "no-store",
        "content-disposition": f'attachment; filename="sijempol-{name}.{form}"',
    }
    return Response(content, headers=headers, media_type=TYPES[form])
