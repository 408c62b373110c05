"""Every source of rules, alone and together with others."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from planner.domain.decisions import Ask, Decision
from planner.domain.vocabulary import (
    Cause,
    Evidence,
    Line,
    Offer,
    Outcome,
    ReviewCause,
    Service,
    Urgency,
)
from planner.rules import (
    Rulebook,
    WorkCalendar,
    decide,
    decide_channels,
    decide_staff,
    firm_until,
    shipped_records,
)
from tests.builders import book_of

TIPAR, CIKOLE = "32.72.03.1002", "32.72.02.1001"
MONDAY, TUESDAY, FRIDAY = date(2030, 11, 4), date(2030, 11, 5), date(2030, 11, 8)
NEXT_MONDAY = date(2030, 11, 11)

POLICY = """
policies:
- {id: P-1, title: Kebijakan 1, valid_from: 2030-01-01, known_on: 2029-12-01, evidence: inferred,
   by_level: {4: {PERMUKIMAN: {suspend: true}}, 3: {PERMUKIMAN: {percent: 50}}, 2: {}, 1: {}},
   by_zone: {red: {PERMUKIMAN: {suspend: true}}, yellow: {PERMUKIMAN: {percent: 75}}}}
- {id: P-2, title: Kebijakan 2, valid_from: 2030-11-08, known_on: 2030-11-05, evidence: inferred,
   by_level: {4: {PERMUKIMAN: {percent: 25}}}}
