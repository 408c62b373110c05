"""Visits that took place, or failed, are recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planner.actions.saving.office import Act, Done, Office, carry_out
from planner.actions.saving.office_state import OfficeState
from planner.actions.saving.update import Update
from planner.domain.errors import BadInput, NotFound
from planner.domain.visits import Change, Visit
from planner.domain.vocabulary import EventKind, VisitState

_ENDS = {VisitState.DONE: EventKind.DONE, VisitState.FAILED: EventKind.FAILED}


def record_visits(
    office: Office, act: Act, visit_ids: Sequence[str], *, state: VisitState, why: str
) -> Done:
    """Record that scheduled visits ended in ``state``: done or failed.

    Raises
    ------
    BadInput
        A visit is not scheduled or lies in the future.
    NotFound
        There is no such visit.
    """

    def decide(office_state: OfficeState) -> Update:
        changes = tuple(
            _ended(_ready(office_state, visit_id, act), state, why, act) for visit_id in visit_ids
        )
        return Update(cause="kunjungan dicatat", changes=changes)

    return carry_out(office, act, decide)


def _ready(office_state: OfficeState, visit_id: str, act: Act) -> Visit:
    visit = office_state.visits.get(visit_id)
    if visit is None:
        raise NotFound(f"Kunjungan {visit_id} tidak ada. Periksa nomornya.")
    if visit.state is not VisitState.SCHEDULED or visit.day is None or visit.day > act.day:
        raise BadInput(
            [f"Kunjungan {visit_id} belum berlangsung, jadi hasilnya belum bisa dicatat."]
        )
    return visit


def _ended(visit: Visit, state: VisitState, why: str, act: Act) -> Change:
    after = replace(visit, state=state)
    return Change.of(visit, after, _ENDS[state], act, why)
