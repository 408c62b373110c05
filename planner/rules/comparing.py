"""Two states of knowledge side by side: what each says of coming days, and what differs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from planner.domain.decisions import Decision
from planner.domain.vocabulary import BlockerCode, Outcome, ReviewCause
from planner.rules.book import Rulebook
from planner.rules.deciding import decide_days
from planner.rules.questions import Question
from planner.rules.rule import ONE_DAY
from planner.rules.workdays import WorkCalendar

#: An effect with the first and last day it has.
ChangedDays = tuple["Effect", date, date]


class Effect(StrEnum):
    """What records do to the decision of a day.

    What was stopped is free (``FREES``) or allowed within limits (``ALLOWS``); of what was not
    sure likewise ``SETTLES`` and ``CONFINES``.
    """

    STOPS = "stops"
    FREES = "frees"
    ALLOWS = "allows"
    LIMITS = "limits"
    WIDENS = "widens"
    RELIMITS = "relimits"
    UNSURE = "unsure"
    SETTLES = "settles"
    CONFINES = "confines"
    POSTPONES = "postpones"
    NOTES = "notes"
    CHANNELS = "channels"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class KnownBooks:
    """A book with its calendar, as known on a day."""

    book: Rulebook
    calendar: WorkCalendar
    as_of: date

    @classmethod
    def of(cls, records: Sequence[Mapping[str, object]], as_of: date) -> KnownBooks:
        """Return the book and the calendar of plain ``records``."""
        return cls(Rulebook.of(records), WorkCalendar.of(records), as_of)

    def answers(
        self, question: Question, days: Iterable[date], *, closing: bool = True
    ) -> dict[date, Decision]:
        """Return the decisions of a question; ``closing``: weekends and holidays count."""
        calendar = self.calendar if closing else None
        return decide_days(self.book, calendar, question.ask, days, as_of=self.as_of)

    def in_force(self, area_code: str, days: Sequence[date]) -> tuple[object, ...]:
        """Return all that decisions of ``days`` in an area rest on; equal ones decide equally."""
        near = self.book.view(self.as_of).near(area_code)
        if near.site.inside:
            return (near.site,)
        later = [day for day in near.site.changes() if day > self.as_of]
        return (*later, *(near.scene(day) for day in (*days, *later)))


@dataclass(frozen=True, slots=True)
class ComparedDay:
    """One day's answers, and what the records do; ``open``: the calendar lets visits take place."""

    before: Decision
    after: Decision
    effect: Effect | None
    open: bool


def compared(
    question: Question, before: KnownBooks, after: KnownBooks, days: Sequence[date]
) -> list[ComparedDay]:
    """Return the answers of all days. Where no day is open the rules alone say what changes."""
    one, other = before.answers(question, days), after.answers(question, days)
    shut = [day for day in days if _shut(one[day]) and _shut(other[day])]
    alone = before.answers(question, shut, closing=False)
    with_new = after.answers(question, shut, closing=False)
    return [
        ComparedDay(
            one[day],
            other[day],
            effect_of(alone.get(day, one[day]), with_new.get(day, other[day])),
            open=day not in alone,
        )
        for day in days
    ]


def _shut(decision: Decision) -> bool:
    return BlockerCode.HOLIDAY.value in decision.rule_ids


def effect_of(before: Decision, after: Decision) -> Effect | None:
    """Return what becomes of a day's decision; None: nothing that is told of it changes."""
    if _said_of(before) == _said_of(after):
        return None
    was, becomes = before.outcome, after.outcome
    if after.review_cause in _OPEN_QUESTIONS and before.review_cause is ReviewCause.HORIZON:
        return Effect.UNSURE
    if was is becomes and was.serves and before.limits != after.limits:
        return Effect.RELIMITS
    if was is becomes:
        return Effect.NOTES if was.serves or was is Outcome.REVIEW else Effect.POSTPONES
    return _AMONG.get((was, becomes)) or _ACROSS[_kind(was), _kind(becomes)]


#: Why a day needs a person, other than that its rule is not out yet.
_OPEN_QUESTIONS: Final = (ReviewCause.GAP, ReviewCause.CONFLICT, ReviewCause.POLICY)
_AMONG: Final = {
    (Outcome.GO, Outcome.GO_LIMITED): Effect.LIMITS,
    (Outcome.GO_LIMITED, Outcome.GO): Effect.WIDENS,
}
_ACROSS: Final = {
    ("goes", "stops"): Effect.STOPS,
    ("goes", "unsure"): Effect.UNSURE,
    ("stops", "goes"): Effect.FREES,
    ("stops", "limited"): Effect.ALLOWS,
    ("stops", "stops"): Effect.POSTPONES,
    ("stops", "unsure"): Effect.UNSURE,
    ("limited", "stops"): Effect.STOPS,
    ("limited", "unsure"): Effect.UNSURE,
    ("unsure", "goes"): Effect.SETTLES,
    ("unsure", "limited"): Effect.CONFINES,
    ("unsure", "stops"): Effect.STOPS,
}


def _kind(outcome: Outcome) -> str:
    if outcome is Outcome.REVIEW:
        return "unsure"
    if outcome is Outcome.GO_LIMITED:
        return "limited"
    return "goes" if outcome.serves else "stops"


def _said_of(decision: Decision) -> tuple[object, ...]:
    return (
        decision.outcome,
        decision.earliest,
        decision.firm,
        decision.limits,
        decision.review_on,
        decision.review_cause,
        decision.advice,
        decision.offers,
        decision.staff_percent,
    )


def runs(cells: Sequence[ComparedDay], days: Sequence[date]) -> Iterator[ChangedDays]:
    """Yield days in a row with the same effect, some of them open; closed ones part none."""
    run: list[tuple[date, ComparedDay]] = []
    between: list[tuple[date, ComparedDay]] = []
    for day, cell in zip(days, cells, strict=True):
        if run and day == (run + between)[-1][0] + ONE_DAY:
            same = cell.effect is run[0][1].effect
            if same:
                run += [*between, (day, cell)]
                between = []
                continue
            if not cell.open:
                between.append((day, cell))
                continue
        yield from _span(run)
        run, between = ([(day, cell)] if cell.effect is not None else []), []
    yield from _span(run)


def _span(run: Sequence[tuple[date, ComparedDay]]) -> Iterator[ChangedDays]:
    effects = [cell.effect for _, cell in run if cell.effect is not None]
    if effects and any(cell.open for _, cell in run):
        yield effects[0], run[0][0], run[-1][0]


def in_a_row(
    days: Sequence[date], idle: Collection[date] = frozenset()
) -> Iterator[tuple[date, date]]:
    """Yield the first and last of ``days`` that follow one another, ``idle`` days between apart."""
    first: date | None = None
    last: date | None = None
    for day in days:
        follows = False
        if last is not None:
            between = range(last.toordinal() + 1, day.toordinal())
            follows = all(date.fromordinal(number) in idle for number in between)
        if first is not None and last is not None and not follows:
            yield first, last
        first, last = (first if follows else day), day
    if first is not None and last is not None:
        yield first, last
