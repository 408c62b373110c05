"""What each kelurahan is owed: a ledger fed by events alone, never by hand.

It is a pure function of visits and their events, so it cannot drift from what happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.domain.visits import Visit, VisitEvent
from planner.domain.vocabulary import EventKind, Line, VisitState

#: Requests of one line in one kelurahan that open a visit there (decision 0023).
OPENS_AT: Final = 50
#: Missed visits that add one to the weight of what waits there (decision 0023).
MISSED_PER_WEIGHT: Final = 1
#: The most that debt adds to a weight: waiting and urgency go on counting (decision 0023).
MOST_EXTRA: Final = 4
#: Days without service that add one to the weight (decision 0023).
DAYS_PER_WEIGHT: Final = 60

_MISSED: Final = (EventKind.SUSPENDED, EventKind.POSTPONED, EventKind.FAILED)
_SERVED: Final = (EventKind.DONE, EventKind.SERVED_PRESENT)

DebtKey = tuple[str, Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """What one kelurahan is owed of one programme line.

    ``missed`` counts dates that people were told and that did not take place; ``last_served``
    is the last day of service known, ``days_since`` the days since then (None: never served).
    ``asked_while_stopped`` are requests that came in while a visit there was suspended.
    ``opens`` says that enough people asked to open a visit.
    """

    area_code: str
    line: Line
    missed: int
    last_served: date | None
    days_since: int | None
    waiting_people: int
    waiting_requests: int
    asked_while_stopped: int

    @property
    def opens(self) -> bool:
        """Whether as many people wait as open a visit."""
        return self.waiting_people >= OPENS_AT

    @property
    def extra_weight(self) -> int:
        """What this debt adds to the weight of each person who waits here."""
        days = 0 if self.days_since is None else self.days_since // DAYS_PER_WEIGHT
        return min(MOST_EXTRA, self.missed // MISSED_PER_WEIGHT + days)


def ledger(
    visits: Iterable[Visit], events: Mapping[str, Sequence[VisitEvent]], *, on: date
) -> dict[DebtKey, Debt]:
    """Return the debts on the day ``on`` by kelurahan code and line, in that order.

    Events after ``on`` are not known yet and count for nothing. A visit counts where it waits
    on that day by its events, whatever became of it later.
    """
    groups: dict[DebtKey, list[tuple[Visit, list[VisitEvent]]]] = {}
    for visit in visits:
        story = [event for event in events.get(visit.id, ()) if event.as_of <= on]
        if story:
            key = (visit.request.area_code, visit.request.line)
            groups.setdefault(key, []).append((visit, story))
    return {key: _debt(key, groups[key], on) for key in sorted(groups)}


def _debt(key: DebtKey, stories: Sequence[tuple[Visit, list[VisitEvent]]], on: date) -> Debt:
    waits = [(visit, story) for visit, story in stories if _waits(story)]
    served = [day for _, story in stories for event in story if (day := _served_on(event))]
    last = max(served, default=None)
    stops = [span for _, story in stories for span in _stopped(story)]
    return Debt(
        area_code=key[0],
        line=key[1],
        missed=sum(_missed(event) for _, story in stories for event in story),
        last_served=last,
        days_since=None if last is None else (on - last).days,
        waiting_people=sum(_people(visit, story) for visit, story in waits),
        waiting_requests=len({visit.request.id for visit, _ in waits}),
        asked_while_stopped=sum(
            any(first <= visit.request.requested_on <= last for first, last in stops)
            for visit, _ in stories
            if visit.split_from is None
        ),
    )


def _missed(event: VisitEvent) -> bool:
    before = event.before
    return event.kind in _MISSED and before is not None and before.day is not None


def _served_on(event: VisitEvent) -> date | None:
    if event.kind not in _SERVED or event.after is None:
        return None
    return event.after.day or event.as_of


def _waits(story: Sequence[VisitEvent]) -> bool:
    last = story[-1].after
    return last is not None and last.state in (VisitState.REQUESTED, VisitState.SUSPENDED)


def _people(visit: Visit, story: Sequence[VisitEvent]) -> int:
    last = story[-1].after
    return visit.people if last is None else last.people


def _stopped(story: Sequence[VisitEvent]) -> Iterable[tuple[date, date]]:
    """Yield the spans in which a visit was suspended; one that goes on has no end."""
    first: date | None = None
    for event in story:
        stops = event.after is not None and event.after.state is VisitState.SUSPENDED
        if stops and first is None:
            first = event.as_of
        elif not stops and first is not None:
            yield first, event.as_of
            first = None
    if first is not None:
        yield first, date.max


def debt_weights(debts: Mapping[DebtKey, Debt]) -> dict[DebtKey, int]:
    """Return what each debt adds to the weight of those who wait there; nothing is left out."""
    return {key: debt.extra_weight for key, debt in debts.items() if debt.extra_weight}
