"""Effects put together: the strictest wins, dimension by dimension.

What effects do together depends on what they say, not on whose they are. So it is worked out
once for each combination (a :class:`CombinedEffect`, whose numbers point into the rules asked
about) and blockers get their names afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from operator import attrgetter
from typing import Final

from planner.domain.decisions import NO_LIMITS, Ask, Blocker, Limits
from planner.domain.values import plain_value
from planner.domain.vocabulary import Urgency
from planner.rules.field_types import NO_EFFECTS, Effects, values_of
from planner.rules.left_over import first_free, services_off, stopping
from planner.rules.rule import Rule
from planner.rules.scenes import Acting
from planner.rules.setting import setting_any


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What a visit cannot do without: so many people in the room at the very least.

    ``normal_people`` is the size of a normal session; None where there is none (homes).
    """

    together: int
    normal_people: int | None


@plain_value
class CombinedEffect:
    """What effects do together. Tuples of numbers point to the rules that do it.

    ``forbids`` each alone; ``stops`` together all services asked for; ``narrows`` together
    all hours; ``filters`` together everybody. Where none of these is, ``limits`` hold,
    and ``limiting`` set at least one of them; ``advising`` give the advice. ``others`` are all
    but those about the staff alone, which decide crews and not a visit. ``clash`` is whether
    indoors and outdoors are both wanted.
    """

    forbids: tuple[int, ...]
    stops: tuple[int, ...]
    narrows: tuple[int, ...]
    filters: tuple[int, ...]
    limits: Limits
    limiting: tuple[int, ...]
    advising: tuple[int, ...]
    others: tuple[int, ...]
    advice: tuple[str, ...]
    staff_percent: int | None
    clash: bool

    def spread(self, places: Sequence[int]) -> CombinedEffect:
        """Return the same for rules of which ``places`` says which effect each of them has."""
        return CombinedEffect(
            forbids=_of(places, self.forbids),
            stops=_of(places, self.stops),
            narrows=_of(places, self.narrows),
            filters=_of(places, self.filters),
            limits=self.limits,
            limiting=_of(places, self.limiting),
            advising=_of(places, self.advising),
            others=_of(places, self.others),
            advice=self.advice,
            staff_percent=self.staff_percent,
            clash=self.clash,
        )


def _of(places: Sequence[int], chosen: tuple[int, ...]) -> tuple[int, ...]:
    return tuple([at for at, place in enumerate(places) if place in chosen]) if chosen else ()


@dataclass(frozen=True, slots=True)
class EffectAlone:
    """What one rule's effect does to a visit on its own: forbid it, limit it, or staff only."""

    forbids: bool
    limits: Limits
    of_staff: bool

    @classmethod
    def of(cls, acting: Acting, ask: Ask, need: Need) -> EffectAlone:
        """Return what the effect of one rule does to ``ask``."""
        rule, effects = acting
        forbids = _forbids(rule, effects, ask, need)
        return cls(forbids, _limits(rule, effects, ask, need), _of_staff(effects))


def combined_effect(
    acting: Sequence[Acting],
    alone: Sequence[EffectAlone],
    ask: Ask,
    need: Need,
    conditions: Sequence[Effects],
) -> CombinedEffect:
    """Return what the effects of ``acting`` do to ``ask`` together.

    ``alone`` is what each of them does on its own; ``conditions`` are those of exemptions.
    """
    every = [effects for _, effects in acting]
    opens, closes = open_hours(every)
    nobody = eligible_of(every, ask) == 0
    limits = limits_of(acting, ask, need, conditions)
    limited = is_limited(limits)
    return CombinedEffect(
        forbids=_where(each.forbids for each in alone),
        stops=stopping(acting, ask),
        narrows=_where(opens >= closes and _narrowest(each, opens, closes) for each in every),
        filters=_where(nobody and eligible_of([effects], ask) == 0 for effects in every),
        limits=limits if limited else NO_LIMITS,
        limiting=setting_any(limits, [each.limits for each in alone]) if limited else (),
        advising=_where(bool(effects.advice) for effects in every),
        others=_where(not each.of_staff for each in alone),
        advice=tuple(dict.fromkeys(word for effects in every for word in effects.advice)),
        staff_percent=least(effects.staff_percent for effects in every),
        clash=len({effects.outdoor for effects in every if effects.outdoor is not None}) > 1,
    )


def _of_staff(effects: Effects) -> bool:
    """Return whether effects say something of the staff and nothing else."""
    rest = effects.model_copy(update={"staff_percent": None, "rotation": False})
    return effects != rest and values_of(rest) == values_of(NO_EFFECTS)


def blockers_of(
    combined: CombinedEffect, acting: Sequence[Acting], ask: Ask, disputed: Sequence[str]
) -> tuple[list[Blocker], date | None]:
    """Return what forbids the visit, each with its last day (None: no end known).

    Rules whose ids are ``disputed`` forbid nothing: a person decides. Also return the last day
    to which all of it together holds at the least: what forbids only in a group may cease
    when one of the group does.
    """
    if not (combined.forbids or combined.stops or combined.filters or combined.narrows):
        return [], date.min
    groups = [[(acting[at][0], acting[at][0].last_for(ask))] for at in combined.forbids]
    if combined.stops:
        stopped = [acting[at] for at in combined.stops]
        until = first_free(stopped, ask)
        groups.append([(rule, until) for rule, _ in stopped])
    if combined.filters:
        rules = [acting[at][0] for at in combined.filters]
        groups.append([(rule, rule.last_for(ask)) for rule in rules])
    if combined.narrows:
        groups.append(_narrowing([acting[at][0] for at in combined.narrows], ask))
    if disputed:
        groups = [[pair for pair in group if pair[0].id not in disputed] for group in groups]
    blockers = [_blocker(rule, until) for group in groups for rule, until in group]
    firsts = [min(until or date.max for _, until in group) for group in groups if group]
    blocked_to = max(firsts, default=date.min)
    return blockers, None if blocked_to == date.max else blocked_to


