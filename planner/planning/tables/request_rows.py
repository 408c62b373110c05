"""Requests and units from CSV rows, each problem named by row and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from rapidfuzz import process

from planner.domain.areas import Areas
from planner.domain.errors import BadInput
from planner.domain.fleet import Unit
from planner.domain.personal import holds_nik
from planner.domain.visits import Request
from planner.domain.vocabulary import Line, Service, Urgency
from planner.planning.requests.checks import home_place, is_coded, request_problems

REQUEST_COLUMNS: Final = (
    "id",
    "line",
    "area_code",
    "place",
    "lat",
    "lon",
    "people",
    "services",
    "urgency",
    "requested_on",
    "fixed_day",
    "contact",
)
UNIT_COLUMNS: Final = ("id", "name", "services", "recording_sets", "people_per_day", "crew")
#: The most rows one file may hold; a larger one is refused whole.
MOST_ROWS: Final = 5_000

Choice = TypeVar("Choice", bound=StrEnum)
BuiltValue = TypeVar("BuiltValue")


class CsvRow:
    """One row of a file; reading a cell notes what is wrong instead of stopping."""

    def __init__(self, number: int, cells: Mapping[str, str], problems: list[str]) -> None:
        self.number = number
        self.cells = cells
        self.problems = problems

    def text(self, column: str) -> str:
        """Return the cell of ``column``, empty where there is none."""
        return (self.cells.get(column) or "").strip()

    def needed(self, column: str) -> str:
        """Return the cell of ``column`` and note that it is missing where it is."""
        cell = self.text(column)
        if not cell:
            self.wrong(column, "kosong. Isi kolom ini.")
        return cell

    def number_in(self, column: str, least: float, most: float, *, whole: bool = True) -> float:
        """Return a number from ``least`` to ``most``; ``least`` where the cell holds none."""
        text = self.needed(column)
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not least <= value <= most or (whole and value != int(value)):
            self.wrong(column, f"'{text}' harus angka dari {least:g} sampai {most:g}.")
            return least
        return value

    def day(self, column: str, *, needed: bool = True) -> date | None:
        """Return a day written YYYY-MM-DD, None where the cell holds none."""
        text = self.needed(column) if needed else self.text(column)
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.wrong(column, f"'{text}' bukan tanggal. Tulis misalnya 31 Agustus 2026.")
            return None

    def word(self, column: str, words: type[Choice], default: Choice | None = None) -> Choice:
        """Return one of ``words``; the first where the cell holds none of them."""
        text = self.text(column)
        if not text and default is not None:
            return default
        if text in set(words):
            return words(text)
        near = process.extractOne(text.upper(), [word.value.upper() for word in words])
        hint = f" Maksud Anda {near[0]}?" if near and near[1] > 60 else ""
        self.wrong(column, f"'{text}' tidak dikenal.{hint} Pilihan: {', '.join(words)}.")
        return next(iter(words))

    def services(self) -> tuple[Service, ...]:
        """Return the services of a cell, separated by semicolons."""
        names = [name.strip() for name in self.text("services").split(";") if name.strip()]
        for name in names:
            if name not in set(Service):
                self.wrong("services", f"'{name}' tidak dikenal. Pilihan: {', '.join(Service)}.")
        return tuple(Service(name) for name in names if name in set(Service)) or (
            Service.KTP_RECORDING,
        )

    def wrong(self, column: str, what: str) -> None:
        """Note what is wrong with the cell of ``column``."""
        self.problems.append(f"Baris {self.number}, kolom {column}: {what}")


def request_of_row(
    row: CsvRow, areas: Areas, *, synthetic: bool = False, today: date | None = None
) -> Request:
    """Return the request of ``row``, which notes what is wrong; then it is not to be used.

    A home keeps a coded place: a name or an address written there goes no further.
    """
    before, code = len(row.problems), row.needed("area_code")
    if wrong := row.text("area_wrong"):
        row.wrong("area_code", wrong)
    elif code and code not in areas.by_code:
        row.wrong("area_code", f"'{code}' tidak dikenal. {_near_area(code, areas)}")
    for column in ("id", "place", "contact"):
        if holds_nik(row.text(column)):
            row.wrong(column, "jangan tulis NIK atau nomor 16 angka. Hapus nomor itu.")
    name, line = row.needed("id") or "?", row.word("line", Line)
    request = Request(
        id=name,
        line=line,
        area_code=code,
        place=_home(row, name) if line.private else row.needed("place")[:120],
        lat=row.number_in("lat", -11, 6, whole=False),
        lon=row.number_in("lon", 95, 141, whole=False),
        people=int(row.number_in("people", 1, 2000)),
        services=row.services(),
        urgency=row.word("urgency", Urgency, Urgency.ROUTINE),
        requested_on=row.day("requested_on") or date.min,
        fixed_day=row.day("fixed_day", needed=False),
        contact=row.text("contact")[:60],
        synthetic=synthetic,
    )
    if len(row.problems) == before:
        for column, what in request_problems(request, areas, today=today).items():
            row.wrong(column, what)
    return request


def _home(row: CsvRow, name: str) -> str:
    written = row.text("place")
    return written if is_coded(written, name) and written else home_place(name)


def read_requests(text: str, areas: Areas, *, synthetic: bool = False) -> tuple[Request, ...]:
    """Return the requests of a CSV file's ``text``, in its order.

    Raises
    ------
    BadInput
        Anything is wrong: every problem is listed with its row and column, and no request
        is taken.
    """
    return _read(
        text,
        REQUEST_COLUMNS,
        lambda row: request_of_row(row, areas, synthetic=synthetic),
        key=lambda request: request.id,
    )


def unit_of_row(row: CsvRow) -> Unit:
    """Return the unit of ``row``, which notes what is wrong; then it is not to be used."""
    return Unit(
        id=row.needed("id") or "?",
        name=row.needed("name")[:60],
        services=row.services(),
        recording_sets=int(row.number_in("recording_sets", 1, 20)),
        people_per_day=int(row.number_in("people_per_day", 1, 2000)),
        crew=int(row.number_in("crew", 1, 20)),
    )


def read_units(text: str) -> tuple[Unit, ...]:
    """Return the units of a CSV file's ``text``, in its order.

    Raises
    ------
    BadInput
        Anything is wrong; every problem is listed with its row and column.
    """
    return _read(text, UNIT_COLUMNS, unit_of_row, key=lambda unit: unit.id)


def _read(
    text: str,
    columns: tuple[str, ...],
    build: Callable[[CsvRow], BuiltValue],
    *,
    key: Callable[[BuiltValue], str],
) -> tuple[BuiltValue, ...]:
    rows = list(_rows(text, columns))
    problems: list[str] = []
    values = [build(CsvRow(number, cells, problems)) for number, cells in rows]
    seen: dict[str, int] = {}
    for (number, _), value in zip(rows, values, strict=True):
        first = seen.setdefault(key(value), number)
        if first != number:
            problems.append(
                f"Baris {number}, kolom id: '{key(value)}' sudah ada di baris {first}. "
                "Beri nomor lain."
            )
    if problems:
        raise BadInput(problems)
    return tuple(values)


def _rows(text: str, columns: tuple[str, ...]) -> Iterable[tuple[int, Mapping[str, str]]]:
    clean = text.removeprefix("\ufeff")
    if "\0" in clean:
        raise BadInput(["Berkas ini bukan CSV. Simpan dari Excel sebagai CSV UTF-8."])
    head = clean.split("\n", 1)[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.DictReader(io.StringIO(clean, newline=""), delimiter=delimiter)
    missing = [name for name in columns if name not in (reader.fieldnames or [])]
    if missing:
        raise BadInput(
            [f"Baris 1: kolom {', '.join(missing)} tidak ada. Pakai judul kolom templat."]
        )
    rows = []
    try:
        for cells in reader:
            rows.append((reader.line_num, cells))
            if len(rows) > MOST_ROWS:
                raise BadInput([f"Berkas lebih dari {MOST_ROWS} baris. Bagi menjadi dua berkas."])
    except csv.Error as error:
        raise BadInput(
            [f"Baris {reader.line_num}: isi tidak bisa dibaca ({error}). Periksa tanda kutip."]
        ) from error
    return rows


def _near_area(code: str, areas: Areas) -> str:
    if code.startswith("32.02"):
        return "Kode 32.02 adalah Kabupaten Sukabumi; kota memakai 32.72."
    kelurahan = [area.code for area in areas.at_level("kelurahan")]
    near = process.extractOne(code, kelurahan) if any(map(str.isdigit, code)) else None
    return f"Maksud Anda {near[0]}?" if near else "Isi kode kelurahan Kemendagri."


def text_of_bytes(content: bytes, *, name: str) -> str:
    """Return the text of a file that should be UTF-8, with or without a byte-order mark.

    Raises
    ------
    BadInput
        It is not UTF-8, or holds NUL bytes.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(
            [f"Berkas {name} bukan teks UTF-8. Simpan dari Excel sebagai CSV UTF-8."]
        ) from error
    if "\0" in text:
        raise BadInput([f"Berkas {name} bukan teks. Simpan dari Excel sebagai CSV UTF-8."])
    return text
