"""Hostile texts in every text of the site: none runs, on any page, map or file, policy or not."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from defusedxml.ElementTree import fromstring
from icalendar import Calendar
from playwright.sync_api import Browser, Dialog, Page, Route

from planner.domain.areas import Areas
from planner.domain.decisions import ChannelStatus
from planner.domain.vocabulary import Channel, Evidence
from planner.public import render_search, render_site
from planner.public.shared.public_facts import Basis, OfficeFacts, SiteFacts
from planner.public.shared.rendering import PageBytes
from planner.public.site import head_of
from tests.builders import AREAS
from tests.maps.payloads import CORPUS
from tests.public.feeds.lives import facts_of, resumed, scheduled, suspended

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HOST = "http://situs.uji"
KELURAHAN = AREAS.at_level("kelurahan")


def facts_with(texts: tuple[str, ...], office: str) -> SiteFacts:
    """Return a site whose every text is one of ``texts``, ``office`` where there is but one."""
    lives, bases = [], {}
    for number, text in enumerate(texts):
        rule = f"R{number}"
        area = KELURAHAN[number % 33].code
        bases[rule] = Basis(rule_id=rule, title=text, source=text, evidence=Evidence.DOCUMENTED)
        life = scheduled(f"P-{number}", place=text, area_code=area)
        life = suspended(life, rule_ids=(rule,), why=text)
        lives.append(resumed(life) if number % 2 else life)
    named = Areas.of(replace(area, name=office) for area in AREAS.by_code.values())
    facts = facts_of(
        *lives,
        areas=named,
        office=OfficeFacts(
            name=office, address=office, demo=True, whatsapp=None, site_url="https://a.example/"
        ),
        channels=(ChannelStatus(channel=Channel.WHATSAPP, open=True),),
        bases={**facts_of().bases, **bases},
        travel_note=office,
    )
    visits = tuple(
        replace(visit, unit_name=texts[number]) for number, visit in enumerate(facts.visits)
    )
    decisions = {
        code: replace(decision, basis=(texts[number % len(texts)],), rule_ids=(f"R{number}",))
        for number, (code, decision) in enumerate(facts.area_decisions.items())
    }
    return replace(facts, visits=visits, area_decisions=decisions)


def hostile_page(browser: Browser, files: dict[str, PageBytes], alarms: list[str]) -> Page:
    """Return a page of a browser that gets ``files`` from HOST, with no policy at all."""

    def answer(route: Route) -> None:
        file = files.get(urlsplit(route.request.url).path.lstrip("/"))
        if file is None:
            route.fulfill(status=404, body="")
        else:
            route.fulfill(body=file.content, content_type=file.content_type)

    def alarmed(dialog: Dialog) -> None:
        alarms.append(dialog.message)
        dialog.dismiss()

    page = browser.new_context().new_page()
    page.route("**/*", answer)
    page.on("dialog", alarmed)
    return page


CLICK_ALL = """document.querySelectorAll("path.leaflet-interactive").forEach(path =>
  path.dispatchEvent(new MouseEvent("click", {bubbles: true, clientX: 9, clientY: 9})))"""


def test_the_corpus_is_large_enough_and_holds_each_text_once() -> None:
    assert len(CORPUS) >= 60
    assert len(set(CORPUS)) == len(CORPUS)


def test_no_text_of_the_corpus_runs_anywhere(browser: Browser) -> None:
    files = render_site(facts_with(CORPUS, CORPUS[0]))
    ours = {"http://situs.uji"}
    alarms: list[str] = []
    page = hostile_page(browser, files, alarms)
    seen = 0
    for path, file in files.items():
        if not file.content_type.startswith("text/html"):
            continue
        page.goto(f"{HOST}/{path}")
        page.evaluate(CLICK_ALL)
        assert page.evaluate("window.__pwn") is None, path
        assert page.evaluate("location.origin") in ours, path
        bad = page.locator("[onerror], [onload], [onfocus], iframe, object, embed, base, marquee")
        assert bad.count() == 0, path
        seen += 1
    assert alarms == []
    assert seen > 33 + 33 + len(CORPUS)
    page.context.close()


@pytest.mark.parametrize("first", range(0, len(CORPUS), 16))
def test_no_text_runs_where_there_is_but_one(browser: Browser, first: int) -> None:
    """Names of the office and of areas: one of the corpus after the other, on chief pages."""
    chief = ("index.html", "peta.html", "peta-rute.html", "kelurahan/32.72.03.1005.html")
    alarms: list[str] = []
    for text in CORPUS[first : first + 16]:
        facts = facts_with(CORPUS[:2], text)
        files = render_site(facts)
        files["cari"] = render_search(head_of(facts), facts.areas, text)
        page = hostile_page(browser, files, alarms)
        for path in (*chief, "poster/32.72.03.1005.html", "unduh/peta-sijempol.html", "cari"):
            page.goto(f"{HOST}/{path}")
            page.evaluate(CLICK_ALL)
            assert page.evaluate("window.__pwn") is None, (path, text)
        page.context.close()
    assert alarms == []


def test_every_feed_stays_well_formed_and_says_the_texts_as_they_are() -> None:
    files = render_site(facts_with(CORPUS, "Kantor"))
    for path, file in files.items():
        if path.endswith((".json", ".geojson")):
            json.loads(file.content)
            assert "json" in file.content_type
        elif path.endswith(".ics"):
            Calendar.from_ical(file.content)
        elif path.endswith(".atom"):
            fromstring(file.content)
        elif path.endswith(".csv"):
            rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
            assert len({len(row) for row in rows}) == 1
            assert not [cell for row in rows for cell in row if cell[:1] in ("=", "@", "\t")]
