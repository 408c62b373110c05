"""The public site's endpoints: bytes rendered when the truth last changed, and the search."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.convertors import StringConvertor, register_url_convertor

from planner.public import render_empty, render_search
from planner.public.maps.map_pages import DOWNLOADS, MAPS, OWN_ASSETS
from planner.public.shared.language import ENGLISH, INDONESIAN, speaking
from planner.web.guard import POLICY
from planner.web.shell.access import Clearance, needs
from planner.web.site.encoding import chosen
from planner.web.site.published import Kept, Snapshot, site_of

#: A page is shown for a minute before it is asked for anew: a stop must not wait for longer.
#: While the program is down, caches in between serve it for a week.
A_MINUTE: Final = "public, max-age=60, stale-if-error=604800"
#: A file whose name tells its content never changes.
FOREVER: Final = "public, max-age=31536000, immutable"
#: Paths that mean the first page of a language.
_TOPS: Final = frozenset({"", "en/"})
#: A map runs a library; should it ever run more, it finds no session and no other window.
_MAP_HEADERS: Final = {
    "content-security-policy": f"{POLICY}; sandbox allow-scripts allow-forms allow-downloads",
    "cross-origin-opener-policy": "unsafe-none",
}


class _SavedDay(StringConvertor):
    """A first folder that looks like a day."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


register_url_convertor("saved", _SavedDay())
router = APIRouter()

_SearchText = Annotated[str, Query(max_length=200)]


@router.api_route("/cari", methods=["GET", "HEAD"], name="site_search")
@needs(Clearance.NOBODY)
def search_now(request: Request, q: _SearchText = "") -> Response:
    """Answer a search on today's site."""
    return _search(request, site_of(request).current(), q)


@router.api_route("/en/cari", methods=["GET", "HEAD"], name="site_search_in_english")
@needs(Clearance.NOBODY)
def search_now_in_english(request: Request, q: _SearchText = "") -> Response:
    """Answer a search on today's site in English."""
    return _search(request, site_of(request).current(), q, language=ENGLISH)


@router.api_route("/{day:saved}/en/cari", methods=["GET", "HEAD"], name="saved_search_in_english")
@needs(Clearance.NOBODY)
def search_then_in_english(request: Request, day: str, q: _SearchText = "") -> Response:
    """Answer a search on a saved day's site in English."""
    return _search(request, _saved(request, day), q, language=ENGLISH)


@router.api_route("/{day:saved}/cari", methods=["GET", "HEAD"], name="saved_search")
@needs(Clearance.NOBODY)
def search_then(request: Request, day: str, q: _SearchText = "") -> Response:
    """Answer a search on a saved day's site."""
    return _search(request, _saved(request, day), q)


@router.api_route("/{day:saved}/{path:path}", methods=["GET", "HEAD"], name="saved_page")
@needs(Clearance.NOBODY)
def page_then(request: Request, day: str, path: str) -> Response:
    """Serve a page of a saved day."""
    return _file(request, _saved(request, day), path, saved=True)


@router.api_route("/", methods=["GET", "HEAD"], name="site")
@needs(Clearance.NOBODY)
async def top(request: Request) -> Response:
    """Serve the first page of today's site."""
    return await page_now(request, "")


@router.api_route("/{path:path}", methods=["GET", "HEAD"], name="site_page")
@needs(Clearance.NOBODY)
async def page_now(request: Request, path: str) -> Response:
    """Serve a page of today's site: from memory, or by a thread that looks for a newer one."""
    site = site_of(request)
    snapshot = site.current() if site.settled else await run_in_threadpool(site.current)
    return _file(request, snapshot, path)


def _search(
    request: Request, snapshot: Snapshot | None, asked: str, *, language: str = INDONESIAN
) -> Response:
    site = site_of(request)
    head = site.head(snapshot)
    with speaking(language):
        page = render_search(head, site.office.areas, asked.replace("\0", " "))
    return Response(page.content, media_type=page.content_type)


def _saved(request: Request, day: str) -> Snapshot | None:
    try:
        return site_of(request).of_day(date.fromisoformat(day))
    except ValueError:
        return None


def _file(
    request: Request, snapshot: Snapshot | None, path: str, *, saved: bool = False
) -> Response:
    if snapshot is None and saved:
        return not_found(site_of(request).current())
    if snapshot is None:
        page = render_empty(site_of(request).head(None))
        status = 200 if path in ("", "index.html") else 404
        return Response(page.content, status, media_type=page.content_type)
    kept = snapshot.files.get(f"{path}index.html" if path in _TOPS else path)
    if kept is None:
        return not_found(snapshot)
    return _served(request, kept, path)


def not_found(snapshot: Snapshot | None) -> Response:
    """Return the page for an address that leads nowhere."""
    if snapshot is None:
        return Response("Halaman ini tidak ada.", 404, media_type="text/plain; charset=utf-8")
    kept = snapshot.files["404.html"]
    return Response(kept.content, 404, media_type=kept.content_type)


def _served(request: Request, kept: Kept, path: str) -> Response:
    encoding = chosen(request.headers.get("accept-encoding", ""), kept.copies)
    etag = f'"{kept.etag}-{encoding}"' if encoding else f'"{kept.etag}"'
    headers = {
        "etag": etag,
        "cache-control": FOREVER if path.startswith(OWN_ASSETS) else A_MINUTE,
        "vary": "accept-encoding",
    }
    if path.startswith(MAPS):
        headers |= _MAP_HEADERS
    if path.startswith(DOWNLOADS):
        # A file with its own policy inside, for machines without internet: saved, not shown.
        headers["content-disposition"] = "attachment"
    known = [tag.strip().removeprefix("W/") for tag in _known(request).split(",")]
    if etag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    if encoding:
        headers["content-encoding"] = encoding
    content = kept.copies.get(encoding, kept.content)
    return Response(content, media_type=kept.content_type, headers=headers)


def _known(request: Request) -> str:
    return request.headers.get("if-none-match", "")
