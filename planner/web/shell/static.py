"""Files that come with the product, served as they are: styles, scripts, the maps' library."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Final

from fastapi import Response
from starlette.datastructures import Headers
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

from planner.public.compact import served_style
from planner.web.shell.access import Clearance, needs

#: Types as we mean them; what a machine's own table says differs from one to the next.
_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
}


@needs(Clearance.NOBODY)
class OpenFiles(StaticFiles):
    """A folder of files anybody may read. Browsers keep them and ask each time for newer ones."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the file at ``path``, or that what the browser keeps is still right."""
        answer = await super().get_response(path, scope)
        kind = _TYPES.get(Path(path).suffix)
        if kind is not None and answer.status_code == 200:
            answer.headers["content-type"] = kind
        answer.headers["cache-control"] = "no-cache"
        return answer


class OwnFiles(OpenFiles):
    """The office's own styles and scripts; styles go out without their layout."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the file at ``path``, a style made small.

        A style is known by what is served, since it holds what it imports too.
        """
        answer = await super().get_response(path, scope)
        if not path.endswith(".css") or answer.status_code not in {200, 304}:
            return answer
        content = served_style("planner.web", path).encode()
        etag = f'"{sha256(content).hexdigest()[:32]}"'
        kept = {"cache-control": answer.headers["cache-control"], "etag": etag}
        style = Response(content, headers=kept, media_type=_TYPES[".css"])
        if self.is_not_modified(style.headers, Headers(scope=scope)):
            return NotModifiedResponse(style.headers)
        return style
