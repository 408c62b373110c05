"""Rules of one day put together: the strictest wins, dimension by dimension."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from planner.domain.decisions import Ask, Blocker, Limits
from planner.domain.words import Service, Urgency
from planner.rules.book import Rule
from planner.rules.records import Effects

Acting = tuple[Rule, Effects]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What a visit cannot do without: so many people in the room at the very least.

    ``normal_people`` is the size of a normal session; None where there is none (homes).
    """

    together: int
    normal_people: int | None


def blockers_of(acting: Sequence[Acting], ask: Ask, need: Need) -> list[Blocker]:
    """Return what forbids the visit, each with its last day (None: no end known)."""
    found = [_blocker(rule) for rule, effects in acting if _forbids(rule, effects, ask, need)]
    off = services_off(acting, ask)
    if set(off) >= set(ask.services):
        rules = [rule for rule, effects in acting if _stops_services(rule, effects, ask)]
        until = _first_free(rules, ask)
        found += [_blocker(rule, until=until, shared=True) for rule in rules]
    opens, closes = open_hours(acting)
    if opens >= closes:
        narrowing = [rule for rule, effects in acting if effects.hours is not None]
        ends = [rule.last for rule in narrowing if rule.last is not None]
        until = min(ends, default=None)
        found += [_blocker(rule, until=until, shared=True) for rule in narrowing]
    return found


def _forbids(rule: Rule, effects: Effects, ask: Ask, need: Need) -> bool:
    """Return whether one rule alone forbids the visit."""
    too_few = effects.people_together is not None and effects.people_together < need.together
    none_served = 0 in (effects.total, effects.total_per_day, effects.percent)
    routine_off = effects.urgent_only and ask.urgency is Urgency.ROUTINE
    stopped = effects.suspend and not rule.scope.services
    return stopped or effects.venue_closed or too_few or none_served or routine_off


def _stops_services(rule: Rule, effects: Effects, ask: Ask) -> bool:
    return effects.suspend and bool(set(rule.scope.services) & set(ask.services))


def services_off(acting: Iterable[Acting], ask: Ask) -> tuple[Service, ...]:
    """Return the asked services that some rule suspends, in the order asked."""
    off = {
        service for rule, effects in acting if effects.suspend for service in rule.scope.services
    }
    return tuple(service for service in ask.services if service in off)


def _first_free(rules: Sequence[Rule], ask: Ask) -> date | None:
    """Return the last day before one of the asked services is free again; None: no end."""
    ends = []
    for service in ask.services:
        stopping = [rule.last for rule in rules if service in rule.scope.services]
        if None not in stopping:
            ends.append(max(last for last in stopping if last is not None))
    return min(ends, default=None)


def _blocker(rule: Rule, *, until: date | None = None, shared: bool = False) -> Blocker:
    return Blocker(
        rule_id=rule.id,
        basis=rule.title,
        until=until if shared else rule.last,
        evidence=rule.evidence,
    )


def open_hours(acting: Iterable[Acting]) -> tuple[str, str]:
    """Return the overlap of all hours given, as "HH:MM"; the whole day where none is."""
    opens, closes = "00:00", "24:00"
    for _, effects in acting:
        if effects.hours is not None:
            opens, closes = max(opens, effects.hours[0]), min(closes, effects.hours[1])
    return opens, closes


def limits_of(acting: Sequence[Acting], ask: Ask, need: Need, required: Sequence[str]) -> Limits:
    """Return the strictest limits of all rules; ``required`` are exemptions' conditions.

    ``total`` is the people one session may serve: the least of the caps and of the share of
    a normal session, rounded down. ``sessions`` is how many the request then needs.
    """
    every = [effects for _, effects in acting]
    percent = least(effects.percent for effects in every)
    percent = None if percent == 100 else percent
    caps = [effects.total for effects in every]
    if percent is not None and need.normal_people is not None:
        caps.append(need.normal_people * percent // 100)
    total = least(caps)
    if need.normal_people is None and total is not None and total >= (ask.people or 1):
        total = None  # a cap on crowds says nothing of one or two people at home
    given_hours = any(effects.hours is not None for effects in every)
    needs = [word for effects in every for word in effects.requires]
    people = ask.people
    return Limits(
        people_together=least(effects.people_together for effects in every),
        total=total,
        total_per_day=least(effects.total_per_day for effects in every),
        sessions_per_week=least(effects.sessions_per_week for effects in every),
        percent=percent,
        hours=open_hours(acting) if given_hours else None,
        outdoor=next((effects.outdoor for effects in every if effects.outdoor is not None), None),
        residents_only=any(effects.residents_only for effects in every),
        vaccinated_only=any(effects.vaccinated_only for effects in every),
        requires=tuple(dict.fromkeys((*needs, *required))),
        services_off=services_off(acting, ask),
        sessions=None if not total or people is None else ceil(people / total),
    )


def least(values: Iterable[int | None]) -> int | None:
    """Return the smallest value given, None where none is."""
    return min((value for value in values if value is not None), default=None)


def preferences_clash(acting: Iterable[Acting]) -> bool:
    """Return whether one rule wants the visit outdoors and another indoors."""
    return len({effects.outdoor for _, effects in acting if effects.outdoor is not None}) > 1
