"""The coordinator's guide, as it stands in the documents, shown in the office."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Annotated, Final

from fastapi import APIRouter, Path, Response
from markdown_it import MarkdownIt
from markupsafe import Markup

from planner.domain.errors import NotFound
from planner.web.shell.access import Clearance, needs
from planner.web.shell.context import Here, OfficeRequest

router = APIRouter(prefix="/kantor/panduan")

Name = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,40}$")]

_GUIDE: Final = files("planner") / "docs" / "panduan"
#: Links between the guide's files and to its pictures, as they are followed in the office.
_LINK: Final = re.compile(r'href="([\w-]+)\.md"')
_PICTURE: Final = re.compile(r'src="gambar/([\w-]+)\.png"')


@router.get("", name="guide")
@needs(Clearance.VIEWER)
def contents(here: Here) -> Response:
    """Show what the guide has."""
    return _page(here, "README", first=True)


@router.get("/gambar/{name}.png", name="guide_picture")
@needs(Clearance.VIEWER)
def picture(name: Name) -> Response:
    """Return a picture of the guide."""
    file = _GUIDE / "gambar" / f"{name}.png"
    if not file.is_file():
        raise NotFound("Gambar itu tidak ada di panduan.")
    headers = {"cache-control": "private, max-age=86400"}
    return Response(file.read_bytes(), media_type="image/png", headers=headers)


@router.get("/{name}", name="guide_page")
@needs(Clearance.VIEWER)
def task(here: Here, name: Name) -> Response:
    """Show the page of one task."""
    return _page(here, name, first=False)


def _page(here: OfficeRequest, name: str, *, first: bool) -> Response:
    link, rendered = here.link, _rendered(name)
    if rendered is None:
        raise NotFound(f"Halaman panduan itu tidak ada. Lihat daftar tugas di {link('guide')}.")
    title, text = rendered
    text = _LINK.sub(lambda to: f'href="{link("guide_page", to[1])}"', text)
    text = _PICTURE.sub(lambda of: f'loading="lazy" src="{link("guide_picture", of[1])}"', text)
    # Shipped text, rendered without raw markup.
    return here.page("panduan.html", title=title, text=Markup(text), first=first)  # noqa: S704


@lru_cache(maxsize=32)
def _rendered(name: str) -> tuple[str, str] | None:
    """Return the title of a file of the guide and its text as markup; None where there is none."""
    file = _GUIDE / f"{name}.md"
    if not file.is_file():
        return None
    text = file.read_text(encoding="utf-8")
    title = text.partition("\n")[0].removeprefix("# ")
    return title, MarkdownIt("commonmark", {"html": False}).render(text)
