"""Clocks jump, servers stand in other zones: today is Jakarta's, numbers follow each other."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from typing import Self
from zoneinfo import ZoneInfo

import pytest

import planner.clock
from planner.actions.plans.draft_plan import draft_plan
from planner.actions.plans.publish_plan import publish_plan
from planner.actions.saving.office import Office
from planner.clock import SystemClock
from tests.actions.conftest import MONDAY, QUICK, made_once, office, office_as  # noqa: F401
from tests.builders import act_on

ZONES = ("UTC", "Asia/Jakarta", "America/New_York")
#: A year's end, a leap day, a month's end: midnights that go wrong.
NIGHTS = (date(2020, 12, 31), date(2024, 2, 29), date(2021, 6, 30))


@pytest.fixture(params=ZONES)
def machine_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("night", NIGHTS)
def test_today_is_jakartas_at_every_half_hour_of_two_days(
    machine_zone: None, night: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    jakarta = ZoneInfo("Asia/Jakarta")
    begin = datetime(night.year, night.month, night.day, tzinfo=jakarta)

    class Frozen(datetime):
        at = begin

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromtimestamp(cls.at.timestamp(), tz)

    monkeypatch.setattr(planner.clock, "datetime", Frozen)
    for step in range(96):
        Frozen.at = begin + timedelta(minutes=30 * step)
        assert SystemClock().today() == night + timedelta(days=step // 48)
        assert SystemClock().now().utcoffset() == timedelta(hours=7)


def test_numbers_follow_each_other_whatever_the_clock_says(office: Office) -> None:  # noqa: F811
    numbers = []
    for hour in (12, 8, 10):
        act = act_on(MONDAY, hour)
        days = {"first_day": date(2021, 6, 28), "last_day": date(2021, 7, 9)}
        plan = draft_plan(office, act, **days, solve=QUICK).plan
        assert plan is not None
        done = publish_plan(office, act, plan.id).plan
        assert done is not None
        numbers.append(done.number)
        with office.database.reading() as store:
            plan = store.plans.find_published()
        assert plan is not None
        assert plan.number == numbers[-1]
    assert numbers == [1, 2, 3]
