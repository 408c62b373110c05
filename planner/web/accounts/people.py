"""The admin's pages about people, and the history of who did what."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from planner.actions.accounts.accounts import (
    add_account,
    change_role,
    new_account,
    reset_password,
    set_active,
)
from planner.actions.accounts.history import read_accesses, read_history
from planner.domain.accounts import ROLE_WORDS, Role
from planner.domain.errors import BadInput
from planner.web.shell.cookies import moment_of, the_signed
from planner.web.shell.templating import office_page
from planner.web.site.published import site_of

router = APIRouter(prefix="/kantor")

Text = Annotated[str, Form(max_length=1000)]
RoleSent = Annotated[Role, Form()]


@router.get("/orang")
def people(request: Request) -> Response:
    """Show everybody who may sign in."""
    return _people(request)


@router.post("/orang")
def add(request: Request, nama: Text, lengkap: Text, peran: RoleSent) -> Response:
    """Add somebody and show their first password, this once."""
    try:
        account, password = add_account(
            site_of(request).office,
            moment_of(request),
            _who(request),
            new_account(nama, lengkap, peran),
        )
    except BadInput as refused:
        return _people(request, told=refused.problems, nama=nama, lengkap=lengkap, peran=peran)
    return _people(request, fresh=(account.login, password))


@router.post("/orang/{login}/peran")
def role(request: Request, login: str, peran: RoleSent) -> Response:
    """Give somebody another role."""
    change_role(site_of(request).office, moment_of(request), _who(request), login, peran)
    return RedirectResponse("/kantor/orang", status_code=303)


@router.post("/orang/{login}/sandi")
def password(request: Request, login: str) -> Response:
    """Give somebody a new password and show it, this once."""
    fresh = reset_password(site_of(request).office, moment_of(request), _who(request), login)
    return _people(request, fresh=(login, fresh))


@router.post("/orang/{login}/aktif")
def active(request: Request, login: str, aktif: Annotated[bool, Form()]) -> Response:
    """Switch an account off, or on again."""
    set_active(site_of(request).office, moment_of(request), _who(request), login, active=aktif)
    return RedirectResponse("/kantor/orang", status_code=303)


@router.get("/catatan")
def history(
    request: Request,
    siapa: Annotated[str, Query(max_length=80)] = "",
    sebelum: Annotated[int, Query(ge=0, le=2**53)] = 0,
) -> Response:
    """Show who did what, when."""
    found = read_history(site_of(request).office, who=siapa.replace("\0", ""), before=sebelum)
    return office_page(request, "catatan.html", history=found, siapa=siapa)


@router.get("/catatan/data-pribadi")
def personal(request: Request) -> Response:
    """Show who looked at personal data."""
    found = read_accesses(site_of(request).office)
    return office_page(request, "catatan_pribadi.html", accesses=found)


def _who(request: Request) -> str:
    return the_signed(request).account.login


def _people(
    request: Request,
    *,
    told: list[str] | None = None,
    fresh: tuple[str, str] | None = None,
    nama: str = "",
    lengkap: str = "",
    peran: Role = Role.COORDINATOR,
) -> Response:
    with site_of(request).office.database.reading() as store:
        accounts = store.accounts.list_accounts()
    return office_page(
        request,
        "orang.html",
        status=422 if told else 200,
        accounts=accounts,
        words=ROLE_WORDS,
        told=told or [],
        fresh=fresh,
        nama=nama,
        lengkap=lengkap,
        peran=peran,
    )
