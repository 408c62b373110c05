"""Visits that a rule stopped go on as they were promised, once it is lifted in time."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from planner.actions.saving.changes import knowledge_of
from planner.actions.saving.office import Act, Done, Office, carry_out
from planner.actions.saving.office_state import OfficeState, load_state
from planner.actions.saving.update import Update
from planner.domain.errors import BadInput
from planner.planning.restrictions.notices import notices_for
from planner.planning.restrictions.restoring import Restorable, restorable, restoring_changes

_GONE: Final = (
    "Kunjungan {} tidak bisa lagi kembali ke jadwal semula: tempatnya terpakai, harinya lewat, "
    "atau aturannya berubah. Jadwalkan ulang dengan draf."
)


def restorable_visits(state: OfficeState, act: Act) -> tuple[Restorable, ...]:
    """Return the visits of ``state`` that may go on as they were promised."""
    knowledge = knowledge_of(state, act)
    return restorable(state.published, state.visits, state.events, knowledge, state.units)


def count_restorable(office: Office, act: Act) -> int:
    """Return how many visits may go on as they were promised."""
    with office.database.reading() as store:
        state = load_state(store, office.areas)
        name = f"restorable {act.day.isoformat()}"
        return store.remembered(name, lambda: len(restorable_visits(state, act)))


def restore_visits(office: Office, act: Act, visit_ids: Collection[str]) -> Done:
    """Let visits go on at the day, the hours and with the unit they had; people are told.

    Raises
    ------
    BadInput
        None is named, or one cannot go on so any more.
    """

    def decide(state: OfficeState) -> Update:
        may = {each.visit.id: each for each in restorable_visits(state, act)}
        chosen = [each for name, each in may.items() if name in visit_ids]
        gone = sorted(set(visit_ids) - may.keys())
        if gone:
            raise BadInput([_GONE.format(", ".join(gone[:5]))])
        if not chosen:
            raise BadInput(["Belum ada kunjungan yang dipilih. Centang yang dikembalikan."])
        changes = restoring_changes(chosen, knowledge_of(state, act))
        return Update(
            cause="kembali ke jadwal semula",
            changes=changes,
            notices=notices_for(
                changes, state.areas, events=state.events, site_url=office.profile.site_url
            ),
        )

    return carry_out(office, act, decide)
