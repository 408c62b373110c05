"""Day sheets: what a unit's crew carries, who may see homes on it, and whether a print holds."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from fastapi.testclient import TestClient

from planner.actions.requests.end_visits import cancel_visits
from planner.actions.requests.finish_visit import finish_visit
from planner.actions.saving.world import World, load_world
from planner.actions.site.private_sheets import OPENS_FOR, SheetLink, left_of, sign_link
from planner.clock import SetClock
from planner.domain.people import Role
from planner.domain.visits import Visit
from planner.domain.words import VisitState
from tests.builders import act_on, instant
from tests.people import sign_in
from tests.web.conftest import MONDAY, Office, stranger_of

HOME_CONTACT = "kontak rahasia"


def world_of(office: Office) -> World:
    with office.desk.database.reading() as store:
        return load_world(store, office.desk.areas)


def scheduled(office: Office, *, private: bool) -> Visit:
    return next(
        visit
        for visit in world_of(office).visits.values()
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


def viewer_of(office: Office) -> TestClient:
    return sign_in(stranger_of(office.desk), office.desk, Role.VIEWER)


def test_the_next_sheets_are_one_click_from_the_dashboard(office: Office) -> None:
    page = office.client.get("/kantor").text
    found = re.search(r'href="(/kantor/lembar/unit-[^"]+)"', page)
    assert found is not None
    assert office.client.get(found[1]).status_code == 200
    visit = scheduled(office, private=False)
    assert f'href="{path_of(visit)}"' in office.client.get("/kantor/lembar").text


def test_a_sheet_says_all_that_a_crew_needs(office: Office) -> None:
    visit = scheduled(office, private=False)
    page = office.client.get(path_of(visit)).text
    if "/rahasia?t=" in page:
        page = office.client.get(secret_link(page)).text
    area = office.desk.areas.get(visit.request.area_code).name
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


def test_homes_stand_only_on_the_sheet_of_who_asked_for_it(office: Office) -> None:
    home = scheduled(office, private=True)
    plain = office.client.get(path_of(home)).text
    assert HOME_CONTACT not in plain
    assert home.request.place not in plain
    secret = office.client.get(secret_link(plain)).text
    assert HOME_CONTACT in secret
    assert home.request.place in secret
    assert "RAHASIA - data pribadi" in secret
    assert secret.count("uji.coordinator 21-06-2021 10.00") >= 5
    died = re.search(r'data-mati="(\d+)"', secret)
    assert died is not None
    assert 43_100 < int(died[1]) <= 43_201
    with office.desk.database.reading() as store:
        log = store.accesses.list_accesses()
    assert [(a.who, a.action) for a in log] == [("uji.coordinator", "sheet")]
    assert log[0].subject.endswith(f": {home.request.id}")
    admin = sign_in(stranger_of(office.desk), office.desk, Role.ADMIN)
    assert "membuka lembar rahasia" in admin.get("/kantor/catatan/data-pribadi").text


def test_who_only_looks_gets_neither_homes_nor_contacts(office: Office) -> None:
    home, viewer = scheduled(office, private=True), viewer_of(office)
    page = viewer.get(path_of(home)).text
    for hidden in (HOME_CONTACT, home.request.id, "Kunjungan rumah", "rahasia", "RAHASIA"):
        assert hidden not in page, hidden
    link = secret_link(office.client.get(path_of(home)).text)
    assert viewer.get(link).status_code == 403
    listed = viewer.get("/kantor/lembar").text
    assert "Kunjungan rumah" not in listed
    with office.desk.database.reading() as store:
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
def test_a_spoilt_link_to_homes_opens_nothing(office: Office, spoil: object) -> None:
    home = scheduled(office, private=True)
    link = secret_link(office.client.get(path_of(home)).text)
    answer = office.client.get(spoil(link))  # type: ignore[operator]
    assert answer.status_code == 410
    assert "lewat waktu" in answer.text
    assert HOME_CONTACT not in answer.text


def test_a_link_is_of_one_person_and_dies_after_half_a_day(office: Office) -> None:
    link = SheetLink(login="siti", unit_id="unit-1", day=MONDAY)
    now = instant(MONDAY)
    token = sign_link(office.desk, link, now)
    assert left_of(office.desk, link, token, now) == OPENS_FOR
    just = now + OPENS_FOR - timedelta(seconds=1)
    assert left_of(office.desk, link, token, just) == timedelta(seconds=1)
    assert left_of(office.desk, link, token, now + OPENS_FOR) is None
    other = SheetLink(login="budi", unit_id="unit-1", day=MONDAY)
    assert left_of(office.desk, other, token, now) is None
    home = scheduled(office, private=True)
    mine = secret_link(office.client.get(path_of(home)).text)
    late = sign_in(
        stranger_of(office.desk, watch=SetClock(instant(MONDAY) + timedelta(days=9999))),
        office.desk,
    )
    assert late.get(mine).status_code in (303, 410)
    hers = sign_in(stranger_of(office.desk), office.desk, Role.ADMIN)
    assert hers.get(mine).status_code == 410


def test_a_print_holds_until_something_on_it_changes(office: Office) -> None:
    visit = scheduled(office, private=False)
    code = code_on(office.client.get(path_of(visit)).text)
    assert "Masih berlaku." in checked(office.client, visit, code)
    cancel_visits(office.desk, act_on(MONDAY), [visit.id], why="Tempat dipakai acara lain")
    page = checked(office.client, visit, code)
    assert "Sudah diganti." in page
    assert f"{visit.request.place}, Tipar" in page
    assert "tidak lagi di lembar ini" in page
    assert "Tempat dipakai acara lain" in page
    fresh = code_on(office.client.get(path_of(visit)).text)
    assert fresh in page
    assert "Masih berlaku." in checked(office.client, visit, fresh)


def test_a_result_leaves_the_print_as_it_was(office: Office) -> None:
    visit = scheduled(office, private=False)
    code = code_on(office.client.get(path_of(visit)).text)
    assert visit.day is not None
    finish_visit(office.desk, act_on(visit.day), visit.id, people=5, services={}, rest_waits=True)
    assert "Masih berlaku." in checked(office.client, visit, code)
    assert "Terlaksana" in office.client.get(path_of(visit)).text


def test_who_only_looks_hears_that_something_else_changed(office: Office) -> None:
    home = scheduled(office, private=True)
    code = code_on(office.client.get(path_of(home)).text)
    cancel_visits(office.desk, act_on(MONDAY), [home.id], why="Keluarga membatalkan sendiri")
    mine, theirs = checked(office.client, home, code), checked(viewer_of(office), home, code)
    assert home.request.id in mine
    assert "Keluarga membatalkan" in mine
    assert "Sudah diganti." in theirs
    assert home.request.id not in theirs
    assert "Keluarga membatalkan" not in theirs
    assert "hanya terlihat oleh koordinator" in theirs


@pytest.mark.parametrize("code", ["x", "1-2-3", "1-1-00000000", "9-99999999-0123abcd", "ä" * 40])
def test_a_code_that_was_never_printed_is_not_vouched_for(office: Office, code: str) -> None:
    page = checked(office.client, scheduled(office, private=False), code)
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
def test_odd_addresses_of_sheets_are_answered(office: Office, path: str, status: int) -> None:
    assert office.client.get(path).status_code == status


def test_an_office_without_a_plan_is_told_the_next_step(bare: Office) -> None:
    assert "Terbitkan rencana lebih dulu" in bare.client.get("/kantor/lembar").text
