"""Requests come in; they are taken while service is suspended too."""

from __future__ import annotations

from collections.abc import Sequence

from planner.actions.saving.office import Act, Done, Office, carry_out
from planner.actions.saving.office_state import OfficeState
from planner.actions.saving.update import Update
from planner.domain.errors import BadInput
from planner.domain.hosts import RequestNote
from planner.domain.visits import Change, Request, Visit
from planner.domain.vocabulary import EventKind
from planner.planning.plans.backlog import first_visit


def enter_requests(
    office: Office, act: Act, requests: Sequence[Request], *, notes: Sequence[RequestNote] = ()
) -> Done:
    """Record ``requests``, each with the visit it starts with; known ones change nothing.

    ``notes`` are kept for the new ones.

    Raises
    ------
    BadInput
        A request's id is taken by another request, or its area is not one of the office's.
    """

    def decide(state: OfficeState) -> Update:
        problems = _problems(state, requests)
        if problems:
            raise BadInput(problems)
        known = {visit.request.id for visit in state.visits.values()}
        fresh = [request for request in requests if request.id not in known]
        return Update(
            cause="permohonan masuk",
            requests=tuple(fresh),
            notes=tuple(note for note in notes if note.request_id not in known),
            changes=tuple(asked_for(first_visit(request), act) for request in fresh),
            renders=False,
        )

    return carry_out(office, act, decide)


def _problems(state: OfficeState, requests: Sequence[Request]) -> list[str]:
    problems = []
    known = {visit.request.id: visit.request for visit in state.visits.values()}
    for request in requests:
        if request.area_code not in state.areas.by_code:
            problems.append(
                f"Permohonan {request.id}: kode wilayah '{request.area_code}' tidak dikenal. "
                "Isi kode kelurahan Kemendagri, misalnya 32.72.03.1002."
            )
        if known.get(request.id, request) != request:
            problems.append(
                f"Permohonan {request.id}: nomor ini sudah dipakai permohonan lain. "
                "Beri nomor baru."
            )
    return problems


def asked_for(visit: Visit, act: Act) -> Change:
    """Return the change that begins the life of ``visit``."""
    return Change.of(None, visit, EventKind.REQUESTED, act, "Permohonan diterima.")
