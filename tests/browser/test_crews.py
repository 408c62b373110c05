"""The rota on paper: a crew's sheet is one page of A4, without menus and forms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def printed_pages(page: Page, file: Path) -> int:
    """Return how many pages of A4 the page takes on paper."""
    page.emulate_media(media="print")
    page.pdf(path=file, format="A4", prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", file.read_bytes()))


def test_a_crew_finds_its_sheet_and_prints_it_on_one_page(visit: Visit, tmp_path: Path) -> None:
    page = visit(1280).open("/kantor/petugas")
    page.get_by_role("link", name="Piket dan giliran").click()
    page.emulate_media(media="print")
    assert page.locator("main table a:visible, main form:visible").count() == 0
    assert page.locator("main table >> text=Petugas CONTOH 01").first.is_visible()
    page.emulate_media(media="screen")
    page.get_by_role("link", name=re.compile("^Lembar regu")).first.click()
    assert page.locator("main li >> text=Petugas CONTOH").count() == 4
    assert printed_pages(page, tmp_path / "lembar.pdf") == 1
    assert page.locator("header.atas").is_hidden()
    assert page.locator(".jam").is_visible()
    assert page.locator("form:visible").count() == 0
