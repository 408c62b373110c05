"""The pages of signing in and out."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from planner.actions.accounts.sessions import Signed, second_step, sign_in, sign_in_demo, sign_out
from planner.actions.accounts.setup import make_first_admin, needs_setup
from planner.domain.accounts import Role, Stage, TooManyTries, WrongSignIn
from planner.domain.errors import BadInput
from planner.web.accounts.access import NEXT_STEP, OFFICE
from planner.web.accounts.gate import SIGN_IN
from planner.web.accounts.sent import page_or
from planner.web.shell.cookies import (
    forget_session,
    moment_of,
    set_session,
    signed_of,
    the_signed,
    token_of,
)
from planner.web.shell.templating import office_page
from planner.web.site.published import site_of

router = APIRouter(prefix="/kantor")

Text = Annotated[str, Form(max_length=1000)]
Where = Annotated[str, Query(max_length=500)]
WhereSent = Annotated[str, Form(max_length=500)]


@router.get("/masuk")
def sign_in_form(request: Request, ke: Where = "", isian: Where = "") -> Response:
    """Show the form to sign in; a new office is led to its set-up first."""
    office = site_of(request).office
    signed = signed_of(request)
    if signed is not None and signed.role is not None:
        return RedirectResponse(page_or(ke, OFFICE), status_code=303)
    if not office.profile.demo:
        with office.database.reading() as store:
            new = needs_setup(store)
        if new:
            return RedirectResponse("/kantor/pasang", status_code=303)
    return _form(request, ke=ke, kept=bool(isian))


@router.post("/masuk")
def sign_in_now(request: Request, nama: Text, sandi: Text, ke: WhereSent = "") -> Response:
    """Sign in with a name and a password."""
    try:
        signed = sign_in(
            site_of(request).office, moment_of(request), nama, sandi, old=token_of(request)
        )
    except (WrongSignIn, TooManyTries) as refused:
        return _form(request, ke=ke, name=nama, refused=refused)
    return _onward(request, signed, ke)


@router.post("/masuk/contoh")
def sign_in_example(
    request: Request, peran: Annotated[Role, Form()], ke: WhereSent = ""
) -> Response:
    """Sign in as one of the example's people."""
    signed = sign_in_demo(site_of(request).office, moment_of(request), peran, old=token_of(request))
    return _onward(request, signed, ke)


@router.get("/masuk/kode")
def code_form(request: Request, ke: Where = "") -> Response:
    """Ask for the code of the second step."""
    return office_page(request, "masuk_kode.html", ke=page_or(ke, OFFICE), told="")


@router.post("/masuk/kode")
def code_now(request: Request, kode: Text, ke: WhereSent = "") -> Response:
    """Complete a sign-in with a code."""
    try:
        signed = second_step(site_of(request).office, moment_of(request), the_signed(request), kode)
    except (WrongSignIn, TooManyTries) as refused:
        page = office_page(
            request,
            "masuk_kode.html",
            status=_status(refused),
            ke=page_or(ke, OFFICE),
            told=str(refused),
        )
        return _waiting(page, refused)
    return _onward(request, signed, ke)


@router.post("/keluar")
def sign_out_now(request: Request) -> Response:
    """End the session."""
    sign_out(site_of(request).office, moment_of(request), the_signed(request))
    return forget_session(request, RedirectResponse(SIGN_IN, status_code=303))


@router.get("/pasang")
def setup_form(request: Request) -> Response:
    """Show the form that makes the first admin."""
    office = site_of(request).office
    with office.database.reading() as store:
        new = not office.profile.demo and needs_setup(store)
    if not new:
        return RedirectResponse(SIGN_IN, status_code=303)
    return office_page(request, "pasang.html", told=[], nama="", lengkap="", kode="")


@router.post("/pasang")
def setup_now(
    request: Request, kode: Text, nama: Text, lengkap: Text, sandi: Text, ulang: Text
) -> Response:
    """Make the first admin and begin their session."""
    try:
        if sandi != ulang:
            raise BadInput(["Kedua kata sandi tidak sama. Ketik ulang keduanya."])
        signed = make_first_admin(
            site_of(request).office, moment_of(request), kode, nama, lengkap, sandi
        )
    except (BadInput, WrongSignIn, TooManyTries) as refused:
        page = office_page(
            request,
            "pasang.html",
            status=_status(refused),
            told=str(refused).split("\n"),
            nama=nama,
            lengkap=lengkap,
            kode=kode,
        )
        return _waiting(page, refused)
    return set_session(
        request, RedirectResponse(NEXT_STEP[signed.session.stage], status_code=303), signed
    )


def _form(
    request: Request,
    *,
    ke: str,
    kept: bool = False,
    name: str = "",
    refused: WrongSignIn | TooManyTries | None = None,
) -> Response:
    page = office_page(
        request,
        "masuk.html",
        status=200 if refused is None else _status(refused),
        ke=page_or(ke, OFFICE),
        kept=kept,
        nama=name,
        told="" if refused is None else str(refused),
    )
    return _waiting(page, refused)


def _status(refused: BadInput | WrongSignIn | TooManyTries) -> int:
    if isinstance(refused, TooManyTries):
        return 429
    return 422 if isinstance(refused, BadInput) else 401


def _waiting(page: Response, refused: object) -> Response:
    if isinstance(refused, TooManyTries):
        page.headers["retry-after"] = str(max(1, int(refused.wait.total_seconds())))
    return page


def _onward(request: Request, signed: Signed, asked: str) -> Response:
    """Send a browser on with its new session: to the next step, a kept form, or where it was."""
    kept = signed.session.pending_form
    target = page_or(asked, OFFICE) if kept is None else kept.page
    if signed.session.stage is not Stage.FULL:
        step = NEXT_STEP[signed.session.stage]
        target = f"{step}?ke={quote(page_or(asked, OFFICE), safe='/')}"
    return set_session(request, RedirectResponse(target, status_code=303), signed)
