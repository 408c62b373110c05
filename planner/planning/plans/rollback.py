"""An earlier plan put back: its places of the days to come as a new draft.

A publication is never taken back. What was published stays on record; the draft made here is
compared and published like any other and gets the next number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from planner.domain.decisions import Decision
from planner.domain.plans import LeftOut, Plan, PlanEntry
from planner.domain.visits import Visit
from planner.domain.vocabulary import Outcome, ReviewCause, VisitState
from planner.planning.plans.drafting import DraftHeader
from planner.planning.plans.editing import ordered
from planner.planning.restrictions.suspension import Knowledge
from planner.rules import decide


def put_back(
    old: Plan, now: Plan, visits: Mapping[str, Visit], knowledge: Knowledge, header: DraftHeader
) -> Plan:
    """Return ``old`` as a draft for the days from ``knowledge.as_of`` on.

    The draft covers the days of ``old`` and of ``now``, the plan it replaces. A visit keeps
    the people it has today: a split is not undone. A visit that ended, or whose old day the
    rules known now forbid, is left out with its reason.
    """
    entries: list[PlanEntry] = []
    out: list[LeftOut] = []
    for entry in old.entries:
        visit = visits.get(entry.visit_id)
        if visit is None or visit.state.ended or entry.day < knowledge.as_of:
            continue
        decision = decide(
            knowledge.book, knowledge.calendar, visit.ask, entry.day, as_of=knowledge.as_of
        )
        if _stands(visit, entry):
            entries.append(replace(entry, people=visit.people, kept=True))
        elif _allows(decision):
            entries.append(_placed(entry, visit, decision))
        else:
            out.append(_left_out(visit, decision))
    first = max(knowledge.as_of, min(old.first_day, now.first_day))
    draft = Plan(
        as_of=knowledge.as_of,
        first_day=first,
        last_day=max(first, old.last_day, now.last_day),
        firm_until=header.firm_until,
        based_on=header.based_on,
        made_at=knowledge.at,
        made_by=knowledge.who,
        entries=tuple(entries),
        left_out=tuple(out),
        rollback_of=old.number,
    )
    return ordered(draft)


def _stands(visit: Visit, entry: PlanEntry) -> bool:
    slot = (visit.day, visit.unit_id, visit.start_min)
    return visit.state is VisitState.SCHEDULED and slot == (
        entry.day,
        entry.unit_id,
        entry.start_min,
    )


def _allows(decision: Decision) -> bool:
    beyond = decision.review_cause is ReviewCause.HORIZON
    return decision.outcome.serves or (decision.outcome is Outcome.REVIEW and beyond)


def _placed(entry: PlanEntry, visit: Visit, decision: Decision) -> PlanEntry:
    serves = decision.outcome.serves
    return replace(
        entry,
        people=visit.people,
        firm=serves,
        limits=replace(decision.limits, sessions=None) if serves else entry.limits,
        rule_ids=decision.rule_ids,
        split_from=None,
        kept=False,
        pinned=False,
    )


def _left_out(visit: Visit, decision: Decision) -> LeftOut:
    return LeftOut(
        visit_id=visit.id,
        code=decision.outcome.value,
        sentence=decision.reason,
        rule_ids=decision.rule_ids,
        people=visit.people,
    )
