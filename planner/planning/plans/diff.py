"""What one plan changes against another, and what a coordinator should think of before it does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final

from planner.domain.indonesian import clock_words, day_words
from planner.domain.plans import Plan, PlanDiff, PlanEntry, PlanMove
from planner.domain.visits import Visit
from planner.domain.vocabulary import PlanState, VisitState
from planner.planning.plans.backlog import PROMISED_DAYS
from planner.planning.plans.editing import PlanningContext

#: Minutes of driving above which a visit is called far.
FAR_MIN: Final = 30


def diff_plans(before: Plan | None, after: Plan, visits: Mapping[str, Visit]) -> PlanDiff:
    """Return every visit of either plan with its place in both.

    A draft is compared with what people were promised: where visits stand today, whichever plan
    gave them their place. A visit that lost its date since has the place that ``before`` gave it.

    Any two plans can be compared: two drafts, a draft and a published plan, two published
    ones. Visits that have ended are history and left out. So are scheduled visits of the
    plan before on days that the plan after does not cover: it does not touch them. A visit
    cut out of a longer one takes its area from the visit it was cut from. The result is in
    the order of the new days, what was dropped last.
    """
    old = {} if before is None else _open_entries(before, visits)
    new = {entry.visit_id: entry for entry in after.entries}
    if after.state is PlanState.DRAFT:
        old = {name: each for name, each in old.items() if name in new or _holds(name, visits)}
        old |= _standing(visits)
    moves = []
    for visit_id, entry in {**old, **new}.items():
        if visit_id not in new and _beyond(entry, after, visits.get(visit_id)):
            continue
        visit = visits.get(visit_id) or visits.get(entry.split_from or visit_id)
        if visit is None:
            continue
        moves.append(
            PlanMove(
                visit_id=visit_id,
                people=entry.people,
                area_code=visit.request.area_code,
                private=visit.private,
                before=old.get(visit_id),
                after=new.get(visit_id),
            )
        )
    return PlanDiff(moves=tuple(sorted(moves, key=_order)))


def _open_entries(plan: Plan, visits: Mapping[str, Visit]) -> dict[str, PlanEntry]:
    """Return the entries of visits that go on, or that no publication has begun yet."""
    return {
        entry.visit_id: entry
        for entry in plan.entries
        if entry.visit_id not in visits or not visits[entry.visit_id].state.ended
    }


def _holds(name: str, visits: Mapping[str, Visit]) -> bool:
    """Return whether a visit has, or may yet have, the place that a plan gave it."""
    visit = visits.get(name)
    return visit is None or visit.state is not VisitState.SUSPENDED


def _standing(visits: Mapping[str, Visit]) -> dict[str, PlanEntry]:
    """Return the places that people were promised, by visit."""
    return {
        visit.id: PlanEntry(
            visit_id=visit.id,
            unit_id=visit.unit_id or "",
            day=visit.day,
            start_min=visit.start_min,
            end_min=visit.end_min,
            people=visit.people,
            firm=visit.firm,
            limits=visit.limits,
            rule_ids=visit.rule_ids,
            session_no=visit.session_no,
            split_from=visit.split_from,
            kept=True,
        )
        for visit in visits.values()
        if visit.state is VisitState.SCHEDULED
        and visit.day is not None
        and visit.start_min is not None
        and visit.end_min is not None
    }


def _beyond(entry: PlanEntry, plan: Plan, visit: Visit | None) -> bool:
    stays = visit is None or visit.state is VisitState.SCHEDULED
    return stays and not plan.first_day <= entry.day <= plan.last_day


def _order(move: PlanMove) -> tuple[object, ...]:
    entry = move.entry
    return (move.after is None, entry.day, entry.start_min, move.visit_id)


def warnings_of(
    before: Plan, after: Plan, visit_id: str, context: PlanningContext
) -> tuple[str, ...]:
    """Return sentences about what an edit of one visit costs, in no plan forbidden."""
    old = next((e for e in before.entries if e.visit_id == visit_id), None)
    new = next((e for e in after.entries if e.visit_id == visit_id), None)
    sentences = [*_promise(old, new, context), *_place(new, context)]
    if old is not None and old.pinned and new is not None and _spot(old) != _spot(new):
        sentences.append("Kunjungan ini dikunci; memindahkannya tetap membiarkannya terkunci.")
    return tuple(sentences)


def _spot(entry: PlanEntry) -> tuple[object, ...]:
    return (entry.day, entry.unit_id, entry.start_min)


def _promise(
    old: PlanEntry | None, new: PlanEntry | None, context: PlanningContext
) -> Iterator[str]:
    visit = None if old is None else context.visits.get(old.visit_id)
    if visit is None or visit.state is not VisitState.SCHEDULED or visit.day is None:
        return
    promised = (visit.day, visit.unit_id, visit.start_min)
    if new is None or _spot(new) != promised:
        when = f"{day_words(visit.day)} pukul {clock_words(visit.start_min or 0)}"
        yield f"{visit.people} orang sudah diberi tahu: {when}. Hubungi mereka lagi."


def _place(new: PlanEntry | None, context: PlanningContext) -> Iterator[str]:
    if new is None:
        return
    if not new.firm:
        yield "Aturan hari itu belum diketahui, jadi tanggalnya sementara."
    if new.travel_min > FAR_MIN:
        yield f"Perjalanan ke sana {new.travel_min} menit."
    request = context.visit_of(new).request
    late = (new.day - request.requested_on - timedelta(PROMISED_DAYS)).days
    if late > 0:
        yield f"Lewat tenggat {late} hari: diminta {day_words(request.requested_on)}."
