"""A small office with rules, units and requests."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from planner.actions.crews.enter_units import enter_units
from planner.actions.requests.enter_requests import enter_requests
from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.saving.office import Office
from planner.rules import shipped_records
from routes import Problem, Solution, solve
from tests.builders import act_on, make_home_request, make_office, make_request, make_unit

MONDAY = date(2021, 6, 21)
QUICK: Callable[[Problem], Solution] = partial(solve, steps=5)


@pytest.fixture
def office(request: pytest.FixtureRequest, tmp_path: Path, database_url: str) -> Iterator[Office]:
    """Return a demo office that knows the rules of 21 June 2021, two units and four requests."""
    folder = tmp_path / "demo"
    if database_url:
        made = make_office(folder, url=database_url)
        furnish(made)
    else:
        made = make_office(Path(shutil.copytree(request.getfixturevalue("furnished"), folder)))
    yield made
    made.database.close()


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of such an office; each test works on a copy."""
    folder = tmp_path_factory.mktemp("actions") / "demo"
    made = make_office(folder)
    furnish(made)
    made.database.close()
    return folder


def furnish(office: Office) -> None:
    """Put units, rules and requests into an empty office."""
    act = act_on(MONDAY)
    enter_units(office, act, [make_unit(), make_unit("unit-2")])
    records = [r for r in shipped_records() if str(r["known_on"]) <= MONDAY.isoformat()]
    enter_rules(office, act, records)
    asked = [make_request(f"P-{n}", people=40 + n) for n in range(3)]
    enter_requests(office, act, [*asked, make_home_request("H-1")])
