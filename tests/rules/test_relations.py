"""How records end, displace, lift and dispute one another, one case a test."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pytest

from planner.domain.decisions import Decision
from planner.domain.vocabulary import Line, Outcome, ReviewCause, Service, Urgency
from tests.rules.test_sources import (
    CIKOLE,
    MONDAY,
    POLICY,
    TIPAR,
    TUESDAY,
    level,
    rule,
    ruled,
    rules,
)

STOP = "{suspend: true}"
PUPILS: Final[dict[str, Any]] = {"line": Line.PELAJAR, "people": 80}
LATE = date(2030, 11, 20)
SHORT = {"from": "2030-11-05", "known_on": "2030-11-04"}


def instrument(name: str, **given: str) -> str:
    facts = {"id": name, "title": f"Surat {name}", "number": f"{name}/2030", "issued_by": "Wali"}
    facts |= {"issuer": "city", "known_on": "2030-10-01", "evidence": "documented", **given}
    fields = ", ".join(f"{key}: {value}" for key, value in facts.items())
    return f"instruments:\n- {{{fields}}}\n"


def exemption(**given: str) -> str:
    facts = {"id": "X-1", "title": "Boleh", "from": "2030-11-01", "to": "null"}
    facts |= {"known_on": "2030-11-01", "evidence": "synthetic", **given}
    return "exemptions:\n- {" + ", ".join(f"{key}: {value}" for key, value in facts.items()) + "}\n"


def steps(decision: Decision) -> dict[str, tuple[str, ...]]:
    return {step.name: step.rule_ids for step in decision.steps}


@pytest.mark.parametrize("issuer", ["national", "province", "city", "office"])
def test_only_the_same_rank_or_one_above_ends_a_rule(issuer: str) -> None:
    stop = rule(issuer="province", effects=STOP)
    lift = rule("R-2", issuer=issuer, revokes="[R-1]", **SHORT)
    freed = ruled(rules(stop, lift), TUESDAY).outcome is Outcome.GO
    assert freed == (issuer in ("national", "province"))


def test_who_stands_between_an_order_and_whom_it_is_left_to_may_not_end_it() -> None:
    stop = rule(issuer="national", binding="delegated", delegated_to="office", effects=STOP)
    city = rule("R-2", issuer="city", revokes="[R-1]", **SHORT)
    office = rule("R-2", issuer="office", revokes="[R-1]", **SHORT)
    assert ruled(rules(stop, city), TUESDAY).outcome is Outcome.MOVE
    assert ruled(rules(stop, office), TUESDAY).outcome is Outcome.GO


def test_what_was_ended_before_it_began_ends_nothing_however_late_it_became_known() -> None:
    stop = rule(effects=STOP)
    void = rule("R-2", revokes="[R-1]", **{"from": "2030-11-05", "known_on": "2030-11-04"})
    back = rule("R-3", revokes="[R-2]", **{"from": "2030-11-04", "known_on": "2030-11-02"})
    assert ruled(rules(stop, void), TUESDAY).outcome is Outcome.GO
    decision = ruled(rules(stop, void, back), TUESDAY)
    assert (decision.outcome, steps(decision)["ended"]) == (Outcome.MOVE, ("R-2",))


def test_of_two_that_end_each_other_on_one_day_the_later_known_holds() -> None:
    days = {"from": "2030-11-05", "effects": STOP}
    first = rule("R-1", revokes="[R-2]", known_on="2030-11-01", **days)
    second = rule("R-2", revokes="[R-1]", known_on="2030-11-02", **days)
    assert ruled(rules(first, second), TUESDAY).rule_ids == ("R-2",)
    assert ruled(rules(second, first), TUESDAY).rule_ids == ("R-2",)


def test_a_level_that_a_newer_one_overtakes_before_it_begins_ends_nothing() -> None:
    stop = rule(issuer="city", effects=STOP, to="2030-11-30")
    lower = level("L-1", 1, revokes="[R-1]", **{"from": "2030-11-06", "known_on": "2030-11-01"})
    newer = level("L-2", 2, **{"from": "2030-11-05", "known_on": "2030-11-02"})
    after = date(2030, 11, 7)
    text = POLICY.replace("2: {}, 1: {}", "2: {PERMUKIMAN: {}}, 1: {PERMUKIMAN: {}}")
    text += rules(stop) + "levels:\n" + lower
    assert ruled(text, after).rule_ids[0] != "R-1"
    assert ruled(text + newer, after).rule_ids[0] == "R-1"


def test_a_relation_acts_where_and_for_whom_it_says() -> None:
    stop = rule(effects=STOP, to="2030-11-30")
    over = rule("R-2", revokes="[R-1]", over="{areas: [32.72.03], scope: {lines: [PELAJAR]}}")
    text = rules(stop, over)
    assert ruled(text, **PUPILS).outcome is Outcome.GO
    assert ruled(text).outcome is Outcome.MOVE
    assert ruled(text, **PUPILS, area_code=CIKOLE).outcome is Outcome.MOVE
    whole = rule("R-2", revokes="[R-1]", areas=f'["{CIKOLE}"]', whole="true")
    assert ruled(rules(stop, whole)).outcome is Outcome.GO


def test_a_rule_goes_on_for_a_visit_of_which_only_a_part_is_ended() -> None:
    stop = rule(effects=STOP)
    lift = rule("R-2", revokes="[R-1]", scope="{services: [KK]}")
    both = (Service.KK, Service.KTP_PRINT)
    assert ruled(rules(stop, lift), services=both).outcome is Outcome.MOVE
    assert ruled(rules(stop, lift), services=(Service.KK,)).outcome is Outcome.GO


def test_displacing_acts_only_in_the_areas_it_states() -> None:
    stop = rule(issuer="province", binding="delegated", delegated_to="city", effects=STOP)
    own = rule("R-2", displaces="[R-1]", over='{areas: ["32.72.02"]}')
    assert ruled(rules(stop, own), area_code=CIKOLE).outcome is Outcome.GO
    assert ruled(rules(stop, own), area_code=TIPAR).outcome is Outcome.MOVE


def test_what_extends_a_displaced_or_lifted_rule_follows_it_once_that_is_known() -> None:
    first = rule(issuer="province", binding="delegated", delegated_to="city", effects=STOP)
    link = rule("R-2", extends="R-1", known_on="2030-11-05", issuer="province")
    last = rule("R-3", extends="R-2", issuer="province", effects=STOP)
    for undoing in (rules(rule("R-4", displaces="[R-1]"))[7:], exemption(lifts="[R-1]")):
        text = rules(first, link, last) + undoing
        assert ruled(text).outcome is Outcome.MOVE
        assert ruled(text, TUESDAY, as_of=TUESDAY).outcome is Outcome.GO


def test_an_exemption_of_what_only_advises_brings_no_conditions() -> None:
    advice = rule(binding="advisory", effects=STOP)
    text = rules(advice) + exemption(lifts="[R-1]", requires="[appointment]")
    assert ruled(text).outcome is Outcome.GO


def test_an_exemption_lifts_no_more_than_its_issuer_may() -> None:
    text = rules(rule(issuer="province", effects=STOP))
    assert ruled(text + exemption(lifts="[R-1]", issuer="city")).outcome is Outcome.MOVE
    assert ruled(text + exemption(lifts="[R-1]", issuer="province")).outcome is Outcome.GO
    by_letter = instrument("I-1", issuer="office") + exemption(lifts="[R-1]", instrument="I-1")
    assert ruled(text + by_letter).outcome is Outcome.MOVE


def test_an_instrument_entered_later_says_nothing_of_what_was_decided_before() -> None:
    text = rules(rule(issuer="province", effects=STOP))
    lifting = exemption(lifts="[R-1]", instrument="I-1")
    later = instrument("I-1", issuer="office", known_on="2030-11-05")
    assert ruled(text + lifting).outcome is Outcome.GO
    assert ruled(text + lifting + later).outcome is Outcome.GO


def test_a_regime_that_a_series_is_found_to_be_of_changes_no_earlier_decision() -> None:
    own = level("L-1", 3, to="2030-11-10")
    named = level("L-2", 3, regime="COVID", **{"from": "2030-12-01", "to": "2030-12-05"})
    named = named.replace("known_on: 2030-10-31", "known_on: 2030-11-05")
    other = rules(rule(regime="COVID", to="2030-11-30"))
    text = POLICY + "levels:\n" + own + named + other
    assert ruled(text, LATE).review_cause is ReviewCause.HORIZON
    assert ruled(text, LATE, as_of=TUESDAY).outcome is Outcome.GO


def test_a_level_that_ends_its_own_series_carries_its_regime_on() -> None:
    again = level("L-1", 2, replaces="[S-1]", to="2030-11-10")
    text = POLICY.replace("2: {}", "2: {PERMUKIMAN: {}}") + "levels:\n" + again
    assert ruled(text, LATE).review_cause is ReviewCause.HORIZON
    over = rules(rule("R-9", issuer="national", revokes="[S-1]", **SHORT))
    assert ruled(text + over, LATE).outcome is Outcome.GO


def test_a_regime_declared_over_elsewhere_goes_on_here() -> None:
    here = rule(regime="COVID", ends_regime="[COVID]", over=f'{{areas: ["{CIKOLE}"]}}')
    assert ruled(rules(here), LATE).review_cause is ReviewCause.HORIZON
    assert ruled(rules(here), LATE, area_code=CIKOLE).outcome is Outcome.GO


def test_who_stands_below_declares_no_regime_over() -> None:
    ours = rule(regime="COVID", issuer="province")
    for issuer, outcome in (("city", Outcome.REVIEW), ("national", Outcome.GO)):
        over = rule("R-2", issuer=issuer, ends_regime="[COVID]")
        assert ruled(rules(ours, over), LATE).outcome is outcome


def test_what_never_held_for_somebody_leaves_nothing_to_expect() -> None:
    never = rule(regime="COVID", **{"from": "2030-11-08", "known_on": "2030-11-01"})
    before = rule("R-2", revokes="[R-1]", scope="{urgencies: [urgent]}", to="2030-11-05")
    text = rules(never, before)
    assert ruled(text, LATE).outcome is Outcome.REVIEW
    assert ruled(text, LATE, urgency=Urgency.URGENT).outcome is Outcome.GO


def test_a_gap_is_one_only_for_those_whom_the_next_rule_is_about() -> None:
    first = rule(regime="COVID", to="2030-11-05")
    pupils = rule(
        "R-2", regime="COVID", scope="{lines: [PELAJAR]}", **{"from": "2030-11-12", "to": "null"}
    )
    between = date(2030, 11, 7)
    assert ruled(rules(first, pupils), between).review_cause is ReviewCause.HORIZON
    assert ruled(rules(first, pupils), between, **PUPILS).review_cause is ReviewCause.GAP


def test_what_only_advises_disputes_nothing() -> None:
    text = rules(
        rule(effects="{requires: [mask]}"), rule("R-2", binding="advisory", disputes="[R-1]")
    )
    assert ruled(text).outcome is Outcome.GO_LIMITED
    alone = rules(rule(), rule("R-2", to="2030-11-03", binding="advisory", disputes="[R-1]"))
    assert ruled(alone).outcome is Outcome.GO


def test_a_dispute_over_what_is_lifted_anyhow_is_none() -> None:
    first = rule(effects=STOP, to="2030-11-08")
    second = rule("R-2", effects=STOP, disputes="[R-1]", to="2030-11-03")
    text = rules(first, second)
    assert ruled(text).review_cause is ReviewCause.CONFLICT
    assert ruled(text + exemption(lifts="[R-1]")).outcome is Outcome.GO


def test_a_level_beside_one_of_another_series_counts_with_what_the_policy_says_of_it() -> None:
    """The strictest holds, so that one more level never frees anybody."""
    other = level("L-2", 3).replace("S-1", "S-2")
    text = POLICY + "levels:\n" + level("L-1", 4) + other
    assert ruled(text, as_of=MONDAY).rule_ids[0] == "L-1"
    silent = POLICY + "levels:\n" + level("L-1", 2) + other
    assert ruled(silent).review_cause is ReviewCause.POLICY


def test_a_series_ends_only_as_far_as_it_was_issued_by_then_and_in_other_instruments() -> None:
    other = rules(rule("R-9", issuer="national", revokes="[S-1]", instrument="I-1", **SHORT))
    days = {"to": "2030-11-30", "known_on": "2030-11-01"}
    letter = instrument("I-1", issuer="national", signed_on="2030-11-04")
    text = POLICY + letter + other + "levels:\n"
    assert ruled(text + level("L-1", 4, **days), TUESDAY).outcome is Outcome.GO
    assert ruled(text + level("L-1", 4, instrument="I-1", **days), TUESDAY).rule_ids[0] == "L-1"
    later = level("L-1", 4, to="2030-11-30").replace("known_on: 2030-10-31", "known_on: 2030-11-05")
    assert ruled(text + later, TUESDAY, as_of=TUESDAY).rule_ids[0] == "L-1"


def test_a_rule_for_some_ages_does_not_say_what_applies_to_the_others() -> None:
    everybody = rule(regime="COVID", to="2030-11-05")
    elderly = rule("R-2", regime="COVID", scope="{ages: [60, 120]}", to="null")
    text = rules(everybody, elderly)
    assert ruled(text, LATE).review_cause is ReviewCause.HORIZON
    assert ruled(text, LATE, line=Line.AKI_NINI).outcome is Outcome.GO


def test_what_stands_beside_the_end_of_a_regime_begins_it_anew() -> None:
    over = rule("R-1", ends_regime="[COVID]", instrument="I-1", **SHORT)
    days = {"from": "2030-11-06", "known_on": "2030-11-04"}
    again = rule("R-2", regime="COVID", instrument="I-1", **days)
    assert ruled(rules(over, again), LATE).review_cause is ReviewCause.HORIZON
    apart = rule("R-2", regime="COVID", **days)
    assert ruled(rules(over, apart), LATE).outcome is Outcome.GO


def test_who_declares_the_own_regime_over_does_not_cover_for_what_begins_it_anew() -> None:
    over = rule(regime="COVID", ends_regime="[COVID]", to="null")
    again = rule("R-2", regime="COVID", **SHORT)
    assert ruled(rules(over), LATE).outcome is Outcome.GO
    assert ruled(rules(over, again), LATE).review_cause is ReviewCause.HORIZON


def test_the_earliest_day_may_be_one_on_which_the_stop_goes_on() -> None:
    """An exemption, a displacement, a dispute or a table begins midway."""
    midway = date(2030, 11, 12)
    begins = {"from": "2030-11-12", "to": "null"}
    stop = rule(issuer="city", effects=STOP, to="null")
    lifted = rules(stop) + exemption(lifts="[R-1]", **begins)
    theirs = rule(binding="delegated", delegated_to="city", effects=STOP, to="null")
    displaced = rules(theirs, rule("R-2", displaces="[R-1]", **begins))
    disputed = rules(stop, rule("R-2", effects=STOP, disputes="[R-1]", to="2030-11-11"))
    nobody = "series: S-1, known_on: 2030-01-01, evidence: documented"
    tables = (
        f"level_tables:\n- {{id: LT-1, title: Tabel 1, valid_from: 2030-01-01, {nobody},"
        f" levels: {{3: {{staff_percent: 0}}}}}}\n"
        f"- {{id: LT-2, title: Tabel 2, valid_from: 2030-11-12, {nobody},"
        f" levels: {{3: {{staff_percent: 50}}}}}}\n"
    )
    staff = POLICY.split("- {id: P-2")[0] + tables + "levels:\n" + level("L-1", 3, to="null")
    for text, firm in ((lifted, True), (displaced, True), (disputed, False), (staff, True)):
        decision = ruled(text)
        assert (decision.outcome, decision.earliest) == (Outcome.MOVE, midway), text
        assert decision.firm is firm


def test_an_exemption_may_end_for_some() -> None:
    ended = rule("R-2", revokes="[X-1]", scope="{lines: [PELAJAR]}")
    text = rules(rule(effects=STOP), ended) + exemption(lifts="[R-1]")
    assert ruled(text).outcome is Outcome.GO
    assert ruled(text, **PUPILS).outcome is Outcome.MOVE
    below = rules(rule(effects=STOP), rule("R-2", issuer="office", revokes="[X-1]"))
    assert ruled(below + exemption(lifts="[R-1]", issuer="city")).outcome is Outcome.GO
