"""Officers, the rota and a crew's sheet in the browser: forms, refusals, what each role sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from planner.actions.restrictions.enter_rules import enter_rules
from planner.domain.accounts import Role
from planner.domain.visits import Visit
from tests.accounts import sign_in
from tests.actions.crews.test_crews import HALF_RULE
from tests.builders import act_on, make_home_request
from tests.copies import copied
from tests.web.conftest import MONDAY, WebOffice, client_of, opened

FIRST, LAST = date(2021, 6, 28), date(2021, 7, 2)
SPAN = {"dari": FIRST.isoformat(), "sampai": LAST.isoformat()}


def add(
    web: WebOffice, *names: str, skills: tuple[str, ...] = ("KTP_RECORDING", "DRIVING")
) -> None:
    for name in names:
        form = {"nama": name, "bisa": list(skills), "kunci": re.sub(r"\W+", "-", name)}
        answer = web.client.post("/kantor/petugas", data=form)
        assert answer.status_code == 303, answer.text


def post(web: WebOffice, path: str, **given: object) -> tuple[int, str]:
    answer = web.client.post(path, data=given)
    return answer.status_code, answer.text


@pytest.fixture
def team(staffed: Path, tmp_path: Path) -> Iterator[WebOffice]:
    """Return a published office with twenty officers and a rota under half the staff."""
    with opened(copied(staffed, tmp_path / "demo")) as web:
        yield web


@pytest.fixture(scope="module")
def staffed(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of that office, its officers and rota entered on its pages."""
    folder = copied(published, tmp_path_factory.mktemp("piket") / "demo")
    with opened(folder) as web:
        enter_rules(web.office, act_on(MONDAY), [HALF_RULE])
        add(web, *(f"Petugas uji {n:02d}" for n in range(1, 21)))
        assert post(web, "/kantor/piket", **SPAN)[0] == 303
    return folder


def piket(web: WebOffice, **given: str) -> str:
    return web.client.get("/kantor/piket", params={**SPAN, **given}).text


def visits(web: WebOffice) -> list[Visit]:
    with web.office.database.reading() as store:
        return [visit for visit in store.visits.list_visits() if visit.day is not None]


def sheet_of(web: WebOffice, visit: Visit) -> str:
    answer = web.client.get(f"/kantor/piket/unit/{visit.unit_id}/{visit.day}")
    assert answer.status_code == 200
    return answer.text


def test_empty_pages_say_the_next_step(bare: WebOffice) -> None:
    officers = bare.client.get("/kantor/petugas").text
    assert "Belum ada petugas. Tambahkan nama pertama" in officers
    assert 'href="/kantor/piket"' in officers
    rota = bare.client.get("/kantor/piket").text
    assert "Belum ada petugas. Tambahkan dulu" in rota
    assert "Susun giliran</button>" not in rota
    assert post(bare, "/kantor/piket", **SPAN)[0] == 422
    add(bare, "Petugas uji")
    assert "Belum ada rencana terbit" in bare.client.get("/kantor/piket").text


def test_an_officer_is_added_changed_and_leaves(bare: WebOffice) -> None:
    add(bare, "Petugas <uji>")
    page = bare.client.get("/kantor/petugas").text
    assert "Petugas &lt;uji&gt;</b>, merekam KTP, mengemudi" in page
    assert post(bare, "/kantor/petugas/pt-001", nama="Nama baru")[0] == 303
    page = bare.client.get("/kantor/petugas").text
    assert "<b>Nama baru</b></p>" in page
    assert post(bare, "/kantor/petugas/pt-001/berhenti")[0] == 303
    page = bare.client.get("/kantor/petugas").text
    assert "Sudah berhenti (1)" in page
    assert "Hapus nama mereka" not in page
    assert post(bare, "/kantor/petugas/pt-001/berhenti", aktif="ya")[0] == 303
    assert "Sudah berhenti" not in bare.client.get("/kantor/petugas").text


@pytest.mark.parametrize(
    ("path", "form", "message"),
    [
        ("", {"nama": ""}, "Nama masih kosong"),
        ("", {"nama": "x" * 81}, "Persingkat"),
        ("", {"nama": "3272010101010001"}, "NIK"),
        ("", {"nama": "Ada", "bisa": "TERBANG"}, "Keahlian: pilih salah satu dari daftar."),
        ("", {"nama": "petugas UJI"}, "sudah dipakai"),
        ("/pt-001", {"nama": ""}, "Nama masih kosong"),
        ("/pt-001/cuti", {"mulai": "2021-06-28"}, "Hari terakhir masih kosong"),
        ("/pt-001/cuti", {"mulai": "2021-06-28", "sampai": "2021-06-01"}, "Tukar"),
        ("/pt-001/cuti", {"mulai": "x", "sampai": "2021-06-01"}, "bukan tanggal"),
        (
            "/pt-001/cuti",
            {"mulai": "2021-06-28", "sampai": "2021-06-28", "sebab": "x"},
            "Sebab: pilih",
        ),
        ("/cuti/1/akhiri", {"masuk": ""}, "Hari masuk lagi masih kosong"),
    ],
)
def test_wrong_forms_come_back_with_a_sentence(
    bare: WebOffice, path: str, form: dict[str, object], message: str
) -> None:
    add(bare, "Petugas uji")
    status, text = post(bare, f"/kantor/petugas{path}", **form)
    assert status == 422
    assert message in text
    with bare.office.database.reading() as store:
        assert len(store.crews.list_officers()) == 1
        assert store.crews.list_leaves() == ()


