"""What the process does that reads one workbook: whatever happens to it happens to nobody else.

It may take little memory and time, so it loads little.
"""

from __future__ import annotations

import io
from datetime import date, datetime


def read_rows(content: bytes, most_rows: int, most_columns: int) -> list[list[str]]:
    """Return the rows of a workbook's first sheet as text, ``most_rows`` and columns at most."""
    import openpyxl  # noqa: PLC0415 - within the limits of the process
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
