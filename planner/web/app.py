"""The web application of one office."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from fastapi import APIRouter, FastAPI
from starlette.routing import BaseRoute

from planner.actions.saving.office import Office
from planner.clock import Clock
from planner.web.accounts.access import Doors
from planner.web.accounts.install import PEOPLE, install_people
from planner.web.crews import officers as crew_pages
from planner.web.crews import rota as rota_pages
from planner.web.field import sheets as sheet_pages
from planner.web.field import today as today_pages
from planner.web.guard import LOOPBACK, GuardedApp
from planner.web.home import dashboard as desk_pages
from planner.web.home import office_pages
from planner.web.home import search as search_pages
from planner.web.plans import board as board_pages
from planner.web.plans import compare as compare_pages
from planner.web.plans import publish as publish_pages
from planner.web.plans import remedies as remedy_pages
from planner.web.plans import searches as job_pages
from planner.web.plans.draft_map import DraftMaps
from planner.web.plans.publish import Previews
from planner.web.plans.search_runner import JobRoom
from planner.web.plans.solving import Searcher
from planner.web.plans.unscheduled import UnscheduledCache
from planner.web.requests import calls as call_pages
from planner.web.requests import exports as export_pages
from planner.web.requests import imports as import_pages
from planner.web.requests import pages as request_pages
from planner.web.requests import restore_pages, visit_pages
from planner.web.requests.uploads import Uploads
from planner.web.restrictions import api as rule_api
from planner.web.restrictions import late as late_pages
from planner.web.restrictions import pages as rule_pages
from planner.web.shell.errors import add_handlers
from planner.web.shell.links import endpoints_by_name
from planner.web.site import pages as public_pages
from planner.web.site.day_turning import turn_days
from planner.web.site.published import PublishedSite
from planner.web.start import guide as guide_pages
from planner.web.start import practice_pages
from planner.web.start import set_up as set_up_pages
from planner.web.start import tour_page as tour_pages
from planner.web.start.practice import PracticeDoor, PracticeRoom
from routes import Problem, Solution


def spare_what_stays() -> None:
    """Leave all objects there are out of later searches for garbage.

    The engine's and the maps' libraries hold some hundred thousand objects. Looking through
    them stopped a page of 200 visits for a fifth of a second, now and then.
    """
    gc.collect()
    gc.freeze()


#: In the order in which addresses are matched, after those of people; the public site takes what is
#: left.
PAGES: Final = (
    board_pages,
    remedy_pages,
    publish_pages,
    compare_pages,
    job_pages,
    desk_pages,
    office_pages,
    sheet_pages,
    today_pages,
    search_pages,
    rule_api,
    request_pages,
    visit_pages,
    restore_pages,
    rule_pages,
    late_pages,
    call_pages,
    export_pages,
    import_pages,
    guide_pages,
    crew_pages,
    rota_pages,
    practice_pages,
    set_up_pages,
    tour_pages,
    public_pages,
)


@cache
def _endpoints() -> tuple[BaseRoute, ...]:
    """Return all endpoints, put together once: the office and its practice have the same."""
    together = APIRouter()
    for pages in (*PEOPLE, *PAGES):
        together.include_router(pages.router)
    return tuple(together.routes)


def _remember(app: FastAPI, jobs: JobRoom) -> None:
    """Give ``app`` room for what its pages make and may show again, by its type."""
    kept = (Previews(), UnscheduledCache(), DraftMaps(), Uploads(), jobs)
    app.state.services = {type(each): each for each in kept}


def _open(app: FastAPI) -> None:
    """Let ``app`` know its endpoints by name, and by who may open them.

    Raises
    ------
    LookupError
        An endpoint does not say what it needs, or two share a name.
    """
    app.state.endpoints, app.state.doors = endpoints_by_name(app), Doors(app)


def create_app(
    office: Office,
    clock: Clock,
    *,
    solve: Callable[[Problem], Solution] | None = None,
    hosts: Collection[str] = LOOPBACK,
    watch: Clock | None = None,
    practice: PracticeRoom | None = None,
) -> FastAPI:
    """Return the application: the public site and the office's pages of ``office``.

    ``solve`` finds tours; by default in a process of its own, which stands by while the
    application runs. Days begin at its start and while it runs. Only ``hosts`` are answered.
    Sign-ins end by ``watch``, the machine's clock. ``practice`` is the example beside the office.
    """
    searcher = Searcher()
    jobs = JobRoom(office, clock, searcher, solve)
    site = PublishedSite(office=office, clock=clock)

    @asynccontextmanager
    async def standing_by(_: FastAPI) -> AsyncIterator[None]:
        if solve is None:
            searcher.compile()
        jobs.stir()
        turning = asyncio.create_task(turn_days(site, clock))
        spare_what_stays()
        yield
        turning.cancel()
        await asyncio.gather(turning, return_exceptions=True)
        jobs.close()
        searcher.close()
        if practice is not None:
            practice.close()

    app = GuardedApp(
        hosts=hosts,
        base=urlsplit(office.profile.site_url).path.rstrip("/"),
        title="Sijempol",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        routes=list(_endpoints()),
        lifespan=standing_by,
    )
    app.state.site = site
    app.state.solve = solve or searcher
    app.state.practice = practice
    _remember(app, jobs)
    add_handlers(app)
    install_people(app, watch)
    if practice is not None:
        app.add_middleware(PracticeDoor, room=practice)
    _open(app)
    return app
