"""A visit took place: how many were served, with what, and who still waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from planner.actions.saving.changes import rest_of, visit_of
from planner.actions.saving.office import Act, Done, Office, carry_out
from planner.actions.saving.office_state import OfficeState
from planner.actions.saving.update import Update
from planner.domain.code_words import SERVICES
from planner.domain.errors import BadInput
from planner.domain.visits import Change
from planner.domain.vocabulary import EventKind, Service, VisitState

_REST = "Belum sempat dilayani pada kunjungan ini."


def finish_visit(
    office: Office,
    act: Act,
    visit_id: str,
    *,
    people: int,
    services: Mapping[Service, int],
    rest_waits: bool,
) -> Done:
    """Record that a visit of today or before served ``people``, by service as counted.

    With ``rest_waits`` those who were not served become a visit of their own that waits.

    Raises
    ------
    BadInput
        The visit has no date yet or lies ahead, or a count is beyond what can be.
    NotFound
        There is no such visit.
    """

    def decide(state: OfficeState) -> Update:
        visit = visit_of(state, visit_id)
        if visit.state is not VisitState.SCHEDULED or visit.day is None or visit.day > act.day:
            raise BadInput(
                [f"Kunjungan {visit_id} belum berlangsung, jadi hasilnya belum bisa dicatat."]
            )
        if not 1 <= people <= 2000:
            raise BadInput(["Orang dilayani harus 1 sampai 2000. Untuk 0, catat tidak terlaksana."])
        if any(not 0 <= count <= 5000 for count in services.values()):
            raise BadInput(["Jumlah tiap layanan harus 0 sampai 5000. Perbaiki angkanya."])
        changes = []
        rest = visit.people - people
        if rest_waits and rest > 0:
            waiting = rest_of(state, visit, rest)
            changes.append(Change.of(None, waiting, EventKind.SPLIT, act, _REST, waiting.rule_ids))
        done = replace(visit, state=VisitState.DONE, people=people, as_of=act.day)
        counted = ", ".join(f"{SERVICES[s]} {n}" for s, n in services.items() if n)
        result = f"{people} orang dilayani." + (f" {counted}." if counted else "")
        changes.append(Change.of(visit, done, EventKind.DONE, act, result, done.rule_ids))
        return Update(cause="kunjungan dicatat", changes=tuple(changes))

    return carry_out(office, act, decide)
