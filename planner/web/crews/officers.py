"""Officers and their leave: who works here, what they can do, when they are away."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Form, Response
from pydantic import AfterValidator, Field

from planner.actions.crews.enter_leave import end_leave, enter_leave
from planner.actions.crews.enter_officers import (
    due_officers,
    enter_officers,
    erase_officers,
    officer_leaves,
)
from planner.domain.accounts import LONGEST_NAME
from planner.domain.crews import Leave, LeaveReason, Officer, Skill
from planner.web.crews.views import REASONS, SKILLS, away_words, officer_lines
from planner.web.shell.access import Clearance, needs
from planner.web.shell.again import shown_again
from planner.web.shell.context import Here, OfficeRequest
from planner.web.shell.form_models import Day, NeededLine, OfficeForm
from planner.web.shell.forms import Fields, as_fields
from planner.web.shell.links import PathNumber

router = APIRouter(prefix="/kantor/petugas")

#: The fields of a new officer; what is wrong with them is told beside them.
_BESIDE: Final = ("nama", "bisa")


def _in_order(chosen: tuple[Skill, ...]) -> tuple[Skill, ...]:
    return tuple(skill for skill in Skill if skill in chosen)


class OfficerForm(OfficeForm):
    """An officer's name and skills."""

    name: NeededLine = Field(alias="nama", title="Nama", max_length=LONGEST_NAME)
    skills: Annotated[tuple[Skill, ...], AfterValidator(_in_order)] = Field(
        default=(), alias="bisa", title="Keahlian"
    )


class DepartureForm(OfficeForm):
    """An officer leaves, or works here again."""

    works_again: Literal["", "ya"] = Field(default="", alias="aktif", title="Bekerja lagi")


class LeaveForm(OfficeForm):
    """The days on which an officer will be away, both included."""

    first: Day = Field(alias="mulai", title="Hari pertama")
    last: Day = Field(alias="sampai", title="Hari terakhir")
    reason: LeaveReason = Field(default=LeaveReason.LEAVE, alias="sebab", title="Sebab")


class ReturnForm(OfficeForm):
    """The day on which somebody comes back earlier."""

    back_on: Day = Field(alias="masuk", title="Hari masuk lagi")


def _page(here: OfficeRequest, f: Fields) -> Response:
    """Show the officers, and the form of a new one as it was filled in."""
    messages = [words for field, words in f.problems.items() if field not in _BESIDE]
    return _list(here, messages, new=f)


def _row_again(here: OfficeRequest, f: Fields) -> Response:
    """Show the officers, with the form of one of them, or of a leave, as it was filled in."""
    (row,) = here.request.path_params.values()
    return _list(here, list(f.problems.values()), row=str(row), sent=f)


@router.get("", name="officers")
@needs(Clearance.VIEWER)
def show(here: Here) -> Response:
    """Show the officers, and when they are away."""
    return _page(here, as_fields())


@router.post("", name="add_officer")
@needs(Clearance.COORDINATOR)
@shown_again(_page)
def add(here: Here, form: Annotated[OfficerForm, Form()]) -> Response:
    """Add an officer."""
    officer = Officer(name=form.name, skills=form.skills)
    enter_officers(here.office, here.act(form.idempotency_key), [officer])
    return here.lead("officers")


@router.post("/hapus-nama", name="erase_officers")
@needs(Clearance.COORDINATOR)
@shown_again(_page)
def erase(here: Here, form: Annotated[OfficeForm, Form()]) -> Response:
    """Erase the names of those who left long ago."""
    erase_officers(here.office, here.act(form.idempotency_key))
    return here.lead("officers")


@router.post("/cuti/{leave_id}/akhiri", name="end_leave")
@needs(Clearance.COORDINATOR)
@shown_again(_row_again)
def come_back(here: Here, leave_id: PathNumber, form: Annotated[ReturnForm, Form()]) -> Response:
    """Record that somebody comes back earlier."""
    end_leave(here.office, here.act(form.idempotency_key), leave_id, back_on=form.back_on)
    return here.lead("officers")


@router.post("/{officer_id}", name="change_officer")
@needs(Clearance.COORDINATOR)
@shown_again(_row_again)
def change(here: Here, officer_id: str, form: Annotated[OfficerForm, Form()]) -> Response:
    """Change an officer's name and skills."""
    officer = Officer(id=officer_id, name=form.name, skills=form.skills)
    enter_officers(here.office, here.act(form.idempotency_key), [officer])
    return here.lead("officers")


@router.post("/{officer_id}/berhenti", name="officer_leaves")
@needs(Clearance.COORDINATOR)
@shown_again(_row_again)
def leaves(here: Here, officer_id: str, form: Annotated[DepartureForm, Form()]) -> Response:
    """Record that an officer left, or is back."""
    left = None if form.works_again else here.today
    officer_leaves(here.office, here.act(form.idempotency_key), officer_id, left_on=left)
    return here.lead("officers")


@router.post("/{officer_id}/cuti", name="enter_leave")
@needs(Clearance.COORDINATOR)
@shown_again(_row_again)
def away(here: Here, officer_id: str, form: Annotated[LeaveForm, Form()]) -> Response:
    """Record that an officer will be away."""
    leave = Leave(
        officer_id=officer_id, first_day=form.first, last_day=form.last, reason=form.reason
    )
    enter_leave(here.office, here.act(form.idempotency_key), leave)
    return here.lead("officers")


def _list(
    here: OfficeRequest,
    messages: list[str],
    *,
    new: Fields | None = None,
    row: str = "",
    sent: Fields | None = None,
) -> Response:
    """Show the officers. ``sent`` is what was typed into the forms of ``row``."""
    today, empty = here.today, as_fields()
    with here.reading() as now:
        officers, away = now.store.crews.list_officers(), now.store.crews.list_leaves()
    return here.page(
        "petugas.html",
        messages=messages,
        f=new or empty,
        row=row,
        sent=sent or empty,
        empty=empty,
        lines=officer_lines(officers, away, today),
        gone=[officer for officer in officers if not officer.works_on(today)],
        due=len(due_officers(officers, on=today)),
        skills=[(skill.value, words) for skill, words in SKILLS.items()],
        reasons=[(reason.value, words) for reason, words in REASONS.items()],
        sebab=REASONS,
        kapan=away_words,
    )
