"""A table of days looked at row by row: which become holidays or working days."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, count
from typing import Final

from planner.domain.errors import BadInput
from planner.domain.personal import holds_nik
from planner.planning.tables.cell_words import iso_day
from planner.planning.tables.headings import recognised
from planner.planning.tables.row_preview import RowPreview, TablePreview
from planner.rules import WorkCalendar

#: What offices write above the columns of a table of days.
CALENDAR_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "day": ("tanggal", "tgl", "hari", "day"),
    "works": ("hari_kerja", "hari kerja", "kerja", "masuk"),
    "name": ("keterangan", "nama", "libur", "sebab"),
    "hours": ("jam", "jam kerja", "jam_kerja", "pukul"),
}
_YES: Final = {"ya", "y", "kerja", "masuk", "1"}
_NO: Final = {"tidak", "t", "libur", "cuti", "0"}
_SPAN: Final = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)\s*-\s*([01]?\d|2[0-3])[.:]([0-5]\d)")
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
        wanted = _wanted(cells, number, today, problems)
        status = "bad"
        if wanted is not None:
            if wanted.day in seen:
                problems.append(
                    f"Baris {number}, kolom day: tanggal ini sudah ada di atas. Hapus satu."
                )
            elif _stands(wanted, calendar, today):
                status = "same"
            else:
                record = _record(wanted, calendar, today, number, problems)
                status = "bad" if problems else "new"
                records += [] if problems else [record]
            seen.add(wanted.day)
        previews.append(
            RowPreview(number=number, cells=tuple(row), status=status, problems=tuple(problems))
        )
    return TablePreview(headings=headings, columns=columns, rows=tuple(previews)), tuple(records)


@dataclass(frozen=True, slots=True)
class _WantedDay:
    """What a row says of a day; no ``hours``: those of the week."""

    day: date
    works: bool
    name: str
    hours: tuple[tuple[int, int], ...]


def _wanted(
    cells: Mapping[str, str], number: int, today: date, problems: list[str]
) -> _WantedDay | None:
    day = _day(cells["day"], number, today, problems)
    works = _works(cells["works"], number, problems)
    hours = _hours(cells.get("hours", ""), number, problems)
    name = cells.get("name", "").strip()
    if holds_nik(name) or len(name) > 80 or any(letter < " " for letter in name):
        problems.append(f"Baris {number}, kolom name: keterangan tidak bisa dipakai. Ganti.")
    if hours and not works and not problems:
        problems.append(f"Baris {number}, kolom hours: hari libur tidak punya jam. Kosongkan.")
    return None if problems or day is None else _WantedDay(day, works, name, hours)


def _stands(wanted: _WantedDay, calendar: WorkCalendar, today: date) -> bool:
    """Return whether the office knows the day so already."""
    works = not calendar.name(wanted.day, today)
    hours = calendar.hours(wanted.day, today)
    return wanted.works is works and wanted.hours in ((), hours)


def _record(
    wanted: _WantedDay, calendar: WorkCalendar, today: date, number: int, problems: list[str]
) -> CalendarFields:
    """Return the record of a day; it corrects one of the same day of knowledge."""
    day, works, name = wanted.day, wanted.works, wanted.name
    word = "KERJA" if works else "LIBUR"
    title = name if len(name) >= 3 else ("Menjadi hari kerja" if works else "Menjadi hari libur")
    taken = {record.id for record in calendar.changes}
    first = f"K-{day:%Y%m%d}-{word}-{today:%Y%m%d}"
    names = chain([first], (f"{first}-{again}" for again in count(2)))
    fields: CalendarFields = {
        "kind": "calendar",
        "id": next(name for name in names if name not in taken),
        "title": title,
        "days": [day.isoformat()],
        "was": "holiday" if calendar.name(day, today) else "working",
        "now": "working" if works else "holiday",
        "known_on": today.isoformat(),
        "evidence": "indirect",
        "sources": ["Tabel hari kerja yang diunggah kantor"],
    }
    if wanted.hours:
        fields["hours"] = [[_clock(start), _clock(end)] for start, end in wanted.hours]
    for earlier in calendar.decided_by(day, today):
        if earlier.known_on == today:
            fields["corrects"] = earlier.id
            if len(earlier.days) > 1:
                problems.append(
                    f"Baris {number}, kolom day: hari ini juga sudah dicatat {earlier.id} bersama "
                    "hari lain. Koreksi catatan itu di berkas aturan."
                )
    return fields


def _hours(text: str, number: int, problems: list[str]) -> tuple[tuple[int, int], ...]:
    """Return the hours of a cell such as "08.00-11.30 12.30-16.30", in minutes."""
    spans = tuple(
        (int(a) * 60 + int(b), int(c) * 60 + int(d)) for a, b, c, d in _SPAN.findall(text)
    )
    edges = [minute for span in spans for minute in span]
    if _SPAN.sub("", text).strip(" ,;") or edges != sorted(set(edges)):
        problems.append(
            f"Baris {number}, kolom hours: '{text[:20]}' bukan jam. Tulis 08.00-12.00, selang "
            "berikutnya sesudah spasi."
        )
    return spans


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


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
