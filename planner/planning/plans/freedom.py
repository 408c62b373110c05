"""How much a new plan may change of what people were told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from planner.domain.decisions import Decision
from planner.domain.plans import Plan
from planner.domain.visits import Visit
from planner.planning.plans.sessions_to_place import (
    SessionToPlace,
    hours_left,
    open_days,
    pinned_sessions,
)
from planner.planning.restrictions.suspension import Knowledge
from planner.rules import decide_days
from routes import Freedom


@dataclass(frozen=True, slots=True, kw_only=True)
class Leeway:
    """What a search may move: nothing that stands; only its hours; everything.

    Visits up to ``frozen_until``, that day included, and those ``held`` stay exactly where
    they are. ``change_budget`` is how many promises may change at most (None: as many as pay off).
    """

    freedom: Freedom = Freedom.INSERT
    frozen_until: date | None = None
    change_budget: int | None = None
    held: frozenset[str] = frozenset()

    @property
    def engine_budget(self) -> int | None:
        """Return the budget as the engine knows it: promises whose unit or day may change."""
        if self.freedom is Freedom.INSERT:
            return None
        return 0 if self.freedom is Freedom.KEEP_UNIT_AND_DAY else self.change_budget


#: What a draft does unless somebody says otherwise: it fits in what waits.
ONLY_NEW: Final = Leeway()


def held_in(plan: Plan) -> frozenset[str]:
    """Return the visits that a coordinator pinned in ``plan``."""
    return frozenset(entry.visit_id for entry in plan.entries if entry.pinned)


def published_sessions(
    visits: Sequence[Visit],
    knowledge: Knowledge,
    days: Sequence[date],
    leeway: Leeway,
    units: Collection[str],
) -> Iterable[SessionToPlace]:
    """Yield the published visits of ``days``, pinned or loose as ``leeway`` says.

    A visit whose own day the rules leave in doubt, or whose hours are no longer working hours,
    stays pinned: nobody is sent elsewhere on a guess. One whose unit is none of ``units``
    cannot stay: it looks for any place there is; where no day allows it, ``allowed`` is empty.
    """
    for session in pinned_sessions(visits, days[0], days[-1]):
        if session.visit.unit_id not in units:
            anywhere = _allowed(session, knowledge, [day for day in days if day > knowledge.as_of])
            yield replace(session, allowed=anywhere, pinned=False, promised=False)
        elif _pinned(session, leeway, knowledge):
            yield session
        else:
            yield _loosened(session, knowledge, days, leeway)


def _pinned(session: SessionToPlace, leeway: Leeway, knowledge: Knowledge) -> bool:
    day = session.visit.day
    if leeway.freedom is Freedom.INSERT or day is None or session.visit.id in leeway.held:
        return True
    frozen = leeway.frozen_until is not None and day <= leeway.frozen_until
    return frozen or day <= knowledge.as_of


def _loosened(
    session: SessionToPlace, knowledge: Knowledge, days: Sequence[date], leeway: Leeway
) -> SessionToPlace:
    own = session.visit.day
    wanted = [day for day in days if day > knowledge.as_of]
    if leeway.freedom is Freedom.KEEP_UNIT_AND_DAY:
        wanted = [day for day in wanted if day == own]
    if leeway.frozen_until is not None:
        wanted = [day for day in wanted if day > leeway.frozen_until]
    allowed = _allowed(session, knowledge, wanted)
    stays = own is None or own not in allowed or not _in_hours(session, own, knowledge)
    return session if stays else replace(session, allowed=allowed, pinned=False)


def _in_hours(session: SessionToPlace, day: date, knowledge: Knowledge) -> bool:
    """Return whether a published visit lies in the hours of its day as they are known now."""
    start, end = session.visit.start_min or 0, session.visit.end_min or 0
    spans = (
        hours_left(a, b, session.limits) for a, b in knowledge.calendar.hours(day, knowledge.as_of)
    )
    return any(opens <= start and end <= closes for opens, closes in spans)


def _allowed(
    session: SessionToPlace, knowledge: Knowledge, days: Sequence[date]
) -> dict[date, Decision]:
    """Return the decisions of the days that may hold a published visit with its limits."""
    visit = session.visit
    decisions = decide_days(
        knowledge.book, knowledge.calendar, visit.ask, days, as_of=knowledge.as_of
    )
    return {
        day: decision
        for day, decision in open_days(visit, decisions).items()
        if not decision.outcome.serves or replace(decision.limits, sessions=None) == session.limits
    }
