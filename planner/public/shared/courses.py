"""What people were told of a visit over time: the one reading of its events that feeds share.

A course begins when the visit first gets a date. It grows with the visit's own events only:
neither another visit nor a new edition of the plan changes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from planner.domain.office import at_wib
from planner.domain.visits import Placement, VisitEvent
from planner.domain.vocabulary import Cause, EventKind, VisitState
from planner.public.shared.public_facts import PublicVisit, SiteFacts
from planner.public.shared.public_words import limit_words


class Announcement(StrEnum):
    """What people are told of a visit's date."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Slot:
    """A day with hours, in minutes after local midnight."""

    day: date
    start_min: int
    end_min: int

    @property
    def starts_at(self) -> datetime:
        """The beginning as an instant in Asia/Jakarta."""
        return at_wib(self.day, 0) + timedelta(minutes=self.start_min)

    @property
    def ends_at(self) -> datetime:
        """The end as an instant in Asia/Jakarta."""
        return at_wib(self.day, 0) + timedelta(minutes=self.end_min)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How the promise of one visit went.

    ``first`` is the first date people knew, ``slot`` the one they know; a suspended visit keeps
    its old one. ``earlier`` are other dates they knew before, oldest first. ``sequence``
    counts changes of date or of what is told since the first date, ``created`` and
    ``modified`` are instants of first and last event, ``events`` those from the first date on.
    """

    announcement: Announcement
    first: Slot
    slot: Slot
    earlier: tuple[Slot, ...]
    sequence: int
    created: datetime
    modified: datetime
    events: tuple[VisitEvent, ...]

    @property
    def latest(self) -> VisitEvent:
        """The event that says why the visit stands as it does."""
        return self.events[-1]


def course_of(public_visit: PublicVisit) -> Course | None:
    """Return the course of a visit; None where its events name no date."""
    events = _since_first_date(public_visit.events)
    slots: list[Slot] = []
    announcements: list[tuple[Announcement, Slot]] = []
    unsure = False
    for event in events:
        for placement in (event.before, event.after):
            slot = _slot(placement)
            if slot is not None and (not slots or slots[-1] != slot):
                slots.append(slot)
        unsure = event.kind is EventKind.UNSURE or (unsure and event.kind is EventKind.SPLIT)
        if event.after is None or not slots:
            continue
        now = (_announcement(event.after, unsure=unsure), slots[-1])
        if not announcements or announcements[-1] != now:
            announcements.append(now)
    if not announcements:
        return None
    state, slot = announcements[-1]
    return Course(
        announcement=state,
        first=slots[0],
        slot=slot,
        earlier=tuple(dict.fromkeys(each for each in slots if each != slot)),
        sequence=len(announcements) - 1,
        created=events[0].at,
        modified=events[-1].at,
        events=tuple(events),
    )


def courses(facts: SiteFacts) -> list[tuple[PublicVisit, Course]]:
    """Return every public visit that ever had a date, with its course, by visit id."""
    public_visit = ((visit, course_of(visit)) for visit in facts.visits)
    return [(visit, course) for visit, course in public_visit if course is not None]


def cause_of(public_visit: PublicVisit, course: Course, facts: SiteFacts) -> Cause | None:
    """Return why the service of a visit differs from normal, in GTFS's words; None if not."""
    if effect_of(public_visit, course) == "NO_EFFECT":
        return None
    telling = [rule for rule in course.latest.rule_ids if rule in facts.bases]
    return facts.bases[telling[0]].cause if telling else Cause.OTHER_CAUSE


def effect_of(public_visit: PublicVisit, course: Course) -> str:
    """Return what becomes of a visit in the words of GTFS Realtime's alerts."""
    if course.announcement in (Announcement.SUSPENDED, Announcement.CANCELLED):
        return "NO_SERVICE"
    if public_visit.visit.unsure:
        return "UNKNOWN_EFFECT"
    if course.earlier:
        return "MODIFIED_SERVICE"
    return "REDUCED_SERVICE" if limit_words(public_visit.visit.limits) else "NO_EFFECT"


def _since_first_date(events: Sequence[VisitEvent]) -> list[VisitEvent]:
    for number, event in enumerate(events):
        if event.kind is EventKind.SCHEDULED:
            return list(events[number:])
    return list(events)


def _slot(placement: Placement | None) -> Slot | None:
    if placement is None or placement.day is None:
        return None
    if placement.start_min is None or placement.end_min is None:
        return None
    return Slot(placement.day, placement.start_min, placement.end_min)


def _announcement(after: Placement, *, unsure: bool) -> Announcement:
    if after.state in (VisitState.CANCELLED, VisitState.FAILED):
        return Announcement.CANCELLED
    if after.state in (VisitState.SUSPENDED, VisitState.REQUESTED):
        return Announcement.SUSPENDED
    if after.state is VisitState.SCHEDULED and (unsure or not after.firm):
        return Announcement.TENTATIVE
    return Announcement.CONFIRMED
