"""Whom a reason names: exactly the rules that stop or limit, until the day it says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.decisions import Ask, Decision
from planner.domain.english import span_words
from planner.domain.vocabulary import Line, Outcome
from planner.rules import Rulebook, WorkCalendar, decide
from tests.builders import TIPAR
from tests.sizes import size

Fields = dict[str, Any]

laws = settings(max_examples=size("rule_examples"), deadline=None)
MONDAY: Final = date(2030, 1, 7)
ASK: Final = Ask(
    line=Line.PERMUKIMAN, area_code=TIPAR, people=60, residents=50, vaccinated=40, ages=(17, 90)
)
#: The limits of which the least holds, and those of which any rule's word holds.
LEAST: Final = ("people_together", "percent", "total_per_day", "sessions_per_week")
#: What caps the people of one session; where no policy says so, a normal one has a hundred.
SHARES: Final = ("percent", "total")
NORMAL_SESSION: Final = 100
ANY: Final = ("residents_only", "vaccinated_only", "outdoor")
HOURS: Final = (("08:00", "12:00"), ("08:00", "15:00"), ("10:00", "15:00"), ("09:00", "12:00"))


def a_rule(dice: Random, number: int, *, stopping: bool) -> Fields:
    first = MONDAY + timedelta(dice.randint(0, 9) if stopping else -dice.randint(0, 5))
    effects: Fields = {}
    for name, values in (
        ("people_together", (8, 20, 50)),
        ("total", (10, 25, 30)),
        ("percent", (25, 50, 100)),
        ("total_per_day", (100, 200)),
        ("sessions_per_week", (1, 2)),
        ("hours", HOURS),
        ("requires", (["mask"], ["mask", "distance"])),
        ("advice", (["bring_own_pen"],)),
        *((name, (True,)) for name in ANY),
    ):
        if dice.randrange(5) == 0:
            effects[name] = dice.choice(values)
    if stopping and dice.randrange(2):
        effects = {"suspend": True}
    return {
        "kind": "rule",
        "id": f"R-{number}",
        "title": f"Aturan {dice.choice('AB')}{number}",
        "evidence": "synthetic",
        "issuer": "city",
        "binding": "mandatory",
        "areas": [dice.choice(("32.72", "32.72.03", TIPAR))],
        "from": first,
        "to": first + timedelta(dice.randint(0, 6) if stopping else 30),
        "known_on": MONDAY - timedelta(dice.randint(5, 8)),
        "effects": effects,
    }


def a_book(seed: int, *, stopping: bool = False) -> list[Fields]:
    dice = Random(seed)
    return [
        a_rule(dice, number, stopping=stopping)
        for number in dice.sample(range(20), dice.randint(1, 6))
    ]


def answer(book: Sequence[Fields], day: date = MONDAY) -> Decision:
    calendar = WorkCalendar.of([])
    return decide(Rulebook.of(book), calendar, ASK, day, as_of=MONDAY - timedelta(1))


def strictest(book: Sequence[Fields]) -> set[str]:
    """Return by brute force the titles of the rules that make some limit as strict as it is."""
    setting: set[str] = set()
    said = [(each["title"], each["effects"]) for each in book]
    for name in LEAST:
        values = [(title, effects[name]) for title, effects in said if name in effects]
        values = [(title, value) for title, value in values if (name, value) != ("percent", 100)]
        least = min((value for _, value in values), default=None)
        setting |= {title for title, value in values if value == least}
    caps = [(title, effects.get(name, 100)) for title, effects in said for name in SHARES]
    lowest = min(cap for _, cap in caps)
    setting |= {title for title, cap in caps if cap == lowest < NORMAL_SESSION}
    for name in (*ANY, "requires"):
        setting |= {title for title, effects in said if effects.get(name)}
    hours = [(title, effects["hours"]) for title, effects in said if "hours" in effects]
    if hours:
        both = (max(each[0] for _, each in hours), min(each[1] for _, each in hours))
        whole = {title for title, each in hours if each == both}
        ends = {title for title, each in hours if each[0] == both[0] or each[1] == both[1]}
        setting |= whole or ends
    return setting


@laws
@given(st.integers(0, 10**9))
def test_a_limit_is_put_down_to_the_rules_that_set_it(seed: int) -> None:
    book = a_book(seed)
    said = answer(book)
    if said.outcome is not Outcome.GO_LIMITED:
        return
    assert set(said.basis) == strictest(book)
    alone = [each for each in book if each["title"] in said.basis]
    assert answer(alone).limits == said.limits


@laws
@given(st.integers(0, 10**9))
def test_what_stops_is_put_down_to_the_rules_that_stop_it(seed: int) -> None:
    book = a_book(seed, stopping=True)
    said = answer(book)
    if not said.blockers:
        return
    named = [each for each in book if each["id"] in said.rule_ids]
    assert answer(named).blockers == said.blockers
    others = [each for each in book if each not in named]
    assert not answer(others).blockers or answer(others).rule_ids == ("HOLIDAY",)


@laws
@given(st.integers(0, 10**9), st.integers(0, 6))
def test_the_last_day_of_a_stop_is_the_last_one_that_rules_forbid(seed: int, later: int) -> None:
    book = a_book(seed, stopping=True)
    said = answer(book, MONDAY + timedelta(later))
    if said.earliest is None:
        return
    between = range(said.day.toordinal(), said.earliest.toordinal())
    forbidden = [
        day
        for day in map(date.fromordinal, between)
        if any(each.rule_id != "HOLIDAY" for each in answer(book, day).blockers)
    ]
    assert said.blocked_to == max(forbidden, default=None)
    until = said.blocked_to
    if until is not None and until != said.day and "sampai" in said.reason:
        assert f"sampai {until.day} " in said.reason
        assert f"until {span_words(until, until)[:-5]}" in said.reason_en


@laws
@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_the_order_of_records_and_their_parting_change_no_reason(seed: int, order: int) -> None:
    book = a_book(seed, stopping=True)
    shuffled = Random(order).sample(book, len(book))
    assert answer(shuffled) == answer(book)
    parted = [part for each in book for part in halves(each)]
    before, after = answer(book), answer(parted)
    assert (after.outcome, after.earliest) == (before.outcome, before.earliest)
    assert (after.blocked_to, after.basis) == (before.blocked_to, before.basis)


def halves(rule: Fields) -> list[Fields]:
    """Return ``rule`` as two records of the same words, one after the other."""
    middle = rule["from"] + (rule["to"] - rule["from"]) // 2
    if middle == rule["to"]:
        return [rule]
    return [
        rule | {"to": middle},
        rule | {"id": f"{rule['id']}-B", "from": middle + timedelta(1)},
    ]


def stop(name: str, first: date, last: date, **effects: Any) -> Fields:
    return a_rule(Random(1), 1, stopping=True) | {
        "id": name,
        "title": f"Aturan {name}",
        "areas": ["32.72"],
        "from": first,
        "to": last,
        "effects": effects or {"suspend": True},
    }


FRIDAY: Final = MONDAY + timedelta(4)


@pytest.mark.parametrize(
    ("book", "reason"),
    [
        (
            [stop("A", MONDAY, FRIDAY), stop("B", FRIDAY, FRIDAY + timedelta(6))],
            (
                "karena Aturan A dan aturan sesudahnya sampai 17 Januari 2030; paling awal "
                "Jumat, 18 Januari 2030."
            ),
        ),
        (
            [stop("A", MONDAY, FRIDAY), stop("B", MONDAY, FRIDAY + timedelta(6))],
            (
                "karena Aturan B dan Aturan A sampai 17 Januari 2030; paling awal "
                "Jumat, 18 Januari 2030."
            ),
        ),
        (
            [stop(name, MONDAY, FRIDAY) for name in "CAB"],
            (
                "karena Aturan A dan 2 aturan lain sampai 11 Januari 2030; paling awal "
                "Senin, 14 Januari 2030."
            ),
        ),
        (
            [stop("A", MONDAY, FRIDAY, total=20), stop("B", MONDAY, FRIDAY, total=50)],
            "dengan batasan menurut Aturan A.",
        ),
        (
            [stop("A", MONDAY, FRIDAY, total=20), stop("B", MONDAY, FRIDAY, people_together=8)],
            "dengan batasan menurut Aturan A dan Aturan B.",
        ),
    ],
)
def test_reasons_name_what_decides_and_until_when(book: list[Fields], reason: str) -> None:
    assert answer(book).reason.endswith(reason), answer(book).reason
