"""Officers are recorded, changed, or leave; those who left lose their name in time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from planner.actions.crews.make_rota import COUNTED_DAYS
from planner.actions.saving.office import Act, Done, Office, carry_out
from planner.actions.saving.office_state import OfficeState
from planner.actions.saving.update import Update
from planner.domain.crews import ERASED_NAME, CrewChange, LeaveReason, Officer
from planner.domain.errors import BadInput, NotFound
from planner.domain.office_work import Access

#: Days after which the name of somebody who left is erased: no turn of theirs counts any more.
KEPT_DAYS: Final = COUNTED_DAYS


def enter_officers(office: Office, act: Act, officers: Sequence[Officer]) -> Done:
    """Record ``officers``: those without an id are new, the others are changed.

    Raises
    ------
    BadInput
        Somebody else who works here has that name.
    NotFound
        There is no officer of an id.
    """

    def decide(_: OfficeState) -> Update:
        # Read after the state: whoever saves in between makes this action decide again.
        with office.database.reading() as store:
            by_id = {officer.id: officer for officer in store.crews.list_officers()}
        saved: list[Officer] = []
        for officer in officers:
            if officer.id and officer.id not in by_id:
                raise NotFound(f"Petugas {officer.id[:12]} tidak ada. Muat ulang daftar petugas.")
            fresh = officer if officer.id else replace(officer, id=_next_id(by_id))
            _refuse_namesake(fresh, by_id.values())
            by_id[fresh.id] = fresh
            saved.append(fresh)
        change = CrewChange(officers=tuple(saved))
        return Update(cause="petugas dicatat", crew=change, renders=False)

    return carry_out(office, act, decide)


def officer_leaves(office: Office, act: Act, officer_id: str, *, left_on: date | None) -> Done:
    """Record the first day somebody no longer works here; None: they are back.

    Raises
    ------
    BadInput
        They are back and somebody else has their name by now, or their name was erased.
    NotFound
        There is no such officer.
    """
    with office.database.reading() as store:
        officer = next((o for o in store.crews.list_officers() if o.id == officer_id), None)
    if officer is None:
        raise NotFound(f"Petugas {officer_id[:12]} tidak ada. Muat ulang daftar petugas.")
    if left_on is None and officer.name == ERASED_NAME:
        raise BadInput(["Nama petugas ini sudah dihapus. Catat sebagai petugas baru."])
    return enter_officers(office, act, [replace(officer, left_on=left_on)])


def erase_officers(office: Office, act: Act) -> Done:
    """Erase the names and the reasons of leave of all who left ``KEPT_DAYS`` ago.

    Their turns stay, under their number. Whoever was erased before is left alone.
    """

    def decide(_: OfficeState) -> Update:
        with office.database.reading() as store:
            officers, leaves = store.crews.list_officers(), store.crews.list_leaves()
        due = {each.id for each in due_officers(officers, on=act.day)}
        change = CrewChange(
            officers=tuple(
                replace(o, name=ERASED_NAME, skills=()) for o in officers if o.id in due
            ),
            leaves=tuple(
                replace(leave, reason=LeaveReason.OTHER)
                for leave in leaves
                if leave.officer_id in due and leave.reason is not LeaveReason.OTHER
            ),
        )
        return Update(cause="nama petugas dihapus", crew=change, renders=False)

    done = carry_out(office, act, decide)
    with office.database.writing() as store:
        for officer in done.update.crew.officers:
            store.accesses.add(Access(at=act.at, who=act.who, action="erase", subject=officer.id))
    return done


def due_officers(officers: Iterable[Officer], *, on: date) -> tuple[Officer, ...]:
    """Return those whose name is to be erased by ``on``."""
    limit = on - timedelta(KEPT_DAYS)
    return tuple(
        officer
        for officer in officers
        if officer.left_on is not None and officer.left_on <= limit and officer.name != ERASED_NAME
    )


def _next_id(ids: Iterable[str]) -> str:
    """Return the id after the highest there is: never one that anybody had."""
    return f"pt-{1 + max((int(name[3:]) for name in ids), default=0):03d}"


def _refuse_namesake(officer: Officer, officers: Iterable[Officer]) -> None:
    if not officer.active:
        return
    said = officer.name.casefold()
    for other in officers:
        if other.id != officer.id and other.active and other.name.casefold() == said:
            raise BadInput(
                [f"Nama '{officer.name}' sudah dipakai petugas lain. Tambahkan nama belakang."]
            )
