"""The admin's pages about people, and the history of who did what."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Response

from planner.actions.accounts.accounts import (
    add_account,
    change_role,
    new_account,
    read_accounts,
    reset_password,
    set_active,
)
from planner.actions.accounts.history import read_accesses, read_history
from planner.domain.accounts import ROLE_WORDS, Role
from planner.web.accounts.forms import AccountForm, RoleForm, SwitchForm
from planner.web.shell.access import Clearance, needs
from planner.web.shell.again import shown_again
from planner.web.shell.context import Here, OfficeRequest
from planner.web.shell.forms import Fields, as_fields

router = APIRouter(prefix="/kantor")


def _accounts_page(
    here: OfficeRequest, f: Fields, *, fresh: tuple[str, str] | None = None
) -> Response:
    """Show everybody; ``fresh`` is somebody's name and their new password."""
    return here.page(
        "orang.html",
        f=f,
        accounts=read_accounts(here.office),
        words=ROLE_WORDS,
        usual_role=Role.COORDINATOR,
        fresh=fresh,
    )


@router.get("/orang", name="accounts")
@needs(Clearance.ADMIN)
def accounts(here: Here) -> Response:
    """Show everybody who may sign in."""
    return _accounts_page(here, as_fields())


@router.post("/orang", name="add_account")
@needs(Clearance.ADMIN)
@shown_again(_accounts_page)
def add(here: Here, form: Annotated[AccountForm, Form()]) -> Response:
    """Add somebody and show their first password, this once."""
    account = new_account(form.login, form.shown, form.role)
    added, password = add_account(here.office, here.moment, here.person, account)
    return _accounts_page(here, as_fields(), fresh=(added.login, password))


@router.post("/orang/{login}/peran", name="change_role")
@needs(Clearance.ADMIN)
def role(here: Here, login: str, form: Annotated[RoleForm, Form()]) -> Response:
    """Give somebody another role."""
    change_role(here.office, here.moment, here.person, login, form.role)
    return here.lead("accounts")


@router.post("/orang/{login}/sandi", name="reset_password")
@needs(Clearance.ADMIN)
def password(here: Here, login: str) -> Response:
    """Give somebody a new password and show it, this once."""
    fresh = reset_password(here.office, here.moment, here.person, login)
    return _accounts_page(here, as_fields(), fresh=(login, fresh))


@router.post("/orang/{login}/aktif", name="switch_account")
@needs(Clearance.ADMIN)
def active(here: Here, login: str, form: Annotated[SwitchForm, Form()]) -> Response:
    """Switch an account off, or on again."""
    set_active(here.office, here.moment, here.person, login, active=form.active)
    return here.lead("accounts")


@router.get("/catatan", name="history")
@needs(Clearance.COORDINATOR)
def history(
    here: Here,
    siapa: Annotated[str, Query(max_length=80)] = "",
    sebelum: Annotated[int, Query(ge=0, le=2**53)] = 0,
) -> Response:
    """Show who did what, when."""
    page = read_history(here.office, who=siapa.replace("\0", ""), before=sebelum)
    return here.page("catatan.html", history=page, who=siapa)


@router.get("/catatan/data-pribadi", name="personal_history")
@needs(Clearance.ADMIN)
def personal(here: Here) -> Response:
    """Show who looked at personal data."""
    return here.page("catatan_pribadi.html", accesses=read_accesses(here.office))
