"""What every request to the office passes: who is it, may they, and is the form really theirs."""

from __future__ import annotations

from typing import Final

from fastapi import Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from planner.actions.accounts.codes import form_token, same
from planner.actions.accounts.sessions import Signed, find_signed, keep_form
from planner.domain.errors import PlannerError
from planner.web.accounts.access import (
    NEXT_STEP,
    OFFICE,
    Door,
    doors_at,
    is_office,
    opens,
    opens_by_role,
    speaks_json,
)
from planner.web.accounts.sent import SAFE, Passed, Sent
from planner.web.below import own_path
from planner.web.shell.access import Need
from planner.web.shell.cookies import moment_of, signed_of, token_of
from planner.web.shell.errors import refusal_page
from planner.web.shell.links import links_of
from planner.web.shell.templating import office_page
from planner.web.site.pages import not_found
from planner.web.site.published import site_of

_UNREADABLE: Final = "Formulir ini tidak bisa dibaca. Muat ulang halaman lalu kirim lagi."
_TOO_LARGE: Final = "Kiriman terlalu besar. Perkecil lalu kirim lagi."
_OUTSIDE: Final = "Anda belum masuk, atau sesi sudah berakhir. Masuk dulu, lalu kirim lagi."
_FOREIGN: Final = "Formulir ini bukan dari halaman sesi Anda. Muat ulang halaman, lalu kirim lagi."
_NO_METHOD: Final = "Permintaan ini tidak bisa dilayani. Kembali lalu coba lagi."
_WORDS: Final = {Need.COORDINATOR: "koordinator dan admin", Need.ADMIN: "admin"}


class Gate:
    """Lets a request of the office through to whom its endpoint opens itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or pass it on."""
        if scope["type"] != "http" or not is_office(own_path(scope)):
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            answer = await _judge(request)
        except PlannerError as refused:
            answer = refusal_page(request, refused)
        except HTTPException as refused:
            answer = _refused(request, refused.status_code, _UNREADABLE)
        except OSError:
            # The guard cut the body off, and gives the answer its status.
            answer = _refused(request, 413, _TOO_LARGE)
        if isinstance(answer, Passed):
            await answer.pass_on(self.app, scope, send)
        else:
            await answer(scope, receive, send)


async def _judge(request: Request) -> Response | Passed:
    """Return the refusal, or the request as it goes on."""
    if own_path(request.scope) == f"{OFFICE}/":
        return RedirectResponse(links_of(request)("dashboard"), status_code=303)
    doors = doors_at(request)
    door = doors.get(request.method)
    if door is not None and door.need is Need.NOBODY:
        return Passed(request)
    signed = await run_in_threadpool(_who, request)
    request.state.signed = signed
    if door is None or (door.need is Need.EXAMPLE and not site_of(request).office.profile.demo):
        return _nothing_there(request, [] if door else list(doors))
    if request.method in SAFE:
        opened = opens(door.need, signed)
        return Passed(request, None, signed) if opened else _shut(request, door)
    return await _judge_sent(request, door)


async def _judge_sent(request: Request, door: Door) -> Response | Passed:
    """Return the refusal of what is sent, or the request as it goes on."""
    signed = signed_of(request)
    if opens_by_role(door.need) and signed is None and not token_of(request):
        # A stranger's upload is not even read.
        return _shut(request, door)
    sent = await Sent.read(request)
    if door.need in (Need.GUEST, Need.EXAMPLE):
        return Passed(request, sent.body)
    if signed is None:
        return await _ended(request, door, sent)
    if not opens(door.need, signed):
        return _shut(request, door)
    if not same(sent.token, form_token(signed.token)):
        return await _foreign(request, door, sent)
    return Passed(request, sent.body, signed)


def _who(request: Request) -> Signed | None:
    token = token_of(request)
    if not token:
        return None
    return find_signed(site_of(request).office, token, moment_of(request).now)


def _refused(request: Request, status: int, told: str) -> Response:
    if speaks_json(request):
        return JSONResponse({"problems": [told]}, status_code=status)
    return office_page(request, "galat.html", status=status, lines=[told])


def _nothing_there(request: Request, methods: list[str]) -> Response:
    if not methods:
        return not_found(site_of(request).current())
    answer = _refused(request, 405, _NO_METHOD)
    answer.headers["allow"] = ", ".join(sorted(methods))
    return answer


def _shut(request: Request, door: Door) -> Response:
    """Refuse; somebody whose sign-in is not complete is led to what is still missing."""
    signed = signed_of(request)
    if signed is None and (request.method not in SAFE or speaks_json(request)):
        return _refused(request, 401, _OUTSIDE)
    if signed is None:
        asked = own_path(request.scope) + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(links_of(request)("sign_in", ke=asked), status_code=303)
    if signed.role is None or door.need not in _WORDS:
        step = NEXT_STEP[signed.session.stage]
        return RedirectResponse(links_of(request)(step), status_code=303)
    told = f"Ini hanya untuk {_WORDS[door.need]}. Minta bantuan rekan yang berperan itu."
    return _refused(request, 403, told)


async def _ended(request: Request, door: Door, sent: Sent) -> Response:
    """Answer a form whose session has ended: it is kept for its own person to send again."""
    if await _kept(request, door, sent):
        return RedirectResponse(links_of(request)("sign_in", isian=1), status_code=303)
    return _shut(request, door)


async def _foreign(request: Request, door: Door, sent: Sent) -> Response:
    """Answer a form with another token than this session's.

    One that carries an older session's token was opened before signing in again. The guard
    has already seen that it comes from our own pages, so its person gets it back, filled.
    """
    if sent.token and sent.form is not None and await _kept(request, door, sent):
        return RedirectResponse(links_of(request).to(sent.form.page), status_code=303)
    return _refused(request, 403, _FOREIGN)


async def _kept(request: Request, door: Door, sent: Sent) -> bool:
    """Keep a form of the office's work; those of signing in hold passwords and codes."""
    token = token_of(request)
    if sent.form is None or not token or not opens_by_role(door.need):
        return False
    return await run_in_threadpool(keep_form, site_of(request).office, token, sent.form)
