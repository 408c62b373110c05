"""The session's cookie, and who asks."""

from __future__ import annotations

from typing import Final

from fastapi import Request, Response

from planner.actions.accounts.sessions import Moment, Signed
from planner.clock import Clock
from planner.domain.accounts import Role
from planner.web.below import below_of
from planner.web.site.published import site_of

#: The field, and the header, that carries the form token.
FORM_FIELD: Final = "tanda"
FORM_HEADER: Final = "x-sijempol-tanda"

_NAME: Final = "sijempol"


def _cookie_name(request: Request) -> str:
    """Return the cookie's name: over TLS one that no other host can set.

    The example beside an office has a session of its own.
    """
    name = f"{_NAME}-latihan" if below_of(request) else _NAME
    return f"__Host-{name}" if request.url.scheme == "https" else name


def token_of(request: Request) -> str:
    """Return the session's secret that the browser sends, "" without one."""
    return request.cookies.get(_cookie_name(request), "")


def set_session(request: Request, response: Response, signed: Signed) -> Response:
    """Give the browser the secret of its session and return ``response``."""
    response.set_cookie(
        _cookie_name(request),
        signed.token,
        path="/",
        httponly=True,
        secure=request.url.scheme == "https",
        samesite="strict" if signed.account.role is Role.ADMIN else "lax",
    )
    return response


def forget_session(request: Request, response: Response) -> Response:
    """Take the secret away from the browser and return ``response``."""
    response.delete_cookie(
        _cookie_name(request),
        path="/",
        httponly=True,
        secure=request.url.scheme == "https",
        samesite="lax",
    )
    response.headers["clear-site-data"] = '"storage"'
    return response


def signed_of(request: Request) -> Signed | None:
    """Return who is behind ``request``, as the gate found; None where nobody is."""
    found: Signed | None = getattr(request.state, "signed", None)
    return found


def the_signed(request: Request) -> Signed:
    """Return who is behind a request that the gate let through for somebody signed in.

    Raises
    ------
    LookupError
        Nobody is: the endpoint's row asks for too little.
    """
    found = signed_of(request)
    if found is None:
        raise LookupError(f"nobody is signed in at {request.url.path}")
    return found


def moment_of(request: Request) -> Moment:
    """Return when and from where ``request`` comes."""
    watch: Clock = request.app.state.watch
    client = request.client
    return Moment(
        at=site_of(request).clock.now(),
        now=watch.now(),
        address="" if client is None else client.host,
    )
