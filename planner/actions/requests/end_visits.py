"""Visits are cancelled, or postponed without a date: two different things.

A cancelled visit is over. A postponed one waits, is looked at again on a day that people are
told, and comes back by a plan. Neither is a move: a move has a new date.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from planner.actions.saving.changes import reason_of, visit_of
from planner.actions.saving.office import Act, Done, Office, carry_out
from planner.actions.saving.office_state import OfficeState
from planner.actions.saving.update import Update
from planner.domain.errors import BadInput
from planner.domain.visit_life import TRANSITIONS, IllegalChange
from planner.domain.visits import Change, Visit
from planner.domain.vocabulary import EventKind, VisitState
from planner.planning.restrictions.notices import notices_for


def cancel_visits(office: Office, act: Act, visit_ids: Sequence[str], *, why: str) -> Done:
    """Cancel visits for good; their pages stay and say so.

    Raises
    ------
    BadInput
        The reason is missing or holds a NIK.
    IllegalChange
        A visit has ended already.
    NotFound
        There is no such visit.
    """

    def cancelled(visit: Visit) -> Visit:
        return visit.unplaced(VisitState.CANCELLED)

    return _end(office, act, visit_ids, why, EventKind.CANCELLED, cancelled)


def postpone_visits(
    office: Office, act: Act, visit_ids: Sequence[str], *, why: str, review_on: date
) -> Done:
    """Postpone scheduled or suspended visits without a new date, to be looked at again.

    Raises
    ------
    BadInput
        The reason is missing or holds a NIK, or the review day is not after today.
    IllegalChange
        A visit never had a date or has ended.
    NotFound
        There is no such visit.
    """
    if review_on <= act.day:
        raise BadInput(
            [f"Hari pemeriksaan {review_on:%d-%m-%Y} harus sesudah hari ini. Pilih hari lain."]
        )

    def postponed(visit: Visit) -> Visit:
        waiting = visit.unplaced(VisitState.SUSPENDED)
        return replace(waiting, held_by_office=True, earliest=None, review_on=review_on)

    return _end(office, act, visit_ids, why, EventKind.POSTPONED, postponed)


def _end(
    office: Office,
    act: Act,
    visit_ids: Sequence[str],
    why: str,
    kind: EventKind,
    become: Callable[[Visit], Visit],
) -> Done:
    told = reason_of(why)

    def change(visit: Visit) -> Change:
        if (visit.state, kind) not in TRANSITIONS:
            word = "dibatalkan" if kind is EventKind.CANCELLED else "ditunda"
            raise IllegalChange(
                f"Kunjungan {visit.id} tidak bisa {word}: belum pernah bertanggal, "
                "atau sudah berakhir. Muat ulang daftar kunjungan."
            )
        after = replace(become(visit), as_of=act.day)
        return Change.of(visit, after, kind, act, told)

    def decide(state: OfficeState) -> Update:
        changes = tuple(change(visit_of(state, name)) for name in dict.fromkeys(visit_ids))
        return Update(
            cause=f"kunjungan {kind.value}",
            changes=changes,
            notices=notices_for(
                changes, state.areas, events=state.events, site_url=office.profile.site_url
            ),
        )

    return carry_out(office, act, decide)
