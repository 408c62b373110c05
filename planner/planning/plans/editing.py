"""What a coordinator does to a draft: move, pin, remove, add.

Nothing illegal comes out: what breaks a rule or an hour is refused with its sentence. The
drive to a place depends on its neighbours in the tour: those change with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from planner.domain.errors import BadInput, NotFound, NotPublishable
from planner.domain.plans import LeftOut, Plan, PlanEntry
from planner.domain.visits import Visit
from planner.domain.vocabulary import Outcome, ReviewCause
from planner.planning.plans.backlog import number_of_session, waiting
from planner.planning.plans.sessions_to_place import ROUND_MIN, Fleet, session_minutes
from planner.planning.plans.verify import problems_of
from planner.planning.restrictions.suspension import Knowledge
from planner.rules import decide
from routes import crow_fly_minutes

REMOVED = LeftOut(
    visit_id="",
    code="removed",
    sentence="Dikeluarkan dari draf oleh koordinator. Tambahkan lagi bila perlu.",
)


NEWCOMER = LeftOut(
    visit_id="",
    code="newcomer",
    sentence="Masuk sesudah draf ini disusun. Pilih tempatnya, atau susun rute lagi.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a coordinator wants a visit; ``start_min`` is minutes after local midnight."""

    day: date
    unit_id: str
    start_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningContext:
    """What editing needs besides the draft: visits, rules as known, units and driving."""

    visits: Mapping[str, Visit]
    knowledge: Knowledge
    fleet: Fleet

    def visit_of(self, entry: PlanEntry | LeftOut) -> Visit:
        """Return the visit of ``entry``, or the one it is cut from."""
        visit = self.visits.get(entry.split_from or entry.visit_id)
        if visit is None:
            raise NotFound(f"Kunjungan {entry.visit_id} tidak ada lagi. Susun draf baru.")
        return visit


def move(plan: Plan, visit_id: str, place: Place, context: PlanningContext) -> Plan:
    """Return ``plan`` with a visit standing elsewhere, its length as before.

    Raises
    ------
    NotFound
        The plan does not hold the visit, or there is no such unit.
    NotPublishable
        A rule, an hour, a unit or another visit stands in the way; the sentences say which.
    """
    entry = _entry(plan, visit_id)
    length = entry.end_min - entry.start_min
    placed = _placed(entry, place, length, context, plan)
    return _checked(plan, _with(plan, placed, context), context)


def pin(plan: Plan, visit_id: str, *, pinned: bool) -> Plan:
    """Return ``plan`` with a visit pinned where it stands, or free again.

    Raises
    ------
    NotFound
        The plan does not hold the visit.
    """
    chosen = replace(_entry(plan, visit_id), pinned=pinned)
    entries = (chosen if entry.visit_id == visit_id else entry for entry in plan.entries)
    return replace(plan, entries=tuple(entries))


def remove(plan: Plan, visit_id: str, context: PlanningContext) -> Plan:
    """Return ``plan`` without a visit, which stands among those left out.

    Raises
    ------
    NotFound
        The plan does not hold the visit.
    """
    entry = _entry(plan, visit_id)
    out = replace(REMOVED, visit_id=visit_id, people=entry.people, split_from=entry.split_from)
    left = replace(
        plan,
        entries=tuple(each for each in plan.entries if each.visit_id != visit_id),
        left_out=ordered_outs((*plan.left_out, out)),
    )
    return _driven(left, {(entry.unit_id, entry.day)}, context)


def with_newcomer(plan: Plan, visit_id: str, context: PlanningContext) -> Plan:
    """Return ``plan`` with a visit among those left out that waits and came in after it was made.

    Any other visit leaves the plan as it is.
    """
    visit = context.visits.get(visit_id)
    ids = {entry.visit_id for entry in plan.entries} | {out.visit_id for out in plan.left_out}
    if visit is None or visit_id in ids or visit not in waiting((visit,)):
        return plan
    out = replace(NEWCOMER, visit_id=visit_id, people=visit.people)
    return replace(plan, left_out=ordered_outs((*plan.left_out, out)))


def add(plan: Plan, visit_id: str, place: Place, context: PlanningContext) -> Plan:
    """Return ``plan`` with a visit that it had left out.

    Raises
    ------
    NotFound
        The plan has left out no such visit, or there is no such unit.
    BadInput
        It is too large for one session.
    NotPublishable
        Something stands in the way; the sentences say what.
    """
    matches = [out for out in plan.left_out if out.visit_id == visit_id]
    if not matches:
        raise NotFound(f"Kunjungan {visit_id} tidak ada di daftar belum terjadwal draf ini.")
    out, visit = matches[0], context.visit_of(matches[0])
    fresh = PlanEntry(
        visit_id=visit_id,
        unit_id=place.unit_id,
        day=place.day,
        start_min=place.start_min,
        end_min=place.start_min,
        people=out.people or visit.people,
        firm=False,
        session_no=number_of_session(visit, visit_id),
        split_from=out.split_from,
    )
    placed = _placed(fresh, place, None, context, plan)
    larger = replace(
        plan, left_out=tuple(each for each in plan.left_out if each.visit_id != visit_id)
    )
    return _checked(plan, _with(larger, placed, context), context)


