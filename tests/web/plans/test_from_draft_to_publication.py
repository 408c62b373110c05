"""The coordinator drafts, compares and publishes; strangers cannot."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest

from planner.domain.vocabulary import PlanState
from planner.store import Database, engine
from planner.store.opening import FILE
from tests.web.conftest import WebOffice, client_of

DAYS = {"first": "2021-06-28", "last": "2021-07-05"}


def drafted(web: WebOffice) -> str:
    answer = web.client.post("/kantor/draf", data=DAYS)
    assert answer.status_code == 303
    return answer.headers["location"]


def test_from_board_to_published_plan_in_three_steps(web: WebOffice) -> None:
    board = web.client.get("/kantor").text
    assert "Susun draf" in board
    assert "1" in board
    where = drafted(web)
    page = web.client.get(where).text
    assert "Tanggal baru" in page
    assert "Rahasia" in page
    assert "Periksa sebelum terbit" in page
    assert "Terbitkan draf" in web.client.get(f"{where}/periksa").text
    published = web.client.post(f"{where}/terbitkan")
    assert published.status_code == 303
    home = web.client.get("/jadwal.html").text
    assert "4 kunjungan terjadwal" in home
    with web.office.database.reading() as store:
        plan = store.plans.find_published()
    assert plan is not None
    assert plan.number == 2


def test_the_plan_page_says_why_something_has_no_place(web: WebOffice) -> None:
    page = web.client.get(drafted(web)).text
    assert "Yang berubah dari yang terbit" in page
    assert "Biaya rencana" in page
    assert "kontak rahasia" not in page


def test_a_draft_can_be_thrown_away(web: WebOffice) -> None:
    where = drafted(web)
    assert web.client.post(f"{where}/buang").status_code == 303
    refused = web.client.post(f"{where}/terbitkan")
    assert refused.status_code == 409
    assert "bukan draf lagi" in refused.text


def test_a_stale_draft_is_refused_with_a_sentence(web: WebOffice) -> None:
    first, second = drafted(web), drafted(web)
    web.client.post(f"{first}/terbitkan")
    assert "sudah usang" in web.client.get(second).text
    refused = web.client.post(f"{second}/terbitkan")
    assert refused.status_code == 409
    assert "susun draf baru" in refused.text


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"first": "2021-07-05", "last": "2021-06-28"}, "Tukar keduanya"),
        ({"first": "2021-06-01", "last": "2021-06-28"}, "sebelum hari ini"),
        ({"first": "besok", "last": "lusa"}, "Isian first, last tidak bisa dibaca"),
        ({"first": "2021-06-28"}, "Isian last tidak bisa dibaca"),
    ],
)
def test_bad_days_are_told_and_nothing_is_saved(
    web: WebOffice, data: dict[str, str], told: str
) -> None:
    answer = web.client.post("/kantor/draf", data=data)
    assert answer.status_code == 422
    assert told in answer.text
    assert "besok" not in answer.text
    with web.office.database.reading() as store:
        assert [p.state for p in store.plans.list_plans()] == [PlanState.PUBLISHED]


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "", "origin": "http://evil.example"},
    ],
)
def test_a_form_sent_from_another_site_does_nothing(
    web: WebOffice, headers: dict[str, str]
) -> None:
    answer = web.client.post("/kantor/draf", data=DAYS, headers=headers)
    assert answer.status_code == 403
    with web.office.database.reading() as store:
        assert len(store.plans.list_plans()) == 1


def test_nothing_changes_by_looking(web: WebOffice) -> None:
    where = drafted(web)
    for path in (f"{where}/terbitkan", f"{where}/buang", "/kantor/draf"):
        assert web.client.get(path).status_code in (404, 405)


def test_only_this_machine_is_answered(web: WebOffice) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "[::2]", "", "\xe9"):
        headers = {b"host": host.encode("latin-1")}
        answer = web.client.get("/kantor", headers=headers)
        assert answer.status_code == 421, host
    for host in ("127.0.0.1:9999", "localhost", "[::1]:8000"):
        assert web.client.get("/kantor", headers={"host": host}).status_code == 200


def test_large_bodies_are_cut_off(web: WebOffice) -> None:
    big = {"first": "x" * 70_000, "last": "2021-07-05"}
    assert web.client.post("/kantor/draf", data=big).status_code == 413

    def endless() -> Iterator[bytes]:
        for _ in range(200):
            yield b"first=" + b"x" * 1000

    answer = web.client.post(
        "/kantor/draf",
        content=endless(),
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code == 413


def test_an_unexpected_error_tells_no_secrets(
    web: WebOffice, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(*_: object) -> None:
        raise KeyError("secret-canary")

    monkeypatch.setattr("planner.web.home.dashboard.office_tiles", breaks)
    answer = client_of(web.office, raises=False).get("/kantor")
    assert answer.status_code == 500
    assert "secret-canary" not in answer.text
    assert "coba lagi" in answer.text
    assert "unexpected error at /kantor" in caplog.text


def test_the_map_of_a_draft_draws_no_home(web: WebOffice) -> None:
    where = drafted(web)
    script = web.client.get(f"{where}/peta.js").text
    assert "Balai RW 03" in script
    assert "rumah" not in script
    assert web.client.get(f"{where}/peta.css").headers["content-type"].startswith("text/css")
    assert web.client.get("/kantor/aset/leaflet/leaflet.js").status_code == 200
    assert web.client.get("/kantor/aset/nope.js").status_code == 404


def test_office_pages_are_never_kept(web: WebOffice) -> None:
    assert web.client.get("/kantor").headers["cache-control"] == "no-store"


def hold_lock(file: Path, held: Event, let_go: Event, seconds: float) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        held.set()
        let_go.wait(seconds)
        other.execute("ROLLBACK")


@pytest.mark.parametrize(("seconds", "status"), [(0.3, 303), (120.0, 503)])
def test_a_locked_database_is_waited_for_and_then_told(
    web: WebOffice, monkeypatch: pytest.MonkeyPatch, seconds: float, status: int
) -> None:
    where, held, let_go = drafted(web), Event(), Event()
    wait_ms = 60_000 if status == 303 else 500
    settings = (*engine._SETTINGS, f"PRAGMA busy_timeout = {wait_ms}")
    monkeypatch.setattr(engine, "_SETTINGS", settings)
    with Database.open(web.office.database.folder, kind="demo") as patient:
        client = client_of(replace(web.office, database=patient))
        file = web.office.database.folder / FILE
        holder = Thread(target=hold_lock, args=(file, held, let_go, seconds))
        holder.start()
        held.wait(10)
        answer = client.post(f"{where}/terbitkan")
        assert answer.status_code == status
        assert client.get("/jadwal.html").status_code == 200
        let_go.set()
        holder.join()
        if status == 503:
            assert answer.headers["retry-after"] == "5"
            assert "coba lagi" in answer.text
            assert client.post(f"{where}/terbitkan").status_code == 303