def test_a_refused_form_of_a_row_is_shown_again_in_that_row(bare: WebOffice) -> None:
    add(bare, "Petugas satu", "Petugas dua", skills=("DRIVING",))
    wrong = {"nama": "petugas SATU", "bisa": "KTP_RECORDING"}
    status, text = post(bare, "/kantor/petugas/pt-002", **wrong)
    assert status == 422
    assert "sudah dipakai" in text
    rows = dict(re.findall(r'<li id="(pt-\d+)">(.*?)</li>', text, re.S))
    assert "<details open>" in rows["pt-002"]
    assert 'value="petugas SATU"' in rows["pt-002"]
    assert re.search(r'id="bisa-pt-002-KTP_RECORDING"[^>]*checked', rows["pt-002"])
    assert not re.search(r'id="bisa-pt-002-DRIVING"[^>]*checked', rows["pt-002"])
    assert "<details open>" not in rows["pt-001"]
    assert re.search(r'id="bisa-pt-001-DRIVING"[^>]*checked', rows["pt-001"])
    assert re.search(r'<input id="nama"[^>]*value=""', text)
    leave = {"mulai": "2021-06-28", "sampai": "2021-06-01", "sebab": "duty"}
    _, text = post(bare, "/kantor/petugas/pt-001/cuti", **leave)
    assert re.search(r'id="mulai-pt-001"[^>]*value="2021-06-28"', text)
    assert re.search(r'<option value="duty" selected>', text)
    leave |= {"sampai": "2021-07-02"}
    assert post(bare, "/kantor/petugas/pt-001/cuti", **leave)[0] == 303
    status, text = post(bare, "/kantor/petugas/cuti/1/akhiri", masuk="2021-08-01")
    assert status == 422
    assert re.search(r'id="masuk-1"[^>]*value="2021-08-01"', text)


def test_wrong_days_of_a_rota_are_told_beside_them(team: WebOffice) -> None:
    status, text = post(team, "/kantor/piket", dari="lusa", sampai=LAST.isoformat())
    assert status == 422
    assert re.search(r'<input id="dari"[^>]*value="lusa"[^>]*aria-invalid="true"', text)
    assert "Dari hari bukan tanggal. Pilih tanggal dari kalender." in text
    assert re.search(rf'<input id="sampai"[^>]*value="{LAST}"', text)
    for path in ("besok", "0001-01-01"):
        assert post(team, f"/kantor/piket/{path}/tukar", dari="lusa")[0] == 422


def test_leave_is_written_ends_early_and_its_reason_is_for_coordinators(bare: WebOffice) -> None:
    add(bare, "Petugas uji")
    form = {"mulai": "2021-06-28", "sampai": "2021-07-02", "sebab": "sick"}
    assert post(bare, "/kantor/petugas/pt-001/cuti", **form)[0] == 303
    assert "Tidak masuk 28 Juni - 2 Juli 2021 (sakit)" in bare.client.get("/kantor/petugas").text
    sign_in(bare.client, bare.office, Role.VIEWER)
    seen = bare.client.get("/kantor/petugas").text
    assert "Tidak masuk 28 Juni - 2 Juli 2021" in seen
    assert "sakit" not in seen
    assert 'method="post"' not in seen.split("<main")[1]
    sign_in(bare.client, bare.office, Role.COORDINATOR)
    assert post(bare, "/kantor/petugas/cuti/1/akhiri", masuk="2021-07-01")[0] == 303
    assert "masuk lagi 1 Juli 2021" in bare.client.get("/kantor/petugas").text


def test_the_rota_shows_share_basis_crews_and_turns(team: WebOffice) -> None:
    page = piket(team)
    assert page.count('<tr id="h-') == 5
    assert "50 persen: 10 dari 20 petugas" in page
    assert "Dasar: " in page
    assert re.search(r'href="/kantor/aturan/catatan/R-HALF">R-HALF</a>: SE contoh', page)
    assert "dibulatkan ke bawah" in page
    assert "belum disusun" not in page
    assert "hari belum punya giliran" not in page
    driven = {visit.day for visit in visits(team)}
    assert page.count("Lembar regu") == len({(v.day, v.unit_id) for v in visits(team)})
    assert driven
    assert page.count("tidak jalan") >= 5 - len(driven)


