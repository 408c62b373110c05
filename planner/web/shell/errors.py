"""Refusals as pages: one table from kinds to HTTP status, one page with the sentence."""

from __future__ import annotations

import logging
from typing import Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from planner.actions.jobs.running import JobStopped, TooManyJobs
from planner.actions.plans.edit_draft import EditConflict
from planner.actions.plans.remedies import StaleRemedy
from planner.actions.requests.enter_requests import PossibleDuplicate
from planner.actions.saving.leaks import HomeLeak
from planner.actions.saving.office import TooBusy
from planner.actions.saving.rehearsing import PreviewOutdated
from planner.actions.saving.seen import VisitChanged
from planner.actions.site.private_sheets import SheetLinkDied
from planner.domain.accounts import TooManyTries, WrongSignIn
from planner.domain.errors import (
    BadInput,
    NotFound,
    NotPublishable,
    PlannerError,
    StaleDraft,
    UnknownArea,
    WrongData,
)
from planner.domain.visit_life import IllegalChange
from planner.store import DataLocked, NotSaved, StaleVisit
from planner.web.accounts.access import speaks_json
from planner.web.plans.solving import SearchFailed
from planner.web.shell.again import form_again
from planner.web.shell.form_models import FormRefused
from planner.web.shell.links import links_of
from planner.web.shell.templating import office_page
from planner.web.site.pages import not_found
from planner.web.site.published import site_of

log = logging.getLogger("sijempol")

#: Every refusal there is and its status; one that is missing here is a fault of ours.
STATUS: Final[dict[type[PlannerError], int]] = {
    WrongSignIn: 401,
    NotFound: 404,
    UnknownArea: 404,
    EditConflict: 409,
    HomeLeak: 409,
    IllegalChange: 409,
    JobStopped: 409,
    NotPublishable: 409,
    PossibleDuplicate: 409,
    PreviewOutdated: 409,
    SearchFailed: 409,
    StaleDraft: 409,
    StaleRemedy: 409,
    StaleVisit: 409,
    TooManyJobs: 409,
    VisitChanged: 409,
    WrongData: 409,
    SheetLinkDied: 410,
    BadInput: 422,
    FormRefused: 422,
    TooManyTries: 429,
    DataLocked: 503,
    NotSaved: 503,
    TooBusy: 503,
}
#: What a refusal that nobody listed gets.
BROKEN: Final = 500
#: Seconds after which a program may try again what could not be saved now.
RETRY_AFTER_S: Final = 5


def add_handlers(app: FastAPI) -> None:
    """Make every refusal of ``app`` a readable page; nothing sent in is echoed."""
    app.add_exception_handler(PlannerError, refusal_page)
    conflicts = (PossibleDuplicate, PreviewOutdated, VisitChanged)
    for kind in (FormRefused, BadInput, *conflicts, WrongSignIn, TooManyTries):
        app.add_exception_handler(kind, _refused_form)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _broken)


def refusal_page(request: Request, error: Exception) -> Response:
    """Return the page that tells a refusal; programs are told in JSON."""
    lines = str(error).split("\n")
    if speaks_json(request):
        return _as_listed(JSONResponse({"problems": lines}), error)
    back = _back(request, error)
    return _as_listed(office_page(request, "galat.html", lines=lines, back=back), error)


async def _refused_form(request: Request, error: Exception) -> Response:
    """Show a refused form again where its endpoint says how; tell the refusal elsewhere."""
    try:
        again = await form_again(request, error)
    except NotFound as gone:
        return await run_in_threadpool(refusal_page, request, gone)
    if again is not None:
        return _as_listed(again, error)
    return await run_in_threadpool(refusal_page, request, error)


def _as_listed(page: Response, error: Exception) -> Response:
    """Give the page of a refusal its status; where waiting helps, say how long."""
    kind = type(error)
    page.status_code = STATUS.get(kind, BROKEN) if issubclass(kind, PlannerError) else BROKEN
    if isinstance(error, TooManyTries):
        page.headers["retry-after"] = str(max(1, int(error.wait.total_seconds())))
    elif page.status_code == 503:
        page.headers["retry-after"] = str(RETRY_AFTER_S)
    return page


def _back(request: Request, error: Exception) -> str:
    """Return the page to go on from: what a refusal is about, or the office's first."""
    link, asked = links_of(request), request.path_params
    if isinstance(error, SheetLinkDied):
        return link("sheet", asked["unit_id"], asked["day"])
    page = link("plan", asked["plan_id"]) if "plan_id" in asked else link("dashboard")
    return link("dashboard") if page == request.url.path else page


def _unreadable(request: Request, error: Exception) -> Response:
    fields = {
        str(wrong["loc"][-1])
        for wrong in (error.errors() if isinstance(error, RequestValidationError) else ())
    }
    message = f"Isian {', '.join(sorted(fields))} tidak bisa dibaca. Perbaiki lalu kirim lagi."
    return office_page(request, "galat.html", status=422, lines=[message])


def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 404:
        return not_found(site_of(request).current())
    message = "Permintaan ini tidak bisa dilayani. Kembali lalu coba lagi."
    return office_page(request, "galat.html", status=status, lines=[message])


def _broken(request: Request, error: Exception) -> Response:
    log.error("unexpected error at %s", request.url.path, exc_info=error)
    message = "Ada yang tidak beres. Tidak ada yang tersimpan setengah; coba lagi."
    return office_page(request, "galat.html", status=500, lines=[message])
