"""How fast the rules are judged: years of the city, and a whole nation on one day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from random import Random
from time import process_time

import pytest

from planner.domain.decisions import Ask
from planner.domain.vocabulary import Line
from planner.rules import Rulebook, WorkCalendar, decide, decide_grid
from tests.benchmarks.rulebooks import (
    KELURAHAN,
    YEAR,
    Plain,
    busy_year,
    crowded_year,
    whole_nation,
)

pytestmark = pytest.mark.bench

#: What one core may take for a year and for a nation on one day, in seconds.
YEAR_S, CROWDED_YEAR_S, NATION_S = 2.0, 3.0, 3.0
RULES = 5000
SAMPLE, FEW = 200, 20


def calendar() -> WorkCalendar:
    """Return a calendar whose package of holidays is loaded; that is no part of judging."""
    made = WorkCalendar.of([])
    for year in (YEAR, YEAR + 1, YEAR + 2):
        made.name(date(year, 1, 1), date(year, 1, 1))
    return made


def yardstick() -> float:
    """Return the seconds this machine takes just now for ten million additions."""
    began, total = process_time(), 0
    for number in range(10_000_000):
        total += number
    return process_time() - began


@pytest.mark.parametrize(
    ("name", "made", "goal_s", "sample"),
    [
        ("busy year", partial(busy_year, 1), YEAR_S, SAMPLE),
        ("rules of kelurahan", partial(crowded_year, RULES, 3, spread=True), CROWDED_YEAR_S, FEW),
        ("rules of the city", partial(crowded_year, RULES, 3, spread=False), CROWDED_YEAR_S, FEW),
    ],
)
def test_a_year_of_the_city(
    name: str,
    made: Callable[[], list[Plain]],
    goal_s: float,
    sample: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asks = [Ask(line=line, area_code=code) for code in KELURAHAN for line in Line]
    days = [date(YEAR, 1, 1) + timedelta(n) for n in range(365)]
    records, months, measure = made(), calendar(), yardstick()
    began = process_time()
    book = Rulebook.of(records)
    found = dict(decide_grid(book, months, asks, days))
    took = process_time() - began
    assert sum(map(len, found.values())) == 60_225
    chance = Random(7)
    for _ in range(sample):
        day, place = chance.choice(days), chance.randrange(len(asks))
        alone = decide(Rulebook.of(records), months, asks[place], day, as_of=day)
        assert alone == found[day][place]
        assert alone.rule_ids == found[day][place].rule_ids
    kinds = Counter(one.outcome.value for decisions in found.values() for one in decisions)
    with capsys.disabled():
        print(f"\n{name}: {took:.2f} s for 60,225 decisions (goal {goal_s} s); {dict(kinds)}")
        print(f"yardstick: {measure:.2f} s for ten million additions; ratio {took / measure:.1f}")


def test_a_nation_of_villages_on_one_day(capsys: pytest.CaptureFixture[str]) -> None:
    records, codes = whole_nation(83_000, 514, 1)
    asks = [Ask(line=Line.PERMUKIMAN, area_code=code) for code in codes]
    months, day = calendar(), date(YEAR, 6, 2)
    measure = yardstick()
    began = process_time()
    book = Rulebook.of(records)
    read = process_time()
    ((_, decisions),) = decide_grid(book, months, asks, [day])
    judged = process_time()
    assert len(decisions) == len(set(codes)) == 83_000
    assert all(one.rule_ids for one in decisions)
    with capsys.disabled():
        print(f"\nnation: {judged - read:.2f} s for 83,000 decisions (goal {NATION_S} s),")
        print(f"        {read - began:.2f} s more to check the records of the book")
        print(f"yardstick: {measure:.2f} s; ratio {(judged - read) / measure:.1f}")
