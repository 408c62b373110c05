"""Visits as they stand and everything that ever happened to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, cast

from sqlalchemy import CursorResult, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel, col, select

from planner.domain.errors import NotFound
from planner.domain.visits import Change, Request, Visit, VisitEvent
from planner.domain.vocabulary import EventKind, VisitState
from planner.store.codec import (
    limits_from_text,
    limits_to_text,
    placement_from_text,
    placement_to_text,
    words_from_text,
    words_to_text,
)
from planner.store.errors import StaleVisit
from planner.store.requests import request_of
from planner.store.rows import RequestRow, VisitEventRow, VisitRow

#: Both know "insert unless it is there", each in a function of its own.
_INSERTS: Final[Mapping[str, Callable[..., Any]]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


class VisitStore:
    """The visits; one is changed only together with the event that says so."""

    def __init__(self, db_session: Session) -> None:
        self._db_session = db_session

    def save(self, changes: Sequence[Change]) -> None:
        """Save each visit with its event, in order; its version grows by one.

        A visit's version is the one it was read with; several changes of one visit each
        carry a version one higher than the one before.

        Raises
        ------
        StaleVisit
            A visit was saved by someone else since it was read.
        ValueError
            An event is another visit's.
        """
        for change in changes:
            if change.event.visit_id != change.visit.id:
                raise ValueError(f"the event of visit {change.visit.id} is another visit's")
            self._save_visit(change.visit)
        # Events refer to visits, so the visits stand first.
        self._db_session.add_all([_event_row(change.event) for change in changes])
        self._db_session.flush()

    def get_visit(self, visit_id: str) -> Visit:
        """Return the visit ``visit_id``.

        Raises
        ------
        NotFound
            There is none of that id.
        """
        visit = self.find_visit(visit_id)
        if visit is None:
            raise NotFound(f"Kunjungan '{visit_id}' tidak ada. Periksa id di daftar kunjungan.")
        return visit

    def find_visit(self, visit_id: str) -> Visit | None:
        """Return the visit ``visit_id``, None where there is none."""
        joined = (
            select(VisitRow, RequestRow)
            .where(VisitRow.request_id == RequestRow.id, VisitRow.id == visit_id)
            .execution_options(populate_existing=True)
        )
        pair = self._db_session.exec(joined).first()
        return None if pair is None else _visit(pair[0], request_of(pair[1]))

    def list_visits(self, states: tuple[VisitState, ...] | None = None) -> tuple[Visit, ...]:
        """Return the visits that stand in ``states`` (None: in any), by id."""
        chosen = select(VisitRow)
        if states is not None:
            chosen = chosen.where(col(VisitRow.state).in_([state.value for state in states]))
        rows = self._db_session.exec(chosen.execution_options(populate_existing=True)).all()
        requests = {row.id: request_of(row) for row in self._db_session.exec(select(RequestRow))}
        # Sorted here: databases order letters differently.
        by_id = sorted(rows, key=lambda row: row.id)
        return tuple(_visit(row, requests[row.request_id]) for row in by_id)

    def list_events(self, visit_id: str) -> tuple[VisitEvent, ...]:
        """Return what happened to the visit ``visit_id``, oldest first."""
        chosen = select(VisitEventRow).where(VisitEventRow.visit_id == visit_id)
        rows = self._db_session.exec(chosen.order_by(col(VisitEventRow.seq)))
        return tuple(_event(row) for row in rows)

    def events_of(self) -> Mapping[str, tuple[VisitEvent, ...]]:
        """Return what happened to every visit, oldest first, by visit."""
        by_visit: dict[str, list[VisitEvent]] = {}
        for row in self._db_session.exec(select(VisitEventRow).order_by(col(VisitEventRow.seq))):
            by_visit.setdefault(row.visit_id, []).append(_event(row))
        return {visit_id: tuple(events) for visit_id, events in by_visit.items()}

    def _save_visit(self, visit: Visit) -> None:
        columns = _columns(visit)
        insert = _INSERTS[self._db_session.get_bind().dialect.name]
        statement: Any = (
            insert(SQLModel.metadata.tables["visit"])
            .values(columns)
            .on_conflict_do_nothing(index_elements=["id"])
            # Without it an insert does not say whether it did anything.
            .execution_options(preserve_rowcount=True)
            if visit.version == 0
            else update(VisitRow)
            .where(col(VisitRow.id) == visit.id, col(VisitRow.version) == visit.version)
            .values(columns)
            # Rows read before are read anew, so nothing needs synchronising.
            .execution_options(synchronize_session=False)
        )
        saved = cast("CursorResult[tuple[()]]", self._db_session.execute(statement))
        if saved.rowcount != 1:
            raise StaleVisit(
                f"Kunjungan '{visit.id}' sudah diubah orang lain sejak dibuka. "
                "Belum ada yang tersimpan; muat ulang lalu putuskan lagi."
            )


def _columns(visit: Visit) -> dict[str, object]:
    return {
        "id": visit.id,
        "request_id": visit.request.id,
        "people": visit.people,
        "state": visit.state.value,
        "session_no": visit.session_no,
        "split_from": visit.split_from,
        "day": visit.day,
        "unit_id": visit.unit_id,
        "start_min": visit.start_min,
        "end_min": visit.end_min,
        "firm": visit.firm,
        "unsure": visit.unsure,
        "limits": limits_to_text(visit.limits),
        "rule_ids": words_to_text(visit.rule_ids),
        "as_of": visit.as_of,
        "earliest": visit.earliest,
        "review_on": visit.review_on,
        "version": visit.version + 1,
        "held_by_office": visit.held_by_office,
    }


def _visit(row: VisitRow, request: Request) -> Visit:
    return Visit(
        id=row.id,
        request=request,
        people=row.people,
        state=VisitState(row.state),
        session_no=row.session_no,
        split_from=row.split_from,
        day=row.day,
        unit_id=row.unit_id,
        start_min=row.start_min,
        end_min=row.end_min,
        firm=row.firm,
        unsure=row.unsure,
        limits=limits_from_text(row.limits),
        rule_ids=words_from_text(row.rule_ids),
        as_of=row.as_of,
        earliest=row.earliest,
        review_on=row.review_on,
        version=row.version,
        held_by_office=row.held_by_office,
    )


def _event_row(event: VisitEvent) -> VisitEventRow:
    return VisitEventRow(
        visit_id=event.visit_id,
        at=event.at,
        as_of=event.as_of,
        kind=event.kind.value,
        who=event.who,
        why=event.why,
        rule_ids=words_to_text(event.rule_ids),
        before=placement_to_text(event.before),
        after=placement_to_text(event.after),
    )


def _event(row: VisitEventRow) -> VisitEvent:
    return VisitEvent(
        visit_id=row.visit_id,
        at=row.at,
        as_of=row.as_of,
        kind=EventKind(row.kind),
        who=row.who,
        why=row.why,
        rule_ids=words_from_text(row.rule_ids),
        before=placement_from_text(row.before),
        after=placement_from_text(row.after),
        seq=row.seq or 0,
    )
