"""A person's own account: password, second step, other sign-ins, and a form that was kept."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Response

from planner.actions.accounts.accounts import change_own_password, read_own_account
from planner.actions.accounts.codes import qr_drawing, totp_address
from planner.actions.accounts.second_step import begin_enrolment, finish_enrolment
from planner.actions.accounts.sign_ins import drop_form, end_others
from planner.domain.accounts import Stage, WrongSignIn
from planner.web.accounts.access import NEXT_STEP
from planner.web.accounts.forms import CodeForm, PasswordForm
from planner.web.shell.access import Clearance, needs
from planner.web.shell.again import shown_again
from planner.web.shell.context import Here, OfficeRequest
from planner.web.shell.cookies import remember_sign_in
from planner.web.shell.form_models import beside
from planner.web.shell.forms import Fields, as_fields

router = APIRouter(prefix="/kantor")


@router.get("/akun", name="account")
@needs(Clearance.VIEWER)
def account(here: Here) -> Response:
    """Show the person's own account."""
    own = read_own_account(here.office, here.moment, here.signed)
    return here.page("akun.html", own=own)


@router.post("/akun/sesi", name="end_other_sign_ins")
@needs(Clearance.VIEWER)
def end_other_sign_ins(here: Here) -> Response:
    """End every other sign-in of this person."""
    end_others(here.office, here.moment, here.signed)
    return here.lead("account")


def _password_page(here: OfficeRequest, f: Fields) -> Response:
    return here.page("sandi.html", f=f)


@router.get("/akun/sandi", name="password")
@needs(Clearance.STEP_PASSWORD)
def password_form(here: Here) -> Response:
    """Show the form for a new password."""
    return _password_page(here, as_fields())


@router.post("/akun/sandi", name="change_password")
@needs(Clearance.STEP_PASSWORD)
@shown_again(_password_page)
def password_now(here: Here, form: Annotated[PasswordForm, Form()]) -> Response:
    """Change the person's own password."""
    with beside("lama", WrongSignIn), beside("sandi"):
        opened = change_own_password(
            here.office, here.moment, here.signed, old=form.old, new=form.password
        )
    done = opened.sign_in.stage is Stage.FULL and not here.signed.account.must_change
    answer = here.lead("account" if done else NEXT_STEP[opened.sign_in.stage])
    return remember_sign_in(here.request, answer, opened)


def _second_step_page(here: OfficeRequest, f: Fields) -> Response:
    secret = begin_enrolment(here.office, here.signed)
    address = totp_address(secret, login=here.signed.account.login, office=here.office.profile.name)
    groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    return here.page(
        "langkah_kedua.html", f=f, drawing=qr_drawing(address), secret=" ".join(groups)
    )


@router.get("/akun/langkah-kedua", name="second_step")
@needs(Clearance.STEP_ENROL)
def second_step_form(here: Here) -> Response:
    """Show the QR code for the app, and ask for a first code."""
    return _second_step_page(here, as_fields())


@router.post("/akun/langkah-kedua", name="turn_on_second_step")
@needs(Clearance.STEP_ENROL)
@shown_again(_second_step_page)
def second_step_now(here: Here, form: Annotated[CodeForm, Form()]) -> Response:
    """Turn the second step on and show the recovery codes, this once."""
    with beside("kode"):
        opened, codes = finish_enrolment(here.office, here.moment, here.signed, form.code)
    # The page's own forms are of the new sign-in.
    here.request.state.signed = opened
    return remember_sign_in(here.request, here.page("kode_cadangan.html", codes=codes), opened)


@router.get("/isian", name="kept_form")
@needs(Clearance.VIEWER)
def kept_form(here: Here) -> Response:
    """Show a form that was kept when its sign-in ended, field by field."""
    return here.page("isian.html", kept=here.signed.sign_in.pending_form)


@router.post("/isian/buang", name="drop_kept_form")
@needs(Clearance.VIEWER)
def drop_kept_form(here: Here) -> Response:
    """Forget the kept form."""
    drop_form(here.office, here.signed)
    return here.lead("dashboard")
