"""A remedy of the tray that is a what-if: one click asks for the draft it amounts to."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from planner.actions.jobs.orders import Search
from planner.actions.jobs.running import ask_draft
from planner.actions.plans.remedies import Remedy, order_of
from planner.domain.errors import BadInput
from planner.domain.indonesian import clock_words, short_day
from planner.web.plans.searches import room_of
from planner.web.shell.access import Need, needs
from planner.web.shell.acting import Key, act_of, office_of

router = APIRouter(prefix="/kantor")

#: Words of the form and what they are in actions.
KINDS: Final = {"jam": "longer_day", "hari": "longer_plan"}

VisitId = Annotated[str, Form(alias="kunjungan", min_length=1, max_length=80)]
Kind = Annotated[str, Form(alias="jenis", max_length=10)]
Day = Annotated[date, Form(alias="hari")]


@router.post("/rencana/{plan_id}/obat", name="take_remedy")
@needs(Need.COORDINATOR)
def take_remedy(
    request: Request, plan_id: int, visit_id: VisitId, kind: Kind, day: Day, key: Key = ""
) -> Response:
    """Ask for the what-if in which a visit fits in; the draft at hand stays as it is."""
    if kind not in KINDS:
        raise BadInput([f"Pilihan '{kind}' tidak dikenal. Muat ulang halaman."])
    office, act = office_of(request), act_of(request, f"{key}.{visit_id}" if key else "")
    order = order_of(office, act, plan_id, (KINDS[kind], visit_id, day))
    job = ask_draft(office, act, order, Search(steps=None))
    room_of(request).stir()
    return RedirectResponse(f"/kantor/susunan/{job.id}", status_code=303)


def remedy_words(remedy: Remedy, units: dict[str, str]) -> dict[str, str]:
    """Return what the button of ``remedy`` says, and what it sends."""
    where = f"{units.get(remedy.place.unit_id, remedy.place.unit_id)}, {short_day(remedy.day)}"
    if remedy.kind == "add":
        told = f"Tambahkan: {where}, {clock_words(remedy.place.start_min)}"
        return {"jenis": "tambah", "kata": told}
    if remedy.kind == "longer_day":
        until = clock_words(remedy.until_min)
        told = f"Coba-coba: jam kerja {short_day(remedy.day)} sampai {until}"
        return {"jenis": "jam", "kata": told}
    return {"jenis": "hari", "kata": f"Perpanjang rencana: {where}"}
