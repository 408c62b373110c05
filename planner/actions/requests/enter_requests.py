"""Requests come in; they are taken while service is suspended too."""

from __future__ import annotations

from collections.abc import Sequence

from planner.actions.saving.office import Act, Done, Office, carry_out
from planner.actions.saving.office_state import OfficeState, load_state
from planner.actions.saving.update import Update
from planner.domain.errors import BadInput, PlannerError
from planner.domain.hosts import RequestNote
from planner.domain.visits import Change, Request, Visit
from planner.domain.vocabulary import EventKind
from planner.planning.plans.backlog import first_visit
from planner.planning.requests.checks import request_problems
from planner.planning.requests.duplicates import near_requests


class PossibleDuplicate(PlannerError):
    """A request may be on record already: ``visits`` are those of the open ones it resembles."""

    code = "possible_duplicate"

    def __init__(self, visits: Sequence[Visit]) -> None:
        super().__init__("Permohonan ini mungkin sudah ada. Periksa dulu, atau tetap simpan.")
        self.visits = tuple(visits)


def enter_new_request(
    office: Office, act: Act, request: Request, note: RequestNote, *, meant: bool = False
) -> Done:
    """Record a request as somebody typed it in; sent again it changes nothing.

    ``meant`` says that it is another one although it resembles some on record.

    Raises
    ------
    PossibleDuplicate
        It resembles open requests.
    BadInput
        As :func:`enter_requests`.
    """
    with office.database.reading() as store:
        visits = load_state(store, office.areas).visits.values()
    if not meant and all(visit.request.id != request.id for visit in visits):
        near = near_requests(request, visits)
        if near:
            raise PossibleDuplicate([visit for visit in visits if visit.request in near])
    return enter_requests(office, act, [request], notes=[note])


def enter_requests(
    office: Office, act: Act, requests: Sequence[Request], *, notes: Sequence[RequestNote] = ()
) -> Done:
    """Record ``requests``, each with the visit it starts with; known ones change nothing.

    ``notes`` are kept for the new ones.

    Raises
    ------
    BadInput
        A request's id is taken by another request, or it is not what every request must be.
    """

    def decide(state: OfficeState) -> Update:
        problems = _problems(state, requests)
        if problems:
            raise BadInput(problems)
        ids = {visit.request.id for visit in state.visits.values()}
        fresh = [request for request in requests if request.id not in ids]
        return Update(
            cause="permohonan masuk",
            requests=tuple(fresh),
            notes=tuple(note for note in notes if note.request_id not in ids),
            changes=tuple(asked_for(first_visit(request), act) for request in fresh),
            renders=False,
        )

    return carry_out(office, act, decide)


def _problems(state: OfficeState, requests: Sequence[Request]) -> list[str]:
    problems = []
    on_record = {visit.request.id: visit.request for visit in state.visits.values()}
    for request in requests:
        if request.id not in on_record:
            wrong = request_problems(request, state.areas, today=None)
            problems += [f"Permohonan {request.id}: {what}" for what in wrong.values()]
        if on_record.get(request.id, request) != request:
            problems.append(
                f"Permohonan {request.id}: nomor ini sudah dipakai permohonan lain. "
                "Beri nomor baru."
            )
    return problems


def asked_for(visit: Visit, act: Act) -> Change:
    """Return the change that begins the life of ``visit``."""
    return Change.of(None, visit, EventKind.REQUESTED, act, "Permohonan diterima.")
