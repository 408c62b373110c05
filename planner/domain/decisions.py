"""What the rules say of one visit, on one day, as known on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.domain.reasons import cause, cause_en, sentence, sentence_en
from planner.domain.values import plain_value
from planner.domain.vocabulary import (
    Cause,
    Channel,
    Evidence,
    Line,
    Offer,
    Outcome,
    ReviewCause,
    Service,
    Urgency,
)

#: Ages in years, both included, of those a line serves where a request does not say: pupils are
#: 17 and a day (programme rule of 2017), the elderly 60 and more (UU 13/1998).
LINE_AGES: Final = {Line.PELAJAR: (17, 20), Line.AKI_NINI: (60, 120)}
ANY_AGE: Final = (0, 120)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What the rules are asked about: a visit, seen apart from its day.

    ``area_code`` may be any level down to RT. ``people`` are those to be served; ``crew``
    the staff present (None: the policy's usual crew). ``request_people`` are those of the whole
    request, where this is one of several sessions (None: it is the whole). ``venue`` is a
    venue's code. ``residents`` and ``vaccinated`` are how many of ``people`` live in the city and
    are vaccinated (None: not known); ``ages`` the youngest and oldest of them in years (None:
    the line's own). ``fixed`` says that the day cannot be moved, as of a wedding.
    """

    line: Line
    area_code: str
    urgency: Urgency = Urgency.ROUTINE
    services: tuple[Service, ...] = (Service.KTP_RECORDING,)
    venue: str = ""
    people: int | None = None
    request_people: int | None = None
    crew: int | None = None
    residents: int | None = None
    vaccinated: int | None = None
    ages: tuple[int, int] | None = None
    fixed: bool = False

    @property
    def whole_people(self) -> int | None:
        """The people of the whole request, of which the visit may serve a part."""
        return self.people if self.request_people is None else self.request_people

    @property
    def age_range(self) -> tuple[int, int]:
        """The youngest and oldest people to be served, in years."""
        return self.ages or LINE_AGES.get(self.line, ANY_AGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a visit must keep to; the empty value limits nothing.

    ``people_together`` counts everybody present, crew included; ``total`` the people served
    in one session; ``percent`` the share of a normal session; ``hours`` opening and closing
    time as "HH:MM"; ``sessions`` how many sessions the request needs under these limits;
    ``eligible`` how many of the people asked for may come, where some may not.
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
    eligible: int | None = None
    sessions: int | None = None


NO_LIMITS = Limits()


@plain_value
class Blocker:
    """One thing that stands in the way. ``until`` is its last day, None if none is known.

    ``rule_id`` is the rule's id, or HOLIDAY, GAP, HOST, RESOURCE. ``basis`` is the text of
    the instrument or the reason, as people should read it, ``basis_en`` what English readers
    are told. ``also`` are further ids the blocker rests on, such as the office's policy or the
    reading of an instrument.
    """

    rule_id: str
    basis: str
    until: date | None
    evidence: Evidence = Evidence.DOCUMENTED
    cause: Cause = Cause.MEDICAL_EMERGENCY
    also: tuple[str, ...] = ()
    basis_en: str = "a rule"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of precedence that changed the set of rules, with the rules it was about.

    ``name`` is one of ``ended`` (a later instrument ended them), ``displaced`` (the body they
    delegate to decided otherwise), ``exempted`` (lifted), ``advisory`` (they only advise),
    ``strictest`` (several limit the same and the strictest holds), ``calendar``.
    """

    name: str
    rule_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitBasis:
    """What sets one limit: ``limit`` names a field of :class:`Limits`.

    ``rule_ids`` are the rules or exemptions that set it, each in its ``instruments`` and
    ``articles`` where these are on record. ``policy`` is the office's policy, where the limit is
    what that policy says of a level or zone and not what the instrument says.
    """

    limit: str
    rule_ids: tuple[str, ...]
    titles: tuple[str, ...]
    instruments: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    policy: str = ""


@plain_value
class Decision:
    """An answer of the rules. It is advice for a day; only an action changes a visit.

    ``rule_ids`` are all rules the answer rests on, the deciding ones first. ``earliest`` is
    set for a move with ``blocked_to``, the last day before it that rules forbid (None: the
    calendar alone does), ``review_on`` for a hold, ``review_cause`` for a review, ``offers`` for a
    request that cannot be served as asked. ``firm`` is whether every rule needed for the
    answer is known. ``stale`` says that a rule without an end is past its review day.
    ``staff_percent`` is the share of the staff that may work that day (None: all).
    ``steps`` are the steps of precedence that changed the set of rules, in order, and
    ``basis`` the titles of what limits, ``basis_en`` the same for English readers. ``people``
    are those asked for. What sets each limit is told when asked for
    (:mod:`planner.rules.explaining`).
    """

    outcome: Outcome
    day: date
    as_of: date
    firm: bool
    rule_ids: tuple[str, ...] = ()
    limits: Limits = NO_LIMITS
    blockers: tuple[Blocker, ...] = ()
    earliest: date | None = None
    blocked_to: date | None = None
    review_on: date | None = None
    review_cause: ReviewCause | None = None
    stale: bool = False
    advice: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    staff_percent: int | None = None
    steps: tuple[Step, ...] = ()
    basis: tuple[str, ...] = ()
    basis_en: tuple[str, ...] = ()
    people: int | None = None

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of what decides: what forbids the visit, else what limits it."""
        return tuple(dict.fromkeys(each.basis for each in self.blockers)) or self.basis

    @property
    def reason(self) -> str:
        """The reason in Indonesian: one sentence with its day, at most 25 words."""
        return sentence(self)

    @property
    def cause(self) -> str:
        """The reason in Indonesian without the day on which it may be otherwise again."""
        return cause(self)

    @property
    def cause_en(self) -> str:
        """The same in English."""
        return cause_en(self)

    @property
    def reason_en(self) -> str:
        """The reason in English."""
        return sentence_en(self)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffShare:
    """The share of the staff that may work on a day, as known on a day.

    ``percent`` is of the usual staff (None: not limited, or no figure is known); ``rotation``
    says that they work in turns. ``evidence`` is as of a channel.
    """

    percent: int | None = None
    rotation: bool = False
    evidence: Evidence = Evidence.DOCUMENTED
    rule_ids: tuple[str, ...] = ()

    def crews(self, full: int) -> int:
        """Return how many of ``full`` crews may go out: a share of them, rounded down."""
        return full if self.percent is None else full * self.percent // 100
