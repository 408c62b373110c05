"""The office's one search box, and the page that lists the keys."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from planner.actions.world import load_world
from planner.web.acting import coordinates, desk_of
from planner.web.finding import Kinds, find, kinds_of
from planner.web.templating import office_page

router = APIRouter(prefix="/kantor")


@router.get("/cari")
def search(request: Request, q: Annotated[str, Query(max_length=200)] = "") -> Response:
    """Answer what was typed into the search box."""
    desk, works = desk_of(request), coordinates(request)
    with desk.database.reading() as store:

        def kinds() -> Kinds:
            plans = store.remembered("plans", store.plans.list_plans)
            return kinds_of(load_world(store, desk.areas), plans, works=works)

        found = find(q, store.remembered(f"search {works}", kinds))
    return office_page(request, "cari.html", q=q[:80], found=found)


@router.get("/pintasan")
def shortcuts(request: Request) -> Response:
    """List the keys, as the dialog does."""
    return office_page(request, "pintasan.html")
