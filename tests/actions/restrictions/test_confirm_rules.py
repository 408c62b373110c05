"""Rules act when a second person has confirmed them, from that day on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from planner.actions.plans.draft_plan import draft_plan
from planner.actions.plans.publish_plan import publish_plan
from planner.actions.restrictions.confirm_rules import (
    confirm_proposal,
    confirm_rules,
    list_proposals,
    propose_rules,
)
from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.restrictions.preview_rules import preview_consequences, preview_rules
from planner.actions.saving.office import Act, Office
from planner.actions.saving.office_state import load_state
from planner.domain.decisions import Ask
from planner.domain.errors import BadInput
from planner.domain.vocabulary import EventKind, Line, Outcome
from planner.rules import decide, read_records
from tests.actions.conftest import MONDAY, QUICK, OfficeAs, furnish
from tests.builders import TIPAR, act_on

STOP = read_records(
    """schema: sijempol-rules/1
rules:
- {id: R-STOP, title: "SE contoh: berhenti sepekan", issuer: city, areas: ["32.72"],
   from: 2021-06-28, to: 2021-07-02, known_on: 2021-06-21, binding: mandatory,
   effects: {suspend: true}, evidence: synthetic}
""",
    name="stop.yaml",
)
ANI, BUDI = replace(act_on(MONDAY), who="Ani"), replace(act_on(date(2021, 6, 22)), who="Budi")


def outcome(office: Office, as_of: date) -> Outcome:
    with office.database.reading() as store:
        state = load_state(store, office.areas)
    ask = Ask(line=Line.PERMUKIMAN, area_code=TIPAR)
    day = date(2021, 6, 29)
    return decide(state.book, state.calendar, ask, day, as_of=as_of).outcome


@pytest.fixture
def published(office_as: OfficeAs) -> Office:
    return office_as(publish_first)


def publish_first(office: Office) -> None:
    furnish(office)
    days = {"first_day": date(2021, 6, 28), "last_day": date(2021, 7, 2)}
    plan = draft_plan(office, act_on(MONDAY), **days, solve=QUICK).plan
    assert plan is not None
    publish_plan(office, act_on(MONDAY), plan.id)


def test_a_proposal_waits_and_a_confirmation_acts_at_once(published: Office) -> None:
    assert propose_rules(published, ANI, STOP).update.changes == ()
    assert [(each.id, each.entered_by) for each in list_proposals(published)] == [("R-STOP", "Ani")]
    assert outcome(published, MONDAY) is Outcome.GO_LIMITED
    done = confirm_rules(published, BUDI, ["R-STOP"])
    assert {change.event.kind for change in done.update.changes} == {EventKind.SUSPENDED}
    assert len(done.update.notices) == len(done.update.changes) >= 4
    assert list_proposals(published) == ()


def test_what_was_decided_before_the_confirmation_stays_so(published: Office) -> None:
    propose_rules(published, ANI, STOP)
    confirm_rules(published, BUDI, ["R-STOP"])
    assert outcome(published, MONDAY) is Outcome.GO_LIMITED
    assert outcome(published, date(2021, 6, 22)) is Outcome.MOVE


WITH_INSTRUMENT = read_records(
    """schema: sijempol-rules/1
instruments:
- {id: I-1, title: "SE 1/2021", number: "1/2021", issued_by: "Wali Kota", issuer: city,
   known_on: 2021-06-21, evidence: synthetic}
rules:
- {id: R-1, title: "Berhenti", instrument: I-1, issuer: city, areas: ["32.72"],
   from: 2021-06-28, to: 2021-07-02, known_on: 2021-06-21, binding: mandatory,
   effects: {suspend: true}, evidence: synthetic}
- {id: R-2, title: "Berhenti lagi", instrument: I-1, issuer: city, areas: ["32.72"],
   from: 2021-07-05, to: 2021-07-09, known_on: 2021-06-21, binding: mandatory,
   effects: {suspend: true}, evidence: synthetic}
