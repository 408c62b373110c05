"""Who may open what: every endpoint has its row, and every row holds for every role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from fastapi.testclient import TestClient

from planner.domain.accounts import AuditEntry, Role, Stage
from planner.web.accounts.access import ACCESS, NEXT_STEP, Need, Row, is_office, rows_for
from tests.accounts import carry, sign_in, signed_in
from tests.builders import instant
from tests.web.conftest import MONDAY, WebOffice, stranger_of

OFFICE_ROWS = [row for row in ACCESS if is_office(row.path)]
#: The form of every endpoint that takes one, so that a refusal is about the person alone.
FORMS = {
    "/kantor/draf": {"first": "2021-07-05", "last": "2021-07-06"},
    "/kantor/masuk": {"nama": "siapa", "sandi": "salah"},
    "/kantor/masuk/contoh": {"peran": "viewer"},
    "/kantor/masuk/kode": {"kode": "000000"},
    "/kantor/pasang": {"kode": "x", "nama": "x", "lengkap": "x", "sandi": "x", "ulang": "x"},
    "/kantor/akun/sandi": {"lama": "x", "sandi": "x", "ulang": "y"},
    "/kantor/akun/langkah-kedua": {"kode": "000000"},
    "/kantor/orang": {"nama": "?", "lengkap": "?", "peran": "viewer"},
    "/kantor/orang/{login}/peran": {"peran": "viewer"},
    "/kantor/orang/{login}/aktif": {"aktif": "false"},
}
WORKERS = (Need.VIEWER, Need.COORDINATOR, Need.ADMIN)


def endpoints(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Return method and path of every endpoint of ``app``."""
    for found in iter_route_contexts(app.routes):
        for method in found.methods or ("?",):
            yield method, found.path or "?"


def example_of(path: str) -> str:
    """Return an address that ``path`` takes; what it names is not there."""
    filled = path.replace("{login}", "tidak.ada").replace("{name:path}", "kantor.css")
    return re.sub(r"\{[^}]+\}", "999", filled)


def send(client: TestClient, row: Row) -> int:
    return client.request(row.method, example_of(row.path), data=FORMS.get(row.path)).status_code


def test_every_endpoint_has_a_row_and_every_row_an_endpoint(bare: WebOffice) -> None:
    app = bare.client.app
    assert isinstance(app, FastAPI)
    found = {(method, path) for method, path in endpoints(app) if method != "HEAD"}
    assert found == {(row.method, row.path) for row in ACCESS}
    assert len(ACCESS) == len({(row.method, row.path) for row in ACCESS})


def test_a_new_endpoint_without_a_row_is_noticed_and_opens_for_nobody(bare: WebOffice) -> None:
    app = bare.client.app
    assert isinstance(app, FastAPI)
    app.router.routes.insert(0, APIRoute("/kantor/baru", lambda: "rahasia", methods=["GET"]))
    assert ("GET", "/kantor/baru") in set(endpoints(app))
    for role in Role:
        answer = sign_in(bare.client, bare.office, role).get("/kantor/baru")
        assert answer.status_code == 404
        assert "rahasia" not in answer.text


@pytest.mark.parametrize("row", OFFICE_ROWS, ids=lambda row: f"{row.method} {row.path}")
def test_the_row_found_for_an_address_is_its_own(row: Row) -> None:
    assert rows_for(example_of(row.path))[row.method] == row


def test_outside_the_office_everything_is_public_and_only_read() -> None:
    outside = [row for row in ACCESS if not is_office(row.path)]
    assert outside
    assert {(row.method, row.need) for row in outside} == {("GET", Need.NOBODY)}


#: What may be sent without being a coordinator: signing in, and one's own account.
OWN = ("/kantor/masuk", "/kantor/pasang", "/kantor/keluar", "/kantor/akun", "/kantor/isian")


