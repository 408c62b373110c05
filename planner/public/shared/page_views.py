"""Facts as what a page shows of them: words, badges, links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.domain.code_words import SERVICES
from planner.domain.decisions import Decision
from planner.domain.indonesian import clock_words
from planner.domain.office import WIB
from planner.domain.visits import Placement, VisitEvent
from planner.domain.vocabulary import EventKind, VisitState
from planner.public.shared.event_words import Why, why_of
from planner.public.shared.language import day_words, say, short_day, weekday_words
from planner.public.shared.outlooks import visit_outlook
from planner.public.shared.public_facts import Basis, PublicVisit, SiteFacts
from planner.public.shared.public_words import EVENTS, LINES, OUTCOMES, limit_words

#: What is said on the page of a visit that has ended; old links lead there.
_ENDED: Final = {
    VisitState.DONE: "Kunjungan ini sudah selesai.",
    VisitState.CANCELLED: "Kunjungan ini dibatalkan.",
    VisitState.FAILED: "Kunjungan ini tidak terlaksana.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A state as a word with a kind that decides icon, pattern and colour."""

    kind: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One thing that happened to a visit."""

    when: str
    what: str
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownVisit:
    """A visit as pages show it. ``day`` orders; ``was`` and ``now`` are day and hours.

    ``hours`` are those of ``now``, or of ``was`` where there is no present date. ``fixed``
    says that the date cannot be moved. ``ended`` says that nothing more comes of the visit.
    """

    id: str
    place: str
    area_code: str
    area: str
    badge: Badge
    day: date | None
    weekday: str
    number: str
    month: str
    now: str
    was: str
    hours: str
    firm: bool
    tentative: bool
    fixed: bool
    outlook: str
    reason: Why | None
    limits: list[str]
    services: str
    line: str
    people: int
    unit: str
    bases: tuple[Basis, ...]
    history: tuple[HistoryLine, ...] = ()
    ended: str = ""


def visit_view(public_visit: PublicVisit, facts: SiteFacts, *, history: bool = False) -> ShownVisit:
    """Return a visit as pages show it; with ``history`` all that happened, newest first."""
    visit = public_visit.visit
    was = _last_promise(public_visit)
    shown = visit.day or (was.day if was else None)
    slot = Placement.of(visit) if visit.state is not VisitState.SUSPENDED else None
    suspended = visit.state is VisitState.SUSPENDED
    scheduled = visit.state is VisitState.SCHEDULED
    latest = _telling_event(public_visit.events)
    return ShownVisit(
        id=visit.id,
        place=visit.request.place,
        area_code=visit.request.area_code,
        area=facts.areas.get(visit.request.area_code).name,
        badge=visit_badge(public_visit, facts.today),
        day=shown,
        weekday=weekday_words(shown) if shown else "",
        number=str(shown.day) if shown else "",
        month=short_day(shown).split()[-1] if shown else "",
        now="" if slot is None else slot_words(slot),
        was=slot_words(was) if was is not None else "",
        hours=_hours(slot or was),
        firm=scheduled and visit.firm and not visit.unsure,
        tentative=scheduled and not visit.firm,
        fixed=visit.request.fixed_day is not None,
        outlook=visit_outlook(visit, today=facts.today) if suspended else "",
        reason=None if latest is None else why_of(latest, facts),
        limits=limit_words(visit.limits) if scheduled else [],
        services=", ".join(say(SERVICES[service]) for service in visit.request.services),
        line=say(LINES[visit.request.line]),
        people=visit.people,
        unit=public_visit.unit_name,
        bases=facts.bases_of(visit.rule_ids),
        history=tuple(_history(event, facts) for event in reversed(public_visit.events))
        if history
        else (),
        ended=say(_ENDED[visit.state]) if visit.state in _ENDED else "",
    )


def visit_badge(public_visit: PublicVisit, today: date) -> Badge:
    """Return where a visit stands as a badge; one whose day has passed is no longer ahead."""
    visit = public_visit.visit
    moved = any(event.kind in (EventKind.MOVED, EventKind.RESUMED) for event in public_visit.events)
    badges = {
        VisitState.SUSPENDED: ("stop", "Dihentikan sementara"),
        VisitState.CANCELLED: ("stop", "Dibatalkan"),
        VisitState.DONE: ("go", "Sudah selesai"),
        VisitState.FAILED: ("stop", "Tidak terlaksana"),
        VisitState.REQUESTED: ("ask", "Belum pasti"),
    }
    if visit.state in badges:
        kind, word = badges[visit.state]
    elif visit.day is not None and visit.day < today:
        kind, word = "ask", "Harinya sudah lewat"
    elif visit.unsure:
        kind, word = "ask", "Belum pasti"
    elif moved:
        kind, word = "move", "Dijadwalkan ulang"
    elif visit.limits.percent is not None or limit_words(visit.limits):
        kind, word = "lim", "Terbatas"
    else:
        kind, word = "go", "Berjalan"
    return Badge(kind=kind, word=say(word))


def _last_promise(public_visit: PublicVisit) -> Placement | None:
    """Return where people were told to come before the present date, if elsewhere."""
    now = Placement.of(public_visit.visit)
    here = (now.day, now.start_min, now.end_min)
    for event in reversed(public_visit.events):
        before = event.before
        if before is None or before.day is None:
            continue
        if (before.day, before.start_min, before.end_min) != here:
            return before
    return None


def _telling_event(events: Sequence[VisitEvent]) -> VisitEvent | None:
    kinds = (EventKind.SUSPENDED, EventKind.EXTENDED, EventKind.UNSURE, EventKind.FAILED)
    return next((event for event in reversed(events) if event.kind in kinds), None)


def _history(event: VisitEvent, facts: SiteFacts) -> HistoryLine:
    local = event.at.astimezone(WIB)
    what = say(EVENTS[event.kind])
    if event.after is not None and event.after.day is not None:
        what = f"{what}: {slot_words(event.after)}"
    return HistoryLine(
        when=f"{day_words(local.date())}, {clock_words(local.hour * 60 + local.minute)} WIB",
        what=what,
        why=why_of(event, facts),
    )


def slot_words(placement: Placement) -> str:
    """Return day and hours: "Rabu, 1 September 2021, 08.30-11.00 WIB"."""
    hours = _hours(placement)
    return f"{day_words(placement.day)}, {hours}" if placement.day is not None and hours else ""


def _hours(placement: Placement | None) -> str:
    if placement is None or placement.start_min is None or placement.end_min is None:
        return ""
    return f"{clock_words(placement.start_min)}-{clock_words(placement.end_min)} WIB"


def decision_badge(decision: Decision) -> Badge:
    """Return the badge of a decision."""
    kind, word = OUTCOMES[decision.outcome]
    return Badge(kind=kind, word=say(word))
