"""What the gate reads of a request before it passes it on."""

from __future__ import annotations

from typing import Final
from urllib.parse import SplitResult, urlsplit

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from planner.actions.accounts.sign_ins import Signed, drop_form
from planner.domain.accounts import PendingForm
from planner.web.accounts.access import doors_of, is_office, opens_by_role
from planner.web.accounts.refill import Refilled
from planner.web.below import own_path
from planner.web.shell.context import OfficeRequest
from planner.web.shell.cookies import FORM_FIELD, FORM_HEADER

SAFE: Final = frozenset({"GET", "HEAD"})
_FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
_REFUSED: Final = 400


class Passed:
    """A request that goes on, with its body as it was read."""

    def __init__(
        self, here: OfficeRequest, body: bytes | None = None, signed: Signed | None = None
    ) -> None:
        self.here, self.body, self.signed = here, body, signed

    async def pass_on(self, app: ASGIApp, scope: Scope, send: Send) -> None:
        """Let ``app`` answer; a kept form is filled in on its page, and forgotten once sent."""
        request = self.here.request
        receive = request.receive if self.body is None else _replaying(self.body)
        kept = None if self.signed is None else self.signed.sign_in.pending_form
        if self.signed is None or kept is None:
            await app(scope, receive, send)
            return
        if request.method in SAFE:
            await app(scope, receive, Refilled(kept, send, self.here.link).send)
            return
        statuses: list[int] = []

        async def watching(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])
            await send(message)

        await app(scope, receive, watching)
        if own_path(request.scope) == kept.path and statuses and statuses[0] < _REFUSED:
            await run_in_threadpool(drop_form, self.here.office, self.signed)


class Sent:
    """What a form brought: its bytes, its token, and its fields without the token."""

    def __init__(self, body: bytes, token: str, form: PendingForm | None) -> None:
        self.body, self.token, self.form = body, token, form

    @classmethod
    async def read(cls, here: OfficeRequest) -> Sent:
        """Read the body once, within the limit that the guard sets.

        Raises
        ------
        HTTPException
            It is no form, although it says so.
        OSError
            It is too large.
        """
        request = here.request
        body = await request.body()
        token = request.headers.get(FORM_HEADER, "")
        if not request.headers.get("content-type", "").startswith(_FORMS):
            return cls(body, token, None)
        again = Request(request.scope, _replaying(body))
        fields, files = [], False
        async with again.form(max_fields=1000, max_files=10) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    files = files or bool(value.filename)
                elif name == FORM_FIELD:
                    token = token or value
                else:
                    fields.append((name, value))
        kept = PendingForm(
            path=own_path(request.scope),
            page=_page_of(here),
            fields=tuple(fields),
            files=files,
        )
        return cls(body, token, kept)


def _replaying(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _page_of(here: OfficeRequest) -> str:
    """Return the page of ours that a form was sent from; the page of kept forms otherwise."""
    headers, otherwise = here.request.headers, here.link.own("kept_form")
    came = _parts(headers.get("referer", ""))
    query = f"?{came.query}" if came.query else ""
    ours = came.netloc == headers.get("host")
    return page_or(here, came.path + query, otherwise) if ours else otherwise


def page_or(here: OfficeRequest, asked: str, otherwise: str) -> str:
    """Return ``asked`` where it is a page of the office that roles open, else ``otherwise``.

    Both are written as the application's own addresses are; ``asked`` may name the mount too.
    """
    asked = here.link.without_base(asked)
    parts = _parts(asked)
    plain = not parts.scheme and not parts.netloc and "\\" not in asked and asked.isprintable()
    if not plain or not is_office(parts.path):
        return otherwise
    door = doors_of(here.request).at(parts.path).get("GET")
    return asked if door is not None and opens_by_role(door.need) else otherwise


def _parts(address: str) -> SplitResult:
    """Return the parts of an address that somebody sent; empty ones where it is none."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", "", "", "")
