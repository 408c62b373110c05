"""Tables written for people: CSV and workbooks in which no text can become a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from planner.domain.areas import Areas
from planner.domain.vocabulary import Line, Service, Urgency

SheetRows = Sequence[Sequence[object]]
_RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_ROWS: Final = 1000


def csv_bytes(rows: SheetRows) -> bytes:
    """Return ``rows`` as CSV that Excel opens: UTF-8 with a mark, a semicolon, no formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([_safe(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def workbook_bytes(rows: SheetRows, *, title: str) -> bytes:
    """Return ``rows`` as a workbook of one sheet; every text is a text, whatever it begins with."""
    book = Workbook()
    _fill(_first(book, title), rows)
    return _bytes(book)


def request_template(areas: Areas) -> bytes:
    """Return a workbook to fill in requests: drop-downs, three samples, a sheet that explains."""
    book = Workbook()
    sheet = _first(book, "Permohonan")
    _fill(sheet, [REQUEST_TITLES, *_SAMPLES])
    names = book.create_sheet("Daftar")
    kelurahan = [area.name for area in areas.at_level("kelurahan")]
    _fill(names, [[name] for name in kelurahan])
    _choices(sheet, "B", '"' + ",".join(line.value for line in Line) + '"')
    _choices(sheet, "C", f"Daftar!$A$1:$A${len(kelurahan)}")
    _choices(sheet, "I", '"' + ",".join(word.value for word in Urgency) + '"')
    help_sheet = book.create_sheet("Petunjuk")
    _fill(help_sheet, [[line] for line in _HELP])
    return _bytes(book)


REQUEST_TITLES: Final = (
    "Nomor",
    "Jenis",
    "Kelurahan",
    "Tempat",
    "Lintang",
    "Bujur",
    "Jumlah orang",
    "Layanan",
    "Urgensi",
    "Tanggal permohonan",
    "Tanggal tetap",
    "Kontak",
)
_SAMPLES: Final = (
    (
        "CONTOH-1",
        "PERMUKIMAN",
        "Tipar",
        "Balai RW 03",
        "",
        "",
        60,
        "KTP_RECORDING;KK",
        "routine",
        "2026-12-01",
        "",
        "",
    ),
    (
        "CONTOH-2",
        "PELAJAR",
        "Cikole",
        "SMA contoh",
        "",
        "",
        80,
        "KTP_RECORDING",
        "routine",
        "2026-12-01",
        "",
        "",
    ),
    (
        "CONTOH-3",
        "PERKAWINAN",
        "Benteng",
        "Gedung contoh",
        "",
        "",
        2,
        "MARRIAGE_CERTIFICATE",
        "routine",
        "2026-12-01",
        "2026-12-19",
        "",
    ),
)
_HELP: Final = (
    "Satu baris satu permohonan. Baris CONTOH tidak ikut diambil; boleh dihapus.",
    "Nomor: nomor permohonan kantor, tidak boleh sama.",
    "Kelurahan: pilih dari daftar. Lintang dan bujur boleh kosong.",
    "Layanan: " + "; ".join(service.value for service in Service),
    "Tanggal: tahun-bulan-hari, misalnya 2026-12-19.",
    "Kunjungan rumah: pilih AKI_NINI, tempat cukup kode. Jangan tulis nama, NIK, atau penyakit.",
)


def _first(book: Workbook, title: str) -> Worksheet:
    sheet = book.worksheets[0]
    sheet.title = title
    return sheet


def _fill(sheet: Worksheet, rows: SheetRows) -> None:
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(row=number, column=column)
            if isinstance(value, int | float) and not isinstance(value, bool):
                cell.value = value
            else:
                cell.value = _clean("" if value is None else str(value))
                # Openpyxl would take "=..." for a formula.
                cell.data_type = "s"
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"


def _choices(sheet: Worksheet, column: str, formula: str) -> None:
    rule = DataValidation(type="list", formula1=formula, allow_blank=True)
    sheet.add_data_validation(rule)
    rule.add(f"{column}2:{column}{_ROWS}")


def _safe(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    text = _clean(str(value))
    return f"'{text}" if text.startswith(_RISKY) else text


def _clean(text: str) -> str:
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n")


def _bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
