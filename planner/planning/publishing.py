"""A draft as the changes that its publication makes to visits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from planner.domain.plans import Plan, PlanEntry
from planner.domain.visits import Change, Standing, Visit, VisitEvent
from planner.domain.words import EventKind, VisitState
from planner.planning.suspension import Knowledge

#: A visit taken out of a published plan is looked at again after so long (decision 0020).
REVIEW_AFTER: Final = timedelta(7)


def published_changes(
    plan: Plan, visits: Mapping[str, Visit], known: Knowledge
) -> tuple[Change, ...]:
    """Return what publishing ``plan`` changes: its entries in order, then what it drops.

    A waiting visit gets its date; one cut out of a longer visit begins its life, and the
    longer one keeps its id with fewer people. A visit that stands as before is not touched.
    A visit scheduled on the plan's days that the plan no longer holds is postponed without a
    date: it waits at the head of the next draft.
    """
    changes: list[Change] = []
    for entry in plan.entries:
        parent = visits[entry.split_from or entry.visit_id]
        current = visits.get(entry.visit_id)
        if current is None:
            current = _cut_out(parent, entry)
            changes.append(_event(None, current, EventKind.SPLIT, entry.rule_ids, known))
            current = replace(current, version=1)
        elif not current.state.ended and current.people != entry.people:
            shorter = replace(current, people=entry.people)
            changes.append(_event(current, shorter, EventKind.SPLIT, entry.rule_ids, known))
            current = replace(shorter, version=current.version + 1)
        placed = _placed(current, entry, plan)
        kind = _kind(current, placed)
        if kind is not None:
            changes.append(_event(current, placed, kind, entry.rule_ids, known))
    return (*changes, *_dropped(plan, visits, known))


def dropped_visits(plan: Plan, visits: Mapping[str, Visit], known: Knowledge) -> tuple[Visit, ...]:
    """Return the visits with a date to come on the plan's days that it no longer holds."""
    held = {entry.visit_id for entry in plan.entries}
    return tuple(
        visits[name]
        for name in sorted(visits)
        if name not in held
        and (day := visits[name].day) is not None
        and visits[name].state is VisitState.SCHEDULED
        and max(plan.first_day, known.as_of) <= day <= plan.last_day
    )


def _dropped(plan: Plan, visits: Mapping[str, Visit], known: Knowledge) -> list[Change]:
    changes = []
    for visit in dropped_visits(plan, visits, known):
        waiting = replace(
            visit.unplaced(VisitState.SUSPENDED),
            held_by_office=True,
            earliest=None,
            review_on=known.as_of + REVIEW_AFTER,
            as_of=known.as_of,
        )
        changes.append(_event(visit, waiting, EventKind.POSTPONED, (), known))
    return changes


def _cut_out(parent: Visit, entry: PlanEntry) -> Visit:
    return replace(
        parent.unplaced(VisitState.REQUESTED),
        id=entry.visit_id,
        people=entry.people,
        session_no=entry.session_no,
        split_from=parent.id,
        earliest=None,
        review_on=None,
        version=0,
    )


def _placed(visit: Visit, entry: PlanEntry, plan: Plan) -> Visit:
    return replace(
        visit,
        state=VisitState.SCHEDULED,
        day=entry.day,
        unit_id=entry.unit_id,
        start_min=entry.start_min,
        end_min=entry.end_min,
        people=entry.people,
        firm=entry.firm,
        limits=entry.limits,
        rule_ids=entry.rule_ids,
        as_of=plan.as_of,
        earliest=None,
        review_on=None,
        held_by_office=False,
    )


def _kind(before: Visit, after: Visit) -> EventKind | None:
    if before.state is VisitState.REQUESTED:
        return EventKind.SCHEDULED
    if before.state is VisitState.SUSPENDED:
        return EventKind.RESUMED
    slot = (before.day, before.unit_id, before.start_min, before.end_min)
    if slot != (after.day, after.unit_id, after.start_min, after.end_min):
        return EventKind.MOVED
    return None


_WHY = {
    EventKind.SCHEDULED: "Tanggal ditetapkan pada rencana yang terbit.",
    EventKind.RESUMED: "Layanan dibuka lagi; tanggal baru ditetapkan.",
    EventKind.MOVED: "Jadwal disusun ulang pada rencana yang terbit.",
    EventKind.SPLIT: "Dibagi menjadi beberapa sesi karena batas orang dalam satu sesi.",
    EventKind.POSTPONED: "Tidak lagi ada dalam rencana yang terbit.",
}


def _event(
    before: Visit | None,
    after: Visit,
    kind: EventKind,
    rule_ids: tuple[str, ...],
    known: Knowledge,
) -> Change:
    event = VisitEvent(
        visit_id=after.id,
        at=known.at,
        as_of=known.as_of,
        kind=kind,
        who=known.who,
        why=_WHY[kind],
        rule_ids=rule_ids,
        before=None if before is None else Standing.of(before),
        after=Standing.of(after),
    )
    return Change(visit=after, event=event)
