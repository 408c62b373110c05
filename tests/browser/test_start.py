"""A newcomer's first hour: an empty office, the example in a click, the tour, and gone again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from planner.cli.practice import FOLDER, PracticeMaker
from planner.clock import SystemClock
from planner.web.app import create_app
from planner.web.guard import LOOPBACK
from planner.web.shell.tour import TITLES
from planner.web.start.practice import PracticeRoom
from tests.accounts import signed_in
from tests.browser.conftest import WIDTHS, Example
from tests.builders import make_office
from tests.serving import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class Copying(PracticeMaker):
    """Takes the example that was played for all tests instead of playing it."""

    def __init__(self, office: Path, example: Path) -> None:
        super().__init__(office, LOOPBACK)
        self.office, self.example = office, example

    def begin(self) -> Future[None]:
        shutil.copytree(self.example, self.office / FOLDER)
        made: Future[None] = Future()
        made.set_result(None)
        return made


@pytest.fixture
def office(example: Example, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Serve an empty real office, and return its address and a coordinator's session."""
    office = make_office(tmp_path / "kantor", demo=False)
    practice = PracticeRoom(Copying(tmp_path / "kantor", example[0]))
    token = signed_in(office).token
    with serving(create_app(office, SystemClock(), practice=practice)) as address:
        yield address, token
    practice.close()
    office.database.close()


def opened(browser: Browser, office: tuple[str, str], width: int) -> Page:
    context = browser.new_context(viewport={"width": width, "height": WIDTHS[width]})
    context.add_cookies([{"name": "sijempol", "value": office[1], "url": office[0]}])
    page = context.new_page()
    page.goto(f"{office[0]}/kantor")
    return page


def click(page: Page, name: str, role: str = "link") -> None:
    page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]
    page.wait_for_load_state()


def spills(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


@pytest.mark.parametrize("width", WIDTHS)
def test_the_example_comes_in_a_click_is_toured_and_goes_in_two(
    browser: Browser, office: tuple[str, str], width: int
) -> None:
    page = opened(browser, office, width)
    assert "0 dari 6 selesai" in page.inner_text("main")
    assert spills(page) <= 0
    click(page, "Coba dengan data CONTOH", "button")
    click(page, "Buka kantor latihan dan mulai tur")
    click(page, "Masuk sebagai koordinator (CONTOH)", "button")
    click(page, "Mulai tur")
    tour(page)
    page.goto(f"{office[0]}/kantor")
    click(page, "hapus data contoh")
    click(page, "Ya, hapus data contoh", "button")
    assert "Coba dengan data CONTOH" in page.inner_text("main")


def tour(page: Page) -> None:
    """Do what the tour says, step by step: stop, reschedule, publish, put back."""
    stop_and_draft(page)
    move_and_publish(page)


def stop_and_draft(page: Page) -> None:
    assert f"Tur 1/{len(TITLES)}" in page.inner_text("h1")
    click(page, "Buka pembatasan baru")
    page.get_by_label("Kecamatan Cikole", exact=True).check()
    page.fill("#sampai", "2021-09-07")
    click(page, "Lihat akibatnya", "button")
    assert "Kunjungan yang terkena" in page.inner_text("main")
    click(page, "Berlakukan sekarang juga", "button")
    assert spills(page) <= 0
    step(page, 3)
    click(page, "Lihat yang dihentikan")
    assert "Dihentikan sementara" in page.inner_text("main")
    step(page, 4)
    click(page, "Buka susun rute")
    page.get_by_role("button", name="Mulai susun").click()
    page.wait_for_url("**/latihan/kantor/rencana/*", timeout=90_000)
    assert spills(page) <= 0


def move_and_publish(page: Page) -> None:
    step(page, 5)
    click(page, "Buka draf")
    assert "Belum terjadwal" in page.inner_text("main")
    step(page, 6)
    click(page, "Buka draf")
    page.locator(".kartu:not(.rahasia) a").first.click()
    page.wait_for_load_state()
    click(page, "Pindahkan ke sini", "button")
    assert "Urungkan" in page.inner_text("main")
    step(page, 7)
    click(page, "Buka pemeriksaan")
    page.get_by_role("button", name="Terbitkan draf").click()
    page.wait_for_load_state()
    step(page, 8)
    click(page, "Buka rencana terbit")
    assert page.locator("#teks").count() == 1
    step(page, 9)
    click(page, "Buka versi rencana")
    page.get_by_role("button", name="Kembalikan rencana").first.click()
    page.wait_for_load_state()
    assert "/latihan/kantor/rencana/" in page.url


def step(page: Page, number: int) -> None:
    """Go on by the bar, then by the tour's own page, until step ``number`` is open."""
    click(page, "Berikut")
    while f"Tur {number}/" not in page.inner_text("h1"):
        click(page, "Langkah berikut")
