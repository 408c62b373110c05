"""What the public side adds in a real browser: data blocks, posters, links to calendars."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Response

from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KELURAHAN = "/kelurahan/32.72.03.1005.html"
POSTER = "/poster/32.72.03.1005.html"


def test_a_block_of_data_is_there_and_breaks_no_policy(visit: Visit, site: str) -> None:
    with urlopen(f"{site}/jadwal.html") as answer:
        match = re.search(r'href="(kunjungan/[^"]+\.html)"', answer.read().decode())
    assert match is not None
    page = visit().open(f"/{match[1]}")
    kind = page.evaluate(
        "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)"
        "['@type']"
    )
    assert kind == "Event"


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", [POSTER, KELURAHAN, "/data.html"])
def test_posters_and_links_hold_together(visit: Visit, path: str, width: int) -> None:
    visitor = visit(width)
    page = visitor.open(path)
    assert visitor.overflow() <= 0
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("day", ["", "/2021-06-25", "/2021-07-02"])
def test_a_poster_is_one_page_with_a_title_for_two_metres(
    visit: Visit, tmp_path: Path, day: str
) -> None:
    page = visit().open(f"{day}{POSTER}")
    size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)")
    assert size >= 64  # 48 points
    assert page.locator("figure svg").count() == 1
    content = page.pdf(path=tmp_path / "poster.pdf", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", content)) == 1


def test_a_calendar_is_handed_over_with_its_type(site: str) -> None:
    with urlopen(f"{site}/kalender/kota.ics") as answer:
        assert answer.headers["content-type"].startswith("text/calendar")
        assert answer.read().startswith(b"BEGIN:VCALENDAR\r\n")


@pytest.mark.parametrize("day", ["", "/2021-07-02"])
def test_the_search_is_on_the_first_screen_of_a_phone(visit: Visit, day: str) -> None:
    visitor = visit(360)
    page = visitor.open(f"{day}/index.html")
    box = page.locator("input[type=search]").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 600
    head = page.locator("#keadaan").bounding_box()
    assert head is not None
    assert head["y"] < 300


def test_the_nearest_visit_is_found_from_a_position_that_leaves_no_trace(visit: Visit) -> None:
    visitor = visit(360)
    page = visitor.page
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": -6.96, "longitude": 106.90})
    visitor.open("/terdekat.html")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="Pakai posisi saya").click()
    first = page.locator("#terdekat li").first
    first.wait_for()
    assert " km" in first.inner_text()
    assert page.locator("#terdekat li").count() == 5
    assert asked == []
    first.get_by_role("link").click()
    page.wait_for_url("**/kunjungan/*.html")


@pytest.mark.parametrize("path", ["/", KELURAHAN, "/cari?q=tipr"])
def test_list_pages_are_light_and_run_no_script(visit: Visit, path: str) -> None:
    visitor = visit(360)
    sizes: dict[str, int] = {}
    kinds = set()

    def note(response: Response) -> None:
        kinds.add(response.request.resource_type)
        if not response.url.startswith("data:"):
            sizes[response.url] = response.request.sizes()["responseBodySize"]

    visitor.page.on("response", note)
    visitor.open(path)
    visitor.page.wait_for_load_state("networkidle")
    assert "script" not in kinds
    assert len(sizes) >= 2
    assert sum(sizes.values()) <= 50 * 1024
    assert sizes[f"{visitor.site}{path}"] <= 14 * 1024


@pytest.mark.parametrize("name", ["peta", "peta-rute", "peta-dampak", "peta-pindah"])
def test_a_whole_citys_map_is_light(visit: Visit, name: str) -> None:
    visitor = visit(360)
    sizes: list[int] = []
    visitor.page.on(
        "response",
        lambda response: (
            sizes.append(response.request.sizes()["responseBodySize"])
            if not response.url.startswith("data:")
            else None
        ),
    )
    visitor.open(f"/{name}.html")
    visitor.page.wait_for_load_state("networkidle")
    assert 5 <= len(sizes) <= 8
    assert sum(sizes) <= 100 * 1024


def test_a_page_enlarged_four_times_loses_nothing(visit: Visit) -> None:
    """At 1280 pixels and 400 percent a browser shows a page as on 320 pixels."""
    visitor = visit(1280)
    visitor.page.set_viewport_size({"width": 320, "height": 225})
    for path in ("/", KELURAHAN, "/peta-rute.html", "/peta-pindah.html", "/cari?q=zzzz"):
        page = visitor.open(path)
        assert visitor.overflow() <= 0, path
        cut = page.evaluate(
            "[...document.querySelectorAll('main *')].filter(one => one.getClientRects().length"
            " && getComputedStyle(one).overflow === 'hidden' && one.scrollWidth >"
            " one.clientWidth + 1 && !one.closest('.ringkas label, .leaflet-container, thead'))"
            ".map(one => one.className)"
        )
        assert cut == [], path


def test_a_place_is_found_by_keyboard_alone(visit: Visit) -> None:
    page = visit(1280).open("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("tipr")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cari?q=tipr")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == "Tipar":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/kelurahan/*.html")
    assert page.inner_text("h1") == "Kelurahan Tipar"
