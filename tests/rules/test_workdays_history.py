"""The shipped calendar tells each day as it was known: decrees, changes, what was foreseen."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from planner.domain.vocabulary import Evidence
from planner.rules import WorkCalendar, doubts_of, shipped_records
from planner.rules.national_days import FIXED, national_days

RECORDS = shipped_records()
CALENDAR = WorkCalendar.of(RECORDS)
YEARS = range(2020, 2028)
ONE_DAY = timedelta(1)


def days_of(year: int) -> list[date]:
    """Return every day of ``year``."""
    first = date(year, 1, 1)
    return [first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days)]


def off(day: str, as_of: str) -> bool:
    """Return whether ``day`` was known on ``as_of`` to be off, whatever its weekday."""
    return bool(CALENDAR.name(date.fromisoformat(day), date.fromisoformat(as_of), weekends=True))


@pytest.mark.parametrize("year", YEARS)
def test_at_the_end_of_a_year_it_is_as_the_package_knows_it(year: int) -> None:
    told = {day for day in days_of(year) if CALENDAR.name(day, date(year, 12, 31), weekends=True)}
    assert told == set(national_days(year))
    assert len(told) > 15


#: Days, the day before their state became known, and whether they are off before and after.
TURNS = [
    ("2020-05-26", "2019-08-28", False, True),
    ("2020-12-24", "2019-08-28", False, True),
    ("2020-05-29", "2020-03-09", False, True),
    ("2020-08-21", "2020-03-09", False, True),
    ("2020-10-30", "2020-03-09", False, True),
    ("2020-05-26", "2020-04-09", True, False),
    ("2020-05-29", "2020-04-09", True, False),
    ("2020-12-28", "2020-04-09", False, True),
    ("2020-12-31", "2020-04-09", False, True),
    ("2020-10-28", "2020-04-09", False, True),
    ("2020-05-22", "2020-05-20", True, False),
    ("2020-12-09", "2020-11-27", False, True),
    ("2020-12-30", "2020-12-01", True, False),
    ("2021-05-19", "2020-09-10", False, True),
    ("2021-03-12", "2021-02-22", True, False),
    ("2021-12-27", "2021-02-22", True, False),
    ("2021-08-10", "2021-06-18", True, False),
    ("2021-08-11", "2021-06-18", False, True),
    ("2021-10-19", "2021-06-18", True, False),
    ("2021-10-20", "2021-06-18", False, True),
    ("2021-12-24", "2021-06-18", True, False),
    ("2022-04-29", "2022-04-07", False, True),
    ("2022-05-06", "2022-04-07", False, True),
    ("2022-07-09", "2022-07-08", True, False),
    ("2022-07-10", "2022-07-08", False, True),
    ("2023-04-21", "2022-10-11", False, True),
    ("2023-04-19", "2023-03-29", False, True),
    ("2023-04-26", "2023-03-29", True, False),
    ("2023-06-30", "2023-06-20", False, True),
    ("2024-04-15", "2023-09-12", False, True),
    ("2024-02-14", "2024-02-06", False, True),
    ("2024-11-27", "2024-11-21", False, True),
    ("2025-04-07", "2024-10-14", False, True),
    ("2025-08-18", "2025-08-07", False, True),
    ("2026-12-24", "2025-09-19", False, True),
    ("2027-03-09", "2026-09-17", False, True),
]


@pytest.mark.parametrize(("day", "known_on", "before", "after"), TURNS)
def test_a_day_turns_on_the_day_its_decree_is_known(
    day: str, known_on: str, before: bool, after: bool
) -> None:
    eve = (date.fromisoformat(known_on) - ONE_DAY).isoformat()
    assert (off(day, eve), off(day, known_on)) == (before, after)


@pytest.mark.parametrize("year", YEARS)
def test_joint_leave_is_never_known_before_a_decree(year: int) -> None:
    known = {
        day: min(record.known_on or date.max for record in CALENDAR.changes if day in record.days)
        for day, national in national_days(year).items()
        if national.joint
    }
    assert known
    for day, first in known.items():
        assert not CALENDAR.name(day, first - ONE_DAY, weekends=True)
        assert not CALENDAR.name(day, date(2015, 1, 1), weekends=True)


@pytest.mark.parametrize("year", YEARS)
def test_a_later_look_differs_only_by_a_record_known_in_between(year: int) -> None:
    turns = sorted({record.known_on for record in CALENDAR.changes if record.known_on})
    looks = [date(2016, 1, 1), *(turn + timedelta(n) for turn in turns for n in (-1, 0))]
    for day in days_of(year):
        mine = {
            record.known_on
            for record in CALENDAR.changes
            if day in record.days or record.corrects == "K-2022-IDUL-ADHA-9-JULI"
        }
        for earlier, later in pairwise(looks):
            if not any(turn and earlier < turn <= later for turn in mine):
                assert CALENDAR.blocker(day, earlier) == CALENDAR.blocker(day, later)


@pytest.mark.parametrize("year", YEARS)
def test_what_a_law_fixes_is_always_known_and_what_moves_is_foreseen(year: int) -> None:
    decrees = {
        day: record.known_on or date.max
        for record in reversed(CALENDAR.changes)
        for day in record.days
    }
    for day, national in national_days(year).items():
        long_before = CALENDAR.blocker(day, date(2012, 1, 1), weekends=True)
        if national.fixed:
            assert (day.month, day.day) in FIXED
            assert long_before is not None
            assert long_before.evidence is Evidence.DOCUMENTED
        elif long_before is not None:
            assert long_before.evidence is Evidence.ESTIMATED
            assert "(perkiraan)" in long_before.basis
            decreed = CALENDAR.blocker(day, decrees[day], weekends=True)
            assert decreed is not None
            assert "(perkiraan)" not in decreed.basis


def test_the_shipped_calendar_cites_its_sources_and_agrees_with_itself() -> None:
    assert all(record.sources and record.note for record in CALENDAR.changes)
    ours = {record.id for record in (*CALENDAR.changes, *CALENDAR.periods)}
    assert [doubt for doubt in doubts_of(RECORDS) if doubt.record_id in ours] == []
    estimated = {each.id for each in CALENDAR.changes if each.evidence is Evidence.ESTIMATED}
    assert estimated == {"K-2027-LIBUR", "K-2027-CUTI"}


def test_what_a_change_says_of_before_is_what_was_known() -> None:
    """A change that says its day was off, or worked, says what the calendar told the day before."""
    for record in CALENDAR.changes:
        assert record.known_on is not None
        for day in record.days:
            eve = bool(CALENDAR.name(day, record.known_on - ONE_DAY, weekends=True))
            assert eve is (record.was == "holiday"), (record.id, day)
