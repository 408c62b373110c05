"""What the public reads an answer rests on: what sets it and nothing else, with a page to read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest

from planner.actions.restrictions.confirm_rules import propose_rules
from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.saving.office import Office
from planner.actions.saving.office_state import load_state
from planner.actions.saving.site_facts import SiteSetting, site_facts
from planner.domain.decisions import Ask
from planner.domain.vocabulary import Line, Outcome
from planner.public import render_site
from planner.public.shared.page_views import decision_badge
from planner.public.shared.public_facts import SiteFacts
from planner.public.shared.public_words import LINE_NAMES, limit_words
from planner.rules import Rulebook, decide
from tests.actions.restrictions.test_preview_is_act import ACT, MONDAY, published, stop
from tests.builders import CIKOLE, TIPAR
from tests.public.feeds.lives import square
from tests.public.page_text import texts_of

DAYS = {"from": "2026-11-30", "to": "2026-12-20", "known_on": "2026-11-30"}
OWN = {"evidence": "synthetic", "kind": "rule", "issuer": "city", "binding": "mandatory"}


def records() -> Iterator[dict[str, object]]:
    """Yield rules of which each limits something, somewhere or for somebody only."""
    yield {
        "kind": "instrument",
        "id": "I-1",
        "title": "Inmendagri 61/2026",
        "number": "61 Tahun 2026",
        "issued_by": "Menteri Dalam Negeri",
        "issuer": "national",
        "known_on": "2026-11-30",
        "evidence": "documented",
        "sources": ["https://jdih.example.go.id/61"],
    }
    level = {"kind": "level", "instrument": "I-1", "series": "S", "evidence": "documented"}
    yield {**DAYS, **level, "id": "L-1", "title": "Level 3", "level": 3, "areas": ["32.72"]}
    rule = {**DAYS, **OWN}
    loose = {"total": 900, "people_together": 900}
    yield {**rule, "id": "R-LOOSE", "title": "Longgar", "areas": ["32.72"], "effects": loose}
    tight = {"total": 7, "people_together": 6, "percent": 5}
    yield {**rule, "id": "R-TIGHT", "title": "Ketat", "areas": [TIPAR], "effects": tight}
    school = {"scope": {"lines": ["PELAJAR"]}, "effects": {"suspend": True}}
    yield {**rule, "id": "R-SCHOOL", "title": "Sekolah libur", "areas": [CIKOLE], **school}
    home = {"scope": {"lines": ["AKI_NINI"]}, "effects": {"total": 1}}
    yield {**rule, "id": "R-HOME", "title": "Rumah lansia", "areas": ["32.72"], **home}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = published(tmp_path_factory.mktemp("dasar") / "kantor", 1)
    enter_rules(made, ACT, list(records()))
    yield made
    made.database.close()


@pytest.fixture(scope="module")
def facts(office: Office) -> SiteFacts:
    with office.database.reading() as store:
        state = load_state(store, office.areas)
    setting = SiteSetting(
        office=office.profile,
        cells={a.code: square(a.lon, a.lat) for a in office.areas.at_level("kelurahan")},
        cells_approximate=True,
        saved_days=(),
        travel_note="",
    )
    return site_facts(state, setting, today=MONDAY)


@pytest.fixture(scope="module")
def pages(facts: SiteFacts) -> Mapping[str, str]:
    files = render_site(facts)
    return {
        path: file.content.decode()
        for path, file in files.items()
        if file.content_type.startswith("text/html")
    }


def test_what_is_named_says_the_same_alone_and_nothing_else_is_named(
    office: Office, facts: SiteFacts
) -> None:
    with office.database.reading() as store:
        plain = store.rules.list_records()
    state_rules = {"rule", "level", "zone", "exemption"}
    for code in (TIPAR, CIKOLE):
        for line, said in facts.line_decisions[code].items():
            ask = Ask(line=line, area_code=code)
            named = set(said.rule_ids)
            alone = [r for r in plain if r["kind"] not in state_rules or r["id"] in named]
            again = decide(Rulebook.of(alone), None, ask, said.day, as_of=MONDAY)
            assert (again.outcome, again.limits) == (said.outcome, said.limits), (code, line)
            assert "R-LOOSE" not in named
    assert set(facts.area_decisions[TIPAR].rule_ids) >= {"R-TIGHT"}
    assert "R-TIGHT" not in facts.area_decisions[CIKOLE].rule_ids
    assert "R-SCHOOL" in facts.line_decisions[CIKOLE][Line.PELAJAR].rule_ids
    assert not any("R-HOME" in spell.rule_ids for spell in facts.spells)
    assert any("L-1" in spell.rule_ids for spell in facts.spells)


def test_visits_name_what_limits_them(office: Office, facts: SiteFacts) -> None:
    limited = [each.visit for each in facts.visits if limit_words(each.visit.limits)]
    assert limited
    for visit in limited:
        assert "R-LOOSE" not in visit.rule_ids
        assert ("R-TIGHT" in visit.rule_ids) <= (visit.request.area_code == TIPAR)


def test_each_line_that_rules_treat_otherwise_is_told(
    facts: SiteFacts, pages: Mapping[str, str]
) -> None:
    assert all(set(said) == set(Line) - {Line.AKI_NINI} for said in facts.line_decisions.values())
    for code, by_line in facts.line_decisions.items():
        usual = by_line[Line.PERMUKIMAN]
        page = pages[f"kelurahan/{code}.html"]
        for line, said in by_line.items():
            same = (said.outcome, said.earliest, limit_words(said.limits)) == (
                usual.outcome,
                usual.earliest,
                limit_words(usual.limits),
            )
            part = re.search(rf'aria-label="[^"]*{LINE_NAMES[line]}.*?</section>', page, re.S)
            assert (part is None) == same, (code, line)
            if part is not None:
                assert decision_badge(said).word in part[0]
                assert all(words in part[0] for words in limit_words(said.limits))
    stopped = facts.line_decisions[CIKOLE][Line.PELAJAR]
    assert stopped.outcome in (Outcome.MOVE, Outcome.HOLD)


def test_each_link_into_the_page_of_rules_finds_its_card(pages: Mapping[str, str]) -> None:
    found = set()
    for path, page in pages.items():
        for link in re.findall(r'href="([^"]*aturan\.html#[^"]+)"', page):
            place, _, part = unescape(link).partition("#")
            assert f'id="{part}"' in pages[normpath(join(dirname(path), place))], (path, link)
            found.add(part)
    assert {"R-TIGHT", "L-1"} <= found
    assert any(part.startswith("P-") for part in found)


def test_a_card_has_area_sources_and_says_what_is_assumed(pages: Mapping[str, str]) -> None:
    for path, said in (
        ("aturan.html", ("Kota Sukabumi", "anggapan awal, belum disahkan kantor", "61 Tahun 2026")),
        ("en/aturan.html", ("Kota Sukabumi", "not confirmed by the office", "61 Tahun 2026")),
    ):
        page = pages[path]
        card = re.search(r'id="L-1".*?</article>', page, re.S)
        assert card is not None
        words = " ".join(text for _, text in texts_of(card[0]))
        assert all(each in words for each in said), words
        assert "https://jdih.example.go.id/61" in card[0]
        other = re.search(r'id="R-TIGHT".*?</article>', page, re.S)
        assert other is not None
        assert said[1] not in other[0]
        assert "Kelurahan Tipar" in other[0]


def test_what_only_waits_is_nowhere_in_public(office: Office, tmp_path: Path) -> None:
    waiting = stop(TIPAR) | {"id": "R-WAITS", "title": "Masih usulan"}
    propose_rules(office, replace(ACT, who="Sari"), [waiting])
    with office.database.reading() as store:
        edition = store.publications.find_for_day(MONDAY)
    assert edition is not None
    for path in ("aturan.html", f"kelurahan/{TIPAR}.html", "data/aturan.json"):
        text = office.files.read(edition.files[path].sha256).decode()
        assert "R-WAITS" not in text
        assert "Masih usulan" not in text
