"""A draft as the changes that its publication makes to visits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from planner.domain.plans import LeftOut, Plan, PlanEntry
from planner.domain.visits import Change, Visit
from planner.domain.vocabulary import EventKind, VisitState
from planner.planning.plans.backlog import number_of_session, people_of_requests
from planner.planning.restrictions.suspension import Knowledge

#: A visit taken out of a published plan is looked at again after so long (decision 0020).
REVIEW_AFTER: Final = timedelta(7)


def published_changes(
    plan: Plan, visits: Mapping[str, Visit], known: Knowledge
) -> tuple[Change, ...]:
    """Return what publishing ``plan`` changes: its entries in order, then what it drops.

    A waiting visit gets its date; one cut out of a longer visit begins its life, and the
    longer one keeps its id with fewer people. Where some sessions of a longer visit have a
    place and others none, these wait on as visits of their own: nobody is dropped. A visit
    that stands as before is not touched. A visit scheduled on the plan's days that the plan
    no longer holds is postponed without a date: it waits at the head of the next draft.
    """
    changes: list[Change] = []
    now = dict(visits)

    def change(before: Visit | None, after: Visit, kind: EventKind, ids: tuple[str, ...]) -> None:
        changes.append(Change.of(before, after, kind, known.occasion, _WHY[kind], ids))
        now[after.id] = replace(after, version=after.version + 1)

    for entry in plan.entries:
        current = _session(entry, now, change, number=entry.session_no, ids=entry.rule_ids)
        placed = _placed(current, entry, plan)
        kind = _kind(current, placed)
        if kind is not None:
            change(current, placed, kind, entry.rule_ids)
    split = {entry.split_from or entry.visit_id for entry in plan.entries}
    for out in plan.left_out:
        parent = out.split_from or out.visit_id
        if parent in split and out.people:
            number = number_of_session(visits[parent], out.visit_id)
            _session(out, now, change, number=number, ids=out.rule_ids)
    for visit in dropped_visits(plan, now, known):
        change(visit, _held(visit, known), EventKind.POSTPONED, ())
    return tuple(changes)


def miscounted(changes: Sequence[Change], visits: Mapping[str, Visit]) -> tuple[str, ...]:
    """Return the requests that ``changes`` would give other people than they have.

    A draft is a picture of its moment: where people of a request were served, or a session
    was cut out, after it was made, its sessions no longer add up.
    """
    before = people_of_requests(visits.values())
    after = people_of_requests({**visits, **{c.visit.id: c.visit for c in changes}}.values())
    return tuple(sorted(name for name in after if after[name] != before.get(name)))


def _session(
    place: PlanEntry | LeftOut,
    now: Mapping[str, Visit],
    change: Callable[[Visit | None, Visit, EventKind, tuple[str, ...]], None],
    *,
    number: int,
    ids: tuple[str, ...],
) -> Visit:
    """Return the visit that ``place`` is about: cut out or made shorter where it must be."""
    current = now.get(place.visit_id)
    if current is None:
        parent = now[place.split_from or place.visit_id]
        change(None, _cut_out(parent, place, number), EventKind.SPLIT, ids)
    elif not current.state.ended and current.people != place.people:
        change(current, replace(current, people=place.people), EventKind.SPLIT, ids)
    return now[place.visit_id]


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


def _held(visit: Visit, known: Knowledge) -> Visit:
    return replace(
        visit.unplaced(VisitState.SUSPENDED),
        held_by_office=True,
        earliest=None,
        review_on=known.as_of + REVIEW_AFTER,
        as_of=known.as_of,
    )


def _cut_out(parent: Visit, place: PlanEntry | LeftOut, number: int) -> Visit:
    return replace(
        parent.unplaced(VisitState.REQUESTED),
        id=place.visit_id,
        people=place.people,
        session_no=number,
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
