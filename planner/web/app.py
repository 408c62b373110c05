"""The web application of one desk."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager

from fastapi import FastAPI

from planner.actions.desk import Desk
from planner.clock import Clock
from planner.web import (
    call_pages,
    desk_pages,
    import_pages,
    office_pages,
    public_pages,
    request_pages,
    rule_api,
    rule_pages,
    visit_pages,
)
from planner.web.errors import add_handlers
from planner.web.guard import LOOPBACK, Guard
from planner.web.published import PublishedSite
from planner.web.solving import Searcher
from planner.web.uploads import Uploads
from routes import Problem, Solution


def create_app(
    desk: Desk,
    clock: Clock,
    *,
    solve: Callable[[Problem], Solution] | None = None,
    hosts: Collection[str] = LOOPBACK,
) -> FastAPI:
    """Return the application: the public site and the office's pages of ``desk``.

    ``solve`` finds tours; by default in a process of its own, which stands by while the
    application runs. Only ``hosts`` are answered.
    """
    searcher = Searcher()

    @asynccontextmanager
    async def standing_by(_: FastAPI) -> AsyncIterator[None]:
        if solve is None:
            searcher.stand_by()
        yield
        searcher.close()

    app = FastAPI(
        title="Sijempol", docs_url=None, redoc_url=None, openapi_url=None, lifespan=standing_by
    )
    app.state.site = PublishedSite(desk=desk, clock=clock)
    app.state.uploads = Uploads()
    app.state.solve = solve or searcher
    add_handlers(app)
    app.include_router(desk_pages.router)
    app.include_router(office_pages.router)
    app.include_router(rule_api.router)
    app.include_router(request_pages.router)
    app.include_router(visit_pages.router)
    app.include_router(rule_pages.router)
    app.include_router(call_pages.router)
    app.include_router(import_pages.router)
    app.include_router(public_pages.router)
    app.add_middleware(Guard, hosts=hosts)
    return app
