"""What people come for, done by clicks: the public without script, the office with forms."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def test_a_resident_finds_the_next_visit_without_script(visit: Visit) -> None:
    page = visit(360, script=False).open("/")
    page.fill("#q", "kel. cikondng")
    page.get_by_role("button", name="Cari", exact=True).click()
    assert page.inner_text("main h2") == "1 hasil"
    page.click("main ul a")
    assert page.inner_text("h1") == "Kelurahan Cikondang"
    page.click(".k h3 a >> nth=0")
    text = page.inner_text("main")
    assert re.search(r"(Senin|Selasa|Rabu|Kamis|Jumat), \d+ (Agustus|September) 2021", text)
    assert "Tanggal pasti" in text
    assert "Gratis" in text
    assert "Riwayat" in text


def test_every_public_task_works_without_script(visit: Visit) -> None:
    page = visit(1280, script=False).open("/2021-07-02/index.html")
    assert "dihentikan sementara" in page.inner_text("h1")
    page.click("text=Jalan lain")
    assert page.locator("text=Ambil dokumen di kantor").is_visible()
    page.click("text=Inmendagri 15/2021 >> nth=0")
    assert "terdokumentasi" in page.inner_text("#A01")
    page.click("nav >> text=Jadwal")
    assert page.locator("tbody tr").count() > 34
    page.click("text=Sudah selesai (")
    assert page.locator("details .st-go").first.is_visible()
    page.click("nav >> text=Peta")
    assert "Peta memerlukan JavaScript" in page.content()
    assert page.locator("#tabel ~ .lebar tbody tr").count() == 33
    page.click("footer >> text=Peta rute")
    assert page.inner_text("h1") == "Peta rute"


def test_a_name_of_the_regency_and_nonsense_are_answered_kindly(visit: Visit) -> None:
    page = visit(360, script=False).open("/cari?q=Cisaat")
    assert "ada di Kabupaten Sukabumi" in page.inner_text("main")
    assert page.locator("main ul a").count() == 0
    page.goto(page.url.replace("Cisaat", "zzzz"))
    page.click("text=Lihat nama semua kelurahan")
    assert page.locator(".kel a").count() == 33


def test_saved_days_are_one_click_apart(visit: Visit) -> None:
    page = visit(360).open("/peta.html")
    page.click(".contoh >> text=Jum 2 Jul")
    assert "tanggal simulasi Jumat, 2 Juli 2021" in page.inner_text(".contoh")
    page.click("nav >> text=Jadwal")
    page.click(".contoh >> text=Jum 25 Jun")
    assert "tanggal simulasi Jumat, 25 Juni 2021" in page.inner_text(".contoh")
    assert "berjalan dengan batasan" in page.inner_text("h1")


@pytest.mark.slow
def test_a_draft_is_made_compared_and_published_by_clicks(visit: Visit, own_site: str) -> None:
    page = visit(1280, where=own_site).open("/kantor")
    page.fill("#first", "2021-09-20")
    page.fill("#last", "2021-09-24")
    page.get_by_role("button", name="Susun draf").click()
    page.wait_for_url("**/kantor/rencana/*")
    text = page.inner_text("main")
    assert "Yang berubah dari yang terbit" in text
    assert "Tanggal baru" in text or "tanggal baru" in text
    assert page.locator(".minggu .petak .kartu").count() > 0
    page.get_by_role("link", name="Periksa sebelum terbit").click()
    page.get_by_role("button", name=re.compile("^Terbitkan draf")).click()
    page.wait_for_load_state()
    assert page.inner_text("h1").startswith("Rencana 3")
    assert "Keadaan: terbit" in page.inner_text("main")
    page.click("nav >> text=Papan")
    assert "Rencana 3, 20-24 September 2021 (berlaku)" in page.inner_text("main")
    page.click("nav summary")
    page.click("nav >> text=Situs warga")
    assert "Layanan keliling" in page.inner_text("h1")