"""


def ruled(text: str, day: date = MONDAY, *, as_of: date = MONDAY, **given: Any) -> Decision:
    """Return the decision for a visit to Tipar under the rules of ``text``."""
    book, calendar = book_of(f"schema: sijempol-rules/1\n{text}")
    facts: dict[str, Any] = {"line": Line.PERMUKIMAN, "area_code": TIPAR}
    return decide(book, calendar, Ask(**{**facts, **given}), day, as_of=as_of)


def rule(name: str = "R-1", **given: str) -> str:
    """Return one rule of a whole city in November 2030 as a line of YAML."""
    facts = {
        "id": name,
        "title": f"Aturan {name}",
        "issuer": "city",
        "areas": '["32.72"]',
        "from": "2030-11-01",
        "to": "2030-11-10",
        "known_on": "2030-10-31",
        "binding": "mandatory",
        "evidence": "synthetic",
    }
    fields = ", ".join(f"{key}: {value}" for key, value in {**facts, **given}.items())
    return f"- {{{fields}}}\n"


def rules(*lines: str) -> str:
    return "rules:\n" + "".join(lines)


def test_a_correction_stands_instead_of_what_it_corrects_from_its_day_on() -> None:
    wrong = rule(effects="{suspend: true}")
    right = rule("R-2", corrects="R-1", known_on="2030-11-05", effects="{percent: 50}")
    assert ruled(rules(wrong, right)).outcome is Outcome.MOVE
    decision = ruled(rules(wrong, right), TUESDAY, as_of=TUESDAY)
    assert decision.outcome is Outcome.GO_LIMITED
    assert decision.rule_ids == ("R-2",)


@pytest.mark.parametrize("relation", ["replaces", "revokes", "cuts_short"])
def test_a_later_instrument_ends_a_running_one_and_says_so(relation: str) -> None:
    stop = rule(effects="{suspend: true}")
    lift = rule("R-2", **{"from": "2030-11-05", "known_on": "2030-11-04", relation: "[R-1]"})
    before, after = ruled(rules(stop, lift)), ruled(rules(stop, lift), TUESDAY)
    assert (before.outcome, before.earliest) == (Outcome.MOVE, TUESDAY)
    assert after.outcome is Outcome.GO
    assert [(step.name, step.rule_ids) for step in after.steps] == [("ended", ("R-1",))]


def test_a_revocation_holds_from_its_own_day_on_once_it_is_known() -> None:
    days = {"revoked_on": "2030-11-06", "revoked_known_on": "2030-11-05"}
    text = rules(rule(effects="{suspend: true}", **days))
    assert ruled(text, TUESDAY, as_of=TUESDAY).earliest == date(2030, 11, 6)
    assert ruled(text, date(2030, 11, 6), as_of=TUESDAY).outcome is Outcome.GO
    assert ruled(text, date(2030, 11, 6)).outcome is Outcome.MOVE


def test_an_exemption_lifts_no_longer_than_it_is_known_to() -> None:
    text = rules(rule(effects="{suspend: true}")) + (
        "exemptions:\n- {id: X-1, title: Boleh dulu, lifts: [R-1], from: 2030-11-01, to: null, "
        "ended_on: 2030-11-05, ended_known_on: 2030-11-05, known_on: 2030-11-01, "
        "evidence: synthetic}\n"
    )
    assert ruled(text, TUESDAY, as_of=TUESDAY).outcome is Outcome.GO
    assert ruled(text, date(2030, 11, 6), as_of=TUESDAY).outcome is Outcome.MOVE
    assert ruled(text, date(2030, 11, 6)).outcome is Outcome.GO


def test_what_is_void_itself_ends_nothing() -> None:
    stop = rule(effects="{suspend: true}")
    lift = rule("R-2", **{"from": "2030-11-05", "known_on": "2030-11-03", "revokes": "[R-1]"})
    back = rule("R-3", **{"from": "2030-11-05", "known_on": "2030-11-04", "revokes": "[R-2]"})
    assert ruled(rules(stop, lift, back), TUESDAY).outcome is Outcome.MOVE


def test_a_delegated_rule_yields_only_to_the_body_it_delegates_to() -> None:
    stop = rule(issuer="province", binding="delegated", delegated_to="city", effects="{total: 5}")
    own = rule("R-2", displaces="[R-1]", effects="{requires: [mask]}")
    decision = ruled(rules(stop, own))
    assert decision.limits.total is None
    assert ("displaced", ("R-1",)) in [(step.name, step.rule_ids) for step in decision.steps]
    other = rule("R-2", issuer="office", displaces="[R-1]")
    assert ruled(rules(stop, other)).limits.total == 5
    unnamed = rule("R-2", effects="{requires: [mask]}")
    assert ruled(rules(stop, unnamed)).limits.total == 5


def test_an_exemption_lifts_one_blocker_and_brings_its_conditions() -> None:
    text = rules(rule(effects="{suspend: true}")) + (
        "exemptions:\n- {id: X-1, title: Boleh mendesak, lifts: [R-1], urgencies: [urgent], "
        "max_people: 5, requires: [appointment], from: 2030-11-01, to: null, "
        "known_on: 2030-11-01, evidence: synthetic}\n"
    )
    assert ruled(text).outcome is Outcome.MOVE
    urgent = ruled(text, urgency=Urgency.URGENT)
    assert urgent.outcome is Outcome.GO_LIMITED
    assert urgent.limits.requires == ("appointment",)
    assert urgent.rule_ids == ("X-1",)
    assert [step.name for step in urgent.steps] == ["exempted"]
    assert ruled(text, urgency=Urgency.URGENT, people=2).outcome is Outcome.MOVE


def test_an_advisory_becomes_advice_whatever_it_says() -> None:
    text = rules(
        rule(binding="advisory", regime="COVID", effects="{suspend: true, requires: [mask]}")
    )
    decision = ruled(text)
    assert decision.outcome is Outcome.GO
    assert decision.advice == ("mask", "limits_advised")
    assert decision.rule_ids == ("R-1",)
    assert ruled(text, date(2030, 11, 18)).outcome is Outcome.GO


def test_the_strictest_holds_in_every_dimension_of_its_own() -> None:
    first = rule(effects='{people_together: 10, hours: ["08:00", "14:00"], requires: [mask]}')
    second = rule("R-2", effects='{people_together: 20, total: 40, hours: ["09:00", "15:00"]}')
    decision = ruled(rules(first, second), people=90)
    limits = decision.limits
    assert (limits.people_together, limits.total, limits.hours) == (10, 40, ("09:00", "14:00"))
    assert limits.sessions == 3
    assert [step.name for step in decision.steps] == ["strictest"]
    assert decision.rule_ids == ("R-1", "R-2")


def test_hours_that_do_not_overlap_block_until_one_of_them_ends() -> None:
    first = rule(effects='{hours: ["08:00", "10:00"]}')
    second = rule("R-2", to="2030-11-05", effects='{hours: ["10:00", "12:00"]}')
    decision = ruled(rules(first, second))
    assert (decision.outcome, decision.earliest) == (Outcome.MOVE, date(2030, 11, 6))


def test_indoors_and_outdoors_are_for_a_person_to_settle() -> None:
    text = rules(rule(effects="{outdoor: true}"), rule("R-2", effects="{outdoor: false}"))
    decision = ruled(text)
    assert (decision.outcome, decision.review_cause) == (Outcome.REVIEW, ReviewCause.CONFLICT)


def level(name: str, number: int, **given: str) -> str:
    facts = {"id": name, "title": f"Level {number}", "series": "S-1", "level": str(number)}
    days = {"areas": '["32.72"]', "from": "2030-11-01", "to": "2030-11-30"}
    facts |= {**days, "known_on": "2030-10-31", "evidence": "synthetic"}
    return "- {" + ", ".join(f"{key}: {value}" for key, value in {**facts, **given}.items()) + "}\n"


def test_a_level_means_what_the_policy_of_that_day_says() -> None:
    text = POLICY + "levels:\n" + level("L-1", 4)
    assert ruled(text).rule_ids == ("L-1", "P-1")
    assert ruled(text, FRIDAY).outcome is Outcome.MOVE
    assert ruled(text, FRIDAY, as_of=TUESDAY).limits.percent == 25
    assert ruled(text, FRIDAY, as_of=TUESDAY).rule_ids == ("L-1", "P-2")


def test_a_later_known_level_of_the_series_ends_the_earlier() -> None:
    newer = level("L-2", 3, **{"from": "2030-11-06", "known_on": "2030-11-05"})
    text = POLICY + "levels:\n" + level("L-1", 4) + newer
    assert ruled(text, date(2030, 11, 6)).outcome is Outcome.MOVE
    assert ruled(text, date(2030, 11, 6), as_of=TUESDAY).limits.percent == 50


@pytest.mark.parametrize("areas", ['["32.72"]', '["32"]'])
def test_a_level_ends_before_the_first_of_all_later_known_ones(areas: str) -> None:
    second = level("L-2", 2, **{"from": "2030-11-12", "known_on": "2030-11-04"})
    days = {"from": "2030-11-07", "known_on": "2030-11-05"}
    third = level("L-3", 3, areas=areas, **days)
    text = POLICY + "levels:\n" + level("L-1", 4) + second + third
    assert ruled(text, date(2030, 11, 7), as_of=TUESDAY).rule_ids == ("L-3", "P-1")


def test_of_an_override_and_an_assessed_level_the_stricter_holds() -> None:
    for assessed, override in ((2, 4), (4, 1)):
        own = rules(rule(effects=f"{{level: {override}}}"))
        decision = ruled(POLICY + "levels:\n" + level("L-1", assessed) + own)
        assert decision.outcome is Outcome.MOVE
        assert decision.rule_ids == (("R-1" if override == 4 else "L-1"), "P-1")


TABLES = """
level_tables:
- {id: LT-1, title: Tabel 1, series: S-1, valid_from: 2030-01-01, known_on: 2030-01-01,
   evidence: documented, levels: {3: {staff_percent: 25, requires: [vaccine_card]}}}
