"""The web application of one desk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager

from fastapi import FastAPI

from planner.actions.desk import Desk
from planner.clock import Clock
from planner.web import office_pages, public_pages, rule_api
from planner.web.day_turning import turn_days
from planner.web.errors import add_handlers
from planner.web.guard import LOOPBACK, Guard
from planner.web.people.install import install_people
from planner.web.published import PublishedSite
from planner.web.solving import Searcher
from routes import Problem, Solution


def create_app(
    desk: Desk,
    clock: Clock,
    *,
    solve: Callable[[Problem], Solution] | None = None,
    hosts: Collection[str] = LOOPBACK,
    watch: Clock | None = None,
) -> FastAPI:
    """Return the application: the public site and the office's pages of ``desk``.

    ``solve`` finds tours; by default in a process of its own, which stands by while the
    application runs. Days begin at its start and while it runs. Only ``hosts`` are answered.
    Sessions end by ``watch``, the machine's clock.
    """
    searcher = Searcher()
    site = PublishedSite(desk=desk, clock=clock)

    @asynccontextmanager
    async def standing_by(_: FastAPI) -> AsyncIterator[None]:
        if solve is None:
            searcher.stand_by()
        turning = asyncio.create_task(turn_days(site, clock))
        yield
        turning.cancel()
        await asyncio.gather(turning, return_exceptions=True)
        searcher.close()

    app = FastAPI(
        title="Sijempol", docs_url=None, redoc_url=None, openapi_url=None, lifespan=standing_by
    )
    app.state.site = site
    app.state.solve = solve or searcher
    add_handlers(app)
    install_people(app, watch)
    app.include_router(office_pages.router)
    app.include_router(rule_api.router)
    app.include_router(public_pages.router)
    app.add_middleware(Guard, hosts=hosts)
    return app
