"""Whatever a request says of hosts and addresses is read or refused; every answer is guarded."""

from __future__ import annotations

import http.client
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import httpx2
import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.store.opening import FILE
from planner.web.guard import LARGEST_BODY, POLICY
from planner.web.shell import templating
from tests.accounts import sign_in
from tests.serving import serving
from tests.sizes import size
from tests.web.conftest import WebOffice, client_of, stranger_of

HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
}
#: What the library that takes addresses apart refuses with an error of its own, and near misses.
BROKEN = ("[", "http://[", "//[", "//[::1", "http://]", "//\u2100", "//[x]", "//a@[", "http://[v1")


@dataclass(frozen=True)
class Kind:
    """A kind of answer: how it comes about, and its status."""

    name: str
    status: int
    ask: Callable[[WebOffice, TestClient], httpx2.Response]


def lost(web: WebOffice, client: TestClient) -> httpx2.Response:
    (web.office.database.folder / FILE).unlink()
    return client.post("/kantor/draf", data={"first": "2021-07-05", "last": "2021-07-09"})


def broken(web: WebOffice, client: TestClient) -> httpx2.Response:
    client.app.state.jobs = None  # type: ignore[attr-defined]
    return client.get("/kantor/susun")


def searched(web: WebOffice, client: TestClient) -> httpx2.Response:
    days = {"first": "2021-07-05", "last": "2021-07-09"}
    where = client.post("/kantor/susun", data=days).headers["location"]
    client.app.state.jobs.rest()  # type: ignore[attr-defined]
    return client.get(f"{where}/kabar")


def again(_: WebOffice, client: TestClient) -> httpx2.Response:
    return client.get("/", headers={"if-none-match": client.get("/").headers["etag"]})


def cross(_: WebOffice, client: TestClient) -> httpx2.Response:
    return client.post("/kantor/masuk", headers={"sec-fetch-site": "cross-site"})


def large(_: WebOffice, client: TestClient) -> httpx2.Response:
    return client.post("/kantor/masuk", content=b"x" * (LARGEST_BODY + 1))


def large_in_pieces(_: WebOffice, client: TestClient) -> httpx2.Response:
    pieces = (b"x" * LARGEST_BODY for _ in range(3))
    return client.post("/kantor/draf", content=pieces)


def stylesheet(_: WebOffice, client: TestClient) -> httpx2.Response:
    page = client.get("/").text
    return client.get("/" + page.split('rel="stylesheet" href="')[1].split('"')[0])


KINDS = (
    Kind("page", 200, lambda _, client: client.get("/")),
    Kind("head", 200, lambda _, client: client.head("/")),
    Kind("not changed", 304, again),
    Kind("style of the site", 200, stylesheet),
    Kind("file of the office", 200, lambda _, client: client.get("/kantor/aset/kantor.css")),
    Kind("feed", 200, lambda _, client: client.get("/api/v1/status.json")),
    Kind("map", 200, lambda _, client: client.get("/peta.html")),
    Kind("page of the office", 200, lambda _, client: client.get("/kantor")),
    Kind("redirect", 303, lambda _, client: client.get("/kantor/")),
    Kind("sign-in first", 303, lambda web, _: stranger_of(web.office).get("/kantor")),
    Kind("event stream", 200, searched),
    Kind("nothing there", 404, lambda _, client: client.get("/tidak-ada")),
    Kind("nothing there, office", 404, lambda _, client: client.get("/kantor/tidak-ada")),
    Kind("refusal", 404, lambda _, client: client.get("/kantor/rencana/999")),
    Kind("other method", 405, lambda _, client: client.delete("/")),
    Kind("other method, office", 405, lambda _, client: client.delete("/kantor")),
    Kind("unreadable", 422, lambda _, client: client.post("/kantor/draf", data={"first": "x"})),
    Kind("other site", 403, cross),
    Kind("other host", 421, lambda _, client: client.get("/", headers={"host": "x.example"})),
    Kind("broken host", 421, lambda _, client: client.get("/", headers={"host": "["})),
    Kind("too large", 413, large),
    Kind("too large, unannounced", 413, large_in_pieces),
    Kind("data lost", 503, lost),
    Kind("program's error", 500, broken),
)


def check_guarded(answer: httpx2.Response) -> None:
    for name, value in HEADERS.items():
        assert answer.headers.get_list(name) == [value], name
    (policy,) = answer.headers.get_list("content-security-policy")
    assert policy.startswith(POLICY)
    assert len(answer.headers.get_list("cross-origin-opener-policy")) == 1


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_of_answer_is_guarded(web: WebOffice, kind: Kind) -> None:
    answer = kind.ask(web, client_of(web.office, raises=False))
    assert answer.status_code == kind.status
    assert "'unsafe" not in answer.headers["content-security-policy"]
    check_guarded(answer)


