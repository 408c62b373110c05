"""Many questions at once: each combination worked out once, the collector left as it was."""

from __future__ import annotations

import gc
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

from planner.domain.decisions import Ask
from planner.domain.vocabulary import Line, Outcome
from planner.rules import Rulebook, decide, decide_grid
from planner.rules.effects import CombinedEffect
from tests.builders import book_of
from tests.rules.test_sources import CIKOLE, TIPAR, rule, rules

FIRST = date(2030, 11, 1)
CIPANENGAH = "32.72.05.1001"
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


def together_in(book: Rulebook) -> int:
    """Return how many combinations of effects a book has worked out."""
    worked_out = book._everything().scenes._effects.values()
    return len([each for each in worked_out if isinstance(each, CombinedEffect)])


def test_rules_that_say_the_same_are_put_together_once_whosever_they_are() -> None:
    book = ten_days()
    found = [decisions[0] for _, decisions in decide_grid(book, None, [ASK], DAYS)]
    assert {one.outcome for one in found} == {Outcome.GO_LIMITED}
    assert {one.limits.requires for one in found} == {("ages_60_120_stay_away",)}
    assert [set(one.rule_ids) for one in found] == [{"R-TUA", f"R-{day.day}"} for day in DAYS]
    assert together_in(book) == 1
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


def test_areas_of_the_same_rules_are_asked_once_and_a_place_with_its_own_apart() -> None:
    own = rule("R-2", areas=f"[{CIKOLE}]", effects="{percent: 50}")
    book = book_of("schema: sijempol-rules/1\n" + rules(rule(effects="{total: 40}"), own))[0]
    alike = [Ask(line=line, area_code=code) for code in (TIPAR, CIPANENGAH) for line in Line]
    others = [replace(ASK, area_code=CIKOLE), replace(ASK, fixed=True), replace(ASK, people=2)]
    others += [replace(ASK, request_people=people) for people in (20, 200)]
    for day, decisions in decide_grid(book, None, [*alike, *others], DAYS):
        assert decisions == [decide(book, None, ask, day, as_of=day) for ask in (*alike, *others)]
        assert decisions[0] is decisions[len(Line)]
        assert not any(each is other for each in decisions[:10] for other in decisions[10:])


def test_words_come_in_the_order_of_their_rules_whatever_was_asked_before() -> None:
    said = {
        "mask": "requires",
        "distancing": "requires",
        "wash_hands": "advice",
        "ventilate": "advice",
    }
    orders = list(permutations(said))
    days = [FIRST + timedelta(place) for place in range(len(orders))]
    text = rules(
        *(
            rule(
                f"R-{day.day}-{place}",
                effects=f"{{{said[word]}: [{word}]}}",
                **{"from": str(day), "to": str(day)},
            )
            for day, order in zip(days, orders, strict=True)
            for place, word in enumerate(order)
        )
    )
    book = book_of("schema: sijempol-rules/1\n" + text)[0]
    for (_, (decision,)), order in zip(decide_grid(book, None, [ASK], days), orders, strict=True):
        assert decision.limits.requires == tuple(w for w in order if said[w] == "requires")
        assert decision.advice == tuple(w for w in order if said[w] == "advice")


def test_rules_in_any_order_are_put_together_once_where_the_order_says_nothing() -> None:
    effects = ("{total: 40}", "{percent: 50}", "{requires: [mask]}", "{advice: [wash_hands]}")
    orders = list(permutations(effects))
    days = [FIRST + timedelta(place) for place in range(len(orders))]
    text = rules(
        *(
            rule(
                f"R-{day.day}-{place}",
                effects=each,
                scope="{lines: [PERMUKIMAN]}" if (day.day + place) % 2 else "{}",
                **{"from": str(day), "to": str(day)},
            )
            for day, order in zip(days, orders, strict=True)
            for place, each in enumerate(order)
        )
    )
    book = book_of("schema: sijempol-rules/1\n" + text)[0]
    answers = [decisions[0] for _, decisions in decide_grid(book, None, [ASK], days)]
    assert len({answer.limits for answer in answers}) == 1
    for answer, day, order in zip(answers, days, orders, strict=True):
        named = [f"R-{day.day}-{place}" for place in range(len(effects))]
        advising = named[order.index("{advice: [wash_hands]}")]
        assert answer.rule_ids == (*(name for name in named if name != advising), advising)
    assert together_in(book) == 1
