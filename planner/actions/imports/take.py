"""A filled-in table is looked at, taken, and undone whole; nothing is taken twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256

from planner.actions.imports.sheets import csv_bytes, workbook_bytes
from planner.actions.imports.workbook import read_table
from planner.actions.requests.enter_requests import asked_for
from planner.actions.saving.office import Act, Done, Office, carry_out
from planner.actions.saving.office_state import OfficeState, load_state
from planner.actions.saving.update import Update
from planner.domain.errors import BadInput
from planner.domain.office_work import ImportBatch
from planner.domain.visits import Change, Request, Visit
from planner.domain.vocabulary import EventKind, VisitState
from planner.planning.plans.backlog import first_visit
from planner.planning.tables.row_preview import TablePreview, preview_requests

UNDONE = "Impor tabel ini dibatalkan."


def preview_import(office: Office, content: bytes, *, today: date | None = None) -> TablePreview:
    """Return what a table of requests holds on ``today``, row by row; nothing is saved.

    Raises
    ------
    BadInput
        The file is no table that can be read with safety.
    """
    with office.database.reading() as store:
        state = load_state(store, office.areas)
    return _looked_at(state, content, today)


def take_import(office: Office, act: Act, content: bytes, *, name: str) -> Done:
    """Record the requests of a table's new rows; bad rows and known ones are left.

    Taking the same file again adds nothing.

    Raises
    ------
    BadInput
        The file cannot be read, or has no row that is new.
    """

    def decide(state: OfficeState) -> Update:
        preview = _looked_at(state, content, act.day)
        fresh = [row.value for row in preview.of_status("new")]
        requests = tuple(value for value in fresh if isinstance(value, Request))
        if not requests and preview.of_status("bad"):
            raise BadInput(
                [problem for row in preview.of_status("bad") for problem in row.problems]
            )
        batch = ImportBatch(
            at=act.at,
            who=act.who,
            name=name[:120],
            sha256=sha256(content).hexdigest(),
            request_ids=tuple(request.id for request in requests),
        )
        return Update(
            cause="tabel permohonan diambil",
            requests=requests,
            changes=tuple(asked_for(first_visit(request), act) for request in requests),
            batch=batch if requests else None,
            renders=False,
        )

    return carry_out(office, act, decide)


def undo_import(office: Office, act: Act, batch_id: int) -> Done:
    """Cancel every visit that an import brought, if none of them has got a date yet.

    Raises
    ------
    NotFound
        There is no such import.
    BadInput
        It was undone before, or one of its visits has gone further.
    """
    with office.database.reading() as store:
        batch = store.imports.get(batch_id)
    if batch.undone_at is not None:
        raise BadInput([f"Impor {batch_id} sudah pernah dibatalkan."])

    def decide(state: OfficeState) -> Update:
        wanted = set(batch.request_ids)
        visits = [state.visits[key] for key in sorted(state.visits)]
        brought = [visit for visit in visits if visit.request.id in wanted]
        gone = [visit for visit in brought if visit.state is not VisitState.REQUESTED]
        if gone:
            names = ", ".join(visit.request.id for visit in gone[:5])
            raise BadInput(
                [f"Permohonan {names} sudah diproses, jadi impor tidak bisa dibatalkan utuh."]
            )
        return Update(
            cause="impor dibatalkan",
            changes=tuple(_taken_back(visit, act) for visit in brought),
            batch=replace(batch, undone_at=act.at),
            renders=False,
        )

    return carry_out(office, act, decide)


def undo_import_once(office: Office, act: Act, batch_id: int) -> None:
    """Undo an import as :func:`undo_import` does; one that was undone before stays as it is.

    Raises
    ------
    NotFound
        There is no such import.
    BadInput
        One of its visits has gone further.
    """
    with office.database.reading() as store:
        undone_at = store.imports.get(batch_id).undone_at
    if undone_at is None:
        undo_import(office, act, batch_id)


def bad_rows(preview: TablePreview, *, as_csv: bool = False) -> bytes:
    """Return a table of the bad rows alone, with a column that says what is wrong.

    It can be mended and taken like any other.
    """
    width = len(preview.headings)
    table: list[list[object]] = [[*preview.headings, "Keterangan"]]
    for row in preview.of_status("bad"):
        cells = [*row.cells[:width], *[""] * (width - len(row.cells))]
        hints = [f"Maksud Anda {near}?" for near in row.suggestions.values()]
        table.append([*cells, " ".join([*row.problems, *hints])])
    return csv_bytes(table) if as_csv else workbook_bytes(table, title="Baris bermasalah")


def _looked_at(state: OfficeState, content: bytes, today: date | None) -> TablePreview:
    on_record = {visit.request.id: visit.request for visit in state.visits.values()}
    return preview_requests(read_table(content), state.areas, on_record, today=today)


def _taken_back(visit: Visit, act: Act) -> Change:
    after = visit.unplaced(VisitState.CANCELLED)
    return Change.of(visit, after, EventKind.CANCELLED, act, UNDONE)
