"""The decision for one visit, on one day, as known on a day.

Order of precedence: rules known by then, in force, in scope; without what another instrument
ended; without delegated rules that the body they delegate to has displaced; without what an
exemption lifts; then the strictest of the rest in every dimension. Holidays are blockers of
their own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from planner.domain.decisions import NO_LIMITS, Ask, Blocker, Decision, Step
from planner.domain.vocabulary import BlockerCode, Line, Offer, Outcome, ReviewCause
from planner.rules.answering import NOTHING, Ruled
from planner.rules.applying import ruled
from planner.rules.book import Rulebook
from planner.rules.inside import with_inside
from planner.rules.rule import day_after, day_before, days_later
from planner.rules.scenes import QuestionNumber
from planner.rules.view import Nearby
from planner.rules.workdays import SATURDAY, WorkCalendar, minutes

#: Pupils a school visit needs at least: "more than 50" (programme rule of 2017).
SCHOOL_MINIMUM: Final = 51
#: How many days that are no free day are looked at before the search leaps to the next change.
CLOSED_DAYS: Final = 400
#: Days after which a rule without an end is looked at again (PSBB ran 14 days, extendable).
REVIEW_DAYS: Final = 14
#: Office hours where no record says any, in minutes after midnight.
OFFICE_HOURS: Final = ((8 * 60, 16 * 60),)


def decide(
    book: Rulebook, calendar: WorkCalendar | None, ask: Ask, day: date, *, as_of: date
) -> Decision:
    """Return what the rules known on ``as_of`` say of a visit on ``day``.

    Without ``calendar`` every day is a working day.
    """
    return asked(book, calendar, ask, as_of=as_of).on(day)


def asked(book: Rulebook, calendar: WorkCalendar | None, ask: Ask, *, as_of: date) -> Asked:
    """Return ``ask`` as a question to what is known on ``as_of``."""
    near = book.view(as_of).near(ask.area_code)
    return Asked(near, calendar, ask, book.questions.number_of(ask))


def decide_days(
    book: Rulebook,
    calendar: WorkCalendar | None,
    ask: Ask,
    days: Iterable[date],
    *,
    as_of: date,
) -> dict[date, Decision]:
    """Return the decision of each of ``days``, in their order."""
    question = asked(book, calendar, ask, as_of=as_of)
    return {day: question.on(day) for day in days}


class Asked:
    """One question near one place; ``number`` stands for the question but its place."""

    __slots__ = ("as_of", "ask", "calendar", "near", "number")

    def __init__(
        self, near: Nearby, calendar: WorkCalendar | None, ask: Ask, number: QuestionNumber
    ) -> None:
        self.near, self.calendar, self.ask, self.number = near, calendar, ask, number
        self.as_of = near.view.as_of

    def on(self, day: date) -> Decision:
        """Return the decision for ``day``."""
        school = self.ask.line is Line.PELAJAR
        if school and _too_few(self.ask.whole_people):
            return self._said(Outcome.NOT_ELIGIBLE, day, NOTHING, (), offers=TOO_FEW)
        answer = self._ruled(day)
        closed = self.closed(day)
        blockers = answer.blockers or self._by_hours(day, answer)
        if closed is not None or blockers:
            return self._blocked(day, answer, blockers, closed)
        if answer.unsure:
            return self._review(day, answer)
        outcome = Outcome.GO if answer.limits is NO_LIMITS else Outcome.GO_LIMITED
        offers: tuple[Offer, ...] = ()
        if school and _too_few(answer.limits.eligible):
            outcome, offers = Outcome.NOT_ELIGIBLE, TOO_FEW
        reasons = answer.reasons
        return Decision(
            outcome=outcome,
            day=day,
            as_of=self.as_of,
            firm=True,
            rule_ids=reasons.rule_ids,
            limits=answer.limits,
            advice=reasons.advice,
            offers=offers,
            staff_percent=answer.staff_percent,
            steps=answer.steps,
            basis=reasons.basis,
            basis_en=reasons.basis_en,
            people=self.ask.whole_people,
        )

    def _ruled(self, day: date) -> Ruled:
        near = self.near
        answer = ruled(near.scene(day), self.ask, self.number)
        if near.site.inside and not answer.blockers:
            answer = with_inside(answer, near, ask=self.ask, number=self.number, day=day)
        return answer

    def closed(self, day: date) -> Blocker | None:
        """Return what keeps the office closed on ``day`` for the visit, if anything does."""
        if self.calendar is None:
            return None
        return self.calendar.blocker(day, self.as_of, weekends=self._weekends(day))

    def _weekends(self, day: date) -> bool:
        """Return whether Saturday and Sunday are days like any for the visit.

        So they are for the lines the office's policy names, and for a wedding whose day is set.
        """
        ask = self.ask
        if ask.fixed and ask.line is Line.PERKAWINAN:
            return True
        policy = self.near.view.tables.on(day).policy if day.weekday() >= SATURDAY else None
        return policy is not None and ask.line in policy.weekend_lines

    def _by_hours(self, day: date, answer: Ruled) -> tuple[Blocker, ...]:
        """Return what forbids the visit because the office is not open in the hours left."""
        if self.calendar is None or answer.limits.hours is None:
            return ()
        opens, closes = map(minutes, answer.limits.hours)
        weekends = self._weekends(day)
        office = self.calendar.hours(day, self.as_of, weekends=weekends) or OFFICE_HOURS
        if any(max(opens, start) < min(closes, end) for start, end in office):
            return ()
        return answer.by_hours

    def _said(
        self,
        outcome: Outcome,
        day: date,
        answer: Ruled,
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
            as_of=self.as_of,
            firm=firm,
            rule_ids=rule_ids,
            staff_percent=answer.staff_percent,
            steps=answer.steps if steps is None else steps,
            people=self.ask.whole_people,
            **more,
        )

    def _blocked(
        self, day: date, answer: Ruled, blockers: tuple[Blocker, ...], closed: Blocker | None
    ) -> Decision:
        """Return a move to the earliest free day, or a hold where no such day is known."""
        steps = answer.steps
        if closed is not None:
            blockers, steps = (*blockers, closed), (*steps, Step("calendar", (HOLIDAY,)))
        facts: dict[str, Any] = {"blockers": blockers, "steps": steps}
        if self.ask.fixed:
            facts["offers"] = (Offer.OFFICE,)
            return self._said(Outcome.NOT_ELIGIBLE, day, answer, _ids(blockers), **facts)
        free, blocked_to, then = self._earliest(day, answer)
        if free is not None:
            facts |= {"earliest": free, "blocked_to": blocked_to, "firm": not then.unsure}
            return self._said(Outcome.MOVE, day, answer, _ids(blockers), **facts)
        open_ended = [blocker for blocker in blockers if blocker.until is None]
        review_on, stale = self._review_day(day, open_ended)
        ordered = tuple(dict.fromkeys((*open_ended, *blockers)))
        facts |= {"blockers": ordered, "review_on": review_on, "stale": stale}
        return self._said(Outcome.HOLD, day, answer, _ids(ordered), **facts)

    def _earliest(self, day: date, answer: Ruled) -> tuple[date | None, date | None, Ruled]:
        """Return the first day after ``day`` on which nothing forbids the visit; None: unknown.

        With it come the last day before it that rules forbid, None where the calendar alone does,
        and what the rules say on it.
        Between the days on which a stop may cease nothing is asked. Stops that repeat and days
        that the calendar closes could go on for ever, so after so many of them the search goes
        on where the rules change.
        """
        at, tried, blocked_to = day, 0, None
        while True:
            after: date | None = day_after(at)
            if tried > CLOSED_DAYS:
                after, tried = self._next_change(at), 0
            elif answer.blockers:
                after = self._may_cease(at, answer.blocked_to)
            if after is None or after <= at:
                return None, None, answer
            if answer.blockers or self._by_hours(at, answer):
                blocked_to = day_before(after)
            at, tried = after, tried + 1
            answer = self._ruled(at)
            if not answer.blockers and self._free(at, answer):
                return at, blocked_to, answer

    def _next_change(self, day: date) -> date | None:
        """Return the first day after ``day`` on which other rules may be in force."""
        changes = self.near.site.changes()
        place = bisect_right(changes, day)
        return changes[place] if place < len(changes) else None

    def _free(self, day: date, answer: Ruled) -> bool:
        if self.closed(day) is not None or self._by_hours(day, answer):
            return False
        school = self.ask.line is Line.PELAJAR
        return answer.unsure or not (school and _too_few(answer.limits.eligible))

    def _may_cease(self, day: date, blocked_to: date | None) -> date | None:
        """Return the first day after ``day`` on which what forbids the visit may be gone."""
        freeing = self.near.site.freeing()
        after = freeing[place] if (place := bisect_right(freeing, day)) < len(freeing) else None
        if blocked_to is None:
            return after
        ends = day_after(max(blocked_to, day))
        return ends if after is None else min(ends, after)

    def _review_day(self, day: date, open_ended: Sequence[Blocker]) -> tuple[date, bool]:
        """Return when rules without an end are looked at next, and whether one is overdue."""
        ids = {name for blocker in open_ended for name in (blocker.rule_id, *blocker.also)}
        dues = {
            (rule.review_by or days_later(rule.first, REVIEW_DAYS))
            for rule in self.near.scene(day).in_force
            if rule.id in ids
        }
        as_of = self.as_of
        late = {due: max(0, (as_of - due).days) for due in dues}
        days = [days_later(due, -(-late[due] // REVIEW_DAYS) * REVIEW_DAYS) for due in dues]
        due = min(days, default=days_later(as_of, REVIEW_DAYS))
        return self._working_from(due), any(late.values())

    def _working_from(self, day: date) -> date:
        """Return ``day``, or the first day after it on which the office works."""
        if self.calendar is None:
            return day
        near = (days_later(day, later) for later in range(CLOSED_DAYS))
        return next((each for each in near if not self.calendar.blocker(each, self.as_of)), day)

    def _review(self, day: date, answer: Ruled) -> Decision:
        ids = answer.reasons.rule_ids
        if answer.conflict:
            cause = ReviewCause.CONFLICT
        elif answer.silent:
            cause = ReviewCause.POLICY
            ids = tuple(dict.fromkeys((*[rule.id for rule in answer.silent], *ids)))
        else:
            begun = day <= self.as_of
            follows = self.near.follows(answer.open_regimes, self.ask, day)
            cause = ReviewCause.GAP if follows or begun else ReviewCause.HORIZON
            ids = (BlockerCode.GAP.value, *ids)
        return self._said(Outcome.REVIEW, day, answer, ids, firm=False, review_cause=cause)


HOLIDAY: Final = BlockerCode.HOLIDAY.value
#: What a school with too few pupils is offered.
TOO_FEW: Final = (Offer.MERGE, Offer.OFFICE)


def _too_few(people: int | None) -> bool:
    return people is not None and people < SCHOOL_MINIMUM


def _ids(blockers: tuple[Blocker, ...]) -> tuple[str, ...]:
    """Return the ids that matter, the first of each blocker before what else it rests on."""
    names = [blocker.rule_id for blocker in blockers]
    names += [name for blocker in blockers for name in blocker.also]
    return tuple(dict.fromkeys(names)) if len(names) > 1 else tuple(names)
