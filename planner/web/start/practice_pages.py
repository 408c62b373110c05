"""The page of the example beside an office: made in one click, removed in two."""

from __future__ import annotations

from fastapi import APIRouter, Response

from planner.actions.site.note_practice import note_practice
from planner.domain.errors import NotFound
from planner.web.shell.access import Clearance, needs
from planner.web.shell.context import Here, OfficeRequest
from planner.web.start.practice import PracticeRoom

router = APIRouter(prefix="/kantor/latihan")


@router.get("", name="practice")
@needs(Clearance.COORDINATOR)
def show(here: Here) -> Response:
    """Show how far the example is, how it is entered, and how it is removed."""
    room = _room(here)
    return here.page("latihan.html", state=room.state, seconds=room.seconds, news=room.news())


@router.post("", name="make_practice")
@needs(Clearance.COORDINATOR)
def make(here: Here) -> Response:
    """Begin to make the example in the background."""
    if _room(here).begin():
        note_practice(here.office, here.act(), "data contoh dibuat")
    return here.lead("practice")


@router.post("/hapus", name="remove_practice")
@needs(Clearance.COORDINATOR)
def remove(here: Here) -> Response:
    """Remove the example's folder; the office's own data are not touched."""
    if _room(here).remove():
        note_practice(here.office, here.act(), "data contoh dihapus")
    return here.lead("practice")


def room_or_none(here: OfficeRequest) -> PracticeRoom | None:
    """Return where the example beside this office lives; None where it can have none."""
    room: PracticeRoom | None = here.request.app.state.practice
    return room


def _room(here: OfficeRequest) -> PracticeRoom:
    room = room_or_none(here)
    if room is None:
        raise NotFound("Kantor latihan hanya ada di samping kantor sungguhan.")
    return room