def test_a_viewer_sees_the_rota_and_changes_nothing(team: WebOffice) -> None:
    sign_in(team.client, team.office, Role.VIEWER)
    page = piket(team, tukar=FIRST.isoformat())
    assert "Petugas uji 01" in page
    assert 'method="post"' not in page.split("<main")[1]
    assert sheet_of(team, visits(team)[0])


def test_two_officers_are_swapped_by_the_form(team: WebOffice) -> None:
    day = visits(team)[0].day
    assert day is not None
    page = piket(team, tukar=day.isoformat())
    action = f"/kantor/piket/{day.isoformat()}/tukar"
    assert f'action="{action}"' in page
    assert page.count("<option") >= 20 + 4
    assert re.search(r"<option [^>]+ selected>Petugas uji \d\d, bebas</option>", page)
    with team.office.database.reading() as store:
        saved = {entry.unit_id: entry.officer_ids for entry in store.crews.list_rota(day, day)}
    unit = next(name for name in saved if name)
    one, other = saved[unit][0], saved[None][0]
    status, text = post(team, action, petugas=one, dengan=one, **SPAN)
    assert status == 422
    assert "dua petugas yang berbeda" in text
    assert f'action="{action}"' in text
    assert text.count(f'<option value="{one}" selected>') == 2
    assert post(team, action, petugas=one, dengan=other, **SPAN)[0] == 303
    with team.office.database.reading() as store:
        after = {entry.unit_id: entry.officer_ids for entry in store.crews.list_rota(day, day)}
    assert other in after[unit]
    assert one in after[None]


def test_a_swap_that_takes_the_only_driver_away_is_refused(web: WebOffice) -> None:
    add(web, "Sopir")
    add(web, *(f"Juru {n}" for n in range(20)), skills=("KTP_RECORDING",))
    assert post(web, "/kantor/piket", **SPAN)[0] == 303
    day = visits(web)[0].day
    assert day is not None
    with web.office.database.reading() as store:
        saved = {entry.unit_id: entry.officer_ids for entry in store.crews.list_rota(day, day)}
    inside = saved[None][0]
    status, text = post(web, f"/kantor/piket/{day}/tukar", petugas="pt-001", dengan=inside)
    assert status == 422
    assert "tanpa pengemudi" in text
    with web.office.database.reading() as store:
        assert {e.unit_id: e.officer_ids for e in store.crews.list_rota(day, day)} == saved


def test_what_is_wrong_with_the_rota_stands_on_top(team: WebOffice) -> None:
    form = {"mulai": FIRST.isoformat(), "sampai": LAST.isoformat(), "sebab": "leave"}
    assert post(team, "/kantor/petugas/pt-001/cuti", **form)[0] == 303
    page = piket(team)
    assert "Perlu diperbaiki" in page
    assert "Petugas uji 01 tidak masuk hari itu. Tukar dengan petugas lain." in page


def test_the_sheet_tells_a_crew_its_day_and_nothing_of_homes(team: WebOffice) -> None:
    home = next(visit for visit in visits(team) if visit.private)
    public = next(visit for visit in visits(team) if not visit.private)
    for visit in (home, public):
        page = sheet_of(team, visit)
        assert re.search(r'<span class="jam">\d\d\.\d\d WIB</span>', page)
        assert page.count("Petugas uji") == 4
    page = sheet_of(team, home)
    for secret in (home.id, home.request.place, home.request.contact):
        assert secret not in page
    assert "<b>Kunjungan rumah</b>" in page
    assert make_home_request().contact == home.request.contact
    page = sheet_of(team, public)
    assert public.request.place in page
    assert "Alat rekam KTP: 2 set" in page
    assert 'href="/kantor/aset/piket.css"' in page
    assert team.client.get("/kantor/aset/piket.css").status_code == 200


def test_sheets_of_other_days_and_units_are_told(team: WebOffice) -> None:
    assert "tidak jalan hari itu" in team.client.get("/kantor/piket/unit/unit-1/2021-07-04").text
    assert team.client.get("/kantor/piket/unit/nihil/2021-06-28").status_code == 404
    assert team.client.get("/kantor/piket/unit/unit-1/0001-01-01").status_code == 404
    assert team.client.get("/kantor/piket/unit/unit-1/besok").status_code == 422
    for query in ("dari=0001-01-01", "sampai=9999-12-31", "dari=2100-01-01", "tukar=0001-01-01"):
        assert team.client.get(f"/kantor/piket?{query}").status_code == 200


def test_nothing_of_the_staff_is_public(team: WebOffice) -> None:
    for path in ("/", "/jadwal.html", "/api/v1/visits.json", "/cari?q=Petugas"):
        assert "uji 01" not in team.client.get(path).text
    stranger = client_of(team.office)
    stranger.cookies.clear()
    assert stranger.get("/kantor/petugas").status_code == 303
    assert stranger.get("/kantor/piket").status_code == 303
