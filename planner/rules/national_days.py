"""National holidays and joint leave, as the ``holidays`` package has them.

The package knows final states only: which days were off in the end, not since when anybody
could know it. What was known when stands in calendar records.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

import holidays

#: Days off by their date alone: New Year, Labour Day, Pancasila, Independence Day, Christmas.
FIXED: Final = frozenset({(1, 1), (5, 1), (6, 1), (8, 17), (12, 25)})
#: What the package adds to the names of a day whose date it only reckons.
_RECKONED: Final = " (perkiraan)"
_RECKONED_EN: Final = " (estimated)"
#: A word of the package's Indonesian names, and how it is spelt.
_MISSPELT: Final = ("Pegangti ", "Pengganti ")
#: By this day of the year before, the ministers' decree for a year was always known so far.
_DECREE_MONTH, _DECREE_DAY = 10, 15


@dataclass(frozen=True, slots=True)
class NationalDay:
    """A day off in the whole country, by its Indonesian and its English name.

    ``joint`` is joint leave, which only a decree gives; ``reckoned`` a date that nobody has
    decreed yet. Days that move with a religious calendar can be foreseen before the decree.
    """

    name: str
    name_en: str
    fixed: bool
    joint: bool
    reckoned: bool


@lru_cache(maxsize=64)
def national_days(year: int) -> Mapping[date, NationalDay]:
    """Return the days off of ``year``; none in years the package does not know."""
    days = {}
    for category, joint in (("government", True), ("public", False)):
        english = _named(year, category, "en_US")
        for day, name in _named(year, category, "id").items():
            days[day] = _national_day(day, name, english[day], joint=joint)
    return {day: days[day] for day in sorted(days) if day.year == year}


def _named(year: int, category: str, language: str) -> Mapping[date, str]:
    return holidays.country_holidays("ID", years=year, categories=(category,), language=language)


def _national_day(day: date, name: str, name_en: str, *, joint: bool) -> NationalDay:
    return NationalDay(
        name=name.replace(_RECKONED, "").replace(*_MISSPELT),
        name_en=name_en.replace(_RECKONED_EN, ""),
        fixed=not joint and (day.month, day.day) in FIXED,
        joint=joint,
        reckoned=_RECKONED in name,
    )


def decree_expected(year: int) -> date:
    """Return the day from which the decree for ``year`` counts as known where no record says."""
    return date(max(year - 1, date.min.year), _DECREE_MONTH, _DECREE_DAY)
