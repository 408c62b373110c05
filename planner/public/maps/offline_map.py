"""Maps and tables in one file that opens without internet, for village halls."""

from __future__ import annotations

from collections.abc import Sequence

import maps
from planner.public.compact import served_style
from planner.public.maps.map_facts import AreaRow, Tour, status_map, tour_map
from planner.public.maps.map_words import MAP_WORDS
from planner.public.shared.channel_views import channel_views
from planner.public.shared.public_facts import SiteFacts
from planner.public.shared.rendering import PageBytes, PageHead, rendered
from planner.public.shared.status_views import status_view


def offline_page(
    facts: SiteFacts, head: PageHead, rows: Sequence[AreaRow], tours: Sequence[Tour]
) -> PageBytes:
    """Return the file. Its policy allows the scripts and styles in it, by hash, and no other."""
    status = maps.draw_status_map(
        status_map(facts, rows, linked=False), words=MAP_WORDS, id="peta-keadaan"
    )
    tour = None
    if tours:
        tour = maps.draw_tour_map(
            tour_map(facts, tours, linked=False), words=MAP_WORDS, id="peta-rute"
        )
    drawn = [status] if tour is None else [status, tour]
    site = served_style("planner.public", "situs.css")
    styles = [maps.asset_style(), "".join(part.style for part in drawn), site]
    scripts = [maps.asset_script(), *(part.script for part in drawn)]
    return rendered(
        "lepas.html",
        head,
        root="",
        styles=styles,
        scripts=scripts,
        policy=_policy(scripts, styles),
        status=status_view(facts),
        channels=channel_views(facts.channels, facts.office),
        status_day=facts.status_day,
        site_url=facts.office.site_url,
        peta=status,
        rute=tour,
        rows=rows,
        tours=tours,
    )


def _policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    allowed = {
        "script-src": " ".join(maps.hash_source(text) for text in scripts),
        "style-src": " ".join(maps.hash_source(text) for text in styles),
    }
    directives = "; ".join(f"{name} {sources}" for name, sources in allowed.items())
    return f"default-src 'none'; {directives}; img-src data:; base-uri 'none'; form-action 'none'"
