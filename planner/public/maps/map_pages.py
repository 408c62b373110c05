"""The public maps with the tables that say the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Final

import maps
from planner.public.maps.impact import impact_map, impact_rows, impact_words, worst_first
from planner.public.maps.map_facts import map_words, state_rows, status_map, tour_map, tours_of
from planner.public.maps.shifts import shift_controls, shift_map, shift_words, shifts_of
from planner.public.shared.language import ENGLISH
from planner.public.shared.page_views import ShownVisit
from planner.public.shared.public_facts import SiteFacts
from planner.public.shared.rendering import PageBytes, PageHead, rendered

#: Where files stand that pages of all languages share; below ``tetap/`` those whose name tells
#: their content, so that they never change.
ASSETS: Final = "aset/"
OWN_ASSETS: Final = f"{ASSETS}tetap/"
#: How the addresses of pages with maps begin, in each language.
MAPS: Final = ("peta", f"{ENGLISH}/peta")
#: Where files stand that people save.
DOWNLOADS: Final = "unduh/"
#: Digits of a hash in such a name.
DIGITS: Final = 16


def map_pages(
    facts: SiteFacts, head: PageHead, upcoming: Sequence[ShownVisit]
) -> dict[str, PageBytes]:
    """Return every map as a page in the language that is spoken, with the files it needs.

    Files below ``aset/`` stand once for all languages: their names tell their content.
    """
    words, rows, tours = map_words(), state_rows(facts, upcoming), tours_of(upcoming)
    status = maps.draw_status_map(status_map(facts, rows), words=words, id="peta-keadaan")
    routes = (
        maps.draw_tour_map(tour_map(facts, tours), words=words, id="peta-rute") if tours else None
    )
    lost, shifts = impact_rows(facts), shifts_of(facts)
    impact = maps.draw_status_map(impact_map(facts, lost), words=words, id="peta-dampak")
    moved = None
    if shifts:
        controls = shift_controls(words)
        moved = maps.draw_step_map(shift_map(facts, shifts), words=controls, id="peta-pindah")
    drawn: dict[str, tuple[maps.MapParts | None, dict[str, object]]] = {
        "peta": (status, {"rows": rows, "status_day": facts.status_day}),
        "peta-rute": (
            routes,
            {
                "tours": tours,
                "first": tours[0].day if tours else facts.today,
                "travel_note": facts.travel_note,
            },
        ),
        "peta-dampak": (impact, {"rows": worst_first(lost), "summary": impact_words(lost)}),
        "peta-pindah": (moved, {"rows": shifts, "summary": shift_words(shifts)}),
    }
    pages: dict[str, PageBytes] = {}
    for name, (parts, values) in drawn.items():
        hashed, own = ("", {}) if parts is None else _parts(name, parts)
        path = f"{name}.html"
        page = rendered(path, head, root="", path=path, peta=parts, nama=hashed, **values)
        pages |= {path: page, **own}
    return pages


def map_assets() -> dict[str, PageBytes]:
    """Return the map library's own files."""
    return {
        f"{ASSETS}{name}": PageBytes(content=content, content_type=content_type)
        for name, (content, content_type) in maps.asset_files().items()
    }


def _parts(name: str, parts: maps.MapParts) -> tuple[str, Mapping[str, PageBytes]]:
    """Return a name that tells the content of a map's own script and style, and those files."""
    own = {
        "js": (parts.script.encode(), "text/javascript; charset=utf-8"),
        "css": (parts.style.encode(), "text/css; charset=utf-8"),
    }
    digest = sha256(b"\0".join(content for content, _ in own.values())).hexdigest()[:DIGITS]
    hashed = f"{name}-{digest}"
    files = {
        f"{OWN_ASSETS}{hashed}.{ending}": PageBytes(content=content, content_type=kind)
        for ending, (content, kind) in own.items()
    }
    return hashed, files
