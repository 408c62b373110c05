"""What a coordinator should think of before an edit is saved: it is allowed, but not free."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from planner.domain.indonesian import clock_words, day_words
from planner.domain.plans import Plan, PlanEntry
from planner.domain.vocabulary import VisitState
from planner.planning.plans.backlog import PROMISED_DAYS
from planner.planning.plans.editing import PlanningContext

#: Minutes of driving above which a visit is called far.
FAR_MIN: Final = 30


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
