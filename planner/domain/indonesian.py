"""Days and clock times as people in Indonesia read them."""

from __future__ import annotations

from datetime import date
from typing import Final

WEEKDAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS: Final = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


def day_words(day: date) -> str:
    """Return ``day`` in full: "Jumat, 2 Juli 2021"."""
    return f"{WEEKDAYS[day.weekday()]}, {day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """Return ``day`` briefly: "Jum 2 Jul"."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {_MONTHS[day.month - 1][:3]}"


def span_words(first: date, last: date) -> str:
    """Return the days ``first`` to ``last`` without weekdays: "3-20 Juli 2021"."""
    end = f"{last.day} {_MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{end}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {_MONTHS[first.month - 1]}{year} - {end}"


def until_words(first: date, last: date) -> str:
    """Return the days ``first`` to ``last`` in a sentence: "4 s.d. 17 Januari 2027"."""
    end = f"{last.day} {_MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    start = f"{first.day}"
    if (first.year, first.month) != (last.year, last.month):
        start = f"{first.day} {_MONTHS[first.month - 1]}"
    if first.year != last.year:
        start = f"{start} {first.year}"
    return f"{start} s.d. {end}"


def clock_words(minutes: int) -> str:
    """Return minutes after midnight as "08.30"."""
    return f"{minutes // 60:02d}.{minutes % 60:02d}"


def month_words(year: int, month: int) -> str:
    """Return a month in full: "Juli 2021"."""
    return f"{_MONTHS[month - 1]} {year}"


def grouped(number: int) -> str:
    """Return ``number`` with its thousands apart: "12.345"."""
    return f"{number:,}".replace(",", ".")


def length_words(minutes: int) -> str:
    """Return a length of time, such as ``1 jam 40 menit``."""
    hours, rest = divmod(minutes, 60)
    words = [f"{hours} jam"] if hours else []
    if rest or not hours:
        words.append(f"{rest} menit")
    return " ".join(words)
