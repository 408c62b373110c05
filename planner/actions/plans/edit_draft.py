"""A coordinator changes a draft by hand; the last 20 changes can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.actions.plans.planning_facts import draft_of, planning_context, with_figures
from planner.actions.saving.office import Act, Done, Office, carry_out
from planner.actions.saving.office_state import OfficeState
from planner.actions.saving.update import EditSave, Update
from planner.domain.errors import BadInput, NotFound, PlannerError
from planner.domain.indonesian import clock_words, day_words
from planner.domain.office import WIB
from planner.domain.plans import DraftEdit, Plan
from planner.planning.plans import editing
from planner.planning.plans.editing import Place, PlanningContext
from planner.planning.plans.undoing import (
    changes_since,
    edit_between,
    forgotten,
    next_redo,
    next_undo,
    redone,
    undone,
)

KINDS = ("move", "pin", "unpin", "remove", "add")


class EditConflict(PlannerError):
    """Somebody else changed the same visit in the same draft meanwhile; nothing was saved."""

    code = "edit_conflict"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What a coordinator wants done to one visit of a draft.

    ``kind`` is one of ``KINDS``; ``place`` goes with move and add. ``seen`` is the number of
    the last edit the coordinator saw (None: whatever came in between is accepted).
    """

    kind: str
    visit_id: str
    place: Place | None = None
    seen: int | None = None


def edit_draft(office: Office, act: Act, plan_id: int, edit: Edit) -> Done:
    """Change the draft ``plan_id``.

    Changes of different visits by different people are all kept; two of the same visit are
    not: the second is told who came first.

    Raises
    ------
    NotFound
        There is no such plan, visit in it, or unit.
    NotPublishable
        It is no draft any more, or a rule, an hour or another visit stands in the way.
    EditConflict
        The visit was changed since the coordinator looked.
    BadInput
        The edit names no place, or a place outside the draft's days.
    """

    def decide(state: OfficeState) -> Update:
        draft = draft_of(office, state, plan_id)
        _refuse_conflict(office, plan_id, edit)
        context = planning_context(office, act, state, draft.scenario)
        after = edited(draft, edit, context)
        made = edit_between(
            draft, after, kind=edit.kind, visit_id=edit.visit_id, knowledge=context.knowledge
        )
        return Update(cause="draf diubah", edit=EditSave(plan=after, edit=made), renders=False)

    return carry_out(office, act, decide)


def edited(draft: Plan, edit: Edit, context: PlanningContext) -> Plan:
    """Return ``draft`` as ``edit`` would leave it, with its figures; nothing is saved.

    Raises
    ------
    NotFound, NotPublishable, BadInput
        As :func:`edit_draft` does.
    """
    return with_figures(_done(editing.ordered(draft), edit, context), context)


def undo_edit(office: Office, act: Act, plan_id: int) -> Done:
    """Take back the last edit of the draft ``plan_id`` that holds.

    Raises
    ------
    NotFound
        There is no such plan, or nothing to take back.
    NotPublishable
        It is no draft any more.
    """
    return _step(office, act, plan_id, next_undo, undone, back=True)


def redo_edit(office: Office, act: Act, plan_id: int) -> Done:
    """Do again the edit of the draft ``plan_id`` that was taken back last.

    Raises
    ------
    NotFound
        There is no such plan, or nothing to do again.
    NotPublishable
        It is no draft any more.
    """
    return _step(office, act, plan_id, next_redo, redone, back=False)


def _step(
    office: Office,
    act: Act,
    plan_id: int,
    choose: Callable[[tuple[DraftEdit, ...]], DraftEdit | None],
    apply: Callable[[Plan, DraftEdit], Plan],
    *,
    back: bool,
) -> Done:
    def decide(state: OfficeState) -> Update:
        draft = draft_of(office, state, plan_id)
        edit = choose(_edits(office, plan_id))
        if edit is None:
            word = "diurungkan" if back else "diulangi"
            raise NotFound(f"Tidak ada perubahan draf {plan_id} yang bisa {word}.")
        saved = EditSave(plan=apply(draft, edit), edit=edit, undone=back)
        return Update(cause="draf diubah", edit=saved, renders=False)

    return carry_out(office, act, decide)


def _edits(office: Office, plan_id: int) -> tuple[DraftEdit, ...]:
    with office.database.reading() as store:
        return store.plans.list_edits(plan_id)


def _refuse_conflict(office: Office, plan_id: int, edit: Edit) -> None:
    if edit.seen is None:
        return
    edits = _edits(office, plan_id)
    later = changes_since(edits, edit.seen, edit.visit_id)
    if later:
        last = later[-1]
        at = last.at.astimezone(WIB)
        when = f"{day_words(at.date())}, {clock_words(at.hour * 60 + at.minute)} WIB"
        entry = "Perubahan itu sudah diurungkan. " if last.undone else ""
        raise EditConflict(
            f"Kunjungan {edit.visit_id} sudah diubah oleh {last.who} ({when}). {entry}"
            "Perubahan Anda belum disimpan; lihat keadaan terbaru lalu putuskan."
        )
    if forgotten(edits, edit.seen):
        raise EditConflict(
            f"Draf {plan_id} sudah banyak berubah sejak halaman ini dibuka. "
            "Perubahan Anda belum disimpan; lihat keadaan terbaru lalu putuskan."
        )


def _done(draft: Plan, edit: Edit, context: PlanningContext) -> Plan:
    if edit.kind in ("move", "add"):
        if edit.place is None:
            raise BadInput(["Pilih hari, unit, dan jam untuk kunjungan ini."])
        if edit.kind == "move":
            return editing.move(draft, edit.visit_id, edit.place, context)
        seen = editing.with_newcomer(draft, edit.visit_id, context)
        return editing.add(seen, edit.visit_id, edit.place, context)
    if edit.kind == "remove":
        return editing.remove(draft, edit.visit_id, context)
    if edit.kind in ("pin", "unpin"):
        return editing.pin(draft, edit.visit_id, pinned=edit.kind == "pin")
    raise ValueError(f"kind must be one of {KINDS}, got {edit.kind!r}")


def discard_draft(office: Office, act: Act, plan_id: int) -> Done:
    """Discard the draft ``plan_id``; it stays on record.

    Raises
    ------
    NotFound
        There is no such plan.
    NotPublishable
        It is no draft any more.
    """
    return carry_out(
        office, act, lambda _: Update(cause="draf dibuang", discard=plan_id, renders=False)
    )
