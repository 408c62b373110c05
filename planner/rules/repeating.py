"""Repetition: on which days of a rule its effects count, as an RRULE of RFC 5545 says."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from threading import Lock
from typing import Final

from dateutil.rrule import rrulestr

#: The parts of an RRULE that are read: days, in whole days. The end stands in ``to``.
_PARTS: Final = frozenset({"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "WKST"})
_FREQUENCIES: Final = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
#: A run of days longer than this has no end: the longest that ends is a leap cycle.
ENDLESS_DAYS: Final = 1500
_EXAMPLE: Final = "Tulis misalnya FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH."
_INTERVAL: Final = re.compile(r"[1-9]\d{0,2}")


@dataclass(slots=True, eq=False)
class Repetition:
    """Days that repeat from a first one on; they are worked out as far as they are asked for.

    ``_known_to`` is the last of the days worked out: up to it all are known.
    """

    text: str
    first: date
    _rest: Iterator[datetime] = field(repr=False)
    _days: list[int] = field(default_factory=list, repr=False)
    _known_to: int = 0
    _one_at_a_time: Lock = field(default_factory=Lock, repr=False)

    def holds(self, day: date) -> bool:
        """Return whether ``day`` is one of the days."""
        number = day.toordinal()
        self._look_to(number)
        place = bisect_left(self._days, number)
        return place < len(self._days) and self._days[place] == number

    def run_end(self, day: date) -> date | None:
        """Return the last of the days in a row that ``day`` stands in; None: they do not end."""
        last = day
        while self.holds(last):
            if last == date.max or (last - day).days > ENDLESS_DAYS:
                return None
            last = date.fromordinal(last.toordinal() + 1)
        return date.fromordinal(last.toordinal() - 1)

    def first_in(self, last: date | None) -> date | None:
        """Return the first of the days, up to ``last``; None: there is none."""
        self._look_to(self.first.toordinal())
        if not self._days:
            return None
        day = date.fromordinal(self._days[0])
        return day if last is None or day <= last else None

    def _look_to(self, number: int) -> None:
        """Work out the days up to one past ``number``; a book is asked by several threads."""
        if self._known_to <= number:
            with self._one_at_a_time:
                while self._known_to <= number and self._take():
                    pass

    def _take(self) -> bool:
        following = next(self._rest, None)
        if following is None:
            self._known_to = date.max.toordinal() + 1
            return False
        self._days.append(following.toordinal())
        self._known_to = self._days[-1]
        return True


@lru_cache(maxsize=4096)
def repetition(text: str, first: date) -> Repetition:
    """Return the days that the RRULE ``text`` names from ``first`` on.

    Raises
    ------
    ValueError
        It cannot be read, or it says more than whole days: an Indonesian sentence.
    """
    parts: dict[str, str] = {}
    for part in text.removeprefix("RRULE:").split(";"):
        name, _, value = part.partition("=")
        if name in ("UNTIL", "COUNT"):
            raise ValueError(f"repeats: {name} tidak dipakai; tulis hari terakhir di to.")
        if name not in _PARTS or not value or name in parts:
            raise ValueError(f"repeats: '{part}' tidak dikenal. {_EXAMPLE}")
        parts[name] = value
    if parts.get("FREQ") not in _FREQUENCIES:
        raise ValueError(
            "repeats: FREQ harus DAILY, WEEKLY, MONTHLY, atau YEARLY. Jam ditulis di hours."
        )
    if not _INTERVAL.fullmatch(parts.get("INTERVAL", "1")):
        raise ValueError(f"repeats: INTERVAL harus 1 sampai 999. {_EXAMPLE}")
    known = ";".join(f"{name}={value}" for name, value in parts.items())
    try:
        days = iter(rrulestr(known, dtstart=datetime.combine(first, time())))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise ValueError(f"repeats: '{text}' tidak terbaca. {_EXAMPLE}") from error
    return Repetition(text, first, days)
