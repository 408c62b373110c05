"""The planning board: a plan's page, one visit of a draft, and what is done to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, Final

from fastapi import APIRouter, Form, Query, Response
from pydantic import Field

from planner.actions.plans.edit_draft import (
    KINDS,
    Edit,
    EditConflict,
    edit_draft,
    redo_edit,
    undo_edit,
)
from planner.actions.plans.look_at_draft import EditLook, VisitLook, look_at_edit, look_at_visit
from planner.actions.saving.office_state import OfficeState
from planner.domain.errors import BadInput, NotPublishable, PlannerError
from planner.domain.indonesian import length_words
from planner.domain.notices import Notice
from planner.domain.plans import Plan, PlanEntry
from planner.domain.vocabulary import PlanState
from planner.planning.plans.editing import Place
from planner.planning.plans.rollback import still_holds
from planner.planning.plans.undoing import last_edit
from planner.rules.way_words import way_words
from planner.store import Store
from planner.web.plans.draft_map import DraftMaps
from planner.web.plans.edit_words import edit_conflict, edit_words
from planner.web.plans.left_out import cell_words, figures_of, price_words
from planner.web.plans.search_runner import JobRoom
from planner.web.plans.search_words import distance_words
from planner.web.plans.searches import job_of
from planner.web.plans.tour_table import tour_rows
from planner.web.plans.unscheduled import UnscheduledCache
from planner.web.plans.views import names_of, plan_view
from planner.web.shell.access import Clearance, needs
from planner.web.shell.conflicts import conflict_page
from planner.web.shell.context import Here, OfficeRequest
from planner.web.shell.form_models import Day, OfficeForm
from planner.web.shell.forms import new_key
from planner.web.shell.links import PathNumber

router = APIRouter(prefix="/kantor")


class Verb(StrEnum):
    """The verbs of the board's forms."""

    MOVE = "pindah"
    PIN = "kunci"
    UNPIN = "lepas"
    REMOVE = "keluar"
    ADD = "tambah"


#: What the verbs are in actions.
VERBS: Final = dict(zip(Verb, KINDS, strict=True))


class EditForm(OfficeForm):
    """One thing to do to one visit of a draft; ``seen`` is the last edit that was shown."""

    visit_id: str = Field(alias="kunjungan", title="Kunjungan", min_length=1, max_length=80)
    verb: Verb = Field(alias="jenis", title="Jenis perubahan")
    day: Day | None = Field(default=None, alias="hari", title="Hari")
    unit: str = Field(default="", title="Unit mobil", max_length=80)
    clock: str = Field(default="", alias="jam", title="Jam mulai", max_length=5)
    seen: int | None = Field(
        default=None, alias="dilihat", title="Perubahan terakhir", ge=0, le=2**53
    )

    @property
    def edit(self) -> Edit:
        """What is to be done."""
        place = None
        if self.verb in (Verb.MOVE, Verb.ADD):
            place = place_from(self.day, self.unit, self.clock)
        return Edit(kind=VERBS[self.verb], visit_id=self.visit_id, place=place, seen=self.seen)

    @property
    def button_key(self) -> str:
        """One page has one key for all its buttons: each button is a request of its own."""
        if not self.idempotency_key:
            return ""
        return f"{self.idempotency_key}.{self.verb}.{self.visit_id}"


@router.get("/rencana/{plan_id}", name="plan")
@needs(Clearance.VIEWER)
def show(here: Here, plan_id: PathNumber) -> Response:
    """Show a plan: calendar, table, map, what has no place, and what it changes."""
    office = here.office
    with here.reading() as now:
        state, store = now.state, now.store
        plan = state.drafts.get(plan_id) or store.plans.get_plan(plan_id)
        before = _base_of(plan, state, store)
        edits = store.plans.list_edits(plan_id)
        notices = store.notices.list_notices() if plan.published_at is not None else ()
    stale = is_stale(plan, state)
    cache, jobs = here.service(UnscheduledCache), here.service(JobRoom)
    unscheduled = cache.of(office, here.act(), plan, state, stale=stale)
    return here.page(
        "papan/rencana.html",
        plan=plan_view(plan, before, state),
        rows=tour_rows(plan, state, office),
        state=plan.state.value,
        is_draft=plan.state is PlanState.DRAFT,
        stale=stale,
        standing=plan,
        newest=None if state.published is None else state.published.number,
        notices=_texts(plan, notices, state),
        steps=edit_words(edits, state),
        seen=last_edit(edits),
        figures=unscheduled.figures,
        saran=unscheduled.remedies,
        jarak=distance_words(plan, job_of(office, plan_id), busy=jobs.busy),
        peta=here.service(DraftMaps).of(plan, state, office),
        kunci=new_key(),
    )


