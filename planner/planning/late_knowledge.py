"""Visits held under a rule that nobody knew then: told, never rewritten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.visits import Visit, VisitEvent
from planner.domain.words import EventKind, VisitState
from planner.planning.suspension import Knowledge
from planner.rules import decide


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldUnknowing:
    """A visit that took place on ``day`` although a rule known only later forbids it.

    ``rule_ids`` are those of the later answer, ``reason`` its sentence. ``excepted`` says that
    it was served knowingly, as a recorded exception for those present.
    """

    visit: Visit
    day: date
    rule_ids: tuple[str, ...]
    reason: str
    excepted: bool


def held_unknowing(
    visits: Iterable[Visit], events: Mapping[str, Sequence[VisitEvent]], known: Knowledge
) -> tuple[HeldUnknowing, ...]:
    """Return the visits held on a day that what is known by ``known.as_of`` forbids.

    A visit counts that was served with what was known at the start of its day, or that was
    served as an exception. The result is in the order of days, then of visit ids.
    """
    found = []
    for visit in visits:
        day = visit.day
        if visit.state is not VisitState.DONE or day is None or day > known.as_of:
            continue
        now = decide(known.book, known.calendar, visit.ask, day, as_of=known.as_of)
        if now.outcome.serves or not now.rule_ids:
            continue
        then = decide(known.book, known.calendar, visit.ask, day, as_of=day)
        kinds = {event.kind for event in events.get(visit.id, ())}
        excepted = EventKind.SERVED_PRESENT in kinds
        if then.outcome is now.outcome and then.rule_ids == now.rule_ids and not excepted:
            continue
        found.append(
            HeldUnknowing(
                visit=visit,
                day=day,
                rule_ids=now.rule_ids,
                reason=now.reason,
                excepted=excepted,
            )
        )
    return tuple(sorted(found, key=lambda each: (each.day, each.visit.id)))
