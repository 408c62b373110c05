"""A past replayed: each day decided as known that day, and what follows from looking back."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Final

from planner.domain.decisions import Ask, Decision
from planner.domain.vocabulary import Outcome
from planner.rules.book import Rulebook
from planner.rules.deciding import decide
from planner.rules.grid import decide_grid
from planner.rules.rule import ONE_DAY
from planner.rules.workdays import WorkCalendar

#: Outcomes under which a visit of that day does not take place.
STOPPED: Final = frozenset({Outcome.MOVE, Outcome.HOLD})
#: Days before a change at which looking for its first notice ends.
LEAD_DAYS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class DayDecision:
    """What was decided for one day on that day.

    On a day the calendar closes (``closed``) ``ruled`` is the decision of the rules alone; on
    an open day it is ``decision``.
    """

    decision: Decision
    ruled: Decision
    closed: bool

    @property
    def day(self) -> date:
        """The day decided for, and the day it was decided on."""
        return self.decision.day


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """All days of one question, in order."""

    ask: Ask
    days: tuple[DayDecision, ...]

    @property
    def open_days(self) -> tuple[DayDecision, ...]:
        """The days the calendar does not close."""
        return tuple(day for day in self.days if not day.closed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Days in a row, ``first`` to ``last`` included, that were decided alike."""

    ask: Ask
    days: tuple[DayDecision, ...]

    @property
    def first(self) -> date:
        """The first day."""
        return self.days[0].day

    @property
    def last(self) -> date:
        """The last day, included."""
        return self.days[-1].day

    @property
    def day_decision(self) -> DayDecision:
        """What was decided on the first day; it stands for all."""
        return self.days[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionChange:
    """A day decided otherwise than the open day before it.

    ``of_outcome`` says that the decision changed, not only its limits. ``lead_days`` is how
    many days ahead the new decision was already to be had, at most LEAD_DAYS; None for a review:
    nobody gives notice of not knowing.
    """

    ask: Ask
    before: Decision
    after: Decision
    of_outcome: bool
    lead_days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Days in a row on which no rule was known to say what applies in an area.

    ``known_on`` is the first later day, up to the end of the replay, on which a rule for them
    became known, by ``rule_ids``; None: none ever did. ``lines`` are those left unsure; another
    rule may stop the others all the same.
    """

    area_code: str
    days: tuple[date, ...]
    known_on: date | None
    rule_ids: tuple[str, ...]
    lines: tuple[str, ...]


def tell_tracks(
    book: Rulebook, calendar: WorkCalendar | None, asks: Sequence[Ask], days: Iterable[date]
) -> tuple[Track, ...]:
    """Return for each of ``asks`` its track over ``days``, in their order.

    ``days`` is read once, a day at a time, so that a caller can tell how far it is.
    """
    columns: list[list[DayDecision]] = [[] for _ in asks]
    shut: deque[date] = deque()
    on_shut_days = decide_grid(book, None, asks, iter(shut.popleft, None))
    for day, decisions in decide_grid(book, calendar, asks, days):
        closed = calendar is not None and calendar.blocker(day, day) is not None
        rules_only = decisions
        if closed:
            shut.append(day)
            rules_only = next(on_shut_days)[1]
        for column, decision, ruled in zip(columns, decisions, rules_only, strict=True):
            column.append(DayDecision(decision=decision, ruled=ruled, closed=closed))
    return tuple(
        Track(ask=ask, days=tuple(column)) for ask, column in zip(asks, columns, strict=True)
    )


def alike(day: DayDecision) -> object:
    """Return what days must have in common to be one run: all but dates of their own."""
    said = day.decision
    return (said.outcome, said.review_cause, said.limits, said.rule_ids, said.firm, day.closed)


def stopped_by_rules(day: DayDecision) -> object:
    """Return whether the rules alone keep a visit from taking place."""
    return day.ruled.outcome in STOPPED


def runs(track: Track, key: Callable[[DayDecision], object] = alike) -> tuple[Run, ...]:
    """Return the days of ``track`` as runs of equal ``key``, without a day left out."""
    return tuple(Run(ask=track.ask, days=tuple(group)) for _, group in groupby(track.days, key=key))


def changes(book: Rulebook, track: Track) -> tuple[DecisionChange, ...]:
    """Return the changes from one open day to the next, with the notice people had.

    The very first day counts even when closed, so that a change right after it is seen.
    """
    decision_changes = []
    days = [day for day in track.days if not day.closed or day is track.days[0]]
    for before, after in pairwise(days):
        if _said(before.ruled) == _said(after.ruled):
            continue
        decision_changes.append(
            DecisionChange(
                ask=track.ask,
                before=before.ruled,
                after=after.ruled,
                of_outcome=before.ruled.outcome is not after.ruled.outcome,
                lead_days=lead_days_of(book, track.ask, after.ruled),
            )
        )
    return tuple(decision_changes)


def lead_days_of(book: Rulebook, ask: Ask, decision: Decision) -> int | None:
    """Return how many days before its day the rules already said ``decision``.

    Zero: only on the day itself. The search ends at LEAD_DAYS; None for a review.
    """
    if decision.outcome is Outcome.REVIEW:
        return None
    for ahead in range(1, LEAD_DAYS + 1):
        seen = decide(book, None, ask, decision.day, as_of=decision.day - ahead * ONE_DAY)
        if _said(seen) != _said(decision):
            return ahead - 1
    return LEAD_DAYS


def gaps(book: Rulebook, tracks: Sequence[Track]) -> tuple[Gap, ...]:
    """Return the days of ``tracks`` without a known rule, by area; weekends are not left out."""
    by_area: list[Gap] = []
    for area_code in dict.fromkeys(track.ask.area_code for track in tracks):
        mine = [track for track in tracks if track.ask.area_code == area_code]
        by_area += _gaps(book, mine, area_code)
    return tuple(by_area)


def _gaps(book: Rulebook, tracks: Sequence[Track], area_code: str) -> Iterator[Gap]:
    """Yield the gaps of one area; days learned of at different times are different gaps."""
    days = [day.day for day in tracks[0].days]
    without = [
        (place, day, _known_later(book, area_code, day, days[-1]))
        for place, day in enumerate(days)
        if not covered(book, area_code, day, day)
    ]
    in_a_row = ((gap[0] - nth, *gap) for nth, gap in enumerate(without))
    for (_, known_on), group in groupby(in_a_row, key=lambda gap: (gap[0], gap[3])):
        places = list(group)
        unsure = {
            track.ask.line.value
            for track in tracks
            for _, place, _, _ in places
            if track.days[place].ruled.outcome is Outcome.REVIEW
        }
        yield Gap(
            area_code=area_code,
            days=tuple(day for _, _, day, _ in places),
            known_on=known_on,
            rule_ids=_regimes(book, area_code, places[0][2], known_on),
            lines=tuple(sorted(unsure)),
        )


def covered(book: Rulebook, area_code: str, day: date, as_of: date) -> bool:
    """Return whether a rule known on ``as_of`` says what applies on ``day``."""
    return book.view(as_of).near(area_code).scene(day).covered


def _known_later(book: Rulebook, area_code: str, day: date, last: date) -> date | None:
    """Return the first day after ``day``, up to ``last``, that knows a rule for it."""
    turns = sorted(
        {record.known_on for record in book.records if record.known_on and record.known_on > day}
    )
    return next(
        (turn for turn in turns if turn <= last and covered(book, area_code, day, turn)), None
    )


def _regimes(book: Rulebook, area_code: str, day: date, as_of: date | None) -> tuple[str, ...]:
    if as_of is None:
        return ()
    return tuple(
        rule.id for rule in book.view(as_of).near(area_code).regimes() if rule.in_force(day)
    )


def _said(decision: Decision) -> tuple[object, ...]:
    return (decision.outcome, decision.review_cause, decision.limits)
