"""What coordinators were promised (C1 to C16), done with the keyboard alone, focus always seen."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page

from planner.clock import SetClock
from planner.domain.office import at_wib
from planner.web.app import create_app
from planner.web.plans.search_runner import JobRoom
from planner.web.shell.shortcuts import SHORTCUTS
from tests.browser.conftest import Example, Visit
from tests.browser.keyboard import Keys
from tests.demo import opened
from tests.serving import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Served = tuple[str, FastAPI]
PLAN = re.compile(r"/kantor/rencana/(\d+)")


@pytest.fixture(scope="module")
def searching(example: Example, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a copy of the example whose searches run in processes of their own."""
    copy = shutil.copytree(example[0], tmp_path_factory.mktemp("papan-ketik") / "demo")
    office = opened(copy, example[1])
    app = create_app(office, SetClock(at_wib(example[1].until, 10)))
    with serving(app) as address:
        yield address, app
    app.state.services[JobRoom].close()
    office.database.close()


@pytest.fixture
def keys(visit: Visit, searching: Served) -> Iterator[Keys]:
    """Return a keyboard before the office's first page; every focus on the way must show."""
    visitor = visit(1280, where=searching[0])
    visitor.open("/kantor")
    keys = Keys(visitor)
    yield keys
    assert keys.blind == set()


def number_of(page: Page) -> str:
    match = PLAN.search(page.url)
    assert match is not None, page.url
    return match[1]


def place_of(page: Page, name: str) -> tuple[str, str]:
    stall = page.locator(f".petak:has(#k-{name})")
    return str(stall.get_attribute("data-hari")), str(stall.get_attribute("data-unit"))


def open_draft(keys: Keys, number: str) -> None:
    keys.jump("b")
    keys.skip_menu()
    keys.follow(f"^Draf {number}$")


def begin_search(keys: Keys, effort: int) -> None:
    """Begin a search over days with promised visits: ``effort`` presses beyond the quickest."""
    keys.jump("s")
    keys.skip_menu()
    keys.day("first", "2021-09-06")
    keys.day("last", "2021-09-24")
    if effort:
        keys.reach("^Cepat", "INPUT")
        keys.press(*["ArrowDown"] * effort)
    # Enter in a field sends the form, as everywhere.
    keys.go("Enter")


def searched(keys: Keys) -> str:
    """Search quickly and return the number of the draft that it made."""
    begin_search(keys, 0)
    keys.page.wait_for_url(PLAN, timeout=120_000)
    return number_of(keys.page)


def test_keys_are_listed_and_the_list_closes_again(keys: Keys) -> None:
    keys.press("?")
    dialog = keys.page.locator("dialog#pintasan")
    assert dialog.is_visible()
    text = dialog.inner_text()
    for each in SHORTCUTS[:12]:
        if each.role.value != "admin":
            assert each.words in text
    keys.reach("^Tutup$")
    keys.press("Enter")
    assert not dialog.is_visible()
    keys.press("?", "Escape")
    assert not dialog.is_visible()
    keys.press("/")
    stop = keys.here()
    assert stop is not None
    assert stop["id"] == "cari-kantor"


def test_a_kecamatan_is_stopped_and_opened_again(keys: Keys) -> None:
    keys.skip_menu()
    keys.follow("^Pembatasan baru$")
    keys.skip_menu()
    keys.tick("^Kecamatan Citamiang$")
    keys.day("mulai", "2021-09-01")
    keys.day("sampai", "2021-09-17")
    keys.follow("^Lihat akibatnya$")
    text = keys.text()
    assert "Kunjungan yang terkena" in text  # C2
    assert "Yang dibaca warga" in text
    keys.skip_menu()
    keys.follow("^Berlakukan sekarang juga$")
    assert "Akan berlaku" in keys.text()  # C1
    title = keys.page.inner_text("h1")
    keys.jump("a")
    keys.skip_menu()
    keys.follow(f"^{re.escape(title)}$")
    keys.skip_menu()
    keys.day("mulai", "2021-09-08")
    keys.reach("sumber", "INPUT")
    keys.page.keyboard.type("SE Wali Kota 444/2021")
    keys.follow("^Lihat akibat dibuka$")
    assert "perlu dijadwalkan ulang" in keys.text()  # C3
    keys.skip_menu()
    keys.follow("^Berlakukan sekarang juga$")
    assert "Akan berlaku" in keys.text()


