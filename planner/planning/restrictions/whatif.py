"""What rules that are not in force yet would change: a look, nothing is saved.

The same judgement that suspends visits when an instrument is recorded is asked beforehand, so
that what is seen is what would happen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from planner.domain.areas import lineage
from planner.domain.decisions import Decision
from planner.domain.visits import Change, Visit
from planner.domain.vocabulary import EventKind, Outcome, VisitState
from planner.planning.restrictions.suspension import Knowledge, changes_for
from planner.rules import Rulebook, decide
from planner.rules.field_types import HIGHEST_LEVEL

#: Days ahead for which the next stricter level is worked out.
AHEAD_DAYS: Final = 7
LEVEL_ID: Final = "COBA-LEVEL"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleHit:
    """One visit that would change: its decision now and then, and what would be done."""

    change: Change
    before: Decision
    after: Decision

    @property
    def visit(self) -> Visit:
        """The visit as it would become."""
        return self.change.visit


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """What would change, in the order of the visits.

    ``waiting`` counts requests without a date whose first possible day changes.
    """

    hits: tuple[RuleHit, ...]
    waiting: int = 0

    @property
    def people(self) -> int:
        """The people of all visits that would change."""
        return sum(hit.visit.people for hit in self.hits)

    def by_kind(self) -> dict[EventKind, int]:
        """Return how many visits would be suspended, limited and so on."""
        return dict(Counter(hit.change.event.kind for hit in self.hits))

    def by_area(self) -> dict[str, tuple[int, int]]:
        """Return visits and people that would change, by kelurahan code; homes are left out."""
        totals: dict[str, tuple[int, int]] = {}
        for hit in self.hits:
            if not hit.visit.private:
                code = hit.visit.request.area_code
                visits, people = totals.get(code, (0, 0))
                totals[code] = (visits + 1, people + hit.visit.people)
        return dict(sorted(totals.items()))


def what_changes(
    changes: Iterable[Change], visits: Mapping[str, Visit], now: Knowledge, then: Knowledge
) -> WhatIf:
    """Return what ``changes`` of ``visits`` do, decided with ``then`` where ``now`` is known."""
    hits = [_hit(visits[change.visit.id], change, now, then) for change in changes]
    return WhatIf(hits=tuple(hits), waiting=_waiting(visits.values(), now, then))


def what_if(visits: Sequence[Visit], now: Knowledge, then: Knowledge) -> WhatIf:
    """Return what would change if ``then`` were known instead of ``now``.

    What is due already under ``now`` is not counted.
    """
    due = {change.visit.id: change for change in changes_for(visits, now)}
    before = {visit.id: visit for visit in visits}
    hits = []
    for change in changes_for(visits, then):
        due_change = due.get(change.visit.id)
        if due_change is None or due_change.visit != change.visit:
            hits.append(_hit(before[change.visit.id], change, now, then))
    return WhatIf(hits=tuple(hits), waiting=_waiting(visits, now, then))


def _hit(visit: Visit, change: Change, now: Knowledge, then: Knowledge) -> RuleHit:
    day = visit.day or visit.earliest or now.as_of + timedelta(1)
    return RuleHit(change=change, before=_answer(visit, day, now), after=_answer(visit, day, then))


def _answer(visit: Visit, day: date, knowledge: Knowledge) -> Decision:
    return decide(knowledge.book, knowledge.calendar, visit.ask, day, as_of=knowledge.as_of)


def _waiting(visits: Iterable[Visit], now: Knowledge, then: Knowledge) -> int:
    """Return how many requests without a date would have another first day than now."""
    tomorrow = now.as_of + timedelta(1)
    asked = [visit for visit in visits if visit.state is VisitState.REQUESTED]
    return sum(_first(visit, tomorrow, now) != _first(visit, tomorrow, then) for visit in asked)


def _first(visit: Visit, day: date, knowledge: Knowledge) -> tuple[Outcome, date | None]:
    decision = _answer(visit, day, knowledge)
    return decision.outcome, decision.earliest


@dataclass(frozen=True, slots=True, kw_only=True)
class NextLevel:
    """The next stricter level that would change something in the coming days."""

    level: int
    first: date
    last: date
    effect: WhatIf


def next_level(
    visits: Sequence[Visit],
    knowledge: Knowledge,
    records: Sequence[Mapping[str, object]],
    area: str,
) -> NextLevel | None:
    """Return what the next stricter level would do from tomorrow on for a week.

    ``records`` are all rule records, ``area`` the city's code. None where no stricter level
    changes anything, or no policy says what levels mean.
    """
    first = knowledge.as_of + timedelta(1)
    last = first + timedelta(AHEAD_DAYS - 1)
    series, present = _present(knowledge, area, first)
    for level in range(present + 1, HIGHEST_LEVEL + 1):
        draft = _level(level, series, area, (first, last), knowledge.as_of)
        then = Knowledge(
            book=Rulebook.of([*records, draft]),
            calendar=knowledge.calendar,
            as_of=knowledge.as_of,
            at=knowledge.at,
            who=knowledge.who,
        )
        soon = [visit for visit in visits if visit.day is None or first <= visit.day <= last]
        effect = what_if(soon, knowledge, then)
        if any(hit.change.event.kind is not EventKind.CONFIRMED for hit in effect.hits):
            return NextLevel(level=level, first=first, last=last, effect=effect)
    return None


def _present(knowledge: Knowledge, area: str, day: date) -> tuple[str, int]:
    """Return the level series that last spoke of the city, and the level in force; 0: none."""
    around = lineage(area)
    levels = [rule for rule in knowledge.book.view(knowledge.as_of).rules if rule.series]
    mine = [rule for rule in levels if set(rule.areas) & set(around)]
    in_force = [rule.level or 0 for rule in mine if rule.in_force(day)]
    return (mine[-1].series if mine else "SERI-COBA"), max(in_force, default=0)


def _level(
    level: int, series: str, area: str, days: tuple[date, date], as_of: date
) -> dict[str, object]:
    return {
        "kind": "level",
        "id": LEVEL_ID,
        "title": f"Andai level {level}",
        "series": series,
        "level": level,
        "areas": [area],
        "from": days[0].isoformat(),
        "to": days[1].isoformat(),
        "known_on": as_of.isoformat(),
        "evidence": "synthetic",
    }
