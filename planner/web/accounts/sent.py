"""What the gate reads of a request before it passes it on."""

from __future__ import annotations

from typing import Final
from urllib.parse import SplitResult, urlsplit

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from planner.actions.accounts.sessions import Signed, drop_form
from planner.domain.accounts import PendingForm
from planner.web.accounts.access import OFFICE, is_office, opens_by_role, rows_for
from planner.web.accounts.refill import Refilled
from planner.web.below import below_of
from planner.web.shell.cookies import FORM_FIELD, FORM_HEADER
from planner.web.site.published import site_of

#: The page that shows a kept form field by field.
KEPT: Final = f"{OFFICE}/isian"
SAFE: Final = frozenset({"GET", "HEAD"})
_FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
_REFUSED: Final = 400


class Passed:
    """A request that goes on, with its body as it was read."""

    def __init__(
        self, request: Request, body: bytes | None = None, signed: Signed | None = None
    ) -> None:
        self.request, self.body, self.signed = request, body, signed

    async def pass_on(self, app: ASGIApp, scope: Scope, send: Send) -> None:
        """Let ``app`` answer; a kept form is filled in on its page, and forgotten once sent."""
        receive = self.request.receive if self.body is None else _replaying(self.body)
        kept = None if self.signed is None else self.signed.session.pending_form
        if self.signed is None or kept is None:
            await app(scope, receive, send)
            return
        if self.request.method in SAFE:
            await app(scope, receive, Refilled(kept, send).send)
            return
        statuses: list[int] = []

        async def watching(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])
            await send(message)

        await app(scope, receive, watching)
        if self.request.url.path == kept.path and statuses and statuses[0] < _REFUSED:
            await run_in_threadpool(drop_form, site_of(self.request).office, self.signed)


class Sent:
    """What a form brought: its bytes, its token, and its fields without the token."""

    def __init__(self, body: bytes, token: str, form: PendingForm | None) -> None:
        self.body, self.token, self.form = body, token, form

    @classmethod
    async def read(cls, request: Request) -> Sent:
        """Read the body once, within the limit that the guard sets.

        Raises
        ------
        HTTPException
            It is no form, although it says so.
        OSError
            It is too large.
        """
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
            path=request.url.path, page=_page_of(request), fields=tuple(fields), files=files
        )
        return cls(body, token, kept)


def _replaying(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _page_of(request: Request) -> str:
    """Return the page of ours that a form was sent from; the page of kept forms otherwise."""
    came = _parts(request.headers.get("referer", ""))
    query = f"?{came.query}" if came.query else ""
    path = came.path.removeprefix(below_of(request))
    return page_or(path + query, KEPT) if came.netloc == request.headers.get("host") else KEPT


def page_or(asked: str, otherwise: str) -> str:
    """Return ``asked`` where it is a page of the office that roles open, else ``otherwise``."""
    found = _parts(asked)
    plain = not found.scheme and not found.netloc and "\\" not in asked and asked.isprintable()
    row = rows_for(found.path).get("GET") if plain and is_office(found.path) else None
    return asked if row is not None and opens_by_role(row.need) else otherwise


def _parts(address: str) -> SplitResult:
    """Return the parts of an address that somebody sent; empty ones where it is none."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", "", "", "")
