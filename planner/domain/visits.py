"""Requests, visits and what happens to them.

A visit keeps its id for life. Moving it is an event with a reason, never a rewrite; what it
was before is read from its events.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from planner.domain.decisions import NO_LIMITS, Ask, Limits
from planner.domain.vocabulary import EventKind, Line, Service, Urgency, VisitState


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request for a visit: who asks for what, where, since when.

    ``people`` are those to be served in all. ``fixed_day`` is a date that cannot be moved
    (a wedding). ``lat``/``lon`` WGS84 degrees; ``place`` is how people call the place and
    ``venue`` its code where it has one. For a home visit ``place`` is a coded name, and
    ``contact`` is never shown outside the office. ``synthetic`` marks made-up demo requests.
    """

    id: str
    line: Line
    area_code: str
    place: str
    lat: float
    lon: float
    people: int
    requested_on: date
    urgency: Urgency = Urgency.ROUTINE
    services: tuple[Service, ...] = (Service.KTP_RECORDING,)
    venue: str = ""
    fixed_day: date | None = None
    contact: str = ""
    synthetic: bool = False

    def __post_init__(self) -> None:
        if self.people < 1:
            raise ValueError(f"request {self.id}: people must be 1 or more, got {self.people}")
        if not self.services:
            raise ValueError(f"request {self.id}: at least one service is needed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One session of a request, with its place in the plan if it has one.

    ``start_min`` and ``end_min`` are minutes after local midnight of ``day``; all four of
    ``day``, ``unit_id``, ``start_min``, ``end_min`` are set while scheduled. A suspended visit
    keeps none of them: what it was stands in its events. ``firm`` is whether the rules for
    its day were known when it was placed. ``earliest`` and ``review_on`` say when a suspended
    visit may come back or is looked at again. ``rule_ids`` are those of the last decision,
    taken ``as_of``. ``unsure`` marks a published visit on a day whose rule is in doubt.
    ``held_by_office`` marks a suspended visit that a coordinator postponed: rules alone do not
    bring it back or change its review day.
    ``version`` counts saved changes.
    """

    id: str
    request: Request
    people: int
    state: VisitState = VisitState.REQUESTED
    session_no: int = 1
    split_from: str | None = None
    day: date | None = None
    unit_id: str | None = None
    start_min: int | None = None
    end_min: int | None = None
    firm: bool = False
    unsure: bool = False
    limits: Limits = NO_LIMITS
    rule_ids: tuple[str, ...] = ()
    as_of: date | None = None
    earliest: date | None = None
    review_on: date | None = None
    held_by_office: bool = False
    version: int = 0

    def __post_init__(self) -> None:
        placed = (self.day, self.unit_id, self.start_min, self.end_min)
        if self.state is VisitState.SCHEDULED and None in placed:
            raise ValueError(f"visit {self.id}: a scheduled visit needs day, unit and times")
        if self.people < 1:
            raise ValueError(f"visit {self.id}: people must be 1 or more, got {self.people}")

    @property
    def private(self) -> bool:
        """Whether nothing of this visit may ever be public."""
        return self.request.line.private

    @property
    def ask(self) -> Ask:
        """What the rules are asked about this visit."""
        request = self.request
        return Ask(
            line=request.line,
            area_code=request.area_code,
            urgency=request.urgency,
            services=request.services,
            venue=request.venue,
            people=self.people,
            request_people=request.people if self.people < request.people else None,
            fixed=request.fixed_day is not None,
        )

    def unplaced(self, state: VisitState) -> Visit:
        """Return this visit in ``state``, without day, unit and times."""
        return replace(
            self,
            state=state,
            day=None,
            unit_id=None,
            start_min=None,
            end_min=None,
            firm=False,
            unsure=False,
            held_by_office=False,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a visit stood before or after an event. Times are minutes after midnight."""

    state: VisitState
    day: date | None = None
    unit_id: str | None = None
    start_min: int | None = None
    end_min: int | None = None
    people: int = 0
    firm: bool = False
    limits: Limits = NO_LIMITS
    earliest: date | None = None
    review_on: date | None = None

    @classmethod
    def of(cls, visit: Visit) -> Placement:
        """Return where ``visit`` stands."""
        return cls(
            state=visit.state,
            day=visit.day,
            unit_id=visit.unit_id,
            start_min=visit.start_min,
            end_min=visit.end_min,
            people=visit.people,
            firm=visit.firm,
            limits=visit.limits,
            earliest=visit.earliest,
            review_on=visit.review_on,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitEvent:
    """One thing that happened to a visit: who, when, why, on which rules, before and after.

    ``at`` is an aware instant; ``as_of`` the day whose knowledge was used. ``seq`` is given
    by the store and orders events; it is 0 until saved.
    """

    visit_id: str
    at: datetime
    as_of: date
    kind: EventKind
    who: str
    why: str
    rule_ids: tuple[str, ...] = ()
    before: Placement | None = None
    after: Placement | None = None
    seq: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Who acts and when; ``day`` is the local day whose knowledge is used."""

    at: datetime
    day: date
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A visit as it becomes, with the event that says so."""

    visit: Visit
    event: VisitEvent

    @classmethod
    def of(
        cls,
        before: Visit | None,
        after: Visit,
        kind: EventKind,
        occasion: Occasion,
        why: str,
        rule_ids: tuple[str, ...] = (),
    ) -> Change:
        """Return ``after`` with the event that says why it differs from ``before``.

        ``before`` is None where the life of the visit begins; ``rule_ids`` are those that the
        event rests on.
        """
        event = VisitEvent(
            visit_id=after.id,
            at=occasion.at,
            as_of=occasion.day,
            kind=kind,
            who=occasion.who,
            why=why,
            rule_ids=rule_ids,
            before=None if before is None else Placement.of(before),
            after=Placement.of(after),
        )
        return cls(visit=after, event=event)
