"""What actions share when they change visits: what is known, the reason, the visit, the rest."""

from __future__ import annotations

from dataclasses import replace

from planner.actions.saving.office import Act
from planner.actions.saving.office_state import OfficeState
from planner.domain.errors import BadInput, NotFound
from planner.domain.visits import Visit
from planner.domain.vocabulary import VisitState
from planner.planning.plans.backlog import visit_id as id_of_session
from planner.planning.restrictions.suspension import Knowledge


def knowledge_of(state: OfficeState, act: Act) -> Knowledge:
    """Return what ``act`` may use: the rules and calendar of ``state`` as known that day."""
    return Knowledge(
        book=state.book, calendar=state.calendar, as_of=act.day, at=act.at, who=act.who
    )


#: A reason that people read has at least so many letters.
SHORTEST_WHY = 5


def reason_of(why: str) -> str:
    """Return a reason that people can read, or refuse it.

    Raises
    ------
    BadInput
        It is missing or too short.
    """
    told = " ".join(why.split())
    if len(told) < SHORTEST_WHY:
        raise BadInput(["Alasan: isi alasan yang bisa dibaca warga, paling sedikit satu kata."])
    return told


def visit_of(state: OfficeState, visit_id: str) -> Visit:
    """Return the visit ``visit_id`` of ``state``.

    Raises
    ------
    NotFound
        There is none of that id.
    """
    found = state.visits.get(visit_id)
    if found is None:
        raise NotFound(f"Kunjungan {visit_id} tidak ada. Periksa nomornya.")
    return found


def rest_of(state: OfficeState, visit: Visit, people: int) -> Visit:
    """Return the visit of ``people`` of ``visit`` who were not served: it waits for a date."""
    numbers = [v.session_no for v in state.visits.values() if v.request.id == visit.request.id]
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
