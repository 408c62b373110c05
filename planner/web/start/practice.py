"""The example beside an office: made in the background, opened below its own address, removed.

It has its own folder, its own mark in its database, its own application and its own session.
Nothing of it is below an address of the office, and nothing of the office below ``PREFIX``.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock
from time import monotonic
from typing import Final, Protocol

from fastapi import Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from planner.actions.accounts.sessions import find_signed
from planner.domain.accounts import Role
from planner.domain.errors import NotFound, PlannerError
from planner.web.accounts.sent import SAFE
from planner.web.below import BELOW, PREFIX
from planner.web.shell.cookies import moment_of, token_of
from planner.web.site.published import site_of

#: The page that makes, opens and removes the example.
PAGE: Final = "/kantor/latihan"

log = logging.getLogger("sijempol")


class PracticeState(StrEnum):
    """How far the example beside an office is."""

    ABSENT = "absent"
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An example that was opened: its application, and what closes it."""

    app: ASGIApp
    close: Callable[[], None]


class Maker(Protocol):
    """Whoever knows how an example is played, and into which folder."""

    def exists(self) -> bool:
        """Return whether a whole example is there."""

    def begin(self) -> Future[None]:
        """Begin to play the example; the future ends when it is whole."""

    def news(self) -> str:
        """Return what is being played now, "" where nothing was heard yet."""

    def open(self) -> Example:
        """Open the example that is there."""

    def remove(self) -> None:
        """Remove the example's folder; a folder that holds anything else is refused."""

    def close(self) -> None:
        """Stop what still runs."""


class PracticeRoom:
    """The example beside one office, from nothing to ready and back."""

    def __init__(self, maker: Maker, *, stopwatch: Callable[[], float] = monotonic) -> None:
        self._maker = maker
        self._stopwatch = stopwatch
        self._began = 0.0
        self._making: Future[None] | None = None
        self._example: Example | None = None
        self._lock = Lock()

    @property
    def state(self) -> PracticeState:
        """How far the example is."""
        making = self._making
        if making is not None and not making.done():
            return PracticeState.MAKING
        if self._maker.exists():
            return PracticeState.READY
        return PracticeState.ABSENT if making is None else PracticeState.FAILED

    @property
    def seconds(self) -> int:
        """Seconds since the example was begun."""
        return int(self._stopwatch() - self._began)

    def news(self) -> str:
        """Return what is being played now."""
        return self._maker.news()

    def begin(self) -> bool:
        """Begin to make the example; False where it is there already or under way."""
        with self._lock:
            if self.state in (PracticeState.MAKING, PracticeState.READY):
                return False
            self._began = self._stopwatch()
            self._making = self._maker.begin()
            self._making.add_done_callback(_told)
            return True

    def app(self) -> ASGIApp | None:
        """Return the example's application, opening it first; None while there is none."""
        with self._lock:
            if self._example is None and self.state is PracticeState.READY:
                self._example = self._maker.open()
            return None if self._example is None else self._example.app

    def remove(self) -> bool:
        """Remove the example; False where there is none.

        Raises
        ------
        NotFound
            It is being made just now.
        """
        with self._lock:
            if self.state is PracticeState.MAKING:
                raise NotFound("Data contoh sedang dibuat. Tunggu sampai selesai, lalu hapus.")
            there = self.state is PracticeState.READY
            self._shut()
            self._making = None
            if there:
                self._maker.remove()
            return there

    def close(self) -> None:
        """Close the example and stop making it; its folder stays."""
        with self._lock:
            self._shut()
            self._maker.close()

    def _shut(self) -> None:
        if self._example is not None:
            self._example.close()
            self._example = None


class PracticeDoor:
    """Lets coordinators of the office into the example below ``PREFIX``; others see no door."""

    def __init__(self, app: ASGIApp, room: PracticeRoom) -> None:
        self.app, self.room = app, room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request: the office's own application, or the example's."""
        path = str(scope.get("path", ""))
        if scope["type"] != "http" or not (path == PREFIX or path.startswith(f"{PREFIX}/")):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        inside = await run_in_threadpool(self._opened, request)
        if isinstance(inside, Response):
            await inside(scope, receive, send)
        elif inside is None:
            await self.app(scope, receive, send)
        else:
            await inside(_below(scope), receive, _outward(send))

    def _opened(self, request: Request) -> ASGIApp | Response | None:
        try:
            if not _may(request):
                return _outside(request)
            if request.url.path == PREFIX:
                return RedirectResponse(f"{PREFIX}/", status_code=303)
            app = self.room.app()
        except (PlannerError, OSError) as refused:
            log.warning("the example could not be opened: %s", refused)
            return PlainTextResponse("Data contoh tidak bisa dibuka. Hapus lalu buat lagi.", 503)
        return RedirectResponse(PAGE, status_code=303) if app is None else app


def _may(request: Request) -> bool:
    """Return whether somebody is signed in to the office who may practise."""
    token = token_of(request)
    signed = find_signed(site_of(request).office, token, moment_of(request).now) if token else None
    return signed is not None and signed.role is not None and signed.role.at_least(Role.COORDINATOR)


def _outside(request: Request) -> Response | None:
    if request.method not in SAFE:
        return PlainTextResponse("Masuk ke kantor Anda dulu, lalu buka kantor latihan.", 403)
    return RedirectResponse(f"/kantor/masuk?ke={PAGE}", status_code=303)


def _below(scope: Scope) -> Scope:
    """Return ``scope`` as the example's application sees it: at the top of its own site."""
    inner = dict(scope)
    inner["path"] = str(scope["path"]).removeprefix(PREFIX)
    inner["raw_path"] = bytes(scope.get("raw_path") or b"").removeprefix(PREFIX.encode())
    inner[BELOW] = PREFIX
    # The office's own findings about who asks stay with the office.
    inner["state"] = {}
    return inner


def _outward(send: Send) -> Send:
    """Return ``send`` that leads whoever is sent on to the example's own pages."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            where = headers.get("location", "")
            if where.startswith("/") and not where.startswith("//"):
                headers["location"] = PREFIX + where
        await send(message)

    return sending


def _told(making: Future[None]) -> None:
    """Write into the log why the example could not be made."""
    try:
        failed = making.exception()
    except CancelledError:
        return
    if failed is not None:
        log.warning("the example could not be made: %s", failed)
