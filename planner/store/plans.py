"""Plans: drafted, published under a number, superseded; a published one never changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, col, select

from planner.domain.errors import NotFound, NotPublishable
from planner.domain.plans import LeftOut, Plan, PlanEntry
from planner.domain.words import PlanState
from planner.store.codec import (
    from_text,
    limits_from_text,
    limits_to_text,
    to_text,
    words_from_text,
    words_to_text,
)
from planner.store.rows import CounterRow, PlanEntryRow, PlanRow

PLAN_NUMBER = "plan_number"


class PlanStore:
    """The plans of the office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_draft(self, plan: Plan) -> Plan:
        """Add ``plan``, a draft, and return it with its id.

        Raises
        ------
        ValueError
            It is no new draft: it has an id or a number, or stands in another state.
        """
        if plan.id or plan.number is not None or plan.state is not PlanState.DRAFT:
            raise ValueError("only a new draft can be added")
        row = _row(plan)
        self._session.add(row)
        self._session.flush()
        added = replace(plan, id=row.id or 0)
        self._session.add_all(
            [_entry_row(entry, added.id, place) for place, entry in enumerate(plan.entries)]
        )
        self._session.flush()
        return added

    def get_plan(self, plan_id: int) -> Plan:
        """Return the plan ``plan_id``.

        Raises
        ------
        NotFound
            There is none of that id.
        """
        row = self._row(plan_id)
        return _plan(row, self._entries(plan_id))

    def find_published(self) -> Plan | None:
        """Return the plan people are told now, None before the first."""
        row = self._published()
        return None if row is None else _plan(row, self._entries(row.id or 0))

    def list_plans(self) -> tuple[Plan, ...]:
        """Return all plans, newest first."""
        entries: dict[int, list[PlanEntryRow]] = {}
        for entry in self._session.exec(select(PlanEntryRow).order_by(col(PlanEntryRow.position))):
            entries.setdefault(entry.plan_id, []).append(entry)
        rows = self._session.exec(select(PlanRow).order_by(col(PlanRow.id).desc()))
        return tuple(_plan(row, entries.get(row.id or 0, [])) for row in rows)

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
            self._session.flush()
        row.number = self._next_number()
        row.state = PlanState.PUBLISHED.value
        row.published_at = at
        row.content_hash = content_hash
        self._session.flush()
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
        self._session.flush()

    def _next_number(self) -> int:
        counter = self._session.get_one(CounterRow, PLAN_NUMBER)
        counter.value += 1
        return counter.value

    def _draft(self, plan_id: int) -> PlanRow:
        row = self._row(plan_id)
        if row.state != PlanState.DRAFT.value:
            raise NotPublishable(f"Rencana {plan_id} bukan draf lagi. Susun draf baru.")
        return row

    def _row(self, plan_id: int) -> PlanRow:
        found = self._session.get(PlanRow, plan_id)
        if found is None:
            raise NotFound(f"Rencana {plan_id} tidak ada. Periksa nomor di daftar rencana.")
        return found

    def _published(self) -> PlanRow | None:
        chosen = select(PlanRow).where(PlanRow.state == PlanState.PUBLISHED.value)
        return self._session.exec(chosen).first()

    def _entries(self, plan_id: int) -> Sequence[PlanEntryRow]:
        chosen = select(PlanEntryRow).where(PlanEntryRow.plan_id == plan_id)
        return self._session.exec(chosen.order_by(col(PlanEntryRow.position))).all()


def _row(plan: Plan) -> PlanRow:
    return PlanRow(
        state=plan.state.value,
        as_of=plan.as_of,
        first_day=plan.first_day,
        last_day=plan.last_day,
        firm_until=plan.firm_until,
        based_on=plan.based_on,
        made_at=plan.made_at,
        made_by=plan.made_by,
        left_out=to_text(
            [(out.visit_id, out.code, out.sentence, out.rule_ids) for out in plan.left_out]
        ),
        cost=to_text(plan.cost),
        facts=to_text(plan.facts),
        published_at=plan.published_at,
        content_hash=plan.content_hash,
    )


def _plan(row: PlanRow, entries: Sequence[PlanEntryRow]) -> Plan:
    return Plan(
        id=row.id or 0,
        number=row.number,
        state=PlanState(row.state),
        as_of=row.as_of,
        first_day=row.first_day,
        last_day=row.last_day,
        firm_until=row.firm_until,
        based_on=row.based_on,
        made_at=row.made_at,
        made_by=row.made_by,
        entries=tuple(_entry(entry) for entry in entries),
        left_out=tuple(
            LeftOut(visit_id=visit_id, code=code, sentence=sentence, rule_ids=rule_ids)
            for visit_id, code, sentence, rule_ids in from_text(row.left_out)
        ),
        cost=from_text(row.cost),
        facts=from_text(row.facts),
        published_at=row.published_at,
        content_hash=row.content_hash,
    )


def _entry_row(entry: PlanEntry, plan_id: int, position: int) -> PlanEntryRow:
    return PlanEntryRow(
        plan_id=plan_id,
        position=position,
        visit_id=entry.visit_id,
        unit_id=entry.unit_id,
        day=entry.day,
        start_min=entry.start_min,
        end_min=entry.end_min,
        people=entry.people,
        firm=entry.firm,
        limits=limits_to_text(entry.limits),
        rule_ids=words_to_text(entry.rule_ids),
        session_no=entry.session_no,
        split_from=entry.split_from,
        travel_min=entry.travel_min,
        kept=entry.kept,
    )


def _entry(row: PlanEntryRow) -> PlanEntry:
    return PlanEntry(
        visit_id=row.visit_id,
        unit_id=row.unit_id,
        day=row.day,
        start_min=row.start_min,
        end_min=row.end_min,
        people=row.people,
        firm=row.firm,
        limits=limits_from_text(row.limits),
        rule_ids=words_from_text(row.rule_ids),
        session_no=row.session_no,
        split_from=row.split_from,
        travel_min=row.travel_min,
        kept=row.kept,
    )
