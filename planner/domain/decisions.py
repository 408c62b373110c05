"""What the rules say of one visit, on one day, as known on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.domain.words import Channel, Evidence, Line, Outcome, ReviewCause, Service, Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What the rules are asked about: a visit, seen apart from its day.

    ``area_code`` may be any level down to RT. ``people`` are those to be served; ``crew``
    the staff present (None: the policy's usual crew). ``venue`` is a venue's code.
    """

    line: Line
    area_code: str
    urgency: Urgency = Urgency.ROUTINE
    services: tuple[Service, ...] = (Service.KTP_RECORDING,)
    venue: str = ""
    people: int | None = None
    crew: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a visit must keep to; the empty value limits nothing.

    ``people_together`` counts everybody present, crew included; ``total`` the people served
    in one session; ``percent`` the share of a normal session; ``hours`` opening and closing
    time as "HH:MM"; ``sessions`` how many sessions the request needs under these limits.
    """

    people_together: int | None = None
    total: int | None = None
    total_per_day: int | None = None
    sessions_per_week: int | None = None
    percent: int | None = None
    hours: tuple[str, str] | None = None
    outdoor: bool | None = None
    residents_only: bool = False
    vaccinated_only: bool = False
    requires: tuple[str, ...] = ()
    services_off: tuple[Service, ...] = ()
    sessions: int | None = None


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocker:
    """One thing that stands in the way. ``until`` is its last day, None if none is known.

    ``rule_id`` is the rule's id, or HOLIDAY, GAP, HOST, RESOURCE. ``basis`` is the text of
    the instrument or the reason, as people should read it.
    """

    rule_id: str
    basis: str
    until: date | None
    evidence: Evidence = Evidence.DOCUMENTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An answer of the rules. It is advice for a day; only an action changes a visit.

    ``rule_ids`` are all rules the answer rests on, the deciding ones first. ``earliest`` is
    set for a move, ``review_on`` for a hold, ``review_cause`` for a review. ``firm`` is
    whether every rule needed for the answer is known. ``stale`` says that a rule without an
    end is past its review day. ``reason`` is a sentence in Indonesian, ``reason_en`` in
    English. ``steps`` names the precedence steps that changed the set of rules, in order, and
    ``basis`` the titles of the instruments among ``rule_ids``.
    """

    outcome: Outcome
    day: date
    as_of: date
    firm: bool
    rule_ids: tuple[str, ...] = ()
    limits: Limits = NO_LIMITS
    blockers: tuple[Blocker, ...] = ()
    earliest: date | None = None
    review_on: date | None = None
    review_cause: ReviewCause | None = None
    stale: bool = False
    advice: tuple[str, ...] = ()
    reason: str = ""
    reason_en: str = ""
    steps: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelStatus:
    """What one channel offers on a day, as known on a day.

    ``hours`` are "HH:MM" opening and closing (None: nothing known of them); ``quota`` the
    people a day. ``evidence`` is INFERRED when the rule's own documents do not reach the day:
    they reach to ``documented_to``.
    """

    channel: Channel
    open: bool
    hours: tuple[str, str] | None = None
    quota: int | None = None
    evidence: Evidence = Evidence.DOCUMENTED
    documented_to: date | None = None
    rule_ids: tuple[str, ...] = ()
    source: str = ""
