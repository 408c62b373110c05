"""Somebody will be away, or comes back earlier than was said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.actions.saving.office import Act, Done, Office, carry_out
from planner.actions.saving.office_state import OfficeState
from planner.actions.saving.update import Update
from planner.domain.crews import CrewChange, Leave
from planner.domain.errors import BadInput, NotFound
from planner.domain.indonesian import short_day
from planner.domain.office import days_from


def enter_leave(office: Office, act: Act, leave: Leave) -> Done:
    """Record that an officer is away. A rota made before is not changed; its page warns.

    Raises
    ------
    BadInput
        They no longer work here, or are away on some of those days already.
    NotFound
        There is no such officer.
    """

    def decide(_: OfficeState) -> Update:
        with office.database.reading() as store:
            officers, leaves = store.crews.list_officers(), store.crews.list_leaves()
        officer = next((each for each in officers if each.id == leave.officer_id), None)
        if officer is None:
            raise NotFound(f"Petugas {leave.officer_id[:12]} tidak ada. Muat ulang daftar.")
        if not officer.works_on(leave.first_day):
            raise BadInput([f"{officer.name} sudah berhenti, jadi cutinya tidak perlu dicatat."])
        mine = [each for each in leaves if each.officer_id == leave.officer_id]
        for day in days_from(leave.first_day, leave.last_day):
            if any(each.covers(day) for each in mine):
                sentence = f"{officer.name} sudah tercatat tidak masuk pada {short_day(day)}."
                raise BadInput([f"{sentence} Pilih hari lain, atau akhiri cuti itu."])
        return Update(cause="cuti dicatat", crew=CrewChange(leaves=(leave,)), renders=False)

    return carry_out(office, act, decide)


def end_leave(office: Office, act: Act, leave_id: int, *, back_on: date) -> Done:
    """Record that an officer comes back on ``back_on``; its first day: it never began.

    Raises
    ------
    BadInput
        That day is outside the leave.
    NotFound
        There is no such leave.
    """

    def decide(_: OfficeState) -> Update:
        with office.database.reading() as store:
            leave = next((each for each in store.crews.list_leaves() if each.id == leave_id), None)
        if leave is None:
            raise NotFound(f"Cuti {leave_id} tidak ada. Muat ulang daftar petugas.")
        ended = replace(leave, back_on=back_on)
        return Update(cause="cuti diakhiri", crew=CrewChange(leaves=(ended,)), renders=False)

    return carry_out(office, act, decide)
