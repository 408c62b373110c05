"""The planning board: a plan's page, one visit of a draft, and what is done to it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from planner.actions.plans.edit_draft import (
    KINDS,
    Edit,
    EditConflict,
    edit_draft,
    redo_edit,
    undo_edit,
)
from planner.actions.plans.look_at_draft import EditLook, VisitLook, look_at_edit, look_at_visit
from planner.actions.saving.office import Act, Office
from planner.actions.saving.office_state import OfficeState, load_state
from planner.domain.errors import BadInput, NotPublishable, PlannerError
from planner.domain.indonesian import length_words
from planner.domain.plans import Plan, PlanEntry
from planner.domain.vocabulary import PlanState
from planner.planning.plans.editing import Place
from planner.planning.plans.undoing import last_edit
from planner.store import Store
from planner.web.plans.draft_map import DraftMaps
from planner.web.plans.edit_words import edit_conflict, edit_words
from planner.web.plans.left_out import cell_words, figures_of, price_words
from planner.web.plans.search_words import distance_words
from planner.web.plans.searches import job_of, room_of
from planner.web.plans.tour_table import tour_rows
from planner.web.plans.unscheduled import UnscheduledCache
from planner.web.plans.views import names_of, plan_view
from planner.web.shell.access import Need, needs
from planner.web.shell.acting import Key, Number, act_of, new_key, office_of
from planner.web.shell.conflicts import conflict_page
from planner.web.shell.templating import office_page

router = APIRouter(prefix="/kantor")

#: The verbs of the board's forms and what they are in actions.
VERBS: Final = dict(zip(("pindah", "kunci", "lepas", "keluar", "tambah"), KINDS, strict=True))

VisitId = Annotated[str, Form(alias="kunjungan", min_length=1, max_length=80)]
Verb = Annotated[str, Form(alias="jenis", max_length=10)]
DayField = Annotated[date | None, Form(alias="hari")]
UnitField = Annotated[str, Form(alias="unit", max_length=80)]
ClockField = Annotated[str, Form(alias="jam", max_length=5)]
SeenField = Annotated[int | None, Form(alias="dilihat", ge=0, le=2**53)]


@router.get("/rencana/{plan_id}", name="plan")
@needs(Need.VIEWER)
def show(request: Request, plan_id: Number) -> Response:
    """Show a plan: calendar, table, map, what has no place, and what it changes."""
    office = office_of(request)
    with office.database.reading() as store:
        state = load_state(store, office.areas)
        plan = state.drafts.get(plan_id) or store.plans.get_plan(plan_id)
        told = _base_of(plan, state, store)
        edits = store.plans.list_edits(plan_id)
        notices = store.notices.list_notices() if plan.published_at is not None else ()
    stale = is_stale(plan, state)
    unscheduled_cache: UnscheduledCache = request.app.state.unscheduled_cache
    maps: DraftMaps = request.app.state.maps
    unscheduled = unscheduled_cache.of(office, act_of(request), plan, state, stale=stale)
    return office_page(
        request,
        "papan/rencana.html",
        plan=plan_view(plan, told, state),
        rows=tour_rows(plan, state, office),
        state=plan.state.value,
        is_draft=plan.state is PlanState.DRAFT,
        stale=stale,
        standing=plan,
        newest=None if state.published is None else state.published.number,
        notices=[n for n in notices if n.at == plan.published_at and n.audience == "public"],
        steps=edit_words(edits, state),
        seen=last_edit(edits),
        figures=unscheduled.figures,
        saran=unscheduled.remedies,
        jarak=distance_words(plan, job_of(office, plan_id), busy=room_of(request).busy),
        peta=maps.of(plan, state, office),
        kunci=new_key(),
    )


@router.get("/rencana/{plan_id}/kunjungan/{visit_id}", name="plan_visit")
@needs(Need.COORDINATOR)
def visit(
    request: Request,
    plan_id: Number,
    visit_id: str,
    hari: date | None = None,
    unit: Annotated[str, Query(max_length=80)] = "",
    jam: Annotated[str, Query(max_length=5)] = "",
) -> Response:
    """Show one visit of a draft, where else it could stand, and what a move there would do."""
    office, act = office_of(request), act_of(request)
    look = look_at_visit(office, act, plan_id, visit_id)
    with office.database.reading() as store:
        state = load_state(store, office.areas)
        edits = store.plans.list_edits(plan_id)
    asked = hari is not None or bool(unit) or bool(jam)
    tried, refused = _tried(office, act, look, (hari, unit, jam)) if asked else (None, ())
    title, area = names_of(look.visit, state)
    placed = isinstance(look.item, PlanEntry)
    return office_page(
        request,
        "papan/kunjungan.html",
        look=look,
        title=title,
        area=area,
        placed=placed,
        verb="pindah" if placed else "tambah",
        figures=figures_of(look.item.people or look.visit.people, look.cells, look.units),
        days=_by_day(look),
        asked={"hari": hari, "unit": unit, "jam": jam} if asked else None,
        tried=tried,
        refused=refused,
        seen=last_edit(edits),
        kata=cell_words,
        harga=price_words,
        lama=length_words,
        kunci=new_key(),
    )


@router.post("/rencana/{plan_id}/ubah", name="edit_draft")
@needs(Need.COORDINATOR)
def change(  # noqa: PLR0913, PLR0917 - as many as the form has fields
    request: Request,
    plan_id: Number,
    visit_id: VisitId,
    verb: Verb,
    day: DayField = None,
    unit: UnitField = "",
    clock: ClockField = "",
    seen: SeenField = None,
    key: Key = "",
) -> Response:
    """Do one thing to one visit of a draft, and show the draft."""
    if verb not in VERBS:
        raise BadInput([f"Pilihan '{verb}' tidak dikenal. Muat ulang halaman."])
    place = place_from(day, unit, clock) if verb in ("pindah", "tambah") else None
    edit = Edit(kind=VERBS[verb], visit_id=visit_id, place=place, seen=seen)
    # One page has one key for all its buttons: each button is a wish of its own.
    wish = f"{key}.{verb}.{visit_id}" if key else ""
    try:
        edit_draft(office_of(request), act_of(request, wish), plan_id, edit)
    except EditConflict:
        sent = {"kunjungan": visit_id, "jenis": verb, "unit": unit, "jam": clock}
        return _conflict(request, plan_id, edit, sent | {"hari": day.isoformat() if day else ""})
    return RedirectResponse(f"/kantor/rencana/{plan_id}#k-{visit_id}", status_code=303)


def _conflict(request: Request, plan_id: int, edit: Edit, sent: dict[str, str]) -> Response:
    """Show who changed the visit's place first; the form may be sent again, knowing that."""
    office = office_of(request)
    with office.database.reading() as store:
        state, edits = load_state(store, office.areas), store.plans.list_edits(plan_id)
    found, newest = edit_conflict(edits, edit.seen or 0, edit.visit_id, state)
    again = sent | {"dilihat": str(newest), "kunci": new_key()}
    back = f"/kantor/rencana/{plan_id}#k-{edit.visit_id}"
    fields = {name: [value] for name, value in again.items() if value}
    return conflict_page(request, found, fields, back=back)


