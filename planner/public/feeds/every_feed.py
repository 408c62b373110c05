"""Every feed of the public site: calendars, changes, open data, the JSON interface."""

from __future__ import annotations

from planner.public.feeds.api import api_files
from planner.public.feeds.atom import ATOM, atom_bytes
from planner.public.feeds.calendars import ICS, calendar_bytes
from planner.public.feeds.open_data import data_files
from planner.public.feeds.open_records import area_records, visit_records
from planner.public.feeds.rule_data import rule_files
from planner.public.shared.courses import courses
from planner.public.shared.public_facts import SiteFacts
from planner.public.shared.rendering import PageBytes


def feed_files(facts: SiteFacts) -> dict[str, PageBytes]:
    """Return every feed by its path. They hold public visits only, as all facts here do."""
    pairs = courses(facts)
    visits, areas = visit_records(facts), area_records(facts)
    files: dict[str, tuple[bytes, str]] = {
        "perubahan.atom": (atom_bytes(facts), ATOM),
        **data_files(facts, visits, areas),
        **api_files(facts, visits, areas),
        **rule_files(facts),
    }
    places = [("kota", "Kota Sukabumi")]
    places += [(area.code, area.name) for area in facts.areas.at_level("kelurahan")]
    for code, name in places:
        here = [each for each in pairs if code in ("kota", each[0].visit.request.area_code)]
        title = f"Sijempol {name}"
        files[f"kalender/{code}.ics"] = (calendar_bytes(title, here, facts), ICS)
        keeping = calendar_bytes(f"{title} (tetap tampil)", here, facts, keep_suspended=True)
        files[f"kalender/{code}-tetap.ics"] = (keeping, ICS)
    for each in pairs:
        visit = each[0].visit
        one = calendar_bytes(f"Sijempol {visit.request.place}", [each], facts)
        files[f"kunjungan/{visit.id}.ics"] = (one, ICS)
    return {
        path: PageBytes(content=content, content_type=kind)
        for path, (content, kind) in files.items()
    }
