"""The public site's endpoints: bytes rendered when the truth last changed, and the search."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.convertors import StringConvertor, register_url_convertor

from planner.public import render_empty, render_search
from planner.web.published import Kept, PublishedSite, Snapshot


class _SavedDay(StringConvertor):
    """A first folder that looks like a day."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


register_url_convertor("saved", _SavedDay())
router = APIRouter()

Asked = Annotated[str, Query(max_length=200)]


@router.api_route("/cari", methods=["GET", "HEAD"])
def search_now(request: Request, q: Asked = "") -> Response:
    """Answer a search on today's site."""
    return _search(request, site_of(request).current(), q)


@router.api_route("/{day:saved}/cari", methods=["GET", "HEAD"])
def search_then(request: Request, day: str, q: Asked = "") -> Response:
    """Answer a search on a saved day's site."""
    return _search(request, _saved(request, day), q)


@router.api_route("/{day:saved}/{path:path}", methods=["GET", "HEAD"])
def page_then(request: Request, day: str, path: str) -> Response:
    """Serve a page of a saved day."""
    return _file(request, _saved(request, day), path, saved=True)


@router.api_route("/{path:path}", methods=["GET", "HEAD"])
def page_now(request: Request, path: str) -> Response:
    """Serve a page of today's site."""
    return _file(request, site_of(request).current(), path)


def site_of(request: Request) -> PublishedSite:
    """Return the published site this application serves."""
    site: PublishedSite = request.app.state.site
    return site


def _search(request: Request, snapshot: Snapshot | None, asked: str) -> Response:
    site = site_of(request)
    head = site.head(None if snapshot is None else snapshot.publication)
    page = render_search(head, site.desk.areas, asked.replace("\0", " "))
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
    kept = snapshot.files.get(path or "index.html")
    if kept is None:
        return not_found(snapshot)
    return _served(request, kept)


def not_found(snapshot: Snapshot | None) -> Response:
    """Return the page for an address that leads nowhere."""
    if snapshot is None:
        return Response("Halaman ini tidak ada.", 404, media_type="text/plain; charset=utf-8")
    kept = snapshot.files["404.html"]
    return Response(kept.content, 404, media_type=kept.content_type)


def _served(request: Request, kept: Kept) -> Response:
    accepts = request.headers.get("accept-encoding", "")
    zipped = kept.zipped if "gzip" in accepts else None
    etag = f'"{kept.etag}-gz"' if zipped else f'"{kept.etag}"'
    headers = {"etag": etag, "cache-control": "public, max-age=60", "vary": "accept-encoding"}
    known = [tag.strip().removeprefix("W/") for tag in _known(request).split(",")]
    if etag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    if zipped:
        headers["content-encoding"] = "gzip"
    return Response(zipped or kept.content, media_type=kept.content_type, headers=headers)


def _known(request: Request) -> str:
    return request.headers.get("if-none-match", "")
