"""Two tabs, the back button and the same click twice: done or refused, never lost in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Example, Visit, Visitor, serving_copy

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BUTTONS: dict[str, re.Pattern[str]] = {
    "publish": re.compile("^Terbitkan draf"),
    "discard": re.compile("^Buang draf$"),
}
CASES = list(product(("tabs", "back"), ("same", "other"), BUTTONS, BUTTONS))


@pytest.fixture(scope="module")
def office_site(example: Example, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving_copy(example, tmp_path_factory.mktemp("tab")) as address:
        yield address


def state_of(page: Page, address: str) -> str:
    page.goto(address)
    state = page.locator("p:has-text('Keadaan:') b")
    return state.inner_text() if state.count() else "draf"


def make_draft(page: Page, site: str) -> str:
    page.goto(f"{site}/kantor")
    page.fill("#first", "2021-09-20")
    page.fill("#last", "2021-09-24")
    page.get_by_role("button", name="Susun draf").click()
    page.wait_for_url("**/kantor/rencana/*")
    return page.url


def press(page: Page, what: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=BUTTONS[what]).click()


def expected(first: str, second: str, *, same: bool) -> tuple[list[str], bool]:
    """Return the states the two drafts should end in, and whether the second click is refused."""
    done = {"publish": "terbit", "discard": "dibuang"}
    if same:
        return [done[first]], True
    if first == second == "publish":
        return ["terbit", "draf"], True
    return [done[first], done[second]], False


def pressing_visitor(visit: Visit, site: str, drafts: list[str]) -> Visitor:
    visitor = visit(1280, where=site)
    visitor.refusals |= {f"{draft}/{verb}" for draft in drafts for verb in ("terbitkan", "buang")}
    return visitor


@pytest.mark.parametrize(("way", "which", "first", "second"), CASES)
def test_a_stale_form_is_done_or_refused_in_words(
    visit: Visit, office_site: str, way: str, which: str, first: str, second: str
) -> None:
    maker = visit(1280, where=office_site).page
    drafts = [make_draft(maker, office_site) for _ in range(1 if which == "same" else 2)]
    one = pressing_visitor(visit, office_site, drafts).page
    two = pressing_visitor(visit, office_site, drafts).page if way == "tabs" else one
    two.goto(f"{drafts[-1]}/periksa")
    one.goto(f"{drafts[0]}/periksa")
    press(one, first)
    if way == "back":
        one.go_back()
        if which == "other":
            one.go_back()
    gone = two.get_by_role("button", name=BUTTONS[second]).count() == 0
    closed = gone or two.get_by_role("button", name=BUTTONS[second]).is_disabled()
    if not closed:
        press(two, second)
    states, refused = expected(first, second, same=which == "same")
    text = two.inner_text("main")
    if refused and not closed:
        assert "Belum bisa dilakukan" in text
        assert "bukan draf lagi" in text or "Draf disimpan; susun draf baru" in text
    assert [state_of(maker, draft) for draft in drafts] == states


def posted(address: str, headers: dict[str, str]) -> int:
    """Send a form without fields, as a browser sends it, and return the status it ended with."""
    request = Request(address, data=b"", headers=headers)
    try:
        with urlopen(request) as answer:
            return int(answer.status)
    except HTTPError as refused:
        return refused.code


@pytest.mark.parametrize("what", sorted(BUTTONS))
@pytest.mark.parametrize("times", [2, 5])
def test_the_same_click_again_and_again_counts_once(
    visit: Visit, office_site: str, what: str, times: int
) -> None:
    maker = visit(1280, where=office_site).page
    draft = make_draft(maker, office_site)
    verb = {"publish": "terbitkan", "discard": "buang"}[what]
    headers = {
        "Sec-Fetch-Site": "same-origin",
        "Cookie": "; ".join(f"{c['name']}={c['value']}" for c in maker.context.cookies()),
        "X-Sijempol-Tanda": maker.get_attribute("input[name=tanda]", "value") or "",
    }
    with ThreadPoolExecutor(times) as pool:
        answers = list(pool.map(posted, [f"{draft}/{verb}"] * times, [headers] * times))
    maker.goto(draft)
    assert sorted(answers) == [200, *[409] * (times - 1)]
    assert state_of(maker, draft) == {"publish": "terbit", "discard": "dibuang"}[what]
