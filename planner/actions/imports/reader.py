"""The child that reads one workbook from its input and writes its rows as JSON.

It may take little memory and time; whatever happens to it happens to nobody else.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from datetime import date, datetime
from typing import Final

MEMORY: Final = 768_000_000
SECONDS: Final = 20


def main() -> None:
    """Read the workbook on the input; say its rows, or why they are refused."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    from planner.actions.imports.workbook import MOST_COLUMNS, MOST_ROWS  # noqa: PLC0415

    rows = _rows(sys.stdin.buffer.read(), MOST_ROWS + 2, MOST_COLUMNS + 1)
    told: dict[str, object] = {"rows": rows}
    if len(rows) > MOST_ROWS + 1:
        told = {"refused": f"Tabel lebih dari {MOST_ROWS} baris. Bagi menjadi dua berkas."}
    elif any(len(row) > MOST_COLUMNS for row in rows):
        told = {"refused": f"Tabel lebih dari {MOST_COLUMNS} kolom. Hapus yang tidak perlu."}
    sys.stdout.write(json.dumps(told))


def _rows(content: bytes, most_rows: int, most_columns: int) -> list[list[str]]:
    import openpyxl  # noqa: PLC0415
    from openpyxl import xml  # noqa: PLC0415

    if not xml.DEFUSEDXML:
        raise RuntimeError("defusedxml is missing")
    book = openpyxl.load_workbook(
        io.BytesIO(content), read_only=True, data_only=True, keep_links=False
    )
    sheet = book.worksheets[0]
    # A sheet may claim a million columns; what it truly holds is counted below.
    sheet.reset_dimensions()
    rows: list[list[str]] = []
    for found in sheet.iter_rows(max_row=most_rows, max_col=most_columns, values_only=True):
        cells = [_text(value) for value in found]
        while cells and not cells[-1]:
            cells.pop()
        rows.append(cells)
    return rows


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == value.min.time() else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()[:500]


if __name__ == "__main__":
    main()
