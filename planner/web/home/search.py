"""One search over all the office has: visits, requests, plans, rules, units, kelurahan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Query, Response

from planner.actions.saving.office_state import OfficeState
from planner.domain.code_words import LINES
from planner.domain.indonesian import span_words
from planner.domain.likeness import Likeness, ascii_letters, ranked
from planner.domain.plans import Plan
from planner.domain.visits import Visit
from planner.domain.vocabulary import PlanState
from planner.rules.rule_records import InstrumentRecord
from planner.web.requests.views import visit_line
from planner.web.restrictions.views import is_dated
from planner.web.shell.access import Clearance, needs
from planner.web.shell.context import Here
from planner.web.shell.links import Links

router = APIRouter(prefix="/kantor")


@router.get("/cari", name="search")
@needs(Clearance.VIEWER)
def search(here: Here, q: Annotated[str, Query(max_length=200)] = "") -> Response:
    """Answer what was typed into the search box."""
    link, works = here.link, here.coordinates
    with here.reading() as now:

        def kinds() -> Kinds:
            plans = now.store.remembered("plans", now.store.plans.list_plans)
            return kinds_of(now.state, plans, link, works=works)

        # What is found leads below this very mount.
        hits = find(q, now.store.remembered(f"search {works} {link.base}", kinds))
    return here.page("cari.html", q=q[:80], kinds=hits)


@router.get("/pintasan", name="shortcuts")
@needs(Clearance.VIEWER)
def shortcuts(here: Here) -> Response:
    """List the keys, as the dialog does."""
    return here.page("pintasan.html")


#: Likeness, of 100, from which something counts as searched for.
MEANT: Final = 78.0
#: Hits shown of one kind; the rest is a narrower search away.
MOST: Final = 12
LONGEST_QUERY: Final = 80
#: A name that holds what was typed as a word, or as a part of one, is a little less likely meant.
_LIKENESS: Final = Likeness(
    same=100.0, word=97.0, inside=94.0, part=0.95, shortest=4, numbers_hold=True
)
#: Digits from which a part of a telephone number is searched for.
_LEAST_DIGITS: Final = 5
_WORDS: Final = re.compile(r"[a-z]+|[0-9]+")
_FILLERS: Final = frozenset({"kelurahan", "kel", "kecamatan", "kec"})
_STATES: Final = {
    PlanState.DRAFT: "draf",
    PlanState.PUBLISHED: "berlaku",
    PlanState.SUPERSEDED: "digantikan",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """One thing that was found: its name, what it is in a line, and where it is opened."""

    title: str
    detail: str
    href: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HitsOfKind:
    """The hits of one kind, the likeliest first, and how many more there are."""

    name: str
    hits: tuple[SearchHit, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Thing:
    """What can be found: ``ids`` count where they are meant letter by letter, ``names`` by sound.

    ``numbers`` are telephone numbers, met by any run of their digits.
    """

    title: str
    detail: str
    href: str
    ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    numbers: str = ""


#: What can be found, by kind.
Kinds = tuple[tuple[str, tuple[_Thing, ...]], ...]


def kinds_of(state: OfficeState, plans: Sequence[Plan], link: Links, *, works: bool) -> Kinds:
    """Return all that can be found.

    Without ``works`` (a person who only looks) no home and no contact is searched.
    """
    shown = [visit for visit in state.visits.values() if works or not visit.private]
    return (
        ("Kunjungan", tuple(_visits(shown, state, link, works=works))),
        ("Permohonan", tuple(_requests(shown, state, link, works=works))),
        ("Rencana", tuple(_plans(plans, link))),
        ("Pembatasan", tuple(_rules(state, link))),
        ("Unit mobil", tuple(_units(state, link, works=works))),
        ("Kelurahan", tuple(_areas(state, link))),
    )


def find(query: str, kinds: Kinds) -> list[HitsOfKind]:
    """Return what ``query`` may mean, by kind."""
    asked = " ".join(query[:LONGEST_QUERY].split()).casefold()
    if not asked:
        return []
    kinds_found = (_hits(name, things, asked) for name, things in kinds)
    return sorted(
        (kind for kind in kinds_found if kind.hits),
        key=lambda kind: -max(hit.score for hit in kind.hits),
    )


def plain(text: str) -> str:
    """Return ``text`` as it is compared: words of ASCII letters, numbers without leading zeros."""
    words = [word.lstrip("0") or "0" for word in _WORDS.findall(ascii_letters(text))]
    return " ".join([word for word in words if word not in _FILLERS] or words)


def _hits(name: str, things: Iterable[_Thing], asked: str) -> HitsOfKind:
    words = plain(asked)
    meant = ranked(
        things,
        score=lambda thing: _score(asked, words, thing),
        order=lambda thing: thing.title,
        least=MEANT,
    )
    hits = tuple(
        SearchHit(title=thing.title, detail=thing.detail, href=thing.href, score=score)
        for score, thing in meant[:MOST]
    )
    return HitsOfKind(name=name, hits=hits, more=max(0, len(meant) - MOST))


def _score(asked: str, words: str, thing: _Thing) -> float:
    if asked in thing.ids:
        return 101.0
    digits = re.sub(r"[ .+\-]", "", asked).lstrip("0")
    if len(digits) >= _LEAST_DIGITS and digits.isdecimal() and digits in thing.numbers:
        return 100.0
    return max((_LIKENESS.of(words, name) for name in thing.names if name and words), default=0.0)


def _visits(
    visits: Iterable[Visit], state: OfficeState, link: Links, *, works: bool
) -> Iterable[_Thing]:
    for visit in visits:
        line = visit_line(visit, state.areas)
        yield _Thing(
            title=f"{line.place}, {line.area}",
            detail=f"Kunjungan {visit.id}. {line.state}. {line.when}".rstrip(". ") + ".",
            href=_request_link(visit, link, works=works),
            ids=(visit.id.casefold(),),
            names=(plain(line.place), plain(f"{line.place} {line.area}")),
            numbers=_numbers(visit.request.contact) if works else "",
        )


def _requests(
    visits: Iterable[Visit], state: OfficeState, link: Links, *, works: bool
) -> Iterable[_Thing]:
    for request in {visit.request.id: visit.request for visit in visits}.values():
        area = state.areas.get(request.area_code).name
        named = (plain(request.contact),) if works and request.contact else ()
        yield _Thing(
            title=f"Permohonan {request.id}: {request.place}",
            detail=f"{LINES[request.line]}, {request.people} orang, {area}.",
            href=link("request", request.id) if works else _list_link(request.id, link),
            ids=(request.id.casefold(),),
            names=named,
        )


def _plans(plans: Iterable[Plan], link: Links) -> Iterable[_Thing]:
    for plan in plans:
        if plan.state not in _STATES:
            continue
        name = f"Draf {plan.id}" if plan.number is None else f"Rencana {plan.number}"
        number = str(plan.id if plan.number is None else plan.number)
        days = span_words(plan.first_day, plan.last_day)
        yield _Thing(
            title=name,
            detail=f"{days}, {len(plan.entries)} kunjungan, {_STATES[plan.state]}.",
            href=link("plan", plan.id),
            ids=(number, name.casefold()),
            names=(plain(name), plain(plan.scenario.title)),
        )


def _rules(state: OfficeState, link: Links) -> Iterable[_Thing]:
    numbers = {
        record.id: record.number
        for record in state.book.records
        if isinstance(record, InstrumentRecord)
    }
    for record in state.book.records:
        if not is_dated(record):
            continue
        number = numbers.get(record.instrument or "", "")
        yield _Thing(
            title=record.title,
            detail=f"{number}, catatan {record.id}." if number else f"Catatan {record.id}.",
            href=link("rule", record.id),
            ids=(record.id.casefold(),),
            names=(plain(record.title), plain(number)),
        )


def _units(state: OfficeState, link: Links, *, works: bool) -> Iterable[_Thing]:
    for unit in state.units:
        yield _Thing(
            title=unit.name,
            detail=f"Unit mobil {unit.id}, {unit.crew} petugas.",
            href=link("today", unit=unit.id) if works else link("sheets"),
            ids=(unit.id.casefold(), unit.name.casefold()),
            names=(plain(unit.name),),
        )


def _areas(state: OfficeState, link: Links) -> Iterable[_Thing]:
    for area in state.areas.at_level("kelurahan"):
        yield _Thing(
            title=f"Kelurahan {area.name}",
            detail=f"Kecamatan {state.areas.kecamatan_of(area.code).name}: semua kunjungan.",
            href=link("requests", keadaan="semua", wilayah=area.code),
            ids=(area.code,),
            names=(plain(area.name),),
        )


def _numbers(contact: str) -> str:
    return re.sub(r"\D", "", contact)


def _request_link(visit: Visit, link: Links, *, works: bool) -> str:
    if not works:
        return _list_link(visit.id, link)
    return link("request", visit.request.id, fragment=f"kunjungan-{visit.id}")


def _list_link(name: str, link: Links) -> str:
    return link("requests", keadaan="semua", cari=name)
