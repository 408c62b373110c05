"""The crew's phone and the keys: few taps, no network for a while, nothing twice, nothing lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from planner.actions.saving.office import Office
from planner.actions.saving.office_state import load_state
from planner.clock import SetClock
from planner.domain.office import at_wib
from planner.domain.visits import Visit as Record
from planner.domain.vocabulary import EventKind, VisitState
from planner.web.app import create_app
from routes import solve
from tests.browser.conftest import WIDTHS, Example, Visit
from tests.browser.test_access import violations
from tests.demo import opened
from tests.serving import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@dataclass
class Crew:
    """An office on a day of visits: its address, its data, that day's visits."""

    site: str
    office: Office
    day: date

    def open_visits(self) -> list[Record]:
        with self.office.database.reading() as store:
            visits = load_state(store, self.office.areas).visits.values()
        mine = [v for v in visits if v.day == self.day and v.state is VisitState.SCHEDULED]
        return sorted(mine, key=lambda v: (v.private, v.start_min or 0, v.id))

    def kinds(self, visit: Record) -> list[EventKind]:
        with self.office.database.reading() as store:
            return [event.kind for event in store.visits.events_of()[visit.id]]


@pytest.fixture
def crew(example: Example, tmp_path: Path) -> Iterator[Crew]:
    """Serve a copy of the example on the first day to come that has visits."""
    with serving_crew(example, tmp_path) as hand:
        yield hand


@pytest.fixture(scope="module")
def read_only(example: Example, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crew]:
    """Serve such a copy once for the tests that only look."""
    with serving_crew(example, tmp_path_factory.mktemp("petugas")) as hand:
        yield hand


@contextmanager
def serving_crew(example: Example, folder: Path) -> Iterator[Crew]:
    office = opened(Path(shutil.copytree(example[0], folder / "demo")), example[1])
    with office.database.reading() as store:
        visits = load_state(store, office.areas).visits.values()
    days = sorted({v.day for v in visits if v.day is not None and v.private})
    day = next(day for day in days if day > example[1].until)
    app = create_app(office, SetClock(at_wib(day, 10)), solve=partial(solve, steps=1))
    try:
        with serving(app) as address:
            yield Crew(address, office, day)
    finally:
        office.database.close()


#: Milliseconds for an answer of the office: recording a result renders the public site anew.
PATIENCE_MS = 60_000


def seen(place: Locator) -> None:
    expect(place).to_be_visible(timeout=PATIENCE_MS)


def tells(place: Locator, text: str) -> None:
    expect(place).to_contain_text(text, timeout=PATIENCE_MS)


def card_of(page: Page, visit: Record) -> str:
    return f"#k-{visit.id}"


def test_a_visit_is_marked_with_three_taps_from_the_dashboard(visit: Visit, crew: Crew) -> None:
    for script in (True, False):
        first, second = [v for v in crew.open_visits() if not v.private][:2]
        visitor = visit(360, script=script, where=crew.site)
        page = visitor.open("/kantor")
        page.get_by_role("link", name="Hari ini", exact=True).click()
        card = page.locator(card_of(page, first))
        card.get_by_text("Terlaksana", exact=True).click()
        card.get_by_role("button", name="Simpan", exact=True).click()
        seen(card.get_by_text("Sudah dilayani."))
        page = visitor.open("/kantor/hari")
        other = page.locator(card_of(page, second))
        other.get_by_text("Tidak terlaksana", exact=True).click()
        other.get_by_role("button", name="Jaringan mati").click()
        seen(other.get_by_text("Tidak terlaksana."))
        assert crew.kinds(first)[-1] is EventKind.DONE
        assert crew.kinds(second)[-1] is EventKind.FAILED


def test_without_a_network_the_form_waits_and_is_sent_once(visit: Visit, crew: Crew) -> None:
    first, second = [v for v in crew.open_visits() if not v.private][:2]
    visitor = visit(360, where=crew.site)
    page = visitor.open("/kantor/hari")
    assert visitor.overflow() <= 0
    page.context.set_offline(True)
    card = page.locator(card_of(page, first))
    card.get_by_text("Terlaksana", exact=True).click()
    card.get_by_role("button", name="Tambah Orang dilayani").click()
    card.get_by_role("button", name="Simpan", exact=True).click()
    other = page.locator(card_of(page, second))
    other.get_by_text("Tidak terlaksana", exact=True).click()
    other.get_by_role("button", name="Mobil rusak").click()
    tells(page.locator("[data-antrean]"), "Menunggu jaringan (2)")
    tells(card, "Tersimpan di ponsel ini")
    assert crew.kinds(first)[-1] is not EventKind.DONE
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    seen(card.get_by_text("Sudah dilayani."))
    seen(other.get_by_text("Tidak terlaksana."))
    expect(page.locator("[data-antrean]")).to_be_hidden(timeout=PATIENCE_MS)
    assert page.evaluate("Object.keys(localStorage).length") == 0
    assert crew.kinds(first).count(EventKind.DONE) == 1
    assert crew.kinds(second).count(EventKind.FAILED) == 1
    with crew.office.database.reading() as store:
        saved = load_state(store, crew.office.areas).visits[first.id]
    assert saved.people == first.people + 1
    visitor.complaints.clear()


