"""A remedy of the tray that is a what-if: one click asks for the draft it amounts to."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

from fastapi import APIRouter, Form, Response
from pydantic import Field

from planner.actions.jobs.orders import Search
from planner.actions.jobs.running import ask_draft
from planner.actions.plans.remedies import Remedy, order_of
from planner.domain.indonesian import clock_words, short_day
from planner.web.plans.search_runner import JobRoom
from planner.web.shell.access import Clearance, needs
from planner.web.shell.context import Here
from planner.web.shell.form_models import Day, OfficeForm
from planner.web.shell.links import PathNumber

router = APIRouter(prefix="/kantor")


class Longer(StrEnum):
    """What a what-if makes longer."""

    DAY = "jam"
    PLAN = "hari"


#: What the words of the form are in actions.
KINDS: Final = {Longer.DAY: "longer_day", Longer.PLAN: "longer_plan"}


class RemedyForm(OfficeForm):
    """A visit that has no place, and the what-if in which it fits in."""

    visit_id: str = Field(alias="kunjungan", title="Kunjungan", min_length=1, max_length=80)
    longer: Longer = Field(alias="jenis", title="Jenis coba-coba")
    day: Day = Field(alias="hari", title="Hari")

    @property
    def button_key(self) -> str:
        """One page has one key for all its remedies: each is a request of its own."""
        return f"{self.idempotency_key}.{self.visit_id}" if self.idempotency_key else ""


@router.post("/rencana/{plan_id}/obat", name="take_remedy")
@needs(Clearance.COORDINATOR)
def take_remedy(here: Here, plan_id: PathNumber, form: Annotated[RemedyForm, Form()]) -> Response:
    """Ask for the what-if in which a visit fits in; the draft at hand stays as it is."""
    office, act = here.office, here.act(form.button_key)
    order = order_of(office, act, plan_id, (KINDS[form.longer], form.visit_id, form.day))
    job = ask_draft(office, act, order, Search(steps=None))
    here.service(JobRoom).stir()
    return here.lead("running_search", job.id)


def remedy_words(remedy: Remedy, units: dict[str, str]) -> dict[str, str]:
    """Return what the button of ``remedy`` says, and what it sends."""
    where = f"{units.get(remedy.place.unit_id, remedy.place.unit_id)}, {short_day(remedy.day)}"
    if remedy.kind == "add":
        label = f"Tambahkan: {where}, {clock_words(remedy.place.start_min)}"
        return {"jenis": "tambah", "kata": label}
    if remedy.kind == "longer_day":
        until = clock_words(remedy.until_min)
        label = f"Coba-coba: jam kerja {short_day(remedy.day)} sampai {until}"
        return {"jenis": "jam", "kata": label}
    return {"jenis": "hari", "kata": f"Perpanjang rencana: {where}"}
