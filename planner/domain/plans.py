"""Plans, their entries and what changed between two of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from planner.domain.decisions import NO_LIMITS, Limits
from planner.domain.plan_figures import NO_COST, NO_FIGURES, CostAndFigures, PlanCost, PlanFigures
from planner.domain.vocabulary import PlanState

#: How many edits of a draft are kept: so many can be undone.
MOST_EDITS: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEntry:
    """One visit's place in a plan; times are minutes after local midnight of ``day``.

    ``split_from`` is set where drafting cut a session out of a longer visit: the entry's
    visit does not exist before the plan is published. ``travel_min`` is the drive to it.
    ``kept`` marks a place that was published already, ``pinned`` one that a coordinator
    holds: no later search moves it.
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
    pinned: bool = False


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
class Scenario:
    """What a draft assumes instead of the office's own facts; empty: nothing.

    ``title`` names the what-if. ``units`` are the ids of the units it uses (None: all).
    ``records`` are rule and hours records that it adds to those known. Publishing looks at
    the real facts alone, so that no assumption can slip into what people are told.
    """

    title: str = ""
    units: tuple[str, ...] | None = None
    records: tuple[Mapping[str, object], ...] = ()


NO_SCENARIO = Scenario()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan for the days ``first_day`` to ``last_day``, both included.

    ``number`` is given on publication, by a counter; ``based_on`` is the number of the plan
    that was published when the draft was made. ``as_of`` is the day whose knowledge was used,
    ``firm_until`` the last day of known rules (None: no end known). ``cost`` is the search's
    cost by term, ``facts`` its figures. ``scenario`` says
    what it assumes, ``rollback_of`` the number of the published plan it puts back.
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
    cost: PlanCost = NO_COST
    facts: PlanFigures = NO_FIGURES
    published_at: datetime | None = None
    content_hash: str = ""
    scenario: Scenario = NO_SCENARIO
    rollback_of: int | None = None


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
        entry = self.after or self.before
        if entry is None:
            raise ValueError(f"visit {self.visit_id}: a move needs a place before or after")
        return entry

    @property
    def days_moved(self) -> int:
        """How many days later it is (earlier: below 0); 0 where a side is missing."""
        if self.before is None or self.after is None:
            return 0
        return (self.after.day - self.before.day).days

    @property
    def minutes_moved(self) -> int:
        """How many minutes later in the day it begins; 0 where a side is missing."""
        if self.before is None or self.after is None:
            return 0
        return self.after.start_min - self.before.start_min

    @property
    def unit_changed(self) -> bool:
        """Whether another unit comes than was announced."""
        both = self.before is not None and self.after is not None
        return both and self.entry.unit_id != (self.before or self.entry).unit_id

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


#: The kinds of moves that people notice.
FELT: Final = ("added", "dropped", "moved", "retimed")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDiff:
    """What one plan changes against another."""

    moves: tuple[PlanMove, ...]

    def of_kind(self, kind: str) -> tuple[PlanMove, ...]:
        """Return the moves of one kind, in order."""
        return tuple(move for move in self.moves if move.kind == kind)

    def people(self, kind: str) -> int:
        """Return how many people the moves of one kind concern."""
        return sum(move.people for move in self.of_kind(kind))

    @property
    def felt(self) -> tuple[PlanMove, ...]:
        """The moves that somebody notices: all but those that stand as before."""
        return tuple(move for move in self.moves if move.kind in FELT)

    @property
    def affected_people(self) -> int:
        """How many people notice a change."""
        return sum(move.people for move in self.felt)

    def affected_areas(self) -> dict[str, int]:
        """Return how many people notice a change by kelurahan code, most first."""
        people: dict[str, int] = {}
        for move in self.felt:
            people[move.area_code] = people.get(move.area_code, 0) + move.people
        return dict(sorted(people.items(), key=lambda item: (-item[1], item[0])))


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftEdit:
    """One thing a coordinator did to a draft, with all that it changed, so that it can be undone.

    ``kind`` is move, pin, unpin, remove or add; ``visit_id`` the visit it was about. ``places``
    are pairs of a place before and after (None on a side: not there); the drives of other
    visits may change with it. ``outs`` are such pairs of visits left out, ``figures`` the
    draft's cost and facts before and after. ``seq`` is given by the store and orders edits.
    """

    plan_id: int
    at: datetime
    who: str
    kind: str
    visit_id: str
    places: tuple[tuple[PlanEntry | None, PlanEntry | None], ...]
    outs: tuple[tuple[LeftOut | None, LeftOut | None], ...] = ()
    figures: tuple[CostAndFigures, CostAndFigures] | None = None
    undone: bool = False
    seq: int = 0
