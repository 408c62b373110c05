"""Working days and hours, as known on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from typing import Final

from planner.domain.decisions import Blocker
from planner.domain.vocabulary import BlockerCode, Cause, Evidence
from planner.rules.confirming import counting
from planner.rules.field_types import Hours
from planner.rules.national_days import NationalDay, decree_expected, national_days
from planner.rules.record_base import Dated
from planner.rules.rule_records import MODELS, CalendarRecord, HoursRecord, Record

SATURDAY: Final = 5
WEEKEND: Final = "akhir pekan"
#: Said of a weekday for which the working hours in force have none.
NO_WORKDAY: Final = "bukan hari kerja"

#: What English readers are told of a day off that has no English name.
_UNNAMED_EN: Final = "a day off of the office"

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class DayOff:
    """Why a day is off, in Indonesian and in English, and how well that is supported."""

    name: str
    name_en: str
    evidence: Evidence = Evidence.DOCUMENTED


_WEEKEND_OFF: Final = DayOff(WEEKEND, "the weekend")
_NO_WORKDAY_OFF: Final = DayOff(NO_WORKDAY, "no working day")
#: A day off that a later record speaks of and no calendar names.
_FORMER_DAY_OFF: Final = DayOff(
    "libur menurut kalender semula", "off by the earlier calendar", Evidence.ESTIMATED
)


@dataclass(frozen=True, slots=True, eq=False)
class WorkCalendar:
    """The office's working days and hours: five days a week, unless its records say otherwise.

    Public holidays come from :mod:`planner.rules.national_days`; what was known of them when,
    joint leave, changes by decree, the office's own days and its hours come from records that
    carry the day they became known. A record that a later known one corrects counts until then.
    """

    changes: tuple[CalendarRecord, ...]
    periods: tuple[HoursRecord, ...]
    _changed: Mapping[date, Sequence[CalendarRecord]] = field(repr=False)
    _void_from: Mapping[str, date] = field(repr=False)
    _weekly: bool = field(repr=False)
    _closed: dict[tuple[date, date, bool], Blocker | None] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, records: Iterable[Mapping[str, object]]) -> WorkCalendar:
        """Return the calendar of plain ``records``; of other kinds only corrections count."""
        counted = counting(
            MODELS[str(record["kind"])].model_validate(record)
            for record in records
            if record["kind"] in ("calendar", "hours", "confirmation") or record.get("corrects")
        )
        known = sorted(
            (record for record in counted if record.known_on is not None),
            key=lambda record: (_known(record), record.id),
        )
        changes = tuple(record for record in known if isinstance(record, CalendarRecord))
        periods = [record for record in known if isinstance(record, HoursRecord)]
        changed: dict[date, list[CalendarRecord]] = {}
        for change in changes:
            for day in dict.fromkeys(change.days):
                changed.setdefault(day, []).append(change)
        return cls(
            changes=changes,
            periods=tuple(sorted(periods, key=_precedence, reverse=True)),
            _changed=changed,
            _void_from={
                record.corrects: _known(record) for record in reversed(known) if record.corrects
            },
            _weekly=any(not period.usual_week for period in periods),
        )

    def name(self, day: date, as_of: date, *, weekends: bool = False) -> str:
        """Return why ``day`` is free, as known on ``as_of``; empty for a working day.

        With ``weekends`` Saturday and Sunday are days like any: only holidays close them.
        """
        off = self._day_off(day, as_of, weekends=weekends)
        return "" if off is None else off.name

    def blocker(self, day: date, as_of: date, *, weekends: bool = False) -> Blocker | None:
        """Return what keeps the office closed on ``day``, if anything does; see :meth:`name`."""
        key = (day, as_of, weekends)
        if key not in self._closed:
            self._closed[key] = _blocker(day, self._day_off(day, as_of, weekends=weekends))
        return self._closed[key]

    def hours(self, day: date, as_of: date, *, weekends: bool = False) -> Spans:
        """Return the working intervals of ``day`` in minutes after midnight.

        A day that has become a working day, and a weekend that counts, has its own or else those
        of Monday to Thursday. A holiday keeps the hours its weekday would have.
        """
        decided = self.decided_by(day, as_of) if day in self._changed else ()
        works = bool(decided) and all(record.now == "working" for record in decided)
        own = [_minutes(record.hours) for record in decided if works and record.hours is not None]
        if own:
            return reduce(_overlap, own)
        in_force = self._in_force(day, as_of)
        spans = _common(in_force, day)
        if not spans and (works or (weekends and day.weekday() >= SATURDAY)):
            return reduce(_overlap, [_minutes(each.mon_thu) for each in in_force] or [()])
        return spans

    def decided_by(self, day: date, as_of: date) -> tuple[CalendarRecord, ...]:
        """Return the records that say what ``day`` is, as known on ``as_of``.

        They are the last known ones; several only where they became known on one day.
        """
        known = [
            record
            for record in self._changed.get(day, ())
            if _known(record) <= as_of and not self._is_void(record, as_of)
        ]
        return tuple(record for record in known if record.known_on == known[-1].known_on)

    def _day_off(self, day: date, as_of: date, *, weekends: bool) -> DayOff | None:
        if day in self._changed:
            decided = self.decided_by(day, as_of)
            if decided:
                return _decreed(day, decided)
        foreseen = self._foreseen(day, as_of)
        return self._by_week(day, as_of, weekends=weekends) if foreseen is None else foreseen

    def _foreseen(self, day: date, as_of: date) -> DayOff | None:
        """Return why ``day`` is off as far as the calendar alone tells, before any record."""
        national = national_days(day.year).get(day)
        later = [
            record for record in self._changed.get(day, ()) if not self._is_void(record, as_of)
        ]
        if national is not None and national.fixed:
            return DayOff(national.name, national.name_en)
        if not later:
            return None if national is None else _undated(national, day, as_of)
        if later[0].was == "working":
            return None
        if national is not None and not national.joint:
            return _reckoned(national)
        return None if day.weekday() >= SATURDAY else _FORMER_DAY_OFF

    def _by_week(self, day: date, as_of: date, *, weekends: bool) -> DayOff | None:
        """Return why ``day`` is off by its weekday alone."""
        weekend = day.weekday() >= SATURDAY
        if not self._weekly:
            return _WEEKEND_OFF if weekend and not weekends else None
        in_force = self._in_force(day, as_of)
        if _common(in_force, day) or (weekend and weekends):
            return None
        if weekend:
            return _WEEKEND_OFF
        return _NO_WORKDAY_OFF if in_force else None

    def _in_force(self, day: date, as_of: date) -> list[HoursRecord]:
        """Return the working hours that hold on ``day``: several only where none comes first."""
        in_force: list[HoursRecord] = []
        for period in self.periods:
            if in_force and _precedence(period) != _precedence(in_force[0]):
                break
            known = _known(period) <= as_of and not self._is_void(period, as_of)
            if known and _holds(period, day, as_of):
                in_force.append(period)
        return in_force

    def _is_void(self, record: Record, as_of: date) -> bool:
        void_from = self._void_from.get(record.id)
        return void_from is not None and void_from <= as_of


def minutes(clock: str) -> int:
    """Return the minutes after midnight of "HH:MM"."""
    return int(clock[:2]) * 60 + int(clock[3:])


def _known(record: Record) -> date:
    return record.known_on or date.max


def _precedence(period: HoursRecord) -> tuple[date, date]:
    """Return what puts one period's hours before another's: the later begin, then knowledge."""
    return period.first, _known(period)


def _holds(period: Dated, day: date, as_of: date) -> bool:
    """Return whether ``period`` is in force on ``day`` with the ends known on ``as_of``."""
    if day < period.first or (period.last is not None and period.last < day):
        return False
    ended, revoked = period.ended_on, period.revoked_on
    if ended is not None and (period.ended_known_on or date.max) <= as_of and ended < day:
        return False
    revoked_known = (period.revoked_known_on or date.max) <= as_of
    return not (revoked is not None and revoked_known and revoked <= day)


def _decreed(day: date, decided: Sequence[CalendarRecord]) -> DayOff | None:
    """Return why ``day`` is off by the records that decide it; None where they open it.

    Where they became known on one day and disagree it is off: no order of files decides.
    """
    closing = [record for record in decided if record.now == "holiday"]
    if not closing:
        return None
    national = national_days(day.year).get(day)
    off = closing[0]
    name, name_en = off.title, off.title_en or _UNNAMED_EN
    if national is not None:
        name, name_en = national.name, national.name_en
    if len(closing) < len(decided):
        name += "; catatan lain menyebut hari kerja"
        name_en += "; another record calls it a working day"
    return DayOff(name, name_en, off.evidence)


def _undated(national: NationalDay, day: date, as_of: date) -> DayOff | None:
    """Return a day off of which no record says when its decree became known."""
    expected = decree_expected(day.year) <= as_of
    if national.joint:
        joint = DayOff(national.name, national.name_en, Evidence.ESTIMATED)
        return joint if expected else None
    if expected and not national.reckoned:
        return DayOff(national.name, national.name_en)
    return _reckoned(national)


def _reckoned(national: NationalDay) -> DayOff:
    """Return a day off whose date is not certain."""
    return DayOff(
        f"{national.name} (perkiraan)", f"{national.name_en} (estimated)", Evidence.ESTIMATED
    )


def _common(in_force: Sequence[HoursRecord], day: date) -> Spans:
    """Return the hours that all of ``in_force`` give the weekday of ``day``."""
    given = [_minutes(period.on_weekday(day.weekday())) for period in in_force]
    return reduce(_overlap, given) if given else ()


def _minutes(spans: Iterable[Hours]) -> Spans:
    return tuple((minutes(start), minutes(end)) for start, end in spans)


def _overlap(some: Spans, others: Spans) -> Spans:
    both = ((max(a, c), min(b, d)) for a, b in some for c, d in others)
    return tuple((start, end) for start, end in both if start < end)


def _blocker(day: date, off: DayOff | None) -> Blocker | None:
    if off is None:
        return None
    by_week = off.name in (WEEKEND, NO_WORKDAY)
    return Blocker(
        rule_id=BlockerCode.HOLIDAY.value,
        basis=off.name if by_week else f"hari libur ({off.name})",
        until=day,
        evidence=off.evidence,
        cause=Cause.HOLIDAY,
        basis_en=off.name_en if by_week else _holiday_en(off.name_en),
    )


def _holiday_en(name: str) -> str:
    return _UNNAMED_EN if name == _UNNAMED_EN else f"a public holiday ({name})"
