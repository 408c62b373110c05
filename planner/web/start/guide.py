"""The coordinator's guide, as it stands in the documents, shown in the office."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from markdown_it import MarkdownIt
from markupsafe import Markup

from planner.domain.errors import NotFound
from planner.web.shell.access import Need, needs
from planner.web.shell.templating import office_page

router = APIRouter(prefix="/kantor/panduan")

Name = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,40}$")]

#: Links between the guide's files, as they are followed in the office.
_LINK = re.compile(r'href="([\w-]+)\.md"')


@router.get("", name="guide")
@needs(Need.VIEWER)
def contents(request: Request) -> Response:
    """Show what the guide has."""
    return _page(request, "README")


@router.get("/gambar/{name}.png", name="guide_picture")
@needs(Need.VIEWER)
def picture(name: Name) -> Response:
    """Return a picture of the guide."""
    found = files("planner") / "docs" / "panduan" / "gambar" / f"{name}.png"
    if not found.is_file():
        raise NotFound("Gambar itu tidak ada di panduan.")
    headers = {"cache-control": "private, max-age=86400"}
    return Response(found.read_bytes(), media_type="image/png", headers=headers)


@router.get("/{name}", name="guide_page")
@needs(Need.VIEWER)
def task(request: Request, name: Name) -> Response:
    """Show the page of one task."""
    return _page(request, name)


def _page(request: Request, name: str) -> Response:
    title, body = _shown(name)
    return office_page(request, "panduan.html", judul=title, teks=body, awal=name == "README")


@lru_cache(maxsize=32)
def _shown(name: str) -> tuple[str, Markup]:
    """Return a file of the guide: its title and its text as markup of our own making."""
    found = files("planner") / "docs" / "panduan" / f"{name}.md"
    if not found.is_file():
        raise NotFound("Halaman panduan itu tidak ada. Lihat daftar tugas di /kantor/panduan.")
    text = found.read_text(encoding="utf-8")
    markup = MarkdownIt("commonmark", {"html": False}).render(text)
    markup = _LINK.sub(r'href="/kantor/panduan/\1"', markup)
    markup = markup.replace('src="gambar/', 'loading="lazy" src="/kantor/panduan/gambar/')
    title = text.partition("\n")[0].removeprefix("# ")
    return title, Markup(markup)  # noqa: S704 - shipped text, rendered without raw markup
