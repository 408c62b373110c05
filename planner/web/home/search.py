"""One search over all the office has: visits, requests, plans, rules, units, kelurahan."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Final
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Request, Response
from rapidfuzz import fuzz

from planner.actions.saving.office_state import OfficeState, load_state
from planner.domain.indonesian import span_words
from planner.domain.plans import Plan
from planner.domain.visits import Visit
from planner.domain.vocabulary import PlanState
from planner.rules.rule_records import InstrumentRecord
from planner.web.requests.views import visit_line
from planner.web.restrictions.views import is_dated
from planner.web.shell.acting import coordinates, office_of
from planner.web.shell.templating import office_page
from planner.web.shell.words import LINES

router = APIRouter(prefix="/kantor")


@router.get("/cari")
def search(request: Request, q: Annotated[str, Query(max_length=200)] = "") -> Response:
    """Answer what was typed into the search box."""
    office, works = office_of(request), coordinates(request)
    with office.database.reading() as store:

        def kinds() -> Kinds:
            plans = store.remembered("plans", store.plans.list_plans)
            return kinds_of(load_state(store, office.areas), plans, works=works)

        found = find(q, store.remembered(f"search {works}", kinds))
    return office_page(request, "cari.html", q=q[:80], found=found)


@router.get("/pintasan")
def shortcuts(request: Request) -> Response:
    """List the keys, as the dialog does."""
    return office_page(request, "pintasan.html")


#: Likeness, of 100, from which something counts as searched for.
MEANT: Final = 78.0
#: Hits shown of one kind; the rest is a narrower search away.
MOST: Final = 12
LONGEST_QUERY: Final = 80
#: A name that holds what was typed as a word, or as a part of one, is a little less likely meant.
_WORD: Final = 97.0
_INSIDE: Final = 94.0
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
class Hit:
    """One thing that was found: its name, what it is in a line, and where it is opened."""

    title: str
    detail: str
    href: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The hits of one kind, the likeliest first, and how many more there are."""

    name: str
    hits: tuple[Hit, ...]
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


def kinds_of(state: OfficeState, plans: Sequence[Plan], *, works: bool) -> Kinds:
    """Return all that can be found.

    Without ``works`` (a person who only looks) no home and no contact is searched.
    """
    shown = [visit for visit in state.visits.values() if works or not visit.private]
    return (
        ("Kunjungan", tuple(_visits(shown, state, works=works))),
        ("Permohonan", tuple(_requests(shown, state, works=works))),
        ("Rencana", tuple(_plans(plans))),
        ("Pembatasan", tuple(_rules(state))),
        ("Unit mobil", tuple(_units(state, works=works))),
        ("Kelurahan", tuple(_areas(state))),
    )


def find(query: str, kinds: Kinds) -> list[Found]:
    """Return what ``query`` may mean, by kind."""
    asked = " ".join(query[:LONGEST_QUERY].split()).casefold()
    if not asked:
        return []
    found = [_found(name, things, asked) for name, things in kinds]
    return sorted(
        (kind for kind in found if kind.hits), key=lambda kind: -max(h.score for h in kind.hits)
    )


