"""The decision for one visit, on one day, as known on a day.

Order of precedence: rules known by then, in force, in scope; without what a later known
instrument ended; without delegated rules that the body they delegate to has displaced;
without what an exemption lifts; then the strictest of the rest in every dimension. Holidays
are blockers of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from planner.domain.decisions import NO_LIMITS, Ask, Blocker, Decision
from planner.domain.words import BlockerCode, Line, Outcome, ReviewCause
from planner.rules.book import ONE_DAY, REVIEW_DAYS, Rule, Rulebook, View
from planner.rules.effects import limits_of, preferences_clash
from planner.rules.looking import RuledDay, covering, look, regimes_of
from planner.rules.wording import worded
from planner.rules.workdays import WorkCalendar

#: Pupils a school visit needs at least: "more than 50" (programme rule of 2017).
SCHOOL_MINIMUM: Final = 51
#: How far ahead the earliest possible day is looked for.
SEARCH_DAYS: Final = 400


def decide(
    book: Rulebook, calendar: WorkCalendar | None, ask: Ask, day: date, *, as_of: date
) -> Decision:
    """Return what the rules known on ``as_of`` say of a visit on ``day``.

    Without ``calendar`` every day is a working day.
    """
    view = book.view(as_of)
    if ask.line is Line.PELAJAR and ask.people is not None and ask.people < SCHOOL_MINIMUM:
        plain = Decision(outcome=Outcome.NOT_ELIGIBLE, day=day, as_of=as_of, firm=True)
        return worded(plain, ask)
    found = look(view, calendar, ask, day)
    if found.blockers:
        return worded(_blocked(view, calendar, ask, found), ask)
    if not found.covered or preferences_clash(found.acting):
        return worded(_review(view, ask, found), ask)
    return worded(_allowed(view, ask, found), ask)


def decide_days(
    book: Rulebook,
    calendar: WorkCalendar | None,
    ask: Ask,
    days: Iterable[date],
    *,
    as_of: date,
) -> dict[date, Decision]:
    """Return the decision of each of ``days``, in their order."""
    return {day: decide(book, calendar, ask, day, as_of=as_of) for day in days}


def firm_until(book: Rulebook, area_code: str, *, as_of: date) -> date | None:
    """Return the last day from ``as_of`` on whose rules are known; None: no end known.

    The day before ``as_of`` says that not even that day's rules are known.
    """
    view = book.view(as_of)
    regimes = regimes_of(view, area_code)
    if not regimes:
        return None
    day = as_of
    while (rule := covering(view, regimes, day)) is not None:
        if rule.last is None:
            return None
        day = rule.last + ONE_DAY
    return day - ONE_DAY


def _blocked(view: View, calendar: WorkCalendar | None, ask: Ask, found: RuledDay) -> Decision:
    """Return a move to the earliest free day, or a hold where some blocker has no end."""
    at = found
    while not any(blocker.until is None for blocker in at.blockers):
        if not at.blockers:
            return _decision(
                view,
                found,
                Outcome.MOVE,
                firm=at.covered,
                earliest=at.day,
                rule_ids=_ids(found.blockers),
            )
        ends = [blocker.until for blocker in at.blockers if blocker.until is not None]
        following = max(ends) + ONE_DAY
        if (following - found.day).days > SEARCH_DAYS:
            break
        at = look(view, calendar, ask, following)
    open_ended = [blocker for blocker in at.blockers if blocker.until is None]
    review_on, stale = _review_day(view, [blocker.rule_id for blocker in open_ended])
    ordered = dict.fromkeys((*open_ended, *found.blockers))
    held = _decision(view, found, Outcome.HOLD, firm=True, rule_ids=_ids(ordered))
    return replace(held, blockers=tuple(ordered), review_on=review_on, stale=stale)


def _review_day(view: View, rule_ids: Sequence[str]) -> tuple[date, bool]:
    """Return when rules without an end are looked at next, and whether one is overdue."""
    days, stale = [], False
    for rule in view.rules:
        if rule.id not in rule_ids:
            continue
        due = rule.review_by or rule.first + timedelta(REVIEW_DAYS)
        stale = stale or due < view.as_of
        late = max(0, (view.as_of - due).days)
        days.append(due + timedelta(-(-late // REVIEW_DAYS) * REVIEW_DAYS))
    return min(days, default=view.as_of + timedelta(REVIEW_DAYS)), stale


def _review(view: View, ask: Ask, found: RuledDay) -> Decision:
    cause = ReviewCause.CONFLICT
    ids: tuple[str, ...] = tuple(rule.id for rule, _ in found.acting)
    if not found.covered:
        follows = any(rule.first > found.day for rule in regimes_of(view, ask.area_code))
        begun = found.day <= view.as_of
        cause = ReviewCause.GAP if follows or begun else ReviewCause.HORIZON
        ids = (BlockerCode.GAP.value, *ids)
    reviewed = _decision(view, found, Outcome.REVIEW, firm=False, rule_ids=ids)
    return replace(reviewed, review_cause=cause)


def _allowed(view: View, ask: Ask, found: RuledDay) -> Decision:
    required = [word for exemption in found.exemptions for word in exemption.requires]
    limits = limits_of(found.acting, ask, found.need, required)
    limited = replace(limits, sessions=None) != NO_LIMITS
    limiting = [rule.id for rule, _ in found.acting if limited and _limits_alone(rule, found, ask)]
    ids = (
        *limiting,
        *(exemption.id for exemption in found.exemptions),
        *(rule.id for rule, _ in found.acting),
    )
    advice = [word for _, effects in found.acting for word in effects.advice]
    allowed = _decision(
        view,
        found,
        Outcome.GO_LIMITED if limited else Outcome.GO,
        firm=True,
        rule_ids=tuple(dict.fromkeys(ids)),
    )
    return replace(
        allowed,
        limits=limits if limited else NO_LIMITS,
        advice=tuple(dict.fromkeys(advice)),
    )


def _limits_alone(rule: Rule, found: RuledDay, ask: Ask) -> bool:
    own = [pair for pair in found.acting if pair[0] is rule]
    return replace(limits_of(own, ask, found.need, ()), sessions=None) != NO_LIMITS


def _ids(blockers: Iterable[Blocker]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(blocker.rule_id for blocker in blockers))


def _decision(
    view: View,
    found: RuledDay,
    outcome: Outcome,
    *,
    firm: bool,
    rule_ids: tuple[str, ...],
    earliest: date | None = None,
) -> Decision:
    titles = {rule.id: rule.title for rule in view.rules}
    basis = tuple(titles[rule_id] for rule_id in rule_ids if rule_id in titles)
    return Decision(
        outcome=outcome,
        day=found.day,
        as_of=view.as_of,
        firm=firm,
        rule_ids=rule_ids,
        blockers=found.blockers,
        earliest=earliest,
        steps=found.steps,
        basis=basis,
    )
