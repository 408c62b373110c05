"""Whom a scope is about: touched in part, held whole, or one scope within another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.decisions import ANY_AGE, Ask
from planner.domain.vocabulary import Channel
from planner.rules.field_types import EVERYBODY, Scope


def touches(scope: Scope, ask: Ask) -> bool:
    """Return whether ``scope`` concerns the visit or some of the people it serves."""
    if scope is EVERYBODY:
        return True
    return (
        _fits(scope, ask)
        and (not scope.services or bool(set(scope.services) & set(ask.services)))
        and (scope.ages is None or _overlap(scope.ages, ask.age_range))
    )


def touches_other_line(scope: Scope, ask: Ask) -> bool:
    """Return whether ``scope`` would concern the visit were it of another programme line."""
    return bool(scope.lines) and touches(scope.model_copy(update={"lines": ()}), ask)


def holds(scope: Scope, ask: Ask) -> bool:
    """Return whether ``scope`` concerns the whole visit: all it serves, with every service."""
    if scope is EVERYBODY:
        return True
    return (
        _fits(scope, ask)
        and (not scope.services or set(ask.services) <= set(scope.services))
        and (scope.ages is None or _inside(ask.age_range, scope.ages))
    )


def holds_part(outer: Scope, inner: Scope, ask: Ask) -> bool:
    """Return whether all that ``inner`` concerns of the visit is concerned by ``outer``."""
    if outer is EVERYBODY:
        return True
    services = set(ask.services) & set(inner.services) if inner.services else set(ask.services)
    return (
        _fits(outer, ask)
        and (not outer.services or services <= set(outer.services))
        and (outer.ages is None or _inside(_shared(inner.ages, ask.age_range), outer.ages))
    )


def share_some(scopes: Sequence[Scope], ask: Ask) -> bool:
    """Return whether some of what the visit serves is concerned by every one of ``scopes``."""
    services, ages = set(ask.services), ask.age_range
    for scope in scopes:
        services &= set(scope.services) or services
        ages = _shared(scope.ages, ages)
    return bool(services) and ages[0] <= ages[1] and all(_fits(scope, ask) for scope in scopes)


def within(inner: Scope, outer: Scope) -> bool:
    """Return whether ``outer`` concerns everybody whom ``inner`` concerns."""
    if outer is EVERYBODY:
        return True
    lists = ("lines", "services", "urgencies", "venues")
    if bool(inner.channels) != bool(outer.channels):
        return False
    return (
        all(_narrower(getattr(inner, name), getattr(outer, name)) for name in lists)
        and set(inner.channels) <= set(outer.channels)
        and (outer.ages is None or _inside(inner.ages or ANY_AGE, outer.ages))
    )


def meet(one: Scope, other: Scope) -> bool:
    """Return whether some people may be concerned by both scopes."""
    lists = ("lines", "services", "urgencies", "venues")
    return (
        all(_common(getattr(one, name), getattr(other, name)) for name in lists)
        and _overlap(one.ages or ANY_AGE, other.ages or ANY_AGE)
        and not (one.channels or other.channels)
    )


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """An end that another record gave a rule: after ``last`` it is over for all of ``scope``.

    ``but`` are ends of the ending record itself: whom they apply to keeps the rule.
    """

    last: date
    scope: Scope
    but: tuple[Cut, ...] = ()

    def applies(self, ask: Ask) -> bool:
        """Return whether the rule is over for the whole visit after ``last``."""
        return holds(self.scope, ask) and not self.kept_by(ask)

    def kept_by(self, ask: Ask) -> bool:
        """Return whether an end of the ending record leaves the whole visit what was ended."""
        return any(cut.applies(ask) for cut in self.but)

    def on_channel(self, channel: Channel) -> bool:
        """Return whether the rule is over for ``channel`` after ``last``."""
        return self.scope is EVERYBODY or channel in self.scope.channels


def _fits(scope: Scope, ask: Ask) -> bool:
    return (
        not scope.channels
        and (not scope.lines or ask.line in scope.lines)
        and (not scope.urgencies or ask.urgency in scope.urgencies)
        and (not scope.venues or ask.venue in scope.venues)
    )


def _narrower(inner: tuple[object, ...], outer: tuple[object, ...]) -> bool:
    return not outer or (bool(inner) and set(inner) <= set(outer))


def _common(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return not one or not other or bool(set(one) & set(other))


def _overlap(first: tuple[int, int], second: tuple[int, int]) -> bool:
    return first[0] <= second[1] and second[0] <= first[1]


def _inside(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _shared(ages: tuple[int, int] | None, asked: tuple[int, int]) -> tuple[int, int]:
    return asked if ages is None else (max(ages[0], asked[0]), min(ages[1], asked[1]))
