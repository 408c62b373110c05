"""Whom a visit is left with where rules stop some services, or keep people of some ages away.

A visit is cut into its smallest parts, one service for people of some years, in which every rule
says the same of all. Rules that each stop a part may together stop them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise, product

from planner.domain.decisions import Ask
from planner.domain.vocabulary import Service
from planner.rules.field_types import Effects
from planner.rules.rule import Rule
from planner.rules.scenes import Acting

#: One service for people from one age to another, both included.
Part = tuple[Service, tuple[int, int]]


def stay_away(ages: tuple[int, int]) -> str:
    """Return the condition of a session from which people of these ages stay away."""
    return f"ages_{ages[0]}_{ages[1]}_stay_away"


def services_off(acting: Iterable[Acting], ask: Ask) -> tuple[Service, ...]:
    """Return the asked services that some rule suspends, in the order asked."""
    off = {
        service for rule, effects in acting if effects.suspend for service in rule.scope.services
    }
    return tuple(service for service in ask.services if service in off)


def stopping(acting: Sequence[Acting], ask: Ask) -> tuple[int, ...]:
    """Return the places in ``acting`` of what leaves nobody together; empty: somebody is left.

    A rule that stops everything by itself is not asked about here.
    """
    some = [at for at, each in enumerate(acting) if _stops_some(*each, ask)]
    if not some:
        return ()
    parts = _parts([acting[at] for at in some], ask)
    by_part = [[at for at in some if _stops(*acting[at], part)] for part in parts]
    return tuple(sorted({at for each in by_part for at in each})) if all(by_part) else ()


def first_free(acting: Sequence[Acting], ask: Ask) -> date | None:
    """Return the last day before some part of the visit is free again; None: no end known."""
    ends = []
    for part in _parts(acting, ask):
        stops = [rule.last_for(ask) for rule, effects in acting if _stops(rule, effects, part)]
        if None not in stops:
            ends.append(max(last for last in stops if last is not None))
    return min(ends, default=None)


def _parts(acting: Iterable[Acting], ask: Ask) -> list[Part]:
    """Return the parts of the visit in which each rule says the same of all."""
    low, high = ask.age_range
    turns = {low, high + 1}
    for rule, effects in acting:
        if _keeps_away(rule, effects) and rule.scope.ages is not None:
            turns |= {rule.scope.ages[0], rule.scope.ages[1] + 1}
    years = sorted(turn for turn in turns if low <= turn <= high + 1)
    return list(product(ask.services, [(one, other - 1) for one, other in pairwise(years)]))


def _stops_some(rule: Rule, effects: Effects, ask: Ask) -> bool:
    services = set(rule.scope.services)
    if services and not services & set(ask.services):
        return False
    return (effects.suspend and bool(services)) or _keeps_away(rule, effects)


def _stops(rule: Rule, effects: Effects, part: Part) -> bool:
    service, years = part
    if rule.scope.services and service not in rule.scope.services:
        return False
    if effects.suspend:
        return True
    ages = rule.scope.ages
    return _keeps_away(rule, effects) and ages is not None and ages[0] <= years[0] <= ages[1]


def _keeps_away(rule: Rule, effects: Effects) -> bool:
    return rule.scope.ages is not None and stay_away(rule.scope.ages) in effects.requires
