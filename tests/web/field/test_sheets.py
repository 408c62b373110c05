"""Day sheets: what a unit's crew carries, who may see homes on it, and whether a print holds."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from fastapi.testclient import TestClient

from planner.actions.requests.end_visits import cancel_visits
from planner.actions.requests.finish_visit import finish_visit
from planner.actions.saving.office_state import OfficeState, load_state
from planner.actions.site.private_sheets import OPENS_FOR, SheetLink, left_of, sign_link
from planner.clock import SetClock
from planner.domain.accounts import Role
from planner.domain.visits import Visit
from planner.domain.vocabulary import VisitState
from tests.accounts import sign_in
from tests.builders import act_on, instant
from tests.web.conftest import MONDAY, WebOffice, stranger_of

HOME_CONTACT = "kontak rahasia"


def state_of(web: WebOffice) -> OfficeState:
    with web.office.database.reading() as store:
        return load_state(store, web.office.areas)


def scheduled(web: WebOffice, *, private: bool) -> Visit:
    return next(
        visit
        for visit in state_of(web).visits.values()
        if visit.state is VisitState.SCHEDULED and visit.private is private
    )


def path_of(visit: Visit) -> str:
    assert visit.day is not None
    return f"/kantor/lembar/{visit.unit_id}/{visit.day.isoformat()}"


def code_on(page: str) -> str:
    found = re.search(r"Kode lembar <b>([^<]+)</b>", page)
    assert found is not None
    return found[1]


def checked(client: TestClient, visit: Visit, code: str) -> str:
    assert visit.day is not None
    asked = {"unit": visit.unit_id or "", "hari": visit.day.isoformat(), "v": code}
    return client.get("/kantor/lembar/cek", params=asked).text


def secret_link(page: str) -> str:
    found = re.search(r'href="([^"]+/rahasia\?t=[^"]+)"', page)
    assert found is not None
    return unescape(found[1])


def viewer_of(web: WebOffice) -> TestClient:
    return sign_in(stranger_of(web.office), web.office, Role.VIEWER)


def test_the_next_sheets_are_one_click_from_the_dashboard(web: WebOffice) -> None:
    page = web.client.get("/kantor").text
    found = re.search(r'href="(/kantor/lembar/unit-[^"]+)"', page)
    assert found is not None
    assert web.client.get(found[1]).status_code == 200
    visit = scheduled(web, private=False)
    assert f'href="{path_of(visit)}"' in web.client.get("/kantor/lembar").text


def test_a_sheet_says_all_that_a_crew_needs(web: WebOffice) -> None:
    visit = scheduled(web, private=False)
    page = web.client.get(path_of(visit)).text
    if "/rahasia?t=" in page:
        page = web.client.get(secret_link(page)).text
    area = web.office.areas.get(visit.request.area_code).name
    for told in (
        visit.request.place,
        f"Kelurahan {area}, Kecamatan",
        f"{visit.people} orang",
        "Rekam KTP",
        "Dibawa unit",
        "alat rekam KTP, 2 set",
        "Kartu Keluarga (KK)",
        "Berangkat dari kantor",
        "<svg",
        'class="sketsa"',
        "Apakah lembar ini masih berlaku?",
    ):
        assert told in page, told
    assert code_on(page).startswith("1-")


def test_homes_stand_only_on_the_sheet_of_who_asked_for_it(web: WebOffice) -> None:
    home = scheduled(web, private=True)
    plain = web.client.get(path_of(home)).text
    assert HOME_CONTACT not in plain
    assert home.request.place not in plain
    secret = web.client.get(secret_link(plain)).text
    assert HOME_CONTACT in secret
    assert home.request.place in secret
    assert "RAHASIA - data pribadi" in secret
    assert secret.count("uji.coordinator 21-06-2021 10.00") >= 5
    died = re.search(r'data-mati="(\d+)"', secret)
    assert died is not None
    assert 43_100 < int(died[1]) <= 43_201
    with web.office.database.reading() as store:
        log = store.accesses.list_accesses()
    assert [(a.who, a.action) for a in log] == [("uji.coordinator", "sheet")]
    assert log[0].subject.endswith(f": {home.request.id}")
    admin = sign_in(stranger_of(web.office), web.office, Role.ADMIN)
    assert "membuka lembar rahasia" in admin.get("/kantor/catatan/data-pribadi").text


def test_who_only_looks_gets_neither_homes_nor_contacts(web: WebOffice) -> None:
    home, viewer = scheduled(web, private=True), viewer_of(web)
    page = viewer.get(path_of(home)).text
    for hidden in (HOME_CONTACT, home.request.id, "Kunjungan rumah", "rahasia", "RAHASIA"):
        assert hidden not in page, hidden
    link = secret_link(web.client.get(path_of(home)).text)
    assert viewer.get(link).status_code == 403
    listed = viewer.get("/kantor/lembar").text
    assert "Kunjungan rumah" not in listed
    with web.office.database.reading() as store:
        assert store.accesses.list_accesses() == ()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda link: link[:-1] + ("0" if link[-1] != "0" else "1"),
        lambda link: link.split("?")[0],
        lambda link: link.replace("unit-1", "unit-9").replace("unit-2", "unit-1"),
        lambda link: re.sub(r"t=\d+", "t=99999999999", link),
        lambda link: re.sub(r"t=.*", "t=%C3%A4.x", link),
    ],
)
def test_a_spoilt_link_to_homes_opens_nothing(web: WebOffice, spoil: object) -> None:
    home = scheduled(web, private=True)
    link = secret_link(web.client.get(path_of(home)).text)
    answer = web.client.get(spoil(link))  # type: ignore[operator]
    assert answer.status_code == 410
    assert "lewat waktu" in answer.text
    assert HOME_CONTACT not in answer.text


def test_a_link_is_of_one_person_and_dies_after_half_a_day(web: WebOffice) -> None:
    link = SheetLink(login="siti", unit_id="unit-1", day=MONDAY)
    now = instant(MONDAY)
    token = sign_link(web.office, link, now)
    assert left_of(web.office, link, token, now) == OPENS_FOR
    just = now + OPENS_FOR - timedelta(seconds=1)
    assert left_of(web.office, link, token, just) == timedelta(seconds=1)
    assert left_of(web.office, link, token, now + OPENS_FOR) is None
    other = SheetLink(login="budi", unit_id="unit-1", day=MONDAY)
    assert left_of(web.office, other, token, now) is None
    home = scheduled(web, private=True)
    mine = secret_link(web.client.get(path_of(home)).text)
    late = sign_in(
        stranger_of(web.office, watch=SetClock(instant(MONDAY) + timedelta(days=9999))),
        web.office,
    )
    assert late.get(mine).status_code in (303, 410)
    hers = sign_in(stranger_of(web.office), web.office, Role.ADMIN)
    assert hers.get(mine).status_code == 410


def test_a_print_holds_until_something_on_it_changes(web: WebOffice) -> None:
    visit = scheduled(web, private=False)
    code = code_on(web.client.get(path_of(visit)).text)
    assert "Masih berlaku." in checked(web.client, visit, code)
    cancel_visits(web.office, act_on(MONDAY), [visit.id], why="Tempat dipakai acara lain")
    page = checked(web.client, visit, code)
    assert "Sudah diganti." in page
    assert f"{visit.request.place}, Tipar" in page
    assert "tidak lagi di lembar ini" in page
    assert "Tempat dipakai acara lain" in page
    fresh = code_on(web.client.get(path_of(visit)).text)
    assert fresh in page
    assert "Masih berlaku." in checked(web.client, visit, fresh)


def test_a_result_leaves_the_print_as_it_was(web: WebOffice) -> None:
    visit = scheduled(web, private=False)
    code = code_on(web.client.get(path_of(visit)).text)
    assert visit.day is not None
    finish_visit(web.office, act_on(visit.day), visit.id, people=5, services={}, rest_waits=True)
    assert "Masih berlaku." in checked(web.client, visit, code)
    assert "Terlaksana" in web.client.get(path_of(visit)).text


def test_who_only_looks_hears_that_something_else_changed(web: WebOffice) -> None:
    home = scheduled(web, private=True)
    code = code_on(web.client.get(path_of(home)).text)
    cancel_visits(web.office, act_on(MONDAY), [home.id], why="Keluarga membatalkan sendiri")
    mine, theirs = checked(web.client, home, code), checked(viewer_of(web), home, code)
    assert home.request.id in mine
    assert "Keluarga membatalkan" in mine
    assert "Sudah diganti." in theirs
    assert home.request.id not in theirs
    assert "Keluarga membatalkan" not in theirs
    assert "hanya terlihat oleh koordinator" in theirs


@pytest.mark.parametrize("code", ["x", "1-2-3", "1-1-00000000", "9-99999999-0123abcd", "ä" * 40])
def test_a_code_that_was_never_printed_is_not_vouched_for(web: WebOffice, code: str) -> None:
    page = checked(web.client, scheduled(web, private=False), code)
    assert "Tidak bisa dipastikan." in page
    assert "Masih berlaku." not in page


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/kantor/lembar/unit-9/2021-06-28", 404),
        ("/kantor/lembar/unit-1/kemarin", 404),
        ("/kantor/lembar/unit-1/2031-06-28", 200),
        ("/kantor/lembar/cek", 200),
        ("/kantor/lembar/cek?unit=unit-1&hari=x&v=y", 200),
    ],
)
def test_odd_addresses_of_sheets_are_answered(web: WebOffice, path: str, status: int) -> None:
    assert web.client.get(path).status_code == status


def test_an_office_without_a_plan_is_told_the_next_step(bare: WebOffice) -> None:
    assert "Terbitkan rencana lebih dulu" in bare.client.get("/kantor/lembar").text
