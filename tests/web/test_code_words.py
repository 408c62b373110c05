"""No code of the vocabularies and no day as files write it stands on a page people read."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final

import pytest
from pydantic import BaseModel

from planner.actions.plans.draft_plan import draft_plan
from planner.actions.restrictions.confirm_rules import propose_rules
from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.saving.office import Office
from planner.domain import vocabulary
from planner.domain.code_words import CONDITIONS
from planner.rules.alerts import AlertEffect, Severity
from planner.rules.field_types import Effects, Scope
from planner.rules.rule_records import MODELS
from tests.actions.conftest import QUICK
from tests.actions.restrictions.test_preview_is_act import ACT, MONDAY, published, stop
from tests.builders import CIKOLE
from tests.public.page_text import texts_of
from tests.public.test_english_words import records
from tests.web.conftest import WebOffice, client_of

#: Codes that are words or names as they stand: "KK" is what people call the family card.
WORDS: Final = frozenset({"KK", "KIA", "online", "total", "level", "cause", "kind"})
_TOKEN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_ID: Final = re.compile(r"\b[\w.]+(?:-[\w.]+)+|https?://\S+|\b\w+(?:\.[a-z]{2,})+")
_ISO: Final = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])")
#: What pages without a record's own page lead to, and files.
_NO_PAGE: Final = re.compile(r"\.(?:css|js|svg|pdf|csv|xlsx|ics|json|atom|png)\b|/keluar|/aset/")


def vocabularies() -> Iterator[str]:
    """Yield every code that files and the database know."""
    lists = [
        each
        for each in (*vars(vocabulary).values(), AlertEffect, Severity)
        if isinstance(each, type) and issubclass(each, StrEnum) and each is not StrEnum
    ]
    yield from (member.value for each in lists for member in each)
    yield from CONDITIONS
    models: list[type[BaseModel]] = [Effects, Scope, *MODELS.values()]
    yield from (name for model in models for name in model.model_fields)
    yield from ("red", "orange", "yellow", "green")


CODES: Final = frozenset(vocabularies()) - WORDS
#: Codes that are no English words.
ODD_CODES: Final = frozenset(code for code in CODES if "_" in code or code.isupper())


def slips(html: str) -> list[str]:
    """Return the texts of a page that hold a code or a day as files write it."""
    wrong = []
    for lang, text in texts_of(html):
        said = _ID.sub(" ", text)
        codes = ODD_CODES if lang == "en" else CODES
        if codes & set(_TOKEN.findall(said)) or _ISO.search(text):
            wrong.append(text)
    return wrong


def pages(web: WebOffice, starts: Iterable[str], most: int) -> Iterator[tuple[str, str]]:
    """Yield the pages that links lead to from ``starts``, breadth first."""
    seen, waiting = set(starts), deque(starts)
    while waiting and most:
        path = waiting.popleft()
        answer = web.client.get(path)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        most -= 1
        yield path, answer.text
        for link in re.findall(r'<a\b[^>]*\shref="(/[^"#]*)', answer.text):
            place = link.replace("&amp;", "&")
            kind = re.sub(r"[\w.]*\d[\w.-]*", "*", place)
            if place not in seen and not _NO_PAGE.search(place) and _few(seen, kind):
                seen.add(place)
                waiting.append(place)


def _few(seen: set[str], kind: str) -> bool:
    """Return whether few pages of a kind were seen; all of one kind are made alike."""
    return sum(re.sub(r"[\w.]*\d[\w.-]*", "*", each) == kind for each in seen) < 5


def office_of_today(folder: Path) -> Office:
    """Return an office of today with rules of every kind, doubts, a proposal and a draft."""
    office = published(folder, 0)
    enter_rules(office, ACT, list(records()))
    odd = stop(CIKOLE) | {"id": "R-LATE", "from": "2026-11-20", "known_on": MONDAY.isoformat()}
    limits = {"requires": ["mask", "temp_check"], "hours": ["08:00", "11:00"], "percent": 50}
    enter_rules(office, ACT, [odd | {"effects": limits}])
    propose_rules(office, ACT, [stop(CIKOLE) | {"id": "R-PROPOSED", "binding": "advisory"}])
    days = {"first_day": date(2026, 12, 14), "last_day": date(2026, 12, 18)}
    draft_plan(office, ACT, **days, solve=QUICK)
    return office


def test_codes_are_seen_where_they_stand() -> None:
    html = '<html lang="id"><p>berhenti (NO_SERVICE)<p>AKI_NINI<p>pakai mask<p>2021-07-02</html>'
    assert len(slips(html)) == 4
    assert slips('<html lang="en"><p>May go ahead on 2 July 2021, R-2020-SCHOOL</html>') == []
    assert {
        "AKI_NINI",
        "mask",
        "NO_SERVICE",
        "known_on",
        "go_limited",
        "medical_emergency",
    } <= CODES


@pytest.mark.slow
def test_no_code_stands_on_a_page_of_the_office_or_of_the_public(tmp_path: Path) -> None:
    office = office_of_today(tmp_path / "kantor")
    web = WebOffice(office, client_of(office, day=MONDAY))
    starts = ["/kantor/aturan?semua=ya", "/kantor", "/", "/en/", "/aturan.html", "/en/aturan.html"]
    seen = dict(pages(web, starts, most=160))
    assert len(seen) > 60
    wrong = {path: found for path, html in seen.items() if (found := slips(html))}
    assert wrong == {}
    office.database.close()
