"""Every kind of page in a real browser: no complaint, no foreign request, no sideways scroll."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.request import urlopen

import pytest

from tests.browser.conftest import WIDTHS, Visit

pytestmark = pytest.mark.browser

DAYS = ("2021-06-25", "2021-07-02", "2021-08-31")
PAGES = ("index.html", "jadwal.html", "aturan.html", "tentang.html", "peta.html", "peta-rute.html")
SEARCHES = ("Tipar", "nangeleng", "Cisaat", "zzzz", "", "Citamiang")


def visits_of(site: str, day: str) -> list[str]:
    """Return one visit's address for each state shown on the schedule of ``day``."""
    with urlopen(f"{site}/{day}/jadwal.html") as answer:
        text = unescape(answer.read().decode())
    rows = re.findall(r'class="st st-(\w+)".*?href="(kunjungan/\w+\.html)"', text, re.S)
    return [f"/{day}/{path}" for path in dict(rows).values()]


def addresses(site: str, day: str) -> Iterator[str]:
    """Return one address of every kind of public page of ``day``."""
    yield from (f"/{day}/{page}" for page in PAGES)
    yield from (f"/{day}/cari?q={query}" for query in SEARCHES)
    yield from (f"/{day}/kelurahan/32.72.03.100{n}.html" for n in (2, 5))
    yield from visits_of(site, day)


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
def test_todays_pages_hold_together(visit: Visit, width: int) -> None:
    visitor = visit(width)
    paths = ["/", "/jadwal.html", "/peta.html", "/peta-rute.html", "/cari?q=zzzz"]
    for path in (*paths, "/kelurahan/32.72.03.1005.html", "/kantor", "/kantor/rencana/2"):
        page = visitor.open(path)
        assert visitor.overflow() <= 0, path
        assert "CONTOH" in page.title()
        assert "tanggal simulasi Selasa, 31 Agustus 2021" in page.inner_text("body")
    for path in ("/tidak/ada.html", "/kantor/rencana/99"):
        visitor.open(path, status=404)
        assert visitor.overflow() <= 0, path


@pytest.mark.slow
@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_kind_of_page_of_a_saved_day_holds_together(
    visit: Visit, site: str, width: int, day: str
) -> None:
    visitor = visit(width)
    for path in addresses(site, day):
        page = visitor.open(path)
        assert visitor.overflow() <= 0, path
        assert page.locator("h1").count() == 1, path
        assert page.locator("main").inner_text().strip(), path
        assert "CONTOH" in page.title(), path
        assert "tanggal simulasi" in page.inner_text(".contoh"), path


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/", "/kelurahan/32.72.03.1005.html", "/jadwal.html"])
def test_nothing_is_lost_at_320_pixels(visit: Visit, path: str) -> None:
    visitor = visit(360)
    visitor.page.set_viewport_size({"width": 320, "height": 640})
    visitor.open(path)
    assert visitor.overflow() <= 0


@pytest.mark.slow
def test_public_controls_are_large_enough_for_a_thumb(visit: Visit) -> None:
    page = visit(360).open("/")
    for box in page.locator("a.tombol, button, nav a, summary, .kel a, input").all():
        size = box.bounding_box() if box.is_visible() else None
        if size is not None:
            assert size["height"] >= 43, box.evaluate("node => node.outerHTML")
