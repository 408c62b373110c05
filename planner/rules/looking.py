"""What the rules say for one day, before it becomes a decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.areas import lineage
from planner.domain.decisions import Ask, Blocker
from planner.rules.book import Rule, View
from planner.rules.effects import Acting, Need, blockers_of
from planner.rules.records import ExemptionRecord
from planner.rules.workdays import WorkCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledDay:
    """The rules acting on a visit on a day.

    ``covered`` is whether some regime says what applies; ``steps`` names the precedence
    steps that changed the set of rules, in order.
    """

    day: date
    covered: bool
    acting: tuple[Acting, ...]
    exemptions: tuple[ExemptionRecord, ...]
    blockers: tuple[Blocker, ...]
    need: Need
    steps: tuple[str, ...]


def look(view: View, calendar: WorkCalendar | None, ask: Ask, day: date) -> RuledDay:
    """Return the rules acting on ``ask`` on ``day``, in order of precedence."""
    around = lineage(ask.area_code)
    in_force, displaced = _undisplaced([r for r in view.rules if r.covers(around, day)])
    mine = [rule for rule in in_force if _in_scope(rule, ask)]
    exemptions = _exemptions(view, ask, in_force, day)
    lifted = {rule_id for exemption in exemptions for rule_id in exemption.lifts}
    acting = []
    for rule in mine:
        effects = view.effects_of(rule, ask.line, day)
        if effects is not None and rule.id not in lifted:
            acting.append((rule, effects))
    need = _need(view, ask, day)
    blockers = blockers_of(acting, ask, need)
    closed = None if calendar is None else calendar.blocker(day, view.as_of)
    given = {rule.id for rule in view.given if rule.covers(around, day) and _in_scope(rule, ask)}
    steps = {
        "ended": bool(given - {rule.id for rule in (*mine, *displaced)}),
        "displaced": bool(displaced),
        "exempted": any(rule.id in lifted for rule in mine),
    }
    return RuledDay(
        day=day,
        covered=is_covered(view, ask.area_code, day),
        acting=tuple(acting),
        exemptions=exemptions,
        blockers=(*blockers, *((closed,) if closed else ())),
        need=need,
        steps=tuple(step for step, taken in steps.items() if taken),
    )


def _undisplaced(rules: Sequence[Rule]) -> tuple[list[Rule], list[Rule]]:
    """Return the rules that stand, and the delegated ones their delegate has displaced.

    An override of the level takes the place of levels given by assessment.
    """
    out = {
        target.id
        for rule in rules
        for target in rules
        if target.id in rule.displaces and target.delegated_to is rule.issuer
    }
    if any(rule.effects.level is not None for rule in rules):
        out |= {rule.id for rule in rules if rule.series}
    return [rule for rule in rules if rule.id not in out], [r for r in rules if r.id in out]


def _in_scope(rule: Rule, ask: Ask) -> bool:
    scope = rule.scope
    return (
        not scope.channels
        and (not scope.lines or ask.line in scope.lines)
        and (not scope.urgencies or ask.urgency in scope.urgencies)
        and (not scope.venues or ask.venue in scope.venues)
        and (not scope.services or bool(set(scope.services) & set(ask.services)))
    )


def _exemptions(
    view: View, ask: Ask, in_force: Sequence[Rule], day: date
) -> tuple[ExemptionRecord, ...]:
    ids = {rule.id for rule in in_force}
    people = (ask.people or 1) + _crew(view, ask, day)
    return tuple(
        exemption
        for exemption in view.exemptions
        if exemption.first <= day
        and (exemption.last is None or day <= exemption.last)
        and ids & set(exemption.lifts)
        and (not exemption.lines or ask.line in exemption.lines)
        and (not exemption.urgencies or ask.urgency in exemption.urgencies)
        and (exemption.max_people is None or people <= exemption.max_people)
    )


def _crew(view: View, ask: Ask, day: date) -> int:
    if ask.crew is not None:
        return ask.crew
    group, home, _ = view.crew_and_quota(day)
    return home if ask.line.private else group


def _need(view: View, ask: Ask, day: date) -> Need:
    """Return the least people in the room: the crew with one resident, at a session two."""
    residents = 1 if ask.line.private else 2
    _, _, people = view.crew_and_quota(day)
    return Need(
        together=_crew(view, ask, day) + residents,
        normal_people=None if ask.line.private else people,
    )


def regimes_of(view: View, area_code: str) -> list[Rule]:
    """Return the rules that say what applies in an area, on whatever day."""
    around = lineage(area_code)
    return [
        rule for rule in view.rules if rule.regime and any(code in around for code in rule.areas)
    ]


def covering(view: View, regimes: Sequence[Rule], day: date) -> Rule | None:
    """Return the rule that says longest what applies on ``day``, if any does."""
    found = [
        rule
        for rule in regimes
        if rule.first <= day
        and (rule.last is None or day <= rule.last)
        and (rule.level is None or view.policy_on(day) is not None)
    ]
    return max(found, key=lambda rule: rule.last or date.max, default=None)


def is_covered(view: View, area_code: str, day: date) -> bool:
    """Return whether some regime says what applies; before the first one nothing need."""
    regimes = regimes_of(view, area_code)
    if not regimes or day < min(rule.first for rule in regimes):
        return True
    return covering(view, regimes, day) is not None
