"""The rota of some days is made from the published plan, or looked at."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from planner.actions.saving.office import Act, Done, Office, carry_out
from planner.actions.saving.office_state import OfficeState, load_state
from planner.actions.saving.update import Update
from planner.domain.crews import CrewChange, RotaEntry
from planner.domain.errors import BadInput
from planner.domain.office import days_from
from planner.planning.crews.rota import RotaDay, Staff, Turns, propose_rota, turns_of
from planner.planning.crews.rota_days import rota_days, warnings_of
from planner.store import Store

#: Days of turns that count when new ones are dealt; older ones are forgotten, so that whoever
#: is new or was away long need not catch up with years (decision 0050).
COUNTED_DAYS: Final = 90
#: The most days of one rota.
MOST_DAYS: Final = 62


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaLook:
    """The rota of some days: what each needs, who works, what is wrong; turns up to its end.

    ``warnings`` holds days that have a rota and something wrong with it.
    """

    days: tuple[RotaDay, ...]
    entries: Mapping[date, tuple[RotaEntry, ...]]
    warnings: Mapping[date, tuple[str, ...]]
    staff: Staff
    turns: Turns
    state: OfficeState


def make_rota(office: Office, act: Act, *, first: date, last: date) -> Done:
    """Make and save the rota from ``first`` to ``last``. Days that began keep theirs.

    What cannot be filled is left open; :func:`read_rota` says what and what to do.

    Raises
    ------
    BadInput
        The days are out of order, past or too many, or nobody is recorded as an officer.
    """
    if last < first:
        raise BadInput(["Hari terakhir mendahului hari pertama. Tukar kedua tanggalnya."])
    if last < act.day:
        raise BadInput(["Semua hari itu sudah lewat. Pilih hari ini atau sesudahnya."])
    if (last - first).days >= MOST_DAYS:
        raise BadInput(
            [f"Paling banyak {MOST_DAYS} hari sekali susun. Pilih rentang lebih pendek."]
        )

    def decide(state: OfficeState) -> Update:
        # Read after the state: whoever saves in between makes this action decide again.
        with office.database.reading() as store:
            staff = staff_of(store)
            saved = store.crews.list_rota(first - timedelta(COUNTED_DAYS), last)
        if not any(officer.works_on(last) for officer in staff.officers):
            raise BadInput(["Belum ada petugas. Tambahkan petugas di halaman Petugas dulu."])
        begun = {entry.day for entry in saved if entry.day <= act.day}
        fresh = [day for day in days_from(max(first, act.day), last) if day not in begun]
        wanted = _needs(state, tuple(fresh), act.day)
        history = [entry for entry in saved if entry.day not in set(fresh)]
        proposal = propose_rota(wanted, staff, history)
        change = CrewChange(days=tuple(fresh), rota=proposal.entries)
        return Update(cause="giliran disusun", crew=change, renders=False)

    return carry_out(office, act, decide)


def read_rota(office: Office, *, first: date, last: date, today: date) -> RotaLook:
    """Return the rota from ``first`` to ``last`` as it stands, judged by what is known today."""
    with office.database.reading() as store:
        state = load_state(store, office.areas)
        staff = staff_of(store)
        saved = store.crews.list_rota(min(first, last) - timedelta(COUNTED_DAYS), last)
    entries: dict[date, tuple[RotaEntry, ...]] = {}
    for entry in saved:
        if entry.day >= first:
            entries[entry.day] = (*entries.get(entry.day, ()), entry)
    days = _needs(state, days_from(first, last), today, also=entries)
    warnings = {
        day.day: tuple(warnings_of(day, entries[day.day], staff))
        for day in days
        if day.day in entries
    }
    return RotaLook(
        days=days,
        entries=entries,
        warnings={day: lines for day, lines in warnings.items() if lines},
        staff=staff,
        turns=turns_of(saved),
        state=state,
    )


def staff_of(store: Store) -> Staff:
    """Return the officers and their leave as ``store`` holds them."""
    return Staff(officers=store.crews.list_officers(), leaves=store.crews.list_leaves())


def _needs(
    state: OfficeState, days: tuple[date, ...], today: date, *, also: Collection[date] = ()
) -> tuple[RotaDay, ...]:
    rules = (state.book, state.calendar)
    return rota_days(days, state.visits.values(), state.units, rules, as_of=today, also=also)