def plain(text: str) -> str:
    """Return ``text`` as it is compared: words of ASCII letters, numbers without leading zeros."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    found = [word.lstrip("0") or "0" for word in _WORDS.findall(letters)]
    return " ".join([word for word in found if word not in _FILLERS] or found)


def _found(name: str, things: Iterable[_Thing], asked: str) -> Found:
    words = plain(asked)
    scored = [(_score(asked, words, thing), thing) for thing in things]
    meant = sorted(
        (pair for pair in scored if pair[0] >= MEANT), key=lambda pair: (-pair[0], pair[1].title)
    )
    hits = tuple(
        Hit(title=thing.title, detail=thing.detail, href=thing.href, score=score)
        for score, thing in meant[:MOST]
    )
    return Found(name=name, hits=hits, more=max(0, len(meant) - MOST))


def _score(asked: str, words: str, thing: _Thing) -> float:
    if asked in thing.ids:
        return 101.0
    digits = re.sub(r"[ .+\-]", "", asked).lstrip("0")
    if len(digits) >= _LEAST_DIGITS and digits.isdecimal() and digits in thing.numbers:
        return 100.0
    return max((_likeness(words, name) for name in thing.names if name and words), default=0.0)


def _likeness(words: str, name: str) -> float:
    if words == name:
        return 100.0
    if f" {words} " in f" {name} ":
        return _WORD
    # A number is meant as it stands; only words are mistyped.
    if not _numbers_in(words) <= _numbers_in(name):
        return 0.0
    short, long = words.replace(" ", ""), name.replace(" ", "")
    if len(short) >= 3 and short in long:
        return _INSIDE
    if len(short) < 4:
        return 0.0
    part = fuzz.partial_ratio(short, long) if len(long) > len(short) else 0.0
    return max(fuzz.ratio(short, long), part * 0.95)


def _numbers_in(words: str) -> set[str]:
    return {word for word in words.split() if word.isdecimal()}


def _visits(visits: Iterable[Visit], state: OfficeState, *, works: bool) -> Iterable[_Thing]:
    for visit in visits:
        line = visit_line(visit, state.areas)
        yield _Thing(
            title=f"{line.place}, {line.area}",
            detail=f"Kunjungan {visit.id}. {line.state}. {line.when}".rstrip(". ") + ".",
            href=_request_link(visit, works=works),
            ids=(visit.id.casefold(),),
            names=(plain(line.place), plain(f"{line.place} {line.area}")),
            numbers=_numbers(visit.request.contact) if works else "",
        )


def _requests(visits: Iterable[Visit], state: OfficeState, *, works: bool) -> Iterable[_Thing]:
    for request in {visit.request.id: visit.request for visit in visits}.values():
        area = state.areas.get(request.area_code).name
        named = (plain(request.contact),) if works and request.contact else ()
        yield _Thing(
            title=f"Permohonan {request.id}: {request.place}",
            detail=f"{LINES[request.line]}, {request.people} orang, {area}.",
            href=f"/kantor/permohonan/{quote(request.id, safe='')}"
            if works
            else _list_link(request.id),
            ids=(request.id.casefold(),),
            names=named,
        )


def _plans(plans: Iterable[Plan]) -> Iterable[_Thing]:
    for plan in plans:
        if plan.state not in _STATES:
            continue
        name = f"Draf {plan.id}" if plan.number is None else f"Rencana {plan.number}"
        number = str(plan.id if plan.number is None else plan.number)
        days = span_words(plan.first_day, plan.last_day)
        yield _Thing(
            title=name,
            detail=f"{days}, {len(plan.entries)} kunjungan, {_STATES[plan.state]}.",
            href=f"/kantor/rencana/{plan.id}",
            ids=(number, name.casefold()),
            names=(plain(name), plain(plan.scenario.title)),
        )


def _rules(state: OfficeState) -> Iterable[_Thing]:
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
            href=f"/kantor/aturan/catatan/{quote(record.id, safe='')}",
            ids=(record.id.casefold(),),
            names=(plain(record.title), plain(number)),
        )


def _units(state: OfficeState, *, works: bool) -> Iterable[_Thing]:
    for unit in state.units:
        yield _Thing(
            title=unit.name,
            detail=f"Unit mobil {unit.id}, {unit.crew} petugas.",
            href=f"/kantor/hari?unit={quote(unit.id, safe='')}" if works else "/kantor/lembar",
            ids=(unit.id.casefold(), unit.name.casefold()),
            names=(plain(unit.name),),
        )


def _areas(state: OfficeState) -> Iterable[_Thing]:
    for area in state.areas.at_level("kelurahan"):
        yield _Thing(
            title=f"Kelurahan {area.name}",
            detail=f"Kecamatan {state.areas.kecamatan_of(area.code).name}: semua kunjungan.",
            href=f"/kantor/permohonan?keadaan=semua&wilayah={area.code}",
            ids=(area.code,),
            names=(plain(area.name),),
        )


def _numbers(contact: str) -> str:
    return re.sub(r"\D", "", contact)


def _request_link(visit: Visit, *, works: bool) -> str:
    if not works:
        return _list_link(visit.id)
    return f"/kantor/permohonan/{quote(visit.request.id, safe='')}#kunjungan-{visit.id}"


def _list_link(name: str) -> str:
    return "/kantor/permohonan?" + urlencode({"keadaan": "semua", "cari": name})