def _texts(plan: Plan, notices: Iterable[Notice], state: OfficeState) -> list[Notice]:
    """Return what the public was told of ``plan``, as far as it still holds."""
    places = {entry.visit_id: entry for entry in plan.entries}
    return [
        notice
        for notice in notices
        if notice.at == plan.published_at and notice.audience == "public"
        if (entry := places.get(notice.visit_id)) is None
        or still_holds(plan, entry, state.visits.get(notice.visit_id))
    ]


@router.get("/rencana/{plan_id}/kunjungan/{visit_id}", name="plan_visit")
@needs(Clearance.COORDINATOR)
def visit(
    here: Here,
    plan_id: PathNumber,
    visit_id: str,
    hari: date | None = None,
    unit: Annotated[str, Query(max_length=80)] = "",
    jam: Annotated[str, Query(max_length=5)] = "",
) -> Response:
    """Show one visit of a draft, where else it could stand, and what a move there would do."""
    look = look_at_visit(here.office, here.act(), plan_id, visit_id)
    with here.reading() as now:
        state, edits = now.state, now.store.plans.list_edits(plan_id)
    asked = hari is not None or bool(unit) or bool(jam)
    tried, refused = _tried(here, look, (hari, unit, jam)) if asked else (None, ())
    title, area = names_of(look.visit, state)
    placed = isinstance(look.item, PlanEntry)
    return here.page(
        "papan/kunjungan.html",
        look=look,
        title=title,
        area=area,
        placed=placed,
        way=() if look.answer is None else way_words(look.answer),
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
@needs(Clearance.COORDINATOR)
def change(here: Here, plan_id: PathNumber, form: Annotated[EditForm, Form()]) -> Response:
    """Do one thing to one visit of a draft, and show the draft."""
    try:
        edit_draft(here.office, here.act(form.button_key), plan_id, form.edit)
    except EditConflict:
        return _conflict(here, plan_id, form)
    return here.lead("plan", plan_id, fragment=f"k-{form.visit_id}")


def _conflict(here: OfficeRequest, plan_id: int, form: EditForm) -> Response:
    """Show who changed the visit's place first; the form may be sent again, knowing that."""
    with here.reading() as now:
        state, edits = now.state, now.store.plans.list_edits(plan_id)
    conflict, newest = edit_conflict(edits, form.seen or 0, form.visit_id, state)
    sent = form.model_dump(mode="json", by_alias=True) | {"dilihat": newest, "kunci": new_key()}
    fields = {name: [str(value)] for name, value in sent.items() if value not in (None, "")}
    back = here.link("plan", plan_id, fragment=f"k-{form.visit_id}")
    return conflict_page(here, conflict, fields, back=back)


@router.post("/rencana/{plan_id}/urungkan", name="undo_edit")
@needs(Clearance.COORDINATOR)
def undo(here: Here, plan_id: PathNumber, form: Annotated[OfficeForm, Form()]) -> Response:
    """Take back the last change of a draft."""
    undo_edit(here.office, here.act(form.idempotency_key), plan_id)
    return here.lead("plan", plan_id)


@router.post("/rencana/{plan_id}/ulangi", name="redo_edit")
@needs(Clearance.COORDINATOR)
def redo(here: Here, plan_id: PathNumber, form: Annotated[OfficeForm, Form()]) -> Response:
    """Do again what was taken back last."""
    redo_edit(here.office, here.act(form.idempotency_key), plan_id)
    return here.lead("plan", plan_id)


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
    total = int(hours) * 60 + int(minutes)
    return total if int(hours) < 24 and int(minutes) < 60 else None


def _tried(
    here: OfficeRequest, look: VisitLook, asked: tuple[date | None, str, str]
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
            sentence = cell.reason or f"{cell_words(cell)}: kunjungan ini tidak muat di sana."
            raise NotPublishable(sentence)
        else:
            place = place_from(day, unit, clock)
        kind = "move" if isinstance(look.item, PlanEntry) else "add"
        edit = Edit(kind=kind, visit_id=look.item.visit_id, place=place)
        return look_at_edit(here.office, here.act(), look.plan.id, edit), ()
    except PlannerError as refused:
        return None, tuple(str(refused).split("\n"))


def _by_day(look: VisitLook) -> dict[date, list[object]]:
    days: dict[date, list[object]] = {}
    for cell in look.cells:
        days.setdefault(cell.day, []).append(cell)
    return days
