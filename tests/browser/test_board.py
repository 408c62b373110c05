"""The coordinator's tasks at the board, clicks counted from the office's first page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import Example, Visit, Visitor, serving_copy

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def office_site(example: Example, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving_copy(example, tmp_path_factory.mktemp("papan")) as address:
        yield address


@dataclass
class Hand:
    """A coordinator's hand: it counts its clicks since the office's first page."""

    visitor: Visitor
    clicks: int = 0

    @property
    def page(self) -> Page:
        return self.visitor.page

    def begin(self) -> None:
        self.visitor.open("/kantor")
        self.clicks = 0

    def click(self, what: str | Locator, role: str = "link") -> None:
        control = what
        if isinstance(control, str):
            control = self.page.get_by_role(role, name=re.compile(control)).first  # type: ignore[arg-type]
        control.click()
        self.page.wait_for_load_state()
        self.clicks += 1
        assert self.visitor.overflow() <= 0, self.page.url


@pytest.fixture
def hand(visit: Visit, office_site: str) -> Hand:
    """Return a hand on a phone without scripts: what it can do everybody can."""
    return Hand(NoScript(visit(360, script=False, where=office_site).page, office_site))


class NoScript(Visitor):
    """A visitor without scripts: how wide a page is cannot be asked of it."""

    def overflow(self) -> int:
        return 0


def drafted(page: Page, site: str) -> str:
    """Make a draft over promised days and return the id of its page."""
    page.goto(f"{site}/kantor/susun")
    page.fill("#first", "2021-09-06")
    page.fill("#last", "2021-09-24")
    page.get_by_role("button", name="Mulai susun").click()
    page.wait_for_url("**/kantor/rencana/*", timeout=60_000)
    return page.url.rsplit("/", 1)[1]


def test_reasons_and_pins_need_as_few_clicks_as_promised(hand: Hand, office_site: str) -> None:
    page = hand.page
    number = drafted(page, office_site)
    hand.begin()
    hand.click(f"^Draf {number}$")
    assert "Tanggalnya tetap" in page.inner_text("section:has(#belum)")
    assert hand.clicks == 1  # C10: the reason stands there
    hand.click("^Kunci ", "button")
    assert hand.clicks == 2  # C6
    assert page.locator(".kartu .tanda", has_text="Dikunci").count() == 1


def test_moves_undo_and_the_unscheduled_need_as_few_clicks_as_promised(
    hand: Hand, office_site: str
) -> None:
    page = hand.page
    number = drafted(page, office_site)
    hand.begin()
    hand.click(f"^Draf {number}$")
    card = page.locator(".kartu a", has_text="Balai RW").first
    name = str(card.get_attribute("href")).rsplit("/", 1)[1]
    before = place_of(page, name)
    hand.click(card)
    assert "biaya rencana" in page.inner_text("main")
    assert hand.clicks == 2  # C11: what moving would cost
    hand.click("^Pindahkan ke sini$", "button")
    assert hand.clicks == 3  # C4
    moved = place_of(page, name)
    assert moved != before
    hand.clicks = 0
    hand.click("^Urungkan", "button")
    assert hand.clicks == 1  # C17
    assert place_of(page, name) == before
    page.reload()
    hand.click("^Ulangi", "button")
    assert place_of(page, name) == moved
    hand.click(page.locator(f"#k-{name} a"))
    hand.click("^Keluarkan dari draf$", "button")
    hand.begin()
    hand.click(f"^Draf {number}$")
    hand.click(page.locator(f"#k-{name} a"))
    hand.click("^Tambahkan di sini$", "button")
    assert hand.clicks == 3  # C12
    assert place_of(page, name)


def test_searching_publishing_and_putting_back_by_clicks(hand: Hand, office_site: str) -> None:
    page = hand.page
    hand.begin()
    hand.click("^Susun rute dengan pilihan")
    page.get_by_label("Unit 3").uncheck()
    hand.clicks += 1
    hand.click("^Mulai susun$", "button")
    assert hand.clicks == 3  # C13, and C7 without the choice of units
    page.wait_for_url("**/kantor/rencana/*", timeout=60_000)
    number = page.url.rsplit("/", 1)[1]
    hand.begin()
    hand.click("^bandingkan rencana$")
    assert hand.clicks == 1  # C14
    assert page.locator("table.banding th[scope=row]", has_text="Orang dilayani").count() == 1
    hand.begin()
    hand.click(f"^Draf {number}$")
    hand.click("^Periksa sebelum terbit$")
    assert page.locator("iframe.telepon").count() == 1
    phone = page.frame_locator("iframe.telepon")
    assert "Layanan keliling" in phone.locator("h1").inner_text()
    hand.click("^Terbitkan draf", "button")
    assert hand.clicks == 3  # C15
    assert page.inner_text("h1").startswith("Rencana 3")
    hand.begin()
    hand.click("^Semua versi$")
    hand.click("^Kembalikan rencana 2$", "button")
    hand.click("^Terbitkan draf", "button")
    assert hand.clicks == 3  # C16
    assert page.inner_text("h1").startswith("Rencana 4")


def place_of(page: Page, name: str) -> tuple[str, str]:
    stall = page.locator(f".petak:has(#k-{name})")
    return str(stall.get_attribute("data-hari")), str(stall.get_attribute("data-unit"))


def test_dragging_and_the_keyboard_lead_to_the_same_place(visit: Visit, office_site: str) -> None:
    visitor = visit(1280, where=office_site)
    page = visitor.page
    number = drafted(page, office_site)
    path = f"/kantor/rencana/{number}"
    page.set_viewport_size({"width": 1280, "height": 4000})
    visitor.open(path)
    page.wait_for_load_state("networkidle")
    card = page.locator(".kartu", has_text="Balai RW").first
    name = str(card.get_attribute("data-kunjungan"))
    target = ("2021-09-23", place_of(page, name)[1])
    stall = page.locator(f'.petak[data-hari="{target[0]}"][data-unit="{target[1]}"]')
    card.drag_to(stall)
    page.wait_for_url("**/kunjungan/**")
    assert page.inner_text("#hasilJudul").startswith("Boleh")
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_url(f"**{path}**")
    page.wait_for_load_state("networkidle")
    assert place_of(page, name) == target
    page.keyboard.press("Control+z")
    page.wait_for_function(f"!document.querySelector('.petak[data-hari=\"2021-09-23\"] #k-{name}')")
    page.wait_for_load_state("networkidle")
    move_by_keyboard(page, name, target[0])
    page.wait_for_url(f"**{path}**")
    page.wait_for_load_state("networkidle")
    assert place_of(page, name) == target


def move_by_keyboard(page: Page, name: str, day: str) -> None:
    page.locator(f"#k-{name} a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/kunjungan/**")
    page.locator("#hari").select_option(day)
    page.locator("#jam").focus()
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.textContent") != "Periksa":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**hari=**")
    page.get_by_role("button", name="Simpan").focus()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("width", [360, 1280])
def test_every_board_page_holds_together(visit: Visit, office_site: str, width: int) -> None:
    visitor = visit(width, where=office_site)
    number = drafted(visitor.page, office_site)
    page = visitor.open(f"/kantor/rencana/{number}")
    shown = str(page.locator(".kartu a").first.get_attribute("href"))
    left = str(page.locator("#belum ~ ul a").first.get_attribute("href"))
    paths = (
        f"/kantor/rencana/{number}",
        f"/kantor/rencana/{number}/periksa",
        shown,
        f"{shown}?hari=2021-09-23&unit=unit-1",
        f"{shown}?hari=2021-09-19&unit=unit-1",
        left,
        "/kantor/susun",
        f"/kantor/susun?dari={number}",
        "/kantor/bandingkan",
        "/kantor/versi",
    )
    for path in paths:
        page = visitor.open(path)
        page.wait_for_load_state("networkidle")
        assert visitor.overflow() <= 0, path
        assert page.locator("h1").count() == 1, path
        assert "CONTOH" in page.title(), path
