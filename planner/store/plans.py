"""Plans: drafted, published under a number, superseded; a published one never changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, col, select

from planner.domain.errors import NotFound, NotPublishable
from planner.domain.plans import MOST_EDITS, DraftEdit, Plan
from planner.domain.vocabulary import PlanState
from planner.store.codec import to_text
from planner.store.plan_codec import (
    edit_of,
    edit_row,
    entry_row,
    left_out_text,
    plan_of,
    plan_row,
)
from planner.store.rows import CounterRow, DraftEditRow, PlanEntryRow, PlanRow

PLAN_NUMBER = "plan_number"


class PlanStore:
    """The plans of the office."""

    def __init__(self, db_session: Session) -> None:
        self._db_session = db_session

    def add_draft(self, plan: Plan) -> Plan:
        """Add ``plan``, a draft, and return it with its id.

        Raises
        ------
        ValueError
            It is no new draft: it has an id or a number, or stands in another state.
        """
        if plan.id or plan.number is not None or plan.state is not PlanState.DRAFT:
            raise ValueError("only a new draft can be added")
        row = plan_row(plan)
        self._db_session.add(row)
        self._db_session.flush()
        added = replace(plan, id=row.id or 0)
        self._add_entries(added)
        return added

    def save_edit(self, plan: Plan, edit: DraftEdit) -> DraftEdit:
        """Save the draft ``plan`` as ``edit`` left it; return the edit with its number.

        What had been undone can be redone no more; of older edits the last 20 stay.

        Raises
        ------
        NotFound, NotPublishable
            There is no such plan, or it is no draft.
        """
        self._save_content(plan)
        row = edit_row(edit)
        for old in self._edits(plan.id):
            if old.undone:
                self._db_session.delete(old)
        self._db_session.add(row)
        self._db_session.flush()
        for old in self._edits(plan.id)[:-MOST_EDITS]:
            self._db_session.delete(old)
        self._db_session.flush()
        return replace(edit, seq=row.seq or 0)

    def save_undo(self, plan: Plan, edit: DraftEdit, *, undone: bool) -> None:
        """Save the draft ``plan`` as undoing (or redoing) ``edit`` left it.

        Raises
        ------
        NotFound, NotPublishable
            There is no such plan or edit, or the plan is no draft.
        """
        self._save_content(plan)
        row = self._db_session.get(DraftEditRow, edit.seq)
        if row is None or row.plan_id != plan.id:
            raise NotFound(f"Perubahan {edit.seq} pada draf {plan.id} tidak ada lagi.")
        row.undone = undone
        self._db_session.flush()

    def list_edits(self, plan_id: int) -> tuple[DraftEdit, ...]:
        """Return the edits of the draft ``plan_id`` that can be undone or redone, oldest first."""
        return tuple(edit_of(row) for row in self._edits(plan_id))

    def list_drafts(self) -> tuple[Plan, ...]:
        """Return all drafts, newest first."""
        chosen = select(PlanRow).where(PlanRow.state == PlanState.DRAFT.value)
        rows = self._db_session.exec(chosen.order_by(col(PlanRow.id).desc()))
        return tuple(plan_of(row, self._entries(row.id or 0)) for row in rows)

    def find_numbered(self, number: int) -> Plan | None:
        """Return the plan once published under ``number``, None where there is none."""
        row = self._db_session.exec(select(PlanRow).where(PlanRow.number == number)).first()
        return None if row is None else plan_of(row, self._entries(row.id or 0))

    def get_plan(self, plan_id: int) -> Plan:
        """Return the plan ``plan_id``.

        Raises
        ------
        NotFound
            There is none of that id.
        """
        row = self._row(plan_id)
        return plan_of(row, self._entries(plan_id))

    def find_published(self) -> Plan | None:
        """Return the plan people are told now, None before the first."""
        row = self._published()
        return None if row is None else plan_of(row, self._entries(row.id or 0))

    def list_plans(self) -> tuple[Plan, ...]:
        """Return all plans, newest first."""
        entries: dict[int, list[PlanEntryRow]] = {}
        wanted = select(PlanEntryRow).order_by(col(PlanEntryRow.position))
        for entry in self._db_session.exec(wanted):
            entries.setdefault(entry.plan_id, []).append(entry)
        rows = self._db_session.exec(select(PlanRow).order_by(col(PlanRow.id).desc()))
        return tuple(plan_of(row, entries.get(row.id or 0, [])) for row in rows)

    def publish(self, plan_id: int, *, at: datetime, content_hash: str) -> Plan:
        """Publish the draft ``plan_id`` under the next number and return it.

        The plan published before is superseded.

        Raises
        ------
        NotFound
            There is none of that id.
        NotPublishable
            It is no draft.
        """
        row = self._draft(plan_id)
        earlier = self._published()
        if earlier is not None:
            earlier.state = PlanState.SUPERSEDED.value
            # Saved at once: two published plans may not stand side by side, even for a moment.
            self._db_session.flush()
        row.number = self._next_number()
        row.state = PlanState.PUBLISHED.value
        row.published_at = at
        row.content_hash = content_hash
        self._db_session.flush()
        return self.get_plan(plan_id)

    def discard(self, plan_id: int) -> None:
        """Discard the draft ``plan_id``; it stays readable.

        Raises
        ------
        NotFound
            There is none of that id.
        NotPublishable
            It is no draft.
        """
        self._draft(plan_id).state = PlanState.DISCARDED.value
        self._db_session.flush()

    def _save_content(self, plan: Plan) -> None:
        row = self._draft(plan.id)
        row.left_out = left_out_text(plan.left_out)
        row.cost, row.facts = to_text(plan.cost.known()), to_text(plan.facts.known())
        for entry in self._entries(plan.id):
            self._db_session.delete(entry)
        self._db_session.flush()
        self._add_entries(plan)

    def _add_entries(self, plan: Plan) -> None:
        self._db_session.add_all(
            [entry_row(entry, plan.id, place) for place, entry in enumerate(plan.entries)]
        )
        self._db_session.flush()

    def _edits(self, plan_id: int) -> Sequence[DraftEditRow]:
        chosen = select(DraftEditRow).where(DraftEditRow.plan_id == plan_id)
        return self._db_session.exec(chosen.order_by(col(DraftEditRow.seq))).all()

    def _next_number(self) -> int:
        counter = self._db_session.get_one(CounterRow, PLAN_NUMBER)
        counter.value += 1
        return counter.value

    def _draft(self, plan_id: int) -> PlanRow:
        row = self._row(plan_id)
        if row.state != PlanState.DRAFT.value:
            raise NotPublishable(f"Rencana {plan_id} bukan draf lagi. Susun draf baru.")
        return row

    def _row(self, plan_id: int) -> PlanRow:
        row = self._db_session.get(PlanRow, plan_id)
        if row is None:
            raise NotFound(f"Rencana {plan_id} tidak ada. Periksa nomor di daftar rencana.")
        return row

    def _published(self) -> PlanRow | None:
        chosen = select(PlanRow).where(PlanRow.state == PlanState.PUBLISHED.value)
        return self._db_session.exec(chosen).first()

    def _entries(self, plan_id: int) -> Sequence[PlanEntryRow]:
        chosen = select(PlanEntryRow).where(PlanEntryRow.plan_id == plan_id)
        return self._db_session.exec(chosen.order_by(col(PlanEntryRow.position))).all()
