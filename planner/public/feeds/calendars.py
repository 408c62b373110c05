"""Calendars to subscribe to (RFC 5545), for the city and for each kelurahan.

A visit keeps its UID for life, so that a calendar moves the entry it has and never adds a
second one. Nothing here depends on the day of rendering: the same events, the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from planner.domain.areas import CITY
from planner.domain.code_words import SERVICES
from planner.domain.visits import Placement
from planner.public.shared.courses import Announcement, Course
from planner.public.shared.outlooks import visit_outlook
from planner.public.shared.page_views import slot_words
from planner.public.shared.public_facts import OfficeFacts, PublicVisit, SiteFacts
from planner.public.shared.public_words import LINES, plain_text

ICS: Final = "text/calendar; charset=utf-8"
PRODID: Final = "-//Sijempol//Jadwal layanan keliling//ID"
#: How often a subscribed calendar should ask again.
REFRESH: Final = "PT1H"

_STATUS: Final = {
    Announcement.CONFIRMED: "CONFIRMED",
    Announcement.TENTATIVE: "TENTATIVE",
    Announcement.SUSPENDED: "CANCELLED",
    Announcement.CANCELLED: "CANCELLED",
}
_HEADS: Final = {Announcement.SUSPENDED: "DITUNDA: ", Announcement.CANCELLED: "DIBATALKAN: "}


def calendar_bytes(
    name: str,
    pairs: Iterable[tuple[PublicVisit, Course]],
    facts: SiteFacts,
    *,
    keep_suspended: bool = False,
) -> bytes:
    """Return the calendar called ``name`` of some visits.

    A suspended visit is CANCELLED at its old time, which many calendars hide. With
    ``keep_suspended`` it stays visible there as DITUNDA, TENTATIVE and blocking no time.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", plain_text(name))
    calendar.add("x-wr-timezone", "Asia/Jakarta")
    calendar.add("refresh-interval;value=duration", REFRESH)
    calendar.add("x-published-ttl", REFRESH)
    calendar.add_component(_jakarta())
    for public_visit, course in pairs:
        calendar.add_component(_event(public_visit, course, facts, keep_suspended=keep_suspended))
    content: bytes = calendar.to_ical()
    return content


def uid_of(visit_id: str, office: OfficeFacts) -> str:
    """Return a visit's UID: it holds nothing that a move of visit or site could change."""
    return f"{visit_id}@{'contoh.' if office.demo else ''}{CITY}.sijempol"


def _event(
    public_visit: PublicVisit, course: Course, facts: SiteFacts, *, keep_suspended: bool
) -> Event:
    visit, request = public_visit.visit, public_visit.visit.request
    area = facts.areas.get(request.area_code)
    shown = keep_suspended and course.announcement is Announcement.SUSPENDED
    event = Event()
    event.add("uid", uid_of(visit.id, facts.office))
    event.add("sequence", course.sequence)
    event.add("dtstamp", _utc(course.modified))
    event.add("last-modified", _utc(course.modified))
    event.add("created", _utc(course.created))
    event.add("dtstart", course.slot.starts_at)
    event.add("dtend", course.slot.ends_at)
    event.add("status", "TENTATIVE" if shown else _STATUS[course.announcement])
    event.add("transp", "TRANSPARENT")
    place = plain_text(request.place)
    event.add("summary", f"{_HEADS.get(course.announcement, '')}Sijempol {place}, {area.name}")
    event.add("location", f"{place}, Kelurahan {area.name}, Kota Sukabumi")
    event.add("geo", (round(request.lat, 5), round(request.lon, 5)))
    event.add(
        "description",
        "\n".join(plain_text(line) for line in _description(public_visit, course, facts)),
    )
    if facts.office.site_url:
        event.add("url", f"{facts.office.site_url}kunjungan/{visit.id}.html")
    return event


def _description(public_visit: PublicVisit, course: Course, facts: SiteFacts) -> Iterable[str]:
    visit, office = public_visit.visit, facts.office
    if office.demo:
        yield "CONTOH, bukan jadwal sungguhan."
    if course.announcement is Announcement.TENTATIVE:
        yield "Tanggal sementara. Periksa lagi sebelum datang."
    if course.announcement in (Announcement.SUSPENDED, Announcement.CANCELLED):
        yield course.latest.why
    if course.announcement is Announcement.SUSPENDED:
        yield visit_outlook(visit, today=date.min)
    for slot in course.earlier[-1:]:
        was = Placement(
            state=visit.state, day=slot.day, start_min=slot.start_min, end_min=slot.end_min
        )
        yield f"Semula {slot_words(was)}."
    yield ", ".join(SERVICES[service] for service in visit.request.services) + "."
    yield f"{LINES[visit.request.line]}. Gratis."
    if office.whatsapp:
        yield f"Tanya lewat WhatsApp +{office.whatsapp}."


@lru_cache(maxsize=1)
def _jakarta() -> Timezone:
    """Return the zone of West Indonesia: seven hours ahead all year, since 1964."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "Asia/Jakarta")
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 - local by definition
    standard.add("tzoffsetfrom", timedelta(hours=7))
    standard.add("tzoffsetto", timedelta(hours=7))
    standard.add("tzname", "WIB")
    zone.add_component(standard)
    return zone


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)
