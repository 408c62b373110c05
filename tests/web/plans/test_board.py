"""The coordinator's page tells apart what a plan drops and what merely lies on other days."""

from __future__ import annotations

import re

from planner.actions.restrictions.enter_rules import enter_rules
from tests.builders import act_on
from tests.web.conftest import MONDAY, WebOffice

LEVEL = {
    "kind": "level",
    "id": "R-LEVEL",
    "title": "Level contoh",
    "series": "PPKM-CONTOH",
    "level": 2,
    "issuer": "national",
    "areas": ["32.72"],
    "from": "2021-06-28",
    "to": "2021-07-05",
    "known_on": "2021-06-21",
    "evidence": "synthetic",
}


def drafted(web: WebOffice, first: str, last: str) -> str:
    answer = web.client.post("/kantor/draf", data={"first": first, "last": last})
    assert answer.status_code == 303
    return web.client.get(answer.headers["location"]).text


def test_promises_on_other_days_than_the_drafts_are_left_alone(web: WebOffice) -> None:
    page = drafted(web, "2021-07-01", "2021-07-05")
    assert "Balai RW 03" in page
    assert "Tidak lagi dalam rencana" not in page


def test_a_draft_over_the_same_days_changes_no_promise(web: WebOffice) -> None:
    page = drafted(web, "2021-06-28", "2021-07-05")
    assert "Tetap (" in page


def test_a_draft_is_suggested_for_the_days_after_the_published_plan(web: WebOffice) -> None:
    board = web.client.get("/kantor").text
    assert 'name="first" type="date" required value="2021-07-03"' in board


def test_the_plans_map_comes_with_its_legend(web: WebOffice) -> None:
    page = drafted(web, "2021-06-28", "2021-07-05")
    assert "peta-kunci" in page
    assert "Unit-1" in page
    assert "Urutan kunjungan dalam rute" in page
    assert "Kunjungan rumah tidak digambar" in page


def test_a_visit_shows_the_way_to_its_answer_and_what_nobody_confirmed(web: WebOffice) -> None:
    page = drafted(web, "2021-06-28", "2021-07-05")
    place = re.search(r'href="(/kantor/rencana/\d+/kunjungan/[^"?#]+)"', page)
    assert place is not None
    before = web.client.get(place[1]).text
    for words in ("Jalan menuju jawaban ini", "Aturan yang mengenai kunjungan", "hari kerja"):
        assert words in before
    assert "orang dalam satu sesi: 50, dari R-2021-PPKM-MIKRO-2" in before
    assert "anggapan awal" not in before
    enter_rules(web.office, act_on(MONDAY), [LEVEL])
    after = web.client.get(place[1]).text
    assert "R-LEVEL" in after
    assert "Arti level dan zona: anggapan awal, belum disahkan kantor." in after


def test_the_board_of_a_published_plan_shows_what_no_longer_holds(web: WebOffice) -> None:
    with web.office.database.reading() as store:
        plan = store.plans.find_published()
    assert plan is not None
    before = web.client.get(f"/kantor/rencana/{plan.id}").text
    assert "kartu usai" not in before
    assert "dijadwalkan" in before
    stop = {
        "kind": "rule",
        "id": "R-HENTI",
        "title": "SE henti",
        "issuer": "city",
        "binding": "mandatory",
        "areas": ["32.72"],
        "effects": {"suspend": True},
        "from": "2021-06-28",
        "to": "2021-07-02",
        "known_on": "2021-06-21",
        "evidence": "synthetic",
    }
    enter_rules(web.office, act_on(MONDAY), [stop])
    page = web.client.get(f"/kantor/rencana/{plan.id}").text
    assert page.count("kartu usai") == len(plan.entries)
    assert "Teks WhatsApp rencana ini" not in page
