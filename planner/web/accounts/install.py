"""Everything about people, put into an application in one call."""

from __future__ import annotations

from fastapi import FastAPI

from planner.clock import Clock, SystemClock
from planner.web.accounts import account as account_pages
from planner.web.accounts import people as people_pages
from planner.web.accounts import sign_in as sign_in_pages
from planner.web.accounts.gate import Gate


def install_people(app: FastAPI, watch: Clock | None = None) -> None:
    """Add the pages of signing in and of people to ``app``, and the gate before the office.

    ``watch`` is the machine's clock, by which sessions end and wrong tries wait; the office's
    own may stand still. Call it before the public catch-all is added.
    """
    app.state.watch = watch or SystemClock()
    for pages in (sign_in_pages, account_pages, people_pages):
        app.include_router(pages.router)
    app.add_middleware(Gate)
