"""The decision for one visit, on one day, as known on a day.

Order of precedence: rules known by then, in force, in scope; without what a later known
instrument ended; without delegated rules that the body they delegate to has displaced;
without what an exemption lifts; then the strictest of the rest in every dimension. Holidays
are blockers of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Final

from planner.domain.decisions import NO_LIMITS, Ask, Blocker, Decision, Step
from planner.domain.vocabulary import BlockerCode, Line, Offer, Outcome, ReviewCause
from planner.rules.applying import NOTHING, Ruled, ruled
from planner.rules.book import Rulebook
from planner.rules.rule import ONE_DAY, Rule
from planner.rules.view import Nearby, View
from planner.rules.workdays import WorkCalendar

#: Pupils a school visit needs at least: "more than 50" (programme rule of 2017).
SCHOOL_MINIMUM: Final = 51
#: How far ahead the earliest possible day is looked for.
SEARCH_DAYS: Final = 400
#: Days after which a rule without an end is looked at again (PSBB ran 14 days, extendable).
REVIEW_DAYS: Final = 14


def decide(
    book: Rulebook, calendar: WorkCalendar | None, ask: Ask, day: date, *, as_of: date
) -> Decision:
    """Return what the rules known on ``as_of`` say of a visit on ``day``.

    Without ``calendar`` every day is a working day.
    """
    return Asked(book.view(as_of), calendar, ask, book.scenes.number_of(ask)).on(day)


def decide_days(
    book: Rulebook,
    calendar: WorkCalendar | None,
    ask: Ask,
    days: Iterable[date],
    *,
    as_of: date,
) -> dict[date, Decision]:
    """Return the decision of each of ``days``, in their order."""
    asked = Asked(book.view(as_of), calendar, ask, book.scenes.number_of(ask))
    return {day: asked.on(day) for day in days}


def firm_until(book: Rulebook, area_code: str, *, as_of: date) -> date | None:
    """Return the last day from ``as_of`` on whose rules are known; None: no end known.

    The day before ``as_of`` says that not even that day's rules are known.
    """
    view = book.view(as_of)
    near = view.near(area_code)
    if not near.regimes:
        return None
    day = as_of
    while (rule := _covering(view, near, day)) is not None:
        if rule.last is None:
            return None
        day = rule.last + ONE_DAY
    return day - ONE_DAY


def _covering(view: View, near: Nearby, day: date) -> Rule | None:
    """Return the rule that says longest what applies on ``day``, if any does."""
    policy = view.policy_on(day) is not None
    found = [rule for rule in near.regimes if rule.in_force(day) and (rule.level is None or policy)]
    return max(found, key=lambda rule: rule.last or date.max, default=None)


class Asked:
    """One question in one view; ``number`` stands for the question but its place."""

    __slots__ = ("ask", "calendar", "near", "number", "view")

    def __init__(self, view: View, calendar: WorkCalendar | None, ask: Ask, number: int) -> None:
        self.view, self.calendar, self.ask, self.number = view, calendar, ask, number
        self.near = view.near(ask.area_code)

    def on(self, day: date) -> Decision:
        """Return the decision for ``day``."""
        school = self.ask.line is Line.PELAJAR
        if school and _too_few(self.ask.people):
            return self._told(Outcome.NOT_ELIGIBLE, day, NOTHING, (), offers=TOO_FEW)
        scene = self.near.scene(day)
        found = ruled(scene, self.ask, self.number)
        closed = None if self.calendar is None else self.calendar.blocker(day, self.view.as_of)
        if closed is not None or found.blockers:
            return self._blocked(day, found, closed)
        if found.conflict or not scene.covered:
            return self._review(day, found, covered=scene.covered)
        outcome = Outcome.GO if found.limits is NO_LIMITS else Outcome.GO_LIMITED
        offers: tuple[Offer, ...] = ()
        if school and _too_few(found.limits.eligible):
            outcome, offers = Outcome.NOT_ELIGIBLE, TOO_FEW
        return self._told(
            outcome,
            day,
            found,
            found.rule_ids,
            limits=found.limits,
            advice=found.advice,
            offers=offers,
        )

    def _told(
        self,
        outcome: Outcome,
        day: date,
        found: Ruled,
        rule_ids: tuple[str, ...],
        *,
        firm: bool = True,
        steps: tuple[Step, ...] | None = None,
        **more: Any,
    ) -> Decision:
        """Return a decision with what it always says; ``more`` are its further fields."""
        return Decision(
            outcome=outcome,
            day=day,
            as_of=self.view.as_of,
            firm=firm,
            rule_ids=rule_ids,
            staff_percent=found.staff_percent,
            steps=found.steps if steps is None else steps,
            basis=found.basis,
            people=self.ask.people,
            **more,
        )

    def _blocked(self, day: date, found: Ruled, closed: Blocker | None) -> Decision:
        """Return a move to the earliest free day, or a hold where some blocker has no end."""
        blockers, steps = found.blockers, found.steps
        if closed is not None:
            blockers, steps = (*blockers, closed), (*steps, Step("calendar", (HOLIDAY,)))
        facts: dict[str, Any] = {"blockers": blockers, "steps": steps}
        if self.ask.fixed:
            facts["offers"] = (Offer.OFFICE,)
            return self._told(Outcome.NOT_ELIGIBLE, day, found, _ids(blockers), **facts)
        free, open_ended = self._search(day, blockers)
        if free is not None:
            scene = self.near.scene(free)
            sure = scene.covered and not ruled(scene, self.ask, self.number).conflict
            facts |= {"earliest": free, "firm": sure}
            return self._told(Outcome.MOVE, day, found, _ids(blockers), **facts)
        review_on, stale = self._review_day(open_ended)
        ordered = tuple(dict.fromkeys((*open_ended, *blockers)))
        facts |= {"blockers": ordered, "review_on": review_on, "stale": stale}
        return self._told(Outcome.HOLD, day, found, _ids(ordered), **facts)

    def _search(
        self, day: date, blockers: tuple[Blocker, ...]
    ) -> tuple[date | None, list[Blocker]]:
        """Return the first free day; else None, with the blockers that have no end."""
        at, last = day, day + timedelta(SEARCH_DAYS)
        while blockers:
            open_ended = [blocker for blocker in blockers if blocker.until is None]
            if open_ended:
                return None, open_ended
            at = max(blocker.until for blocker in blockers if blocker.until) + ONE_DAY
            if at > last:
                return None, []
            blockers = ruled(self.near.scene(at), self.ask, self.number).blockers
            closed = None if self.calendar is None else self.calendar.blocker(at, self.view.as_of)
            blockers = blockers if closed is None else (*blockers, closed)
        return at, []

    def _review_day(self, open_ended: Sequence[Blocker]) -> tuple[date, bool]:
        """Return when rules without an end are looked at next, and whether one is overdue."""
        ids = {name for blocker in open_ended for name in (blocker.rule_id, *blocker.also)}
        days, stale, as_of = [], False, self.view.as_of
        for rule in self.near.rules:
            if rule.id not in ids:
                continue
            due = rule.review_by or rule.first + timedelta(REVIEW_DAYS)
            stale = stale or due < as_of
            late = max(0, (as_of - due).days)
            days.append(due + timedelta(-(-late // REVIEW_DAYS) * REVIEW_DAYS))
        return min(days, default=as_of + timedelta(REVIEW_DAYS)), stale

    def _review(self, day: date, found: Ruled, *, covered: bool) -> Decision:
        cause = ReviewCause.CONFLICT
        ids = found.rule_ids
        if not covered:
            follows = any(rule.first > day for rule in self.near.regimes)
            begun = day <= self.view.as_of
            cause = ReviewCause.GAP if follows or begun else ReviewCause.HORIZON
            ids = (BlockerCode.GAP.value, *ids)
        return self._told(Outcome.REVIEW, day, found, ids, firm=False, review_cause=cause)


HOLIDAY: Final = BlockerCode.HOLIDAY.value
#: What a school with too few pupils is offered.
TOO_FEW: Final = (Offer.MERGE, Offer.OFFICE)


def _too_few(people: int | None) -> bool:
    return people is not None and people < SCHOOL_MINIMUM


def _ids(blockers: tuple[Blocker, ...]) -> tuple[str, ...]:
    """Return the ids that matter, the first of each blocker before what else it rests on."""
    first = [blocker.rule_id for blocker in blockers]
    return tuple(dict.fromkeys((*first, *(name for blocker in blockers for name in blocker.also))))
