"""A real office begins with nothing of 2020-2022, and with a policy it has yet to confirm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planner.actions.restrictions.confirm_rules import adopt_policy
from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.restrictions.start_rules import (
    enter_history,
    enter_starting_rules,
    has_rules,
)
from planner.actions.saving.office import Office
from planner.actions.saving.office_state import OfficeState, load_state
from planner.domain.decisions import Ask
from planner.domain.errors import BadInput
from planner.domain.vocabulary import Channel, Line, Outcome
from planner.rules import (
    ASSUMED,
    decide,
    decide_channels,
    read_records,
    shipped_records,
    standing_words,
    starting_records,
)
from tests.builders import TIPAR, act_on, make_office

TODAY = date(2025, 11, 3)
POLICY = "P-2021-LEVEL-DAN-ZONA"
LEVEL = read_records(
    """schema: sijempol-rules/1
levels:
- {id: L-UJI, title: "Level 3 uji", series: UJI, level: 3, areas: ["32.72"], from: 2025-11-04,
   to: 2025-11-10, known_on: 2025-11-03, evidence: synthetic}
""",
    name="level.yaml",
)


@pytest.fixture
def empty(tmp_path: Path, database_url: str) -> Iterator[Office]:
    made = make_office(tmp_path / "kantor", url=database_url)
    yield made
    made.database.close()


def state_of(office: Office) -> OfficeState:
    with office.database.reading() as store:
        return load_state(store, office.areas)


def test_an_office_begins_without_rules_levels_and_channels_of_the_history(empty: Office) -> None:
    assert not has_rules(empty)
    enter_starting_rules(empty, act_on(TODAY))
    assert has_rules(empty)
    state = state_of(empty)
    kinds = {str(record["kind"]) for record in state.records}
    assert kinds == {"calendar", "hours", "policy", "rule"}
    history = {record["id"] for record in shipped_records() if record["kind"] == "rule"}
    rules = [record for record in state.records if record["kind"] == "rule"]
    assert not history & {record["id"] for record in rules}
    assert all(record["scope"]["channels"] for record in rules)  # type: ignore[index]
    said = decide(
        state.book,
        state.calendar,
        Ask(line=Line.PERMUKIMAN, area_code=TIPAR),
        date(2025, 11, 4),
        as_of=TODAY,
    )
    assert (said.outcome, said.advice) == (Outcome.GO, ())
    channels = decide_channels(state.book, TIPAR, TODAY, as_of=TODAY)
    assert {each.channel for each in channels if each.open} == {
        Channel.OFFICE_COUNTER,
        Channel.OFFICE_PICKUP,
        Channel.WHATSAPP,
    }


def test_what_is_on_record_stays_and_the_history_may_be_loaded(empty: Office) -> None:
    old = {**starting_records()[0], "title": "Jam kerja kantor sendiri"}
    enter_rules(empty, act_on(TODAY), [old])
    enter_starting_rules(empty, act_on(TODAY))
    enter_history(empty, act_on(TODAY))
    by_id = {str(record["id"]): record for record in state_of(empty).records}
    assert by_id[str(old["id"])]["title"] == "Jam kerja kantor sendiri"
    wanted = {str(each["id"]) for each in (*shipped_records(), *starting_records())}
    assert set(by_id) == wanted


def test_limits_of_a_policy_are_an_assumption_until_it_is_adopted(empty: Office) -> None:
    enter_starting_rules(empty, act_on(TODAY))
    enter_rules(empty, act_on(TODAY), LEVEL)
    state = state_of(empty)
    ask = Ask(line=Line.PERMUKIMAN, area_code=TIPAR)
    said = decide(state.book, None, ask, date(2025, 11, 5), as_of=TODAY)
    assert POLICY in said.rule_ids
    assert standing_words(state.book, said.rule_ids, as_of=TODAY) == ASSUMED
    assert standing_words(state.book, ["L-UJI", "C-AWAL-LOKET"], as_of=TODAY) == ""
    later = date(2025, 11, 4)
    adopt_policy(empty, replace(act_on(later), who="Bu Admin"), POLICY)
    state = state_of(empty)
    assert standing_words(state.book, said.rule_ids, as_of=TODAY) == ASSUMED
    assert standing_words(state.book, said.rule_ids, as_of=later) == ""
    assert decide(state.book, None, ask, date(2025, 11, 5), as_of=later).limits == said.limits


@pytest.mark.parametrize("name", ["L-UJI", "P-TIDAK-ADA", POLICY])
def test_only_a_policy_that_waits_can_be_adopted(empty: Office, name: str) -> None:
    enter_starting_rules(empty, act_on(TODAY))
    adopt_policy(empty, act_on(TODAY), POLICY)
    with pytest.raises(BadInput, match="belum disahkan"):
        adopt_policy(empty, act_on(TODAY), name)