def test_a_search_is_watched_left_and_ended(keys: Keys, searching: Served) -> None:
    page = keys.page
    begin_search(keys, 2)  # C7
    page.wait_for_function(
        "words => !document.querySelector('[data-kabar=biaya]').textContent.includes(words)",
        arg="belum ada",
        timeout=120_000,
    )
    before = page.inner_text("[data-kabar=lama]")
    page.wait_for_function(
        "before => document.querySelector('[data-kabar=lama]').textContent !== before", arg=before
    )
    keys.jump("s")  # C8: the page may be left
    keys.skip_menu()
    keys.follow("^6-24 September 2021$", "A")
    assert "/kantor/susunan/" in page.url
    keys.skip_menu()
    keys.follow("^Hentikan dan pakai yang terbaik$")
    page.wait_for_url(PLAN, timeout=60_000)  # C9
    assert page.locator(".kartu").count() > 0
    begin_search(keys, 2)
    keys.skip_menu()
    keys.follow("^Batalkan$")
    page.wait_for_url("**/kantor/susun", timeout=60_000)  # C9
    searching[1].state.services[JobRoom].rest(30)


def test_a_draft_is_read_changed_tried_and_published(keys: Keys) -> None:
    page = keys.page
    number = searched(keys)
    assert "Tanggalnya tetap" in page.inner_text("section:has(#belum)")  # C10
    name = moved_to_an_offered_place(keys)
    moved_to_a_chosen_day(keys, name, "2021-09-23")
    out_and_in_again(keys, name)
    keys.reach("^Kunci ", "BUTTON")
    keys.go("Enter")  # C6
    assert page.locator(f"#k-{name} .tanda", has_text="Dikunci").count() == 1
    place = place_of(page, name)
    tried = tried_without_a_unit(keys, number, next(n for n in "321" if n not in place[1]))
    assert place_of(page, name) == place  # C6: it stays where it is pinned
    keys.jump("r")
    in_force = page.locator("li", has_text="Terbitan terakhir").inner_text()
    assert "Rencana 2" in in_force  # C13
    open_draft(keys, tried)
    keys.skip_menu()
    keys.follow("^Bandingkan$")  # C14
    assert page.locator("table.banding th[scope=row]", has_text="Orang dilayani").count() == 1
    published(keys, tried)
    keys.jump("r")
    keys.skip_menu()
    keys.follow("^Kembalikan rencana 2$")
    keys.skip_menu()
    keys.follow("^Terbitkan draf")  # C16
    assert page.inner_text("h1").startswith("Rencana 4")


def moved_to_an_offered_place(keys: Keys) -> str:
    """Move a visit to the best place offered, and return its id."""
    keys.skip_menu()
    card = keys.reach("Balai RW", "A")
    name = str(card["href"]).rsplit("/", 1)[1]
    before = place_of(keys.page, name)
    keys.go("Enter")
    assert "Tempat lain terdekat membuat rencana" in keys.text()  # C11
    keys.skip_menu()
    keys.follow("^Pindahkan ke sini$")  # C4
    assert place_of(keys.page, name) != before
    return name


def moved_to_a_chosen_day(keys: Keys, name: str, day: str) -> None:
    """Move a visit to a day chosen from the list, where dragging would put it."""
    keys.reach("", "A")
    keys.go("Enter")
    assert keys.page.url.endswith(name)  # The focus stood at the visit that had been moved.
    keys.skip_menu()
    keys.reach("hari", "SELECT")
    for _ in range(20):
        stop = keys.here()
        if stop is not None and stop["value"] == day:
            break
        keys.press("ArrowDown")
    keys.follow("^Periksa$")
    assert keys.page.inner_text("#hasilJudul").startswith("Boleh")
    keys.follow("^Simpan$")  # C5
    assert place_of(keys.page, name)[0] == day


def out_and_in_again(keys: Keys, name: str) -> None:
    """Take a visit out of the draft, ask where it could fit, and accept a place."""
    keys.reach("", "A")
    keys.go("Enter")
    keys.skip_menu()
    keys.follow("^Keluarkan dari draf$")
    keys.follow("^Di mana bisa masuk")
    assert keys.page.url.endswith(name)
    keys.skip_menu()
    keys.follow("^Tambahkan di sini$")  # C12
    assert place_of(keys.page, name)


def tried_without_a_unit(keys: Keys, number: str, unit: str) -> str:
    """Search again from the draft ``number`` without a unit, and return the new draft's number."""
    open_draft(keys, number)
    keys.skip_menu()
    keys.follow("^Susun rute$")
    keys.skip_menu()
    keys.tick(rf"^Unit {unit}\b", checked=False)
    keys.reach("^Mulai susun$", "BUTTON", back=True)
    keys.go("Enter")
    keys.page.wait_for_url(PLAN, timeout=120_000)
    return number_of(keys.page)


def published(keys: Keys, number: str) -> None:
    """Look at what publishing would change and show, and publish."""
    open_draft(keys, number)
    keys.skip_menu()
    keys.follow("^Periksa sebelum terbit$")
    keys.skip_menu()
    keys.reach("^Buang draf$")  # Past the texts and the phone, and back.
    keys.reach("^Terbitkan draf", back=True)
    keys.go("Enter")  # C15
    assert keys.page.inner_text("h1").startswith("Rencana 3")
