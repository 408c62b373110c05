"""The office's tasks in a real browser: clicks counted, keyboard enough, nothing spills."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import WIDTHS, Example, Visit, serving_copy

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PATHS = (
    "/kantor",
    "/kantor?urut=lama",
    "/kantor/permohonan",
    "/kantor/permohonan?keadaan=semua&cari=tipar",
    "/kantor/permohonan?cari=zzzzqq",
    "/kantor/permohonan/baru",
    "/kantor/aturan",
    "/kantor/aturan?semua=ya",
    "/kantor/aturan/baru",
    "/kantor/aturan/kebijakan",
    "/kantor/aturan/terlambat",
    "/kantor/kembali",
    "/kantor/aturan/catatan/A08",
    "/kantor/hubungi",
    "/kantor/hubungi?tampil=terbuka",
    "/kantor/impor",
    "/kantor/petugas",
    "/kantor/piket",
    "/kantor/piket?tukar=2021-09-01",
    "/kantor/piket/unit/unit-1/2021-09-01",
)


@pytest.fixture(scope="module")
def office_site(example: Example, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving_copy(example, tmp_path_factory.mktemp("meja")) as address:
        yield address


@dataclass
class Hand:
    """A hand that counts: typing is free, a click or the choice of a date counts one."""

    page: Page
    clicks: int = 0

    def click(self, name: str, role: str = "link") -> None:
        self.clicks += 1
        self.page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]
        self.page.wait_for_load_state()

    def tick(self, label: str) -> None:
        self.clicks += 1
        self.page.get_by_label(label, exact=True).first.check()

    def day(self, field: str, day: str) -> None:
        self.clicks += 1
        self.page.fill(f"#{field}", day)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_of_the_office_holds_together(
    visit: Visit, office_site: str, width: int
) -> None:
    visitor = visit(width, where=office_site)
    for path in PATHS:
        page = visitor.open(path)
        assert visitor.overflow() <= 0, path
        assert page.locator("h1").count() == 1, path
        for field in page.locator("input:visible, select:visible, textarea:visible").all():
            named = field.evaluate("e => e.labels?.length || !!e.getAttribute('aria-label')")
            assert named, (path, field.get_attribute("name"))


def test_a_kecamatan_is_stopped_with_six_clicks_and_opened_again_with_four(
    visit: Visit, office_site: str
) -> None:
    hand = Hand(visit(360, where=office_site).open("/kantor"))
    began = monotonic()
    hand.click("Pembatasan baru")
    hand.tick("Kecamatan Citamiang")
    hand.day("mulai", "2021-09-01")
    hand.day("sampai", "2021-09-17")
    hand.click("Lihat akibatnya", "button")
    text = hand.page.inner_text("main")
    assert "Kunjungan yang terkena" in text
    assert "Yang dibaca warga" in text
    hand.click("Berlakukan sekarang juga", "button")
    assert hand.clicks <= 6
    assert monotonic() - began < 60
    assert "Akan berlaku" in hand.page.inner_text("main")
    title = hand.page.inner_text("h1")
    hand.page.goto(f"{office_site}/kantor")
    again = Hand(hand.page)
    again.click("Pembatasan")
    again.click(title)
    again.page.fill("#mulai", "2021-09-08")
    again.page.fill("#sumber", "SE Wali Kota 444/2021")
    again.click("Lihat akibat dibuka", "button")
    assert "perlu dijadwalkan ulang" in again.page.inner_text("main")
    again.click("Berlakukan sekarang juga", "button")
    assert again.clicks <= 4
    hand.page.goto(f"{office_site}/kantor/aturan/catatan/{_id_of(hand.page, title, office_site)}")
    assert "1-7 September 2021" in hand.page.inner_text("main")


def _id_of(page: Page, title: str, site: str) -> str:
    page.goto(f"{site}/kantor/aturan?semua=ya")
    href = page.get_by_role("link", name=title, exact=True).first.get_attribute("href") or ""
    return href.rsplit("/", 1)[1]


def test_a_request_from_a_chat_takes_a_few_clicks_without_script(
    visit: Visit, office_site: str
) -> None:
    hand = Hand(visit(360, script=False, where=office_site).open("/kantor"))
    hand.click("Permohonan baru")
    hand.page.select_option("#kelurahan", label="Tipar")
    hand.clicks += 1
    hand.page.fill("#tempat", "Lapangan voli RW 11")
    hand.page.fill("#orang", "64")
    hand.page.fill("#kontak", "0812-9000-1111")
    hand.tick("Sabtu")
    hand.click("Simpan permohonan", "button")
    assert hand.clicks <= 4
    message = hand.page.input_value(".salinan")
    assert "Permohonan Sijempol diterima" in message
    assert "CONTOH" in message
    hand.page.fill("#alasan", "Digabung dengan RW 10")
    hand.page.get_by_label("Dilayani di kantor").check()
    hand.click("Tutup dengan tawaran", "button")
    assert "Dibatalkan" in hand.page.inner_text("main")


def test_a_request_is_saved_by_the_keyboard_alone(visit: Visit, office_site: str) -> None:
    page = visit(1280, where=office_site).open("/kantor/permohonan/baru")
    page.focus("#kelurahan")
    page.keyboard.type("Tipar")
    typed = {"tempat": "Aula RW 12", "orang": "30", "kontak": "0812-9000-2222"}
    for _ in range(40):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name || ''")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", name
        if name in typed:
            page.keyboard.type(typed[name])
        if page.evaluate("document.activeElement.textContent.trim()") == "Simpan permohonan":
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/kantor/permohonan/P21-"))
    assert "Aula RW 12" in page.inner_text("h1")


def test_a_table_is_mended_taken_and_undone_by_clicks(
    visit: Visit, office_site: str, tmp_path: Path
) -> None:
    table = tmp_path / "permohonan.csv"
    head = "Nomor;Jenis;Kelurahan;Tempat;Jumlah orang;Tanggal permohonan"
    rows = [
        "Z-1;PERMUKIMAN;Tipar;Pos 1;40;2021-08-01",
        "Z-2;PERMUKIMAN;Cibeurem Hilir;Pos 2;40;2021-08-01",
    ]
    table.write_text("\n".join([head, *rows]), encoding="utf-8")
    hand = Hand(visit(1280, where=office_site).open("/kantor"))
    hand.click("Impor")
    hand.page.set_input_files("#berkas", table)
    hand.clicks += 1
    hand.click("Lihat isinya", "button")
    hand.click("Maksudnya Cibeureum Hilir", "button")
    hand.click("Ambil 2 baris baru", "button")
    assert hand.clicks <= 5
    assert "Semua baris sudah tercatat" in hand.page.inner_text("main")
    hand.page.goto(f"{office_site}/kantor")
    back = Hand(hand.page)
    back.click("Impor")
    back.click("Urungkan impor ini", "button")
    assert back.clicks <= 2
    assert "Sudah diurungkan" in hand.page.inner_text("main")


def test_a_host_is_ticked_off_with_two_clicks(visit: Visit, office_site: str) -> None:
    hand = Hand(visit(360, where=office_site).open("/kantor"))
    hand.click("Hubungi")
    first = hand.page.locator(".kartu-hubungi > li").first
    name = first.get_attribute("id")
    hand.clicks += 1
    first.get_by_role("button", name="Setuju", exact=True).click()
    hand.page.wait_for_url(re.compile(f"#{name}$"))
    assert hand.clicks <= 2
    assert "Setuju" in hand.page.locator(f"#{name} .pasang").inner_text()