- {id: LT-2, title: Tabel 2, series: S-1, valid_from: 2030-11-05, known_on: 2030-11-04,
   evidence: documented, levels: {3: {staff_percent: 50}}}
"""


def test_a_later_level_table_replaces_only_what_it_names() -> None:
    text = POLICY + TABLES + "levels:\n" + level("L-1", 3)
    first, second = ruled(text), ruled(text, TUESDAY)
    assert (first.staff_percent, second.staff_percent) == (25, 50)
    assert first.limits.requires == second.limits.requires == ("vaccine_card",)
    assert set(second.rule_ids) == {"L-1", "P-1", "LT-1"}, second.rule_ids
    book, _ = book_of("schema: sijempol-rules/1\n" + text)
    staff = decide_staff(book, "32.72", TUESDAY, as_of=TUESDAY)
    assert (staff.percent, staff.rule_ids) == (50, ("LT-2",))
    assert [staff.crews(full) for full in (1, 3, 4)] == [0, 1, 2]


def test_a_share_of_nothing_stops_everybody() -> None:
    assert ruled(rules(rule(effects="{staff_percent: 0}"))).outcome is Outcome.MOVE


TRIGGER = """
triggers:
- {id: T-AIR, title: Indeks udara, measure: ispu, issuer: city, binding: mandatory, cause: weather,
   areas: ["32.72"], from: 2030-01-01, to: null, known_on: 2030-01-01, evidence: documented,
   bands: [{from: 101, to: 199, effects: {outdoor: false, requires: [mask]}},
           {from: 200, to: 299, scope: {ages: [60, 120]}, effects: {stay_home: true}},
           {from: 300, to: null, effects: {suspend: true}}]}
