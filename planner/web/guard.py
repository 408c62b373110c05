"""What every request passes before anything else: host, origin, size; and what leaves with it."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any, Final

from fastapi import FastAPI
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from planner.actions.imports.workbook import MOST_BYTES
from planner.web.below import PREFIX

#: The largest body a form may send, in bytes.
LARGEST_BODY: Final = 65_536
#: Addresses that take a file, and the largest body they may get: the file and its form.
LARGER: Final = {"/kantor/impor": MOST_BYTES + 65_536}
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})

#: A host as a request may name it: a name, or an address of six in brackets, and a port.
_HOST: Final = re.compile(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::[0-9]{1,5})?", re.IGNORECASE)
#: Digits of a body's length that is worth reading as a number.
_LONGEST_LENGTH: Final = 15
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_BROKEN: Final = "Ada yang tidak beres. Tidak ada yang tersimpan setengah; coba lagi."
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
}


class _TooLarge(OSError):
    """The body goes on past the limit."""


class _Body:
    """A request's body, cut off where it grows past the limit."""

    def __init__(self, source: Receive, limit: int) -> None:
        self.source, self.limit, self.seen = source, limit, 0

    @property
    def too_large(self) -> bool:
        return self.seen > self.limit

    async def receive(self) -> Message:
        message = await self.source()
        self.seen += len(message.get("body", b""))
        if self.too_large:
            raise _TooLarge
        return message


class GuardedApp(FastAPI):
    """An application that nothing enters or leaves but through the guard, errors included.

    As one middleware among others it would stand behind the one that answers errors.
    """

    def __init__(self, *, hosts: Collection[str], **given: Any) -> None:
        super().__init__(**given)
        self._hosts = hosts

    def build_middleware_stack(self) -> ASGIApp:
        """Return everything that a request passes, the guard first."""
        return Guard(super().build_middleware_stack(), self._hosts)


class Guard:
    """Refuses foreign hosts, forms sent from other sites, and large bodies.

    Only names of this very machine are answered, and those the office gave itself: a foreign
    name that leads here (DNS rebinding) gets nothing.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] = LOOPBACK) -> None:
        self.app = app
        self.hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        limit = LARGER.get(str(scope["path"]).removeprefix(PREFIX), LARGEST_BODY)
        refusal = self._refusal(str(scope["method"]), headers, limit)
        body, begun = _Body(receive, limit), False

        async def sending(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                given = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    given.setdefault(name, value)
                if body.too_large:
                    message["status"] = 413
            await send(message)

        if refusal is not None:
            await refusal(scope, receive, sending)
            return
        try:
            await self.app(scope, body.receive, sending)
        except Exception:
            if not begun:
                # Not even the page that tells of an error could be made.
                await PlainTextResponse(_BROKEN, 500)(scope, receive, sending)
            raise

    def _refusal(self, method: str, headers: Headers, limit: int) -> PlainTextResponse | None:
        host = _name(headers.get("host", ""))
        if host not in self.hosts:
            return PlainTextResponse("Alamat ini tidak dilayani di sini.", 421)
        if method not in _SAFE and not _from_here(headers):
            return PlainTextResponse("Formulir dari situs lain ditolak. Muat ulang halaman.", 403)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or len(length) > _LONGEST_LENGTH or int(length) > limit:
            return _too_large()
        return None


def _too_large() -> PlainTextResponse:
    return PlainTextResponse("Kiriman terlalu besar. Perkecil lalu kirim lagi.", 413)


def _name(host: str) -> str:
    """Return the name in a Host header, "" where it is no host and no port."""
    found = _HOST.fullmatch(host)
    return "" if found is None else (found[1] or found[2]).lower()


def _from_here(headers: Headers) -> bool:
    """Return whether a form comes from our own pages, by what browsers say of it."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    # An origin is a scheme and a host, nothing else: there is nothing to take apart.
    return headers.get("origin", "").partition("://")[2] == headers.get("host")
