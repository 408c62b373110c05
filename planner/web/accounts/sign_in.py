"""The pages of signing in and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Response

from planner.actions.accounts.setup import lacks_admin, make_first_admin
from planner.actions.accounts.sign_ins import Signed, second_step, sign_in, sign_in_demo, sign_out
from planner.domain.accounts import Stage
from planner.web.accounts.access import NEXT_STEP
from planner.web.accounts.forms import CodeForm, ExampleForm, FirstAdminForm, SignInForm
from planner.web.accounts.sent import page_or
from planner.web.shell.access import Clearance, needs
from planner.web.shell.again import shown_again
from planner.web.shell.context import Here, OfficeRequest
from planner.web.shell.cookies import forget_sign_in, remember_sign_in, token_of
from planner.web.shell.forms import Fields, as_fields

router = APIRouter(prefix="/kantor")

Where = Annotated[str, Query(max_length=500)]


def _sign_in_page(here: OfficeRequest, f: Fields, *, kept: bool = False) -> Response:
    return here.page("masuk.html", f=f, wanted=_wanted(here, f.get("ke")), kept=kept)


def _code_page(here: OfficeRequest, f: Fields) -> Response:
    return here.page("masuk_kode.html", f=f, wanted=_wanted(here, f.get("ke")))


def _first_admin_page(here: OfficeRequest, f: Fields) -> Response:
    return here.page("pasang.html", f=f)


@router.get("/masuk", name="sign_in")
@needs(Clearance.GUEST)
def sign_in_form(here: Here, ke: Where = "", isian: Where = "") -> Response:
    """Show the form to sign in; a new office is led to its set-up first."""
    if here.guest is not None and here.guest.role is not None:
        return here.lead_to(_wanted(here, ke))
    if lacks_admin(here.office):
        return here.lead("first_admin")
    return _sign_in_page(here, as_fields(ke=ke), kept=bool(isian))


@router.post("/masuk", name="sign_in_now")
@needs(Clearance.GUEST)
@shown_again(_sign_in_page)
def sign_in_now(here: Here, form: Annotated[SignInForm, Form()]) -> Response:
    """Sign in with a name and a password."""
    former = token_of(here.request)
    signed = sign_in(here.office, here.moment, form.login, form.password, old=former)
    return _onward(here, signed, form.wanted)


@router.post("/masuk/contoh", name="sign_in_example")
@needs(Clearance.EXAMPLE)
@shown_again(_sign_in_page)
def sign_in_example(here: Here, form: Annotated[ExampleForm, Form()]) -> Response:
    """Sign in as one of the example's people."""
    signed = sign_in_demo(here.office, here.moment, form.role, old=token_of(here.request))
    return _onward(here, signed, form.wanted)


@router.get("/masuk/kode", name="sign_in_code")
@needs(Clearance.STEP_CODE)
def code_form(here: Here, ke: Where = "") -> Response:
    """Ask for the code of the second step."""
    return _code_page(here, as_fields(ke=ke))


@router.post("/masuk/kode", name="sign_in_code_now")
@needs(Clearance.STEP_CODE)
@shown_again(_code_page)
def code_now(here: Here, form: Annotated[CodeForm, Form()]) -> Response:
    """Complete a sign-in with a code."""
    signed = second_step(here.office, here.moment, here.signed, form.code)
    return _onward(here, signed, form.wanted)


@router.post("/keluar", name="sign_out")
@needs(Clearance.SIGNED_IN)
def sign_out_now(here: Here) -> Response:
    """End the sign-in."""
    sign_out(here.office, here.moment, here.signed)
    return forget_sign_in(here.request, here.lead("sign_in"))


@router.get("/pasang", name="first_admin")
@needs(Clearance.GUEST)
def first_admin_form(here: Here) -> Response:
    """Show the form that makes the first admin."""
    if not lacks_admin(here.office):
        return here.lead("sign_in")
    return _first_admin_page(here, as_fields())


@router.post("/pasang", name="make_first_admin")
@needs(Clearance.GUEST)
@shown_again(_first_admin_page)
def first_admin_now(here: Here, form: Annotated[FirstAdminForm, Form()]) -> Response:
    """Make the first admin and begin their sign-in."""
    signed = make_first_admin(
        here.office,
        here.moment,
        form.code,
        login=form.login,
        shown=form.shown,
        password=form.password,
    )
    return remember_sign_in(here.request, here.lead(NEXT_STEP[signed.sign_in.stage]), signed)


def _wanted(here: OfficeRequest, asked: str) -> str:
    """Return the page that somebody asked for where it may be led to, else the first one."""
    return page_or(here, asked, here.link.own("dashboard"))


def _onward(here: OfficeRequest, signed: Signed, asked: str) -> Response:
    """Send a browser on with its new sign-in: to the next step, a kept form, or where it was."""
    kept, page = signed.sign_in.pending_form, _wanted(here, asked)
    if signed.sign_in.stage is not Stage.FULL:
        answer = here.lead(NEXT_STEP[signed.sign_in.stage], ke=page)
    else:
        answer = here.lead_to(page if kept is None else kept.page)
    return remember_sign_in(here.request, answer, signed)
