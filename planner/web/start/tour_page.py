"""The guided tour's page; the step is kept in a cookie, so that every page shows its bar."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from planner.domain.vocabulary import PlanState
from planner.web.shell.access import Clearance, needs
from planner.web.shell.context import Here, OfficeRequest
from planner.web.shell.tour import TourStep, step_number, tour_cookie, tour_steps
from planner.web.start.practice_pages import room_or_none

router = APIRouter(prefix="/kantor/tur")

_Short = Annotated[str, Query(max_length=8)]


@router.get("", name="tour")
@needs(Clearance.VIEWER)
def show(here: Here, langkah: _Short = "", tutup: _Short = "") -> Response:
    """Show one step of the tour and keep it; without one, where the browser stopped."""
    name = tour_cookie(here.request)
    if tutup:
        closed = here.lead("dashboard")
        closed.delete_cookie(name, path="/", httponly=True, samesite="lax")
        return closed
    at = step_number(langkah) or step_number(here.request.cookies.get(name, ""))
    answer = here.page(
        "tur.html",
        at=at or 0,
        steps=_steps(here),
        has_practice=room_or_none(here) is not None,
    )
    if at is not None:
        secure = here.request.url.scheme == "https"
        answer.set_cookie(name, str(at), path="/", httponly=True, secure=secure, samesite="lax")
    return answer


def _steps(here: OfficeRequest) -> tuple[TourStep, ...]:
    with here.reading() as now:
        plans = now.store.remembered("plans", now.store.plans.list_plans)
    published = now.state.published
    drafts = [plan.id for plan in plans if plan.state is PlanState.DRAFT]
    return tour_steps(
        here.today,
        draft=max(drafts, default=None),
        plan=None if published is None else published.id,
        link=here.link,
    )