def test_an_error_while_telling_an_error_is_guarded_too(
    web: WebOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(web.office, raises=False)

    def fail() -> None:
        raise RuntimeError("no template")

    monkeypatch.setattr(templating, "_environment", fail)
    answer = client.get("/kantor")
    assert answer.status_code == 500
    assert "Ada yang tidak beres" in answer.text
    check_guarded(answer)


def test_a_host_is_a_name_and_a_port_and_nothing_else(web: WebOffice) -> None:
    ours = ("127.0.0.1", "127.0.0.1:8000", "localhost:1", "LOCALHOST", "[::1]", "[::1]:8000")
    half = ("::1", "127.0.0.1:", "127.0.0.1:abc", "127.0.0.1:80000000", "127.0.0.1,x.example")
    more = ("siapa@127.0.0.1", "127.0.0.1/kantor", "127.0.0.1?x", "127.0.0.1#x", "x.example", "")
    for path in ("/", "/kantor", "/tidak-ada", "/latihan/"):
        for host in ours:
            answer = web.client.get(path, headers={"host": host})
            assert answer.status_code in (200, 404), host
        for host in (*half, *more, *BROKEN):
            answer = web.client.get(path, headers={b"host": host.encode()})
            assert answer.status_code == 421, host


def test_a_form_from_a_broken_origin_is_refused(web: WebOffice) -> None:
    client = client_of(web.office)
    del client.headers["sec-fetch-site"]
    data = {"nama": "siti", "sandi": "salah"}
    for said in (*BROKEN, "null", "127.0.0.1:8000", "http://x.example"):
        answer = client.post("/kantor/masuk", data=data, headers={b"origin": said.encode()})
        assert answer.status_code == 403, said
    assert client.post("/kantor/masuk", data=data).status_code == 403
    ours = client.post("/kantor/masuk", data=data, headers={"origin": "http://127.0.0.1:8000"})
    assert ours.status_code == 401


def test_broken_addresses_to_go_on_to_lead_to_the_first_page(web: WebOffice) -> None:
    for number, said in enumerate(BROKEN):
        stranger = stranger_of(web.office)
        for page in ("masuk", "masuk/kode"):
            assert stranger.get(f"/kantor/{page}?ke={quote(said)}").status_code in (200, 303), said
        form = {"nama": f"a{number}", "sandi": "b", "ke": said}
        assert stranger.post("/kantor/masuk", data=form).status_code == 401, said
        entered = stranger.post("/kantor/masuk/contoh", data={"peran": "viewer", "ke": said})
        assert (entered.status_code, entered.headers["location"]) == (303, "/kantor"), said


def test_a_form_whose_page_is_broken_is_kept_all_the_same(web: WebOffice) -> None:
    client = client_of(web.office)
    client.headers["x-sijempol-tanda"] = "0" * 64
    data = {"first": "2021-07-05", "last": "2021-07-09"}
    for said in BROKEN:
        kept = client.post("/kantor/draf", data=data, headers={b"referer": said.encode()})
        assert (kept.status_code, kept.headers["location"]) == (303, "/kantor/isian"), said


#: Where a request may say an address, or anything that is taken apart.
SAID = (
    *("host", "origin", "referer", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"),
    *("forwarded", "accept-encoding", "if-none-match", "content-type", "content-length"),
    *("cookie", "range", "accept-language", "sec-fetch-site", "x-sijempol-tanda"),
)


@settings(
    max_examples=size("fuzz_examples"),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    header=st.sampled_from(SAID),
    said=st.sampled_from(BROKEN) | st.text("[]/:@?#%;,=\\\"'x1\u2100\u00b2 \t", max_size=20),
    path=st.sampled_from(["/", "/kantor/masuk", "/cari?q=a", "/kantor", "/latihan/", "//["]),
    sent=st.booleans(),
)
def test_no_header_of_a_request_makes_an_error_of_the_program(
    web: WebOffice, header: str, said: str, path: str, sent: bool
) -> None:
    client = sign_in(stranger_of(web.office, raises=False), web.office)
    if header == "origin":
        del client.headers["sec-fetch-site"]
    headers = {header.encode(): said.encode()}
    form = {"nama": "a", "sandi": "b"}
    answer = (
        client.post(path, data=form, headers=headers) if sent else client.get(path, headers=headers)
    )
    assert answer.status_code < 500, answer.text
    check_guarded(answer)


def test_requests_are_refused_alike_when_they_are_served(web: WebOffice) -> None:
    with serving(client_of(web.office).app) as address:
        split = urlsplit(address)
        for target, host, status in (
            ("/", "[", 421),
            ("/", "127.0.0.1", 200),
            ("//[", "127.0.0.1", 404),
            ("/kantor/masuk?ke=//[", "127.0.0.1", 200),
        ):
            line = http.client.HTTPConnection(str(split.hostname), split.port, timeout=30)
            line.putrequest("GET", target, skip_host=True)
            line.putheader("Host", host)
            line.putheader("Upgrade", "websocket")
            line.endheaders()
            answer = line.getresponse()
            assert answer.status == status, (target, host)
            assert answer.headers.get_all("x-content-type-options") == ["nosniff"]
            assert answer.headers.get_all("x-frame-options") == ["DENY"]
            answer.read()
            line.close()
