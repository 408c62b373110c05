"""Searches by their pages: asked for, watched, ended with the best, cancelled; once each."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape
from threading import Event

import pytest
from fastapi.testclient import TestClient
from markupsafe import escape

from planner.actions.jobs.roads import points_of, with_km
from planner.actions.jobs.running import claim_next
from planner.clock import SetClock, SystemClock
from planner.domain.office import at_wib
from planner.domain.office_work import Job, JobState
from planner.domain.plan_figures import NO_COST, PlanCost
from planner.domain.plans import Plan
from planner.web.app import create_app
from planner.web.plans.search_runner import JobRoom
from planner.web.plans.search_words import distance_words, job_words
from routes import Problem, Progress, Solution, solve
from routes.solver import Incumbent
from tests.accounts import sign_in
from tests.web.conftest import MONDAY, QUICK, WebOffice

FORM = {"first": "2021-07-05", "last": "2021-07-09"}


def client_with(web: WebOffice, solve: Callable[[Problem], Solution]) -> TestClient:
    app = create_app(web.office, SetClock(at_wib(MONDAY, 10)), solve=solve)
    client = TestClient(
        app,
        base_url="http://127.0.0.1:8000",
        headers={"sec-fetch-site": "same-origin"},
        follow_redirects=False,
    )
    return sign_in(client, web.office)


def rest(client: TestClient) -> None:
    client.app.state.services[JobRoom].rest()  # type: ignore[attr-defined]


def job(web: WebOffice, job_id: int) -> Job:
    with web.office.database.reading() as store:
        return store.jobs.get(job_id)


def plans(web: WebOffice) -> tuple[Plan, ...]:
    with web.office.database.reading() as store:
        return store.plans.list_drafts()


def asked(client: TestClient, **fields: object) -> int:
    answer = client.post("/kantor/susun", data={**FORM, **fields})
    assert answer.status_code == 303, answer.text
    return int(answer.headers["location"].rsplit("/", 1)[1])


def test_a_search_leads_to_its_draft_and_survives_a_reload(web: WebOffice) -> None:
    client = web.client
    number = asked(client)
    rest(client)
    for _ in range(2):
        answer = client.get(f"/kantor/susunan/{number}")
        assert answer.status_code == 303
        board = client.get(answer.headers["location"])
        assert board.status_code == 200
    assert "Jarak dari rencana terbaik yang mungkin belum diketahui" in board.text
    assert len(plans(web)) == 1
    assert "draf" in client.get("/kantor/susun").text


def test_a_running_search_tells_how_far_it_is_and_ends_with_the_best(web: WebOffice) -> None:
    begun, go_on = Event(), Event()

    def slow(problem: Problem) -> Solution:
        begun.set()
        assert go_on.wait(30)
        return QUICK(problem)

    client = client_with(web, slow)
    number = asked(client, usaha="lama")
    assert begun.wait(30)
    page = unescape(client.get(f"/kantor/susunan/{number}").text)
    assert "Hentikan dan pakai yang terbaik" in page
    assert 'http-equiv="refresh"' in page
    assert client.post(f"/kantor/susunan/{number}/cukup").status_code == 303
    assert job(web, number).progress["finish"] is True
    go_on.set()
    rest(client)
    assert job(web, number).state is JobState.DONE
    with client.stream("GET", f"/kantor/susunan/{number}/kabar") as heard:
        assert heard.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in heard.iter_lines() if line.startswith("data:")]
    news = json.loads(lines[-1].removeprefix("data:"))
    assert news["selesai"] is True
    assert news["kata"]["keadaan"] == "Selesai"
    assert client.post(f"/kantor/susunan/{number}/cukup").status_code == 303


def test_a_cancelled_search_makes_no_draft(web: WebOffice) -> None:
    begun, go_on = Event(), Event()

    def slow(problem: Problem) -> Solution:
        begun.set()
        assert go_on.wait(30)
        return QUICK(problem)

    client = client_with(web, slow)
    number = asked(client)
    assert begun.wait(30)
    assert client.post(f"/kantor/susunan/{number}/batal").status_code == 303
    go_on.set()
    rest(client)
    assert job(web, number).state is JobState.CANCELLED
    assert plans(web) == ()
    with web.office.database.reading() as store:
        actions = [entry.action for entry in store.audit.list_entries(limit=2)]
    assert actions == ["penyusunan dibatalkan", "rute diminta"]
    assert "Dibatalkan" in client.get(f"/kantor/susunan/{number}").text


def test_what_another_program_left_is_taken_up(web: WebOffice) -> None:
    idle = client_with(web, QUICK)
    with web.office.database.writing() as store:
        store.jobs.add(
            Job(
                asked_at=at_wib(MONDAY, 9),
                who="Koordinator",
                order={
                    "first_day": "2021-07-05",
                    "last_day": "2021-07-09",
                    "title": "",
                    "units": None,
                    "records": [],
                    "pins_of": None,
                    "today": "2021-06-21",
                    "steps": 5,
                    "seed": 1,
                    "seconds": None,
                },
            )
        )
    lost = claim_next(web.office, SystemClock().now())
    assert lost is not None
    with web.office.database.writing() as store:
        store.jobs.save(replace(lost, lease_until=at_wib(date(2021, 1, 1), 1)))
    idle.get(f"/kantor/susunan/{lost.id}")
    rest(idle)
    assert job(web, lost.id).state is JobState.DONE
    assert job(web, lost.id).attempt == 2


def test_the_same_form_sent_twice_asks_once(web: WebOffice) -> None:
    client = web.client
    first = asked(client, kunci="satu")
    assert asked(client, kunci="satu") == first
    rest(client)
    assert asked(client, kunci="satu") == first
    rest(client)
    assert len(plans(web)) == 1


def test_choices_reach_the_search(web: WebOffice) -> None:
    client = web.client
    number = asked(
        client,
        nama="satu unit rusak",
        unit="unit-1",
        boleh="semua",
        beku="2021-07-05",
        anggaran="2",
        usaha="teliti",
        first="2021-06-28",
    )
    rest(client)
    order = job(web, number).order
    assert (order["freedom"], order["frozen_until"], order["budget"]) == ("all", "2021-07-05", 2)
    assert order["seconds"] == 60.0
    (plan,) = plans(web)
    assert plan.scenario.title == "satu unit rusak"
    assert plan.scenario.units == ("unit-1",)
    assert {entry.unit_id for entry in plan.entries if not entry.kept} <= {"unit-1", "unit-2"}
    assert "satu unit rusak" in client.get(f"/kantor/bandingkan?r={plan.id}").text


def test_pins_of_a_draft_stay_in_a_new_search(web: WebOffice) -> None:
    client = web.client
    asked(client)
    rest(client)
    (plan,) = plans(web)
    entry = plan.entries[0]
    pin = {"kunjungan": entry.visit_id, "jenis": "kunci"}
    assert client.post(f"/kantor/rencana/{plan.id}/ubah", data=pin).status_code == 303
    form = client.get(f"/kantor/susun?dari={plan.id}").text
    assert f'name="dari" value="{plan.id}"' in form
    asked(client, dari=str(plan.id), last="2021-07-16")
    rest(client)
    again = max(plans(web), key=lambda each: each.id)
    held = next(e for e in again.entries if e.visit_id == entry.visit_id)
    assert (held.day, held.unit_id, held.start_min) == (entry.day, entry.unit_id, entry.start_min)


@pytest.mark.parametrize(
    ("fields", "status", "message"),
    [
        ({"last": "2021-06-01"}, 422, "Tukar keduanya"),
        ({"first": "kemarin"}, 422, "Hari pertama bukan tanggal. Pilih"),
        ({"boleh": "apa saja"}, 422, "Yang boleh berubah: pilih salah satu"),
        ({"usaha": "99"}, 422, "Lama mencari: pilih salah satu"),
        ({"anggaran": "-1"}, 422, "harus angka dari 0 sampai 10000."),
        ({"anggaran": "banyak"}, 422, "yang pindah harus angka."),
        ({"dari": "999"}, 404, "tidak ada"),
        ({"dari": "x"}, 422, "Draf asal tidak bisa dibaca"),
        ({"dari": "999", "first": "x"}, 422, "Hari pertama bukan tanggal"),
        ({"aturan": "- [bukan aturan"}, 422, 'id="galat-aturan"'),
        ({"nama": "NIK 3272010101900001"}, 422, "jangan tulis NIK"),
    ],
)
def test_wrong_fields_are_told_and_nothing_is_asked(
    web: WebOffice, fields: dict[str, str], status: int, message: str
) -> None:
    answer = web.client.post("/kantor/susun", data={**FORM, **fields})
    assert answer.status_code == status, answer.text
    assert message in unescape(answer.text)
    with web.office.database.reading() as store:
        assert store.jobs.list_jobs() == ()


def test_a_refused_search_is_shown_again_with_all_that_was_chosen(web: WebOffice) -> None:
    chosen = {
        "first": "2021-07-09",
        "last": "2021-07-05",
        "unit": "unit-2",
        "boleh": "semua",
        "beku": "2021-07-05",
        "anggaran": "2",
        "usaha": "lama",
        "nama": 'satu "unit"',
        "aturan": "schema: 1",
    }
    text = web.client.post("/kantor/susun", data=chosen).text
    checked = set(re.findall(r'name="(\w+)" value="([^"]*)" checked', text))
    assert checked == {("unit", "unit-2"), ("boleh", "semua"), ("usaha", "lama")}
    for name in ("first", "last", "beku", "anggaran", "nama"):
        assert re.search(rf'<input id="{name}"[^>]*value="{escape(chosen[name])}"', text), name
    assert re.search(r'<textarea id="aturan"[^>]*>schema: 1</textarea>', text)
    assert "<details open>" in text
    assert "Hari terakhir rencana mendahului hari pertama." in text
    fresh = web.client.get("/kantor/susun").text
    assert set(re.findall(r'name="(\w+)" value="([^"]*)" checked', fresh)) == {
        ("unit", "unit-1"),
        ("unit", "unit-2"),
        ("boleh", "baru"),
        ("usaha", "cepat"),
    }


def test_a_search_that_cannot_be_is_told_on_its_page(web: WebOffice) -> None:
    client = web.client
    number = asked(client, first="2021-06-01")
    rest(client)
    page = unescape(client.get(f"/kantor/susunan/{number}").text)
    assert "sebelum hari ini" in page
    number = asked(client, unit="unit-9")
    rest(client)
    assert "Unit skenario tidak dikenal" in client.get(f"/kantor/susunan/{number}").text


def test_unknown_searches_are_told(web: WebOffice) -> None:
    for path in ("/kantor/susunan/99", "/kantor/susunan/99/kabar", "/kantor/susun?dari=99"):
        assert web.client.get(path).status_code == 404, path
    for verb in ("cukup", "batal"):
        assert web.client.post(f"/kantor/susunan/99/{verb}").status_code == 404
    assert web.client.get("/kantor/susunan/x").status_code == 422


def test_the_distance_from_the_best_is_told_as_it_is_known(web: WebOffice) -> None:
    asked(web.client)
    rest(web.client)
    (plan,) = plans(web)
    made = replace(plan, cost=PlanCost(total=1050))
    found = job(web, 1)

    def words(bound: dict[str, float]) -> str:
        return distance_words(made, replace(found, progress={"bound": bound}))

    assert "Paling banyak 5,0 % dari rencana terbaik" in words({"value": 1000})
    assert "tidak ada rencana yang lebih baik" in words({"value": 1050})
    assert "belum diketahui" in words({})
    assert "belum diketahui" in words({"value": 0})
    assert "belum diketahui" in distance_words(made, None)
    assert "belum diketahui" in distance_words(
        replace(made, cost=NO_COST), replace(found, progress={})
    )
    assert job_words(replace(found, progress={"finish": True})).words["keadaan"] == "Selesai"


def test_a_running_search_tells_what_is_missing_how_far_it_drives_and_when_it_improved(
    web: WebOffice,
) -> None:
    number = asked(web.client)
    rest(web.client)
    progress = {"seconds": 12.4, "visits": 9, "left": 3, "km": 61.25, "cost": 5}
    progress |= {"improved_s": 6.0, "searched_s": 10.0}
    words = job_words(replace(job(web, number), progress=progress)).words
    assert words["lama"] == "12 detik"
    assert words["belum"] == "3"
    assert words["jarak"] == "61,2 km"
    assert words["membaik"] == "detik ke-8, 4 detik lalu"
    before = job_words(replace(job(web, number), progress={})).words
    assert (before["belum"], before["jarak"], before["membaik"]) == (
        "belum dihitung",
        "belum dihitung",
        "belum ada",
    )


def test_legs_of_a_search_become_the_kilometres_of_its_draft(web: WebOffice) -> None:
    heard: list[tuple[dict[str, object], float]] = []

    def listening(problem: Problem) -> Solution:
        points = points_of(web.office, problem)
        incumbent: list[Incumbent] = []

        def tell(progress: Progress) -> bool:
            incumbent[:] = [progress.incumbent()]
            return True

        found = solve(problem, steps=30, on_progress=tell)
        assert incumbent[0].left == len(found.unscheduled)
        figures = with_km({"legs": incumbent[0].legs}, points, web.office.travel.detour)
        heard.append((figures, found.cost.travel_min))
        return found

    client = client_with(web, listening)
    asked(client)
    rest(client)
    (draft,) = plans(web)
    assert heard[0][0] == {"km": draft.facts.km}
    assert (draft.facts.km or 0) > 0