def test_whoever_only_looks_can_send_nothing_but_their_own_account() -> None:
    for row in OFFICE_ROWS:
        if row.method == "POST" and not row.path.startswith(OWN):
            assert row.need in (Need.COORDINATOR, Need.ADMIN), row


def test_people_are_the_admins_alone_and_only_files_are_open() -> None:
    for row in OFFICE_ROWS:
        if row.path.startswith("/kantor/orang"):
            assert row.need is Need.ADMIN, row
        if row.need is Need.NOBODY:
            assert "aset" in row.path, row
        if row.need in (Need.GUEST, Need.EXAMPLE):
            assert row.path.startswith(("/kantor/masuk", "/kantor/pasang")), row
    # What shows contacts of people is for those who call them.
    private = (
        "/kantor/hubungi",
        "/kantor/permohonan/",
        "/kantor/kunjungan/",
        "/kantor/ekspor",
        "/kantor/hari",
    )
    for row in OFFICE_ROWS:
        if row.path.startswith(private):
            assert row.need is Need.COORDINATOR, row


def expected(need: Need, role: Role | None) -> str:
    """Return what should become of somebody of ``role`` at what has ``need``."""
    if need in (Need.NOBODY, Need.GUEST, Need.EXAMPLE):
        return "open"
    if role is None:
        return "outside"
    if need is Need.STEP_CODE:
        return "elsewhere"
    if need in WORKERS and WORKERS.index(need) > tuple(Role).index(role):
        return "refused"
    return "open"


@pytest.mark.slow
@pytest.mark.parametrize("role", [None, *Role])
def test_every_row_holds_for_every_role(bare: WebOffice, role: Role | None) -> None:
    wrong = []
    for row in OFFICE_ROWS:
        client = stranger_of(bare.office, raises=False)
        if role is not None:
            sign_in(client, bare.office, role)
        status = send(client, row)
        want = expected(row.need, role)
        right = {
            "open": status not in (403, 405, 500) and (status != 401 or row.need is Need.GUEST),
            "refused": status == 403,
            "elsewhere": status == 303,
            "outside": status == (303 if row.method == "GET" else 401)
            if not row.path.startswith("/kantor/api")
            else status == 401,
        }[want]
        if not right:
            wrong.append((row, role, want, status))
    assert wrong == []


@pytest.mark.parametrize("role", [Role.VIEWER, Role.COORDINATOR])
def test_a_refusal_changes_nothing(bare: WebOffice, role: Role) -> None:
    client = sign_in(stranger_of(bare.office), bare.office, role)
    before = bare.office.database.revision(), rows(bare)
    for row in OFFICE_ROWS:
        if expected(row.need, role) == "refused":
            assert send(client, row) == 403
    assert (bare.office.database.revision(), rows(bare)) == before


def rows(web: WebOffice) -> tuple[object, ...]:
    with web.office.database.reading() as store:
        return (
            store.plans.list_plans(),
            store.accounts.list_accounts(),
            len(store.audit.list_entries(limit=1000)),
        )


STEPS = {
    Stage.CODE: Need.STEP_CODE,
    Stage.PASSWORD: Need.STEP_PASSWORD,
    Stage.ENROL: Need.STEP_ENROL,
}


@pytest.mark.parametrize("stage", STEPS)
def test_half_a_sign_in_opens_its_own_step_and_nothing_else(bare: WebOffice, stage: Stage) -> None:
    for row in OFFICE_ROWS:
        if row.need in (Need.NOBODY, Need.GUEST, Need.EXAMPLE):
            continue
        client = carry(stranger_of(bare.office), signed_in(bare.office, Role.ADMIN, stage))
        answer = client.request(row.method, example_of(row.path), data=FORMS.get(row.path))
        if row.need in (STEPS[stage], Need.SESSION):
            assert answer.status_code in (200, 303, 401, 422), row
            assert answer.headers.get("location") != NEXT_STEP[stage], row
        else:
            assert answer.status_code == 303, row
            assert answer.headers["location"] == NEXT_STEP[stage], row


