"""The public site is bytes: same, fast to check, compressed, never asked of the database."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.store import Database
from tests.builders import make_desk
from tests.web.conftest import Office, client_of

HEADERS = (
    "content-security-policy",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "cross-origin-opener-policy",
)


def test_pages_and_assets_come_with_their_types(office: Office) -> None:
    kinds = {
        "/": "text/html",
        "/index.html": "text/html",
        "/kelurahan/32.72.03.1002.html": "text/html",
        "/peta.html": "text/html",
        "/aset/situs.css": "text/css",
        "/aset/peta-keadaan.js": "text/javascript",
        "/aset/leaflet/leaflet.js": "text/javascript",
        "/aset/leaflet/images/layers.png": "image/png",
    }
    for path, kind in kinds.items():
        answer = office.client.get(path)
        assert answer.status_code == 200, path
        assert answer.headers["content-type"].startswith(kind)


def test_a_page_already_known_is_not_sent_again(office: Office) -> None:
    first = office.client.get("/")
    again = office.client.get("/", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    weak = office.client.get("/", headers={"if-none-match": f'W/{first.headers["etag"]}, "x"'})
    assert weak.status_code == 304
    other = office.client.get("/", headers={"if-none-match": '"something else"'})
    assert other.status_code == 200


def test_compressed_and_plain_copies_are_told_apart(office: Office) -> None:
    zipped = office.client.get("/", headers={"accept-encoding": "gzip"})
    plain = office.client.get("/", headers={"accept-encoding": "identity"})
    assert zipped.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert zipped.text == plain.text
    assert zipped.headers["etag"] != plain.headers["etag"]
    assert plain.headers["vary"] == "accept-encoding"


def test_a_page_asks_nothing_of_the_database(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert office.client.get("/").status_code == 200

    def refuse(self: Database) -> None:
        raise AssertionError("the database was asked")

    monkeypatch.setattr(Database, "reading", refuse)
    monkeypatch.setattr("planner.web.published.LOOK_AGAIN_S", 3600.0)
    for path in ("/", "/peta.html", "/jadwal.html", "/nowhere"):
        assert office.client.get(path).status_code in (200, 404)


def test_an_address_that_leads_nowhere_helps_on(office: Office) -> None:
    for path in (
        "/nowhere",
        "/2020-01-01/index.html",
        "/2021-13-45/index.html",
        "/kunjungan/x.html",
    ):
        answer = office.client.get(path)
        assert answer.status_code == 404
        assert "tidak ditemukan" in answer.text


@pytest.mark.parametrize(
    "path", ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/aset/..%2f..%2fx"]
)
def test_no_path_leads_out_of_the_site(office: Office, path: str) -> None:
    answer = office.client.get(path)
    assert answer.status_code == 404
    assert "root:" not in answer.text


def test_a_saved_day_shows_the_site_of_that_day(office: Office) -> None:
    then = office.client.get("/2021-06-21/index.html")
    assert then.status_code == 200
    assert "Senin, 21 Juni 2021" in then.text
    assert office.client.get("/2021-06-21/cari?q=tipar").status_code == 200


def test_search_works_without_script_and_escapes(office: Office) -> None:
    assert "Tipar" in office.client.get("/cari", params={"q": "tipr"}).text
    outside = office.client.get("/cari", params={"q": "Cisaat"}).text
    assert "Kabupaten Sukabumi" in outside
    hostile = office.client.get("/cari", params={"q": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in hostile
    assert office.client.get("/cari", params={"q": "x" * 300}).status_code == 422
    assert office.client.get("/cari", params={"q": "\0\ud83d"[:1]}).status_code == 200


def test_every_answer_carries_the_same_guards(office: Office) -> None:
    answers = [
        office.client.get("/"),
        office.client.get("/nowhere"),
        office.client.get("/kantor"),
        office.client.get("/kantor/rencana/999"),
        office.client.post("/kantor/draf", data={"first": "x", "last": "y"}),
        office.client.post("/", headers={"sec-fetch-site": "cross-site"}),
        office.client.get("/", headers={"host": "sijempol.example"}),
        office.client.delete("/"),
    ]
    statuses = [answer.status_code for answer in answers]
    assert statuses == [200, 404, 200, 404, 422, 403, 421, 405]
    for answer in answers:
        for name in HEADERS:
            assert name in answer.headers, (answer.status_code, name)
        assert "'unsafe" not in answer.headers["content-security-policy"]


def test_an_office_that_published_nothing_says_so(tmp_path: Path) -> None:
    empty = make_desk(tmp_path / "kosong", demo=False)
    with empty.database:
        client = client_of(empty)
        home = client.get("/")
        assert home.status_code == 200
        assert "Belum ada jadwal yang terbit" in home.text
        assert "CONTOH" not in home.text
        assert client.get("/kantor").status_code == 200
        assert client.get("/peta.html").status_code == 404


def test_a_new_day_renders_the_site_again(office: Office) -> None:
    before = office.client.get("/").text
    later = client_of(office.desk, day=date(2021, 6, 22)).get("/").text
    assert "Senin, 21 Juni 2021" in before
    assert "Selasa, 22 Juni 2021" in later
