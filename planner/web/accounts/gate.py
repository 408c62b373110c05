"""What every request to the office passes: who is it, may they, and is the form really theirs."""

from __future__ import annotations

from typing import Final

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from planner.actions.accounts.codes import form_token, same
from planner.actions.accounts.sign_ins import Signed, find_signed, keep_form
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
from planner.web.shell.access import Clearance
from planner.web.shell.context import OfficeRequest
from planner.web.shell.cookies import token_of
from planner.web.shell.errors import refusal_page
from planner.web.site.pages import not_found

_UNREADABLE: Final = "Formulir ini tidak bisa dibaca. Muat ulang halaman lalu kirim lagi."
_TOO_LARGE: Final = "Kiriman terlalu besar. Perkecil lalu kirim lagi."
_OUTSIDE: Final = "Anda belum masuk, atau sesi sudah berakhir. Masuk dulu, lalu kirim lagi."
_FOREIGN: Final = "Formulir ini bukan dari halaman sesi Anda. Muat ulang halaman, lalu kirim lagi."
_NO_METHOD: Final = "Permintaan ini tidak bisa dilayani. Kembali lalu coba lagi."
_WORDS: Final = {Clearance.COORDINATOR: "koordinator dan admin", Clearance.ADMIN: "admin"}


class Gate:
    """Lets a request of the office through to whom its endpoint opens itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or pass it on."""
        if scope["type"] != "http" or not is_office(own_path(scope)):
            await self.app(scope, receive, send)
            return
        here = OfficeRequest(Request(scope, receive))
        try:
            answer = await _judge(here)
        except PlannerError as refused:
            answer = refusal_page(here.request, refused)
        except HTTPException as refused:
            answer = _refused(here, refused.status_code, _UNREADABLE)
        except OSError:
            # The guard cut the body off, and gives the answer its status.
            answer = _refused(here, 413, _TOO_LARGE)
        if isinstance(answer, Passed):
            await answer.pass_on(self.app, scope, send)
        else:
            await answer(scope, receive, send)


async def _judge(here: OfficeRequest) -> Response | Passed:
    """Return the refusal, or the request as it goes on."""
    if own_path(here.request.scope) == f"{OFFICE}/":
        return here.lead("dashboard")
    doors = doors_at(here.request)
    door = doors.get(here.request.method)
    if door is not None and door.need is Clearance.NOBODY:
        return Passed(here)
    signed = await run_in_threadpool(_who, here)
    here.request.state.signed = signed
    if door is None or (door.need is Clearance.EXAMPLE and not here.office.profile.demo):
        return _nothing_there(here, [] if door else list(doors))
    if here.request.method in SAFE:
        opened = opens(door.need, signed)
        return Passed(here, None, signed) if opened else _shut(here, door)
    return await _judge_sent(here, door)


async def _judge_sent(here: OfficeRequest, door: Door) -> Response | Passed:
    """Return the refusal of what is sent, or the request as it goes on."""
    signed = here.guest
    if opens_by_role(door.need) and signed is None and not token_of(here.request):
        # A stranger's upload is not even read.
        return _shut(here, door)
    sent = await Sent.read(here)
    if door.need in (Clearance.GUEST, Clearance.EXAMPLE):
        return Passed(here, sent.body)
    if signed is None:
        return await _ended(here, door, sent)
    if not opens(door.need, signed):
        return _shut(here, door)
    if not same(sent.token, form_token(signed.token)):
        return await _foreign(here, door, sent)
    return Passed(here, sent.body, signed)


def _who(here: OfficeRequest) -> Signed | None:
    token = token_of(here.request)
    if not token:
        return None
    return find_signed(here.office, token, here.moment.now)


def _refused(here: OfficeRequest, status: int, message: str) -> Response:
    if speaks_json(here.request):
        return JSONResponse({"problems": [message]}, status_code=status)
    return here.page("galat.html", status=status, lines=[message])


def _nothing_there(here: OfficeRequest, methods: list[str]) -> Response:
    if not methods:
        return not_found(here.site.current())
    answer = _refused(here, 405, _NO_METHOD)
    answer.headers["allow"] = ", ".join(sorted(methods))
    return answer


def _shut(here: OfficeRequest, door: Door) -> Response:
    """Refuse; somebody whose sign-in is not complete is led to what is still missing."""
    signed = here.guest
    if signed is None and (here.request.method not in SAFE or speaks_json(here.request)):
        return _refused(here, 401, _OUTSIDE)
    if signed is None:
        query = here.request.url.query
        asked = own_path(here.request.scope) + (f"?{query}" if query else "")
        return here.lead("sign_in", ke=asked)
    if signed.role is None or door.need not in _WORDS:
        return here.lead(NEXT_STEP[signed.sign_in.stage])
    message = f"Ini hanya untuk {_WORDS[door.need]}. Minta bantuan rekan yang berperan itu."
    return _refused(here, 403, message)


async def _ended(here: OfficeRequest, door: Door, sent: Sent) -> Response:
    """Answer a form whose sign-in has ended: it is kept for its own person to send again."""
    if await _kept(here, door, sent):
        return here.lead("sign_in", isian=1)
    return _shut(here, door)


async def _foreign(here: OfficeRequest, door: Door, sent: Sent) -> Response:
    """Answer a form with another token than this sign-in's.

    One that carries an older sign-in's token was opened before signing in again. The guard
    has already seen that it comes from our own pages, so its person gets it back, filled.
    """
    if sent.token and sent.form is not None and await _kept(here, door, sent):
        return here.lead_to(sent.form.page)
    return _refused(here, 403, _FOREIGN)


async def _kept(here: OfficeRequest, door: Door, sent: Sent) -> bool:
    """Keep a form of the office's work; those of signing in hold passwords and codes."""
    token = token_of(here.request)
    if sent.form is None or not token or not opens_by_role(door.need):
        return False
    return await run_in_threadpool(keep_form, here.office, token, sent.form)
