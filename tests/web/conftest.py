"""The web application over a small published office."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from planner.actions.crews.enter_units import enter_units
from planner.actions.plans.draft_plan import draft_plan
from planner.actions.plans.publish_plan import publish_plan
from planner.actions.requests.enter_requests import enter_requests
from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.saving.office import Office
from planner.clock import Clock, SetClock
from planner.domain.office import at_wib
from planner.rules import shipped_records
from planner.web.app import create_app
from routes import solve
from tests.accounts import carry, signed_in
from tests.builders import act_on, make_home_request, make_office, make_request, make_unit
from tests.copies import copied

MONDAY = date(2021, 6, 21)
QUICK = partial(solve, steps=5)


@dataclass
class WebOffice:
    """A desk that published a plan on 21 June 2021, with a client of its site."""

    office: Office
    client: TestClient


@pytest.fixture
def web(published: Path, tmp_path: Path) -> Iterator[WebOffice]:
    with opened(copied(published, tmp_path / "demo")) as web:
        yield web


@contextmanager
def opened(folder: Path) -> Iterator[WebOffice]:
    """Open the office in ``folder`` that saves 21 June 2021, with a client."""
    office = replace(make_office(folder), saved_days=(MONDAY,))
    try:
        yield WebOffice(office, client_of(office))
    finally:
        office.database.close()


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an office that has published; each test works on a copy."""
    folder = tmp_path_factory.mktemp("web") / "demo"
    office = replace(make_office(folder), saved_days=(MONDAY,))
    act = act_on(MONDAY)
    enter_units(office, act, [make_unit(), make_unit("unit-2")])
    enter_rules(office, act, [r for r in shipped_records() if str(r["known_on"]) <= "2021-06-21"])
    asked = [make_request(f"P-{n}", people=40 + n) for n in range(3)]
    enter_requests(office, act, [*asked, make_home_request("H-1")])
    days = {"first_day": date(2021, 6, 28), "last_day": date(2021, 7, 2)}
    drafted = draft_plan(office, act, **days, solve=QUICK)
    assert drafted.plan is not None
    publish_plan(office, act, drafted.plan.id)
    enter_requests(office, act, [make_request("P-9", people=30)])
    office.database.close()
    return folder


@pytest.fixture(scope="session")
def bare_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the data of an example without anything in it, once for all tests."""
    folder = tmp_path_factory.mktemp("kosong") / "demo"
    make_office(folder).database.close()
    return folder


@pytest.fixture
def bare(bare_folder: Path, tmp_path: Path) -> Iterator[WebOffice]:
    """Return an example's desk without anything in it, with a client."""
    office = make_office(copied(bare_folder, tmp_path / "demo"))
    yield WebOffice(office, client_of(office))
    office.database.close()


def client_of(
    office: Office, *, day: date = MONDAY, raises: bool = True, person: str = ""
) -> TestClient:
    """Return a client that behaves as a coordinator's browser on this machine does.

    ``person`` is the name by which that coordinator signs in.
    """
    client = stranger_of(office, day=day, raises=raises)
    return carry(client, signed_in(office, login=person))


def stranger_of(
    office: Office, *, day: date = MONDAY, raises: bool = True, watch: Clock | None = None
) -> TestClient:
    """Return a client that behaves as the browser of somebody who is not signed in."""
    app = create_app(office, SetClock(at_wib(day, 10)), solve=QUICK, watch=watch)
    return TestClient(
        app,
        base_url="http://127.0.0.1:8000",
        headers={"sec-fetch-site": "same-origin"},
        raise_server_exceptions=raises,
        follow_redirects=False,
    )
