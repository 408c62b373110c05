"""A day that a what-if lengthens stays the working day it is, on Saturdays too."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from planner.actions.plans import remedies
from planner.domain.plans import Scenario
from planner.rules import WorkCalendar

TODAY, SATURDAY, SUNDAY = date(2030, 3, 1), date(2030, 3, 9), date(2030, 3, 10)
WEEK: dict[str, Any] = {
    "kind": "hours",
    "id": "JAM",
    "title": "Enam hari kerja",
    "from": "2030-01-01",
    "to": None,
    "known_on": "2029-12-01",
    "mon_thu": [["08:00", "14:00"]],
    "fri": [["08:00", "11:00"]],
    "sat": [["08:00", "12:00"]],
    "evidence": "documented",
}


@pytest.mark.parametrize("opened", [SATURDAY, SUNDAY])
def test_a_lengthened_weekend_day_is_a_working_day_still(opened: date) -> None:
    extra: dict[str, Any] = {
        "kind": "calendar",
        "id": "MINGGU",
        "title": "Minggu melayani",
        "days": [SUNDAY.isoformat()],
        "was": "holiday",
        "now": "working",
        "known_on": "2030-02-01",
        "evidence": "documented",
    }
    calendar = WorkCalendar.of([WEEK, extra])
    case: Any = SimpleNamespace(
        context=SimpleNamespace(knowledge=SimpleNamespace(calendar=calendar, as_of=TODAY)),
        plan=SimpleNamespace(scenario=Scenario(title="")),
        act=SimpleNamespace(day=TODAY),
    )
    start = calendar.hours(opened, TODAY)[0][0]
    scenario = remedies._longer(case, opened, 17 * 60)
    longer = WorkCalendar.of([WEEK, extra, *scenario.records])
    assert longer.blocker(opened, TODAY) is None
    assert longer.hours(opened, TODAY) == ((start, 17 * 60),)
