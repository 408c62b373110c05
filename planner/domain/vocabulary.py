"""Closed lists of words that records, screens and formats share.

Every member's value is what stands in files and in the database. The words people
read are in :mod:`planner.public.shared.public_words`; this module holds no text for the screen.
"""

from __future__ import annotations

from enum import StrEnum


class Line(StrEnum):
    """A programme line of Sijempol."""

    PERMUKIMAN = "PERMUKIMAN"
    PERUSAHAAN = "PERUSAHAAN"
    PELAJAR = "PELAJAR"
    AKI_NINI = "AKI_NINI"
    PERKAWINAN = "PERKAWINAN"

    @property
    def private(self) -> bool:
        """Whether visits of this line go to a person's home and are never public."""
        return self is Line.AKI_NINI


class Urgency(StrEnum):
    """How long a request can wait."""

    ROUTINE = "routine"
    URGENT = "urgent"


class Service(StrEnum):
    """A service a mobile unit brings."""

    KTP_RECORDING = "KTP_RECORDING"
    KTP_PRINT = "KTP_PRINT"
    KK = "KK"
    KIA = "KIA"
    BIRTH_CERTIFICATE = "BIRTH_CERTIFICATE"
    DEATH_CERTIFICATE = "DEATH_CERTIFICATE"
    MARRIAGE_CERTIFICATE = "MARRIAGE_CERTIFICATE"


class Channel(StrEnum):
    """Another way the office serves people."""

    OFFICE_PICKUP = "office_pickup"
    OFFICE_COUNTER = "office_counter"
    WHATSAPP = "whatsapp"
    KECAMATAN_COUNTER = "kecamatan_counter"


class Evidence(StrEnum):
    """How well a fact is supported."""

    DOCUMENTED = "documented"
    INDIRECT = "indirect"
    INFERRED = "inferred"
    ESTIMATED = "estimated"
    SYNTHETIC = "synthetic"


class Binding(StrEnum):
    """How binding a rule is."""

    MANDATORY = "mandatory"
    DELEGATED = "delegated"
    INTERNAL = "internal"
    ADVISORY = "advisory"


class IssuerLevel(StrEnum):
    """The level of government that issued an instrument."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    OFFICE = "office"


class Outcome(StrEnum):
    """What the rules say of one visit on one day."""

    GO = "go"
    GO_LIMITED = "go_limited"
    MOVE = "move"
    HOLD = "hold"
    REVIEW = "review"
    NOT_ELIGIBLE = "not_eligible"

    @property
    def serves(self) -> bool:
        """Whether the visit may take place on that day."""
        return self in (Outcome.GO, Outcome.GO_LIMITED)


class ReviewCause(StrEnum):
    """Why a day needs a person's judgement."""

    HORIZON = "horizon"
    GAP = "gap"
    CONFLICT = "conflict"
    POLICY = "policy"


class Offer(StrEnum):
    """What a request that cannot be served as asked is offered instead."""

    MERGE = "merge"
    OFFICE = "office"
    ONLINE = "online"


class Cause(StrEnum):
    """Why service changes: the causes of GTFS Realtime alerts, in small letters."""

    MEDICAL_EMERGENCY = "medical_emergency"
    WEATHER = "weather"
    TECHNICAL_PROBLEM = "technical_problem"
    HOLIDAY = "holiday"
    OTHER_CAUSE = "other_cause"
    UNKNOWN_CAUSE = "unknown_cause"


class BlockerCode(StrEnum):
    """A blocker without an instrument of its own."""

    HOLIDAY = "HOLIDAY"
    GAP = "GAP"
    HOST = "HOST"
    RESOURCE = "RESOURCE"


class VisitState(StrEnum):
    """Where a visit stands. Whether a plan holding it is published is the plan's fact."""

    REQUESTED = "requested"
    SCHEDULED = "scheduled"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    DONE = "done"
    FAILED = "failed"

    @property
    def ended(self) -> bool:
        """Whether nothing more can happen to the visit."""
        return self in (VisitState.CANCELLED, VisitState.DONE, VisitState.FAILED)


class EventKind(StrEnum):
    """What happened to a visit."""

    REQUESTED = "requested"
    SCHEDULED = "scheduled"
    MOVED = "moved"
    LIMITED = "limited"
    SUSPENDED = "suspended"
    EXTENDED = "extended"
    UNSURE = "unsure"
    CONFIRMED = "confirmed"
    RESUMED = "resumed"
    POSTPONED = "postponed"
    SERVED_PRESENT = "served_present"
    SPLIT = "split"
    CANCELLED = "cancelled"
    DONE = "done"
    FAILED = "failed"


class PlanState(StrEnum):
    """Where a plan stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    DISCARDED = "discarded"
