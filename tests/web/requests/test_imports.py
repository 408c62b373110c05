"""Tables from Excel through the pages: looked at, mended by a click, taken once, undone."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from planner.actions.imports.sheets import request_template
from planner.actions.imports.tables import Table
from planner.actions.saving.office_state import OfficeState, load_state
from planner.domain.errors import NotFound
from planner.domain.vocabulary import VisitState
from planner.web.requests.uploads import MOST, Uploads
from tests.sizes import size
from tests.web.conftest import WebOffice, client_of

HEAD = "Nomor;Jenis;Kelurahan;Tempat;Jumlah orang;Layanan;Tanggal permohonan;Kontak"
GOOD = "A-1;PERMUKIMAN;Tipar;Balai RW 05;60;KK;2021-06-01;0812000111"
TYPO = "A-2;PERMUKIMAN;Cibeurem Hilir;Balai RW 06;60;KK;2021-06-01;0812000222"
BAD = "A-3;PERMUKIMAN;Tipar;Balai RW 07;banyak;KK;2021-06-01;0812000333"


def csv_of(*rows: str, head: str = HEAD) -> bytes:
    return ("\r\n".join((head, *rows)) + "\r\n").encode()


def state_of(web: WebOffice) -> OfficeState:
    with web.office.database.reading() as store:
        return load_state(store, web.office.areas)


def uploaded(web: WebOffice, content: bytes, kind: str = "requests", name: str = "a.csv") -> str:
    answer = web.client.post(
        "/kantor/impor", data={"jenis": kind}, files={"berkas": (name, content)}
    )
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def ids(web: WebOffice) -> set[str]:
    return {v.request.id for v in state_of(web).visits.values()}


def test_a_table_is_seen_mended_and_taken_once(web: WebOffice) -> None:
    before = state_of(web).revision
    where = uploaded(web, csv_of(GOOD, TYPO, BAD))
    page = web.client.get(where).text
    assert "<dt>Baris baru</dt><dd>1</dd>" in page
    assert "<dt>Baris bermasalah</dt><dd>2</dd>" in page
    assert "Baris 3, kolom C (Kelurahan)" in page
    assert "Maksudnya Cibeureum Hilir" in page
    assert "Baris 4, kolom E (Jumlah orang)" in page
    assert state_of(web).revision == before
    fix = {"baris": "3", "kolom": "area_code"}
    assert web.client.post(f"{where}/perbaiki", data=fix).status_code == 303
    assert "<dt>Baris baru</dt><dd>2</dd>" in web.client.get(where).text
    for _ in range(2):
        assert web.client.post(f"{where}/ambil", data={"kunci": "a"}).status_code == 303
    assert {"A-1", "A-2"} <= ids(web)
    assert "A-3" not in ids(web)
    assert "<dt>Sudah tercatat</dt><dd>2</dd>" in web.client.get(where).text
    again = uploaded(web, csv_of(GOOD, TYPO))
    assert "Semua baris" not in web.client.get(again).text
    assert len([i for i in ids(web) if i.startswith("A-")]) == 2


def test_the_bad_rows_are_handed_out_and_come_back(web: WebOffice) -> None:
    where = uploaded(web, csv_of(GOOD, BAD))
    handed = web.client.get(f"{where}/bermasalah.csv")
    assert "attachment" in handed.headers["content-disposition"]
    text = handed.content.decode("utf-8-sig")
    assert "Keterangan" in text
    assert "A-1" not in text
    mended = uploaded(web, text.replace("banyak", "40").encode())
    assert "<dt>Baris baru</dt><dd>1</dd>" in web.client.get(mended).text
    assert web.client.get(f"{where}/bermasalah.xlsx").content[:2] == b"PK"


def test_an_import_is_undone_whole_and_only_once(web: WebOffice) -> None:
    where = uploaded(web, csv_of(GOOD))
    web.client.post(f"{where}/ambil", data={"kunci": "a"})
    page = web.client.get("/kantor/impor").text
    assert "Urungkan impor ini" in page
    for _ in range(2):
        assert web.client.post("/kantor/impor/1/batalkan", data={}).status_code == 303
    gone = [v for v in state_of(web).visits.values() if v.request.id == "A-1"]
    assert [v.state for v in gone] == [VisitState.CANCELLED]
    assert "Sudah diurungkan" in web.client.get("/kantor/impor").text
    assert web.client.post("/kantor/impor/99/batalkan", data={}).status_code == 404
    assert web.client.post(f"/kantor/impor/{10**20}/batalkan", data={}).status_code == 422


def test_units_and_days_come_from_tables_too(web: WebOffice) -> None:
    units = csv_of(
        "u-9;Unit 9;KK;2;100;4", head="id;name;services;recording_sets;people_per_day;crew"
    )
    where = uploaded(web, units, "units")
    assert web.client.post(f"{where}/ambil", data={"kunci": "u"}).status_code == 303
    assert "u-9" in {unit.id for unit in state_of(web).units}
    days = csv_of(
        "2021-12-24;tidak;Cuti bersama",
        "25/12/2021;tidak;Natal",
        "kapan;ya;x",
        "2021-12-27;boleh;x",
        head="tanggal;hari_kerja;keterangan",
    )
    where = uploaded(web, days, "calendar")
    page = web.client.get(where).text
    assert "<dt>Baris bermasalah</dt><dd>2</dd>" in page
    assert "bukan tanggal" in page
    assert "harus ya atau tidak" in page
    for _ in range(2):
        assert web.client.post(f"{where}/ambil", data={"kunci": "d"}).status_code == 303
    added = [r for r in state_of(web).records if str(r["id"]).startswith("K-20211224-")]
    assert [r["now"] for r in added] == ["holiday"]
    assert not [r for r in state_of(web).records if str(r["id"]).startswith("K-20211225-")]


def test_the_template_and_every_export_can_be_fetched(web: WebOffice) -> None:
    for path in ("templat.xlsx", "requests.csv", "units.xlsx", "calendar.csv", "results.xlsx"):
        answer = web.client.get(f"/kantor/ekspor/{path}")
        assert answer.status_code == 200, path
        assert "attachment" in answer.headers["content-disposition"]
    for form in ("csv", "xlsx", "ics", "geojson", "gpx", "json"):
        assert web.client.get(f"/kantor/ekspor/plan.{form}").status_code == 200, form
    assert web.client.get("/kantor/ekspor/plan.exe").status_code == 422
    assert web.client.get("/kantor/ekspor/rahasia.csv").status_code == 422
    with web.office.database.reading() as store:
        assert any(a.action == "export" for a in store.accesses.list_accesses())
    content = request_template(web.office.areas)
    page = web.client.get(uploaded(web, content, name="t.xlsx")).text
    assert "<dt>Baris contoh, dilewati</dt><dd>3</dd>" in page


def test_a_file_is_its_owners_alone_and_a_lost_one_is_told(web: WebOffice) -> None:
    kept = Uploads()
    name = kept.keep("ani", Table(kind="requests", name="a.csv", content=csv_of(GOOD)))
    assert kept.get("ani", name).name == "a.csv"
    with pytest.raises(NotFound):
        kept.get("dewi", name)
    for number in range(MOST):
        kept.keep("ani", Table(kind="requests", name=f"{number}.csv", content=b"x"))
    with pytest.raises(NotFound):
        kept.get("ani", name)
    assert web.client.get("/kantor/impor/berkas/nihil").status_code == 404
    for verb in ("ambil", "perbaiki"):
        answer = web.client.post(f"/kantor/impor/berkas/nihil/{verb}", data={"baris": "2"})
        assert answer.status_code == 404


def test_uploads_are_bounded_and_what_is_no_table_is_refused(web: WebOffice) -> None:
    big = web.client.post(
        "/kantor/impor", data={"jenis": "requests"}, files={"berkas": ("a.csv", b"x" * 5_200_000)}
    )
    assert big.status_code == 413
    none = web.client.post("/kantor/impor", data={"jenis": "requests"})
    assert none.status_code == 422
    odd = web.client.post(
        "/kantor/impor", data={"jenis": "sulap"}, files={"berkas": ("a.csv", csv_of(GOOD))}
    )
    assert odd.status_code == 422
    elsewhere = web.client.post("/kantor/permohonan", data={"tempat": "x" * 70_000})
    assert elsewhere.status_code == 413


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 20_000_000)
    return out.getvalue()


def hostile(seed: int) -> bytes:
    """Return a file that nobody means well with, or a good one that was damaged on the way."""
    chance = random.Random(seed)
    whole = csv_of(GOOD, TYPO, BAD)
    ways = [
        lambda: chance.randbytes(chance.randint(1, 3000)),
        lambda: bytes(b if chance.random() > 0.05 else chance.randrange(256) for b in whole),
        lambda: whole[: chance.randint(0, len(whole))],
        lambda: b"PK\x03\x04" + chance.randbytes(500),
        lambda: csv_of(*[GOOD.replace("A-1", f"A-{n}\x00") for n in range(5)]),
        lambda: csv_of('"' * chance.randint(1, 99)),
        lambda: csv_of(";".join(["=cmd|' /C calc'!A0", "<script>x</script>"] * 10)),
        lambda: csv_of(GOOD.replace("60", "1e999").replace("Tipar", "\ud7ff" * 40)),
        lambda: (HEAD + ";a" * chance.randint(1, 60) + "\n" + GOOD).encode("utf-16"),
    ]
    return chance.choice(ways)()


@pytest.mark.parametrize("kind", ["requests", "units", "calendar"])
def test_hostile_files_are_refused_in_words_and_nothing_is_half_saved(
    web: WebOffice, kind: str
) -> None:
    quiet = client_of(web.office, raises=False)
    before = state_of(web)
    for seed in range(size("hostile_files")):
        content = bomb() if seed == 0 else hostile(seed)
        told = quiet.post(
            "/kantor/impor", data={"jenis": kind}, files={"berkas": (f"{seed}.csv", content)}
        )
        assert told.status_code in (303, 400, 422), seed
        if told.status_code == 303:
            seen = quiet.get(told.headers["location"])
            assert seen.status_code in (200, 422), (seed, seen.text)
            assert "<script>x" not in seen.text
            taken = quiet.post(f"{told.headers['location']}/ambil", data={"kunci": str(seed)})
            assert taken.status_code in (303, 422), (seed, taken.text)
    after = state_of(web)
    fresh = [v for name, v in after.visits.items() if name not in before.visits]
    for visit in fresh:
        assert [e.visit_id for e in after.events[visit.id]] == [visit.id]
        assert visit.request.people >= 1


def pasted(web: WebOffice, text: str, kind: str = "requests") -> str:
    answer = web.client.post("/kantor/impor", data={"jenis": kind, "tempel": text})
    assert answer.status_code == 303, answer.text
    return web.client.get(answer.headers["location"]).text


def test_cells_pasted_from_excel_are_looked_at_as_a_file_is(web: WebOffice) -> None:
    rows = [row.replace(";", "\t") for row in (HEAD, GOOD, TYPO, BAD)]
    page = pasted(web, "\r\n".join(rows))
    assert "tempelan dari Excel" in page
    assert "<dt>Baris baru</dt><dd>1</dd>" in page
    assert "Maksudnya Cibeureum Hilir" in page


def test_pasted_cells_may_begin_with_a_title(web: WebOffice) -> None:
    rows = [
        "REKAP PERMOHONAN",
        "No.\tTgl\tProgram\tTempat\tKel.\tJml Orang",
        "1\t1 Juni 2021\tPemukiman\tBalai RW 03\tTipar\t± 60 orang",
        "JUMLAH\t\t\t\t\t60",
    ]
    page = pasted(web, "\n".join(rows))
    assert "Ambil 1 baris baru" in page
    assert "Yang dilewati (2)" in page


def test_pasted_cells_without_headings_stand_in_the_templates_order(web: WebOffice) -> None:
    cells = ["A-9", "PERMUKIMAN", "Tipar", 'Balai "RW" 09; lantai 2', "", "", "60", "KK", "routine"]
    cells[3] = '"Balai ""RW"" 09; lantai 2"'
    page = pasted(web, "\t".join([*cells, "2021-06-01", "", "0812000111"]) + "\n")
    assert "<dt>Baris baru</dt><dd>1</dd>" in page
    assert "Balai &#34;RW&#34; 09; lantai 2" in page
    units = pasted(web, "unit-7\tUnit 7\tKK;KIA\t2\t120\t4", "units")
    assert "<dt>Baris baru</dt><dd>1</dd>" in units


@pytest.mark.parametrize("text", ["", "  \t \r\n\t"])
def test_an_empty_form_says_what_to_do(web: WebOffice, text: str) -> None:
    answer = web.client.post("/kantor/impor", data={"jenis": "requests", "tempel": text})
    assert answer.status_code == 422
    assert "tempel sel dari Excel" in answer.text


def test_what_was_pasted_and_chosen_comes_back_with_what_is_wrong(web: WebOffice) -> None:
    sent = {"jenis": "sulap", "tempel": "<b>\t1"}
    answer = web.client.post("/kantor/impor", data=sent)
    assert answer.status_code == 422
    assert "Pilih jenis tabel" in answer.text
    assert "&lt;b&gt;\t1</textarea>" in answer.text
    empty = web.client.post("/kantor/impor", data={"jenis": "units", "tempel": "\t"})
    assert '<option value="units" selected>' in empty.text


def test_text_in_the_place_of_a_file_is_no_file(web: WebOffice) -> None:
    answer = web.client.post("/kantor/impor", data={"jenis": "requests", "berkas": "a;b"})
    assert answer.status_code == 422
    assert "Pilih berkas, atau tempel sel dari Excel" in answer.text
