"""A visit as a schema.org Event, for search engines: a block of data, not a script."""

from __future__ import annotations

import json
from typing import Final

from markupsafe import Markup

from planner.public.shared.courses import Announcement, Course, Slot
from planner.public.shared.public_facts import PublicVisit, SiteFacts
from planner.public.shared.public_words import plain_text

#: What would end the block or begin a comment in a page, as JSON may spell it instead.
_SPELLED: Final = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def event_block(public_visit: PublicVisit, course: Course, facts: SiteFacts) -> Markup:
    """Return the JSON of a visit, safe inside a ``script`` element of type ld+json."""
    text = json.dumps(
        event_of(public_visit, course, facts), ensure_ascii=False, separators=(",", ":")
    )
    for char, spelled in _SPELLED.items():
        text = text.replace(char, spelled)
    return Markup(text)  # noqa: S704 - nothing is left that could end the block


def event_of(public_visit: PublicVisit, course: Course, facts: SiteFacts) -> dict[str, object]:
    """Return a visit as an Event: a suspended one keeps its old date, a moved one tells both."""
    request, office = public_visit.visit.request, facts.office
    area = facts.areas.get(request.area_code)
    place = plain_text(request.place)
    event: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "identifier": public_visit.visit.id,
        "name": f"{'CONTOH: ' if office.demo else ''}Sijempol {place}, {area.name}",
        "startDate": course.slot.starts_at.isoformat(),
        "endDate": course.slot.ends_at.isoformat(),
        "eventStatus": f"https://schema.org/{_status(course)}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "isAccessibleForFree": True,
        "location": {
            "@type": "Place",
            "name": place,
            "address": f"Kelurahan {area.name}, Kota Sukabumi",
            "geo": {
                "@type": "GeoCoordinates",
                "latitude": round(request.lat, 5),
                "longitude": round(request.lon, 5),
            },
        },
        "organizer": {"@type": "GovernmentOffice", "name": office.name},
    }
    if course.earlier:
        event["previousStartDate"] = _dates(course.earlier)
    if office.site_url:
        event["url"] = f"{office.site_url}kunjungan/{public_visit.visit.id}.html"
    return event


def _status(course: Course) -> str:
    if course.announcement is Announcement.CANCELLED:
        return "EventCancelled"
    if course.announcement is Announcement.SUSPENDED:
        return "EventPostponed"
    return "EventRescheduled" if course.earlier else "EventScheduled"


def _dates(slots: tuple[Slot, ...]) -> str | list[str]:
    dates = [slot.starts_at.isoformat() for slot in slots]
    return dates[0] if len(dates) == 1 else dates