def _entry(plan: Plan, visit_id: str) -> PlanEntry:
    for entry in plan.entries:
        if entry.visit_id == visit_id:
            return entry
    raise NotFound(f"Kunjungan {visit_id} tidak ada dalam draf ini. Muat ulang draf.")


def _placed(
    entry: PlanEntry, place: Place, length: int | None, context: PlanningContext, plan: Plan
) -> PlanEntry:
    """Return ``entry`` at ``place`` with what the rules say of that day.

    ``length`` is in minutes; None: as long as the session takes under that day's limits.
    """
    if place.unit_id not in {unit.id for unit in context.fleet.units}:
        raise NotFound(f"Unit '{place.unit_id}' tidak ada. Pilih unit dari daftar.")
    if not plan.first_day <= place.day <= plan.last_day:
        raise BadInput(
            [f"Tanggal {place.day:%d-%m-%Y} di luar hari draf ini. Pilih tanggal di dalamnya."]
        )
    visit, knowledge = context.visit_of(entry), context.knowledge
    decision = decide(
        knowledge.book, knowledge.calendar, visit.ask, place.day, as_of=knowledge.as_of
    )
    beyond = decision.outcome is Outcome.REVIEW and decision.review_cause is ReviewCause.HORIZON
    if not decision.outcome.serves and not beyond:
        raise NotPublishable(
            f"Kunjungan {entry.visit_id} pada {place.day:%d-%m-%Y}: {decision.reason}"
        )
    limits = replace(decision.limits, sessions=None) if decision.outcome.serves else entry.limits
    if length is None:
        length = session_minutes(visit, entry.people, limits, context.fleet)
    return replace(
        entry,
        unit_id=place.unit_id,
        day=place.day,
        start_min=place.start_min,
        end_min=place.start_min + length,
        firm=decision.outcome.serves,
        limits=limits,
        rule_ids=decision.rule_ids,
        kept=False,
    )


def _with(plan: Plan, placed: PlanEntry, context: PlanningContext) -> Plan:
    """Return ``plan`` with ``placed`` instead of where its visit stood, drives reckoned anew."""
    before = [entry for entry in plan.entries if entry.visit_id == placed.visit_id]
    others = (entry for entry in plan.entries if entry.visit_id != placed.visit_id)
    tours = {(entry.unit_id, entry.day) for entry in (*before, placed)}
    return _driven(replace(plan, entries=(*others, placed)), tours, context)


def _driven(plan: Plan, tours: set[tuple[str, date]], context: PlanningContext) -> Plan:
    """Return ``plan`` in order, with the drives of ``tours`` reckoned anew."""
    entries = sorted(plan.entries, key=entry_order)
    depot = (context.fleet.depot.lat, context.fleet.depot.lon)
    for tour in tours:
        stops = [n for n, entry in enumerate(entries) if (entry.unit_id, entry.day) == tour]
        requests = [context.visit_of(entries[n]).request for n in stops]
        points = [depot, *((request.lat, request.lon) for request in requests)]
        drives = -(-crow_fly_minutes(points, model=context.fleet.travel) // ROUND_MIN) * ROUND_MIN
        for place, n in enumerate(stops):
            entries[n] = replace(entries[n], travel_min=int(drives[place][place + 1]))
    return replace(plan, entries=tuple(entries))


def _checked(before: Plan, after: Plan, context: PlanningContext) -> Plan:
    """Return ``after`` unless it has a problem that ``before`` had not."""
    units = context.fleet.units
    old_problems = set(problems_of(before, context.visits, context.knowledge, units))
    fresh = [
        problem
        for problem in problems_of(after, context.visits, context.knowledge, units)
        if problem not in old_problems
    ]
    if fresh:
        raise NotPublishable("\n".join(fresh))
    return after


def entry_order(entry: PlanEntry) -> tuple[object, ...]:
    """Return what the entries of a plan are ordered by."""
    return (entry.day, entry.unit_id, entry.start_min, entry.visit_id)


def ordered(plan: Plan) -> Plan:
    """Return ``plan`` with entries and visits left out in their order of editing."""
    return replace(
        plan,
        entries=tuple(sorted(plan.entries, key=entry_order)),
        left_out=ordered_outs(plan.left_out),
    )


def ordered_outs(left_out: tuple[LeftOut, ...]) -> tuple[LeftOut, ...]:
    """Return visits left out by id."""
    return tuple(sorted(left_out, key=lambda out: (out.visit_id, out.code)))
