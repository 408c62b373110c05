"""Tables of any kind that people fill in: looked at, mended cell by cell, taken."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from planner.actions.crews.enter_units import enter_units
from planner.actions.imports.sheets import REQUEST_TITLES
from planner.actions.imports.take import preview_import, take_import
from planner.actions.imports.workbook import read_table
from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.saving.office import Act, Done, Office
from planner.actions.saving.office_state import load_state
from planner.domain.errors import BadInput
from planner.domain.fleet import Unit
from planner.planning.tables.calendar_rows import preview_calendar
from planner.planning.tables.furniture import find_headings
from planner.planning.tables.headings import REQUEST_HEADINGS, UNIT_HEADINGS
from planner.planning.tables.request_rows import UNIT_COLUMNS
from planner.planning.tables.row_preview import TablePreview, preview_units

KINDS: Final = {
    "requests": "Permohonan",
    "units": "Unit mobil",
    "calendar": "Hari kerja dan libur",
}
#: What a row of headings may say, and the headings where there is none.
_HEADINGS: Final[Mapping[str, tuple[Mapping[str, tuple[str, ...]], Sequence[str]]]] = {
    "requests": (REQUEST_HEADINGS, REQUEST_TITLES),
    "units": (UNIT_HEADINGS, UNIT_COLUMNS),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file as it was uploaded: what kind of table it is, its name, its bytes."""

    kind: str
    name: str
    content: bytes


def pasted_table(kind: str, text: str) -> Table:
    """Return cells copied from a spreadsheet as a table of ``kind``.

    Cells without a row of headings are taken in the order of the template's columns.

    Raises
    ------
    BadInput
        Nothing was pasted, or the cells cannot be told apart.
    """
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter="\t") if row]
    except csv.Error as error:
        raise BadInput(["Sel yang ditempel tidak bisa dibaca. Salin lagi dari Excel."]) from error
    if not any(cell.strip() for row in rows for cell in row):
        raise BadInput(["Pilih berkas, atau tempel sel dari Excel, lalu lihat isinya."])
    headings, titles = _HEADINGS.get(kind, ({}, ()))
    if titles and find_headings(rows, headings) is None:
        rows.insert(0, list(titles))
    return Table(kind=kind, name="tempelan dari Excel", content=_csv(rows))


def preview_table(office: Office, act: Act, table: Table) -> TablePreview:
    """Return what ``table`` holds, row by row; nothing is saved.

    Raises
    ------
    BadInput
        It cannot be read with safety, or a needed column is missing.
    """
    if table.kind == "requests":
        return preview_import(office, table.content, today=act.day)
    with office.database.reading() as store:
        state = load_state(store, office.areas)
    rows = read_table(table.content)
    if table.kind == "units":
        return preview_units(rows, {unit.id: unit for unit in state.units})
    return preview_calendar(rows, state.calendar, act.day)[0]


def take_table(office: Office, act: Act, table: Table) -> Done:
    """Record the new rows of ``table``; bad rows and known ones are left.

    Raises
    ------
    BadInput
        It cannot be read, or has no row that is new.
    """
    if table.kind == "requests":
        return take_import(office, act, table.content, name=table.name)
    preview = preview_table(office, act, table)
    fresh = preview.of_status("new")
    if not fresh and not preview.of_status("same") and preview.of_status("bad"):
        raise BadInput([problem for row in preview.of_status("bad") for problem in row.problems])
    if table.kind == "units":
        return enter_units(office, act, [row.value for row in fresh if isinstance(row.value, Unit)])
    with office.database.reading() as store:
        calendar = load_state(store, office.areas).calendar
    records = preview_calendar(read_table(table.content), calendar, act.day)[1]
    return enter_rules(office, act, records)


def mended(table: Table, row: int, column: int, text: str) -> Table:
    """Return ``table`` with one cell replaced; ``row`` is counted from 1, the headings' row.

    Raises
    ------
    BadInput
        There is no such cell.
    """
    rows = read_table(table.content)
    if not 2 <= row <= len(rows) or not 0 <= column < len(rows[0]):
        raise BadInput([f"Baris {row} tidak ada lagi. Muat ulang pratinjau."])
    cells = rows[row - 1]
    cells += [""] * (column + 1 - len(cells))
    cells[column] = text
    return replace(table, content=_csv(rows))


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()
