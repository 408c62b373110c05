"""Pages in English say the same, lead to pages that exist, and leave no text untranslated."""

from __future__ import annotations

import csv
import re
from datetime import date
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from babel.messages.extract import extract_from_dir

import planner
from planner.domain import code_words
from planner.domain.decisions import ChannelStatus, Limits
from planner.domain.vocabulary import Channel, EventKind, Service, VisitState
from planner.public import render_site
from planner.public.shared import public_words
from planner.public.shared.language import day_words, english, say, short_day, span_words, speaking
from planner.public.shared.public_facts import SiteFacts
from tests.builders import TIPAR
from tests.public.feeds.lives import MONDAY, facts_of, resumed, scheduled, suspended

ROOT = Path(planner.__file__).parent


def rich_facts() -> SiteFacts:
    """Return facts with a visit in every state and channels of every kind."""
    limits = Limits(
        percent=50, total=40, people_together=10, residents_only=True, requires=("mask",)
    )
    lives = (
        scheduled(),
        suspended(scheduled("P-2")),
        resumed(suspended(scheduled("P-3", services=(Service.KIA, Service.KK)))),
        scheduled("P-4", firm=False),
        scheduled("P-5").step(EventKind.LIMITED, limits=limits),
        scheduled("P-6").step(EventKind.CANCELLED, unplace=VisitState.CANCELLED),
        scheduled("P-7").step(EventKind.DONE, state=VisitState.DONE),
        scheduled("P-8").step(EventKind.UNSURE, unsure=True),
        suspended(scheduled("P-9", fixed_day=MONDAY)),
    )
    channels = (
        ChannelStatus(channel=Channel.WHATSAPP, open=True, hours=("08:00", "15:00")),
        ChannelStatus(channel=Channel.OFFICE_COUNTER, open=True, quota=200),
        ChannelStatus(channel=Channel.KECAMATAN_COUNTER, open=False),
    )
    return facts_of(*lives, channels=channels)


def test_nothing_on_the_english_pages_is_left_untranslated() -> None:
    english().missing.clear()
    files = render_site(rich_facts())
    assert english().missing == set()
    pages = [path for path in files if path.startswith("en/")]
    assert len(pages) == 33 + 9 + 11
    for path in pages:
        text = files[path].content.decode()
        assert '<html lang="en">' in text
        assert not re.search(r">\s*(Dihentikan|Kunjungan|Berjalan|Terbatas|Jadwal)\b", text), path


def test_every_text_marked_for_translation_has_one() -> None:
    texts = {
        text
        for *_, text, _, _ in (
            (name, line, message, comments, context)
            for name, line, message, comments, context in extract_from_dir(
                ROOT / "public",
                method_map=[("templates/**.html", "jinja2"), ("**.py", "python")],
                keywords={"say": None, "_": None},
                options_map={"templates/**.html": {"newstyle_gettext": "true"}},
            )
        )
    }
    tables = (
        public_words.LINES,
        code_words.SERVICES,
        code_words.CONDITIONS,
        public_words.LINE_NAMES,
        public_words.CHANNELS,
        public_words.EVENTS,
        public_words.EVIDENCE,
    )
    texts |= {text for table in tables for text in table.values()}
    with (ROOT / "data" / "bring.csv").open(encoding="utf-8") as rows:
        texts |= {row["item"] for row in csv.DictReader(rows)}
    assert len(texts) > 200
    assert texts - set(english().texts) == set()


def test_translations_hold_the_same_values() -> None:
    for text, translation in english().texts.items():
        assert set(re.findall(r"%\(\w+\)s", text)) == set(re.findall(r"%\(\w+\)s", translation)), (
            text
        )
        assert "%" not in re.sub(r"%\(\w+\)s", "", text + translation), text


def test_every_link_of_every_page_leads_to_a_file_of_the_site() -> None:
    files = render_site(rich_facts())
    for path, file in files.items():
        if not file.content_type.startswith("text/html") or path == "404.html":
            continue
        for link in re.findall(r'\s(?:href|src|action)="([^"]+)"', file.content.decode()):
            target = unescape(link).split("#")[0].split("?")[0]
            if not target or re.match(r"[a-z]+:", target):
                continue
            place = normpath(join(dirname(path), target))
            assert place in files or f"{place}/index.html" in files, (path, link)


@pytest.mark.parametrize("path", ["index.html", "jadwal.html", f"kelurahan/{TIPAR}.html"])
def test_each_page_leads_to_itself_in_the_other_language(path: str) -> None:
    files = render_site(rich_facts())
    for here, there in ((path, f"en/{path}"), (f"en/{path}", path)):
        text = files[here].content.decode()
        match = re.search(
            r'<a href="([^"]+)" lang="(\w\w)" hreflang="\2" aria-label="(\w+)">', text
        )
        assert match is not None
        assert normpath(join(dirname(here), match[1])) == there
        assert (match[2], match[3]) == (
            ("en", "English") if there.startswith("en/") else ("id", "Indonesia")
        )


def test_days_are_said_in_the_language_of_the_page() -> None:
    day = date(2021, 7, 2)
    assert (day_words(day), short_day(day)) == ("Jumat, 2 Juli 2021", "Jum 2 Jul")
    with speaking("en"):
        assert (day_words(day), short_day(day)) == ("Friday, 2 July 2021", "Fri 2 Jul")
        assert span_words(day, day) == "2 July 2021"
        assert say("%(n)s hasil", n=3) == "Results: 3"
        assert say("tidak ada dalam katalog") == "tidak ada dalam katalog"
    english().missing.discard("tidak ada dalam katalog")
    assert say("%(n)s hasil", n=3) == "3 hasil"


def test_a_value_in_a_translated_text_stays_text() -> None:
    text = render_site(facts_of(scheduled(place="<b>Balai</b> 100%")))
    for path, page in text.items():
        if "kunjungan/" in path and path.endswith(".html"):
            assert "&lt;b&gt;Balai&lt;/b&gt; 100%" in page.content.decode()
