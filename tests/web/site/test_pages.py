"""The public site is bytes: same, fast to check, compressed, never asked of the database."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

from planner.actions.requests.end_visits import cancel_visits
from planner.store import Database
from planner.web.site.published import PublishedSite
from tests.builders import act_on, make_office
from tests.web.conftest import MONDAY, WebOffice, client_of


def test_pages_and_assets_come_with_their_types(web: WebOffice) -> None:
    kinds = {
        "/": "text/html",
        "/index.html": "text/html",
        "/kelurahan/32.72.03.1002.html": "text/html",
        "/peta.html": "text/html",
        "/aset/situs.css": "text/css",
        "/perubahan.atom": "application/atom+xml",
        "/kalender/kota.ics": "text/calendar",
        "/data/kunjungan.geojson": "application/geo+json",
        "/aset/leaflet/leaflet.js": "text/javascript",
        "/aset/leaflet/images/layers.png": "image/png",
    }
    for path, kind in kinds.items():
        answer = web.client.get(path)
        assert answer.status_code == 200, path
        assert answer.headers["content-type"].startswith(kind)


def test_a_page_already_known_is_not_sent_again(web: WebOffice) -> None:
    first = web.client.get("/")
    again = web.client.get("/", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    weak = web.client.get("/", headers={"if-none-match": f'W/{first.headers["etag"]}, "x"'})
    assert weak.status_code == 304
    other = web.client.get("/", headers={"if-none-match": '"something else"'})
    assert other.status_code == 200


def test_compressed_and_plain_copies_are_told_apart(web: WebOffice) -> None:
    answers = {
        accepts: web.client.get("/", headers={"accept-encoding": accepts})
        for accepts in ("br", "gzip", "identity", "gzip, br;q=0")
    }
    sent = {accepts: answer.headers.get("content-encoding") for accepts, answer in answers.items()}
    assert sent == {"br": "br", "gzip": "gzip", "identity": None, "gzip, br;q=0": "gzip"}
    plain = answers["identity"]
    assert plain.headers["vary"] == "accept-encoding"
    assert answers["gzip"].text == plain.text
    assert len({answer.headers["etag"] for answer in answers.values()}) == 3


def test_caches_know_how_long_and_what_to_do_while_the_program_is_down(web: WebOffice) -> None:
    page = web.client.get("/peta.html")
    assert page.headers["cache-control"].startswith("public, max-age=60, ")
    assert "stale-if-error" in page.headers["cache-control"]
    scripts = re.findall(r'"(aset/tetap/[^"]+\.(?:js|css))"', page.text)
    assert len(scripts) == 2
    for script in scripts:
        answer = web.client.get(f"/{script}")
        assert answer.status_code == 200
        assert answer.headers["cache-control"].endswith("immutable")
        again = web.client.get(f"/{script}", headers={"if-none-match": answer.headers["etag"]})
        assert again.status_code == 304
        assert again.headers["cache-control"].endswith("immutable")


@pytest.mark.parametrize(
    "path", ["peta.html", "peta-rute.html", "peta-dampak.html", "en/peta.html"]
)
def test_a_map_needs_few_requests_and_few_bytes(web: WebOffice, path: str) -> None:
    page = web.client.get(f"/{path}", headers={"accept-encoding": "gzip"})
    needed = set(
        re.findall(r'<(?:script|link rel="stylesheet")[^>]* ?(?:src|href)="([^"]+)"', page.text)
    )
    sizes = [int(page.headers["content-length"])]
    for asset in sorted(needed):
        assert "//" not in asset
        answer = web.client.get(urljoin(f"/{path}", asset), headers={"accept-encoding": "gzip"})
        assert answer.status_code == 200
        sizes.append(int(answer.headers["content-length"]))
    assert len(sizes) >= 6
    assert len(sizes) <= 8
    assert sum(sizes) <= 100 * 1024


def test_a_page_opened_before_a_new_edition_still_finds_its_map(web: WebOffice) -> None:
    def named() -> set[str]:
        page = web.client.get("/peta-rute.html").text
        return set(re.findall(r'"(aset/tetap/[^"]+)"', page))

    before = named()
    with web.office.database.reading() as store:
        visits = [v for v in store.visits.list_visits() if v.day is not None and not v.private]
    cancel_visits(web.office, act_on(MONDAY, 10), [visits[0].id], why="Tempat dipakai acara lain")
    app: Any = web.client.app
    app.state.site.look_now()
    assert before != named()
    for path in before | named():
        assert web.client.get(f"/{path}").status_code == 200


def test_a_page_asks_nothing_of_the_database(
    web: WebOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert web.client.get("/").status_code == 200

    def refuse(self: Database) -> None:
        raise AssertionError("the database was asked")

    monkeypatch.setattr(Database, "reading", refuse)
    monkeypatch.setattr("planner.web.site.published.LOOK_AGAIN_S", 3600.0)
    for path in ("/", "/peta.html", "/jadwal.html", "/nowhere"):
        assert web.client.get(path).status_code in (200, 404)


def test_an_address_that_leads_nowhere_helps_on(web: WebOffice) -> None:
    for path in (
        "/nowhere",
        "/2020-01-01/index.html",
        "/2021-13-45/index.html",
        "/kunjungan/x.html",
    ):
        answer = web.client.get(path)
        assert answer.status_code == 404
        assert "tidak ditemukan" in answer.text


@pytest.mark.parametrize(
    "path", ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/aset/..%2f..%2fx"]
)
def test_no_path_leads_out_of_the_site(web: WebOffice, path: str) -> None:
    answer = web.client.get(path)
    assert answer.status_code == 404
    assert "root:" not in answer.text


def test_a_saved_day_shows_the_site_of_that_day(web: WebOffice) -> None:
    then = web.client.get("/2021-06-21/index.html")
    assert then.status_code == 200
    assert "Senin, 21 Juni 2021" in then.text
    assert web.client.get("/2021-06-21/cari?q=tipar").status_code == 200


def test_search_works_without_script_and_escapes(web: WebOffice) -> None:
    assert "Tipar" in web.client.get("/cari", params={"q": "tipr"}).text
    outside = web.client.get("/cari", params={"q": "Cisaat"}).text
    assert "Kabupaten Sukabumi" in outside
    hostile = web.client.get("/cari", params={"q": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in hostile
    assert web.client.get("/cari", params={"q": "x" * 300}).status_code == 422
    assert web.client.get("/cari", params={"q": "\0\ud83d"[:1]}).status_code == 200


def test_the_site_of_an_office_stands_whole_before_its_first_plan(tmp_path: Path) -> None:
    empty = make_office(tmp_path / "kosong", demo=False)
    with empty.database:
        client = client_of(empty)
        assert "Belum ada jadwal yang terbit" in client.get("/").text
        site: PublishedSite = client.app.state.site  # type: ignore[attr-defined]
        site.begin_day()
        home = client.get("/").text
        assert "belum ada jadwal" in home
        assert "CONTOH" not in home
        assert "terakhir diperbarui" not in home
        waiting, met = ["/"], {"/"}
        while waiting:
            page = client.get(waiting.pop())
            assert page.status_code == 200, page.url
            if not page.headers["content-type"].startswith("text/html"):
                continue
            for link in re.findall(r'(?:href|src)="([^":]+)"', page.text):
                target = urlsplit(urljoin(page.url.path, link)).path
                if target not in met and not target.startswith("/kantor"):
                    met.add(target)
                    waiting.append(target)
        assert len(met) > 100
        assert "/aset/situs.css" in met


def test_the_search_answers_in_english_below_en(web: WebOffice) -> None:
    for day in ("", "/2021-06-21"):
        text = web.client.get(f"{day}/en/cari?q=tipr").text
        assert '<html lang="en">' in text
        assert "Results: " in text
        assert 'href="kelurahan/32.72.03.1002.html"' in text
        assert "hasil" in web.client.get(f"{day}/cari?q=tipr").text
    assert "The mobile service" in web.client.get("/en/").text
    assert web.client.get("/en/tidak-ada.html").status_code == 404


def test_a_map_comes_in_a_sandbox_and_a_saved_one_as_a_download(web: WebOffice) -> None:
    policy = web.client.get("/peta.html").headers["content-security-policy"]
    assert web.client.get("/en/peta.html").headers["content-security-policy"] == policy
    assert policy.endswith("sandbox allow-scripts allow-forms allow-downloads")
    assert "script-src 'self';" in policy
    assert "sandbox" not in web.client.get("/").headers["content-security-policy"]
    saved = web.client.get("/unduh/peta-sijempol.html")
    assert saved.headers["content-disposition"] == "attachment"
