"""What the public side adds in a real browser: data blocks, posters, links to calendars."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

KELURAHAN = "/kelurahan/32.72.03.1005.html"
POSTER = "/poster/32.72.03.1005.html"


def test_a_block_of_data_is_there_and_breaks_no_policy(visit: Visit, site: str) -> None:
    with urlopen(f"{site}/jadwal.html") as answer:
        found = re.search(r'href="(kunjungan/[^"]+\.html)"', answer.read().decode())
    assert found is not None
    page = visit().open(f"/{found[1]}")
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
