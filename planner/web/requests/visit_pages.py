"""What a coordinator does with one visit: cancel, postpone, serve those present, record it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Response

from planner.actions.requests.end_visits import cancel_visits, postpone_visits
from planner.actions.requests.finish_visit import finish_visit
from planner.actions.requests.record_visits import record_visits
from planner.actions.requests.serve_present import serve_present
from planner.actions.saving.changes import reason_of, visit_of
from planner.actions.saving.seen import VisitChanged
from planner.domain.vocabulary import VisitState
from planner.web.requests.one_request import request_page
from planner.web.requests.visit_forms import (
    FROM_DAY,
    PostponeForm,
    PresentForm,
    ReasonForm,
    ResultForm,
    VisitForm,
)
from planner.web.shell.access import Clearance, needs
from planner.web.shell.again import shown_again
from planner.web.shell.conflicts import refused_change
from planner.web.shell.context import Here, OfficeRequest
from planner.web.shell.form_models import WHOLE_FORM
from planner.web.shell.forms import Fields

router = APIRouter(prefix="/kantor/kunjungan")


@router.get("/{visit_id}", name="visit")
@needs(Clearance.COORDINATOR)
def find(here: Here, visit_id: str) -> Response:
    """Lead to the request that ``visit_id`` belongs to."""
    return _lead_to_visit(here, visit_id)


def _again(here: OfficeRequest, f: Fields) -> Response:
    """Show where the form stood once more, or what somebody else did to the visit meanwhile."""
    visit_id = here.request.path_params["visit_id"]
    visit = visit_of(here.state, visit_id)
    if isinstance(f.refusal, VisitChanged):
        return refused_change(here, f.refusal, f, versions=[str(visit.version)])
    if f.get("dari") == FROM_DAY:
        # A phone keeps what could not be sent; the day's page goes on as it is.
        back = here.link("today", hari=f.get("hari"), unit=f.get("unit"), fragment=f"k-{visit_id}")
        return here.page("galat.html", lines=list(f.problems.values()), back=back)
    # The fields of several visits share names: what is wrong is told above them all.
    f.problems = {WHOLE_FORM: " ".join(f.problems.values())}
    return request_page(here, visit.request.id, f, sent=(here.endpoint, visit_id))


@router.post("/{visit_id}/batalkan", name="cancel_visit")
@needs(Clearance.COORDINATOR)
@shown_again(_again)
def cancel(here: Here, visit_id: str, form: Annotated[ReasonForm, Form()]) -> Response:
    """Cancel a visit for good."""
    cancel_visits(here.office, form.act(here, visit_id), [visit_id], why=form.why)
    return _done(here, visit_id, form)


@router.post("/{visit_id}/tunda", name="postpone_visit")
@needs(Clearance.COORDINATOR)
@shown_again(_again)
def postpone(here: Here, visit_id: str, form: Annotated[PostponeForm, Form()]) -> Response:
    """Postpone a visit without a date, to be looked at again on a day."""
    act = form.act(here, visit_id)
    postpone_visits(here.office, act, [visit_id], why=form.why, review_on=form.review_on)
    return _done(here, visit_id, form)


@router.post("/{visit_id}/layani-hadir", name="serve_present")
@needs(Clearance.COORDINATOR)
@shown_again(_again)
def present(here: Here, visit_id: str, form: Annotated[PresentForm, Form()]) -> Response:
    """Record that those already present were served although a rule stops the visit."""
    act = form.act(here, visit_id)
    serve_present(here.office, act, visit_id, people=form.people, why=form.why)
    return _done(here, visit_id, form)


@router.post("/{visit_id}/selesai", name="finish_visit")
@needs(Clearance.COORDINATOR)
@shown_again(_again)
def done(here: Here, visit_id: str, form: Annotated[ResultForm, Form()]) -> Response:
    """Record that a visit took place, with the people served by service."""
    finish_visit(
        here.office,
        form.act(here, visit_id),
        visit_id,
        people=form.people,
        services=form.counts(),
        rest_waits=form.rest_waits,
    )
    return _done(here, visit_id, form)


@router.post("/{visit_id}/gagal", name="fail_visit")
@needs(Clearance.COORDINATOR)
@shown_again(_again)
def failed(here: Here, visit_id: str, form: Annotated[ReasonForm, Form()]) -> Response:
    """Record that a visit did not take place."""
    act, why = form.act(here, visit_id), reason_of(form.why)
    record_visits(here.office, act, [visit_id], state=VisitState.FAILED, why=why)
    return _done(here, visit_id, form)


def _done(here: OfficeRequest, visit_id: str, form: VisitForm) -> Response:
    """Lead back to where the form was sent from, at the visit's card."""
    here.site.look_now()
    if form.came_from == FROM_DAY:
        return here.lead(
            "today", hari=form.day or None, unit=form.unit or None, fragment=f"k-{visit_id}"
        )
    return _lead_to_visit(here, visit_id)


def _lead_to_visit(here: OfficeRequest, visit_id: str) -> Response:
    visit = visit_of(here.state, visit_id)
    return here.lead("request", visit.request.id, fragment=f"kunjungan-{visit.id}")
