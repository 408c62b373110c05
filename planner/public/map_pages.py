"""The public maps with the tables that say the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Final

from maps import (
    MapParts,
    asset_files,
    draw_status_map,
    draw_step_map,
    draw_tour_map,
)
from planner.public.facts import SiteFacts
from planner.public.impact import impact_map, impact_rows, impact_words, worst_first
from planner.public.map_facts import state_rows, status_map, tour_map, tours_of
from planner.public.offline_map import offline_page
from planner.public.rendering import PageBytes, PageHead, rendered
from planner.public.shifts import WORDS, shift_map, shift_words, shifts_of
from planner.public.views import VisitView

#: Where files stand whose name tells their content, so that they never change.
OWN_ASSETS: Final = "aset/tetap/"
#: How the pages with maps begin.
MAPS: Final = "peta"
#: Where files stand that people save.
DOWNLOADS: Final = "unduh/"
#: Digits of a hash in such a name.
DIGITS: Final = 16


def map_pages(
    facts: SiteFacts, head: PageHead, upcoming: Sequence[VisitView]
) -> dict[str, PageBytes]:
    """Return every map with its page and own files, and the library's assets."""
    rows, tours = state_rows(facts, upcoming), tours_of(upcoming)
    status = draw_status_map(status_map(facts, rows), id="peta-keadaan")
    routes = draw_tour_map(tour_map(facts, tours), id="peta-rute") if tours else None
    lost, shifts = impact_rows(facts), shifts_of(facts)
    impact = draw_status_map(impact_map(facts, lost), id="peta-dampak")
    moved = draw_step_map(shift_map(facts, shifts), words=WORDS, id="peta-pindah")
    drawn: dict[str, tuple[MapParts | None, dict[str, object]]] = {
        "peta": (status, {"rows": rows, "status_day": facts.status_day}),
        "peta-rute": (
            routes,
            {
                "tours": tours,
                "first": tours[0].day if tours else facts.today,
                "travel_note": facts.travel_note,
            },
        ),
        "peta-dampak": (impact, {"rows": worst_first(lost), "told": impact_words(lost)}),
        "peta-pindah": (
            moved if shifts else None,
            {"rows": shifts, "told": shift_words(shifts)},
        ),
    }
    pages = {f"{DOWNLOADS}peta-sijempol.html": offline_page(facts, head, rows, tours)}
    for name, (parts, values) in drawn.items():
        hashed, own = ("", {}) if parts is None else _parts(name, parts)
        page = rendered(f"{name}.html", head, root="", path="", peta=parts, nama=hashed, **values)
        pages |= {f"{name}.html": page, **own}
    for name, (content, content_type) in asset_files().items():
        pages[f"aset/{name}"] = PageBytes(content=content, content_type=content_type)
    return pages


def _parts(name: str, parts: MapParts) -> tuple[str, Mapping[str, PageBytes]]:
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
