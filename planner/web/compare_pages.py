"""Several plans side by side: drafts as what-ifs, a draft and what is published, two versions."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from planner.actions.world import load_world
from planner.domain.plans import Plan
from planner.domain.words import PlanState
from planner.web.acting import desk_of
from planner.web.board import plan_view
from planner.web.comparing import area_lines, column, lines, plan_name, same_days
from planner.web.templating import office_page
from planner.web.tour_table import tour_rows

router = APIRouter(prefix="/kantor")

#: Plans that stand side by side at most, and those that can be chosen.
MOST: Final = 4
CHOICES: Final = 24

#: The id of a plan, as somebody may write it into an address.
Known = Annotated[int, Field(ge=0, le=2**53)]
Chosen = Annotated[list[Known] | None, Query(alias="r", max_length=50)]


@router.get("/bandingkan")
def compare(request: Request, chosen: Chosen = None) -> Response:
    """Show the plans chosen side by side, and what the last changes against the first."""
    desk = desk_of(request)
    with desk.database.reading() as store:
        plans, world = store.plans.list_plans(), load_world(store, desk.areas)
        wanted = [store.plans.get_plan(n) for n in dict.fromkeys(chosen or ())]
    told = world.published
    shown = _shown(wanted, plans, told)
    columns = [column(plan, told, tour_rows(plan, world, desk), world) for plan in shown]
    changes = plan_view(shown[-1], shown[0], world).changes if len(shown) > 1 else ()
    offered = [plan for plan in plans if plan.state is not PlanState.DISCARDED][:CHOICES]
    return office_page(
        request,
        "papan/banding.html",
        columns=columns,
        lines=lines(columns, world),
        areas=area_lines(columns, world),
        same=same_days(columns),
        changes=changes,
        too_many=len(wanted) > MOST,
        offered=[(plan, plan_name(plan)) for plan in offered],
        ids={plan.id for plan in shown},
    )


def _shown(wanted: list[Plan], plans: tuple[Plan, ...], told: Plan | None) -> list[Plan]:
    """Return the plans to show: those wanted, or what is published and the newest drafts."""
    if len(wanted) > 1:
        return wanted[:MOST]
    first = [] if told is None else [told]
    if wanted:
        return [*(plan for plan in first if plan.id != wanted[0].id), *wanted]
    return [*first, *(plan for plan in plans if plan.state is PlanState.DRAFT)][:MOST]
