"""An earlier plan put back: its places of the days to come as a new draft.

A publication is never taken back. What was published stays on record; the draft made here is
compared and published like any other and gets the next number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from planner.domain.decisions import Decision
from planner.domain.plans import LeftOut, Plan, PlanEntry
from planner.domain.visits import Visit
from planner.domain.vocabulary import Outcome, ReviewCause, VisitState
from planner.planning.plans.drafting import DraftHeader
from planner.planning.plans.editing import ordered
from planner.planning.restrictions.suspension import Knowledge
from planner.rules import decide


def put_back(
    plans: Sequence[Plan],
    number: int,
    visits: Mapping[str, Visit],
    knowledge: Knowledge,
    header: DraftHeader,
) -> Plan:
    """Return plan ``number`` as a draft for the days from ``knowledge.as_of`` on.

    ``plans`` are all that were published, in order. Put back is all that stood while that plan
    was in force: its own places, and those of plans before it on days that it did not cover. The
    draft covers the days of all that stands then or now. A visit keeps
    the people it has today: a split is not undone. A visit that ended, or whose old day the
    rules known now forbid, is left out with its reason.
    """
    entries: list[PlanEntry] = []
    out: list[LeftOut] = []
    old = next(plan for plan in plans if plan.number == number)
    then = promised(plans[: plans.index(old) + 1])
    for entry in then.values():
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
    first, last = _days(
        knowledge.as_of, old, plans[-1], (*then.values(), *promised(plans).values())
    )
    draft = Plan(
        as_of=knowledge.as_of,
        first_day=first,
        last_day=last,
        firm_until=header.firm_until,
        based_on=header.based_on,
        made_at=knowledge.at,
        made_by=knowledge.who,
        entries=tuple(entries),
        left_out=tuple(out),
        rollback_of=old.number,
    )
    return ordered(draft)


def promised(plans: Iterable[Plan]) -> dict[str, PlanEntry]:
    """Return the place of each visit, by id, once ``plans`` were published one after the other.

    A plan speaks for its days: what it does not hold of them has no place any more, and what
    stands on other days goes on standing.
    """
    places: dict[str, PlanEntry] = {}
    for plan in plans:
        covered = (max(plan.first_day, plan.as_of), plan.last_day)
        places = {
            name: entry
            for name, entry in places.items()
            if not covered[0] <= entry.day <= covered[1]
        }
        places |= {entry.visit_id: entry for entry in plan.entries}
    return places


def still_to_come(plans: Iterable[Plan], visits: Mapping[str, Visit], today: date) -> Counter[int]:
    """Return by a plan's number how many visits to come stand where it was the last to say so.

    ``plans`` are all that were published, in order.
    """
    counts: Counter[int] = Counter()
    last = {entry.visit_id: (plan, entry) for plan in plans for entry in plan.entries}
    for name, (plan, entry) in last.items():
        visit = visits.get(name)
        if visit is not None and entry.day >= today and _stands(visit, entry):
            counts[plan.number or 0] += 1
    return counts


def _days(today: date, old: Plan, now: Plan, places: Iterable[PlanEntry]) -> tuple[date, date]:
    """Return the first and last day, from ``today`` on, of two plans and of all ``places``."""
    days = [old.first_day, now.first_day, old.last_day, now.last_day]
    days += [entry.day for entry in places]
    first = max(today, min(days))
    return first, max(first, *days)


def still_holds(plan: Plan, entry: PlanEntry, visit: Visit | None) -> bool:
    """Return whether what a published ``plan`` promised is still so, or was kept.

    A draft promises nothing, so nothing of it is broken.
    """
    if plan.published_at is None or visit is None:
        return True
    return visit.state is VisitState.DONE or _stands(visit, entry)


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
