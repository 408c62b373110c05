"""The visits nearest to where somebody stands, found by their own device."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files

from planner.domain.vocabulary import Line
from planner.public.maps.map_pages import DIGITS, OWN_ASSETS
from planner.public.pages.listing import by_day
from planner.public.shared.language import INDONESIAN, say, spoken
from planner.public.shared.page_views import ShownVisit
from planner.public.shared.public_facts import SiteFacts
from planner.public.shared.rendering import PageBytes, PageHead, rendered


def nearest_files(
    facts: SiteFacts, head: PageHead, ahead: Sequence[ShownVisit]
) -> dict[str, PageBytes]:
    """Return the page and its script; the places are in the script, so no position is sent."""
    requests = {public_visit.visit.id: public_visit.visit.request for public_visit in facts.visits}
    anyone = [view for view in ahead if requests[view.id].line is Line.PERMUKIMAN]
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
    places_json = json.dumps(places, separators=(",", ":"))
    words = json.dumps(_words(), separators=(",", ":"))
    start = "(function () {\n"
    given = f"{start}  var places = {places_json};\n  var words = {words};\n"
    script = code.replace(start, given, 1)
    name = f"terdekat-{sha256(script.encode()).hexdigest()[:DIGITS]}.js"
    page = rendered(
        "terdekat.html",
        head,
        root="",
        path="terdekat.html",
        places=places,
        naskah=name,
        days=by_day(anyone),
    )
    made = {"terdekat.html": page}
    if places:
        made[f"{OWN_ASSETS}{name}"] = PageBytes(
            content=script.encode(), content_type="text/javascript; charset=utf-8"
        )
    return made


def _words() -> dict[str, str]:
    """Return what the script says, in the language of its page."""
    return {
        "away": say("kira-kira"),
        "comma": "," if spoken() == INDONESIAN else ".",
        "straight": say("Jarak lurus dari posisi Anda:"),
        "looking": say("Mencari posisi ..."),
        "none": say("Posisi tidak bisa dipakai. Cari nama kelurahan di bawah ini."),
    }
