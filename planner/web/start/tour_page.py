"""The guided tour's page; the step is kept in a cookie, so that every page shows its bar."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from planner.domain.vocabulary import PlanState
from planner.web.shell.acting import office_of
from planner.web.shell.templating import office_page
from planner.web.shell.tour import TourStep, step_number, tour_cookie, tour_steps
from planner.web.site.published import site_of
from planner.web.start.practice_pages import room_or_none

router = APIRouter(prefix="/kantor/tur")

Short = Annotated[str, Query(max_length=8)]


@router.get("")
def show(request: Request, langkah: Short = "", tutup: Short = "") -> Response:
    """Show one step of the tour and keep it; without one, where the browser stopped."""
    name = tour_cookie(request)
    if tutup:
        closed = RedirectResponse("/kantor", status_code=303)
        closed.delete_cookie(name, path="/", httponly=True, samesite="lax")
        return closed
    at = step_number(langkah) or step_number(request.cookies.get(name, ""))
    answer = office_page(
        request,
        "tur.html",
        at=at or 0,
        langkah=_steps(request),
        contoh=office_of(request).profile.demo,
        latihan_ada=room_or_none(request) is not None,
    )
    if at is not None:
        secure = request.url.scheme == "https"
        answer.set_cookie(name, str(at), path="/", httponly=True, secure=secure, samesite="lax")
    return answer


def _steps(request: Request) -> tuple[TourStep, ...]:
    with office_of(request).database.reading() as store:
        plans, published = store.plans.list_plans(), store.plans.find_published()
    drafts = [plan.id for plan in plans if plan.state is PlanState.DRAFT]
    return tour_steps(
        site_of(request).clock.today(),
        draft=max(drafts, default=None),
        plan=None if published is None else published.id,
    )
