"""English pages are English through and through: no other words, no other dates.

What nobody translated, a title or what an officer wrote, is marked as Indonesian.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.saving.office import Office
from planner.actions.saving.office_state import load_state
from planner.domain import english as english_days
from planner.domain import indonesian
from planner.domain.areas import Areas
from planner.domain.vocabulary import EventKind
from planner.public import render_site
from planner.public.shared.language import english
from planner.rules import shipped_records
from planner.rules.national_days import national_days
from tests.actions.restrictions.test_preview_is_act import ACT, MONDAY, published
from tests.builders import CIKOLE, TIPAR
from tests.demo import opened, played
from tests.public.feeds.lives import facts_of, scheduled, suspended
from tests.public.page_text import texts_in, without
from tests.public.test_english import rich_facts
from tests.sizes import seeds

#: Names that are the same in English.
NAMES: Final = frozenset(
    ("sijempol", "sukabumi", "kota", "kabupaten", "kelurahan", "kecamatan", "contoh", "wib")
)
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
#: A host that a source stands on.
_HOST: Final = re.compile(r"\b[\w-]+(?:\.[a-z]{2,})+\b")
_ISO: Final = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def indonesian_words() -> set[str]:
    """Return the words of all Indonesian texts that no English text has."""
    texts = english().texts
    known = set().union(*map(words, texts))
    known |= words(" ".join(indonesian.WEEKDAYS))
    known |= {words(indonesian.month_words(2021, month)).pop() for month in range(1, 13)}
    known |= set().union(*(words(str(record["title"])) for record in shipped_records()))
    known |= set().union(*(words(day.name) for day in national_days(2026).values()))
    spoken = set().union(*map(words, texts.values()), NAMES)
    spoken |= set().union(*(words(english_days.month_words(2021, n)) for n in range(1, 13)))
    spoken |= set().union(*(words(day.name_en) for day in national_days(2026).values()))
    spoken |= set().union(*(words(str(r.get("title_en", ""))) for r in shipped_records()))
    return known - spoken


INDONESIAN: Final = indonesian_words()


def slips(pages: Mapping[str, str], areas: Areas, places: set[str]) -> list[tuple[str, str]]:
    """Return the texts of English pages that are not English, each with its page."""
    names = {*places, *(area.name for area in areas.by_code.values())}
    wrong = []
    for path, html in pages.items():
        for text in texts_in(html, "en"):
            said = _HOST.sub(" ", without(text, names))
            if words(said) & INDONESIAN or _ISO.search(said):
                wrong.append((path, text))
    return wrong


def pages_of(office: Office, day: date) -> dict[str, str]:
    """Return the English pages of an office as they stand."""
    with office.database.reading() as store:
        edition = store.publications.find_for_day(day)
    assert edition is not None
    return {
        path: office.files.read(file.sha256).decode()
        for path, file in edition.files.items()
        if path.startswith("en/") and path.endswith(".html")
    }


def places_of(office: Office) -> set[str]:
    with office.database.reading() as store:
        state = load_state(store, office.areas)
    named = {visit.request.place for visit in state.visits.values()}
    return {*named, *(unit.name for unit in state.units)}


def test_the_words_that_are_looked_for_are_indonesian() -> None:
    assert {"aturan", "senin", "agustus", "karena", "libur", "diperpanjang"} <= INDONESIAN
    assert not {"level", "monday", "because", "the", "kota"} & INDONESIAN
    html = '<html lang="en"><p>Because of aturan <b lang="id">aturan</b> on 2021-07-02</p></html>'
    assert slips({"x": html}, facts_of().areas, set()) == [
        ("x", "Because of aturan"),
        ("x", "on 2021-07-02"),
    ]


def test_a_visit_of_every_kind_is_told_in_english() -> None:
    facts = rich_facts()
    some = facts.bases["A01"]
    named = replace(some, rule_id="A02", kind="rule", title="Perwal 7", title_en="By-law 7")
    lives = [
        suspended(scheduled("P-1", place="Tempat"), rule_ids=("A01", "A02")).step(
            EventKind.EXTENDED, earliest=None, review_on=date(2021, 7, 30)
        ),
        scheduled("P-2", place="Tempat").step(
            EventKind.DONE, why="40 orang dilayani. Rekam KTP 30, Kartu Keluarga 2."
        ),
        scheduled("P-3", place="Tempat").step(EventKind.CANCELLED, why="Jembatan rusak."),
        scheduled("P-4", place="Tempat").step(EventKind.CONFIRMED),
    ]
    facts = replace(
        facts,
        visits=tuple(life.public for life in lives),
        bases={"A01": replace(some, kind="level"), "A02": named},
    )
    pages = {
        path: page.content.decode()
        for path, page in render_site(facts).items()
        if path.startswith("en/") and path.endswith(".html")
    }
    assert slips(pages, facts.areas, {"Tempat", "Kantor", "Unit 1"}) == []
    visits = [" ".join(html.split()) for path, html in pages.items() if "kunjungan/" in path]
    one, two, three = (
        next(html for html in visits if words in html)
        for words in ("To be looked", "People served: 40", "Jembatan")
    )
    assert 'the level rule called <span lang="id">Aturan A</span>' in one
    assert "By-law 7" in one
    assert "To be looked at again on Friday, 30 July 2021." in one
    assert "People served: 40. ID card recording 30, Family card 2." in two
    assert ' words: <span lang="id">Jembatan rusak.</span>' in three


def records() -> Iterator[dict[str, object]]:
    """Yield what an office records: with English titles and without, of every kind."""
    own = {"evidence": "synthetic", "known_on": MONDAY.isoformat()}
    days = {"from": "2026-12-03", "to": "2026-12-09"}
    yield {
        **own,
        "kind": "instrument",
        "id": "I-1",
        "title": "Inmendagri 61/2026 tentang pembatasan",
        "number": "61 Tahun 2026",
        "issued_by": "Menteri Dalam Negeri",
        "issuer": "national",
        "sources": ["Lembaran resmi"],
    }
    level = {**own, **days, "kind": "level", "instrument": "I-1", "series": "S", "level": 3}
    yield {**level, "id": "L-1", "title": "Kota Sukabumi berada pada level 3", "areas": ["32.72"]}
    rule = {**own, **days, "kind": "rule", "issuer": "city", "binding": "mandatory"}
    yield {
        **rule,
        "id": "R-1",
        "title": "Kerumunan dibatasi di kecamatan ini",
        "areas": [TIPAR],
        "effects": {"total": 20, "people_together": 12, "requires": ["mask"]},
    }
    yield {
        **rule,
        "id": "R-2",
        "title": "Banjir di Cikole",
        "title_en": "Flood in Cikole",
        "cause": "weather",
        "areas": [CIKOLE],
        "effects": {"suspend": True},
    }
    host = {**own, **days, "kind": "host", "areas": ["32.72"], "lines": ["PELAJAR"]}
    yield {**host, "id": "H-1", "title": "Sekolah libur semester", "cause": "holiday"}


@pytest.mark.parametrize("seed", seeds("english"))
def test_an_office_of_today_speaks_english_too(tmp_path: Path, seed: int) -> None:
    office = published(tmp_path / "kantor", seed)
    enter_rules(office, ACT, list(records()))
    pages, places = pages_of(office, MONDAY), {*places_of(office), office.profile.name}
    assert slips(pages, office.areas, {*places, office.profile.address}) == []
    rules = " ".join(pages["en/aturan.html"].split())
    assert "Flood in Cikole" in rules
    assert 'the rule called <span lang="id">Kerumunan dibatasi di kecamatan ini</span>' in rules
    assert "What levels and zones mean here is a first assumption" in rules
    office.database.close()


def test_the_example_speaks_english(tmp_path: Path) -> None:
    script, _ = played(tmp_path / "contoh")
    office = opened(tmp_path / "contoh", script)
    names = {*places_of(office), office.profile.name, office.profile.address}
    for day in script.saved_days:
        assert slips(pages_of(office, day), office.areas, names) == []
    office.database.close()
