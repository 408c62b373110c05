"""The coordinator's endpoints: look, draft, compare, publish."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import files
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from maps import asset_files
from planner.actions.desk import Desk
from planner.actions.discard_draft import discard_draft
from planner.actions.draft_plan import draft_plan
from planner.actions.publish_plan import publish_plan
from planner.actions.world import World, load_world
from planner.domain.errors import NotFound
from planner.domain.plans import Plan
from planner.domain.words import PlanState
from planner.web.board import office_tiles, plan_view
from planner.web.draft_map import draft_map
from planner.web.people.cookies import act_of
from planner.web.public_pages import site_of
from planner.web.solving import engine_note
from planner.web.templating import office_page

router = APIRouter(prefix="/kantor")

#: Days a draft covers unless the coordinator says otherwise: two weeks and a half.
USUAL_DAYS = 18

Day = Annotated[date, Form()]


@router.get("")
def board(request: Request) -> Response:
    """Show the office's standing, its drafts and its plans."""
    desk, today = _desk(request), site_of(request).clock.today()
    with desk.database.reading() as store:
        world = load_world(store, desk.areas)
        plans = store.plans.list_plans()
        notices = store.notices.list_notices()
    first = today + timedelta(1)
    if world.published is not None:
        first = max(first, world.published.last_day + timedelta(1))
    return office_page(
        request,
        "kantor.html",
        tiles=office_tiles(world),
        published=world.published,
        drafts=[plan for plan in plans if plan.state is PlanState.DRAFT],
        older=[plan for plan in plans if plan.number is not None],
        notices=[notice for notice in reversed(notices) if notice.audience == "public"][:12],
        private_notices=sum(notice.audience == "private" for notice in notices),
        first=first,
        last=first + timedelta(USUAL_DAYS - 1),
        engine=engine_note(),
    )


@router.post("/draf")
def draft(request: Request, first: Day, last: Day) -> Response:
    """Draft a plan for the days given and show it."""
    done = draft_plan(
        _desk(request),
        act_of(request),
        first_day=first,
        last_day=last,
        solve=request.app.state.solve,
    )
    return _to_plan(0 if done.plan is None else done.plan.id)


@router.get("/rencana/{plan_id}")
def show(request: Request, plan_id: int) -> Response:
    """Show a plan, compared with what people were last told."""
    plan, world = _plan(request, plan_id)
    drawn = draft_map(plan, world, _desk(request))
    return office_page(
        request,
        "rencana.html",
        plan=plan_view(plan, _told_before(request, plan), world),
        is_draft=plan.state is PlanState.DRAFT,
        stale=_stale(plan, world),
        state=plan.state.value,
        peta=drawn,
    )


@router.get("/rencana/{plan_id}/peta.js")
def map_script(request: Request, plan_id: int) -> Response:
    """Serve the script of a plan's map."""
    plan, world = _plan(request, plan_id)
    drawn = draft_map(plan, world, _desk(request))
    text = "" if drawn is None else drawn.script
    return Response(text, media_type="text/javascript; charset=utf-8")


@router.get("/rencana/{plan_id}/peta.css")
def map_style(request: Request, plan_id: int) -> Response:
    """Serve the style of a plan's map."""
    plan, world = _plan(request, plan_id)
    drawn = draft_map(plan, world, _desk(request))
    text = "" if drawn is None else drawn.style
    return Response(text, media_type="text/css; charset=utf-8")


@router.post("/rencana/{plan_id}/terbitkan")
def publish(request: Request, plan_id: int) -> Response:
    """Publish a draft: visits get their dates, people are told, pages change."""
    publish_plan(_desk(request), act_of(request), plan_id)
    site_of(request).look_now()
    return _to_plan(plan_id)


@router.post("/rencana/{plan_id}/buang")
def discard(request: Request, plan_id: int) -> Response:
    """Throw a draft away; nothing published changes."""
    discard_draft(_desk(request), act_of(request), plan_id)
    return RedirectResponse("/kantor", status_code=303)


@router.get("/aset/{name:path}")
def asset(name: str) -> Response:
    """Serve the office's style and the maps' own files."""
    if name == "kantor.css":
        content = (files("planner.web") / "static" / name).read_bytes()
        return Response(content, media_type="text/css; charset=utf-8")
    found = asset_files().get(name)
    if found is None:
        raise NotFound(f"Berkas {name[:60]} tidak ada.")
    return Response(found[0], media_type=found[1])


def _desk(request: Request) -> Desk:
    return site_of(request).desk


def _plan(request: Request, plan_id: int) -> tuple[Plan, World]:
    desk = _desk(request)
    with desk.database.reading() as store:
        return store.plans.get_plan(plan_id), load_world(store, desk.areas)


def _told_before(request: Request, plan: Plan) -> Plan | None:
    """Return the plan that was published when ``plan`` was made, if any was."""
    with _desk(request).database.reading() as store:
        plans = store.plans.list_plans()
    return next((each for each in plans if each.number == plan.based_on is not None), None)


def _stale(plan: Plan, world: World) -> bool:
    current = None if world.published is None else world.published.number
    return plan.state is PlanState.DRAFT and plan.based_on != current


def _to_plan(plan_id: int) -> Response:
    return RedirectResponse(f"/kantor/rencana/{plan_id}", status_code=303)
