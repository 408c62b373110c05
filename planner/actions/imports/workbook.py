"""A workbook or CSV file from anywhere as rows of text, whatever its maker had in mind.

A workbook is looked at as a zip first, then read in a child process with little memory and
time: a file of five kilobytes can otherwise take gigabytes.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from typing import Final

from planner.actions.imports.reader import read_rows
from planner.actions.jobs.apart import ProcessPerTask, TaskTooSlow
from planner.domain.errors import BadInput
from planner.planning.tables.request_rows import MOST_ROWS

#: The largest file taken, in bytes.
MOST_BYTES: Final = 5_000_000
MOST_COLUMNS: Final = 40
MOST_ENTRIES: Final = 200
MOST_UNPACKED: Final = 30_000_000
MOST_RATIO: Final = 100
#: What the process that reads a workbook may take.
MOST_MEMORY_MB: Final = 768
PATIENCE_S: Final = 30.0

Rows = list[list[str]]

_TRY: Final = "Simpan ulang dari Excel sebagai .xlsx atau CSV UTF-8, lalu unggah lagi."


def read_table(content: bytes) -> Rows:
    """Return the rows of a CSV file or of a workbook's first sheet, as text; row 1 first.

    What it is, is told by its content, not by its name. Dates come as YYYY-MM-DD.

    Raises
    ------
    BadInput
        It is too large, no table, or made to do harm; the sentence says what to do.
    """
    if len(content) > MOST_BYTES:
        raise BadInput([f"Berkas lebih dari {MOST_BYTES // 1_000_000} MB. Bagi menjadi dua."])
    if not content.strip():
        raise BadInput(["Berkas kosong. Isi templat lalu unggah lagi."])
    if content[:4] == b"PK\x03\x04":
        _look_at_zip(content)
        rows = _read_apart(content)
    elif content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise BadInput([f"Berkas .xls lama tidak bisa dibaca. {_TRY}"])
    else:
        rows = _read_csv(content)
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _look_at_zip(content: bytes) -> None:
    """Refuse a workbook by its table of contents alone."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise BadInput([f"Berkas Excel rusak. {_TRY}"]) from error
    unpacked = sum(entry.file_size for entry in entries)
    names = [entry.filename for entry in entries]
    if "xl/workbook.xml" not in names or any(entry.flag_bits & 1 for entry in entries):
        raise BadInput([f"Berkas ini bukan buku kerja Excel biasa. {_TRY}"])
    too_many = len(entries) > MOST_ENTRIES or len(names) != len(set(names))
    if too_many or unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * len(content):
        raise BadInput([f"Isi berkas Excel ini terlalu besar untuk dibuka dengan aman. {_TRY}"])


def _read_apart(content: bytes) -> Rows:
    with ProcessPerTask(memory_mb=MOST_MEMORY_MB, seconds=PATIENCE_S) as apart:
        reading = apart.submit(read_rows, content, MOST_ROWS + 2, MOST_COLUMNS + 1)
        try:
            rows = reading.result()
        except TaskTooSlow as error:
            raise BadInput([f"Berkas Excel ini terlalu lama dibaca. {_TRY}"]) from error
        except Exception as error:
            # Whatever a file made to do harm brings the reader to: it is the file's fault.
            raise BadInput([f"Berkas Excel ini tidak bisa dibaca. {_TRY}"]) from error
    _check_length(rows)
    for row in rows:
        _check_width(row)
    return rows


def _read_csv(content: bytes) -> Rows:
    text = _decoded(content)
    if "\0" in text:
        raise BadInput([f"Berkas ini bukan tabel. {_TRY}"])
    head = text.split("\n", 1)[0]
    marks = {mark: head.count(mark) for mark in (";", ",", "\t")}
    delimiter = max(marks, key=lambda mark: marks[mark])
    rows: Rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append([cell.strip() for cell in row])
            _check_length(rows)
            _check_width(row)
    except csv.Error as error:
        raise BadInput(
            [f"Baris {len(rows) + 1} tidak bisa dibaca. Periksa tanda kutip."]
        ) from error
    return rows


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel writes where it is not asked for UTF-8.
        return content.decode("cp1252", errors="replace")


def _check_length(rows: Rows) -> None:
    """Refuse a table of more rows than an office needs."""
    if len(rows) > MOST_ROWS + 1:
        raise BadInput([f"Tabel lebih dari {MOST_ROWS} baris. Bagi menjadi dua berkas."])


def _check_width(row: Sequence[str]) -> None:
    """Refuse a row of more cells than an office needs."""
    if len(row) > MOST_COLUMNS:
        raise BadInput([f"Tabel lebih dari {MOST_COLUMNS} kolom. Hapus kolom yang tidak perlu."])
