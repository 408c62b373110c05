"""A table of days looked at row by row: which become holidays or working days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from planner.domain.errors import BadInput
from planner.domain.personal import holds_nik
from planner.planning.tables.headings import recognised
from planner.planning.tables.row_preview import RowPreview, TablePreview, iso_day
from planner.rules import WorkCalendar

#: What offices write above the columns of a table of days.
CALENDAR_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "day": ("tanggal", "tgl", "hari", "day"),
    "works": ("hari_kerja", "hari kerja", "kerja", "masuk"),
    "name": ("keterangan", "nama", "libur", "sebab"),
}
_YES: Final = {"ya", "y", "kerja", "masuk", "1"}
_NO: Final = {"tidak", "t", "libur", "cuti", "0"}
#: Years ahead and back of today that a day may lie.
_YEARS: Final = 3

CalendarFields = dict[str, object]


def preview_calendar(
    rows: Sequence[Sequence[str]], calendar: WorkCalendar, today: date
) -> tuple[TablePreview, tuple[CalendarFields, ...]]:
    """Return a table of days row by row, and the records of those that differ from what is known.

    Raises
    ------
    BadInput
        A needed column is not recognised in the first row.
    """
    headings = tuple(rows[0]) if rows else ()
    columns = recognised(headings, CALENDAR_HEADINGS)
    missing = [CALENDAR_HEADINGS[name][0] for name in ("day", "works") if name not in columns]
    if missing:
        raise BadInput([f"Baris 1: kolom {', '.join(missing)} tidak ditemukan. Pakai templat."])
    previews, records, seen = [], [], set[date]()
    for number, row in enumerate(rows[1:], start=2):
        if not any(row):
            continue
        cells = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
        problems: list[str] = []
        day = _day(cells["day"], number, today, problems)
        works = _works(cells["works"], number, problems)
        name = cells.get("name", "").strip()
        if holds_nik(name) or len(name) > 80 or any(letter < " " for letter in name):
            problems.append(f"Baris {number}, kolom name: keterangan tidak bisa dipakai. Ganti.")
        if day in seen:
            problems.append(
                f"Baris {number}, kolom day: tanggal ini sudah ada di atas. Hapus satu."
            )
        status = "bad"
        if not problems and day is not None:
            seen.add(day)
            works_now = not calendar.name(day, today)
            status = "same" if works == works_now else "new"
            if status == "new":
                records.append(_record(day, works, name, today))
        previews.append(
            RowPreview(number=number, cells=tuple(row), status=status, problems=tuple(problems))
        )
    return TablePreview(headings=headings, columns=columns, rows=tuple(previews)), tuple(records)


def _record(day: date, works: bool, name: str, today: date) -> CalendarFields:
    word = "KERJA" if works else "LIBUR"
    title = name if len(name) >= 3 else ("Menjadi hari kerja" if works else "Menjadi hari libur")
    return {
        "kind": "calendar",
        "id": f"K-{day:%Y%m%d}-{word}-{today:%Y%m%d}",
        "title": title,
        "days": [day.isoformat()],
        "was": "holiday" if works else "working",
        "now": "working" if works else "holiday",
        "known_on": today.isoformat(),
        "evidence": "indirect",
        "sources": ["Tabel hari kerja yang diunggah kantor"],
    }


def _day(text: str, number: int, today: date, problems: list[str]) -> date | None:
    try:
        value = date.fromisoformat(iso_day(text.strip()))
    except ValueError:
        problems.append(f"Baris {number}, kolom day: '{text[:20]}' bukan tanggal.")
        return None
    if abs(value.year - today.year) > _YEARS:
        problems.append(f"Baris {number}, kolom day: tahun {value.year} terlalu jauh. Periksa.")
        return None
    return value


def _works(text: str, number: int, problems: list[str]) -> bool:
    plain = text.strip().lower()
    if plain not in _YES | _NO:
        problems.append(f"Baris {number}, kolom works: '{text[:20]}' harus ya atau tidak.")
    return plain in _YES
