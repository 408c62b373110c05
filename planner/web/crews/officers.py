"""Officers and their leave: who works here, what they can do, when they are away."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from planner.actions.crews.enter_leave import end_leave, enter_leave
from planner.actions.crews.enter_officers import (
    due_officers,
    enter_officers,
    erase_officers,
    officer_leaves,
)
from planner.domain.accounts import LONGEST_NAME
from planner.domain.crews import Leave, LeaveReason, Officer, Skill
from planner.domain.errors import BadInput
from planner.web.crews.views import REASONS, SKILLS, away_words, officer_lines
from planner.web.shell.access import Need, needs
from planner.web.shell.acting import act_of, office_of
from planner.web.shell.forms import Fields, Posted, as_fields
from planner.web.shell.templating import office_page
from planner.web.site.published import site_of

router = APIRouter(prefix="/kantor/petugas")


@router.get("", name="officers")
@needs(Need.VIEWER)
def show(request: Request) -> Response:
    """Show the officers, and when they are away."""
    return _page(request)


@router.post("", name="add_officer")
@needs(Need.COORDINATOR)
def add(request: Request, f: Posted) -> Response:
    """Add an officer."""
    name = f.text("nama", "Nama", most=LONGEST_NAME)
    skills = f.words("bisa", "Keahlian", Skill)
    if f.problems:
        return _page(request, f=f, status=422)
    officer = Officer(name=name, skills=skills)
    return _do(request, f, lambda: _enter(request, f, officer))


@router.post("/hapus-nama", name="erase_officers")
@needs(Need.COORDINATOR)
def erase(request: Request, f: Posted) -> Response:
    """Erase the names of those who left long ago."""
    return _do(
        request, f, lambda: erase_officers(office_of(request), act_of(request, f.get("kunci")))
    )


@router.post("/cuti/{leave_id}/akhiri", name="end_leave")
@needs(Need.COORDINATOR)
def come_back(request: Request, leave_id: int, f: Posted) -> Response:
    """Record that somebody comes back earlier."""
    day = f.day("masuk", "Hari masuk lagi")
    if day is None:
        return _page(request, told=list(f.problems.values()))
    act = act_of(request, f.get("kunci"))
    return _do(request, f, lambda: end_leave(office_of(request), act, leave_id, back_on=day))


@router.post("/{officer_id}", name="change_officer")
@needs(Need.COORDINATOR)
def change(request: Request, officer_id: str, f: Posted) -> Response:
    """Change an officer's name and skills."""
    name = f.text("nama", "Nama", most=LONGEST_NAME)
    skills = f.words("bisa", "Keahlian", Skill)
    if f.problems:
        return _page(request, told=list(f.problems.values()))
    officer = Officer(id=officer_id, name=name, skills=skills)
    return _do(request, f, lambda: _enter(request, f, officer))


@router.post("/{officer_id}/berhenti", name="officer_leaves")
@needs(Need.COORDINATOR)
def leaves(request: Request, officer_id: str, f: Posted) -> Response:
    """Record that an officer left, or is back."""
    left = None if f.get("aktif") else site_of(request).clock.today()
    act = act_of(request, f.get("kunci"))
    return _do(
        request, f, lambda: officer_leaves(office_of(request), act, officer_id, left_on=left)
    )


@router.post("/{officer_id}/cuti", name="enter_leave")
@needs(Need.COORDINATOR)
def away(request: Request, officer_id: str, f: Posted) -> Response:
    """Record that an officer will be away."""
    first, last = f.day("mulai", "Hari pertama"), f.day("sampai", "Hari terakhir")
    reason = f.word("sebab", "Sebab", LeaveReason, LeaveReason.LEAVE)
    if first is None or last is None or f.problems:
        return _page(request, told=list(f.problems.values()))
    act = act_of(request, f.get("kunci"))

    def record() -> object:
        leave = Leave(officer_id=officer_id, first_day=first, last_day=last, reason=reason)
        return enter_leave(office_of(request), act, leave)

    return _do(request, f, record)


def _enter(request: Request, f: Fields, officer: Officer) -> object:
    return enter_officers(office_of(request), act_of(request, f.get("kunci")), [officer])


def _do(request: Request, f: Fields, doing: Callable[[], object]) -> Response:
    """Do it and go back to the list; a refusal is told above the list."""
    try:
        doing()
    except BadInput as refused:
        return _page(request, told=refused.problems, f=f)
    return RedirectResponse("/kantor/petugas", status_code=303)


def _page(
    request: Request, *, told: list[str] | None = None, f: Fields | None = None, status: int = 200
) -> Response:
    today = site_of(request).clock.today()
    with office_of(request).database.reading() as store:
        officers, away = store.crews.list_officers(), store.crews.list_leaves()
    return office_page(
        request,
        "petugas.html",
        status=422 if told else status,
        told=told or [],
        f=f or as_fields(),
        lines=officer_lines(officers, away, today),
        gone=[officer for officer in officers if not officer.works_on(today)],
        due=len(due_officers(officers, on=today)),
        skills=[(skill.value, words) for skill, words in SKILLS.items()],
        reasons=[(reason.value, words) for reason, words in REASONS.items()],
        sebab=REASONS,
        kapan=away_words,
    )
