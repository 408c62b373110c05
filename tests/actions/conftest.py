"""A small office with rules, units and requests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, partial
from pathlib import Path

import pytest

from planner.actions.crews.enter_units import enter_units
from planner.actions.requests.enter_requests import enter_requests
from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.saving.office import Office
from planner.rules import shipped_records
from routes import Problem, Solution, solve
from tests.builders import act_on, make_home_request, make_office, make_request, make_unit
from tests.copies import copied

MONDAY = date(2021, 6, 21)
QUICK: Callable[[Problem], Solution] = partial(solve, steps=5)


#: Makes an office as a function leaves an empty one.
OfficeAs = Callable[[Callable[[Office], object]], Office]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Callable[..., object]], Path]:
    """Return a maker of the folder of an office as a function leaves it, once for all tests."""

    @cache
    def folder_of(fill: Callable[[Office], object]) -> Path:
        folder = tmp_path_factory.mktemp("sekali") / "demo"
        made = make_office(folder)
        fill(made)
        made.database.close()
        return folder

    return folder_of


@pytest.fixture
def office_as(
    made_once: Callable[[Callable[..., object]], Path], tmp_path: Path, database_url: str
) -> Iterator[OfficeAs]:
    """Return a maker of a demo office as a function leaves an empty one: a copy on SQLite."""
    made: list[Office] = []

    def make(fill: Callable[[Office], object]) -> Office:
        folder = tmp_path / "demo"
        if not database_url:
            copied(made_once(fill), folder)
        made.append(make_office(folder, url=database_url))
        if database_url:
            fill(made[-1])
        return made[-1]

    yield make
    for office in made:
        office.database.close()


@pytest.fixture
def office(office_as: OfficeAs) -> Office:
    """Return a demo office that knows the rules of 21 June 2021, two units and four requests."""
    return office_as(furnish)


def furnish(office: Office) -> None:
    """Put units, rules and requests into an empty office."""
    act = act_on(MONDAY)
    enter_units(office, act, [make_unit(), make_unit("unit-2")])
    records = [r for r in shipped_records() if str(r["known_on"]) <= MONDAY.isoformat()]
    enter_rules(office, act, records)
    asked = [make_request(f"P-{n}", people=40 + n) for n in range(3)]
    enter_requests(office, act, [*asked, make_home_request("H-1")])
