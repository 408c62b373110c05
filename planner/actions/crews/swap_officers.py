"""Two officers change places on one day, by hand."""

from __future__ import annotations

from datetime import date

from planner.actions.crews.make_rota import staff_of
from planner.actions.saving.office import Act, Done, Office, carry_out
from planner.actions.saving.office_state import OfficeState
from planner.actions.saving.update import Update
from planner.domain.crews import CrewChange
from planner.domain.errors import BadInput, NotFound
from planner.domain.indonesian import day_words, short_day
from planner.planning.crews.rota_days import rota_days, swapped


def swap_officers(office: Office, act: Act, day: date, one: str, other: str) -> Done:
    """Let ``one`` and ``other`` change places on ``day``; one of them may be free that day.

    Raises
    ------
    BadInput
        The day is past, or the change would break a hard rule that was kept before.
    NotFound
        That day has no rota.
    """
    if day < act.day:
        raise BadInput([f"{short_day(day)} sudah lewat, jadi gilirannya tidak diubah."])

    def decide(state: OfficeState) -> Update:
        with office.database.reading() as store:
            staff, saved = staff_of(store), store.crews.list_rota(day, day)
        rules = (state.book, state.calendar)
        needs = rota_days([day], state.visits.values(), state.units, rules, as_of=act.day)
        if not saved or not needs:
            raise NotFound(f"Belum ada giliran untuk {day_words(day)}. Susun giliran dulu.")
        after = swapped(needs[0], saved, staff, one, other)
        change = CrewChange(days=(day,), rota=after)
        return Update(cause="giliran ditukar", crew=change, renders=False)

    return carry_out(office, act, decide)
