"""Tables from Excel: uploaded, looked at cell by cell, mended, taken, undone; and exports."""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from planner.actions.imports.export import export_table
from planner.actions.imports.sheets import request_template
from planner.actions.imports.tables import (
    KINDS,
    Table,
    mended,
    pasted_table,
    preview_table,
    take_table,
)
from planner.actions.imports.take import bad_rows, undo_import
from planner.domain.errors import BadInput, NotFound
from planner.planning.tables.row_preview import RowPreview, TablePreview
from planner.web.shell.access import Need, needs
from planner.web.shell.acting import act_of, new_key, office_of, person_of
from planner.web.shell.forms import Posted
from planner.web.shell.templating import office_page
from planner.web.site.published import site_of

#: Files that wait at once; the one untouched longest goes first.
MOST: Final = 12


@dataclass(slots=True, eq=False)
class Uploads:
    """Tables that wait for their owner's word, by a name nobody can guess."""

    _kept: OrderedDict[tuple[str, str], Table] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def keep(self, owner: str, table: Table, name: str = "") -> str:
        """Keep ``table`` for ``owner`` under ``name``, or under a new one, which is returned."""
        name = name or new_key()
        with self._lock:
            self._kept[owner, name] = table
            self._kept.move_to_end((owner, name))
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return name

    def get(self, owner: str, name: str) -> Table:
        """Return the table ``name`` of ``owner``.

        Raises
        ------
        NotFound
            It was dropped, or belongs to somebody else.
        """
        with self._lock:
            found = self._kept.get((owner, name))
        if found is None:
            raise NotFound("Berkas ini tidak disimpan lagi. Unggah lagi dari halaman impor.")
        return found


router = APIRouter(prefix="/kantor")

