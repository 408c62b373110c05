"""Tables from Excel: uploaded, looked at cell by cell, mended, taken, undone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Form, Path, Query, Response, UploadFile
from pydantic import BeforeValidator, Field
from starlette.datastructures import UploadFile as SentFile

from planner.actions.imports.tables import (
    KINDS,
    Table,
    mended,
    pasted_table,
    preview_table,
    take_table,
)
from planner.actions.imports.take import bad_rows, undo_import, undo_import_once
from planner.actions.saving.rehearsing import PreviewOutdated, mark_of
from planner.domain.errors import BadInput
from planner.domain.office_work import ImportBatch
from planner.planning.tables.row_preview import RowPreview, TablePreview
from planner.web.requests.exports import EXPORTS, handed_out
from planner.web.requests.uploads import Uploads
from planner.web.shell.access import Clearance, needs
from planner.web.shell.again import shown_again
from planner.web.shell.context import Here, OfficeRequest
from planner.web.shell.form_models import FormRefused, OfficeForm, Whole, within
from planner.web.shell.forms import Fields, as_fields

#: Imports that are listed, the latest first.
MOST_BATCHES: Final = 20

router = APIRouter(prefix="/kantor")

#: Rows of a preview that are shown; all are counted and taken.
MOST_ROWS: Final = 60
_NO_KIND: Final = "Pilih jenis tabel: permohonan, unit mobil, atau hari kerja."
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


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """An import with the people whose requests undoing it takes back.

    ``mark`` is what the form carries that undoes it; "" where it cannot be, for ``refusal``, or
    has been.
    """

    batch: ImportBatch
    people: int = 0
    mark: str = ""
    refusal: str = ""


def _only_a_file(sent: object) -> object:
    """Return an uploaded file; None for text sent in its place."""
    return sent if isinstance(sent, SentFile) else None


class UploadForm(OfficeForm):
    """A table as it comes in: a file, or cells that were pasted."""

    kind: str = Field(default="", alias="jenis", title="Jenis tabel")
    file: Annotated[UploadFile | None, BeforeValidator(_only_a_file)] = Field(
        default=None, alias="berkas", title="Berkas"
    )
    pasted: str = Field(default="", alias="tempel", title="Tempelan dari Excel")

    def table(self) -> Table:
        """Return the table.

        Raises
        ------
        FormRefused
            It is of no kind that can be taken.
        BadInput
            Nothing was given, or the pasted cells cannot be read.
        """
        if self.kind not in KINDS:
            raise FormRefused({"jenis": _NO_KIND})
        if self.file is None or not self.file.filename:
            return pasted_table(self.kind, self.pasted)
        name = "".join(letter for letter in self.file.filename if letter.isprintable())[-80:]
        return Table(kind=self.kind, name=name or "tabel", content=self.file.file.read())


class MendForm(OfficeForm):
    """A bad cell is to hold what it may mean."""

    row: Annotated[Whole, within(2, 10_000)] = Field(alias="baris", title="Baris")
    column: str = Field(default="", alias="kolom", title="Kolom")


@router.get("/impor", name="imports")
@needs(Clearance.COORDINATOR)
def show(here: Here, jenis: Annotated[str, Query(max_length=20)] = "") -> Response:
    """Show where a table is uploaded, what was taken before, and what can be carried out."""
    return _page(here, as_fields(jenis=jenis))


def _page(here: OfficeRequest, f: Fields) -> Response:
    with here.reading() as now:
        batches = now.store.imports.list_batches()
    taken_back = [_taken_back(here, batch) for batch in batches[:MOST_BATCHES]]
    return here.page(
        "impor.html", f=f, kinds=list(KINDS.items()), batches=taken_back, exports=EXPORTS
    )


def _taken_back(here: OfficeRequest, batch: ImportBatch) -> TakenBack:
    """Return an import with what undoing it does, or why it cannot be undone."""
    if batch.undone_at is not None:
        return TakenBack(batch=batch)
    try:
        update = undo_import(here.office, here.act().rehearsed(), batch.id).update
    except BadInput as refused:
        return TakenBack(batch=batch, refusal=str(refused))
    people = sum(change.visit.people for change in update.changes)
    return TakenBack(batch=batch, people=people, mark=mark_of(update))


@router.post("/impor", name="upload_file")
@needs(Clearance.COORDINATOR)
@shown_again(_page)
def upload(here: Here, form: Annotated[UploadForm, Form()]) -> Response:
    """Keep an uploaded file, or cells that were pasted, for a while; lead to the preview."""
    token = here.service(Uploads).keep(here.person, form.table())
    return here.lead("uploaded_file", token)


def _seen(here: OfficeRequest, token: str) -> tuple[Table, TablePreview]:
    """Return the uploaded table called ``token`` with what taking it would do."""
    table = here.service(Uploads).get(here.person, token)
    return table, preview_table(here.office, here.act(), table)


@router.get("/impor/berkas/{token}", name="uploaded_file")
@needs(Clearance.COORDINATOR)
def preview(here: Here, token: str) -> Response:
    """Show an uploaded table as it would be taken, each bad cell with what it may mean."""
    return _uploaded(here, token)


def _uploaded(here: OfficeRequest, token: str, *, doubt: str = "") -> Response:
    """Show an uploaded table; ``doubt`` says why it is shown anew."""
    table, seen = _seen(here, token)
    fresh = seen.of_status("new")
    taken = take_table(here.office, here.act().rehearsed(), table).update if fresh else None
    bad = [_bad_row(row, seen) for row in seen.of_status("bad")]
    return here.page(
        "impor-pratinjau.html",
        status=409 if doubt else 200,
        doubt=doubt,
        taken=taken,
        mark="" if taken is None else mark_of(taken),
        token=token,
        table=table,
        kind=KINDS[table.kind],
        seen=seen,
        counts={name: len(seen.of_status(name)) for name in ("new", "same", "bad", "sample")},
        bad=bad[:MOST_ROWS],
        more_bad=max(0, len(bad) - MOST_ROWS),
        fresh=fresh[:MOST_ROWS],
        unknown=[h for n, h in enumerate(seen.headings) if h and n not in seen.columns.values()],
    )


@router.post("/impor/berkas/{token}/perbaiki", name="mend_rows")
@needs(Clearance.COORDINATOR)
def mend(here: Here, token: str, form: Annotated[MendForm, Form()]) -> Response:
    """Put what a bad cell may mean into it."""
    table, seen = _seen(here, token)
    here.service(Uploads).keep(here.person, _mended(table, seen, form), token)
    return here.lead("uploaded_file", token, fragment="bermasalah")


def _mended(table: Table, seen: TablePreview, form: MendForm) -> Table:
    """Return ``table`` with the cell mended; as it is where nothing is suggested for it."""
    row = next((row for row in seen.rows if row.number == form.row), None)
    if row is None or form.column not in row.suggestions:
        return table
    return mended(table, form.row, seen.columns[form.column], row.suggestions[form.column])


@router.get("/impor/berkas/{token}/bermasalah.{form}", name="bad_rows")
@needs(Clearance.COORDINATOR)
def bad(here: Here, token: str, form: str) -> Response:
    """Hand out the bad rows alone, with a column that says what is wrong."""
    _, seen = _seen(here, token)
    as_csv = form == "csv"
    return handed_out(
        bad_rows(seen, as_csv=as_csv), "baris-bermasalah", "csv" if as_csv else "xlsx"
    )


@router.post("/impor/berkas/{token}/ambil", name="take_rows")
@needs(Clearance.COORDINATOR)
def take(here: Here, token: str, form: Annotated[OfficeForm, Form()]) -> Response:
    """Take the new rows of an uploaded table."""
    table = here.service(Uploads).get(here.person, token)
    act = here.act(form.idempotency_key, foreseen=form.foreseen)
    try:
        take_table(here.office, act, table)
    except PreviewOutdated as outdated:
        return _uploaded(here, token, doubt=str(outdated))
    here.site.look_now()
    return here.lead("uploaded_file", token)


@router.post("/impor/{batch_id}/batalkan", name="undo_import")
@needs(Clearance.COORDINATOR)
@shown_again(_page)
def undo(
    here: Here,
    batch_id: Annotated[int, Path(ge=1, lt=2**31)],
    form: Annotated[OfficeForm, Form()],
) -> Response:
    """Undo an import whole, where none of its visits has got a date yet."""
    act = here.act(form.idempotency_key, foreseen=form.foreseen)
    undo_import_once(here.office, act, batch_id)
    return here.lead("imports")


def _bad_row(row: RowPreview, seen: TablePreview) -> BadRow:
    fixes = [Fix(column=name, text=text) for name, text in row.suggestions.items()]
    return BadRow(
        number=row.number,
        cells=row.cells,
        problems=tuple(_sentence(problem, seen, row) for problem in row.problems),
        fixes=tuple(fixes),
    )


def _sentence(problem: str, seen: TablePreview, row: RowPreview) -> str:
    """Return ``problem`` with the column as the table's own people call it."""
    column = _COLUMN.search(problem)
    name = "" if column is None else column[1]
    if name not in seen.columns:
        return problem
    at = seen.columns[name]
    letter = chr(ord("A") + at) if at < 26 else "A" + chr(ord("A") + at - 26)
    sentence = _COLUMN.sub(lambda _: f"kolom {letter} ({seen.headings[at]}):", problem, count=1)
    return _HINT.sub("", sentence) if name in row.suggestions else sentence
