"""Laws of the rules that hold for all books, and agreement with an independent oracle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from hypothesis import given, settings

from planner.domain.decisions import Ask, Decision
from planner.domain.vocabulary import Outcome
from planner.rules import Rulebook, WorkCalendar, decide, decide_grid
from tests.rules import books as made
from tests.rules.books import CIKOLE, CITY, START, TIPAR, ask_of, books, days, questions
from tests.rules.oracle import LINES, Question, decided, holds, scope_has
from tests.sizes import size

Fields = dict[str, Any]

#: How strict an outcome is; what blocks is the strictest, by whatever name.
STRICTNESS: Final = {Outcome.GO: 1, Outcome.GO_LIMITED: 2, Outcome.REVIEW: 3}
BLOCKED: Final = 4
NO_CHANGES: Final = WorkCalendar.of([])
ENDINGS: Final = ("replaces", "revokes", "cuts_short")
RELATIONS: Final = (*ENDINGS, "ends_regime", "displaces", "extends", "disputes", "corrects")
OWN_ENDS: Final = ("ended_on", "ended_known_on", "revoked_on", "revoked_known_on")
#: What a decision says that a person acts on.
FACTS: Final = (
    "outcome",
    "limits",
    "earliest",
    "firm",
    "review_on",
    "review_cause",
    "blockers",
)

laws = settings(max_examples=size("rule_examples"), deadline=None)


def engine(
    book: list[Fields],
    asked: Question,
    day: date,
    as_of: date,
    calendar: WorkCalendar | None = NO_CHANGES,
) -> Decision:
    return decide(Rulebook.of(book), calendar, ask_of(asked), day, as_of=as_of)


def strictness(decision: Decision) -> int:
    return STRICTNESS.get(decision.outcome, BLOCKED)


def facts(decision: Decision) -> list[object]:
    return [getattr(decision, name) for name in FACTS]


def plain(record: Fields, *names: str) -> Fields:
    """Return ``record`` without its relations, or without those fields."""
    gone = names or (*RELATIONS, "whole", "over")
    return {name: value for name, value in record.items() if name not in gone}


def one_rule(name: str, seed: int, before: tuple[str, ...] = ()) -> Fields:
    """Return a rule of random fields; it relates to those ``before`` it alone."""
    return made.rule(Random(seed), name, before)


def agrees(
    seed: int,
    outcomes: Counter[str],
    make: Callable[[Random], list[Fields]] = made.random_book,
) -> str:
    """Return on what the engine and the oracle differ in a random book; empty: on nothing."""
    dice = Random(seed)
    book = make(dice)
    changes = made.random_calendar(dice)
    calendar = WorkCalendar.of([*changes, *book]) if made.often(dice, 2) else None

    def closed(day: date, as_of: date, weekends: bool) -> bool:
        assert calendar is not None
        return calendar.blocker(day, as_of, weekends=weekends) is not None

    for _ in range(3):
        asked, day, as_of = made.random_question(dice), made.a_day(dice), made.a_day(dice)
        said = engine(book, asked, day, as_of, calendar)
        right = decided(book, asked, day, as_of, closed if calendar else None)
        outcomes[right.outcome] += 1
        mine = (said.outcome.value, said.earliest, said.firm)
        if mine != (right.outcome, right.earliest, right.firm):
            order = strictness(said), STRICTNESS.get(Outcome(right.outcome), BLOCKED)
            freer = order[0] < order[1] or (
                order[0] == order[1] and (said.earliest or date.max) < (right.earliest or date.max)
            )
            what = "freer" if freer else "other"
            return f"{what}: book {seed}, {asked}, {day} as of {as_of}: {mine}, not {right}"
        if said.review_cause is not None and said.review_cause.value not in right.causes:
            return f"book {seed}, {asked}, {day} as of {as_of}: {said.review_cause}, not {right}"
    return ""


def test_the_rules_agree_with_the_oracle() -> None:
    outcomes: Counter[str] = Counter()
    differing = [text for seed in range(size("rule_books")) if (text := agrees(seed, outcomes))]
    assert not differing, "\n".join(differing[:5])
    assert set(outcomes) == {outcome.value for outcome in Outcome}
    assert min(outcomes.values()) > size("rule_books") // 25, outcomes


def test_an_exemption_ended_for_some_people_frees_only_the_others() -> None:
    seeds, outcomes = range(size("rule_books")), Counter[str]()
    texts = [t for seed in seeds if (t := agrees(seed, outcomes, made.part_ended_book))]
    # A rule that is over for some and lifted for all others stands: stricter, never freer.
    assert not [text for text in texts if text.startswith("freer")], texts
    assert len(texts) <= len(seeds) // 100, texts
    assert min(outcomes[each] for each in ("go", "hold", "move")) > len(seeds) // 50, outcomes


@laws
@given(books, made.dice, questions, days, days)
def test_one_more_restriction_never_frees_a_visit(
    book: list[Fields], dice: Random, asked: Question, day: date, as_of: date
) -> None:
    more = plain(made.rule(dice, "R-MORE", ())) | {"regime": ""}
    before, after = engine(book, asked, day, as_of), engine([*book, more], asked, day, as_of)
    assert strictness(after) >= strictness(before)
    if before.outcome is Outcome.HOLD:
        assert after.outcome is Outcome.HOLD
    if before.earliest and after.earliest:
        assert after.earliest >= before.earliest
    if after.outcome is Outcome.GO_LIMITED:
        for name in ("people_together", "percent", "total"):
            was, now = getattr(before.limits, name), getattr(after.limits, name)
            assert was is None or now <= was, name
        assert set(before.limits.requires) <= set(after.limits.requires)


def one_ending(dice: Random, book: list[Fields]) -> Fields:
    """Return a rule that ends some of ``book``, for the people and areas it is about itself."""
    names = [one["id"] for one in book if one["kind"] in ("rule", "level", "zone", "exemption")]
    named = [dice.choice((*names, *made.SERIES, *made.INSTRUMENTS))]
    ending = plain(made.rule(dice, "R-END", ())) | {"regime": "", dice.choice(ENDINGS): named}
    return ending | {"binding": "mandatory"} if "delegated_to" not in ending else ending


@laws
@given(books, made.dice, questions, days, days)
def test_a_relation_changes_nothing_where_it_does_not_reach(
    book: list[Fields], dice: Random, asked: Question, day: date, as_of: date
) -> None:
    ending = one_ending(dice, book)
    elsewhere = [
        one if one["kind"] == "instrument" else plain(one, "whole", "over") for one in book
    ]
    here = [atom for atom in asked.atoms if scope_has(ending["scope"], atom)]
    if here and any(holds(ending["areas"], atom.area) for atom in here):
        ending["areas"] = [CIKOLE if asked.area != CIKOLE else TIPAR]
    with_it = engine([*elsewhere, ending], asked, day, as_of)
    assert facts(with_it) == facts(engine([*elsewhere, plain(ending)], asked, day, as_of))


@laws
@given(books, made.dice, questions, days, days)
def test_who_stands_below_ends_and_lifts_nothing(
    book: list[Fields], dice: Random, asked: Question, day: date, as_of: date
) -> None:
    above = []
    for one in book:
        if one["kind"] == "rule":
            binding = "advisory" if one["binding"] == "advisory" else "mandatory"
            above.append(plain(one, "delegated_to") | {"issuer": "province", "binding": binding})
        elif one["kind"] in ("level", "zone", "exemption", "instrument"):
            above.append(one | {"issuer": "national"})
        else:
            above.append(one)
    ending = one_ending(dice, book) | {"issuer": "city", "binding": "mandatory", "whole": True}
    ending.pop("delegated_to", None)
    lifting = made.dated(dice, "X-LIFT", "exemption") | {
        "issuer": "office",
        "lifts": [one["id"] for one in book if one["kind"] == "rule"] or ["R-0"],
    }
    lifting.pop("instrument", None)
    with_them = engine([*above, ending, lifting], asked, day, as_of)
    without = engine([*above, plain(ending)], asked, day, as_of)
    assert facts(with_them) == facts(without)


@laws
@given(books, made.dice, questions, days, days)
def test_a_relation_changes_nothing_but_what_it_names(
    book: list[Fields], dice: Random, asked: Question, day: date, as_of: date
) -> None:
    other = plain(made.rule(dice, "R-OTHER", ())) | {"regime": "", "areas": ["33.01"]}
    other.pop("instrument", None)
    ending = plain(made.rule(dice, "R-END", ())) | {"replaces": ["R-OTHER"], "whole": True}
    with_it = engine([*book, other, ending], asked, day, as_of)
    assert facts(with_it) == facts(engine([*book, other, plain(ending)], asked, day, as_of))


@laws
@given(made.dice, days, days)
def test_an_ending_reaches_only_back(dice: Random, day: date, as_of: date) -> None:
    policy = made.policy(dice, "P-1", ()) | {"known_on": made.LONG_AGO, "valid_from": made.LONG_AGO}
    old = [plain(made.level(dice, f"L-{number}", ())) for number in range(2)]
    again = plain(made.level(dice, "L-AGAIN", ()), *RELATIONS, "whole", "over", *OWN_ENDS)
    last_known = max(one["known_on"] for one in old)
    ending = plain(made.rule(dice, "R-END", ())) | {
        "binding": "mandatory",
        "issuer": "national",
        "revokes": ["SER-A", "SER-B"],
        "regime": "",
        "effects": {},
        "known_on": last_known,
    }
    ending.pop("delegated_to", None)
    again |= {"known_on": last_known + timedelta(1), "areas": [CITY], "issuer": "national"}
    again |= {"regime": "COVID", "from": max(ending["from"], again["from"]), "to": None}
    for one in (ending, again):
        one.pop("instrument", None)
    asked = Question("PERMUKIMAN", TIPAR)
    new = [policy, again]
    with_it = engine([*new, ending], asked, max(day, again["from"]), as_of)
    without = engine(new, asked, max(day, again["from"]), as_of)
    assert facts(with_it) == facts(without)
    everything = engine([*new, *old, ending], asked, max(day, again["from"]), again["known_on"])
    assert "L-AGAIN" not in ended_in(everything)


def ended_in(decision: Decision) -> set[str]:
    """Return the ids of the rules that ``decision`` says were ended."""
    return {name for step in decision.steps if step.name == "ended" for name in step.rule_ids}


@laws
@given(books, made.dice, questions, days, days)
def test_an_advisory_never_changes_a_decision(
    book: list[Fields], dice: Random, asked: Question, day: date, as_of: date
) -> None:
    names = [one["id"] for one in book]
    advisory = made.rule(dice, "R-ADVICE", names) | {
        "binding": "advisory",
        "replaces": names,
        "displaces": names,
        "disputes": names,
        "ends_regime": [*made.REGIMES, *made.SERIES],
        "whole": True,
    }
    advisory.pop("delegated_to", None)
    before = engine(book, asked, day, as_of)
    assert facts(engine([*book, advisory], asked, day, as_of)) == facts(before)


@laws
@given(books, made.dice, questions, days, days)
def test_knowing_more_later_never_changes_an_earlier_decision(
    book: list[Fields], dice: Random, asked: Question, day: date, as_of: date
) -> None:
    known = [one for one in book if one["known_on"] <= as_of]
    later = [one | {"known_on": max(one["known_on"], as_of + timedelta(1))} for one in book]
    more = [one for one in later if one["id"] not in {each["id"] for each in known}]
    names = [one["id"] for one in known]
    for number, kind in enumerate("RLXPTZ"):
        one = made.MAKERS[kind](dice, f"{kind}-LATER-{number}", names or ["R-0"])
        more.append(one | {"known_on": as_of + timedelta(1)})
    if names:
        more[-1]["corrects"] = dice.choice(names)
    before = engine(known, asked, day, as_of)
    assert engine([*known, *more], asked, day, as_of) == before
    learned = {"ended_on": START, "ended_known_on": as_of + timedelta(1)}
    ended = [
        one | learned if "from" in one and "ended_on" not in one and one["from"] <= START else one
        for one in known
    ]
    assert facts(engine(ended, asked, day, as_of)) == facts(before)


@laws
@given(books, questions, days, days)
def test_the_earliest_day_is_the_first_on_which_nothing_blocks(
    book: list[Fields], asked: Question, day: date, as_of: date
) -> None:
    whole, ask = Rulebook.of(book), ask_of(asked._replace(fixed=False))
    decision = decide(whole, NO_CHANGES, ask, day, as_of=as_of)
    if decision.outcome not in (Outcome.MOVE, Outcome.HOLD):
        return
    later = [day + timedelta(number) for number in range(1, 90)]
    free = [
        each for each in later if not decide(whole, NO_CHANGES, ask, each, as_of=as_of).blockers
    ]
    assert decision.earliest == next(iter(free), None)
    assert (decision.review_on is not None) == (decision.outcome is Outcome.HOLD)
    if decision.earliest is not None:
        then = decide(whole, NO_CHANGES, ask, decision.earliest, as_of=as_of)
        assert decision.firm == (then.outcome is not Outcome.REVIEW)


@laws
@given(books)
def test_judging_in_bulk_gives_what_judging_one_by_one_gives(book: list[Fields]) -> None:
    asks = [ask_of(Question(line, area)) for line in LINES[:4] for area in (TIPAR, CIKOLE)]
    span = [START + timedelta(number) for number in range(0, made.DAYS, 5)]
    for day, decisions in decide_grid(Rulebook.of(book), NO_CHANGES, asks, span):
        assert decisions == [alone(book, ask, day) for ask in asks]


def alone(book: list[Fields], ask: Ask, day: date) -> Decision:
    return decide(Rulebook.of(book), NO_CHANGES, ask, day, as_of=day)


@laws
@given(books, made.dice, questions, days, days)
def test_the_order_of_records_never_matters(
    book: list[Fields], dice: Random, asked: Question, day: date, as_of: date
) -> None:
    before = engine(book, asked, day, as_of)
    after = engine(dice.sample(book, len(book)), asked, day, as_of)
    assert after == before
    assert (after.reason, after.reason_en) == (before.reason, before.reason_en)


@laws
@given(books, questions, days, days)
def test_reasons_are_one_short_sentence(
    book: list[Fields], asked: Question, day: date, as_of: date
) -> None:
    decision = engine(book, asked, day, as_of)
    for reason in (decision.reason, decision.reason_en):
        assert len(reason.split()) <= 25
        assert reason.endswith(".")