#: Rows of a preview that are shown; all are counted and taken.
MOST_ROWS: Final = 60
TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": "application/geo+json",
    "json": "application/json",
    "ics": "text/calendar; charset=utf-8",
    "gpx": "application/gpx+xml",
}
_EXPORTS: Final = (
    ("Permohonan", "requests", ("xlsx", "csv")),
    ("Unit mobil", "units", ("xlsx", "csv")),
    ("Hari kerja setengah tahun", "calendar", ("xlsx", "csv")),
    ("Hasil kunjungan", "results", ("xlsx", "csv")),
    ("Rencana terbit", "plan", ("xlsx", "csv", "ics", "geojson", "gpx", "json")),
)
_COLUMN: Final = re.compile(r"kolom (\w+):")
_HINT: Final = re.compile(r" ?Maksud Anda [^?]*\?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A cell that may mean something near: pressing a button puts it there."""

    column: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row that cannot be taken, what is wrong with it, and what it may mean."""

    number: int
    cells: tuple[str, ...]
    problems: tuple[str, ...]
    fixes: tuple[Fix, ...]


@router.get("/impor", name="imports")
@needs(Need.COORDINATOR)
def show(request: Request, jenis: Annotated[str, Query(max_length=20)] = "") -> Response:
    """Show where a table is uploaded, what was taken before, and what can be carried out."""
    office = office_of(request)
    with office.database.reading() as store:
        batches = store.imports.list_batches()
    return office_page(
        request,
        "impor.html",
        kinds=list(KINDS.items()),
        jenis=jenis,
        batches=batches[:20],
        exports=_EXPORTS,
    )


@router.post("/impor", name="upload_file")
@needs(Need.COORDINATOR)
async def upload(request: Request) -> Response:
    """Keep an uploaded file, or cells that were pasted, for a while; lead to the preview."""
    try:
        async with request.form(max_files=1, max_fields=10) as form:
            table = await _table(form.get("berkas"), form.get("jenis"), form.get("tempel"))
    except (OSError, UnicodeError, ValueError, AssertionError) as error:
        raise HTTPException(400) from error
    token = _uploads(request).keep(person_of(request), table)
    return RedirectResponse(f"/kantor/impor/berkas/{token}", status_code=303)


@router.get("/impor/berkas/{token}", name="uploaded_file")
@needs(Need.COORDINATOR)
def preview(request: Request, token: str) -> Response:
    """Show an uploaded table as it would be taken, each bad cell with what it may mean."""
    table = _uploads(request).get(person_of(request), token)
    seen = preview_table(office_of(request), act_of(request), table)
    bad = [_bad_row(row, seen) for row in seen.of_status("bad")]
    return office_page(
        request,
        "impor-pratinjau.html",
        token=token,
        table=table,
        kind=KINDS[table.kind],
        seen=seen,
        counts={name: len(seen.of_status(name)) for name in ("new", "same", "bad", "sample")},
        bad=bad[:MOST_ROWS],
        more_bad=max(0, len(bad) - MOST_ROWS),
        fresh=seen.of_status("new")[:MOST_ROWS],
        unknown=[h for n, h in enumerate(seen.headings) if h and n not in seen.columns.values()],
    )


@router.post("/impor/berkas/{token}/perbaiki", name="mend_rows")
@needs(Need.COORDINATOR)
def mend(request: Request, token: str, f: Posted) -> Response:
    """Put what a bad cell may mean into it."""
    uploads, who = _uploads(request), person_of(request)
    table = uploads.get(who, token)
    number = f.needed_whole("baris", "Baris", 2, 10_000)
    seen = preview_table(office_of(request), act_of(request), table)
    row = next((row for row in seen.rows if row.number == number), None)
    name = f.get("kolom")
    if row is not None and name in row.suggestions:
        fixed = mended(table, number, seen.columns[name], row.suggestions[name])
        uploads.keep(who, fixed, token)
    return RedirectResponse(f"/kantor/impor/berkas/{token}#bermasalah", status_code=303)


@router.get("/impor/berkas/{token}/bermasalah.{form}", name="bad_rows")
@needs(Need.COORDINATOR)
def bad(request: Request, token: str, form: str) -> Response:
    """Hand out the bad rows alone, with a column that says what is wrong."""
    table = _uploads(request).get(person_of(request), token)
    seen = preview_table(office_of(request), act_of(request), table)
    as_csv = form == "csv"
    return _file(bad_rows(seen, as_csv=as_csv), "baris-bermasalah", "csv" if as_csv else "xlsx")


@router.post("/impor/berkas/{token}/ambil", name="take_rows")
@needs(Need.COORDINATOR)
def take(request: Request, token: str, f: Posted) -> Response:
    """Take the new rows of an uploaded table."""
    table = _uploads(request).get(person_of(request), token)
    take_table(office_of(request), act_of(request, f.get("kunci")), table)
    site_of(request).look_now()
    return RedirectResponse(f"/kantor/impor/berkas/{token}", status_code=303)


@router.post("/impor/{batch_id}/batalkan", name="undo_import")
@needs(Need.COORDINATOR)
def undo(request: Request, batch_id: Annotated[int, Path(ge=1, lt=2**31)], f: Posted) -> Response:
    """Undo an import whole, where none of its visits has got a date yet."""
    office = office_of(request)
    with office.database.reading() as store:
        undone = store.imports.get(batch_id).undone_at
    if undone is None:
        undo_import(office, act_of(request, f.get("kunci")), batch_id)
    return RedirectResponse("/kantor/impor", status_code=303)


@router.get("/ekspor/templat.xlsx", name="export_template")
@needs(Need.COORDINATOR)
def template(request: Request) -> Response:
    """Hand out a workbook to fill in requests."""
    return _file(request_template(office_of(request).areas), "templat-permohonan", "xlsx")


@router.get("/ekspor/{kind}.{form}", name="export")
@needs(Need.COORDINATOR)
def export(request: Request, kind: str, form: str) -> Response:
    """Hand out the office's data; each export is written to the log of accesses."""
    if form not in TYPES:
        raise BadInput([f"Bentuk itu tidak ada. Pilihan: {', '.join(TYPES)}."])
    content = export_table(office_of(request), act_of(request), kind, form)
    return _file(content, kind, form)


async def _table(file: object, kind: object, pasted: object) -> Table:
    if not isinstance(kind, str) or kind not in KINDS:
        raise BadInput(["Pilih jenis tabel: permohonan, unit mobil, atau hari kerja."])
    if not isinstance(file, UploadFile) or not file.filename:
        return pasted_table(kind, pasted if isinstance(pasted, str) else "")
    name = "".join(letter for letter in file.filename if letter.isprintable())[-80:]
    return Table(kind=kind, name=name or "tabel", content=await file.read())


def _file(content: bytes, name: str, form: str) -> Response:
    headers = {
        "cache-control": "no-store",
        "content-disposition": f'attachment; filename="sijempol-{name}.{form}"',
    }
    return Response(content, headers=headers, media_type=TYPES[form])


def _uploads(request: Request) -> Uploads:
    found: Uploads = request.app.state.uploads
    return found


def _bad_row(row: RowPreview, seen: TablePreview) -> BadRow:
    fixes = [Fix(column=name, text=text) for name, text in row.suggestions.items()]
    return BadRow(
        number=row.number,
        cells=row.cells,
        problems=tuple(_told(told, seen, row) for told in row.problems),
        fixes=tuple(fixes),
    )


def _told(problem: str, seen: TablePreview, row: RowPreview) -> str:
    """Return ``problem`` with the column as the table's own people call it."""
    found = _COLUMN.search(problem)
    name = "" if found is None else found[1]
    if name not in seen.columns:
        return problem
    at = seen.columns[name]
    letter = chr(ord("A") + at) if at < 26 else "A" + chr(ord("A") + at - 26)
    told = _COLUMN.sub(lambda _: f"kolom {letter} ({seen.headings[at]}):", problem, count=1)
    return _HINT.sub("", told) if name in row.suggestions else told
