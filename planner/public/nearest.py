"""The visits nearest to where somebody stands, found by their own device."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files

from planner.domain.words import Line
from planner.public.facts import SiteFacts
from planner.public.listing import by_day
from planner.public.map_pages import DIGITS, OWN_ASSETS
from planner.public.rendering import PageBytes, PageHead, rendered
from planner.public.views import VisitView
from planner.public.words import LINES


def nearest_files(
    facts: SiteFacts, head: PageHead, ahead: Sequence[VisitView]
) -> dict[str, PageBytes]:
    """Return the page and its script; the places are in the script, so no position is sent."""
    requests = {found.visit.id: found.visit.request for found in facts.visits}
    anyone = [view for view in ahead if view.line == LINES[Line.PERMUKIMAN]]
    places = [
        {
            "name": f"{view.place}, {view.area}",
            "when": view.now,
            "href": f"kunjungan/{view.id}.html",
            "lat": round(requests[view.id].lat, 5),
            "lon": round(requests[view.id].lon, 5),
        }
        for view in anyone
    ]
    code = (files("planner.public") / "static" / "terdekat.js").read_text(encoding="utf-8")
    told = json.dumps(places, separators=(",", ":"))
    script = code.replace("(function () {\n", f"(function () {{\n  var places = {told};\n", 1)
    name = f"terdekat-{sha256(script.encode()).hexdigest()[:DIGITS]}.js"
    page = rendered("terdekat.html", head, root="", places=places, naskah=name, days=by_day(anyone))
    made = {"terdekat.html": page}
    if places:
        made[f"{OWN_ASSETS}{name}"] = PageBytes(
            content=script.encode(), content_type="text/javascript; charset=utf-8"
        )
    return made
