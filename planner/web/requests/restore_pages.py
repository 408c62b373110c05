"""Visits that may go on as they were promised: shown with what people were told, and restored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Form, Response
from pydantic import Field

from planner.actions.restrictions.restore_visits import restorable_visits, restore_visits
from planner.actions.saving.office_state import OfficeState
from planner.domain.indonesian import clock_words, short_day
from planner.domain.office import WIB
from planner.planning.restrictions.restoring import Restorable
from planner.web.requests.visit_forms import seen_versions
from planner.web.shell.access import Clearance, needs
from planner.web.shell.again import shown_again
from planner.web.shell.context import Here, OfficeRequest
from planner.web.shell.form_models import OfficeForm
from planner.web.shell.forms import Fields, as_fields

router = APIRouter(prefix="/kantor/kembali")


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreLine:
    """A visit with its old place, and what people were told when it was stopped.

    ``value`` is what its tick sends: its id and the version shown.
    """

    value: str
    request_id: str
    place: str
    people: int
    slot: str
    stopped_on: str
    why: str


class RestoreForm(OfficeForm):
    """The visits that were ticked."""

    visits: tuple[str, ...] = Field(default=(), alias="kunjungan", title="Kunjungan")


@router.get("", name="restorable")
@needs(Clearance.COORDINATOR)
def show(here: Here) -> Response:
    """List the visits that may go on at the day and the hours they had."""
    return _page(here, as_fields())


def _page(here: OfficeRequest, f: Fields) -> Response:
    state = here.state
    lines = [_line(each, state) for each in restorable_visits(state, here.act())]
    return here.page("kembali.html", f=f, lines=lines, people=sum(line.people for line in lines))


@router.post("", name="restore_visits")
@needs(Clearance.COORDINATOR)
@shown_again(_page)
def restore(here: Here, form: Annotated[RestoreForm, Form()]) -> Response:
    """Let the ticked visits go on as they were promised; their hosts are on the call list."""
    seen = seen_versions(form.visits)
    act = replace(here.act(form.idempotency_key), seen=seen)
    restore_visits(here.office, act, [visit_id for visit_id, _ in seen])
    here.site.look_now()
    return here.lead("calls")


def _line(each: Restorable, state: OfficeState) -> RestoreLine:
    visit, place = each.visit, each.place
    where = visit.request.place
    if not visit.private:
        where = f"{where}, {state.areas.get(visit.request.area_code).name}"
    hours = f"{clock_words(place.start_min or 0)}-{clock_words(place.end_min or 0)}"
    units = {unit.id: unit.name for unit in state.units}
    return RestoreLine(
        value=f"{visit.id}:{visit.version}",
        request_id=visit.request.id,
        place=where,
        people=visit.people,
        slot=f"{'' if place.day is None else short_day(place.day)}, {hours}, "
        f"{units.get(place.unit_id or '', 'unit')}",
        stopped_on=short_day(each.stopped.at.astimezone(WIB).date()),
        why=each.stopped.why,
    )
