"""Many questions at once: each combination worked out once, the collector left as it was."""

from __future__ import annotations

import gc
from datetime import date, timedelta

from planner.domain.decisions import Ask
from planner.domain.vocabulary import Line, Outcome
from planner.rules import Rulebook, decide, decide_grid
from planner.rules.effects import CombinedEffect
from tests.builders import book_of
from tests.rules.test_sources import TIPAR, rule, rules

FIRST = date(2030, 11, 1)
DAYS = [FIRST + timedelta(n) for n in range(10)]
ASK = Ask(line=Line.PERMUKIMAN, area_code=TIPAR)


def ten_days() -> Rulebook:
    """Return a rule about the elderly for ten days, and for each of them another of one day."""
    daily = [
        rule(f"R-{day.day}", effects="{percent: 50}", **{"from": str(day), "to": str(day)})
        for day in DAYS
    ]
    elderly = rule("R-TUA", scope="{ages: [60, 120]}", effects="{stay_home: true}")
    return book_of("schema: sijempol-rules/1\n" + rules(elderly, *daily))[0]


def test_rules_that_say_the_same_are_put_together_once_whosever_they_are() -> None:
    book = ten_days()
    found = [decisions[0] for _, decisions in decide_grid(book, None, [ASK], DAYS)]
    assert {one.outcome for one in found} == {Outcome.GO_LIMITED}
    assert {one.limits.requires for one in found} == {("ages_60_120_stay_away",)}
    assert [one.rule_ids[-1] for one in found] == [f"R-{day.day}" for day in DAYS]
    worked_out = book._everything().scenes._effects.values()
    assert len([each for each in worked_out if isinstance(each, CombinedEffect)]) == 1
    assert found == [decide(book, None, ASK, day, as_of=day) for day in DAYS]


def test_whoever_takes_the_rows_works_with_the_collector_as_it_was() -> None:
    book = ten_days()
    for _ in decide_grid(book, None, [ASK], DAYS[:2]):
        assert gc.isenabled()
    gc.disable()
    try:
        for _ in decide_grid(book, None, [ASK], DAYS[2:4]):
            assert not gc.isenabled()
    finally:
        gc.enable()
