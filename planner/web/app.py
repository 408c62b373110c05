"""The web application of one desk."""

from __future__ import annotations

from collections.abc import Callable, Collection

from fastapi import FastAPI

from planner.actions.desk import Desk
from planner.clock import Clock
from planner.web import office_pages, public_pages, rule_api
from planner.web.errors import add_handlers
from planner.web.guard import LOOPBACK, Guard
from planner.web.published import PublishedSite
from planner.web.solving import solve_apart
from routes import Problem, Solution


def create_app(
    desk: Desk,
    clock: Clock,
    *,
    solve: Callable[[Problem], Solution] | None = None,
    hosts: Collection[str] = LOOPBACK,
) -> FastAPI:
    """Return the application: the public site and the office's pages of ``desk``.

    ``solve`` finds tours; by default in a process of its own. Only ``hosts`` are answered.
    """
    app = FastAPI(title="Sijempol", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.site = PublishedSite(desk=desk, clock=clock)
    app.state.solve = solve or solve_apart
    add_handlers(app)
    app.include_router(office_pages.router)
    app.include_router(rule_api.router)
    app.include_router(public_pages.router)
    app.add_middleware(Guard, hosts=hosts)
    return app
