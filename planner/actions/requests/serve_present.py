"""People already waiting when a rule becomes known are served: a recorded exception."""

from __future__ import annotations

from dataclasses import replace

from planner.actions.saving.changes import reason_of, rest_of, visit_of
from planner.actions.saving.office import Act, Done, Office, carry_out
from planner.actions.saving.office_state import OfficeState
from planner.actions.saving.update import Update
from planner.domain.errors import BadInput
from planner.domain.visits import Change, Placement, Visit
from planner.domain.vocabulary import EventKind, VisitState


def serve_present(office: Office, act: Act, visit_id: str, *, people: int, why: str) -> Done:
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

    def decide(state: OfficeState) -> Update:
        visit = visit_of(state, visit_id)
        standing = _of_today(state, visit, act)
        if not 1 <= people <= visit.people:
            raise BadInput([f"Jumlah orang harus 1 sampai {visit.people}. Perbaiki jumlahnya."])
        rest = visit.people - people
        changes = []
        if rest:
            waiting = rest_of(state, visit, rest)
            changes.append(Change.of(None, waiting, EventKind.SPLIT, act, _REST, waiting.rule_ids))
        served = replace(
            visit.unplaced(VisitState.DONE),
            people=people,
            day=standing.day,
            unit_id=standing.unit_id,
            start_min=standing.start_min,
            end_min=standing.end_min,
            as_of=act.day,
        )
        changes.append(
            Change.of(visit, served, EventKind.SERVED_PRESENT, act, told, served.rule_ids)
        )
        return Update(cause="yang sudah hadir dilayani", changes=tuple(changes))

    return carry_out(office, act, decide)


_REST = "Belum sempat dilayani ketika aturan baru diketahui."


def _of_today(state: OfficeState, visit: Visit, act: Act) -> Placement:
    """Return where people were told to come today."""
    told = [Placement.of(visit)]
    told += [event.before for event in state.events.get(visit.id, ()) if event.before is not None]
    found = [standing for standing in told if standing.day == act.day]
    if not found:
        raise BadInput([f"Kunjungan {visit.id} tidak dijadwalkan hari ini. Periksa tanggalnya."])
    return found[-1] if visit.day is None else found[0]
