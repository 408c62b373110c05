"""What stands in people's tables beside the rows that count: titles, running numbers, totals."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Final

from planner.domain.visits import Request
from planner.planning.tables.headings import recognised

#: Rows in which headings are looked for.
_HIGHEST: Final = 20
#: Columns that make a row a heading row.
_LEAST: Final = 3
_RUNNING: Final = re.compile(r"\d{1,4}\.?")
_TOTAL: Final = re.compile(r"(grand )?(total|jumlah|jml)\b", re.IGNORECASE)


def heading_row(
    rows: Sequence[Sequence[str]], names_by_column: Mapping[str, tuple[str, ...]]
) -> int:
    """Return the place of the headings, the first row where none are recognised."""
    return find_headings(rows, names_by_column) or 0


def find_headings(
    rows: Sequence[Sequence[str]], names_by_column: Mapping[str, tuple[str, ...]]
) -> int | None:
    """Return the place of the row in which most headings are recognised; None: there is none."""
    known = [len(recognised(row, names_by_column)) for row in rows[:_HIGHEST]]
    most = max(known, default=0)
    return known.index(most) if most >= _LEAST else None


def is_furniture(row: Sequence[str], columns: Mapping[str, int]) -> bool:
    """Return whether a row with content is a total or a signature: it names no area and no day."""
    named = ("area_code", "line", "requested_on", "name")
    if any(columns[name] < len(row) and row[columns[name]] for name in named if name in columns):
        return False
    texts = [cell for cell in row if cell]
    return _TOTAL.match(texts[0]) is not None or len(texts) == 1


def is_running(written: str) -> bool:
    """Return whether the number of a row only counts the rows, or there is none."""
    return not written.strip() or _RUNNING.fullmatch(written.strip()) is not None


def own_id(cells: Mapping[str, str], *, running: bool, home: bool) -> str:
    """Return the id of a row: as written, or made of all else in it, so that it comes again.

    Nothing that tells of a person goes into the id of a ``home``: its place in the table does.
    """
    if not running:
        return cells["id"].strip()
    left_out = ("place", "contact") if home else ("id",)
    names = [name for name in sorted(cells) if name not in left_out]
    content = "\x1f".join(f"{name}={cells[name].strip()}" for name in names)
    return f"T-{sha256(content.encode()).hexdigest()[:8].upper()}"


def tells_of_a_home(value: object, row: Sequence[str], columns: Mapping[str, int]) -> bool:
    """Return whether a row wrote of a home what ``value``, its request, does not keep."""
    if not isinstance(value, Request) or not value.line.private:
        return False
    place = columns.get("place", len(row))
    written = row[place].strip() if place < len(row) else ""
    return bool(written) and written != value.place
