"""The web application of one desk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from typing import Final

from fastapi import FastAPI

from planner.actions.desk import Desk
from planner.clock import Clock
from planner.web import (
    board_pages,
    call_pages,
    compare_pages,
    crew_pages,
    desk_pages,
    guide_pages,
    import_pages,
    job_pages,
    office_pages,
    practice_pages,
    public_pages,
    publish_pages,
    remedy_pages,
    request_pages,
    rota_pages,
    rule_api,
    rule_pages,
    search_pages,
    set_up_pages,
    sheet_pages,
    today_pages,
    tour_pages,
    visit_pages,
)
from planner.web.day_turning import turn_days
from planner.web.draft_map import DraftMaps
from planner.web.errors import add_handlers
from planner.web.guard import LOOPBACK, GuardedApp
from planner.web.job_room import JobRoom
from planner.web.people.install import install_people
from planner.web.practice import PracticeDoor, PracticeRoom
from planner.web.previews import Previews
from planner.web.published import PublishedSite
from planner.web.solving import Searcher
from planner.web.sparing import spare_what_stays
from planner.web.trays import Trays
from planner.web.uploads import Uploads
from routes import Problem, Solution

#: In the order in which addresses are matched; the public site takes what is left.
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
    rule_pages,
    call_pages,
    import_pages,
    guide_pages,
    crew_pages,
    rota_pages,
    practice_pages,
    set_up_pages,
    tour_pages,
    public_pages,
)


def _remember(app: FastAPI) -> None:
    """Give ``app`` room for what its pages make and may show again."""
    app.state.previews = Previews()
    app.state.trays = Trays()
    app.state.maps = DraftMaps()


def create_app(
    desk: Desk,
    clock: Clock,
    *,
    solve: Callable[[Problem], Solution] | None = None,
    hosts: Collection[str] = LOOPBACK,
    watch: Clock | None = None,
    practice: PracticeRoom | None = None,
) -> FastAPI:
    """Return the application: the public site and the office's pages of ``desk``.

    ``solve`` finds tours; by default in a process of its own, which stands by while the
    application runs. Days begin at its start and while it runs. Only ``hosts`` are answered.
    Sessions end by ``watch``, the machine's clock. ``practice`` is the example beside the office.
    """
    searcher, jobs = Searcher(), JobRoom(desk, clock, solve)
    site = PublishedSite(desk=desk, clock=clock)

    @asynccontextmanager
    async def standing_by(_: FastAPI) -> AsyncIterator[None]:
        if solve is None:
            searcher.stand_by()
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
        title="Sijempol",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=standing_by,
    )
    app.state.site = site
    app.state.uploads = Uploads()
    app.state.solve = solve or searcher
    app.state.jobs = jobs
    app.state.practice = practice
    _remember(app)
    add_handlers(app)
    install_people(app, watch)
    for pages in PAGES:
        app.include_router(pages.router)
    if practice is not None:
        app.add_middleware(PracticeDoor, room=practice)
    return app
