"""The sign-in's cookie."""

from __future__ import annotations

from typing import Final

from fastapi import Request, Response

from planner.actions.accounts.sign_ins import Signed
from planner.domain.accounts import Role
from planner.web.below import in_practice

#: The field, and the header, that carries the form token.
FORM_FIELD: Final = "tanda"
FORM_HEADER: Final = "x-sijempol-tanda"

_NAME: Final = "sijempol"


def _cookie_name(request: Request) -> str:
    """Return the cookie's name: over TLS one that no other host can set.

    The example beside an office has a sign-in of its own.
    """
    name = f"{_NAME}-latihan" if in_practice(request) else _NAME
    return f"__Host-{name}" if request.url.scheme == "https" else name


def token_of(request: Request) -> str:
    """Return the sign-in's secret that the browser sends, "" without one."""
    return request.cookies.get(_cookie_name(request), "")


def remember_sign_in(request: Request, response: Response, signed: Signed) -> Response:
    """Give the browser the secret of its sign-in and return ``response``."""
    response.set_cookie(
        _cookie_name(request),
        signed.token,
        path="/",
        httponly=True,
        secure=request.url.scheme == "https",
        samesite="strict" if signed.account.role is Role.ADMIN else "lax",
    )
    return response


def forget_sign_in(request: Request, response: Response) -> Response:
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
