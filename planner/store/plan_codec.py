"""Plans, their entries and edits as rows and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Generic, TypeVar

from pydantic import Field, TypeAdapter

from planner.domain.plan_figures import CostAndFigures, PlanCost, PlanFigures
from planner.domain.plans import DraftEdit, LeftOut, Plan, PlanEntry, Scenario
from planner.domain.vocabulary import PlanState
from planner.store.codec import (
    from_text,
    limits_from_text,
    limits_to_text,
    read,
    to_text,
    words_from_text,
    words_to_text,
)
from planner.store.rows import DraftEditRow, PlanEntryRow, PlanRow

Inner = TypeVar("Inner")
_COST: Final = TypeAdapter(PlanCost)
_FIGURES: Final = TypeAdapter(PlanFigures)


def plan_row(plan: Plan) -> PlanRow:
    """Return ``plan`` as a row, its entries left aside."""
    return PlanRow(
        state=plan.state.value,
        as_of=plan.as_of,
        first_day=plan.first_day,
        last_day=plan.last_day,
        firm_until=plan.firm_until,
        based_on=plan.based_on,
        made_at=plan.made_at,
        made_by=plan.made_by,
        left_out=left_out_text(plan.left_out),
        cost=to_text(plan.cost.known()),
        facts=to_text(plan.facts.known()),
        published_at=plan.published_at,
        content_hash=plan.content_hash,
        scenario=_scenario_text(plan.scenario),
        rollback_of=plan.rollback_of,
    )


def plan_of(row: PlanRow, entries: Sequence[PlanEntryRow]) -> Plan:
    """Return the plan that ``row`` and ``entries`` hold."""
    return Plan(
        id=row.id or 0,
        number=row.number,
        state=PlanState(row.state),
        as_of=row.as_of,
        first_day=row.first_day,
        last_day=row.last_day,
        firm_until=row.firm_until,
        based_on=row.based_on,
        made_at=row.made_at,
        made_by=row.made_by,
        entries=tuple(entry_of(entry) for entry in entries),
        left_out=left_out_of(row.left_out),
        cost=read(_COST, row.cost),
        facts=read(_FIGURES, row.facts),
        published_at=row.published_at,
        content_hash=row.content_hash,
        scenario=_scenario(from_text(row.scenario)),
        rollback_of=row.rollback_of,
    )


@dataclass(frozen=True, slots=True)
class _Tuple(Generic[Inner]):
    """A tuple as :func:`to_text` marks it."""

    items: Annotated[Inner, Field(alias="$tuple")]


_RuleIds = _Tuple[tuple[str, ...]]
#: Rows of the first release hold four facts only.
_FirstOut = tuple[str, str, str, _RuleIds]
_Out = _Tuple[tuple[str, str, str, _RuleIds, int, str | None] | _FirstOut]
_LEFT_OUT: Final = TypeAdapter(list[_Out])


def left_out_text(left_out: Sequence[LeftOut]) -> str:
    """Return ``left_out`` as text."""
    return to_text([_out_facts(out) for out in left_out])


def left_out_of(text: str) -> tuple[LeftOut, ...]:
    """Return the visits without a place that :func:`left_out_text` wrote."""
    left_out = []
    for row in read(_LEFT_OUT, text):
        visit_id, code, sentence, rule_ids, *more = row.items
        left_out.append(_left_out((visit_id, code, sentence, rule_ids.items, *more)))
    return tuple(left_out)


def entry_row(entry: PlanEntry, plan_id: int, position: int) -> PlanEntryRow:
    """Return ``entry`` as a row of the plan ``plan_id``."""
    return PlanEntryRow(
        plan_id=plan_id,
        position=position,
        visit_id=entry.visit_id,
        unit_id=entry.unit_id,
        day=entry.day,
        start_min=entry.start_min,
        end_min=entry.end_min,
        people=entry.people,
        firm=entry.firm,
        limits=limits_to_text(entry.limits),
        rule_ids=words_to_text(entry.rule_ids),
        session_no=entry.session_no,
        split_from=entry.split_from,
        travel_min=entry.travel_min,
        kept=entry.kept,
        pinned=entry.pinned,
    )


def entry_of(row: PlanEntryRow) -> PlanEntry:
    """Return the entry that ``row`` holds."""
    return PlanEntry(
        visit_id=row.visit_id,
        unit_id=row.unit_id,
        day=row.day,
        start_min=row.start_min,
        end_min=row.end_min,
        people=row.people,
        firm=row.firm,
        limits=limits_from_text(row.limits),
        rule_ids=words_from_text(row.rule_ids),
        session_no=row.session_no,
        split_from=row.split_from,
        travel_min=row.travel_min,
        kept=row.kept,
        pinned=row.pinned,
    )


def edit_row(edit: DraftEdit) -> DraftEditRow:
    """Return ``edit`` as a row."""
    content = {
        "places": [tuple(_entry_facts(entry) for entry in pair) for pair in edit.places],
        "outs": [
            tuple(None if out is None else _out_facts(out) for out in pair) for pair in edit.outs
        ],
        "figures": None
        if edit.figures is None
        else tuple((cost.known(), facts.known()) for cost, facts in edit.figures),
    }
    return DraftEditRow(
        plan_id=edit.plan_id,
        at=edit.at,
        who=edit.who,
        kind=edit.kind,
        visit_id=edit.visit_id,
        content=to_text(content),
        undone=edit.undone,
    )


def edit_of(row: DraftEditRow) -> DraftEdit:
    """Return the edit that ``row`` holds."""
    content = from_text(row.content)
    return DraftEdit(
        plan_id=row.plan_id,
        at=row.at,
        who=row.who,
        kind=row.kind,
        visit_id=row.visit_id,
        places=tuple((_entry(old), _entry(new)) for old, new in content["places"]),
        outs=tuple(
            (None if old is None else _left_out(old), None if new is None else _left_out(new))
            for old, new in content["outs"]
        ),
        figures=_both_figures(content["figures"]),
        undone=row.undone,
        seq=row.seq or 0,
    )


def _both_figures(pairs: Any) -> tuple[CostAndFigures, CostAndFigures] | None:
    if pairs is None:
        return None
    before, after = (
        (
            _COST.validate_python(cost, extra="forbid"),
            _FIGURES.validate_python(facts, extra="forbid"),
        )
        for cost, facts in pairs
    )
    return before, after


_ENTRY = tuple(PlanEntry.__dataclass_fields__)


def _entry_facts(entry: PlanEntry | None) -> dict[str, object] | None:
    if entry is None:
        return None
    facts: dict[str, object] = {name: getattr(entry, name) for name in _ENTRY}
    return {**facts, "limits": limits_to_text(entry.limits)}


def _entry(facts: Mapping[str, Any] | None) -> PlanEntry | None:
    if facts is None:
        return None
    return PlanEntry(**{**facts, "limits": limits_from_text(facts["limits"])})


def _out_facts(out: LeftOut) -> tuple[object, ...]:
    return (out.visit_id, out.code, out.sentence, out.rule_ids, out.people, out.split_from)


def _left_out(facts: Sequence[Any]) -> LeftOut:
    visit_id, code, sentence, rule_ids, people, split_from = (*facts, 0, None)[:6]
    return LeftOut(
        visit_id=visit_id,
        code=code,
        sentence=sentence,
        rule_ids=rule_ids,
        people=people,
        split_from=split_from,
    )


def _scenario_text(scenario: Scenario) -> str:
    facts: dict[str, object] = {}
    if scenario.title:
        facts["title"] = scenario.title
    if scenario.units is not None:
        facts["units"] = scenario.units
    if scenario.records:
        facts["records"] = scenario.records
    return to_text(facts)


def _scenario(facts: Mapping[str, Any]) -> Scenario:
    return Scenario(**facts)
