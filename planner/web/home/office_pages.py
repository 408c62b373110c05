"""Files that the office's pages load: its styles and scripts, and the maps of plans."""

from __future__ import annotations

from fastapi import APIRouter, Response

from maps import MapParts, asset_folders
from planner.web.plans.draft_map import DraftMaps
from planner.web.shell.access import Clearance, needs
from planner.web.shell.context import Here, OfficeRequest
from planner.web.shell.links import PathNumber
from planner.web.shell.static import OpenFiles, OwnFiles

router = APIRouter(prefix="/kantor")

_OWN = OwnFiles(packages=[("planner.web", "static")])
for name, folder in asset_folders().items():
    router.mount(f"/kantor/aset/{name}", OpenFiles(directory=folder), name=f"{name}_asset")
router.mount("/kantor/aset", _OWN, name="asset")
router.mount("/kantor/papan-aset", _OWN, name="board_asset")


@router.get("/rencana/{plan_id}/peta.js", name="plan_map_script")
@needs(Clearance.VIEWER)
def map_script(here: Here, plan_id: PathNumber) -> Response:
    """Serve the script of a plan's map."""
    drawn = _map(here, plan_id)
    text = "" if drawn is None else drawn.script
    return Response(text, media_type="text/javascript; charset=utf-8")


@router.get("/rencana/{plan_id}/peta.css", name="plan_map_style")
@needs(Clearance.VIEWER)
def map_style(here: Here, plan_id: PathNumber) -> Response:
    """Serve the style of a plan's map."""
    drawn = _map(here, plan_id)
    text = "" if drawn is None else drawn.style
    return Response(text, media_type="text/css; charset=utf-8")


def _map(here: OfficeRequest, plan_id: int) -> MapParts | None:
    with here.reading() as now:
        plan = now.store.plans.get_plan(plan_id)
    return here.service(DraftMaps).of(plan, now.state, here.office)
