"""Refusals as pages: one table from kinds to HTTP status, one page with the sentence."""

from __future__ import annotations

import logging
import re
from typing import Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from planner.actions.saving.office import TooBusy
from planner.domain.accounts import TooManyTries, WrongSignIn
from planner.domain.errors import (
    BadInput,
    NotFound,
    NotPublishable,
    PlannerError,
    StaleDraft,
    UnknownArea,
)
from planner.store import DataLocked, NotSaved
from planner.web.shell.templating import office_page
from planner.web.site.pages import not_found
from planner.web.site.published import site_of

log = logging.getLogger("sijempol")

STATUS: Final[dict[type[PlannerError], int]] = {
    BadInput: 422,
    NotFound: 404,
    UnknownArea: 404,
    StaleDraft: 409,
    NotPublishable: 409,
    WrongSignIn: 401,
    TooManyTries: 429,
    TooBusy: 503,
    DataLocked: 503,
    NotSaved: 503,
}
#: A plan's pages begin so.
_PLAN: Final = re.compile(r"/kantor/rencana/[0-9]+(?=/)")
#: Seconds after which a program may try again what could not be saved now.
RETRY_AFTER_S: Final = 5


def add_handlers(app: FastAPI) -> None:
    """Make every refusal of ``app`` a readable page; nothing sent in is echoed."""
    app.add_exception_handler(PlannerError, refusal_page)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _broken)


def refusal_page(request: Request, error: Exception) -> Response:
    """Return the page that tells a refusal."""
    kind = type(error)
    status = STATUS[kind] if issubclass(kind, PlannerError) and kind in STATUS else 409
    lines = str(error).split("\n")
    answer = office_page(request, "galat.html", status=status, lines=lines, back=_back(request))
    if status == 503:
        answer.headers["retry-after"] = str(RETRY_AFTER_S)
    return answer


def _back(request: Request) -> str:
    """Return the page to go on from: the plan that a refusal is about, or the office's first."""
    found = _PLAN.match(request.url.path)
    return "/kantor" if found is None else found[0]


def _unreadable(request: Request, error: Exception) -> Response:
    fields = {
        str(found["loc"][-1])
        for found in (error.errors() if isinstance(error, RequestValidationError) else ())
    }
    told = f"Isian {', '.join(sorted(fields))} tidak bisa dibaca. Perbaiki lalu kirim lagi."
    return office_page(request, "galat.html", status=422, lines=[told])


def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 404:
        return not_found(site_of(request).current())
    told = "Permintaan ini tidak bisa dilayani. Kembali lalu coba lagi."
    return office_page(request, "galat.html", status=status, lines=[told])


def _broken(request: Request, error: Exception) -> Response:
    log.error("unexpected error at %s", request.url.path, exc_info=error)
    told = "Ada yang tidak beres. Tidak ada yang tersimpan setengah; coba lagi."
    return office_page(request, "galat.html", status=500, lines=[told])
