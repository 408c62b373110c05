"""What is said of parts of the city is what the rules say of each of its days and kelurahan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pytest

from planner.actions.saving.office import Office
from planner.actions.saving.office_state import OfficeState, load_state
from planner.actions.saving.public_spells import AHEAD_DAYS, city_spells, part_spells
from planner.domain.areas import CITY
from planner.domain.decisions import Ask, Decision
from planner.domain.vocabulary import Line
from planner.public.shared.public_facts import Spell
from planner.rules import decide
from tests.actions.conftest import OfficeAs
from tests.sizes import size

TODAY = date(2026, 12, 1)
DAYS = [TODAY + timedelta(number) for number in range(AHEAD_DAYS + 1)]
PLACES = [CITY, CITY, CITY, "32.72.01", "32.72.02", "32.72.03.1002", "32.72.06.1001"]


@pytest.fixture
def bare(office_as: OfficeAs) -> Office:
    """Return an office without any rule."""
    return office_as(with_nothing)


def with_nothing(_: Office) -> None:
    """Leave an office as it is."""


def restriction(number: int, dice: Random) -> dict[str, object]:
    first = TODAY + timedelta(dice.randint(-3, 20))
    last = None if dice.random() < 0.2 else first + timedelta(dice.randint(0, 60))
    return {
        "kind": "rule",
        "id": f"R-{number}",
        "title": f"SE {number}",
        "issuer": "city",
        "binding": "mandatory",
        "areas": sorted(set(dice.choices(PLACES, k=dice.choice((1, 1, 2))))),
        "from": first.isoformat(),
        "to": None if last is None else last.isoformat(),
        "known_on": TODAY.isoformat(),
        "effects": dice.choice(({"suspend": True}, {"people_together": 20}, {"percent": 50})),
        "evidence": "synthetic",
    }


def said(state: OfficeState, code: str, day: date) -> Decision:
    ask = Ask(line=Line.PERMUKIMAN, area_code=code)
    return decide(state.book, None, ask, day, as_of=TODAY)


def stated(office: Office, rules: list[dict[str, object]]) -> OfficeState:
    with office.database.reading() as store:
        return load_state(store, office.areas).with_records(rules)


def random_states(office: Office, count: int) -> Iterator[OfficeState]:
    for seed in range(count):
        dice = Random(seed)
        yield stated(office, [restriction(n, dice) for n in range(dice.randint(1, 5))])


def test_parts_are_just_the_days_and_places_that_differ_from_the_city(bare: Office) -> None:
    for state in random_states(bare, size("previews")):
        parts = part_spells(state, TODAY)
        city = {day: said(state, CITY, day) for day in DAYS}
        for area in bare.areas.at_level("kelurahan"):
            mine = [part.spell for part in parts if area.code in part.area_codes]
            for day in DAYS:
                here = said(state, area.code, day)
                telling = [s for s in mine if s.first <= day and (s.last is None or day <= s.last)]
                differs = (here.outcome, here.limits) != (city[day].outcome, city[day].limits)
                assert len(telling) == differs, (area.code, day)
                if telling:
                    assert (telling[0].outcome, telling[0].limits) == (here.outcome, here.limits)


def test_days_with_the_citys_own_between_them_are_told_apart(bare: Office) -> None:
    dice = Random(1)
    days = [TODAY + timedelta(4), TODAY + timedelta(7)]
    alike = [restriction(number, dice) for number in range(2)]
    for rule, day in zip(alike, days, strict=True):
        rule |= {"from": day.isoformat(), "to": day.isoformat(), "areas": ["32.72.03.1002"]}
        rule["effects"] = {"people_together": 20}
    parts = part_spells(stated(bare, alike), TODAY)
    assert [(part.spell.first, part.spell.last) for part in parts] == [(d, d) for d in days]


def test_what_holds_in_the_city_has_its_true_last_day(bare: Office) -> None:
    beyond = 0
    for state in random_states(bare, 5 * size("previews")):
        for spell in city_spells(state, TODAY):
            day = spell.first
            while day < TODAY + timedelta(300) and tells(state, day + timedelta(1), spell):
                day += timedelta(1)
            assert spell.last == (None if day == TODAY + timedelta(300) else day)
            beyond += spell.last is not None and spell.last > DAYS[-1]
    assert beyond


def tells(state: OfficeState, day: date, spell: Spell) -> bool:
    """Return whether the city is told the same of ``day`` as ``spell`` says."""
    there = said(state, CITY, day)
    return (there.outcome, there.limits) == (spell.outcome, spell.limits)
