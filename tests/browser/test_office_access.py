"""Every kind of office page before axe-core, at both widths, in both colours; pictures are kept."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Page

from planner.web.shell.access import Clearance
from tests.browser.conftest import WIDTHS, Example, Visit, Visitor, serving_copy
from tests.browser.test_access import keep, violations
from tests.web.access_table import OFFICE_ROWS, Row, page_at

pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: Pages of one kind that are looked at: the first ones that are met.
OF_A_KIND = 2
#: Answers that are no page: files, streams, previews of public pages in a frame.
NO_PAGE = re.compile(
    r"\.(csv|xlsx|json|geojson|gpx|js|css|ics|png|svg|pdf)$"
    r"|/aset/|/papan-aset/|/kabar|/pratinjau/|/api/"
)

#: Pages that answer a form or lead back to one, so that no link leads to them.
FORMS = (
    "/kantor/cari?q=tipar",
    "/kantor/cari?q=zzzzqq",
    "/kantor/isian",
    "/kantor/mulai",
    "/kantor/kembali",
)
#: What an example does not have, and what answers a script.
ELSEWHERE = {"/kantor/latihan", "/kantor/hari/tanda"}


@pytest.fixture(scope="module")
def office_site(example: Example, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving_copy(example, tmp_path_factory.mktemp("kantor")) as address:
        yield address


def signed_in(visit: Visit, site: str, width: int, role: str) -> Visitor:
    visitor = visit(width, where=site)
    visitor.page.context.request.post(
        f"{site}/kantor/masuk/contoh",
        form={"peran": role},
        headers={"sec-fetch-site": "same-origin"},
    )
    return visitor


def drafted(page: Page, site: str) -> None:
    page.goto(f"{site}/kantor/susun")
    page.get_by_role("button", name="Mulai susun").click()
    page.wait_for_url("**/kantor/rencana/*", timeout=60_000)


def kind_of(path: str) -> Row | None:
    """Return the row of the table of access that ``path`` belongs to, where it is one of pages."""
    bare = urlsplit(path).path
    if not bare.startswith("/kantor") or NO_PAGE.search(bare):
        return None
    return page_at(bare)


def crawl(visitor: Visitor, *starts: str) -> Iterator[str]:
    """Open pages reached by links from ``starts``, at most two of a kind, and yield their paths."""
    met: Counter[str] = Counter()
    waiting, seen = deque(starts), set(starts)
    while waiting:
        path = waiting.popleft()
        row = kind_of(path)
        if row is None or met[row.path] >= OF_A_KIND:
            continue
        met[row.path] += 1
        page = visitor.open(path)
        yield path
        for link in re.findall(r'<a\b[^>]*?href="([^"#]+)', page.content()):
            target = urljoin(path, unescape(link)).split("#")[0]
            if target not in seen:
                seen.add(target)
                waiting.append(target)


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_axe_finds_nothing_on_any_kind_of_office_page(
    visit: Visit, office_site: str, width: int, scheme: str
) -> None:
    visitor = signed_in(visit, office_site, width, "coordinator")
    visitor.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    drafted(visitor.page, office_site)
    wrong, kinds = {}, set()
    for path in crawl(visitor, "/kantor", *FORMS):
        row = kind_of(path)
        assert row is not None
        kinds.add(row.path)
        faults = violations(visitor.page)
        if faults:
            wrong[path] = faults
        assert visitor.overflow() <= 0, path
        assert visitor.inline_blocks() == [], path
        name = re.sub(r"[^\w.-]+", "_", path.strip("/"))
        keep(visitor.page, f"{name}-{width}-{scheme}"[:150])
    assert wrong == {}
    plain = {
        row.path
        for row in OFFICE_ROWS
        if row.method == "GET"
        and row.need in (Clearance.VIEWER, Clearance.COORDINATOR)
        and "{" not in row.path
        and not NO_PAGE.search(row.path)
    }
    assert plain - kinds == ELSEWHERE


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_the_pages_of_admins_and_guests(
    visit: Visit, office_site: str, width: int
) -> None:
    visitor = signed_in(visit, office_site, width, "admin")
    for path in ("/kantor/orang", "/kantor/catatan/data-pribadi", "/kantor/akun/sandi"):
        assert violations(visitor.open(path)) == [], path
        assert visitor.overflow() <= 0, path
    visitor.page.context.clear_cookies()
    assert violations(visitor.open("/kantor/masuk")) == []
