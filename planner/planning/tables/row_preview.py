"""A filled-in table looked at row by row before anything is taken.

Cells are read as people write them (names of kelurahan, dates as day/month/year, words of
their own for services); what cannot be read is told with its row, its column and, where one
is near, a suggestion. A row is bad by itself: the others are taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from rapidfuzz import fuzz, process

from planner.domain.areas import Areas
from planner.domain.errors import BadInput
from planner.domain.fleet import Unit
from planner.domain.visits import Request
from planner.domain.vocabulary import Line, Service
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
    "sekolah": Line.PELAJAR,
    "aki nini": Line.AKI_NINI,
    "kunjungan rumah": Line.AKI_NINI,
    "perkawinan": Line.PERKAWINAN,
    "nikah": Line.PERKAWINAN,
}
_SERVICES: Final = {
    "rekam ktp": Service.KTP_RECORDING,
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
_LOCAL_DAY: Final = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_NEAR: Final = 60


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
    """A table as it would be taken. ``columns`` are the places of those recognised."""

    headings: tuple[str, ...]
    columns: Mapping[str, int]
    rows: tuple[RowPreview, ...]

    def of_status(self, status: str) -> tuple[RowPreview, ...]:
        """Return the rows of one status, in order."""
        return tuple(row for row in self.rows if row.status == status)


def preview_requests(
    rows: Sequence[Sequence[str]], areas: Areas, on_record: Mapping[str, Request]
) -> TablePreview:
    """Return what a table of requests holds; ``on_record`` are those recorded already, by id.

    Raises
    ------
    BadInput
        A needed column is not recognised in the first row.
    """
    needed = ("id", "line", "area_code", "place", "people", "requested_on")

    def prepare(cells: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
        return _request_cells(cells, areas)

    return _preview(
        rows,
        REQUEST_HEADINGS,
        needed,
        prepare,
        lambda row: request_of_row(row, areas),
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
    headings = tuple(rows[0]) if rows else ()
    columns = recognised(headings, names_by_column)
    missing = [name for name in needed if name not in columns]
    if missing:
        names = ", ".join(names_by_column[name][1] for name in missing)
        raise BadInput([f"Baris 1: kolom {names} tidak ditemukan. Pakai judul kolom templat."])
    seen: dict[str, int] = {}
    previews = []
    for number, row in enumerate(rows[1:], start=2):
        if any(row):
            previews.append(_row(number, row, columns, prepare, build, on_record, seen))
    return TablePreview(headings=headings, columns=columns, rows=tuple(previews))


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
    name = cells.get("id", "").strip()
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
    suggestions: dict[str, str] = {}
    ready["area_code"], near = _area(cells["area_code"], areas)
    if near:
        suggestions["area_code"] = near
    area = areas.by_code.get(ready["area_code"])
    for column, default in (
        ("lat", area.service_lat if area else 0.0),
        ("lon", area.service_lon if area else 100.0),
    ):
        ready[column] = cells.get(column, "").replace(",", ".") or f"{default:.5f}"
    return ready, suggestions


def _word(text: str, words: Mapping[str, str]) -> str:
    plain = " ".join(text.lower().replace("_", " ").split())
    return words.get(plain, text)


def _services(text: str) -> str:
    names = [name.strip() for name in re.split(r"[;,/]", text) if name.strip()]
    return ";".join(_word(name, {word: s.value for word, s in _SERVICES.items()}) for name in names)


def iso_day(text: str) -> str:
    """Return ``text`` as YYYY-MM-DD where it is a day as people here write it, else as it is."""
    match = _LOCAL_DAY.fullmatch(text.strip())
    if match is None:
        return text
    day, month, year = (int(part) for part in match.groups())
    return f"{year:04d}-{month:02d}-{day:02d}"


def _area(text: str, areas: Areas) -> tuple[str, str]:
    """Return the code that ``text`` says by code or name, and a near name where it says none."""
    plain = re.sub(r"^(kelurahan|kel\.?)\s+", "", text.strip().lower())
    names = {area.name.lower(): area.code for area in areas.at_level("kelurahan")}
    if text.strip() in areas.by_code:
        return text.strip(), ""
    if plain in names:
        return names[plain], ""
    near = process.extractOne(plain, list(names), scorer=fuzz.WRatio)
    if near is None or near[1] < _NEAR:
        return text.strip(), ""
    return text.strip(), areas.get(names[near[0]]).name
