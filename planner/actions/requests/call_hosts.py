"""The call list: whom to call, and what each host answered."""

from __future__ import annotations

from planner.actions.saving.office import Act, Done, Office, carry_out
from planner.actions.saving.office_state import load_state
from planner.actions.saving.update import Update
from planner.domain.errors import BadInput, NotFound
from planner.domain.hosts import CallAnswer, CallTick
from planner.planning.requests.host_calls import (
    CallCounts,
    CallRow,
    counts_of,
    draft_calls,
    saved_calls,
)
from planner.store import Store


def read_calls(office: Office) -> tuple[CallRow, ...]:
    """Return a row for the last change of each visit, the newest change first."""
    with office.database.reading() as store:
        return store.remembered("calls", lambda: _calls(store, office))


def _calls(store: Store, office: Office) -> tuple[CallRow, ...]:
    state = load_state(store, office.areas)
    return saved_calls(state.visits, state.events, store.hosts.list_ticks(), office.areas)


def read_draft_calls(office: Office, plan_id: int) -> tuple[CallRow, ...]:
    """Return a row for every visit that publishing the draft ``plan_id`` would move.

    Raises
    ------
    NotFound
        There is no such plan.
    """
    with office.database.reading() as store:
        state = load_state(store, office.areas)
        draft = store.plans.get_plan(plan_id)
        ticks = store.hosts.list_ticks()
    return draft_calls(draft, state.published, state.visits, ticks, office.areas)


def draft_call_counts(office: Office, plan_id: int) -> CallCounts:
    """Return how many hosts of the draft ``plan_id`` agreed, to be shown before publishing.

    Raises
    ------
    NotFound
        There is no such plan.
    """
    return counts_of(read_draft_calls(office, plan_id))


def note_call(
    office: Office, act: Act, visit_id: str, *, told: str, answer: CallAnswer, note: str = ""
) -> Done:
    """Keep what the host of ``visit_id`` answered about the date they were ``told``.

    Raises
    ------
    BadInput
        The note holds a NIK, or the visit has another date by now.
    NotFound
        There is no such visit on the list.
    """
    with office.database.reading() as store:
        state = load_state(store, office.areas)
        drafts = [plan.id for plan in store.plans.list_drafts()]
    rows = [row for row in read_calls(office) if row.visit.id == visit_id]
    for plan_id in drafts:
        rows += [row for row in read_draft_calls(office, plan_id) if row.visit.id == visit_id]
    if visit_id not in state.visits or not rows:
        raise NotFound(f"Kunjungan {visit_id[:20]} tidak ada di daftar hubungi. Muat ulang.")
    if told not in {row.date_key for row in rows}:
        raise BadInput(
            ["Tanggal kunjungan ini sudah berubah lagi. Muat ulang daftar, lalu kabari tuan rumah."]
        )
    tick = CallTick(
        visit_id=visit_id, date_key=told, answer=answer, note=note, who=act.who, at=act.at
    )
    update = Update(cause="jawaban tuan rumah dicatat", calls=(tick,), renders=False)
    return carry_out(office, act, lambda _: update)
