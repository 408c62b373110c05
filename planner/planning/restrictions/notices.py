"""What the people concerned are told, in words ready to be sent by WhatsApp.

No notice holds personal data. A notice of a home visit goes to its contact only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from planner.domain.areas import Areas
from planner.domain.decisions import Limits
from planner.domain.indonesian import clock_words, day_words
from planner.domain.notices import Notice
from planner.domain.visits import Change, Placement, Visit, VisitEvent
from planner.domain.vocabulary import EventKind

Events = Mapping[str, Sequence[VisitEvent]]


def notices_for(
    changes: Iterable[Change],
    areas: Areas,
    *,
    events: Events = MappingProxyType({}),
    site_url: str = "",
) -> tuple[Notice, ...]:
    """Return a notice for every change that people must hear of, in order.

    ``events`` are those of each visit before the changes: the date people know is among them.
    A public notice ends with the visit's address where ``site_url`` is known.
    """
    notices = []
    for change in changes:
        text = _text(change, areas, _last_promise(events.get(change.visit.id, ())))
        if text and concerns_people(change):
            if site_url and not change.visit.private:
                text = f"{text} {site_url}kunjungan/{change.visit.id}.html"
            event, visit = change.event, change.visit
            notices.append(
                Notice(
                    visit_id=visit.id,
                    area_code=visit.request.area_code,
                    at=event.at,
                    as_of=event.as_of,
                    kind=event.kind.value,
                    audience="private" if visit.private else "public",
                    text=text,
                    rule_ids=event.rule_ids,
                )
            )
    return tuple(notices)


def _last_promise(events: Sequence[VisitEvent]) -> Placement | None:
    """Return the last date people were told; None where there was none."""
    dated = [event.after for event in events if event.after is not None and event.after.day]
    return dated[-1] if dated else None


def _text(change: Change, areas: Areas, promise: Placement | None) -> str:
    visit, event = change.visit, change.event
    before, after = event.before, event.after
    where = _where(visit, areas)
    if event.kind in (EventKind.SUSPENDED, EventKind.EXTENDED) and before is not None:
        head, was = "Penghentian sementara berlanjut.", ""
        if before.earliest and visit.earliest and visit.earliest < before.earliest:
            head = "Kunjungan Sijempol bisa dibuka lagi lebih awal."
        if event.kind is EventKind.SUSPENDED:
            head = "Kunjungan Sijempol dihentikan sementara."
            was = f", semula {_slot(before)}"
        return f"*{head}* {where}{was}. {event.why} {_outlook(visit)}"
    if event.kind in (EventKind.SCHEDULED, EventKind.RESUMED, EventKind.MOVED) and after:
        head = {
            EventKind.SCHEDULED: "Kunjungan Sijempol dijadwalkan.",
            EventKind.RESUMED: "Kunjungan Sijempol dibuka lagi.",
            EventKind.MOVED: "Kunjungan Sijempol dijadwalkan ulang.",
        }[event.kind]
        sure = "" if after.firm else " Tanggal sementara: aturan hari itu belum diketahui."
        old = before if before is not None and before.day is not None else promise
        was = "" if old is None or event.kind is EventKind.SCHEDULED else f" Semula {_slot(old)}."
        why = "" if event.kind is EventKind.SCHEDULED else f" {event.why}"
        return f"*{head}* {where}, {_slot(after)}.{was}{why}{sure} Gratis."
    if event.kind is EventKind.LIMITED and after is not None:
        head = "Kunjungan Sijempol tetap berjalan dengan batasan."
        return f"*{head}* {where}, {_slot(after)}. {event.why}"
    if event.kind in (EventKind.POSTPONED, EventKind.CANCELLED) and before is not None:
        head, outlook = "dibatalkan", ""
        if event.kind is EventKind.POSTPONED:
            head, outlook = "ditunda", f" {_outlook(visit)}"
        was = f", semula {_slot(before)}" if before.day is not None else ""
        return f"*Kunjungan Sijempol {head}.* {where}{was}. {event.why}{outlook}"
    if event.kind is EventKind.UNSURE and after is not None:
        return f"*Kunjungan Sijempol belum pasti.* {where}, {_slot(after)}. {event.why}"
    return ""


def _where(visit: Visit, areas: Areas) -> str:
    if visit.private:
        return "Kunjungan rumah"
    return f"{visit.request.place}, Kelurahan {areas.get(visit.request.area_code).name}"


def _slot(placement: Placement) -> str:
    if placement.day is None or placement.start_min is None or placement.end_min is None:
        return "tanggal belum ada"
    hours = f"{clock_words(placement.start_min)}-{clock_words(placement.end_min)} WIB"
    return f"{day_words(placement.day)}, {hours}"


def _outlook(visit: Visit) -> str:
    if visit.request.fixed_day is not None:
        return "Tanggalnya tidak bisa digeser; hubungi kantor untuk dilayani di kantor."
    if visit.earliest is not None:
        return f"Paling cepat {day_words(visit.earliest)}, belum pasti."
    if visit.review_on is not None:
        return f"Belum ada tanggal. Kami periksa lagi {day_words(visit.review_on)}."
    return "Belum ada tanggal."


#: A later beginning within these minutes changes nothing for those who come.
LATER_MIN: Final = 30

_ALWAYS: Final = (
    EventKind.SCHEDULED,
    EventKind.SUSPENDED,
    EventKind.RESUMED,
    EventKind.UNSURE,
    EventKind.POSTPONED,
    EventKind.CANCELLED,
)


def concerns_people(change: Change) -> bool:
    """Return whether people must hear of ``change``.

    Yes for a stop, a resumption, a new or lost date, a doubt; for another day, an earlier
    beginning or one more than ``LATER_MIN`` later; for services taken away or added and for
    fewer numbers than told; for a new outlook of a stop. A change of unit alone, or of the end,
    is the office's own affair.
    """
    event = change.event
    before, after = event.before, event.after
    if event.kind in _ALWAYS:
        return True
    if before is None or after is None:
        return False
    if event.kind is EventKind.MOVED:
        return _other_time(before, after)
    if event.kind is EventKind.LIMITED:
        return _other_offer(before, after)
    if event.kind is EventKind.EXTENDED:
        return (before.earliest, before.review_on) != (after.earliest, after.review_on)
    return False


def _other_time(before: Placement, after: Placement) -> bool:
    if before.day != after.day or before.start_min is None or after.start_min is None:
        return True
    later = after.start_min - before.start_min
    return later < 0 or later > LATER_MIN


def _other_offer(before: Placement, after: Placement) -> bool:
    if set(before.limits.services_off) != set(after.limits.services_off):
        return True
    fewer = (
        _less(after.limits.total, before.limits.total),
        _less(after.limits.percent, before.limits.percent),
        after.people < before.people,
    )
    return any(fewer) or _narrower(before.limits, after.limits)


def _less(now: int | None, then: int | None) -> bool:
    """Return whether a cap came or became lower."""
    return now is not None and (then is None or now < then)


def _narrower(before: Limits, after: Limits) -> bool:
    """Return whether somebody who could come before is now turned away at the door."""
    return (after.residents_only and not before.residents_only) or (
        after.vaccinated_only and not before.vaccinated_only
    )
