"""Random forms on every address of the desk: answered in words, never broken, never half saved."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute

from planner.actions.saving.office_state import OfficeState, load_state
from planner.web.app import PAGES
from planner.web.site import pages as public_pages
from tests.sizes import size
from tests.web.conftest import WebOffice, client_of

MODULES = tuple(module for module in PAGES if module is not public_pages)
_PARAMETER = re.compile(r"\{(\w+)[^}]*\}")
NAMES = (
    *("kunci", "jalur", "kelurahan", "tempat", "orang", "kontak", "urgensi", "layanan", "hari"),
    *("surat", "tanggal", "acara", "lintang", "bujur", "tetap", "tawaran", "gabung", "alasan"),
    *("periksa", "sisa", "jumlah-KK", "jenis", "target", "apa", "sebab", "wilayah", "mulai"),
    *("sampai", "nomor", "penerbit", "tingkat", "judul", "tandatangan", "diketahui", "sumber"),
    *("persen", "bersama", "total", "terbuka", "level", "zona", "alat", "level-4-PELAJAR"),
    *("tentang", "jawaban", "catatan", "rencana", "tampil", "baris", "kolom"),
    *("first", "last", "dari", "nama", "unit", "boleh", "beku", "anggaran", "usaha", "aturan"),
    *("kunjungan", "jam", "dilihat", "r"),
)
VALUES = (
    *("", " ", "0", "-1", "1", "60", "1e999", "nan", "inf", "9" * 30, "2021-06-30", "2021-13-01"),
    *("0001-01-01", "9999-12-31", "2021-06-21", "PERMUKIMAN", "AKI_NINI", "PERKAWINAN", "KK"),
    *("32.72.03.1002", "32.72", "32.72.03", "baru", "buka", "cabut", "perpanjang", "kebijakan"),
    *(
        "berhenti",
        "batasi",
        "level",
        "zona",
        "kurang",
        "red",
        "vehicle",
        "office",
        "merge",
        "agreed",
    ),
    *("<script>window.__pwn=1</script>", "{{ 7*7 }}", "'; DROP TABLE visit;--", "\x00", "\x1b[31m"),
    *(
        "\u202e",
        "a" * 400,
        "3272010101010001",
        "../../etc/passwd",
        "A01",
        "*x",
        "- a: &b",
        "\r\nX: y",
    ),
)


def routes(method: str) -> list[str]:
    every = [route for module in MODULES for route in module.router.routes]
    return sorted(r.path for r in every if isinstance(r, APIRoute) and method in (r.methods or ()))


def filled(path: str, known: dict[str, str]) -> Iterator[str]:
    """Yield ``path`` with its parameters filled by what is there and by what is not."""
    yield re.sub(_PARAMETER, lambda match: known.get(match[1], "1"), path)
    for wanted in ("nihil", "%00", "9" * 25):
        yield re.sub(_PARAMETER, wanted, path)


def state_of(web: WebOffice) -> OfficeState:
    with web.office.database.reading() as store:
        return load_state(store, web.office.areas)


def known_of(web: WebOffice) -> dict[str, str]:
    visit = next(iter(state_of(web).visits.values()))
    return {
        "visit_id": visit.id,
        "name": visit.request.id,
        "rule_id": "A01",
        "kind": "units",
        "form": "csv",
        "plan_id": "1",
        "job_id": "1",
        "number": "1",
        "path": "index.html",
    }


def test_the_fuzz_knows_the_desk() -> None:
    assert len(routes("POST")) >= 28
    assert len(routes("GET")) >= 30


def test_looking_at_any_page_changes_nothing(web: WebOffice) -> None:
    quiet, known = client_of(web.office, raises=False), known_of(web)
    before = state_of(web).revision
    for path in routes("GET"):
        for address in filled(path, known):
            answer = quiet.get(address)
            assert answer.status_code < 500, address
            assert answer.headers["x-frame-options"] == "DENY", address
    assert state_of(web).revision == before


def test_no_form_of_the_desk_is_taken_from_another_site(web: WebOffice) -> None:
    known, before = known_of(web), state_of(web).revision
    for path in routes("POST"):
        address = next(filled(path, known))
        answer = web.client.post(address, data={}, headers={"sec-fetch-site": "cross-site"})
        assert answer.status_code == 403, address
    assert state_of(web).revision == before
    for path in routes("POST"):
        address = next(filled(path, known))
        plain = web.client.post(address, content=b"{}", headers={"content-type": "text/plain"})
        assert plain.status_code < 500, address


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_random_forms_are_answered_and_the_data_stay_whole(web: WebOffice, seed: int) -> None:
    quiet, known = client_of(web.office, raises=False), known_of(web)
    chance = random.Random(seed)
    addresses = [address for path in routes("POST") for address in filled(path, known)]
    for turn in range(size("office_forms")):
        address = chance.choice(addresses)
        names = chance.sample(NAMES, chance.randint(0, len(NAMES)))
        form = {name: [chance.choice(VALUES)] * chance.choice((1, 1, 1, 3)) for name in names}
        answer = quiet.post(address, data=form)
        assert answer.status_code < 500, (seed, turn, address, form)
        assert "<script>window" not in answer.text, (address, form)
    for path in ("/kantor", "/kantor/permohonan?keadaan=semua", "/kantor/aturan?semua=ya", "/"):
        page = quiet.get(path)
        assert page.status_code == 200, path
        assert "<script>window" not in page.text, path
    state = state_of(web)
    for visit in state.visits.values():
        assert state.events[visit.id][-1].after is not None


@pytest.mark.slow
def test_broken_bodies_are_refused(web: WebOffice) -> None:
    quiet, known = client_of(web.office, raises=False), known_of(web)
    bodies = [
        (b"\xff\xfe\x00=%ZZ&&&", "application/x-www-form-urlencoded"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"--x\r\nbroken", "multipart/form-data"),
        (b"&".join(b"a%d=1" % n for n in range(3000)), "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
    ]
    for path in routes("POST"):
        for body, kind in bodies:
            answer = quiet.post(
                next(filled(path, known)), content=body, headers={"content-type": kind}
            )
            assert answer.status_code < 500, (path, kind)
