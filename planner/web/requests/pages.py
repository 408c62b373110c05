"""Requests: the list, a new one, one with its visits, and how it is declined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from planner.actions.plans.fit_request import draft_for_request
from planner.actions.requests.decline_request import decline_request
from planner.actions.requests.enter_requests import enter_requests
from planner.actions.saving.office import Office
from planner.actions.saving.office_state import OfficeState, load_state
from planner.actions.saving.seen import VisitChanged
from planner.domain.errors import BadInput, NotFound
from planner.domain.indonesian import WEEKDAYS
from planner.domain.vocabulary import Line, Offer, Service, Urgency
from planner.planning.plans.backlog import waiting
from planner.planning.requests.duplicates import near_requests
from planner.public.shared.public_words import SERVICES
from planner.rules import decide
from planner.rules.deciding import SCHOOL_MINIMUM
from planner.web.requests.form import read_request, weekday_words
from planner.web.requests.views import FILTERS, listed, pages, receipt, visit_line, visit_view
from planner.web.shell.access import Need, needs
from planner.web.shell.acting import act_of, office_of
from planner.web.shell.conflicts import refused_change
from planner.web.shell.forms import Fields, Posted, as_fields
from planner.web.shell.templating import office_page
from planner.web.shell.words import LINES, OFFERS, URGENCIES, service_words
from planner.web.site.published import site_of

router = APIRouter(prefix="/kantor/permohonan")

Text = Annotated[str, Query(max_length=80)]


@router.get("", name="requests")
@needs(Need.VIEWER)
def show_list(
    request: Request, cari: Text = "", keadaan: Text = "terbuka", wilayah: Text = "", hal: Text = ""
) -> Response:
    """List visits by state and by what is searched for."""
    state = _state(office_of(request))
    name = keadaan if keadaan in FILTERS else "terbuka"
    area = wilayah if wilayah in state.areas.by_code else ""
    found = listed(state, name, " ".join(cari.split()), site_of(request).clock.today(), area)
    rows, at, many = pages(
        found, int(hal) if hal.isascii() and hal.isdecimal() and len(hal) < 6 else 1
    )
    return office_page(
        request,
        "permohonan.html",
        rows=rows,
        at=at,
        many=many,
        total=len(found),
        people=sum(line.people for line in found),
        cari=cari,
        keadaan=name,
        wilayah=area,
        area_name=state.areas.get(area).name if area else "",
        filters=[(key, words) for key, (words, _) in FILTERS.items()],
    )


@router.get("/baru", name="new_request")
@needs(Need.COORDINATOR)
def new(request: Request) -> Response:
    """Show the form of a new request."""
    today = site_of(request).clock.today()
    return _form(request, as_fields(jalur="PERMUKIMAN", tanggal=today, layanan=["KTP_RECORDING"]))


@router.post("", name="save_request")
@needs(Need.COORDINATOR)
def save(request: Request, f: Posted) -> Response:
    """Save a request; one that may be there already is shown first."""
    office, today = office_of(request), site_of(request).clock.today()
    asked = read_request(f, office.areas, today)
    if asked is None:
        return _form(request, f, status=422)
    state = _state(office)
    saved = any(v.request.id == asked.request.id for v in state.visits.values())
    near = near_requests(asked.request, state.visits.values())
    if near and not saved and not f.get("tetap"):
        visits = [v for v in state.visits.values() if v.request in near]
        return _form(request, f, status=409, near=[visit_line(v, state.areas) for v in visits])
    act = act_of(request, f.get("kunci"))
    try:
        enter_requests(office, act, [asked.request], notes=[asked.note])
    except BadInput as refused:
        f.wrong("tempat", " ".join(refused.problems))
        return _form(request, f, status=422)
    return RedirectResponse(f"/kantor/permohonan/{asked.request.id}", status_code=303)


@router.get("/{name}", name="request")
@needs(Need.COORDINATOR)
def show(request: Request, name: str) -> Response:
    """Show one request with its visits, its history and the texts to copy."""
    return _one(request, name)


@router.post("/{name}/tolak", name="decline_request")
@needs(Need.COORDINATOR)
def decline(request: Request, name: str, f: Posted) -> Response:
    """Decline a request; what its host is offered instead must be said."""
    offer = f.get("tawaran")
    if offer not in set(Offer):
        f.wrong("tawaran", "Pilih tawaran: gabung, di kantor, atau lewat WhatsApp.")
    why = f.text("alasan", "Alasan", most=200)
    if f.problems:
        return _one(request, name, f=f, status=422)
    act = replace(act_of(request, f.get("kunci")), seen=tuple(_seen(f)))
    try:
        decline_request(
            office_of(request),
            act,
            name,
            offer=Offer(offer),
            why=why,
            merge_with=f.get("gabung").strip(),
        )
    except VisitChanged as changed:
        state = _state(office_of(request))
        now = [f"{v.id}:{v.version}" for v in state.visits.values() if v.request.id == name]
        return refused_change(request, state, changed, {**f.values, "versi": now})
    except BadInput as refused:
        f.wrong("alasan", " ".join(refused.problems))
        return _one(request, name, f=f, status=422)
    site_of(request).look_now()
    return RedirectResponse(f"/kantor/permohonan/{name}", status_code=303)


@router.post("/{name}/tempat", name="fit_request")
@needs(Need.COORDINATOR)
def fit(request: Request, name: str, f: Posted) -> Response:
    """Lead to the three best places for a request in the draft at hand."""
    act = act_of(request, f.get("kunci"))
    plan_id, visit_id = draft_for_request(office_of(request), act, name)
    where = f"/kantor/rencana/{plan_id}/kunjungan/{visit_id}#muat"
    return RedirectResponse(where, status_code=303)


def _seen(f: Fields) -> Iterator[tuple[str, int]]:
    """Yield the visits of a form with the versions that were shown."""
    for pair in f.all("versi"):
        visit_id, _, version = pair.partition(":")
        if version.isascii() and version.isdecimal() and len(version) < 10:
            yield visit_id, int(version)


def _state(office: Office) -> OfficeState:
    with office.database.reading() as store:
        return load_state(store, office.areas)


def _form(
    request: Request, f: Fields, *, status: int = 200, near: list[object] | None = None
) -> Response:
    return office_page(
        request,
        "permohonan-baru.html",
        status=status,
        f=f,
        near=near or [],
        areas=office_of(request).areas,
        lines=[(line.value, LINES[line]) for line in Line],
        services=[(service.value, SERVICES[service]) for service in Service],
        urgencies=[(each.value, URGENCIES[each]) for each in Urgency],
        weekdays=[(str(n), name) for n, name in enumerate(WEEKDAYS)],
    )


def _one(request: Request, name: str, *, f: Fields | None = None, status: int = 200) -> Response:
    office, today = office_of(request), site_of(request).clock.today()
    with office.database.reading() as store:
        state = load_state(store, office.areas)
        note = store.hosts.list_notes().get(name)
    mine = sorted(
        (v for v in state.visits.values() if v.request.id == name), key=lambda v: v.session_no
    )
    if not mine:
        raise NotFound(f"Permohonan {name[:20]} tidak ada. Cari nomornya di daftar permohonan.")
    asked = mine[0].request
    decision = decide(state.book, state.calendar, mine[0].ask, today, as_of=today)
    return office_page(
        request,
        "permohonan-satu.html",
        status=status,
        f=f or as_fields(),
        asked=asked,
        area=state.areas.get(asked.area_code),
        line=LINES[asked.line],
        services=service_words(asked.services),
        urgency=URGENCIES[asked.urgency],
        note=note,
        weekdays=weekday_words(note),
        visits=[visit_view(v, state.events.get(v.id, ()), state.areas, today) for v in mine],
        receipt=receipt(asked, office.profile, state.areas),
        offers=[(offer.value, words) for offer, words in OFFERS.items()],
        small=asked.line is Line.PELAJAR and asked.people < SCHOOL_MINIMUM,
        decision=decision.reason,
        open=any(not v.state.ended for v in mine),
        waits=bool(waiting(mine)),
        service_list=[(s.value, SERVICES[s]) for s in asked.services],
    )
