"""Working days and hours, as known on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

import holidays

from planner.domain.decisions import Blocker
from planner.domain.words import BlockerCode, Evidence
from planner.rules.records import MODELS, CalendarRecord, HoursRecord

SATURDAY: Final = 5
FRIDAY: Final = 4


@dataclass(frozen=True, slots=True, eq=False)
class WorkCalendar:
    """The office's working days: five a week, without public holidays and joint leave.

    Public holidays come from the ``holidays`` package; changes made by decree, and working
    hours, from records that carry the day they became known.
    """

    changes: tuple[CalendarRecord, ...]
    periods: tuple[HoursRecord, ...]

    @classmethod
    def of(cls, records: Iterable[Mapping[str, object]]) -> WorkCalendar:
        """Return the calendar of plain ``records``; other kinds are left out."""
        found = [
            MODELS[str(record["kind"])].model_validate(record)
            for record in records
            if record["kind"] in ("calendar", "hours")
        ]
        return cls(
            changes=tuple(record for record in found if isinstance(record, CalendarRecord)),
            periods=tuple(record for record in found if isinstance(record, HoursRecord)),
        )

    def name(self, day: date, as_of: date) -> str:
        """Return why ``day`` is free, as known on ``as_of``; empty for a working day."""
        changes = sorted(
            (record for record in self.changes if day in record.days),
            key=lambda record: record.known_on,
        )
        known = [record for record in changes if record.known_on <= as_of]
        if known:
            free = known[-1].now == "holiday"
            title = known[-1].title
        elif changes:
            free, title = changes[0].was == "holiday", "libur menurut kalender semula"
        else:
            title = _national(day.year).get(day, "")
            free = bool(title)
        if free:
            return title
        return "akhir pekan" if day.weekday() >= SATURDAY else ""

    def blocker(self, day: date, as_of: date) -> Blocker | None:
        """Return what keeps the office closed on ``day``, if anything does."""
        name = self.name(day, as_of)
        if not name:
            return None
        guessed = "perkiraan" in name or "estimated" in name
        return Blocker(
            rule_id=BlockerCode.HOLIDAY.value,
            basis=name if name == "akhir pekan" else f"hari libur ({name})",
            until=day,
            evidence=Evidence.ESTIMATED if guessed else Evidence.DOCUMENTED,
        )

    def hours(self, day: date, as_of: date) -> tuple[tuple[int, int], ...]:
        """Return the working intervals of ``day`` in minutes after midnight.

        Saturdays and Sundays have none; a holiday keeps the hours its weekday would have.
        """
        if day.weekday() >= SATURDAY:
            return ()
        known = [
            period
            for period in self.periods
            if period.known_on <= as_of
            and period.first <= day
            and (period.last is None or day <= period.last)
        ]
        if not known:
            return ()
        period = max(known, key=lambda period: (period.first, period.known_on))
        spans = period.fri if day.weekday() == FRIDAY else period.mon_thu
        return tuple((minutes(start), minutes(end)) for start, end in spans)


def minutes(clock: str) -> int:
    """Return the minutes after midnight of "HH:MM"."""
    return int(clock[:2]) * 60 + int(clock[3:])


@lru_cache(maxsize=64)
def _national(year: int) -> dict[date, str]:
    found = holidays.country_holidays(
        "ID", years=year, categories=("public", "government"), language="id"
    )
    return {day: str(name) for day, name in found.items() if day.year == year}