""",
    name="dasar.yaml",
)


@pytest.mark.parametrize("confirm", [confirm_rules, None])
def test_the_instrument_of_a_rule_is_confirmed_with_it(
    office: Office, confirm: Callable[..., object] | None
) -> None:
    propose_rules(office, ANI, WITH_INSTRUMENT)
    waiting = {each.id: each for each in list_proposals(office)}
    assert {name for name, each in waiting.items() if each.within} == {"I-1"}
    assert waiting["R-1"].instrument == "SE 1/2021"
    if confirm is None:
        confirm_proposal(office, BUDI, "R-1")
    else:
        confirm(office, BUDI, ["R-1"])
    with office.database.reading() as store:
        records = store.rules.list_records()
    said = [record["confirms"] for record in records if record["kind"] == "confirmation"]
    assert said == [["I-1", "R-1"]]  # one act
    assert [(each.id, each.instrument) for each in list_proposals(office)] == [("R-2", "")]
    confirm_rules(office, BUDI, ["R-2"])
    assert list_proposals(office) == ()


def test_nobody_confirms_an_instrument_of_their_own_with_the_rule_of_another(
    office: Office,
) -> None:
    propose_rules(office, BUDI, WITH_INSTRUMENT[:1])
    propose_rules(office, ANI, WITH_INSTRUMENT)
    with pytest.raises(BadInput, match="'I-1' diusulkan oleh Budi"):
        confirm_rules(office, BUDI, ["R-1"])
    assert {each.id for each in list_proposals(office)} == {"I-1", "R-1", "R-2"}


def test_what_waited_on_an_earlier_day_can_be_listed(office: Office) -> None:
    propose_rules(office, ANI, STOP)
    confirm_rules(office, BUDI, ["R-STOP"])
    days = (date(2021, 6, 20), MONDAY, BUDI.day)
    assert [len(list_proposals(office, until=day)) for day in days] == [0, 1, 0]


@pytest.mark.parametrize("who", ["Ani", "ani"])
def test_nobody_confirms_a_proposal_of_their_own(office: Office, who: str) -> None:
    propose_rules(office, ANI, STOP)
    alone = Act(at=BUDI.at, day=BUDI.day, who=who)
    with pytest.raises(BadInput, match="mintalah orang lain"):
        confirm_rules(office, alone, ["R-STOP"])
    assert len(list_proposals(office)) == 1


def test_only_what_waits_can_be_confirmed(office: Office) -> None:
    with pytest.raises(BadInput, match="'R-STOP' tidak sedang menunggu"):
        confirm_rules(office, BUDI, ["R-STOP"])
    with pytest.raises(BadInput, match="Sebutkan id"):
        confirm_rules(office, BUDI, [])


def test_proposing_the_same_file_twice_changes_nothing(office: Office) -> None:
    assert propose_rules(office, ANI, STOP).added["records"] == 1
    assert propose_rules(office, ANI, STOP).added["records"] == 0


def test_what_may_not_stand_is_refused_at_every_way_in(office: Office) -> None:
    stop = {**STOP[0], "id": "R-NASIONAL", "issuer": "national"}
    enter_rules(office, act_on(MONDAY), [stop])
    ending = {**STOP[0], "id": "R-KANTOR", "revokes": ["R-NASIONAL"], "sources": ["Nota"]}
    for enter in (enter_rules, propose_rules, preview_rules, preview_consequences):
        with pytest.raises(BadInput, match="R-KANTOR"):
            enter(office, act_on(MONDAY), [{**ending, "issuer": "office", "binding": "internal"}])
        with pytest.raises(BadInput, match="tanpa sumber"):
            enter(office, act_on(MONDAY), [{**ending, "issuer": "national", "sources": []}])
    enter_rules(office, act_on(MONDAY), [{**ending, "issuer": "national"}])
