"""What a coordinator does with one visit: cancel, postpone, serve those present, record it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from planner.actions.requests.end_visits import cancel_visits, postpone_visits
from planner.actions.requests.finish_visit import finish_visit
from planner.actions.requests.record_visits import record_visits
from planner.actions.requests.serve_present import serve_present
from planner.actions.saving.changes import reason_of, visit_of
from planner.actions.saving.office import Act, Office
from planner.actions.saving.office_state import load_state
from planner.actions.saving.seen import VisitChanged
from planner.domain.errors import BadInput
from planner.domain.vocabulary import Service, VisitState
from planner.public.shared.public_words import SERVICES
from planner.web.shell.acting import act_of, office_of
from planner.web.shell.conflicts import refused_change
from planner.web.shell.forms import Fields, Posted
from planner.web.site.published import site_of

router = APIRouter(prefix="/kantor/kunjungan")

Doing = Callable[[Office, Act, str], object]


@router.get("/{visit_id}")
def find(request: Request, visit_id: str) -> Response:
    """Lead to the request that ``visit_id`` belongs to."""
    return _back(request, visit_id)


@router.post("/{visit_id}/batalkan")
def cancel(request: Request, visit_id: str, f: Posted) -> Response:
    """Cancel a visit for good."""
    why = f.text("alasan", "Alasan", most=200)
    return _do(
        request, visit_id, f, lambda office, act, v: cancel_visits(office, act, [v], why=why)
    )


@router.post("/{visit_id}/tunda")
def postpone(request: Request, visit_id: str, f: Posted) -> Response:
    """Postpone a visit without a date, to be looked at again on a day."""
    why = f.text("alasan", "Alasan", most=200)
    review = f.day("periksa", "Hari diperiksa lagi") or site_of(request).clock.today()
    return _do(
        request,
        visit_id,
        f,
        lambda office, act, v: postpone_visits(office, act, [v], why=why, review_on=review),
    )


@router.post("/{visit_id}/layani-hadir")
def present(request: Request, visit_id: str, f: Posted) -> Response:
    """Record that those already present were served although a rule stops the visit."""
    why = f.text("alasan", "Alasan", most=200)
    people = f.needed_whole("orang", "Orang dilayani", 1, 2000)
    return _do(
        request,
        visit_id,
        f,
        lambda office, act, v: serve_present(office, act, v, people=people, why=why),
    )


@router.post("/{visit_id}/selesai")
def done(request: Request, visit_id: str, f: Posted) -> Response:
    """Record that a visit took place, with the people served by service."""
    people = f.needed_whole("orang", "Orang dilayani", 1, 2000)
    counts = {s: f.whole(f"jumlah-{s.value}", SERVICES[s], 0, 5000) or 0 for s in Service}
    return _do(
        request,
        visit_id,
        f,
        lambda office, act, v: finish_visit(
            office, act, v, people=people, services=counts, rest_waits=bool(f.get("sisa"))
        ),
    )


@router.post("/{visit_id}/gagal")
def failed(request: Request, visit_id: str, f: Posted) -> Response:
    """Record that a visit did not take place."""
    why = f.text("alasan", "Alasan", most=200)
    return _do(
        request,
        visit_id,
        f,
        lambda office, act, v: record_visits(
            office, act, [v], state=VisitState.FAILED, why=reason_of(why)
        ),
    )


def _do(request: Request, visit_id: str, f: Fields, doing: Doing) -> Response:
    seen = f.whole("versi", "Versi", 0, 2**31)
    if f.problems:
        raise BadInput(list(f.problems.values()))
    act = act_of(request, f.get("kunci"))
    if seen is not None:
        act = replace(act, seen=((visit_id, seen),))
    try:
        doing(office_of(request), act, visit_id)
    except VisitChanged as changed:
        return _conflict(request, f, changed)
    site_of(request).look_now()
    return _to_day(f, visit_id) if f.get("dari") == "hari" else _back(request, visit_id)


def _to_day(f: Fields, visit_id: str) -> Response:
    """Lead back to the day's page that the form was sent from, at the visit's card."""
    asked = urlencode({name: f.get(name)[:80] for name in ("hari", "unit") if f.get(name)})
    where = f"/kantor/hari?{asked}#k-{quote(visit_id, safe='')}"
    return RedirectResponse(where, status_code=303)


def _conflict(request: Request, f: Fields, changed: VisitChanged) -> Response:
    """Show what somebody else did to the visit; the form may be sent again, knowing that."""
    office = office_of(request)
    with office.database.reading() as store:
        state = load_state(store, office.areas)
    now = visit_of(state, changed.visit_id).version
    return refused_change(request, state, changed, {**f.values, "versi": [str(now)]})


def _back(request: Request, visit_id: str) -> Response:
    office = office_of(request)
    with office.database.reading() as store:
        visit = visit_of(load_state(store, office.areas), visit_id)
    where = f"/kantor/permohonan/{visit.request.id}#kunjungan-{visit.id}"
    return RedirectResponse(where, status_code=303)
