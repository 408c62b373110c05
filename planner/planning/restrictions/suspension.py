"""What a new state of knowledge does to visits that were published.

A decision is advice for a day; these functions turn it into changes, each with its event.
History is never touched: visits before ``as_of`` stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from planner.domain.decisions import Decision
from planner.domain.visits import Change, Occasion, Visit, VisitEvent
from planner.domain.vocabulary import BlockerCode, EventKind, Line, Outcome, ReviewCause, VisitState
from planner.rules import Rulebook, WorkCalendar, decide
from planner.rules.setting import tighter


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """The rules and the calendar, as known on ``as_of``; ``at`` is the instant of acting.

    ``debts`` is what the ledger adds to the weight of those who wait, by kelurahan and line.
    """

    book: Rulebook
    calendar: WorkCalendar
    as_of: date
    at: datetime
    who: str
    debts: Mapping[tuple[str, Line], int] = field(default_factory=dict)

    @property
    def occasion(self) -> Occasion:
        """Who acts, when, with the knowledge of which day."""
        return Occasion(at=self.at, day=self.as_of, who=self.who)

    def debt_of(self, visit: Visit) -> int:
        """Return what the ledger adds to the weight of one person of ``visit``."""
        return self.debts.get((visit.request.area_code, visit.request.line), 0)


def changes_for(visits: Iterable[Visit], knowledge: Knowledge) -> tuple[Change, ...]:
    """Return what must change now, in the order of ``visits``; unaffected ones are left out."""
    changes = (_change_for(visit, knowledge) for visit in visits)
    return tuple(change for change in changes if change is not None)


def _change_for(visit: Visit, knowledge: Knowledge) -> Change | None:
    if visit.state is VisitState.SUSPENDED:
        return _follow_suspended(visit, knowledge)
    if visit.state is not VisitState.SCHEDULED or visit.day is None or visit.day < knowledge.as_of:
        return None
    decision = decide(
        knowledge.book, knowledge.calendar, visit.ask, visit.day, as_of=knowledge.as_of
    )
    if decision.outcome.serves:
        return _keep(visit, decision, knowledge)
    if decision.outcome is Outcome.REVIEW:
        return _doubt(visit, decision, knowledge)
    movable = visit.request.fixed_day is None
    stopped = replace(
        visit.unplaced(VisitState.SUSPENDED),
        earliest=decision.earliest if movable else None,
        review_on=decision.review_on if movable else None,
        rule_ids=decision.rule_ids,
        as_of=knowledge.as_of,
    )
    return _changed(visit, stopped, EventKind.SUSPENDED, decision, knowledge)


def _keep(visit: Visit, decision: Decision, knowledge: Knowledge) -> Change | None:
    """Return the change of a visit that stays: other limits, or its date became firm."""
    limits = replace(decision.limits, sessions=None)
    after = replace(
        visit,
        limits=limits,
        firm=decision.firm,
        unsure=False,
        rule_ids=decision.rule_ids,
        as_of=knowledge.as_of,
    )
    if limits != visit.limits:
        return _changed(visit, after, EventKind.LIMITED, decision, knowledge)
    if decision.firm != visit.firm or visit.unsure:
        return _changed(visit, after, EventKind.CONFIRMED, decision, knowledge)
    return None


def _doubt(visit: Visit, decision: Decision, knowledge: Knowledge) -> Change | None:
    """Return the change of a visit on a day whose rule is missing or disputed.

    A day after the last known rule is no doubt: the visit was tentative from the start.
    """
    if decision.review_cause is ReviewCause.HORIZON:
        return None
    if visit.unsure:
        return None
    doubted = replace(visit, unsure=True, rule_ids=decision.rule_ids, as_of=knowledge.as_of)
    return _changed(visit, doubted, EventKind.UNSURE, decision, knowledge)


def _follow_suspended(visit: Visit, knowledge: Knowledge) -> Change | None:
    """Return the change of a visit that waits, when its prospects changed.

    One whose day cannot be moved has no other day to look forward to; one that the office
    postponed waits for the office, not for rules.
    """
    if visit.request.fixed_day is not None or visit.held_by_office:
        return None
    tomorrow = knowledge.as_of + timedelta(1)
    day = max(visit.earliest or tomorrow, tomorrow)
    decision = decide(knowledge.book, knowledge.calendar, visit.ask, day, as_of=knowledge.as_of)
    if decision.outcome in (Outcome.MOVE, Outcome.HOLD):
        earliest, review_on = decision.earliest, decision.review_on
    else:
        earliest, review_on = day, None
    if earliest is not None and earliest == visit.earliest:
        earliest, decision = _sooner(earliest, decision, visit, knowledge)
    if (earliest, review_on) == (visit.earliest, visit.review_on):
        return None
    waiting = replace(
        visit,
        earliest=earliest,
        review_on=review_on,
        rule_ids=decision.rule_ids,
        as_of=knowledge.as_of,
    )
    return _changed(visit, waiting, EventKind.EXTENDED, decision, knowledge)


def _sooner(
    earliest: date, decision: Decision, visit: Visit, knowledge: Knowledge
) -> tuple[date, Decision]:
    """Return the first of the free days that now lead up to ``earliest``, with its decision.

    What stopped the visit may have been ended early. Weekends and holidays on the way do not
    count; any other blocker ends the way back.
    """
    day = earliest - timedelta(1)
    while day > knowledge.as_of:
        asked = decide(knowledge.book, knowledge.calendar, visit.ask, day, as_of=knowledge.as_of)
        if asked.outcome not in (Outcome.MOVE, Outcome.HOLD):
            earliest, decision = day, asked
        elif {blocker.rule_id for blocker in asked.blockers} != {BlockerCode.HOLIDAY}:
            break
        day -= timedelta(1)
    return earliest, decision


def _changed(
    before: Visit, after: Visit, kind: EventKind, decision: Decision, knowledge: Knowledge
) -> Change:
    return Change.of(before, after, kind, knowledge.occasion, decision.cause, decision.rule_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldUnknowing:
    """A visit that took place on ``day`` although a rule known only later forbids or limits it.

    ``rule_ids`` are those of the later answer, ``reason`` its sentence. ``excepted`` says that
    it was served knowingly, as a recorded exception for those present.
    """

    visit: Visit
    day: date
    rule_ids: tuple[str, ...]
    reason: str
    excepted: bool


def _limited_late(visit: Visit, now: Decision, then: Decision) -> bool:
    """Return whether ``now`` asks more of the visit than ``then`` did, which it may not have kept.

    A cap on the people of a session is kept where the visit had no more.
    """
    more = set(tighter(now.limits, then.limits))
    total = now.limits.total
    if total is not None and (visit.ask.people or 1) <= total:
        more -= {"total", "percent"}
    return bool(more)


def held_unknowing(
    visits: Iterable[Visit], events: Mapping[str, Sequence[VisitEvent]], knowledge: Knowledge
) -> tuple[HeldUnknowing, ...]:
    """Return the visits held on a day that what is known by ``knowledge.as_of`` forbids.

    So are those that it allows, but within tighter limits than were known then. A visit counts
    that was served with what was known at the start of its day, or that was served as an
    exception. The result is in the order of days, then of visit ids.
    """
    held = []
    for visit in visits:
        day = visit.day
        if visit.state is not VisitState.DONE or day is None or day > knowledge.as_of:
            continue
        now = decide(knowledge.book, knowledge.calendar, visit.ask, day, as_of=knowledge.as_of)
        if now.outcome is Outcome.GO or not now.rule_ids:
            continue
        then = decide(knowledge.book, knowledge.calendar, visit.ask, day, as_of=day)
        kinds = {event.kind for event in events.get(visit.id, ())}
        excepted = EventKind.SERVED_PRESENT in kinds
        same = then.outcome is now.outcome and then.rule_ids == now.rule_ids
        if not _limited_late(visit, now, then) if now.outcome.serves else same and not excepted:
            continue
        held.append(
            HeldUnknowing(
                visit=visit,
                day=day,
                rule_ids=now.rule_ids,
                reason=now.reason,
                excepted=excepted,
            )
        )
    return tuple(sorted(held, key=lambda each: (each.day, each.visit.id)))
