"""Texts in rows: those of earlier versions are read as they were, and written as they were."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from pydantic import TypeAdapter

from planner.domain.decisions import NO_LIMITS, Limits
from planner.domain.plan_figures import PlanCost, PlanFigures
from planner.domain.plans import DraftEdit, LeftOut
from planner.domain.visits import Placement
from planner.domain.vocabulary import Service, VisitState
from planner.store import codec, plan_codec
from planner.store.rows import DraftEditRow
from tests.sizes import size
from tests.store import strategies, values

#: Each kind of text with what it meant, as programs before pydantic wrote and read it.
OLD = json.loads((Path(__file__).parent / "old_texts.json").read_text(encoding="utf-8"))


def edit_from_text(text: str) -> DraftEdit:
    row = DraftEditRow(
        plan_id=1, at=values.AT, who="x", kind="move", visit_id="a", content=text, undone=False
    )
    return plan_codec.edit_of(row)


READ: dict[str, Callable[[str], Any]] = {
    "placement": codec.placement_from_text,
    "limits": codec.limits_from_text,
    "words": codec.words_from_text,
    "services": codec.services_from_text,
    "left_out": plan_codec.left_out_of,
    "edit": edit_from_text,
    "cost": partial(codec.read, TypeAdapter(PlanCost)),
    "facts": partial(codec.read, TypeAdapter(PlanFigures)),
}
WRITE: dict[str, Callable[[Any], str | None]] = {
    "placement": codec.placement_to_text,
    "limits": codec.limits_to_text,
    "words": codec.words_to_text,
    "services": codec.words_to_text,
    "left_out": plan_codec.left_out_text,
    "edit": lambda edit: plan_codec.edit_row(edit).content,
    "cost": lambda cost: codec.to_text(cost.known()),
    "facts": lambda facts: codec.to_text(facts.known()),
}
CASES = [(kind, text, meant) for kind in READ for text, meant in OLD[kind]]
#: A row of the first release was written again with two facts more.
FIRST_RELEASE = '[{"$tuple":["a","full","Penuh.",{"$tuple":["r-1"]}]}]'


def plain(value: Any) -> Any:
    """Return ``value`` as JSON alone could hold it."""
    if isinstance(value, DraftEdit):
        value = {name: getattr(value, name) for name in ("places", "outs", "figures")}
    if isinstance(value, PlanCost | PlanFigures):
        return value.known()
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date | datetime) else value


@pytest.mark.parametrize(("kind", "text", "meant"), CASES)
def test_texts_of_earlier_versions_mean_what_they_meant(kind: str, text: str, meant: Any) -> None:
    found = READ[kind](text)
    assert plain(found) == meant
    assert json.dumps(plain(found)) == json.dumps(meant)
    if text != FIRST_RELEASE:
        assert WRITE[kind](found) == text


def types_in(value: object) -> set[type]:
    if is_dataclass(value) and not isinstance(value, type):
        return {type(value)}.union(*(types_in(getattr(value, f.name)) for f in fields(value)))
    if isinstance(value, tuple):
        return {tuple}.union(*(types_in(item) for item in value))
    return {type(value)}


@settings(max_examples=size("fuzz_examples"), deadline=None)
@given(strategies.placements)
def test_any_placement_comes_back_with_its_types(placement: Placement) -> None:
    back = codec.placement_from_text(codec.placement_to_text(placement))
    assert back == placement
    assert types_in(back) == types_in(placement)


def test_no_limits_take_no_room_and_are_one_value() -> None:
    assert codec.limits_to_text(NO_LIMITS) == "{}"
    assert codec.limits_from_text("{}") is NO_LIMITS
    assert codec.limits_to_text(Limits(percent=0, outdoor=False)) == '{"percent":0,"outdoor":false}'


SPOILT: dict[str, Callable[[], object]] = {
    "a figure as text": lambda: codec.limits_from_text('{"total":"50"}'),
    "a share of a person": lambda: codec.limits_from_text('{"total":50.5}'),
    "a limit nobody knows": lambda: codec.limits_from_text('{"totals":50}'),
    "a service nobody offers": lambda: codec.services_from_text('["KUE"]'),
    "no list": lambda: codec.words_from_text('"abc"'),
    "a day that is none": lambda: codec.placement_from_text('{"state":"done","day":"2021-02-30"}'),
    "a state that is none": lambda: codec.placement_from_text('{"state":"gone"}'),
    "an unknown limit within": lambda: codec.placement_from_text(
        '{"state":"done","limits":{"x":1}}'
    ),
    "too few facts": lambda: plan_codec.left_out_of('[{"$tuple":["a","full"]}]'),
    "a term of the cost nobody knows": lambda: codec.read(TypeAdapter(PlanCost), '{"luck":1}'),
    "half a text": lambda: plan_codec.left_out_of('[{"$tuple":["a"'),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_text_is_never_made_to_fit(name: str) -> None:
    with pytest.raises(ValueError, match="validation error"):
        SPOILT[name]()


def test_what_is_read_is_the_domains_own() -> None:
    placement = codec.placement_from_text(
        '{"state":"done","limits":{"services_off":["KK"],"hours":["08:00","11:00"]}}'
    )
    assert placement == Placement(
        state=VisitState.DONE,
        limits=Limits(services_off=(Service("KK"),), hours=("08:00", "11:00")),
    )
    assert placement is not None
    assert isinstance(placement.state, VisitState)
    assert all(isinstance(each, StrEnum) for each in placement.limits.services_off)
    assert isinstance(plan_codec.left_out_of(FIRST_RELEASE)[0], LeftOut)