@pytest.mark.parametrize(
    ("token", "site"), list(product(["", "0" * 64, "ä"], ["same-origin", "cross-site"]))
)
def test_a_form_without_this_sessions_token_does_nothing(
    bare: WebOffice, token: str, site: str
) -> None:
    bare.client.headers["sec-fetch-site"] = site
    del bare.client.headers["x-sijempol-tanda"]
    for row in OFFICE_ROWS:
        if row.method != "POST" or row.need not in (*WORKERS, Need.SESSION):
            continue
        sign_in(bare.client, bare.office, Role.ADMIN)
        del bare.client.headers["x-sijempol-tanda"]
        before = rows(bare)
        data = {**FORMS.get(row.path, {}), "tanda": token}
        answer = bare.client.post(example_of(row.path), data=data)
        told_again = bool(token) and site == "same-origin" and row.need is not Need.SESSION
        # A form of an older session of the same browser comes back filled; nothing is done.
        assert answer.status_code == (303 if told_again else 403), row
        assert rows(bare) == before, row


def test_the_token_in_the_form_itself_is_enough(web: WebOffice) -> None:
    token = web.client.headers.pop("x-sijempol-tanda")
    data = {"first": "2021-06-28", "last": "2021-07-05", "tanda": token}
    assert web.client.post("/kantor/draf", data=data).status_code == 303
    assert f'name="tanda" value="{token}"' in web.client.get("/kantor").text


def test_a_viewer_sees_no_button_that_would_be_refused(web: WebOffice) -> None:
    web.client.post("/kantor/draf", data={"first": "2021-06-28", "last": "2021-07-05"})
    for role, there in ((Role.VIEWER, False), (Role.COORDINATOR, True), (Role.ADMIN, True)):
        sign_in(web.client, web.office, role)
        text = web.client.get("/kantor").text + web.client.get("/kantor/rencana/2").text
        assert ("Susun draf</button>" in text) == there
        assert ("Buang draf" in text) == there
        if role is Role.VIEWER:
            # The only thing left to send is leaving.
            sent = re.findall(r'<form method="post"[^>]*action="([^"]+)"', text)
            assert set(sent) <= {"/kantor/keluar"}
        assert ('href="/kantor/orang"' in text) == (role is Role.ADMIN)


def test_what_somebody_does_stands_under_their_name(web: WebOffice) -> None:
    sign_in(web.client, web.office, Role.ADMIN)
    made = web.client.post("/kantor/draf", data={"first": "2021-06-28", "last": "2021-07-05"})
    web.client.post(f"{made.headers['location']}/terbitkan")
    with web.office.database.reading() as store:
        plan = store.plans.find_published()
        entries = store.audit.list_entries(limit=3)
    assert plan is not None
    assert plan.made_by == "uji.admin"
    assert [(entry.who, entry.subject) for entry in entries][:2] == [
        ("uji.admin", "Rencana 2"),
        ("uji.admin", f"Draf {plan.id}"),
    ]
    page = web.client.get("/kantor/catatan").text
    assert "Rencana 2" in page
    assert "oleh Uji admin" in page
    only = web.client.get("/kantor/catatan", params={"siapa": "uji.coordinator"}).text
    assert "Rencana 2" not in only


def test_the_history_goes_on_page_by_page(bare: WebOffice) -> None:
    with bare.office.database.writing() as store:
        for number in range(120):
            store.audit.add(AuditEntry(at=instant(MONDAY), who="siti", action=f"<b>{number}</b>"))
    seen: list[str] = []
    where = "/kantor/catatan?siapa=siti"
    while where:
        text = bare.client.get(where).text
        seen += re.findall(r"&lt;b&gt;(\d+)&lt;/b&gt;", text)
        older = re.search(r'href="(/kantor/catatan\?sebelum=[^"]+)"', text)
        where = older[1].replace("&amp;", "&") if older else ""
    assert seen == [str(number) for number in reversed(range(120))]
