"""People already waiting when a rule becomes known are served: a recorded exception."""

from __future__ import annotations

from dataclasses import replace

from planner.actions.desk import Act, Desk, Done, carry_out
from planner.actions.end_visits import reason_of, visit_of
from planner.actions.update import Update
from planner.actions.world import World
from planner.domain.errors import BadInput
from planner.domain.visits import Change, Standing, Visit, VisitEvent
from planner.domain.words import EventKind, VisitState
from planner.planning.backlog import visit_id as id_of_session


def serve_present(desk: Desk, act: Act, visit_id: str, *, people: int, why: str) -> Done:
    """Record that those present at a visit of today were served although a rule stops it.

    ``people`` were served. Those who were not become a visit of their own that waits.

    Raises
    ------
    BadInput
        The visit is not of today, or ``people`` is not between 1 and its people.
    IllegalChange
        The visit has ended already.
    NotFound
        There is no such visit.
    """
    told = reason_of(why)

    def decide(world: World) -> Update:
        visit = visit_of(world, visit_id)
        standing = _of_today(world, visit, act)
        if not 1 <= people <= visit.people:
            raise BadInput([f"Jumlah orang harus 1 sampai {visit.people}. Perbaiki jumlahnya."])
        rest = visit.people - people
        changes = []
        if rest:
            waiting = rest_of(world, visit, rest)
            changes.append(change_of(None, waiting, EventKind.SPLIT, act, _REST))
        served = replace(
            visit.unplaced(VisitState.DONE),
            people=people,
            day=standing.day,
            unit_id=standing.unit_id,
            start_min=standing.start_min,
            end_min=standing.end_min,
            as_of=act.day,
        )
        changes.append(change_of(visit, served, EventKind.SERVED_PRESENT, act, told))
        return Update(cause="yang sudah hadir dilayani", changes=tuple(changes))

    return carry_out(desk, act, decide)


_REST = "Belum sempat dilayani ketika aturan baru diketahui."


def _of_today(world: World, visit: Visit, act: Act) -> Standing:
    """Return where people were told to come today."""
    told = [Standing.of(visit)]
    told += [event.before for event in world.events.get(visit.id, ()) if event.before is not None]
    found = [standing for standing in told if standing.day == act.day]
    if not found:
        raise BadInput([f"Kunjungan {visit.id} tidak dijadwalkan hari ini. Periksa tanggalnya."])
    return found[-1] if visit.day is None else found[0]


def rest_of(world: World, visit: Visit, people: int) -> Visit:
    """Return the visit of ``people`` of ``visit`` who were not served: it waits for a date."""
    numbers = [v.session_no for v in world.visits.values() if v.request.id == visit.request.id]
    number = max(numbers) + 1
    return replace(
        visit.unplaced(VisitState.REQUESTED),
        id=id_of_session(visit.request.id, number),
        people=people,
        session_no=number,
        split_from=visit.id,
        earliest=None,
        review_on=None,
        version=0,
    )


def change_of(before: Visit | None, after: Visit, kind: EventKind, act: Act, why: str) -> Change:
    """Return ``after`` with the event of ``kind`` that says why it differs from ``before``."""
    event = VisitEvent(
        visit_id=after.id,
        at=act.at,
        as_of=act.day,
        kind=kind,
        who=act.who,
        why=why,
        rule_ids=after.rule_ids,
        before=None if before is None else Standing.of(before),
        after=Standing.of(after),
    )
    return Change(visit=after, event=event)
