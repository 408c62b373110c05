"""Requests are entered from a chat in one form, found again, and declined only with an offer."""

from __future__ import annotations

import re
from datetime import date

import pytest

from planner.actions.saving.office_state import OfficeState, load_state
from planner.domain.visits import Visit
from planner.domain.vocabulary import EventKind, VisitState
from tests.builders import TIPAR
from tests.web.conftest import WebOffice

FORM = {
    "kunci": "kunci-uji-satu",
    "jalur": "PERMUKIMAN",
    "kelurahan": TIPAR,
    "tempat": "Lapangan RW 09",
    "orang": "75",
    "kontak": "0812-3456-7890",
    "urgensi": "routine",
    "layanan": ["KTP_RECORDING", "KK"],
    "hari": ["0", "5"],
    "surat": "005/12/RW09, 20 Juni 2021",
    "tanggal": "2021-06-20",
}


def state_of(web: WebOffice) -> OfficeState:
    with web.office.database.reading() as store:
        return load_state(store, web.office.areas)


def saved(web: WebOffice, **given: object) -> str:
    answer = web.client.post("/kantor/permohonan", data={**FORM, **given})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def visit_at(web: WebOffice, where: str) -> Visit:
    name = where.rsplit("/", 1)[1]
    return next(v for v in state_of(web).visits.values() if v.request.id == name)


def test_a_request_from_a_chat_is_one_form_and_gives_a_receipt(web: WebOffice) -> None:
    assert "Simpan permohonan" in web.client.get("/kantor/permohonan/baru").text
    where = saved(web)
    page = web.client.get(where).text
    for words in (
        "Lapangan RW 09",
        "0812-3456-7890",
        "Senin, Sabtu",
        "005/12/RW09",
        "Jumlah: 75",
    ):
        assert words in page
    receipt = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.S)
    assert receipt is not None
    assert where.rsplit("/", 1)[1] in receipt[1]
    assert "0812" not in receipt[1]
    visit = visit_at(web, where)
    assert visit.state is VisitState.REQUESTED
    assert visit.request.requested_on == date(2021, 6, 20)
    assert [s.value for s in visit.request.services] == ["KTP_RECORDING", "KK"]


def test_the_same_form_sent_again_makes_one_request(web: WebOffice) -> None:
    first, again = saved(web), saved(web)
    assert first == again
    mine = [v for v in state_of(web).visits.values() if v.request.place == "Lapangan RW 09"]
    assert len(mine) == 1
    assert len(state_of(web).events[mine[0].id]) == 1


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"kelurahan": "32.02.01.1001"}, "pilih salah satu dari daftar"),
        ({"kelurahan": ""}, "pilih salah satu dari daftar"),
        ({"tempat": " "}, "Tempat masih kosong"),
        ({"tempat": "NIK 3272010101010001"}, "jangan tulis NIK"),
        ({"orang": "0"}, "angka dari 1 sampai 2000"),
        ({"orang": "banyak"}, "Jumlah orang harus angka."),
        ({"orang": "1.5"}, "angka bulat"),
        ({"orang": "nan"}, "angka bulat"),
        ({"kontak": ""}, "Kontak masih kosong"),
        ({"kontak": "3272010101010001"}, "jangan tulis NIK"),
        ({"surat": "x" * 121}, "lebih dari 120 huruf"),
        ({"tanggal": "2021-06-22"}, "hari ini atau sebelumnya"),
        ({"tanggal": "kemarin"}, "bukan tanggal"),
        ({"jalur": "PERKAWINAN"}, "Tanggal acara masih kosong"),
        ({"acara": "2021-07-01"}, "hanya untuk perkawinan"),
        ({"jalur": "PERKAWINAN", "acara": "2021-06-01"}, "sesudah hari ini"),
        ({"jalur": "SULAP"}, "Jenis: pilih salah satu dari daftar"),
        ({"layanan": ["SULAP"]}, "Layanan: pilih salah satu dari daftar"),
        ({"lintang": "-6.9"}, "diisi bersama"),
        ({"lintang": "90", "bujur": "0"}, "harus angka dari"),
        ({"jalur": "AKI_NINI"}, "kosongkan tempat"),
    ],
)
def test_a_bad_field_is_told_beside_it_and_nothing_is_lost_or_saved(
    web: WebOffice, given: dict[str, object], message: str
) -> None:
    before = state_of(web)
    answer = web.client.post("/kantor/permohonan", data={**FORM, **given})
    assert answer.status_code == 422
    assert message in answer.text
    assert 'value="kunci-uji-satu"' in answer.text
    assert 'value="5" checked' in answer.text
    assert state_of(web).revision == before.revision


