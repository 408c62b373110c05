"""Behind a proxy that serves the office below a path, nothing leads out of that path."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from planner.actions.accounts.passwords import hash_password
from planner.clock import SetClock
from planner.domain.accounts import Account, Role
from planner.domain.office import at_wib
from planner.web.app import create_app
from tests.accounts import carry, signed_in
from tests.web.conftest import MONDAY, QUICK, WebOffice
from tests.web.requests.test_pages import FORM as REQUEST
from tests.web.restrictions.test_pages import FORM as RESTRICTION

BASE = "/sijempol"
#: Pages that no other page leads to, or only once somebody signed out.
APART = (
    "/kantor/hari?hari=2021-06-28&unit=unit-1",
    "/kantor/lembar/cek?unit=unit-1&hari=2021-06-28&v=1-1-00000000",
    "/kantor/lembar/unit-1/2021-06-28",
    "/kantor/cari?q=tipar",
    "/kantor/mulai",
    "/kantor/piket/unit/unit-1/2021-06-28",
    "/kantor/rencana/2",
    "/kantor/rencana/2/periksa",
    "/kantor/masuk",
)
DAYS = {"first": "2021-06-28", "last": "2021-07-05"}
PASSWORD = "kuda-baterai-jepit-benar"
#: Of each room with forms: where one goes, what it holds, where it leads, what it is refused for.
FORMS = [
    ("/kantor/masuk", {"nama": "siti", "sandi": PASSWORD}, "/kantor", {"sandi": "salah"}),
    ("/kantor/draf", DAYS, "/kantor/rencana/2", {"last": "2020-01-01"}),
    ("/kantor/petugas", {"nama": "Petugas uji"}, "/kantor/petugas", {"nama": ""}),
    ("/kantor/permohonan", REQUEST, "/kantor/permohonan/", {"orang": "-"}),
    ("/kantor/aturan/usulkan", RESTRICTION, "/kantor/aturan#menunggu", {"mulai": "x"}),
    ("/kantor/susun", {**DAYS, "usaha": "cepat"}, "/kantor/susunan/1", {"first": ""}),
    ("/kantor/mulai/aturan", {}, "/kantor/mulai", {"kunci": "x y"}),
]


def mounted(web: WebOffice, site_url: str, role: Role = Role.COORDINATOR) -> TestClient:
    office = replace(web.office, profile=replace(web.office.profile, site_url=site_url))
    client = TestClient(
        create_app(office, SetClock(at_wib(MONDAY, 10)), solve=QUICK),
        base_url="http://127.0.0.1:8000",
        headers={"sec-fetch-site": "same-origin"},
        follow_redirects=False,
    )
    return carry(client, signed_in(office, role))


@pytest.fixture
def client(web: WebOffice) -> TestClient:
    return mounted(web, f"http://127.0.0.1:8000{BASE}/")


def leads_of(page: str) -> set[str]:
    """Return where the links of a page lead; nothing in it leads out of the mount."""
    leads = re.findall(r"""(href|(?:form)?action|src|data-[a-z-]+)=["']?(/[^"'> ]*)""", page)
    assert [lead for _, lead in leads if not f"{lead}/".startswith(f"{BASE}/")] == []
    return {lead for what, lead in leads if what == "href"}


def kind_of(address: str) -> str:
    """Return what the addresses of pages of one kind have in common."""
    return re.sub(r"[^/]*\d[^/]*", "#", urlsplit(address).path)


def reached(client: TestClient, *first: str) -> Iterator[str]:
    """Follow every lead from ``first`` on, one of each kind; yield the office's pages."""
    waiting, known = deque(first), {kind_of(address) for address in first}
    while waiting:
        address = waiting.popleft()
        answer = client.get(address)
        assert answer.status_code in (200, 303), address
        yield address
        leads = leads_of(answer.text) if "html" in answer.headers.get("content-type", "") else set()
        if answer.status_code == 303:
            leads = {answer.headers["location"]}
            assert f"{answer.headers['location']}/".startswith(f"{BASE}/"), address
        for lead in sorted(leads):
            if lead.startswith(f"{BASE}/kantor") and kind_of(lead) not in known:
                known.add(kind_of(lead))
                waiting.append(lead)


@pytest.mark.slow
def test_no_page_of_the_office_leads_out_of_its_mount(web: WebOffice) -> None:
    client = mounted(web, f"http://127.0.0.1:8000{BASE}/", Role.ADMIN)
    client.post("/kantor/draf", data=DAYS)
    pages = set(reached(client, f"{BASE}/kantor", *(BASE + page for page in APART)))
    assert len(pages) > 55


@pytest.mark.parametrize(
    ("path", "form", "where", "wrong"), FORMS, ids=[path for path, *_ in FORMS]
)
def test_a_form_leads_on_below_the_mount_and_is_shown_again_there(
    web: WebOffice, path: str, form: dict[str, object], where: str, wrong: dict[str, object]
) -> None:
    client = mounted(web, f"http://127.0.0.1:8000{BASE}/")
    with web.office.database.writing() as store:
        hashed = hash_password(PASSWORD)
        store.accounts.add(Account(login="siti", shown="Siti", role=Role.VIEWER, password=hashed))
    refused = client.post(BASE + path, data={**form, **wrong})
    assert refused.status_code in (401, 422), refused.text
    assert leads_of(refused.text)
    for front in ("", BASE):
        sent = client.post(front + path, data={"kunci": "k", **form})
        assert sent.status_code == 303, sent.text
        assert sent.headers["location"].startswith(BASE + where)
        assert client.get(sent.headers["location"]).status_code in (200, 303)


@pytest.mark.parametrize("front", ["", BASE], ids=["taken off", "left on"])
def test_files_lost_pages_and_the_way_to_signing_in_lie_below_the_mount(
    client: TestClient, front: str
) -> None:
    assert client.get(f"{front}/index.html").status_code == 200
    assert client.get(f"{front}/kantor/aset/kantor.css").status_code == 200
    # A site knows where it stands from the day it is published on.
    where = client.post(f"{front}/kantor/draf", data=DAYS).headers["location"]
    assert client.post(f"{where}/terbitkan").status_code == 303
    for lost in ("/kantor/tidak-ada", "/tidak/ada"):
        answer = client.get(front + lost)
        assert answer.status_code == 404
        assert f"{BASE}/index.html" in leads_of(answer.text)
    client.cookies.clear()
    shut = client.get(f"{front}/kantor/rencana/2?x=1")
    assert shut.headers["location"] == f"{BASE}/kantor/masuk?ke=/kantor/rencana/2%3Fx%3D1"


def test_the_page_of_an_office_without_a_plan_leads_below_its_mount(bare: WebOffice) -> None:
    client = mounted(bare, f"http://127.0.0.1:8000{BASE}/")
    assert f"{BASE}/kantor" in leads_of(client.get("/").text)
    assert "/kantor" in re.findall(r'href="([^"]*)"', mounted(bare, "").get("/").text)


def test_the_same_name_begun_alike_is_not_the_mount(web: WebOffice) -> None:
    client = mounted(web, "http://127.0.0.1:8000/kan/")
    assert client.get("/kan/kantor").status_code == 200
    assert client.get("/kantor").status_code == 200
    assert client.get("/kandang/kantor").status_code == 404


def test_what_proxies_take_off_is_not_taken_off_twice(web: WebOffice) -> None:
    client = mounted(web, "http://127.0.0.1:8000/")
    assert 'href="/kantor"' in client.get("/kantor").text
