"""What changed, as an Atom feed (RFC 4287): one entry for each event of a public visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as Xml

from planner.domain.office import WIB
from planner.domain.visits import VisitEvent
from planner.public.shared.courses import courses
from planner.public.shared.page_views import slot_words
from planner.public.shared.public_facts import PublicVisit, SiteFacts
from planner.public.shared.public_words import EVENTS, plain_text

ATOM: Final = "application/atom+xml; charset=utf-8"
#: Entries the feed holds, the newest.
NEWEST: Final = 100

_SPACE: Final = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One event of a visit with its number among those people heard of."""

    public_visit: PublicVisit
    number: int
    event: VisitEvent


def atom_bytes(facts: SiteFacts) -> bytes:
    """Return the newest changes of public visits, newest first."""
    entries = [
        FeedEntry(public_visit=public_visit, number=number, event=event)
        for public_visit, course in courses(facts)
        for number, event in enumerate(course.events)
    ]
    entries.sort(
        key=lambda each: (each.event.at, each.public_visit.visit.id, each.number), reverse=True
    )
    office = facts.office
    feed = Xml.Element("feed", {"xmlns": _SPACE, "xml:lang": "id"})
    _add(feed, "id", _name("perubahan", demo=office.demo))
    _add(feed, "title", f"Perubahan jadwal Sijempol, {office.name}")
    _add(feed, "updated", _stamp(entries[0].event.at if entries else facts.changed_at))
    _add(_add(feed, "author"), "name", office.name)
    if office.site_url:
        _add(feed, "link", rel="self", href=f"{office.site_url}perubahan.atom")
        _add(feed, "link", rel="alternate", href=f"{office.site_url}jadwal.html")
    for each in entries[:NEWEST]:
        _entry(feed, each, facts)
    content: bytes = Xml.tostring(feed, encoding="utf-8", xml_declaration=True)
    return content


def _entry(feed: Xml.Element, item: FeedEntry, facts: SiteFacts) -> None:
    visit, event = item.public_visit.visit, item.event
    area = facts.areas.get(visit.request.area_code).name
    entry = _add(feed, "entry")
    _add(entry, "id", _name(f"{visit.id}/{item.number}", demo=facts.office.demo))
    _add(entry, "title", f"{EVENTS[event.kind]}: {visit.request.place}, {area}")
    _add(entry, "updated", _stamp(event.at))
    _add(entry, "category", term=event.kind.value)
    slot = "" if event.after is None else slot_words(event.after)
    _add(entry, "summary", f"{slot}. {event.why}" if slot else event.why)
    if facts.office.site_url:
        _add(entry, "link", href=f"{facts.office.site_url}kunjungan/{visit.id}.html")


def _add(parent: Xml.Element, name: str, text: str = "", **attributes: str) -> Xml.Element:
    child = Xml.SubElement(parent, name, attributes)
    if text:
        child.text = plain_text(text)
    return child


def _name(what: str, *, demo: bool) -> str:
    kind = "contoh" if demo else "kantor"
    return uuid5(NAMESPACE_URL, f"sijempol:{kind}:{what}").urn


def _stamp(at: datetime) -> str:
    return at.astimezone(WIB).replace(microsecond=0).isoformat()
