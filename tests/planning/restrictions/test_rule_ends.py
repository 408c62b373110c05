"""What a coordinator enters to end, extend or revoke a rule acts on the day after history too."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from planner.domain.decisions import Ask, Decision
from planner.domain.vocabulary import Line, Outcome, ReviewCause
from planner.planning.restrictions.rule_ends import Said, extended, lifted, revoked
from planner.rules import Rulebook, decide, shipped_records
from planner.rules.rule import Rule

POLICY = [record for record in shipped_records() if record["kind"] == "policy"]
TODAY, MONDAY = date(2026, 12, 5), date(2026, 12, 7)
FOUR: dict[str, object] = {
    "kind": "level",
    "id": "L-4",
    "title": "Level 4 seluruh kota",
    "series": "PPKM-LEVEL-SERIES",
    "level": 4,
    "areas": ["32.72"],
    "from": "2026-12-07",
    "to": "2026-12-20",
    "known_on": "2026-12-05",
    "evidence": "synthetic",
}
FLOOD: dict[str, object] = {
    "kind": "rule",
    "id": "R-BANJIR",
    "title": "Banjir di tiga kelurahan",
    "issuer": "city",
    "binding": "mandatory",
    "areas": ["32.72.03.1002", "32.72.03.1001", "32.72.02.1001"],
    "from": "2026-12-07",
    "to": None,
    "known_on": "2026-12-05",
    "effects": {"suspend": True},
    "evidence": "synthetic",
}


def said(day: date, name: str = "R-BARU") -> Said:
    return Said(id=name, known_on=day, source="SE 1/2026")


def standing(records: list[dict[str, object]], name: str, day: date) -> Rule:
    book = Rulebook.of([*POLICY, *records])
    return next(rule for rule in book.view(day).rules if rule.id == name)


def judged(records: list[dict[str, object]], day: date, as_of: date, **given: Any) -> Decision:
    ask = Ask(line=Line.PERMUKIMAN, area_code=given.get("area_code", "32.72.03.1002"))
    return decide(Rulebook.of([*POLICY, *records]), None, ask, day, as_of=as_of)


@pytest.mark.parametrize("history", [[], list(shipped_records())])
def test_a_level_entered_for_monday_stops_visits_in_an_office_with_and_without_a_past(
    history: list[dict[str, object]],
) -> None:
    records = [*(each for each in history if each["kind"] != "policy"), FOUR]
    decision = judged(records, MONDAY, TODAY)
    assert (decision.outcome, decision.earliest) == (Outcome.MOVE, date(2026, 12, 21))
    assert not decision.firm


def test_a_level_lifted_early_frees_its_days_and_a_successor_is_still_expected() -> None:
    on, day = date(2026, 12, 14), date(2026, 12, 10)
    ending = lifted(FOUR, standing([FOUR], "L-4", day), said(day), on=on)
    records = [FOUR, ending]
    assert judged(records, date(2026, 12, 11), day).outcome is Outcome.MOVE
    assert judged(records, on, day).outcome is Outcome.GO
    after = judged(records, date(2026, 12, 21), day)
    assert (after.outcome, after.review_cause) == (Outcome.REVIEW, ReviewCause.HORIZON)


def test_a_regime_declared_over_leaves_no_day_in_doubt() -> None:
    on, day = date(2026, 12, 14), date(2026, 12, 10)
    rule = standing([FOUR], "L-4", day)
    for ending in (
        lifted(FOUR, rule, said(day), on=on, over=True),
        revoked(FOUR, rule, said(day), today=on, over=True),
    ):
        assert judged([FOUR, ending], on, day).outcome is Outcome.GO
        assert judged([FOUR, ending], date(2027, 3, 1), day).outcome is Outcome.GO
    again = FOUR | {"id": "L-5", "from": "2027-01-04", "to": "2027-01-17", "known_on": "2027-01-02"}
    later = judged([FOUR, ending, again], date(2027, 1, 5), date(2027, 1, 3))
    assert (later.outcome, later.earliest) == (Outcome.MOVE, date(2027, 1, 18))


def test_a_level_revoked_before_it_begins_never_holds() -> None:
    ending = lifted(FOUR, standing([FOUR], "L-4", TODAY), said(TODAY), on=MONDAY)
    assert judged([FOUR, ending], MONDAY, TODAY).outcome is Outcome.GO


def test_an_extension_follows_on_the_day_after_the_last() -> None:
    day = date(2026, 12, 18)
    more = extended(FOUR, standing([FOUR], "L-4", day), said(day), to=date(2027, 1, 3))
    decision = judged([FOUR, more], date(2026, 12, 21), day)
    assert (decision.outcome, decision.earliest) == (Outcome.MOVE, date(2027, 1, 4))
    assert more["issuer"] == "national"


def test_a_flood_ends_where_it_was_and_leaves_freedom() -> None:
    day, on = date(2026, 12, 9), date(2026, 12, 10)
    assert judged([FLOOD], MONDAY, TODAY).outcome is Outcome.HOLD
    assert judged([FLOOD], MONDAY, TODAY, area_code="32.72.01.1001").outcome is Outcome.GO
    ending = lifted(FLOOD, standing([FLOOD], "R-BANJIR", day), said(day), on=on)
    assert (ending["issuer"], ending.get("regime"), ending.get("ends_regime")) == (
        "city",
        None,
        None,
    )
    decision = judged([FLOOD, ending], day, day)
    assert (decision.outcome, decision.earliest, decision.firm) == (Outcome.MOVE, on, True)
