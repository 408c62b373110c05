"""Who acts through a page, when, and under which key; the one place that pages ask."""

from __future__ import annotations

from secrets import token_urlsafe
from typing import Annotated

from fastapi import Form, Request

from planner.actions.desk import Act, Desk
from planner.web.people.cookies import the_signed
from planner.web.public_pages import site_of

#: The key that a form carries: sent twice, it is done once.
Key = Annotated[str, Form(alias="kunci", max_length=64, pattern=r"^[A-Za-z0-9_-]*$")]


def desk_of(request: Request) -> Desk:
    """Return the desk that the application serves."""
    return site_of(request).desk


def act_of(request: Request, key: str = "") -> Act:
    """Return the act of whoever is signed in, at the office's time."""
    clock = site_of(request).clock
    return Act(at=clock.now(), day=clock.today(), who=the_signed(request).account.login, key=key)


def fresh_key() -> str:
    """Return a key for the forms of one page."""
    return token_urlsafe(12)
