"""Public pages before axe-core, in print, enlarged, crawled whole; pictures of each are kept."""

from __future__ import annotations

import os
import re
from collections import deque
from html import unescape
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import WIDTHS, Visit
from tests.browser.test_pages import visits_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: Where a run keeps its pictures; git does not know the folder.
PICTURES: Final = Path(os.environ.get("SIJEMPOL_PICTURES", "var/gambar"))
STOPPED, TODAY = "2021-07-02", "2021-08-31"
#: A map's sandbox lets nothing fetch, so axe-core reads styles from the page alone.
OPTIONS: Final = {"resultTypes": ["violations"], "preload": False}
CORE: Final = (
    f"/{STOPPED}/index.html",
    "/",
    "/kelurahan/32.72.03.1005.html",
    "/peta-rute.html",
)
MORE: Final = (
    "/en/",
    "/en/kelurahan/32.72.03.1005.html",
    "/en/jadwal.html",
    "/en/tentang.html",
    "/en/cari?q=zzzz",
    "/en/peta-rute.html",
    "/en/peta-pindah.html",
    "/en/aturan.html",
    "/en/data.html",
    "/en/terdekat.html",
    "/jadwal.html",
    "/aturan.html",
    "/tentang.html",
    "/data.html",
    "/terdekat.html",
    "/peta.html",
    "/peta-dampak.html",
    "/peta-pindah.html",
    "/poster/32.72.03.1005.html",
    "/cari?q=Tipar",
    "/cari?q=Cisaat",
    "/cari?q=zzzz",
    "/cari",
    f"/{STOPPED}/kelurahan/32.72.03.1002.html",
    f"/{STOPPED}/jadwal.html",
    f"/{STOPPED}/peta.html",
    f"/{STOPPED}/peta-dampak.html",
    f"/{STOPPED}/peta-pindah.html",
    f"/{STOPPED}/poster/32.72.03.1002.html",
)


def violations(page: Page) -> list[str]:
    """Return what axe-core finds, in a line each."""
    report: dict[str, Any] = Axe().run(page, options=OPTIONS).response
    return [
        f"{each['id']}: {node['target']} {node.get('failureSummary', '')[:300]}"
        for each in report["violations"]
        for node in each["nodes"]
    ]


def keep(page: Page, name: str) -> None:
    """Keep a picture of the whole page as documentation."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


def check(visit: Visit, site: str, paths: tuple[str, ...], width: int, scheme: str) -> None:
    """Open each page, look at it with axe-core, and keep its picture."""
    visitor = visit(width)
    visitor.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    wrong = {}
    for path in paths:
        page = visitor.open(path)
        faults = violations(page)
        if faults:
            wrong[path] = faults
        assert visitor.overflow() <= 0, path
        assert visitor.inline_blocks() == [], path
        name = re.sub(r"[^\w.-]+", "_", path.strip("/")) or "beranda"
        keep(page, f"{name}-{width}-{scheme}")
    assert wrong == {}


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_axe_finds_nothing_on_the_chief_pages(
    visit: Visit, site: str, width: int, scheme: str
) -> None:
    check(visit, site, CORE, width, scheme)


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_any_kind_of_page(
    visit: Visit, site: str, width: int, scheme: str
) -> None:
    visits = (*visits_of(site, STOPPED), *visits_of(site, TODAY))
    check(visit, site, (*CORE, *MORE, *visits), width, scheme)


@pytest.mark.slow
def test_every_page_of_the_site_opens_without_a_complaint(visit: Visit, site: str) -> None:
    """Follow every link; the visitor's own watch sees policies broken, errors, foreign hosts."""
    visitor = visit()
    seen, waiting = {"/"}, deque(["/"])
    while waiting:
        path = waiting.popleft()
        with urlopen(f"{site}{path}") as answer:
            if "html" not in answer.headers["content-type"]:
                continue
            text = answer.read().decode()
            download = answer.headers.get("content-disposition")
        if not download:
            visitor.open(path)
        for link in re.findall(r'<a [^>]*href="([^"#]+)', text):
            target = urljoin(path, unescape(link)).split("#")[0]
            if target not in seen and re.match(r"/(?!kantor|masuk|\d{4}-)", target):
                seen.add(target)
                waiting.append(target)
        if len(seen) > 4000:
            pytest.fail("the crawl does not end")
    assert len(seen) > 200
