"""From an empty office to its first plan: what is done, what comes next, and how."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from planner.actions.enter_rules import enter_rules
from planner.actions.world import load_world
from planner.rules import shipped_records
from planner.web.acting import Key, act_of, desk_of
from planner.web.practice_pages import room_or_none
from planner.web.public_pages import site_of
from planner.web.set_up import set_up_steps
from planner.web.templating import office_page

router = APIRouter(prefix="/kantor/mulai")


@router.get("")
def show(request: Request) -> Response:
    """Show the steps with how each is done, and the settings as they stand."""
    desk = desk_of(request)
    with desk.database.reading() as store:
        world, plans = load_world(store, desk.areas), store.plans.list_plans()
    steps = set_up_steps(desk.office, world, plans)
    known = {str(record["id"]) for record in world.records}
    return office_page(
        request,
        "mulai.html",
        langkah=steps,
        selesai=sum(step.done for step in steps),
        bawaan=sum(str(record["id"]) not in known for record in shipped_records()),
        latihan_ada=room_or_none(request) is not None,
    )


@router.post("/aturan")
def load_rules(request: Request, key: Key = "") -> Response:
    """Record the rules and holidays that come with the product."""
    enter_rules(desk_of(request), act_of(request, key), shipped_records())
    site_of(request).look_now()
    return RedirectResponse("/kantor/mulai", status_code=303)
