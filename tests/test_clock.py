"""Today is today in Asia/Jakarta, whatever zone the machine is in."""

from __future__ import annotations

from datetime import UTC, date, datetime

from planner.clock import SetClock, SystemClock


def test_a_day_begins_in_jakarta_not_in_greenwich() -> None:
    before = SetClock(datetime(2021, 8, 30, 16, 59, tzinfo=UTC))
    after = SetClock(datetime(2021, 8, 30, 17, 0, tzinfo=UTC))
    assert (before.today(), after.today()) == (date(2021, 8, 30), date(2021, 8, 31))
    assert after.now().hour == 0


def test_the_machines_clock_tells_jakarta_time() -> None:
    now = SystemClock().now()
    assert now.utcoffset() is not None
    assert now.strftime("%z") == "+0700"
