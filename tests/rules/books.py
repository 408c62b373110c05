"""Random books of rules: few names, areas and days, so that their records meet one another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from hypothesis import strategies as st

from planner.domain.decisions import Ask
from planner.domain.vocabulary import Line, Service, Urgency
from tests.rules.oracle import LINES, Question

Fields = dict[str, Any]

START: Final = date(2030, 1, 7)
LONG_AGO: Final = date(2029, 1, 2)
DAYS: Final = 26
TIPAR, CIKOLE, RT = "32.72.03.1002", "32.72.02.1001", "32.72.03.1002.001.001"
CITY: Final = "32.72"
AREAS: Final = ("ID", "32", CITY, CITY, CITY, "32.72.03", TIPAR, TIPAR, CIKOLE, RT, "32.02")
ISSUERS: Final = ("national", "province", "city", "city", "city", "office")
REGIMES: Final = ("COVID", "FLU")
SERIES: Final = ("SER-A", "SER-B")
INSTRUMENTS: Final = ("I-1", "I-2")
#: What records of each kind may name.
MEANINGS: Final[tuple[Fields, ...]] = (
    {"suspend": True},
    {"percent": 50},
    {},
    {"people_together": 5},
    {"requires": ["mask"]},
)


def a_day(dice: Random, low: int = 0, high: int = DAYS - 1) -> date:
    return START + timedelta(dice.randint(low, high))


def often(dice: Random, one_in: int) -> bool:
    """Return True once in ``one_in`` times."""
    return dice.randrange(one_in) == 0


def scope(dice: Random) -> Fields:
    """Return nobody left out, more often than not, else a scope of one or two kinds."""
    found: Fields = {}
    if often(dice, 4):
        found["lines"] = dice.sample(LINES[:4], dice.randint(1, 2))
    if often(dice, 8):
        found["services"] = [dice.choice(("KTP_RECORDING", "KK"))]
    if often(dice, 8):
        found["ages"] = list(dice.choice(((60, 120), (0, 59), (17, 120))))
    if often(dice, 10):
        found["urgencies"] = ["routine"]
    return found


def effects(dice: Random) -> Fields:
    """Return what a rule does."""
    found: Fields = {}
    if often(dice, 3):
        found["suspend"] = True
    if often(dice, 4):
        found["people_together"] = dice.choice((2, 3, 5, 6, 10))
    if often(dice, 6):
        found["percent"] = dice.choice((0, 50, 100))
    if often(dice, 8):
        found["urgent_only"] = True
    if often(dice, 6):
        found["requires"] = ["mask"]
    if often(dice, 10):
        found["outdoor"] = dice.choice((True, False))
    if often(dice, 10):
        found["staff_percent"] = dice.choice((0, 50))
    if often(dice, 7):
        found["level"] = dice.randint(1, 4)
    return found


def dated(dice: Random, name: str, kind: str) -> Fields:
    """Return a record of some days, now and then with an end learned later."""
    first = a_day(dice)
    last = None if often(dice, 3) else first + timedelta(dice.randint(0, 12))
    found: Fields = {
        "kind": kind,
        "id": name,
        "title": f"Aturan {name}",
        "evidence": "synthetic",
        "from": first,
        "to": last,
        "known_on": first + timedelta(dice.randint(-8, 4)),
    }
    if often(dice, 6):
        end = first + timedelta(dice.randint(0, 9))
        found["ended_on"] = end if last is None else min(end, last)
        found["ended_known_on"] = end + timedelta(dice.randint(-3, 2))
    if often(dice, 8):
        found["revoked_on"] = first + timedelta(dice.randint(-1, 9))
        found["revoked_known_on"] = found["revoked_on"] + timedelta(dice.randint(-3, 2))
    if often(dice, 3):
        found["instrument"] = dice.choice(INSTRUMENTS)
    return found


def relations(dice: Random, before: Sequence[str]) -> Fields:
    """Return whom a record ends, and for whom."""
    found: Fields = {}
    if often(dice, 2):
        named = dice.sample((*before, *SERIES, *INSTRUMENTS), 1)
        if before and often(dice, 2):
            named = [dice.choice(before), *named]
        found[dice.choice(("replaces", "revokes", "cuts_short"))] = list(dict.fromkeys(named))
    if often(dice, 8):
        found["ends_regime"] = [dice.choice((*REGIMES, *SERIES))]
    if found and often(dice, 4):
        found["whole"] = True
    elif found and often(dice, 4):
        found["over"] = {"areas": [dice.choice(AREAS)]}
        if often(dice, 2):
            found["over"]["scope"] = scope(dice)
    return found


def rule(dice: Random, name: str, before: Sequence[str]) -> Fields:
    """Return a rule that may relate to what comes ``before``."""
    found = dated(dice, name, "rule") | {
        "issuer": dice.choice(ISSUERS),
        "binding": dice.choice(("mandatory", "mandatory", "delegated", "internal", "advisory")),
        "areas": sorted({dice.choice(AREAS) for _ in range(dice.choice((1, 1, 2)))}),
        "scope": scope(dice),
        "effects": effects(dice),
    }
    if found["binding"] == "delegated":
        found["delegated_to"] = dice.choice(("city", "city", "office"))
    if often(dice, 3):
        found["regime"] = dice.choice((*REGIMES, "COVID", "SER-B"))
    if often(dice, 2):
        found |= relations(dice, before)
    if before and often(dice, 6):
        found["extends"] = dice.choice(before)
    if before and often(dice, 4):
        found["displaces"] = dice.sample(before, 1)
        if "whole" not in found and often(dice, 3):
            found["over"] = {"areas": [dice.choice(AREAS)]}
    return found


def level(dice: Random, name: str, before: Sequence[str]) -> Fields:
    """Return a level of one of few series; SER-A is of a regime that only some records name."""
    series = dice.choice(("SER-A", "SER-A", "SER-B"))
    found = dated(dice, name, "level") | {
        "series": series,
        "level": dice.randint(1, 4),
        "areas": sorted({dice.choice(AREAS) for _ in range(dice.choice((1, 1, 2)))}),
    }
    if series == "SER-A" and often(dice, 3):
        found["regime"] = "COVID"
    if often(dice, 4):
        found["issuer"] = dice.choice(("national", "province", "city"))
    if often(dice, 4):
        found |= relations(dice, before)
    return found


def zone(dice: Random, name: str, before: Sequence[str]) -> Fields:
    """Return a zone colour of some days."""
    del before
    colour = dice.choice(("red", "orange"))
    return dated(dice, name, "zone") | {"zone": colour, "areas": [dice.choice(AREAS)]}


def exemption(dice: Random, name: str, before: Sequence[str]) -> Fields:
    """Return an exemption from what comes before, or from instruments or series."""
    found = dated(dice, name, "exemption") | {
        "lifts": dice.sample((*before, *before, *SERIES, *INSTRUMENTS), dice.randint(1, 2)),
    }
    if often(dice, 2):
        found["issuer"] = dice.choice(ISSUERS)
    if often(dice, 3):
        found["areas"] = [dice.choice(AREAS)]
    if often(dice, 4):
        found["lines"] = dice.sample(LINES[:4], 2)
    if often(dice, 3):
        found["urgencies"] = ["urgent"]
    if often(dice, 4):
        found["requires"] = ["appointment"]
    return found


def policy(dice: Random, name: str, before: Sequence[str]) -> Fields:
    """Return a version of the policy that leaves some levels and lines out."""
    del before
    return {
        "kind": "policy",
        "id": name,
        "title": f"Kebijakan {name}",
        "evidence": "inferred",
        "known_on": dice.choice((LONG_AGO, a_day(dice))),
        "valid_from": dice.choice((LONG_AGO, a_day(dice), START + timedelta(7))),
        "by_level": {
            level: {line: dice.choice(MEANINGS) for line in LINES if not often(dice, 6)}
            for level in range(1, 5)
            if not often(dice, 8)
        },
        "by_zone": {
            colour: {line: dice.choice(MEANINGS) for line in LINES if not often(dice, 6)}
            for colour in ("red", "orange")
            if not often(dice, 8)
        },
        "weekend_lines": ["PERKAWINAN", "PERMUKIMAN"] if often(dice, 3) else [],
    }


def table(dice: Random, name: str, before: Sequence[str]) -> Fields:
    """Return what levels of a series mean in general; no two are of one day."""
    number = len(before)
    return {
        "kind": "level_table",
        "id": name,
        "title": f"Tabel {name}",
        "evidence": "documented",
        "known_on": LONG_AGO + timedelta(number) if often(dice, 2) else a_day(dice),
        "valid_from": LONG_AGO + timedelta(number) if often(dice, 2) else a_day(dice),
        "series": dice.choice(SERIES),
        "levels": {
            level: dice.choice(
                ({"staff_percent": 50}, {"staff_percent": 0}, {"people_together": 5})
            )
            for level in range(1, 5)
            if often(dice, 2)
        },
    }


def instrument(dice: Random, name: str) -> Fields:
    """Return an instrument known long before, or now and then only later."""
    known_on = a_day(dice, -8) if often(dice, 3) else LONG_AGO
    return {
        "kind": "instrument",
        "id": name,
        "title": f"Surat {name}",
        "evidence": "documented",
        "number": f"{name}/2030",
        "issued_by": "Pejabat",
        "issuer": dice.choice(ISSUERS),
        "known_on": known_on,
        "signed_on": a_day(dice, -8) if often(dice, 2) else None,
    }


MAKERS: Final = {
    "R": rule,
    "L": level,
    "Z": zone,
    "X": exemption,
    "P": policy,
    "T": table,
}
KINDS: Final = "RRRRRRLLLLZXXXPPT"
#: The kinds of which a record may correct another.
CORRECTED: Final = "RLZXP"


def random_book(dice: Random) -> list[Fields]:
    """Return up to eight records, an instrument or two and mostly a policy."""
    book = [instrument(dice, name) for name in INSTRUMENTS if not often(dice, 3)]
    names: list[str] = []
    kinds = [dice.choice(KINDS) for _ in range(dice.randint(1, 8))]
    for number, kind in enumerate([*("P" if not often(dice, 4) else ""), *kinds]):
        name = f"{kind}-{number}"
        earlier = [other for other in names if other[0] in "RLZX"]
        one = MAKERS[kind](dice, name, earlier)
        alike = [other for other in names if other[0] == kind and kind in CORRECTED]
        if alike and often(dice, 10):
            one["corrects"] = dice.choice(alike)
        if kind in "RL" and alike and often(dice, 8):
            one["disputes"] = [dice.choice(alike)]
        book.append(one)
        names.append(name)
    return book


def part_ended_book(dice: Random) -> list[Fields]:
    """Return rules, exemptions from them, and records that end those for some people."""
    early = {"from": START, "to": None, "known_on": START}
    names = [f"R-{number}" for number in range(dice.randint(1, 2))]
    book = [
        rule(dice, name, ())
        | early
        | {
            "binding": "delegated",
            "delegated_to": "city",
            "areas": [CITY],
            "scope": some_people(dice),
        }
        | {"effects": dice.choice(({"suspend": True}, {"people_together": 2}))}
        for name in names
    ]
    ended = [f"X-{number}" for number in range(dice.randint(1, 2))]
    for name in ended:
        lifts = names if often(dice, 2) else [dice.choice(names)]
        book.append(exemption(dice, name, names) | {"lifts": lifts, "from": START, "to": None})
    for number in range(dice.randint(1, 3)):
        ending = rule(dice, f"E-{number}", ()) | {"effects": {}, "issuer": "national"}
        ending |= {"scope": some_people(dice), "revokes": [dice.choice(ended)]}
        if often(dice, 2):
            ending["over"] = {"areas": [dice.choice(AREAS)], "scope": some_people(dice)}
        book.append(ending)
    return book


def some_people(dice: Random) -> Fields:
    """Return everybody, people of some ages, or those who need some service."""
    return dice.choice(
        (
            {},
            {"ages": [60, 120]},
            {"ages": [0, 59]},
            {"ages": [17, 120]},
            {"services": ["KK"]},
            {"services": ["KTP_RECORDING"]},
        )
    )


def random_calendar(dice: Random) -> list[Fields]:
    """Return records of days that became holidays or working days."""
    return [
        {
            "kind": "calendar",
            "id": f"K-{number}",
            "title": "Hari berubah",
            "evidence": "documented",
            "days": [a_day(dice)],
            "was": "working",
            "now": dice.choice(("holiday", "working")),
            "known_on": a_day(dice, -8) + timedelta(0, number),
        }
        for number in range(dice.randint(0, 3))
    ]


def random_question(dice: Random) -> Question:
    """Return a question of some line and place."""
    return Question(
        line=dice.choice(LINES),
        area=dice.choice((TIPAR, TIPAR, CIKOLE, RT)),
        urgency=dice.choice(("routine", "routine", "urgent")),
        services=dice.choice((("KTP_RECORDING",), ("KTP_RECORDING", "KK"))),
        fixed=often(dice, 8),
    )


def ask_of(question: Question) -> Ask:
    """Return ``question`` as the engine takes it."""
    return Ask(
        line=Line(question.line),
        area_code=question.area,
        urgency=Urgency(question.urgency),
        services=tuple(Service(name) for name in question.services),
        fixed=question.fixed,
    )


#: Where a random book starts from.
dice = st.integers(0, 2**32).map(Random)
books = dice.map(random_book)
questions = dice.map(random_question)
days = st.integers(0, DAYS - 1).map(lambda number: START + timedelta(number))
