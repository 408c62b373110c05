"""A person's own account: password, second step, other sessions, and a form that was kept."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from planner.actions.accounts.accounts import change_own_password
from planner.actions.accounts.codes import qr_drawing, totp_address
from planner.actions.accounts.second_step import begin_enrolment, finish_enrolment
from planner.actions.accounts.sessions import drop_form, end_others
from planner.domain.accounts import Stage, TooManyTries, WrongSignIn
from planner.domain.errors import BadInput
from planner.web.accounts.access import NEXT_STEP
from planner.web.shell.cookies import moment_of, set_session, the_signed
from planner.web.shell.templating import office_page
from planner.web.site.published import site_of

router = APIRouter(prefix="/kantor")

Text = Annotated[str, Form(max_length=1000)]


@router.get("/akun")
def account(request: Request) -> Response:
    """Show the person's own account."""
    signed = the_signed(request)
    with site_of(request).office.database.reading() as store:
        sessions = store.sign_ins.list_of(signed.account.id)
        codes = store.accounts.recovery_left(signed.account.id)
    now = moment_of(request).now
    others = sum(
        each.live(now) and each.token_hash != signed.session.token_hash for each in sessions
    )
    return office_page(request, "akun.html", others=others, codes=codes)


@router.post("/akun/sesi")
def end_other_sessions(request: Request) -> Response:
    """End every other session of this person."""
    end_others(site_of(request).office, moment_of(request), the_signed(request))
    return RedirectResponse("/kantor/akun", status_code=303)


@router.get("/akun/sandi")
def password_form(request: Request) -> Response:
    """Show the form for a new password."""
    return office_page(request, "sandi.html", told=[])


@router.post("/akun/sandi")
def password_now(request: Request, lama: Text, sandi: Text, ulang: Text) -> Response:
    """Change the person's own password."""
    signed = the_signed(request)
    try:
        if sandi != ulang:
            raise BadInput(["Kedua kata sandi baru tidak sama. Ketik ulang keduanya."])
        opened = change_own_password(
            site_of(request).office, moment_of(request), signed, old=lama, new=sandi
        )
    except (BadInput, WrongSignIn, TooManyTries) as refused:
        told = str(refused).split("\n")
        return office_page(request, "sandi.html", status=422, told=told)
    done = opened.session.stage is Stage.FULL and not signed.account.must_change
    target = "/kantor/akun" if done else NEXT_STEP[opened.session.stage]
    return set_session(request, RedirectResponse(target, status_code=303), opened)


@router.get("/akun/langkah-kedua")
def second_step_form(request: Request) -> Response:
    """Show the QR code for the app, and ask for a first code."""
    return _enrolling(request, "")


@router.post("/akun/langkah-kedua")
def second_step_now(request: Request, kode: Text) -> Response:
    """Turn the second step on and show the recovery codes, this once."""
    try:
        opened, codes = finish_enrolment(
            site_of(request).office, moment_of(request), the_signed(request), kode
        )
    except (BadInput, TooManyTries) as refused:
        return _enrolling(request, str(refused))
    request.state.signed = opened
    return set_session(request, office_page(request, "kode_cadangan.html", codes=codes), opened)


@router.get("/isian")
def kept_form(request: Request) -> Response:
    """Show a form that was kept when its session ended, field by field."""
    signed = the_signed(request)
    return office_page(request, "isian.html", kept=signed.session.pending_form)


@router.post("/isian/buang")
def drop_kept_form(request: Request) -> Response:
    """Forget the kept form."""
    drop_form(site_of(request).office, the_signed(request))
    return RedirectResponse("/kantor", status_code=303)


def _enrolling(request: Request, told: str) -> Response:
    office, signed = site_of(request).office, the_signed(request)
    secret = begin_enrolment(office, signed)
    address = totp_address(secret, login=signed.account.login, office=office.profile.name)
    groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    return office_page(
        request,
        "langkah_kedua.html",
        status=422 if told else 200,
        told=told,
        drawing=qr_drawing(address),
        secret=" ".join(groups),
    )
