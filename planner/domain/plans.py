"""Plans, their entries and what changed between two of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from planner.domain.decisions import NO_LIMITS, Limits
from planner.domain.words import PlanState


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEntry:
    """One visit's place in a plan; times are minutes after local midnight of ``day``.

    ``split_from`` is set where drafting cut a session out of a longer visit: the entry's
    visit does not exist before the plan is published. ``travel_min`` is the drive to it.
    """

    visit_id: str
    unit_id: str
    day: date
    start_min: int
    end_min: int
    people: int
    firm: bool
    limits: Limits = NO_LIMITS
    rule_ids: tuple[str, ...] = ()
    session_no: int = 1
    split_from: str | None = None
    travel_min: int = 0
    kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A visit that has no place in a plan, with its reason as a code and as a sentence.

    ``split_from`` is set where it is a session cut out of a longer visit.
    """

    visit_id: str
    code: str
    sentence: str
    rule_ids: tuple[str, ...] = ()
    people: int = 0
    split_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan for the days ``first_day`` to ``last_day``, both included.

    ``number`` is given on publication, by a counter; ``based_on`` is the number of the plan
    that was published when the draft was made. ``as_of`` is the day whose knowledge was used,
    ``firm_until`` the last day of known rules (None: no end known). ``cost`` is the solver's
    cost by term, ``facts`` its figures (km, minutes, seconds of solving).
    """

    id: int = 0
    number: int | None = None
    state: PlanState = PlanState.DRAFT
    as_of: date
    first_day: date
    last_day: date
    firm_until: date | None
    based_on: int | None
    made_at: datetime
    made_by: str
    entries: tuple[PlanEntry, ...]
    left_out: tuple[LeftOut, ...] = ()
    cost: Mapping[str, int] = field(default_factory=dict)
    facts: Mapping[str, float] = field(default_factory=dict)
    published_at: datetime | None = None
    content_hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMove:
    """A visit that stands elsewhere in the new plan; None on a side: not there."""

    visit_id: str
    people: int
    area_code: str
    private: bool
    before: PlanEntry | None
    after: PlanEntry | None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise ValueError(f"visit {self.visit_id}: a move needs a place before or after")

    @property
    def entry(self) -> PlanEntry:
        """The place after, or the one before where there is none after."""
        found = self.after or self.before
        if found is None:
            raise ValueError(f"visit {self.visit_id}: a move needs a place before or after")
        return found

    @property
    def kind(self) -> str:
        """Return added, dropped, moved (other day), retimed or kept."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "dropped"
        if self.before.day != self.after.day:
            return "moved"
        same = (self.before.unit_id, self.before.start_min) == (
            self.after.unit_id,
            self.after.start_min,
        )
        return "kept" if same else "retimed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDiff:
    """What a plan changes against what people were last told."""

    moves: tuple[PlanMove, ...]

    def of_kind(self, kind: str) -> tuple[PlanMove, ...]:
        """Return the moves of one kind, in order."""
        return tuple(move for move in self.moves if move.kind == kind)

    def people(self, kind: str) -> int:
        """Return how many people the moves of one kind concern."""
        return sum(move.people for move in self.of_kind(kind))