- {id: T-RT, title: Zona RT, measure: houses, issuer: national, binding: mandatory,
   areas: ["32.72"], from: 2030-01-01, to: null, known_on: 2030-01-01, evidence: documented,
   bands: [{from: 1, to: 2, zone: yellow}, {from: 6, to: null, zone: red}]}
"""


def reading(value: int, **given: str) -> str:
    facts = {"id": "RD-1", "title": "Ukuran pagi", "measure": "ispu", "areas": '["32.72"]'}
    facts |= {"value": str(value), "from": "2030-11-04", "known_on": "2030-11-04"}
    facts |= {"evidence": "documented", **given}
    return "readings:\n- {" + ", ".join(f"{key}: {text}" for key, text in facts.items()) + "}\n"


def test_haze_sends_a_session_indoors_for_that_day_only() -> None:
    text = TRIGGER + reading(150)
    decision = ruled(text)
    assert (decision.outcome, decision.limits.outdoor) == (Outcome.GO_LIMITED, False)
    assert decision.rule_ids == ("RD-1", "T-AIR")
    tomorrow = ruled(text, TUESDAY)
    assert (tomorrow.outcome, tomorrow.advice) == (Outcome.GO, ("measured_each_morning",))
    assert ruled(text, as_of=date(2030, 11, 3)).outcome is Outcome.GO


@pytest.mark.parametrize(
    ("value", "outcome"),
    [(100, Outcome.GO), (101, Outcome.GO_LIMITED), (199, Outcome.GO_LIMITED), (300, Outcome.MOVE)],
)
def test_bands_hold_at_both_ends(value: int, outcome: Outcome) -> None:
    decision = ruled(TRIGGER + reading(value))
    assert decision.outcome is outcome
    if outcome is Outcome.MOVE:
        assert decision.earliest == TUESDAY
        assert decision.blockers[0].cause is Cause.WEATHER


def test_elderly_people_stay_home_in_haze_and_are_served_there() -> None:
    text = TRIGGER + reading(250)
    assert ruled(text).limits.requires == ("ages_60_120_stay_away",)
    assert ruled(text, line=Line.PELAJAR, people=60).outcome is Outcome.GO
    assert ruled(text, line=Line.AKI_NINI).outcome is Outcome.GO
    assert ruled(text, ages=(60, 80)).outcome is Outcome.MOVE


def test_houses_with_cases_colour_an_rt_and_the_policy_says_what_that_means() -> None:
    rt = f"{TIPAR}.001.002"
    red = POLICY + TRIGGER + reading(6, measure="houses", areas=f'["{rt}"]', to="2030-11-10")
    assert ruled(red, area_code=rt).outcome is Outcome.MOVE
    assert ruled(red, area_code=rt).rule_ids == ("RD-1", "T-RT", "P-1")
    assert ruled(red).outcome is Outcome.GO
    yellow = POLICY + TRIGGER + reading(2, measure="houses", areas=f'["{rt}"]')
    assert ruled(yellow, area_code=rt).limits.percent == 75


def test_a_closed_host_blocks_its_own_line_and_place() -> None:
    text = (
        'hosts:\n- {id: H-1, title: Sekolah libur, areas: ["32.72.03"], lines: [PELAJAR], '
        "from: 2030-11-01, to: null, known_on: 2030-10-01, evidence: documented}\n"
    )
    decision = ruled(text, line=Line.PELAJAR, people=80)
    assert (decision.outcome, decision.rule_ids) == (Outcome.HOLD, ("HOST", "H-1"))
    assert ruled(text, line=Line.PELAJAR, people=80, area_code=CIKOLE).outcome is Outcome.GO
    assert ruled(text).outcome is Outcome.GO


def lack(resource: str, left: int = 0, to: str = "2030-11-04") -> str:
    return (
        f"resources:\n- {{id: S-1, title: Tidak ada, resource: {resource}, areas: "
        f'["32.72"], left: {left}, from: 2030-11-04, to: {to}, known_on: 2030-11-04, '
        "evidence: documented}\n"
    )


def test_a_broken_recorder_stops_recordings_and_leaves_the_rest() -> None:
    both = (Service.KTP_RECORDING, Service.KK)
    assert ruled(lack("recorder")).rule_ids == ("RESOURCE", "S-1")
    assert ruled(lack("recorder"), services=both).limits.services_off == (Service.KTP_RECORDING,)
    assert ruled(lack("recorder"), services=(Service.KK,)).outcome is Outcome.GO


def test_a_missing_crew_stops_everything_and_few_blanks_only_cap_printing() -> None:
    assert ruled(lack("crew"), services=(Service.KK,)).earliest == TUESDAY
    assert ruled(lack("blanks", 30), services=(Service.KTP_PRINT,), people=50).limits.total == 30
    assert ruled(lack("blanks", 30)).outcome is Outcome.GO


def test_causes_stack_and_service_resumes_when_all_are_clear() -> None:
    text = rules(rule(effects="{suspend: true}")) + lack("vehicle", to="2030-11-12")
    decision = ruled(text)
    assert decision.earliest == date(2030, 11, 13)
    assert decision.rule_ids == ("R-1", "RESOURCE", "S-1")
    assert {blocker.cause for blocker in decision.blockers} == {
        Cause.MEDICAL_EMERGENCY,
        Cause.TECHNICAL_PROBLEM,
    }
    assert ruled(rules(rule(effects="{suspend: true}")) + lack("duty", to="null")).earliest is None


def test_residents_are_counted_before_the_minimum_is_tested() -> None:
    text = rules(rule(effects="{residents_only: true}"))
    pupils: dict[str, Any] = {"line": Line.PELAJAR, "people": 200}
    assert ruled(text, **pupils, residents=140).limits.eligible == 140
    few = ruled(text, **pupils, residents=50)
    assert (few.outcome, few.offers) == (Outcome.NOT_ELIGIBLE, (Offer.MERGE, Offer.OFFICE))
    assert "50 siswa" in few.reason
    assert ruled(text, **pupils, residents=51).outcome is Outcome.GO_LIMITED
    assert ruled(text, **pupils).limits.residents_only
    assert ruled(text, people=20, residents=0).outcome is Outcome.MOVE


def test_the_least_of_residents_and_vaccinated_may_come() -> None:
    text = rules(rule(effects="{residents_only: true, vaccinated_only: true, total: 50}"))
    decision = ruled(text, people=200, residents=140, vaccinated=90)
    assert (decision.limits.eligible, decision.limits.sessions) == (90, 2)


def test_a_day_that_cannot_move_is_offered_the_office_never_another_day() -> None:
    text = rules(rule(effects="{suspend: true}"))
    decision = ruled(text, line=Line.PERKAWINAN, fixed=True)
    assert (decision.outcome, decision.offers) == (Outcome.NOT_ELIGIBLE, (Offer.OFFICE,))
    assert (decision.earliest, decision.rule_ids) == (None, ("R-1",))
    small = ruled(rules(rule(effects="{people_together: 4}")), fixed=True, crew=2)
    assert small.outcome is Outcome.GO_LIMITED


def test_sources_that_disagree_are_for_a_person_where_they_differ() -> None:
    short = rule(effects="{suspend: true}", to="2030-11-05")
    long = rule("R-2", disputes="[R-1]", effects="{suspend: true}", to="2030-11-08")
    both = ruled(rules(short, long))
    assert (both.outcome, both.earliest, both.firm) == (Outcome.MOVE, date(2030, 11, 6), False)
    decision = ruled(rules(short, long), FRIDAY)
    assert (decision.outcome, decision.review_cause) == (Outcome.REVIEW, ReviewCause.CONFLICT)
    settled = rule("R-3", corrects="R-2", known_on="2030-11-04", to="2030-11-05")
    assert ruled(rules(short, long, settled), FRIDAY).outcome is Outcome.GO


def test_what_was_announced_and_not_signed_is_watched_without_effect() -> None:
    text = rules(rule(known_on="null", announced_on="2030-11-01", effects="{suspend: true}"))
    assert ruled(text).outcome is Outcome.GO
    book, _ = book_of("schema: sijempol-rules/1\n" + text)
    assert [record.id for record in book.watched(MONDAY)] == ["R-1"]
    assert book.watched(date(2030, 10, 31)) == ()


def test_an_open_rule_is_looked_at_every_fourteen_days_and_goes_stale() -> None:
    text = rules(rule(to="null", effects="{suspend: true}", regime="COVID"))
    decision = ruled(text)
    assert (decision.outcome, decision.review_on, decision.stale) == (
        Outcome.HOLD,
        date(2030, 11, 15),
        False,
    )
    late = ruled(text, date(2030, 11, 20), as_of=date(2030, 11, 18))
    assert (late.review_on, late.stale) == (date(2030, 11, 29), True)


def test_a_moved_holiday_is_known_from_its_decree_on() -> None:
    text = (
        "calendar:\n- {id: K-1, title: Libur digeser, days: [2030-11-05], was: working, "
        "now: holiday, known_on: 2030-11-04, evidence: documented}\n"
    )
    assert ruled(text, TUESDAY, as_of=date(2030, 11, 3)).outcome is Outcome.GO
    decision = ruled(text, TUESDAY)
    assert (decision.outcome, decision.rule_ids, decision.earliest) == (
        Outcome.MOVE,
        ("HOLIDAY",),
        date(2030, 11, 6),
    )
    assert decision.steps[-1].name == "calendar"
    assert decision.blockers[0].cause is Cause.HOLIDAY


def test_the_channels_of_30_march_2020_come_out_as_reported() -> None:
    records = shipped_records()
    day = date(2020, 3, 30)
    book = Rulebook.of(records)
    offered = {one.channel.value: one for one in decide_channels(book, "32.72", day, as_of=day)}
    assert offered["office_pickup"].hours == ("08:00", "11:00")
    assert offered["whatsapp"].hours == ("08:00", "15:00")
    assert not offered["kecamatan_counter"].open
    assert (offered["office_counter"].hours, offered["office_counter"].quota) == (
        ("08:00", "12:00"),
        200,
    )
    assert {one.evidence for one in offered.values()} == {Evidence.DOCUMENTED}
    staff = decide_staff(book, "32.72", day, as_of=day)
    assert (staff.rotation, staff.percent, staff.evidence) == (True, None, Evidence.DOCUMENTED)
    later = decide_staff(book, "32.72", date(2021, 7, 5), as_of=date(2021, 7, 5))
    assert (later.percent, later.evidence) == (25, Evidence.INFERRED)
    week_later = decide_channels(book, "32.72", date(2020, 4, 6), as_of=date(2020, 4, 6))
    assert {one.evidence for one in week_later if one.channel.value == "whatsapp"} == {
        Evidence.INFERRED
    }


def test_the_calendar_judges_nothing_when_left_out() -> None:
    sunday = date(2030, 11, 10)
    book, calendar = book_of("schema: sijempol-rules/1\n")
    ask = Ask(line=Line.PERMUKIMAN, area_code=TIPAR)
    assert decide(book, calendar, ask, sunday, as_of=MONDAY).earliest == NEXT_MONDAY
    assert decide(book, None, ask, sunday, as_of=MONDAY).outcome is Outcome.GO
    assert isinstance(calendar, WorkCalendar)


def test_a_share_of_a_session_is_rounded_down() -> None:
    small = POLICY.replace("evidence: inferred,", "evidence: inferred, normal_session_people: 33,")
    decision = ruled(small + "levels:\n" + level("L-1", 3), people=40)
    assert (decision.limits.total, decision.limits.sessions) == (16, 3)


def test_a_rule_about_staff_that_also_advises_is_named() -> None:
    assert ruled(rules(rule(effects="{staff_percent: 50, advice: [mask]}"))).rule_ids == ("R-1",)
    assert ruled(rules(rule(effects="{staff_percent: 50}"))).rule_ids == ()


def test_a_gap_is_told_from_the_horizon() -> None:
    first = rule(regime="COVID", to="2030-11-05")
    later = rule("R-2", regime="COVID", **{"from": "2030-11-12", "to": "2030-11-20"})
    between, past = date(2030, 11, 7), date(2030, 11, 21)
    assert ruled(rules(first, later), between).review_cause is ReviewCause.GAP
    assert ruled(rules(first), between).review_cause is ReviewCause.HORIZON
    assert ruled(rules(first), between, as_of=between).review_cause is ReviewCause.GAP
    assert ruled(rules(first, later), past).review_cause is ReviewCause.HORIZON


def test_a_rule_is_stale_only_after_its_review_day() -> None:
    text = rules(rule(to="null", effects="{suspend: true}", regime="COVID"))
    due = ruled(text, date(2030, 11, 20), as_of=date(2030, 11, 15))
    assert (due.review_on, due.stale) == (date(2030, 11, 15), False)


def test_rules_are_firm_to_the_last_day_some_regime_covers() -> None:
    first = rule(regime="COVID", to="2030-11-05")
    more = rule("R-2", regime="COVID", **{"from": "2030-11-06", "to": "2030-11-09"})
    book, _ = book_of("schema: sijempol-rules/1\n" + rules(first, more))
    assert firm_until(book, (TIPAR,), as_of=MONDAY) == date(2030, 11, 9)
    assert firm_until(book, (TIPAR,), as_of=date(2030, 11, 12)) == date(2030, 11, 11)
    assert firm_until(book, ("33.01",), as_of=MONDAY) is None


def test_a_level_without_a_policy_says_nothing_of_what_applies() -> None:
    decision = ruled("levels:\n" + level("L-1", 2))
    assert (decision.outcome, decision.review_cause) == (Outcome.REVIEW, ReviewCause.POLICY)


def test_an_exemption_of_one_area_lifts_nothing_elsewhere() -> None:
    text = rules(rule(effects="{suspend: true}")) + (
        "exemptions:\n- {id: X-1, title: Boleh di Citamiang, lifts: [R-1], areas: [32.72.03], "
        "from: 2030-11-01, to: null, known_on: 2030-11-01, evidence: synthetic}\n"
    )
    assert ruled(text).outcome is Outcome.GO
    assert ruled(text, area_code=CIKOLE).outcome is Outcome.MOVE


def test_a_reading_before_a_trigger_began_brings_nothing() -> None:
    later = TRIGGER.replace("from: 2030-01-01", "from: 2030-11-05")
    assert ruled(later + reading(300)).outcome is Outcome.GO


def test_a_channel_whose_hours_do_not_overlap_is_closed() -> None:
    scope = "{channels: [office_counter]}"
    first = rule(scope=scope, effects='{open: true, hours: ["08:00", "10:00"]}')
    second = rule("R-2", scope=scope, effects='{hours: ["10:00", "12:00"]}')
    book, _ = book_of("schema: sijempol-rules/1\n" + rules(first, second))
    (counter,) = decide_channels(book, "32.72", MONDAY, as_of=MONDAY)
    assert (counter.open, counter.hours) == (False, None)


def test_a_condition_in_the_words_of_ages_that_stay_away_is_not_taken_for_them() -> None:
    word = rule("R-0", scope="{lines: [PERMUKIMAN]}", effects="{requires: [ages_60_120_stay_away]}")
    old = rule("R-1", scope="{ages: [60, 120]}", effects="{suspend: true}")
    young = rule("R-2", scope="{ages: [0, 59]}", effects="{suspend: true}")
    assert ruled(rules(word, old, young)).outcome is Outcome.MOVE
