"""Days and hours as people in Sukabumi read them, on Sukabumi's own clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.indonesian import (
    clock_words,
    day_words,
    grouped,
    month_words,
    short_day,
    span_words,
)
from planner.domain.office import WIB, at_wib, days_from

WEEK = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


@pytest.mark.parametrize("n", range(7))
def test_each_day_of_a_week_has_its_name(n: int) -> None:
    day = date(2021, 8, 30) + timedelta(n)
    assert day_words(day).startswith(f"{WEEK[n]}, ")
    assert short_day(day).startswith(f"{WEEK[n][:3]} ")


@pytest.mark.parametrize(
    ("month", "name", "short"),
    [
        (1, "Januari", "Jan"),
        (2, "Februari", "Feb"),
        (5, "Mei", "Mei"),
        (8, "Agustus", "Agu"),
        (10, "Oktober", "Okt"),
        (12, "Desember", "Des"),
    ],
)
def test_months_have_their_indonesian_names(month: int, name: str, short: str) -> None:
    assert day_words(date(2021, month, 9)).endswith(f", 9 {name} 2021")
    assert short_day(date(2021, month, 9)).endswith(f" 9 {short}")


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_no_two_days_of_ten_years_read_alike(day: date) -> None:
    assert day_words(day) != day_words(day + timedelta(7))
    assert str(day.year) in day_words(day)
    assert short_day(day) != short_day(day + timedelta(7))


@given(st.integers(0, 24 * 60 - 1))
def test_minutes_read_as_a_clock_and_back(minutes: int) -> None:
    hour, minute = clock_words(minutes).split(".")
    assert (len(hour), len(minute)) == (2, 2)
    assert int(hour) * 60 + int(minute) == minutes


def test_a_span_says_no_more_than_it_must() -> None:
    first = date(2021, 6, 28)
    assert span_words(first, date(2021, 7, 16)) == "28 Juni - 16 Juli 2021"
    assert span_words(first, date(2021, 6, 30)) == "28-30 Juni 2021"
    assert span_words(first, first) == "28 Juni 2021"
    assert span_words(date(2020, 6, 28), date(2021, 6, 28)) == "28 Juni 2020 - 28 Juni 2021"


def test_the_offices_clock_is_seven_hours_ahead_of_utc_all_year() -> None:
    for day in (date(2021, 1, 1), date(2021, 7, 1)):
        at = at_wib(day, 8, 30)
        assert at.astimezone(UTC) == datetime(day.year, day.month, day.day, 1, 30, tzinfo=UTC)
        assert at.tzinfo is WIB


def test_days_from_includes_both_ends() -> None:
    assert days_from(date(2021, 6, 30), date(2021, 7, 2)) == (
        date(2021, 6, 30),
        date(2021, 7, 1),
        date(2021, 7, 2),
    )
    assert days_from(date(2021, 7, 2), date(2021, 7, 2)) == (date(2021, 7, 2),)
    assert days_from(date(2021, 7, 2), date(2021, 7, 1)) == ()


def test_large_numbers_have_points() -> None:
    assert [grouped(n) for n in (0, 999, 1000, 1234567)] == ["0", "999", "1.000", "1.234.567"]
    assert month_words(2021, 7) == "Juli 2021"