def hours_as_blockers(acting: Sequence[Acting], ask: Ask) -> tuple[Blocker, ...]:
    """Return the blockers that the hours of rules are when the office is not open in them."""
    opens, closes = open_hours(effects for _, effects in acting)
    rules = [rule for rule, effects in acting if _narrowest(effects, opens, closes)]
    return tuple([_blocker(rule, until) for rule, until in _narrowing(rules, ask)])


def _narrowing(rules: Sequence[Rule], ask: Ask) -> list[tuple[Rule, date | None]]:
    """Return rules that narrow the hours together: when the first of them ends, hours widen."""
    ends = [rule.last_for(ask) for rule in rules]
    until = min((last for last in ends if last is not None), default=None)
    return [(rule, until) for rule in rules]


def _where(true: Iterable[bool]) -> tuple[int, ...]:
    return tuple([number for number, holds in enumerate(true) if holds])


def _forbids(rule: Rule, effects: Effects, ask: Ask, need: Need) -> bool:
    """Return whether one rule alone forbids the visit."""
    too_few = effects.people_together is not None and effects.people_together < need.together
    caps = (effects.total, effects.total_per_day, effects.percent, effects.staff_percent)
    none_served = 0 in (*caps, effects.sessions_per_week)
    routine_off = effects.urgent_only and ask.urgency is Urgency.ROUTINE
    stopped = effects.suspend and not rule.scope.services
    return stopped or effects.venue_closed or too_few or none_served or routine_off


def _blocker(rule: Rule, until: date | None) -> Blocker:
    return Blocker(
        rule_id=rule.ids[0],
        basis=rule.title,
        until=until,
        evidence=rule.evidence,
        cause=rule.cause,
        also=rule.ids[1:],
        basis_en=rule.named_en,
    )


def eligible_of(every: Sequence[Effects], ask: Ask) -> int | None:
    """Return how many of the people asked for may come; None: all, or nobody counted them.

    Each condition alone is known by its own count, so the least of them is the most that can
    meet all.
    """
    counts = []
    if ask.residents is not None and any(effects.residents_only for effects in every):
        counts.append(ask.residents)
    if ask.vaccinated is not None and any(effects.vaccinated_only for effects in every):
        counts.append(ask.vaccinated)
    most = min(counts, default=None)
    return None if most is None or (ask.people is not None and most >= ask.people) else most


def open_hours(every: Iterable[Effects]) -> tuple[str, str]:
    """Return the overlap of all hours given, as "HH:MM"; the whole day where none is."""
    opens, closes = "00:00", "24:00"
    for effects in every:
        if effects.hours is not None:
            opens, closes = max(opens, effects.hours[0]), min(closes, effects.hours[1])
    return opens, closes


def _narrowest(effects: Effects, opens: str, closes: str) -> bool:
    """Return whether the hours of ``effects`` set one end of the overlap."""
    return effects.hours is not None and (effects.hours[0] == opens or effects.hours[1] == closes)


def limits_of(
    acting: Sequence[Acting], ask: Ask, need: Need, conditions: Sequence[Effects] = ()
) -> Limits:
    """Return the strictest limits of all rules and of the ``conditions`` of exemptions.

    ``total`` is the people one session may serve: the least of the caps and of the share of
    a normal session, rounded down, but at least one person of any share but 0 %. ``sessions``
    is how many the request then needs.
    """
    every = [*[effects for _, effects in acting], *conditions]
    percent = least(effects.percent for effects in every)
    percent = None if percent == 100 else percent
    caps = [effects.total for effects in every]
    if percent is not None and need.normal_people is not None:
        share = need.normal_people * percent // 100
        caps.append(max(share, 1) if percent else share)
    total = least(caps)
    if need.normal_people is None and total is not None and total >= (ask.people or 1):
        total = None  # a cap on crowds says nothing of one or two people at home
    given_hours = any(effects.hours is not None for effects in every)
    needs = [word for effects in every for word in effects.requires]
    eligible = eligible_of(every, ask)
    people = ask.people if eligible is None else eligible
    return Limits(
        people_together=least(effects.people_together for effects in every),
        total=total,
        total_per_day=least(effects.total_per_day for effects in every),
        sessions_per_week=least(effects.sessions_per_week for effects in every),
        percent=percent,
        hours=open_hours(every) if given_hours else None,
        outdoor=next((effects.outdoor for effects in every if effects.outdoor is not None), None),
        residents_only=any(effects.residents_only for effects in every),
        vaccinated_only=any(effects.vaccinated_only for effects in every),
        requires=tuple(dict.fromkeys(needs)),
        services_off=services_off(acting, ask),
        eligible=eligible,
        sessions=None if not total or people is None else ceil(people / total),
    )


def is_limited(limits: Limits) -> bool:
    """Return whether ``limits`` limit anything; how many sessions follow does not."""
    return _dimensions(limits) != _UNLIMITED


_dimensions = attrgetter(*(name for name in Limits.__dataclass_fields__ if name != "sessions"))
_UNLIMITED: Final = _dimensions(NO_LIMITS)


def _limits(rule: Rule, effects: Effects, ask: Ask, need: Need) -> Limits:
    """Return what one rule alone limits."""
    if effects in _HARMLESS:
        return NO_LIMITS
    return limits_of([(rule, effects)], ask, need)


_HARMLESS: Final = frozenset({NO_EFFECTS, Effects(percent=100)})


def least(values: Iterable[int | None]) -> int | None:
    """Return the smallest value given, None where none is."""
    return min((value for value in values if value is not None), default=None)
