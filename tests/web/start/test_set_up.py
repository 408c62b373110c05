"""An empty office is led to its first plan; the tour; no list is empty without a next step."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from planner.actions.crews.enter_units import enter_units
from planner.actions.plans.draft_plan import draft_plan
from planner.actions.plans.publish_plan import publish_plan
from planner.actions.requests.enter_requests import enter_requests
from planner.domain.accounts import Role
from planner.domain.vocabulary import Evidence
from planner.web.shell.access import Clearance
from planner.web.shell.tour import TITLES
from tests.accounts import sign_in
from tests.builders import act_on, make_office, make_request, make_unit
from tests.web.access_table import OFFICE_ROWS
from tests.web.conftest import MONDAY, QUICK, WebOffice, client_of

PAGES = [
    row.path
    for row in OFFICE_ROWS
    if row.method == "GET"
    and "{" not in row.path
    and row.need in (Clearance.VIEWER, Clearance.COORDINATOR, Clearance.ADMIN)
    and not row.path.endswith(".xlsx")
    and "/api/" not in row.path
]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[WebOffice]:
    office = make_office(tmp_path / "kantor", demo=False)
    yield WebOffice(office, client_of(office))
    office.database.close()


def done(web: WebOffice) -> list[bool]:
    page = web.client.get("/kantor/mulai").text
    steps = page[page.index('class="persiapan"') :]
    return [word == "Selesai" for word in re.findall(r'class="tanda">(Selesai|Belum)<', steps)][:6]


def test_six_steps_are_ticked_by_the_data_and_by_nothing_else(empty: WebOffice) -> None:
    office, act = empty.office, act_on(MONDAY)
    assert done(empty) == [False] * 6
    board = empty.client.get("/kantor").text
    assert "Siapkan kantor: 0 dari 6 selesai" in board
    for href in ("/kantor/mulai#pengaturan", "/kantor/impor?jenis=units", "/kantor/susun"):
        assert f'href="{href}"' in board
    enter_units(office, act, [make_unit()])
    assert done(empty) == [False, True, False, False, False, False]
    assert empty.client.post("/kantor/mulai/aturan").status_code == 303
    assert done(empty)[2] is True
    assert "Kalender dan kebijakan awal sudah dimuat" in empty.client.get("/kantor/mulai").text
    enter_requests(office, act, [make_request()])
    assert done(empty) == [False, True, True, True, False, False]
    days = {"first_day": MONDAY.replace(day=28), "last_day": MONDAY.replace(day=30)}
    drafted = draft_plan(office, act, **days, solve=QUICK)
    assert done(empty) == [False, True, True, True, True, False]
    assert drafted.plan is not None
    assert f"/kantor/rencana/{drafted.plan.id}/periksa" in empty.client.get("/kantor").text
    # Publishing needs a number that people can ask.
    called = replace(office, profile=replace(office.profile, whatsapp="6281200000000"))
    publish_plan(called, act, drafted.plan.id)
    assert done(empty) == [False, True, True, True, True, True]
    assert "Siapkan kantor" not in empty.client.get("/kantor").text


def test_the_offices_own_settings_tick_the_first_step(tmp_path: Path) -> None:
    office = make_office(tmp_path / "kantor", demo=False, whatsapp="6281200000000")
    with office.database:
        assert "Belum diisi: letak depot." in client_of(office).get("/kantor/mulai").text
        depot = replace(office.profile.depot, evidence=Evidence.DOCUMENTED)
        own = replace(office, profile=replace(office.profile, depot=depot))
        assert done(WebOffice(own, client_of(own)))[0] is True


def test_an_example_is_not_asked_to_set_itself_up(bare: WebOffice) -> None:
    board = bare.client.get("/kantor").text
    assert "Siapkan kantor" not in board
    assert 'href="/kantor/tur"' in board


@pytest.mark.parametrize(
    "role",
    [
        Role.COORDINATOR,
        *(pytest.param(r, marks=pytest.mark.slow) for r in (Role.VIEWER, Role.ADMIN)),
    ],
)
@pytest.mark.parametrize("kind", ["office", "example"])
def test_every_empty_list_links_a_next_step(role: Role, kind: str, tmp_path: Path) -> None:
    office = make_office(tmp_path / "kantor", demo=kind == "example")
    told = 0
    with office.database:
        client = sign_in(client_of(office), office, role)
        for path in PAGES:
            answer = client.get(path)
            if answer.status_code != 200 or "text/html" not in answer.headers["content-type"]:
                assert answer.status_code in (200, 303, 403, 404), path
                continue
            page = answer.text
            for tag, words in re.findall(r'<(p|li) class="[^"]*hampa[^"]*">(.*?)</\1>', page, re.S):
                told += 1
                assert "<a href=" in words, (path, tag, words)
            # Whatever else says that there is nothing says so in such a sentence.
            rest = re.sub(r'<(p|li) class="[^"]*hampa[^"]*">.*?</\1>', "", page, flags=re.S)
            empties = re.findall(r"<(?:p|li)[^>]*>(?:Belum ada|Tidak ada)[^<]*", rest)
            assert [w for w in empties if "tersimpan sebelum" not in w and "ditolak" not in w] == []
    assert told > 4


def test_links_of_empty_lists_open_for_whoever_reads_them(empty: WebOffice) -> None:
    for role in (Role.VIEWER, Role.COORDINATOR):
        client = sign_in(empty.client, empty.office, role)
        for path in PAGES:
            page = client.get(path)
            if page.status_code != 200:
                continue
            for words in re.findall(r'class="[^"]*hampa[^"]*">(.*?)</(?:p|li)>', page.text, re.S):
                for href in re.findall(r'href="(/kantor[^"#]*)', words):
                    assert client.get(href.replace("&amp;", "&")).status_code == 200, (role, href)


def test_the_tour_is_kept_by_a_cookie_and_shown_on_every_page(bare: WebOffice) -> None:
    client = bare.client
    assert "Mulai tur" in client.get("/kantor/tur").text
    assert 'class="tur"' not in client.get("/kantor").text
    for number, title in enumerate(TITLES, start=1):
        page = client.get(f"/kantor/tur?langkah={number}").text
        assert f"Tur {number}/{len(TITLES)}: {title}" in page
        assert "Yang Anda lihat" in page
        link = re.search(r'class="tombol utama" href="([^"]+)"', page)
        assert link is not None
        assert client.get(link[1]).status_code == 200, link[1]
    bar = client.get("/kantor/aturan").text
    assert f"Tur {len(TITLES)}/{len(TITLES)}:" in bar
    client.get("/kantor/tur?langkah=3")
    assert 'href="/kantor/tur?langkah=4">Berikut' in client.get("/kantor/permohonan").text
    closed = client.get("/kantor/tur?tutup=ya")
    assert closed.status_code == 303
    assert 'class="tur"' not in client.get("/kantor").text


@pytest.mark.parametrize("asked", ["0", "10", "99", "x", "-1", "²"])
def test_a_step_that_is_none_begins_the_tour(bare: WebOffice, asked: str) -> None:
    page = bare.client.get("/kantor/tur", params={"langkah": asked})
    assert page.status_code == 200
    assert "Mulai tur" in page.text


def test_the_tour_leads_to_the_plans_there_are(web: WebOffice) -> None:
    web.client.post("/kantor/draf", data={"first": "2021-07-05", "last": "2021-07-06"})
    with web.office.database.reading() as store:
        drafts, plan = store.plans.list_drafts(), store.plans.find_published()
    assert plan is not None
    page = web.client.get("/kantor/tur?langkah=7").text
    assert f'href="/kantor/rencana/{drafts[0].id}/periksa"' in page
    assert f'href="/kantor/rencana/{plan.id}#teks"' in web.client.get("/kantor/tur?langkah=8").text


def test_a_real_office_is_not_toured(empty: WebOffice) -> None:
    page = empty.client.get("/kantor/tur?langkah=2").text
    assert "data CONTOH" in page
    assert 'class="tur"' not in empty.client.get("/kantor").text
