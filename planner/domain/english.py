"""Days as English readers read them."""

from __future__ import annotations

from datetime import date
from typing import Final

_WEEKDAYS: Final = (
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


def day_words(day: date) -> str:
    """Return ``day`` in full: "Friday, 2 July 2021"."""
    return f"{_WEEKDAYS[day.weekday()]}, {span_words(day, day)}"


def short_day(day: date) -> str:
    """Return ``day`` briefly: "Fri 2 Jul"."""
    return f"{weekday_words(day)} {day.day} {_MONTHS[day.month - 1][:3]}"


def weekday_words(day: date) -> str:
    """Return the weekday of ``day`` briefly: "Fri"."""
    return _WEEKDAYS[day.weekday()][:3]


def month_words(year: int, month: int) -> str:
    """Return a month in full: "July 2021"."""
    return f"{_MONTHS[month - 1]} {year}"


def span_words(first: date, last: date) -> str:
    """Return the days ``first`` to ``last`` without weekdays: "3-20 July 2021"."""
    end = f"{last.day} {month_words(last.year, last.month)}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{end}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {_MONTHS[first.month - 1]}{year} - {end}"
