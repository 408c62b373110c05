"""Requests: the list, a new one, one with its visits, and how it is declined."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, Query, Response
from pydantic import Field

from planner.actions.plans.fit_request import draft_for_request
from planner.actions.requests.decline_request import decline_request
from planner.actions.requests.enter_requests import PossibleDuplicate, enter_new_request
from planner.actions.saving.office import Act
from planner.actions.saving.seen import VisitChanged
from planner.domain.code_words import LINES, SERVICES
from planner.domain.indonesian import WEEKDAYS
from planner.domain.vocabulary import Line, Offer, Service, Urgency
from planner.web.requests.form import NewRequest
from planner.web.requests.one_request import request_page
from planner.web.requests.views import FILTERS, listed, pages, visit_line
from planner.web.requests.visit_forms import seen_versions
from planner.web.shell.access import Clearance, needs
from planner.web.shell.again import shown_again
from planner.web.shell.conflicts import refused_change
from planner.web.shell.context import Here, OfficeRequest
from planner.web.shell.form_models import NeededLine, OfficeForm, beside
from planner.web.shell.forms import Fields, as_fields
from planner.web.shell.words import URGENCIES

router = APIRouter(prefix="/kantor/permohonan")

Text = Annotated[str, Query(max_length=80)]


class DeclineForm(OfficeForm):
    """A request is declined: what its host is offered instead, and why."""

    offer: Offer = Field(alias="tawaran", title="Tawaran")
    merge_with: str = Field(default="", alias="gabung", title="Nomor permohonan")
    why: NeededLine = Field(alias="alasan", title="Alasan", max_length=200)
    versions: tuple[str, ...] = Field(default=(), alias="versi", title="Versi")

    def act(self, here: OfficeRequest) -> Act:
        """Return the act of sending this form: what was seen of the visits is said with it."""
        return replace(here.act(self.idempotency_key), seen=seen_versions(self.versions))


@router.get("", name="requests")
@needs(Clearance.VIEWER)
def show_list(
    here: Here, cari: Text = "", keadaan: Text = "terbuka", wilayah: Text = "", hal: Text = ""
) -> Response:
    """List visits by state and by what is searched for."""
    state = here.state
    name = keadaan if keadaan in FILTERS else "terbuka"
    area = wilayah if wilayah in state.areas.by_code else ""
    lines = listed(state, name, " ".join(cari.split()), here.today, area)
    rows, at, many = pages(
        lines, int(hal) if hal.isascii() and hal.isdecimal() and len(hal) < 6 else 1
    )
    return here.page(
        "permohonan.html",
        rows=rows,
        at=at,
        many=many,
        total=len(lines),
        people=sum(line.people for line in lines),
        cari=cari,
        keadaan=name,
        wilayah=area,
        area_name=state.areas.get(area).name if area else "",
        filters=[(key, words) for key, (words, _) in FILTERS.items()],
    )


@router.get("/baru", name="new_request")
@needs(Clearance.COORDINATOR)
def new(here: Here) -> Response:
    """Show the form of a new request."""
    return _form(here, as_fields(jalur="PERMUKIMAN", tanggal=here.today, layanan=["KTP_RECORDING"]))


def _form(here: OfficeRequest, f: Fields) -> Response:
    areas = here.office.areas
    near = f.refusal.visits if isinstance(f.refusal, PossibleDuplicate) else ()
    return here.page(
        "permohonan-baru.html",
        f=f,
        near=[visit_line(visit, areas) for visit in near],
        areas=areas,
        lines=[(line.value, LINES[line]) for line in Line],
        services=[(service.value, SERVICES[service]) for service in Service],
        urgencies=[(each.value, URGENCIES[each]) for each in Urgency],
        weekdays=[(str(n), name) for n, name in enumerate(WEEKDAYS)],
    )


@router.post("", name="save_request")
@needs(Clearance.COORDINATOR)
@shown_again(_form)
def save(here: Here, form: Annotated[NewRequest, Form()]) -> Response:
    """Save a request; one that may be there already is shown first."""
    asked = form.asked(here.office.areas, here.today)
    with beside("tempat"):
        enter_new_request(
            here.office,
            here.act(form.idempotency_key),
            asked.request,
            asked.note,
            meant=form.meant,
        )
    return here.lead("request", asked.request.id)


@router.get("/{name}", name="request")
@needs(Clearance.COORDINATOR)
def show(here: Here, name: str) -> Response:
    """Show one request with its visits, its history and the texts to copy."""
    return request_page(here, name, as_fields())


def _declined_again(here: OfficeRequest, f: Fields) -> Response:
    name = here.request.path_params["name"]
    if isinstance(f.refusal, VisitChanged):
        mine = [v for v in here.state.visits.values() if v.request.id == name]
        return refused_change(
            here, f.refusal, f, versions=[f"{visit.id}:{visit.version}" for visit in mine]
        )
    return request_page(here, name, f, sent=(here.endpoint, ""))


@router.post("/{name}/tolak", name="decline_request")
@needs(Clearance.COORDINATOR)
@shown_again(_declined_again)
def decline(here: Here, name: str, form: Annotated[DeclineForm, Form()]) -> Response:
    """Decline a request; what its host is offered instead must be said."""
    with beside("alasan"):
        decline_request(
            here.office,
            form.act(here),
            name,
            offer=form.offer,
            why=form.why,
            merge_with=form.merge_with.strip(),
        )
    here.site.look_now()
    return here.lead("request", name)


@router.post("/{name}/tempat", name="fit_request")
@needs(Clearance.COORDINATOR)
def fit(here: Here, name: str, form: Annotated[OfficeForm, Form()]) -> Response:
    """Lead to the three best places for a request in the draft at hand."""
    act = here.act(form.idempotency_key)
    plan_id, visit_id = draft_for_request(here.office, act, name)
    return here.lead("plan_visit", plan_id, visit_id, fragment="muat")
