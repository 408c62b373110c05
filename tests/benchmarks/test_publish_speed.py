"""Publishing a plan of 200 visits: what of it is the database, rendering, deciding."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import pytest

from planner.actions.crews.enter_units import enter_units
from planner.actions.plans.draft_plan import draft_plan
from planner.actions.plans.publish_plan import publish_plan
from planner.actions.requests.enter_requests import enter_requests
from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.saving import office as office_module
from planner.actions.saving.office import Office
from planner.rules import shipped_records
from routes import Problem, Solution, Stop, evaluate
from tests.builders import AREAS, act_on, make_office, make_request, make_unit

MONDAY, FIRST = date(2020, 2, 3), date(2020, 2, 10)
ACT = act_on(MONDAY)
VISITS, UNITS, ROUNDS = 200, 10, 7


def in_rows(problem: Problem) -> Solution:
    """Place the tasks one after the other, one every two hours: the bench is no search."""
    stops = []
    # Friday is short; Monday to Thursday are all alike.
    slots = sorted(
        (shift.day, number, int(hour * 60))
        for number, unit in enumerate(problem.units)
        for shift in unit.shifts
        if shift.day % 7 < 4
        for hour in (8, 10, 13)
    )
    for task, (day, number, start) in zip(problem.tasks, slots, strict=False):
        begin = day * 1440 + start
        stops.append(
            Stop(
                task=task.id,
                unit=problem.units[number].id,
                day=day,
                start_min=begin,
                end_min=begin + task.service_min,
            )
        )
    return Solution(
        stops=tuple(stops),
        unscheduled=(),
        cost=evaluate(problem, stops),
        engine="rows",
        seed=0,
        steps=0,
        seconds=0.0,
    )


def prepared(folder: Path) -> Office:
    made = make_office(folder)
    enter_units(made, ACT, [make_unit(f"unit-{n}") for n in range(UNITS)])
    enter_rules(made, ACT, [r for r in shipped_records() if str(r["known_on"]) <= "2020-02-03"])
    kelurahan = AREAS.at_level("kelurahan")
    asked = [
        make_request(
            f"P-{n}",
            people=10,
            area_code=kelurahan[n % len(kelurahan)].code,
            lat=kelurahan[n % len(kelurahan)].lat,
            lon=kelurahan[n % len(kelurahan)].lon,
            requested_on=date(2020, 1, 6),
        )
        for n in range(VISITS)
    ]
    enter_requests(made, ACT, asked)
    return made


@pytest.mark.bench
def test_publishing_two_hundred_visits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spent: dict[str, list[float]] = {}

    def timed(name: str, inner: Callable[..., object]) -> Callable[..., object]:
        def run(*args: object, **given: object) -> object:
            began = time.perf_counter()
            try:
                return inner(*args, **given)
            finally:
                spent.setdefault(name, []).append(time.perf_counter() - began)

        return run

    for turn in range(ROUNDS):
        made = prepared(tmp_path / str(turn))
        days = {"first_day": FIRST, "last_day": FIRST + timedelta(18)}
        plan = draft_plan(made, ACT, **days, solve=in_rows).plan
        assert plan is not None
        assert len(plan.entries) == VISITS
        with monkeypatch.context() as patched:
            for name in ("load_world", "_rendered", "_save"):
                patched.setattr(office_module, name, timed(name, getattr(office_module, name)))
            timed("publish", publish_plan)(made, ACT, plan.id)
        made.database.close()
    middle = {name: median(values) * 1000 for name, values in spent.items()}
    parts = sum(value for name, value in middle.items() if name != "publish")
    rest = max(0.0, middle["publish"] - parts)
    print(f"\npublish of {VISITS} visits, p50 of {ROUNDS}, milliseconds")
    for name, value in {**middle, "deciding and the rest": rest}.items():
        print(f"  {name:24} {value:8.1f}")
    bare = middle["_save"] + middle["_rendered"]
    print(f"  against its rows and rendering alone: {middle['publish'] / bare:.2f} times")