@pytest.mark.parametrize(
    "given",
    [
        {"tempat": "Balai RW 3", "kontak": "lain"},
        {"kelurahan": "32.72.02.1001", "kontak": "+62 812 3456 7890"},
    ],
)
def test_a_likely_duplicate_is_shown_before_it_is_saved(
    web: WebOffice, given: dict[str, str]
) -> None:
    saved(web, kunci="yang-pertama")
    before = state_of(web).revision
    second = {**FORM, "kunci": "yang-kedua", "tempat": "Aula lain", **given}
    answer = web.client.post("/kantor/permohonan", data=second)
    assert answer.status_code == 409
    assert "Mungkin sudah ada" in answer.text
    assert state_of(web).revision == before
    kept = web.client.post("/kantor/permohonan", data={**second, "tetap": "ya"})
    assert kept.status_code == 303


def test_another_place_and_contact_is_no_duplicate(web: WebOffice) -> None:
    saved(web)
    saved(web, kunci="dua", tempat="Masjid Al Ikhlas", kontak="0857-1111-2222")


def test_a_home_is_kept_without_place_and_its_receipt_names_none(web: WebOffice) -> None:
    where = saved(web, jalur="AKI_NINI", tempat="", orang="1", kunci="rumah")
    page = web.client.get(where).text
    assert visit_at(web, where).request.place.startswith("Kunjungan rumah P21-")
    receipt = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.S)
    assert receipt is not None
    assert "Tipar" not in receipt[1]
    assert "Tempat" not in receipt[1]


def test_the_list_finds_by_state_place_with_a_typo_number_and_contact(web: WebOffice) -> None:
    where = saved(web)
    name = where.rsplit("/", 1)[1]
    for asked in ("lapngan rw 09", name, name.lower(), "3456-7890"):
        page = web.client.get("/kantor/permohonan", params={"cari": asked}).text
        assert name in page, asked
        assert "1 kunjungan, 75 orang" in page or asked == "lapngan rw 09"
    assert name in web.client.get("/kantor/permohonan?keadaan=menunggu").text
    assert name not in web.client.get("/kantor/permohonan?keadaan=terjadwal").text
    none = web.client.get("/kantor/permohonan?cari=zzzzqqq").text
    assert "Tidak ada kunjungan untuk pilihan ini" in none


@pytest.mark.parametrize("query", ["hal=99", "hal=x", "keadaan=zz", "wilayah=zz", "cari=%00'\"<"])
def test_odd_addresses_of_the_list_are_answered(web: WebOffice, query: str) -> None:
    assert web.client.get(f"/kantor/permohonan?{query}").status_code == 200


def test_declining_needs_an_offer_and_says_it(web: WebOffice) -> None:
    where = saved(web)
    without = web.client.post(f"{where}/tolak", data={"alasan": "Terlalu sedikit orang"})
    assert without.status_code == 422
    assert "Tawaran masih kosong. Pilih salah satu dari daftar." in without.text
    assert 'value="Terlalu sedikit orang"' in without.text
    alone = web.client.post(
        f"{where}/tolak", data={"tawaran": "merge", "alasan": "Terlalu sedikit orang"}
    )
    assert alone.status_code == 422
    assert "isi nomor permohonan lain" in alone.text
    assert visit_at(web, where).state is VisitState.REQUESTED
    form = {"kunci": "t1", "tawaran": "office", "alasan": "Terlalu sedikit orang"}
    for _ in range(2):
        assert web.client.post(f"{where}/tolak", data=form).status_code == 303
    visit = visit_at(web, where)
    assert visit.state is VisitState.CANCELLED
    events = state_of(web).events[visit.id]
    assert [e.kind for e in events] == [EventKind.REQUESTED, EventKind.CANCELLED]
    assert "dilayani di kantor" in events[-1].why
    with_home = {"tawaran": "merge", "gabung": "H-1", "alasan": "Bersama tetangga"}
    merged = saved(web, kunci="dua", tempat="Masjid Al Ikhlas", kontak="0857")
    assert web.client.post(f"{merged}/tolak", data=with_home).status_code == 422
    form = {"tawaran": "merge", "gabung": "P-9", "alasan": "Bersama RW sebelah"}
    assert web.client.post(f"{merged}/tolak", data=form).status_code == 303


def test_unknown_requests_and_visits_are_told(web: WebOffice) -> None:
    for path in ("/kantor/permohonan/P-nihil", "/kantor/kunjungan/nihil"):
        assert web.client.get(path).status_code == 404
    form = {
        "alasan": "tidak ada alasan",
        "orang": "3",
        "tawaran": "office",
        "periksa": "2021-07-01",
    }
    for verb in ("batalkan", "tunda", "layani-hadir", "selesai", "gagal"):
        answer = web.client.post(f"/kantor/kunjungan/nihil/{verb}", data=form)
        assert answer.status_code == 404, verb
    assert web.client.post("/kantor/permohonan/nihil/tolak", data=form).status_code == 404


def test_a_likely_duplicate_is_told_once_with_everything_typed(web: WebOffice) -> None:
    where = saved(web, kunci="yang-pertama")
    again = web.client.post("/kantor/permohonan", data={**FORM, "kunci": "yang-kedua"})
    assert again.status_code == 409
    assert again.text.count('role="alert"') == 1
    assert f'href="{where}"' in again.text
    assert 'value="005/12/RW09, 20 Juni 2021"' in again.text
    assert 'value="yang-kedua"' in again.text