@router.post("/rencana/{plan_id}/urungkan", name="undo_edit")
@needs(Need.COORDINATOR)
def undo(request: Request, plan_id: Number, key: Key = "") -> Response:
    """Take back the last change of a draft."""
    undo_edit(office_of(request), act_of(request, key), plan_id)
    return RedirectResponse(f"/kantor/rencana/{plan_id}", status_code=303)


@router.post("/rencana/{plan_id}/ulangi", name="redo_edit")
@needs(Need.COORDINATOR)
def redo(request: Request, plan_id: Number, key: Key = "") -> Response:
    """Do again what was taken back last."""
    redo_edit(office_of(request), act_of(request, key), plan_id)
    return RedirectResponse(f"/kantor/rencana/{plan_id}", status_code=303)


def _base_of(plan: Plan, state: OfficeState, store: Store) -> Plan | None:
    """Return the published plan that ``plan`` was made from; None where there was none."""
    if plan.based_on is None:
        return None
    standing = state.published
    if standing is not None and standing.number == plan.based_on:
        return standing
    return store.plans.find_numbered(plan.based_on)


def is_stale(plan: Plan, state: OfficeState) -> bool:
    """Return whether another plan was published since ``plan``, a draft, was made."""
    current = None if state.published is None else state.published.number
    return plan.state is PlanState.DRAFT and plan.based_on != current


def place_from(day: date | None, unit: str, clock: str) -> Place:
    """Return the place that a form names.

    Raises
    ------
    BadInput
        A field is missing, or the time is none.
    """
    problems = []
    if day is None:
        problems.append("Pilih hari untuk kunjungan ini.")
    if not unit:
        problems.append("Pilih unit mobil untuk kunjungan ini.")
    minutes = _minutes(clock)
    if minutes is None:
        problems.append("Tulis jam mulai sebagai JJ:MM, misalnya 09:00.")
    if day is None or minutes is None or problems:
        raise BadInput(problems)
    return Place(day=day, unit_id=unit, start_min=minutes)


def _minutes(clock: str) -> int | None:
    hours, _, minutes = clock.replace(".", ":").partition(":")
    if not (hours.isascii() and hours.isdecimal() and minutes.isascii() and minutes.isdecimal()):
        return None
    found = int(hours) * 60 + int(minutes)
    return found if int(hours) < 24 and int(minutes) < 60 else None


def _tried(
    office: Office, act: Act, look: VisitLook, asked: tuple[date | None, str, str]
) -> tuple[EditLook | None, tuple[str, ...]]:
    """Return what the place asked for would do, or why it cannot be.

    Without a clock time the earliest free one of that unit and day is tried.
    """
    day, unit, clock = asked
    cells = {(cell.day, cell.unit_id): cell for cell in look.cells}
    cell = None if day is None else cells.get((day, unit))
    try:
        if not clock and cell is not None and cell.code == "free":
            place = Place(day=cell.day, unit_id=unit, start_min=cell.start_min)
        elif not clock and cell is not None:
            told = cell.reason or f"{cell_words(cell)}: kunjungan ini tidak muat di sana."
            raise NotPublishable(told)
        else:
            place = place_from(day, unit, clock)
        kind = "move" if isinstance(look.item, PlanEntry) else "add"
        edit = Edit(kind=kind, visit_id=look.item.visit_id, place=place)
        return look_at_edit(office, act, look.plan.id, edit), ()
    except PlannerError as refused:
        return None, tuple(str(refused).split("\n"))


def _by_day(look: VisitLook) -> dict[date, list[object]]:
    days: dict[date, list[object]] = {}
    for cell in look.cells:
        days.setdefault(cell.day, []).append(cell)
    return days
