"""What the public is told an answer rests on: only what forbids, limits or exempts there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from planner.actions.saving.office_state import OfficeState
from planner.domain.decisions import Ask, Decision
from planner.domain.visits import Visit, VisitEvent
from planner.domain.vocabulary import BlockerCode, Cause, EventKind, Outcome, VisitState
from planner.public.shared.public_facts import Basis
from planner.rules import assumed, basis_of
from planner.rules.explaining import explain
from planner.rules.rule_records import (
    ExemptionRecord,
    LevelRecord,
    PolicyRecord,
    Record,
    RuleRecord,
    ZoneRecord,
)
from planner.rules.workdays import WorkCalendar

#: Said of a day whose rule is missing; the page around it names the day.
_NOT_KNOWN: Final = (
    "Belum ada aturan yang diketahui untuk hari itu",
    "no rule is known for that day yet",
)
#: Why a blocker without an instrument stands in the way.
_CAUSES: Final = {
    BlockerCode.HOLIDAY.value: Cause.HOLIDAY,
    BlockerCode.RESOURCE.value: Cause.TECHNICAL_PROBLEM,
    BlockerCode.HOST.value: Cause.OTHER_CAUSE,
    BlockerCode.GAP.value: Cause.UNKNOWN_CAUSE,
}
#: What speaks for itself: named only where it does something. Tables and readings go with it.
_Speaking = RuleRecord | LevelRecord | ZoneRecord | ExemptionRecord | PolicyRecord


def credited(
    state: OfficeState, calendar: WorkCalendar | None, ask: Ask, decision: Decision
) -> Decision:
    """Return ``decision`` with the ids of what sets a limit, or lets it go ahead, alone.

    What stands in the way of a visit is told as the decision has it.
    """
    if not decision.outcome.serves:
        return decision
    setting: set[str] = set()
    if decision.outcome is Outcome.GO_LIMITED:
        way = explain(state.book, calendar, ask, decision.day, as_of=decision.as_of)
        setting = {name for each in way.limits for name in (*each.rule_ids, each.policy)}
        if not setting:
            return decision
    records = {name: state.book.find(name) for name in decision.rule_ids}
    return replace(
        decision,
        rule_ids=tuple(
            name
            for name, record in records.items()
            if name in setting or not isinstance(record, _Speaking) or _frees(record, decision)
        ),
    )


def _frees(record: Record | None, decision: Decision) -> bool:
    return decision.outcome is Outcome.GO and isinstance(record, ExemptionRecord)


def credited_visit(state: OfficeState, visit: Visit) -> Visit:
    """Return a visit with the ids of what sets its limits; others stay as they are."""
    if visit.state is not VisitState.SCHEDULED or visit.day is None or visit.unsure:
        return visit
    ids = _setting(state, visit, visit.day, visit.as_of or visit.day, visit.rule_ids)
    return replace(visit, rule_ids=ids)


def credited_event(state: OfficeState, visit: Visit, event: VisitEvent) -> VisitEvent:
    """Return an event that limits a visit with the ids of what sets the limits."""
    day = None if event.after is None else event.after.day
    if event.kind is not EventKind.LIMITED or day is None:
        return event
    return replace(event, rule_ids=_setting(state, visit, day, event.as_of, event.rule_ids))


def _setting(
    state: OfficeState, visit: Visit, day: date, as_of: date, ids: tuple[str, ...]
) -> tuple[str, ...]:
    """Return those of ``ids`` that set what the visit keeps to; all where none does."""
    way = explain(state.book, state.calendar, visit.ask, day, as_of=as_of)
    if not way.decision.outcome.serves:
        return ids
    said = credited(state, state.calendar, visit.ask, way.decision)
    left_out = {*way.decision.rule_ids} - {*said.rule_ids}
    return tuple(name for name in ids if name not in left_out)


def bases_of(state: OfficeState, rule_ids: Iterable[str], today: date) -> dict[str, Basis]:
    """Return what stands behind ``rule_ids`` and the codes of blockers, as people may read it."""
    bases = {}
    for rule_id in dict.fromkeys((*rule_ids, *(code.value for code in BlockerCode))):
        named = basis_of(state.book, rule_id)
        title, title_en = named.title, named.title_en
        if rule_id == BlockerCode.GAP:
            title, title_en = _NOT_KNOWN
        record = state.book.find(rule_id)
        bases[rule_id] = Basis(
            rule_id=rule_id,
            title=title,
            title_en=title_en,
            kind="" if record is None else record.kind,
            source=named.source,
            evidence=named.evidence,
            cause=_cause_of(rule_id, record),
            assumed=assumed(state.book, rule_id, as_of=today),
        )
    return bases


def _cause_of(rule_id: str, record: Record | None) -> Cause:
    """Return why a rule changes the service; most rules here are about health."""
    if rule_id in _CAUSES:
        return _CAUSES[rule_id]
    return Cause(getattr(record, "cause", Cause.MEDICAL_EMERGENCY))
