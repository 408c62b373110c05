"""A form that was refused is shown again: with what is wrong, and with everything typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from planner.domain.errors import BadInput
from planner.web.shell.access import Endpoint
from planner.web.shell.context import OfficeRequest
from planner.web.shell.form_models import WHOLE_FORM, FormRefused
from planner.web.shell.forms import Fields, read_fields

#: What shows a page with a form in it as it was filled in.
FormPage = Callable[[OfficeRequest, Fields], Response]

_PAGE: Final = "__sijempol_form_page__"


def shown_again(page: FormPage) -> Callable[[Endpoint], Endpoint]:
    """Mark an endpoint with the page that shows its form again where it is refused.

    What refused it stands in the fields' ``refusal``; the answer gets that refusal's status.
    """

    def mark(endpoint: Endpoint) -> Endpoint:
        setattr(endpoint, _PAGE, page)
        return endpoint

    return mark


async def form_again(request: Request, refused: Exception) -> Response | None:
    """Return the page with the refused form; None where its endpoint names none."""
    page: FormPage | None = getattr(request.scope.get("endpoint"), _PAGE, None)
    if page is None:
        return None
    fields = await read_fields(request)
    fields.problems, fields.refusal = _problems(refused), refused
    return await run_in_threadpool(page, OfficeRequest(request), fields)


def _problems(refused: Exception) -> dict[str, str]:
    if isinstance(refused, FormRefused):
        return refused.problems
    problems = refused.problems if isinstance(refused, BadInput) else [str(refused)]
    return {WHOLE_FORM: " ".join(problems)}
