"""Where an application is mounted: at the top, below a path of SITE_URL, below ``PREFIX``.

As ASGI has it, the mount stands in the scope's ``root_path`` and the whole path in ``path``.
"""

from __future__ import annotations

from typing import Final

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

#: Below this address lies the example beside an office.
PREFIX: Final = "/latihan"
#: The scope's key that marks requests for the example beside an office.
PRACTICE: Final = "sijempol.practice"


def base_of(request: HTTPConnection) -> str:
    """Return the address below which ``request`` is served, "" at the top."""
    return str(request.scope.get("root_path", ""))


def own_path(scope: Scope) -> str:
    """Return the path of ``scope`` as the application's own addresses are written."""
    return without_base(str(scope["path"]), str(scope.get("root_path", "")))


def without_base(path: str, base: str) -> str:
    """Return ``path`` without the mount ``base``; as it is where it does not lie below it."""
    return path[len(base) :] if path == base or path.startswith(f"{base}/") else path


def in_practice(request: HTTPConnection) -> bool:
    """Return whether ``request`` is for the example beside an office."""
    return bool(request.scope.get(PRACTICE, False))


class Mounted:
    """Serves an application below ``base``, whether or not a proxy in front takes it off."""

    def __init__(self, app: ASGIApp, base: str) -> None:
        self.app, self.base = app, base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, below the mount."""
        # The example beside an office is already mounted by its door.
        if scope["type"] != "http" or scope.get("root_path"):
            await self.app(scope, receive, send)
            return
        path, raw = str(scope["path"]), bytes(scope.get("raw_path") or b"")
        inner = {**scope, "root_path": self.base}
        if without_base(path, self.base) == path:
            inner |= {"path": self.base + path, "raw_path": self.base.encode() + raw}
        await self.app(inner, receive, send)