def test_an_answer_that_got_lost_is_no_second_event(visit: Visit, crew: Crew) -> None:
    first = next(v for v in crew.open_visits() if not v.private)
    visitor = visit(360, where=crew.site)
    page = visitor.open("/kantor/hari")
    lost = []

    def swallow(route) -> None:  # type: ignore[no-untyped-def]
        # The office gets and saves the form; the phone never hears of it.
        route.fetch(max_redirects=0)
        lost.append(route.request.url)
        route.abort()

    page.route("**/selesai", swallow, times=2)
    card = page.locator(card_of(page, first))
    card.get_by_text("Terlaksana", exact=True).click()
    card.get_by_role("button", name="Simpan", exact=True).click()
    tells(page.locator("[data-antrean]"), "Menunggu jaringan (1)")
    page.reload()
    expect(page.locator("[data-antrean]")).to_be_hidden(timeout=PATIENCE_MS)
    assert lost
    assert crew.kinds(first).count(EventKind.DONE) == 1
    visitor.complaints.clear()


def test_what_waits_survives_the_end_of_a_session_and_is_its_own_persons(
    visit: Visit, crew: Crew
) -> None:
    home = next(v for v in crew.open_visits() if v.private)
    visitor = visit(360, where=crew.site)
    page = visitor.open("/kantor/hari")
    card = page.locator(card_of(page, home))
    cookies = page.context.cookies()
    page.context.clear_cookies()
    card.get_by_text("Terlaksana", exact=True).click()
    card.get_by_role("button", name="Simpan", exact=True).click()
    bar = page.locator("[data-antrean]")
    tells(bar, "Masuk lagi untuk mengirim (1)")
    stored = page.evaluate("JSON.stringify(localStorage)")
    for secret in (home.request.place, home.request.contact):
        assert not secret or secret not in stored
    assert home.id in stored
    page.get_by_role("button", name="Keluar").click()
    tells(page.locator("main [role=alert]"), "1 hasil kunjungan belum terkirim")
    # Somebody else signs in on the same phone: it is not theirs to send.
    page.goto(f"{crew.site}/kantor/masuk")
    page.get_by_role("button", name="Masuk sebagai admin").click()
    page.goto(f"{crew.site}/kantor/hari")
    tells(bar, "milik orang lain")
    assert crew.kinds(home)[-1] is not EventKind.DONE
    page.context.clear_cookies()
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.goto(f"{crew.site}/kantor/hari")
    seen(page.locator(card_of(page, home)).get_by_text("Sudah dilayani."))
    assert crew.kinds(home).count(EventKind.DONE) == 1
    visitor.complaints.clear()


def test_keys_open_pages_and_never_fire_while_somebody_types(visit: Visit, read_only: Crew) -> None:
    page = visit(1280, where=read_only.site).open("/kantor")
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/kantor/permohonan")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "cari-kantor"
    page.keyboard.type("gp? tipar/")
    assert page.input_value("#cari-kantor") == "gp? tipar/"
    page.fill("#cari-kantor", "tippar")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kantor/cari?q=tippar")
    assert "Kelurahan Tipar" in page.inner_text("main")
    page.locator("h1").click()
    page.keyboard.press("?")
    dialog = page.locator("#pintasan")
    seen(dialog)
    dialog.get_by_text("Pintasan satu huruf menyala").click()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden(timeout=PATIENCE_MS)
    for key in ("?", "/", "g", "b"):
        page.keyboard.press(key)
    expect(dialog).to_be_hidden(timeout=PATIENCE_MS)
    assert page.url.endswith("q=tippar")
    page.goto(f"{read_only.site}/kantor/pintasan")
    page.locator("main [data-pintasan]").check()
    page.keyboard.press("g")
    page.keyboard.press("b")
    page.wait_for_url("**/kantor")


def test_the_menu_takes_two_rows_and_works_by_keyboard_without_script(
    visit: Visit, read_only: Crew
) -> None:
    visitor = visit(360, where=read_only.site)
    page = visitor.open("/kantor")
    tops = page.eval_on_selector_all(
        ".atas nav > a, .atas nav > details", "all => all.map(e => e.getBoundingClientRect().top)"
    )
    assert len({round(top / 10) for top in tops}) <= 2
    assert visitor.overflow() <= 0
    plain = visit(360, script=False, where=read_only.site).open("/kantor")
    plain.locator(".lainnya summary").focus()
    plain.keyboard.press("Enter")
    plain.get_by_role("link", name="Riwayat", exact=True).click()
    assert "Riwayat perubahan" in plain.inner_text("h1")


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_of_the_crew_holds_together(visit: Visit, read_only: Crew, width: int) -> None:
    visitor = visit(width, where=read_only.site)
    unit = read_only.open_visits()[0].unit_id
    sheet = f"/kantor/lembar/{unit}/{read_only.day}"
    for path in (
        "/kantor/hari",
        "/kantor/lembar",
        "/kantor/lembar/cek",
        sheet,
        "/kantor/cari?q=tipar",
        "/kantor/cari?q=zzzz",
        "/kantor/pintasan",
    ):
        page = visitor.open(path)
        assert visitor.overflow() <= 0, path
        assert page.locator("h1").count() == 1, path
        assert violations(page) == [], path


def test_a_sheet_is_two_clicks_away_and_fills_one_page_of_paper(
    visit: Visit, read_only: Crew
) -> None:
    page = visit(1280, where=read_only.site).open("/kantor")
    page.locator("a[href^='/kantor/lembar/unit']").first.click()
    seen(page.get_by_role("button", name="Cetak atau simpan PDF"))
    home = page.get_by_role("link", name="kunjungan rumah")
    if home.count():
        home.click()
        tells(page.locator(".rahasia-tanda"), "RAHASIA - data pribadi")
    paper = page.pdf(prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") <= 2
    page.emulate_media(media="print")
    assert not page.locator(".atas").is_visible()
