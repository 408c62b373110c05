"""Visits that rules stopped and that may go on as they were promised, day and hours kept.

What stopped them was lifted or put right before their day came, and their place in the published
plan still stands: its tour then holds no visit that it did not hold when it was checked whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.domain.decisions import Decision
from planner.domain.fleet import Unit
from planner.domain.plans import Plan, PlanEntry
from planner.domain.visits import Change, Placement, Visit, VisitEvent
from planner.domain.vocabulary import EventKind, VisitState
from planner.planning.plans.verify import problems_of
from planner.planning.restrictions.suspension import Knowledge
from planner.rules import decide


@dataclass(frozen=True, slots=True, kw_only=True)
class Restorable:
    """A visit with the place it had, the event that stopped it, and what the rules say now."""

    visit: Visit
    place: Placement
    stopped: VisitEvent
    decision: Decision


def restorable(
    published: Plan | None,
    visits: Mapping[str, Visit],
    events: Mapping[str, Sequence[VisitEvent]],
    knowledge: Knowledge,
    units: Sequence[Unit],
) -> tuple[Restorable, ...]:
    """Return the visits that may all go on as they were promised, by day, hour and id.

    Their day lies after ``knowledge.as_of``. Where two would stand in each other's way, the one
    that comes first in this order may go on.
    """
    if published is None:
        return ()
    entries = {entry.visit_id: entry for entry in published.entries}
    waiting = [
        each
        for name in sorted(visits)
        if (entry := entries.get(name)) is not None
        and (each := _stopped(visits[name], entry, events.get(name, ()), knowledge)) is not None
    ]
    waiting.sort(key=lambda each: (each.place.day, each.place.start_min, each.visit.id))
    standing = [entry for entry in published.entries if _stands(visits.get(entry.visit_id), entry)]
    strangers = _strangers(visits.values(), standing)
    going_on: list[Restorable] = []
    for each in waiting:
        place = (each.place.unit_id, each.place.day)
        tour = [replace(e, kept=True) for e in standing if (e.unit_id, e.day) == place]
        tour.append(entries[each.visit.id])
        plan = replace(published, entries=tuple(tour), left_out=())
        if place not in strangers and not problems_of(plan, visits, knowledge, units):
            going_on.append(each)
            standing.append(entries[each.visit.id])
    return tuple(going_on)


def restoring_changes(chosen: Iterable[Restorable], knowledge: Knowledge) -> tuple[Change, ...]:
    """Return what lets ``chosen`` go on as they were promised, in their order."""
    return tuple(_change(each, knowledge) for each in chosen)


def _change(each: Restorable, knowledge: Knowledge) -> Change:
    decision, place = each.decision, each.place
    after = replace(
        each.visit,
        state=VisitState.SCHEDULED,
        day=place.day,
        unit_id=place.unit_id,
        start_min=place.start_min,
        end_min=place.end_min,
        firm=decision.firm,
        unsure=False,
        limits=replace(decision.limits, sessions=None),
        rule_ids=decision.rule_ids,
        as_of=knowledge.as_of,
        earliest=None,
        review_on=None,
    )
    why, ids = decision.reason, decision.rule_ids
    return Change.of(each.visit, after, EventKind.RESUMED, knowledge.occasion, why, ids)


def _stopped(
    visit: Visit, entry: PlanEntry, events: Sequence[VisitEvent], knowledge: Knowledge
) -> Restorable | None:
    """Return a waiting visit that rules stopped at the place of ``entry`` and allow there now."""
    if visit.state is not VisitState.SUSPENDED or visit.held_by_office:
        return None
    stops = [event for event in events if event.kind is EventKind.SUSPENDED]
    place = stops[-1].before if stops else None
    if place is None or place.day is None or place.day <= knowledge.as_of:
        return None
    if not _at(place, entry) or {place.people, entry.people} != {visit.people}:
        return None
    decision = decide(
        knowledge.book, knowledge.calendar, visit.ask, place.day, as_of=knowledge.as_of
    )
    if not decision.outcome.serves:
        return None
    return Restorable(visit=visit, place=place, stopped=stops[-1], decision=decision)


def _at(place: Placement | Visit, entry: PlanEntry) -> bool:
    own = (entry.day, entry.unit_id, entry.start_min)
    return (place.day, place.unit_id, place.start_min) == own


def _stands(visit: Visit | None, entry: PlanEntry) -> bool:
    return visit is not None and visit.state is VisitState.SCHEDULED and _at(visit, entry)


def _strangers(
    visits: Iterable[Visit], standing: Sequence[PlanEntry]
) -> set[tuple[str | None, object]]:
    """Return the units' days with a scheduled visit that stands where the plan has it not."""
    planned = {entry.visit_id for entry in standing}
    return {
        (visit.unit_id, visit.day)
        for visit in visits
        if visit.state is VisitState.SCHEDULED and visit.id not in planned
    }
