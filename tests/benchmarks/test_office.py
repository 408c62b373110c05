"""A coordinator's waiting: the first plan of 200 visits after a click, and the board of 200."""

from __future__ import annotations

import re
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, sleep

import httpx2 as httpx
import pytest

from planner.actions.plans.draft_plan import draft_plan
from planner.actions.plans.publish_plan import publish_plan
from planner.clock import SetClock
from planner.domain.office import at_wib
from planner.web.app import create_app, spare_what_stays
from tests.accounts import signed_in
from tests.benchmarks.test_publish_speed import ACT, FIRST, MONDAY, VISITS, in_rows, prepared
from tests.serving import serving

pytestmark = pytest.mark.bench

CLIENTS, LOOKS, CLICKS = 4, 25, 3


def client_of(address: str, token: str) -> httpx.Client:
    return httpx.Client(
        base_url=address,
        cookies={"sijempol": token},
        headers={"sec-fetch-site": "same-origin"},
        timeout=60,
    )


def looks(address: str, token: str, path: str, clients: int = CLIENTS) -> list[float]:
    """Return the milliseconds of ``LOOKS`` looks of each client, after one that does not count."""

    def one(_: int) -> list[float]:
        took = []
        with client_of(address, token) as client:
            for _ in range(LOOKS + 1):
                began = perf_counter()
                assert client.get(path).status_code == 200
                took.append((perf_counter() - began) * 1000)
        return took[1:]

    with ThreadPoolExecutor(clients) as pool:
        return [each for found in pool.map(one, range(clients)) for each in found]


def test_the_first_plan_of_two_hundred_visits_comes_soon(tmp_path: Path) -> None:
    office = prepared(tmp_path / "kantor")
    app = create_app(office, SetClock(at_wib(MONDAY, 9)))
    app.state.jobs.stand_by()
    sleep(15)  # As in an office: the process stood by long before the click.
    waits: list[float] = []
    with serving(app) as address, client_of(address, signed_in(office).token) as client:
        for _ in range(CLICKS):
            form = client.get("/kantor/susun").text
            sent = {
                name: re.search(rf'name="{name}" value="([^"]*)"', form)[1]  # type: ignore[index]
                for name in ("kunci", "tanda")
            }
            days = {"first": FIRST.isoformat(), "last": (FIRST + timedelta(18)).isoformat()}
            began = perf_counter()
            told = client.post("/kantor/susun", data={**sent, **days, "usaha": "cepat"})
            assert told.status_code == 303
            watch = told.headers["location"]
            while client.get(watch).status_code != 303:
                sleep(0.05)
            waits.append(perf_counter() - began)
    app.state.jobs.close()
    office.database.close()
    print(f"\n{VISITS} visits: draft saved {median(waits):.1f} s after the click, of {CLICKS}")


def test_the_board_of_two_hundred_visits_opens_at_once(tmp_path: Path) -> None:
    office = prepared(tmp_path / "kantor")
    days = {"first_day": FIRST, "last_day": FIRST + timedelta(18)}
    told = draft_plan(office, ACT, **days, solve=in_rows).plan
    assert told is not None
    publish_plan(office, ACT, told.id)
    plan = draft_plan(office, ACT, **days, solve=in_rows).plan
    number = told.id if plan is None else plan.id
    spare_what_stays()  # As the program does when it begins to serve.
    paths = {"board": f"/kantor/rencana/{number}", "dashboard": "/kantor", "published": "/"}
    # The clients are a program of their own, as browsers are.
    with (
        serving(create_app(office, SetClock(at_wib(MONDAY, 9)))) as address,
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as elsewhere,
    ):
        token = signed_in(office).token
        print(f"\n{VISITS} visits, milliseconds: one client's median; {CLIENTS} clients'")
        for name, path in paths.items():
            alone = elsewhere.submit(looks, address, token, path, 1).result()
            cuts = quantiles(elsewhere.submit(looks, address, token, path).result(), n=100)
            figures = f"{median(alone):7.1f};   p50 {cuts[49]:7.1f}   p95 {cuts[94]:7.1f}"
            print(f"  {name:12} {figures}")
    office.database.close()


def test_a_search_with_a_mistyped_name_answers_at_once(tmp_path: Path) -> None:
    office = prepared(tmp_path / "kantor")
    told = draft_plan(
        office, ACT, first_day=FIRST, last_day=FIRST + timedelta(18), solve=in_rows
    ).plan
    assert told is not None
    publish_plan(office, ACT, told.id)
    spare_what_stays()
    # A visit's place, a kelurahan and the plan, each found although not written as it is.
    queries = {
        "bali rw 03": "Balai RW",
        "cibeurem hilir": "Cibeureum Hilir",
        "rencna 1": f"/rencana/{told.id}",
    }
    took: list[float] = []
    with (
        serving(create_app(office, SetClock(at_wib(MONDAY, 9)))) as address,
        client_of(address, signed_in(office).token) as client,
    ):
        for _ in range(LOOKS):
            for query, meant in queries.items():
                began = perf_counter()
                answer = client.get("/kantor/cari", params={"q": query})
                took.append((perf_counter() - began) * 1000)
                assert meant in answer.text, query
    office.database.close()
    cuts = quantiles(took, n=100)
    print(f"\n{VISITS} visits, one client: search p50 {cuts[49]:.0f} ms, p95 {cuts[94]:.0f} ms")
