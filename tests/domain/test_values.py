"""Values made by the hundred thousand: equal by what they say, like any other value."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.domain.decisions import Blocker, Decision
from planner.domain.vocabulary import Outcome

DAY = date(2030, 11, 4)


def decision() -> Decision:
    return Decision(outcome=Outcome.GO, day=DAY, as_of=DAY, firm=True)


def test_equal_ones_are_equal_and_count_once() -> None:
    assert decision() == decision()
    assert decision() != replace(decision(), firm=False)
    assert len({Blocker(rule_id="R-1", basis="Banjir", until=DAY) for _ in range(2)}) == 1


def test_no_field_is_added_or_given_by_its_place() -> None:
    with pytest.raises(AttributeError):
        decision().reasons = ()  # type: ignore[attr-defined]
    with pytest.raises(TypeError):
        Decision(Outcome.GO, DAY, DAY, True)  # type: ignore[call-arg]
