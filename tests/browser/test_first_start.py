"""From an empty office to a colleague at work, on a phone, by keyboard, without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Page

from planner.actions.accounts.setup import open_setup
from planner.clock import SystemClock
from planner.web.app import create_app
from tests.browser.conftest import Visit
from tests.builders import make_office
from tests.serving import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSWORD = "kuda-baterai-jepit-benar"


@pytest.fixture
def new_office(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Serve an empty office; yield its address and its setup code."""
    office = make_office(tmp_path / "kantor", demo=False)
    code = open_setup(office, SystemClock().now())
    assert code is not None
    with serving(create_app(office, SystemClock())) as address:
        yield address, code
    office.database.close()


def typed(page: Page, *texts: str) -> None:
    """Type ``texts`` into the page's first fields and send, by keyboard alone."""
    page.locator("main input:not([type=hidden]):not([hidden])").first.focus()
    for number, text in enumerate(texts):
        if number:
            page.keyboard.press("Tab")
        page.keyboard.type(text)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def fits(page: Page) -> bool:
    """Return whether the page is no wider than the phone."""
    boxes = [box for each in page.locator("body *").all() if (box := each.bounding_box())]
    return max(box["x"] + box["width"] for box in boxes) <= 361


def make_the_first_admin(page: Page, code: str, *, narrow: bool) -> None:
    assert page.inner_text("h1") == "Selamat datang"
    assert not narrow or fits(page)
    typed(page, "kode-salah", "siti", "Siti Aminah", PASSWORD, PASSWORD)
    assert "Kode pemasangan salah" in page.inner_text("[role=alert]")
    assert page.input_value("#lengkap") == "Siti Aminah"
    page.fill("#kode", code)
    page.fill("#sandi", PASSWORD)
    page.fill("#ulang", PASSWORD)
    page.get_by_role("button", name="Buat admin").press("Enter")


def turn_on_the_second_step(page: Page, *, narrow: bool) -> None:
    assert page.inner_text("h1") == "Nyalakan langkah kedua"
    assert not narrow or fits(page)
    drawn = page.locator(".qr svg").bounding_box()
    assert drawn is not None
    assert drawn["width"] >= 150
    typed(page, pyotp.TOTP(page.inner_text(".sandi").replace(" ", "")).now())
    assert page.locator(".kode li").count() == 10
    page.get_by_role("link", name="Sudah saya catat").press("Enter")


def add_a_colleague(page: Page, *, narrow: bool) -> str:
    page.click("nav summary")
    page.click("nav[aria-label=Utama] >> text=Orang")
    page.fill("#nama", "budi")
    page.fill("#lengkap", "Budi Santoso")
    page.get_by_role("button", name="Tambah").press("Enter")
    first = page.inner_text(".sandi")
    assert not narrow or fits(page)
    return first


@pytest.mark.parametrize("width", [360, 1280])
def test_an_empty_office_leads_to_its_first_people(
    visit: Visit, new_office: tuple[str, str], width: int
) -> None:
    address, code = new_office
    page, narrow = visit(width, script=False, where=address).page, width == 360
    page.goto(f"{address}/kantor")
    make_the_first_admin(page, code, narrow=narrow)
    turn_on_the_second_step(page, narrow=narrow)
    assert page.inner_text("h1").startswith("Papan")
    first = add_a_colleague(page, narrow=narrow)
    page.click("nav summary")
    page.click("nav >> text=Riwayat")
    assert "tambah akun: budi, koordinator" in page.inner_text("main")
    page.get_by_role("button", name="Keluar").press("Enter")
    typed(page, "budi", first)
    assert page.inner_text("h1") == "Ganti kata sandi"
    typed(page, first, PASSWORD + " budi", PASSWORD + " budi")
    page.goto(f"{address}/kantor")
    assert "Budi Santoso, koordinator" in page.inner_text(".siapa")
    assert page.locator("nav[aria-label=Utama] >> text=Orang").count() == 0


def test_every_page_about_people_holds_together(visit: Visit) -> None:
    visitor = visit(360)
    for path in ("/kantor/akun", "/kantor/isian", "/kantor/catatan"):
        visitor.open(path)
        assert visitor.overflow() <= 0, path
    visitor.open("/kantor/orang", status=403)
    visitor.page.get_by_role("button", name="Keluar").click()
    visitor.page.wait_for_load_state()
    assert visitor.page.inner_text("h1") == "Masuk ke kantor Sijempol"
    visitor.page.get_by_role("button", name="Masuk sebagai admin (CONTOH)").click()
    visitor.page.wait_for_load_state()
    for path in ("/kantor/orang", "/kantor/catatan/data-pribadi", "/kantor/akun"):
        visitor.open(path)
        assert visitor.overflow() <= 0, path
