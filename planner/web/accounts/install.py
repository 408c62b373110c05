"""Everything about people that an application gets."""

from __future__ import annotations

from typing import Final

from fastapi import FastAPI

from planner.clock import Clock, SystemClock
from planner.web.accounts import account as account_pages
from planner.web.accounts import people as people_pages
from planner.web.accounts import sign_in as sign_in_pages
from planner.web.accounts.gate import Gate

#: Pages of signing in and of people.
PEOPLE: Final = (sign_in_pages, account_pages, people_pages)


def install_people(app: FastAPI, watch: Clock | None = None) -> None:
    """Add the gate before the office to ``app``.

    ``watch`` is the machine's clock, by which sign-ins end and wrong tries wait; the office's
    own may stand still.
    """
    app.state.watch = watch or SystemClock()
    app.add_middleware(Gate)
