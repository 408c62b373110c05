"""A filled-in table looked at row by row before anything is taken.

Cells are read as people write them (names of kelurahan, dates as day/month/year, words of
their own for services); what cannot be read is told with its row, its column and, where one
is near, a suggestion. A row is bad by itself: the others are taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar

from planner.domain.areas import Areas
from planner.domain.errors import BadInput
from planner.domain.fleet import Unit
from planner.domain.visits import Request
from planner.domain.vocabulary import Line, Service
from planner.planning.tables.area_words import read_area
from planner.planning.tables.cell_words import count_words, iso_day
from planner.planning.tables.furniture import (
    heading_row,
    is_furniture,
    is_running,
    own_id,
    tells_of_a_home,
)
from planner.planning.tables.headings import REQUEST_HEADINGS, UNIT_HEADINGS, recognised
from planner.planning.tables.request_rows import CsvRow, request_of_row, unit_of_row

RowValue = TypeVar("RowValue", Request, Unit)

#: Rows whose id begins so are the template's samples; they are never taken.
SAMPLE: Final = "CONTOH"

_LINES: Final = {
    "permukiman": Line.PERMUKIMAN,
    "kelurahan": Line.PERMUKIMAN,
    "rw": Line.PERMUKIMAN,
    "perusahaan": Line.PERUSAHAAN,
    "pelajar": Line.PELAJAR,
    "pemukiman": Line.PERMUKIMAN,
    "warga": Line.PERMUKIMAN,
    "umum": Line.PERMUKIMAN,
    "masyarakat": Line.PERMUKIMAN,
    "pabrik": Line.PERUSAHAAN,
    "siswa": Line.PELAJAR,
    "lansia": Line.AKI_NINI,
    "disabilitas": Line.AKI_NINI,
    "pernikahan": Line.PERKAWINAN,
    "sekolah": Line.PELAJAR,
    "aki nini": Line.AKI_NINI,
    "kunjungan rumah": Line.AKI_NINI,
    "perkawinan": Line.PERKAWINAN,
    "nikah": Line.PERKAWINAN,
}
#: What an office may write for any of its lines; which is meant is asked.
_GENERAL: Final = ("jemput bola", "keliling", "sijempol", "mobile")
_SERVICES: Final = {
    "ktp": Service.KTP_RECORDING,
    "ktp el": Service.KTP_RECORDING,
    "e ktp": Service.KTP_RECORDING,
    "rekam ktp": Service.KTP_RECORDING,
    "rekam ktp el": Service.KTP_RECORDING,
    "rekam ktp pemula": Service.KTP_RECORDING,
    "rekam e ktp": Service.KTP_RECORDING,
    "perekaman ktp": Service.KTP_RECORDING,
    "perekaman ktp el": Service.KTP_RECORDING,
    "perekaman e ktp": Service.KTP_RECORDING,
    "perekaman": Service.KTP_RECORDING,
    "cetak ktp": Service.KTP_PRINT,
    "kk": Service.KK,
    "kartu keluarga": Service.KK,
    "kia": Service.KIA,
    "akta kelahiran": Service.BIRTH_CERTIFICATE,
    "akta lahir": Service.BIRTH_CERTIFICATE,
    "akta kematian": Service.DEATH_CERTIFICATE,
    "akta perkawinan": Service.MARRIAGE_CERTIFICATE,
}
_URGENCIES: Final = {"mendesak": "urgent", "ya": "urgent", "biasa": "routine", "tidak": "routine"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPreview:
    """One row: ``status`` is new, same, bad or sample; ``cells`` as they were written.

    ``suggestions`` are what a bad cell may mean, by our name of its column.
    """

    number: int
    cells: tuple[str, ...]
    status: str
    value: Request | Unit | None = None
    problems: tuple[str, ...] = ()
    suggestions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePreview:
    """A table as it would be taken. ``columns`` are the places of those recognised.

    ``notes`` say what was passed over: titles above the headings, totals and signatures.
    """

    headings: tuple[str, ...]
    columns: Mapping[str, int]
    rows: tuple[RowPreview, ...]
    notes: tuple[str, ...] = ()

    def of_status(self, status: str) -> tuple[RowPreview, ...]:
        """Return the rows of one status, in order."""
        return tuple(row for row in self.rows if row.status == status)


def preview_requests(
    rows: Sequence[Sequence[str]],
    areas: Areas,
    on_record: Mapping[str, Request],
    *,
    today: date | None = None,
) -> TablePreview:
    """Return what a table of requests holds; ``on_record`` are those recorded already, by id.

    ``today`` is the day on which it is looked at; None: not known.

    Raises
    ------
    BadInput
        A needed column is not recognised in the first row.
    """
    needed = ("line", "area_code", "place", "people", "requested_on")

    def prepare(cells: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
        return _request_cells(cells, areas)

    return _preview(
        rows,
        REQUEST_HEADINGS,
        needed,
        prepare,
        lambda row: request_of_row(row, areas, today=today),
        on_record,
    )


def preview_units(rows: Sequence[Sequence[str]], on_record: Mapping[str, Unit]) -> TablePreview:
    """Return what a table of units holds; ``on_record`` are those recorded already, by id.

    Raises
    ------
    BadInput
        A needed column is not recognised in the first row.
    """
    needed = ("id", "name", "recording_sets", "people_per_day", "crew")

    def prepare(cells: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
        return {**cells, "services": _services(cells.get("services", ""))}, {}

    return _preview(rows, UNIT_HEADINGS, needed, prepare, unit_of_row, on_record)


def _preview(
    rows: Sequence[Sequence[str]],
    names_by_column: Mapping[str, tuple[str, ...]],
    needed: Sequence[str],
    prepare: Callable[[dict[str, str]], tuple[dict[str, str], dict[str, str]]],
    build: Callable[[CsvRow], RowValue],
    on_record: Mapping[str, RowValue],
) -> TablePreview:
    head = heading_row(rows, names_by_column)
    headings = tuple(rows[head]) if rows else ()
    columns = recognised(headings, names_by_column)
    missing = [name for name in needed if name not in columns]
    if missing:
        names = ", ".join(names_by_column[name][1] for name in missing)
        raise BadInput(
            [f"Baris {head + 1}: kolom {names} tidak ditemukan. Pakai judul kolom templat."]
        )
    seen: dict[str, int] = {}
    previews = []
    notes = [] if not head else [f"Baris 1 sampai {head} di atas judul kolom dilewati."]
    for number, row in enumerate(rows[head + 1 :], start=head + 2):
        if any(row) and is_furniture(row, columns):
            notes.append(f"Baris {number} dilewati: {' '.join(cell for cell in row if cell)[:60]}")
        elif any(row):
            previews.append(_row(number, row, columns, prepare, build, on_record, seen))
            if tells_of_a_home(previews[-1].value, row, columns):
                notes.append(f"Baris {number}: nama dan alamat rumah tidak disimpan.")
    return TablePreview(
        headings=headings, columns=columns, rows=tuple(previews), notes=tuple(notes)
    )


def _row(  # noqa: PLR0913, PLR0917
    number: int,
    row: Sequence[str],
    columns: Mapping[str, int],
    prepare: Callable[[dict[str, str]], tuple[dict[str, str], dict[str, str]]],
    build: Callable[[CsvRow], RowValue],
    on_record: Mapping[str, RowValue],
    seen: dict[str, int],
) -> RowPreview:
    cells = {name: row[place] if place < len(row) else "" for name, place in columns.items()}
    running = "line" in columns and is_running(cells.get("id", ""))
    home = _LINES.get(_plain(cells.get("line", ""))) is Line.AKI_NINI
    name = cells["id"] = own_id(cells, running=running, home=home)
    if name.upper().startswith(SAMPLE):
        return RowPreview(number=number, cells=tuple(row), status="sample")
    ready, suggestions = prepare(cells)
    problems: list[str] = []
    value = build(CsvRow(number, ready, problems))
    first = seen.setdefault(name, number)
    if first != number:
        problems.append(f"Baris {number}, kolom id: '{name}' sudah ada di baris {first}.")
    status = "new"
    if not problems and name in on_record:
        status = "same" if on_record[name] == value else "bad"
        if status == "bad":
            problems.append(
                f"Baris {number}, kolom id: '{name}' sudah tercatat dengan isi lain. "
                "Beri nomor baru."
            )
    return RowPreview(
        number=number,
        cells=tuple(row),
        status="bad" if problems else status,
        value=None if problems else value,
        problems=tuple(problems),
        suggestions=suggestions if problems else {},
    )


def _request_cells(cells: dict[str, str], areas: Areas) -> tuple[dict[str, str], dict[str, str]]:
    """Return cells as our own files write them, and what a bad one may mean."""
    ready = dict(cells)
    ready["line"] = _word(cells["line"], {name: line.value for name, line in _LINES.items()})
    ready["urgency"] = _word(cells.get("urgency", ""), _URGENCIES)
    ready["services"] = _services(cells.get("services", ""))
    for column in ("requested_on", "fixed_day"):
        ready[column] = iso_day(cells.get(column, ""))
    ready["people"], rough = count_words(cells["people"])
    read = read_area(cells["area_code"], cells.get("district", ""), areas)
    ready["area_code"], ready["area_wrong"] = read.code, read.wrong
    meant = "Permukiman" if ready["line"].strip().lower() in _GENERAL else ""
    asked = {"line": meant, "people": rough, "area_code": read.near}
    suggestions = {column: near for column, near in asked.items() if near}
    area = areas.by_code.get(ready["area_code"])
    for column, default in (
        ("lat", area.service_lat if area else 0.0),
        ("lon", area.service_lon if area else 100.0),
    ):
        ready[column] = cells.get(column, "").replace(",", ".") or f"{default:.5f}"
    return ready, suggestions


def _word(text: str, words: Mapping[str, str]) -> str:
    return words.get(_plain(text), text)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[_\-]", " ", text.lower()).split())


def _services(text: str) -> str:
    names = [name.strip() for name in re.split(r"[;,/&+]|\bdan\b", text) if name.strip()]
    return ";".join(_word(name, {word: s.value for word, s in _SERVICES.items()}) for name in names)
