"""Working days and hours, as known on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

import holidays

from planner.domain.decisions import Blocker
from planner.domain.vocabulary import BlockerCode, Cause, Evidence
from planner.rules.confirming import counting
from planner.rules.rule_records import MODELS, CalendarRecord, HoursRecord

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
    _changed: Mapping[date, tuple[CalendarRecord, ...]] = field(default_factory=dict, repr=False)
    _closed: dict[tuple[date, date], Blocker | None] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, records: Iterable[Mapping[str, object]]) -> WorkCalendar:
        """Return the calendar of plain ``records``; other kinds are left out."""
        counted = counting(
            MODELS[str(record["kind"])].model_validate(record)
            for record in records
            if record["kind"] in ("calendar", "hours", "confirmation")
        )
        wrong = {record.corrects for record in counted if record.corrects is not None}
        right = [record for record in counted if record.id not in wrong and record.known_on]
        changes = tuple(record for record in right if isinstance(record, CalendarRecord))
        by_day: dict[date, list[CalendarRecord]] = {}
        for change in sorted(changes, key=lambda change: str(change.known_on)):
            for day in change.days:
                by_day.setdefault(day, []).append(change)
        return cls(
            changes=changes,
            periods=tuple(record for record in right if isinstance(record, HoursRecord)),
            _changed={day: tuple(some) for day, some in by_day.items()},
        )

    def name(self, day: date, as_of: date) -> str:
        """Return why ``day`` is free, as known on ``as_of``; empty for a working day."""
        changes = self._changed.get(day, ())
        decreed = [record for record in changes if record.known_on and record.known_on <= as_of]
        if decreed:
            free = decreed[-1].now == "holiday"
            title = decreed[-1].title
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
        key = (day, as_of)
        if key not in self._closed:
            self._closed[key] = _blocker(day, self.name(day, as_of))
        return self._closed[key]

    def hours(self, day: date, as_of: date) -> tuple[tuple[int, int], ...]:
        """Return the working intervals of ``day`` in minutes after midnight.

        Saturdays and Sundays have none; a holiday keeps the hours its weekday would have.
        """
        if day.weekday() >= SATURDAY:
            return ()
        in_force = [
            period
            for period in self.periods
            if period.known_on is not None
            and period.known_on <= as_of
            and period.first <= day
            and (period.last is None or day <= period.last)
        ]
        if not in_force:
            return ()
        period = max(in_force, key=lambda period: (period.first, str(period.known_on)))
        spans = period.fri if day.weekday() == FRIDAY else period.mon_thu
        return tuple((minutes(start), minutes(end)) for start, end in spans)


def _blocker(day: date, name: str) -> Blocker | None:
    if not name:
        return None
    guessed = "perkiraan" in name or "estimated" in name
    return Blocker(
        rule_id=BlockerCode.HOLIDAY.value,
        basis=name if name == "akhir pekan" else f"hari libur ({name})",
        until=day,
        evidence=Evidence.ESTIMATED if guessed else Evidence.DOCUMENTED,
        cause=Cause.HOLIDAY,
    )


def minutes(clock: str) -> int:
    """Return the minutes after midnight of "HH:MM"."""
    return int(clock[:2]) * 60 + int(clock[3:])


@lru_cache(maxsize=64)
def _national(year: int) -> dict[date, str]:
    days_off = holidays.country_holidays(
        "ID", years=year, categories=("public", "government"), language="id"
    )
    return {day: str(name) for day, name in days_off.items() if day.year == year}
