"""The page of the example beside an office: made in one click, removed in two."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from planner.actions.site.note_practice import note_practice
from planner.domain.errors import NotFound
from planner.web.below import PREFIX
from planner.web.shell.access import Need, needs
from planner.web.shell.acting import act_of, office_of
from planner.web.shell.templating import office_page
from planner.web.start.practice import PAGE, PracticeRoom

router = APIRouter(prefix=PAGE)


@router.get("", name="practice")
@needs(Need.COORDINATOR)
def show(request: Request) -> Response:
    """Show how far the example is, how it is entered, and how it is removed."""
    room = _room(request)
    return office_page(
        request,
        "latihan.html",
        keadaan=room.state.value,
        detik=room.seconds,
        kabar=room.news(),
        pintu=f"{PREFIX}/kantor/tur",
    )


@router.post("", name="make_practice")
@needs(Need.COORDINATOR)
def make(request: Request) -> Response:
    """Begin to make the example in the background."""
    if _room(request).begin():
        note_practice(office_of(request), act_of(request), "data contoh dibuat")
    return RedirectResponse(PAGE, status_code=303)


@router.post("/hapus", name="remove_practice")
@needs(Need.COORDINATOR)
def remove(request: Request) -> Response:
    """Remove the example's folder; the office's own data are not touched."""
    if _room(request).remove():
        note_practice(office_of(request), act_of(request), "data contoh dihapus")
    return RedirectResponse(PAGE, status_code=303)


def room_or_none(request: Request) -> PracticeRoom | None:
    """Return where the example beside this office lives; None where it can have none."""
    found: PracticeRoom | None = request.app.state.practice
    return found


def _room(request: Request) -> PracticeRoom:
    found = room_or_none(request)
    if found is None:
        raise NotFound("Kantor latihan hanya ada di samping kantor sungguhan.")
    return found
