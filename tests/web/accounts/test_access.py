"""Who may open what: every endpoint has its row, and every row holds for every role."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from planner.clock import SetClock
from planner.domain.accounts import AuditEntry, Role, Stage
from planner.domain.office import at_wib
from planner.web.accounts.access import Doors
from planner.web.app import create_app
from planner.web.shell.access import Clearance, needs
from tests.accounts import carry, sign_in, signed_in
from tests.builders import instant, make_office
from tests.web.access_table import ACCESS, OFFICE_ROWS, STEP_PAGES, Row
from tests.web.conftest import MONDAY, WebOffice, stranger_of

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
WORKERS = (Clearance.VIEWER, Clearance.COORDINATOR, Clearance.ADMIN)


def example_of(path: str) -> str:
    """Return an address that ``path`` takes; what it names is not there."""
    files = {"/kantor/aset": "kantor.css", "/kantor/papan-aset": "papan.css"}
    if path in files:
        return f"{path}/{files[path]}"
    filled = path.replace("{login}", "tidak.ada").replace("/leaflet", "/leaflet/leaflet.js")
    return re.sub(r"\{[^}]+\}", "999", filled)


@pytest.fixture(scope="module")
def bare_app(bare_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    folder = shutil.copytree(bare_folder, tmp_path_factory.mktemp("pintu") / "demo")
    office = make_office(Path(folder))
    yield create_app(office, SetClock(at_wib(MONDAY, 10)))
    office.database.close()


def send(client: TestClient, row: Row) -> int:
    return client.request(row.method, example_of(row.path), data=FORMS.get(row.path)).status_code


def app_of(web: WebOffice) -> FastAPI:
    app = web.client.app
    assert isinstance(app, FastAPI)
    return app


def test_endpoints_say_what_the_table_says(bare: WebOffice) -> None:
    said = [(d.method, d.path, d.need) for d in Doors(app_of(bare)).all if d.method != "HEAD"]
    assert set(said) == {(row.method, row.path, row.need) for row in ACCESS}
    assert len(said) == len(set(said)) == len(ACCESS)


def test_an_endpoint_that_says_nothing_stops_the_start() -> None:
    silent = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    silent.get("/kantor/baru", name="baru")(lambda: "rahasia")
    with pytest.raises(LookupError, match="'baru' at /kantor/baru does not say what it needs"):
        Doors(silent)
    said = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    said.get("/kantor/baru", name="baru")(needs(Clearance.ADMIN)(lambda: "rahasia"))
    assert [(d.path, d.need) for d in Doors(said).all] == [("/kantor/baru", Clearance.ADMIN)]


def test_a_folder_of_files_says_what_it_needs_too() -> None:
    silent = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    silent.mount("/kantor/berkas", FastAPI(), name="berkas")
    with pytest.raises(LookupError, match="'berkas' at /kantor/berkas"):
        Doors(silent)


def test_an_endpoint_added_while_serving_opens_for_nobody(bare: WebOffice) -> None:
    late = APIRoute("/kantor/baru", needs(Clearance.VIEWER)(lambda: "rahasia"), methods=["GET"])
    app_of(bare).router.routes.insert(0, late)
    for role in Role:
        answer = sign_in(bare.client, bare.office, role).get("/kantor/baru")
        assert answer.status_code == 404
        assert "rahasia" not in answer.text


@pytest.mark.parametrize("row", OFFICE_ROWS, ids=lambda row: f"{row.method} {row.path}")
def test_the_door_found_for_an_address_is_its_own(bare_app: FastAPI, row: Row) -> None:
    door = Doors(bare_app).at(example_of(row.path))[row.method]
    assert (door.path, door.need) == (row.path, row.need)


def test_outside_the_office_everything_is_public_and_only_read() -> None:
    outside = [row for row in ACCESS if row not in OFFICE_ROWS]
    assert outside
    assert {(row.method, row.need) for row in outside} == {("GET", Clearance.NOBODY)}


#: What may be sent without being a coordinator: signing in, and one's own account.
OWN = ("/kantor/masuk", "/kantor/pasang", "/kantor/keluar", "/kantor/akun", "/kantor/isian")


def test_whoever_only_looks_can_send_nothing_but_their_own_account() -> None:
    for row in OFFICE_ROWS:
        if row.method == "POST" and not row.path.startswith(OWN):
            assert row.need in (Clearance.COORDINATOR, Clearance.ADMIN), row


def test_people_are_the_admins_alone_and_only_files_are_open() -> None:
    for row in OFFICE_ROWS:
        if row.path.startswith("/kantor/orang"):
            assert row.need is Clearance.ADMIN, row
        if row.need is Clearance.NOBODY:
            assert "aset" in row.path, row
        if row.need in (Clearance.GUEST, Clearance.EXAMPLE):
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
            assert row.need is Clearance.COORDINATOR, row


def expected(need: Clearance, role: Role | None) -> str:
    """Return what should become of somebody of ``role`` at what has ``need``."""
    if need in (Clearance.NOBODY, Clearance.GUEST, Clearance.EXAMPLE):
        return "open"
    if role is None:
        return "outside"
    if need is Clearance.STEP_CODE:
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
            "open": status not in (403, 405, 500)
            and (status != 401 or row.need is Clearance.GUEST),
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
    Stage.CODE: Clearance.STEP_CODE,
    Stage.PASSWORD: Clearance.STEP_PASSWORD,
    Stage.ENROL: Clearance.STEP_ENROL,
}


@pytest.mark.parametrize("stage", STEPS)
def test_half_a_sign_in_opens_its_own_step_and_nothing_else(bare: WebOffice, stage: Stage) -> None:
    for row in OFFICE_ROWS:
        if row.need in (Clearance.NOBODY, Clearance.GUEST, Clearance.EXAMPLE):
            continue
        client = carry(stranger_of(bare.office), signed_in(bare.office, Role.ADMIN, stage))
        answer = client.request(row.method, example_of(row.path), data=FORMS.get(row.path))
        if row.need in (STEPS[stage], Clearance.SIGNED_IN):
            assert answer.status_code in (200, 303, 401, 422), row
            assert answer.headers.get("location") != STEP_PAGES[stage], row
        else:
            assert answer.status_code == 303, row
            assert answer.headers["location"] == STEP_PAGES[stage], row


@pytest.mark.parametrize(
    ("token", "site"), list(product(["", "0" * 64, "ä"], ["same-origin", "cross-site"]))
)
def test_a_form_without_this_sign_ins_token_does_nothing(
    bare: WebOffice, token: str, site: str
) -> None:
    bare.client.headers["sec-fetch-site"] = site
    del bare.client.headers["x-sijempol-tanda"]
    for row in OFFICE_ROWS:
        if row.method != "POST" or row.need not in (*WORKERS, Clearance.SIGNED_IN):
            continue
        sign_in(bare.client, bare.office, Role.ADMIN)
        del bare.client.headers["x-sijempol-tanda"]
        before = rows(bare)
        data = {**FORMS.get(row.path, {}), "tanda": token}
        answer = bare.client.post(example_of(row.path), data=data)
        told_again = bool(token) and site == "same-origin" and row.need is not Clearance.SIGNED_IN
        # A form of an older sign-in of the same browser comes back filled; nothing is done.
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
