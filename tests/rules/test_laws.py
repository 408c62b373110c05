"""Laws of the rules that hold for all books, and agreement with an independent oracle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.decisions import Ask, Decision
from planner.domain.vocabulary import Line, Outcome
from planner.rules import Rulebook, WorkCalendar, decide, decide_grid
from tests.rules.oracle import Plain, decided
from tests.sizes import size

START = date(2030, 1, 7)
TIPAR, CIKOLE = "32.72.03.1002", "32.72.02.1001"
AREAS = ("ID", "32", "32.72", "32.72.03", TIPAR, CIKOLE, "32.02")
LINES = ("PERMUKIMAN", "PELAJAR", "AKI_NINI")
NEED = {"PERMUKIMAN": 6, "PELAJAR": 6, "AKI_NINI": 3}
NO_CHANGES = WorkCalendar.of([])

days = st.integers(0, 25).map(lambda n: START + timedelta(n))


@st.composite
def rules(draw: st.DrawFn, number: int, before: int) -> Plain:
    """Return a rule that may end or displace one of those ``before`` it."""
    first = draw(days)
    open_ended = draw(st.integers(0, 3)) == 0
    last = None if open_ended else first + timedelta(draw(st.integers(0, 9)))
    others = st.lists(st.integers(0, max(0, before - 1)), max_size=2, unique=True)
    named = tuple(f"R-{n}" for n in draw(others)) if before else ()
    delegated = draw(st.booleans())
    ended = draw(st.booleans()) and last is None
    end = first + timedelta(draw(st.integers(0, 9)))
    acts = draw(st.sampled_from(("replaces", "displaces", "none")))
    return Plain(
        id=f"R-{number}",
        areas=(draw(st.sampled_from(AREAS)),),
        first=first,
        last=last,
        known_on=first + timedelta(draw(st.integers(-6, 4))),
        ended_on=end if ended else None,
        ended_known_on=end + timedelta(draw(st.integers(-3, 2))) if ended else None,
        replaces=named if acts == "replaces" else (),
        displaces=named if acts == "displaces" else (),
        issuer=draw(st.sampled_from(("province", "city"))),
        delegated_to="city" if delegated else "",
        advisory=not delegated and draw(st.integers(0, 4)) == 0,
        regime=draw(st.sampled_from(("", "COVID"))),
        lines=tuple(draw(st.lists(st.sampled_from(LINES), max_size=2, unique=True))),
        suspend=draw(st.integers(0, 2)) == 0,
        together=draw(st.sampled_from((None, None, 2, 3, 5, 6, 10))),
    )


@st.composite
def books(draw: st.DrawFn) -> list[Plain]:
    """Return up to seven rules that may refer to one another."""
    return [draw(rules(number, number)) for number in range(draw(st.integers(0, 7)))]


def record(rule: Plain) -> dict[str, Any]:
    """Return a rule as the record of a rules file."""
    binding = "delegated" if rule.delegated_to else "mandatory"
    fields: dict[str, Any] = {
        "kind": "rule",
        "id": rule.id,
        "title": f"Aturan {rule.id}",
        "issuer": rule.issuer,
        "regime": rule.regime,
        "areas": list(rule.areas),
        "from": rule.first.isoformat(),
        "to": None if rule.last is None else rule.last.isoformat(),
        "known_on": rule.known_on.isoformat(),
        "binding": "advisory" if rule.advisory else binding,
        "scope": {"lines": list(rule.lines)},
        "effects": {"suspend": rule.suspend, "people_together": rule.together},
        "replaces": list(rule.replaces),
        "displaces": list(rule.displaces),
        "evidence": "synthetic",
    }
    if rule.delegated_to:
        fields["delegated_to"] = rule.delegated_to
    if rule.ended_on and rule.ended_known_on:
        fields["ended_on"] = rule.ended_on.isoformat()
        fields["ended_known_on"] = rule.ended_known_on.isoformat()
    return fields


def book(some: list[Plain]) -> Rulebook:
    return Rulebook.of([record(rule) for rule in some])


def ask(line: str, area: str = TIPAR) -> Ask:
    return Ask(line=Line(line), area_code=area)


def short(decision: Decision) -> str:
    if decision.outcome is Outcome.MOVE:
        return f"move {decision.earliest} {decision.firm}"
    return decision.outcome.value


@settings(max_examples=size("rule_examples"), deadline=None)
@given(books(), st.sampled_from(LINES), st.sampled_from((TIPAR, CIKOLE)), days, days)
def test_the_rules_agree_with_the_oracle(
    some: list[Plain], line: str, area: str, day: date, as_of: date
) -> None:
    decision = decide(book(some), None, ask(line, area), day, as_of=as_of)
    assert short(decision) == decided(some, area, line, NEED[line], day, as_of)


def plain_restriction(rule: Plain) -> Plain:
    """Return a rule that restricts and does nothing else."""
    return replace(
        rule, id="R-MORE", replaces=(), displaces=(), regime="", advisory=False, delegated_to=""
    )


STRICTNESS = {Outcome.GO: 0, Outcome.GO_LIMITED: 1, Outcome.REVIEW: 2, Outcome.MOVE: 3}


@settings(max_examples=size("rule_examples"), deadline=None)
@given(books(), rules(99, 0), st.sampled_from(LINES), days, days)
def test_one_more_restriction_never_frees_a_visit(
    some: list[Plain], extra: Plain, line: str, day: date, as_of: date
) -> None:
    before = decide(book(some), NO_CHANGES, ask(line), day, as_of=as_of)
    more = [*some, plain_restriction(extra)]
    after = decide(book(more), NO_CHANGES, ask(line), day, as_of=as_of)
    assert STRICTNESS.get(after.outcome, 4) >= STRICTNESS.get(before.outcome, 4)
    if before.earliest and after.earliest:
        assert after.earliest >= before.earliest
    if before.limits.people_together is not None and after.outcome is Outcome.GO_LIMITED:
        assert after.limits.people_together is not None
        assert after.limits.people_together <= before.limits.people_together


@settings(max_examples=size("rule_examples"), deadline=None)
@given(books(), rules(99, 0), st.sampled_from(LINES), days, days)
def test_an_advisory_never_changes_a_decision(
    some: list[Plain], extra: Plain, line: str, day: date, as_of: date
) -> None:
    names = tuple(rule.id for rule in some)
    advisory = replace(extra, id="R-ADVICE", replaces=names, displaces=names, delegated_to="")
    before = decide(book(some), NO_CHANGES, ask(line), day, as_of=as_of)
    more = [*some, replace(advisory, advisory=True)]
    after = decide(book(more), NO_CHANGES, ask(line), day, as_of=as_of)
    facts = ("outcome", "limits", "earliest", "firm", "review_on", "review_cause", "blockers")
    for name in facts:
        assert getattr(after, name) == getattr(before, name), name


@settings(max_examples=size("rule_examples"), deadline=None)
@given(books(), rules(99, 4), st.sampled_from(LINES), days, days)
def test_knowing_more_later_never_changes_an_earlier_decision(
    some: list[Plain], extra: Plain, line: str, day: date, as_of: date
) -> None:
    later = replace(extra, id="R-LATER", known_on=as_of + timedelta(1))
    before = decide(book(some), NO_CHANGES, ask(line), day, as_of=as_of)
    assert decide(book([*some, later]), NO_CHANGES, ask(line), day, as_of=as_of) == before


@settings(max_examples=size("rule_examples"), deadline=None)
@given(books(), st.sampled_from(LINES), days, days)
def test_an_open_blocker_gives_no_date_and_a_date_is_the_first_free_one(
    some: list[Plain], line: str, day: date, as_of: date
) -> None:
    whole = book(some)
    decision = decide(whole, NO_CHANGES, ask(line), day, as_of=as_of)
    if any(blocker.until is None for blocker in decision.blockers):
        assert decision.outcome is Outcome.HOLD
        assert decision.earliest is None
        assert decision.review_on is not None
    if decision.earliest is not None:
        between = [day + timedelta(n) for n in range((decision.earliest - day).days)]
        outcomes = [decide(whole, NO_CHANGES, ask(line), d, as_of=as_of) for d in between]
        assert all(outcome.blockers for outcome in outcomes)
        assert not decide(whole, NO_CHANGES, ask(line), decision.earliest, as_of=as_of).blockers


@settings(max_examples=size("rule_examples"), deadline=None)
@given(books())
def test_judging_in_bulk_gives_what_judging_one_by_one_gives(some: list[Plain]) -> None:
    asks = [ask(line, area) for line in LINES for area in (TIPAR, CIKOLE)]
    span = [START + timedelta(n) for n in range(0, 25, 3)]
    for day, decisions in decide_grid(book(some), NO_CHANGES, asks, span):
        fresh = book(some)
        assert decisions == [decide(fresh, NO_CHANGES, one, day, as_of=day) for one in asks]


@settings(max_examples=size("rule_examples"), deadline=None)
@given(books(), st.sampled_from(LINES), days, days)
def test_reasons_are_one_short_sentence(
    some: list[Plain], line: str, day: date, as_of: date
) -> None:
    decision = decide(book(some), NO_CHANGES, ask(line), day, as_of=as_of)
    for reason in (decision.reason, decision.reason_en):
        assert len(reason.split()) <= 25
        assert reason.endswith(".")
