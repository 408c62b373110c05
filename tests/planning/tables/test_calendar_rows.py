"""A table of days: weekends, hours, what is known already, a second upload on one day."""

from __future__ import annotations

from datetime import date

import pytest

from planner.planning.tables.calendar_rows import CalendarFields, preview_calendar
from planner.rules import WorkCalendar, doubts_of, shipped_records

TODAY = date(2026, 11, 30)
RECORDS = shipped_records()
HEAD = ["tanggal", "hari_kerja", "keterangan", "jam"]


def looked_at(
    *rows: list[str], records: tuple[CalendarFields, ...] = ()
) -> tuple[list[str], tuple[CalendarFields, ...], list[str]]:
    """Return the state of each row, the records of the new ones, and what is wrong."""
    calendar = WorkCalendar.of([*RECORDS, *records])
    preview, fresh = preview_calendar([HEAD, *rows], calendar, TODAY)
    problems = [problem for row in preview.rows for problem in row.problems]
    return [row.status for row in preview.rows], fresh, problems


def test_a_saturday_becomes_a_working_day_with_hours() -> None:
    rows = [
        ["2026-12-05", "ya", "Jemput bola pelajar", "08.00-12.00"],
        ["2026-12-06", "tidak", "", ""],
        ["2026-12-07", "ya", "", "08.00-16.00"],
        ["2026-12-08", "ya", "Rapat sore", "8:00 - 11:30, 12:30-14:00"],
    ]
    states, fresh, problems = looked_at(*rows)
    assert (states, problems) == (["new", "same", "same", "new"], [])
    calendar = WorkCalendar.of([*RECORDS, *fresh])
    assert calendar.name(date(2026, 12, 5), TODAY) == ""
    assert calendar.hours(date(2026, 12, 5), TODAY) == ((480, 720),)
    assert calendar.hours(date(2026, 12, 8), TODAY) == ((480, 690), (750, 840))
    assert [record["was"] for record in fresh] == ["holiday", "working"]
    assert looked_at(*rows, records=fresh)[0] == ["same"] * 4


def test_a_day_uploaded_again_on_the_same_day_corrects_the_first() -> None:
    every: tuple[CalendarFields, ...] = ()
    day = date(2026, 12, 8)
    for turn, word in enumerate(("tidak", "ya", "tidak", "ya")):
        states, fresh, _ = looked_at([day.isoformat(), word, "", ""], records=every)
        assert states == ["new"]
        every += fresh
        calendar = WorkCalendar.of([*RECORDS, *every])
        assert bool(calendar.name(day, TODAY)) is (word == "tidak")
        assert len({record["id"] for record in every}) == turn + 1
    assert doubts_of(every) == ()


def test_a_day_that_a_record_of_many_days_named_today_is_left_to_a_person() -> None:
    many: CalendarFields = {
        "kind": "calendar",
        "id": "K-BANYAK",
        "title": "Kantor pindah",
        "days": ["2026-12-08", "2026-12-09"],
        "was": "working",
        "now": "holiday",
        "known_on": TODAY.isoformat(),
        "evidence": "documented",
    }
    states, fresh, problems = looked_at(["2026-12-08", "ya", "", ""], records=(many,))
    assert (states, fresh) == (["bad"], ())
    assert "K-BANYAK bersama hari lain" in problems[0]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["2026-12-05", "ya", "", "pagi"], "kolom hours: 'pagi' bukan jam"),
        (["2026-12-05", "ya", "", "12.00-08.00"], "bukan jam"),
        (["2026-12-05", "ya", "", "08.00-12.00 11.00-13.00"], "bukan jam"),
        (["2026-12-05", "ya", "", "08.00-24.30"], "bukan jam"),
        (["2026-12-08", "tidak", "", "08.00-12.00"], "hari libur tidak punya jam"),
        (["0001-01-01", "ya", "", ""], "terlalu jauh"),
        (["9999-12-31", "tidak", "", ""], "terlalu jauh"),
    ],
)
def test_hours_and_days_that_cannot_be_are_told(row: list[str], sentence: str) -> None:
    states, fresh, problems = looked_at(row)
    assert (states, fresh) == (["bad"], ())
    assert len(problems) == 1
    assert sentence in problems[0]


def test_a_day_named_twice_is_told() -> None:
    states, fresh, problems = looked_at(
        ["8/12/2026", "tidak", "", ""], ["2026-12-08", "ya", "", ""]
    )
    assert (states, len(fresh)) == (["new", "bad"], 1)
    assert "sudah ada di atas" in problems[0]
