"""The coordinator's endpoints: the office's standing, quick drafts, maps of plans."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, cast

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

import maps
from maps import MapParts
from planner.actions.plans.draft_plan import draft_plan
from planner.actions.saving.office import Office
from planner.actions.saving.office_state import load_state
from planner.domain.errors import NotFound
from planner.web.own_assets import own_asset
from planner.web.plans.draft_map import DraftMaps
from planner.web.shell.acting import Number, act_of
from planner.web.site.published import site_of

router = APIRouter(prefix="/kantor")

Day = Annotated[date, Form()]
#: The office's own files beside the board's.
OWN: Final = {
    "kantor.css": "text/css",
    "lembar.css": "text/css",
    "piket.css": "text/css",
    "kantor.js": "text/javascript",
    "antrean.js": "text/javascript",
}


@router.post("/draf")
def draft(request: Request, first: Day, last: Day) -> Response:
    """Draft a plan for the days given and show it."""
    done = draft_plan(
        _office(request),
        act_of(request),
        first_day=first,
        last_day=last,
        solve=request.app.state.solve,
    )
    return _to_plan(0 if done.plan is None else done.plan.id)


@router.get("/rencana/{plan_id}/peta.js")
def map_script(request: Request, plan_id: Number) -> Response:
    """Serve the script of a plan's map."""
    drawn = _map(request, plan_id)
    text = "" if drawn is None else drawn.script
    return Response(text, media_type="text/javascript; charset=utf-8")


@router.get("/rencana/{plan_id}/peta.css")
def map_style(request: Request, plan_id: Number) -> Response:
    """Serve the style of a plan's map."""
    drawn = _map(request, plan_id)
    text = "" if drawn is None else drawn.style
    return Response(text, media_type="text/css; charset=utf-8")


@router.get("/aset/{name:path}")
def asset(name: str) -> Response:
    """Serve the office's styles and scripts and the maps' own files."""
    kind = OWN.get(name)
    if kind is not None:
        return Response(own_asset(name), media_type=f"{kind}; charset=utf-8")
    found = maps.asset_files().get(name)
    if found is None:
        raise NotFound(f"Berkas {name[:60]} tidak ada.")
    return Response(found[0], media_type=found[1])


def _office(request: Request) -> Office:
    return site_of(request).office


def _map(request: Request, plan_id: int) -> MapParts | None:
    office, maps = _office(request), cast("DraftMaps", request.app.state.maps)
    with office.database.reading() as store:
        plan, state = store.plans.get_plan(plan_id), load_state(store, office.areas)
    return maps.of(plan, state, office)


def _to_plan(plan_id: int) -> Response:
    return RedirectResponse(f"/kantor/rencana/{plan_id}", status_code=303)
