"""Regimes: chains of periods with an expected successor, until somebody declares them over.

From the first rule of a regime on a day without a rule of it is nobody's freedom: it is not
known what applies. That goes for the areas and people its rules were about.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from planner.domain.decisions import Ask
from planner.rules.field_types import Scope
from planner.rules.places import AreaRules
from planner.rules.relations import RANK
from planner.rules.rule import Rule
from planner.rules.scoping import holds_part, share_some, touches, within

#: A release: from that day on a regime is over for those of the scope.
Release = tuple[date, Scope]
#: The last first day of the rules of a regime about the people of a scope.
Latest = dict[tuple[str, Scope], date]


@dataclass(frozen=True, slots=True)
class Claim:
    """That a rule of ``regime`` is expected for those of ``scope`` on days from ``first`` on.

    It ends before ``until`` (None: nobody declared the regime over); ``released`` are those
    for whom it ended on their own.
    """

    regime: str
    scope: Scope
    first: date
    until: date | None
    released: tuple[Release, ...] = ()

    def holds(self, day: date) -> bool:
        """Return whether a rule is expected on ``day``."""
        return self.first <= day and (self.until is None or day < self.until)

    def released_on(self, day: date) -> tuple[Scope, ...]:
        """Return for whom the regime was declared over by ``day``."""
        return tuple([scope for since, scope in self.released if since <= day])


@dataclass(frozen=True, slots=True, eq=False)
class OpenClaim:
    """A claim of a day that the rules in force do not meet for everybody it is about.

    ``covering`` are the rules of the regime in force; they may meet it for some.
    """

    regime: str
    scope: Scope
    released: tuple[Scope, ...]
    covering: tuple[Rule, ...]

    def leaves(self, ask: Ask) -> bool:
        """Return whether it is not known what applies to the visit, or to a part of it."""
        if not touches(self.scope, ask):
            return False
        if any(holds_part(scope, self.scope, ask) for scope in self.released):
            return False
        return not any(
            holds_part(rule.scope, self.scope, ask)
            and not any(
                share_some([cut.scope, self.scope], ask) and not cut.kept_by(ask)
                for cut in rule.left_out
            )
            for rule in self.covering
        )


@dataclass(frozen=True, slots=True, eq=False)
class Claims:
    """All claims known together in a place.

    ``regimes`` says of which regime each series is; ``silent`` are the ids of the rules that
    end their own regime here and so say nothing of what applies.
    """

    claims: tuple[Claim, ...]
    regimes: Mapping[str, str] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()
    _open: dict[tuple[object, ...], tuple[OpenClaim, ...]] = field(default_factory=dict)

    def open(self, day: date, in_force: Iterable[Rule]) -> tuple[OpenClaim, ...]:
        """Return the claims of ``day`` that rules ``in_force`` do not meet for everybody."""
        expected = [(number, claim) for number, claim in enumerate(self.claims) if claim.holds(day)]
        if not expected:
            return ()
        covering = tuple(
            [
                rule
                for rule in in_force
                if rule.regime and not rule.advisory and rule.id not in self.silent
            ]
        )
        numbers = tuple([(number, len(claim.released_on(day))) for number, claim in expected])
        key = (numbers, covering)
        if key not in self._open:
            every = [self._open_on(claim, covering, day) for _, claim in expected]
            self._open[key] = tuple([each for each in every if each is not None])
        return self._open[key]

    def _open_on(self, claim: Claim, covering: Sequence[Rule], day: date) -> OpenClaim | None:
        mine = tuple([rule for rule in covering if self._regime_of(rule) == claim.regime])
        if any(not rule.left_out and within(claim.scope, rule.scope) for rule in mine):
            return None
        return OpenClaim(claim.regime, claim.scope, claim.released_on(day), mine)

    def _regime_of(self, rule: Rule) -> str:
        if rule.series != rule.regime:
            return rule.regime
        return self.regimes.get(rule.series, rule.regime)


def claims_of(place: AreaRules) -> AreaClaims | None:
    """Return what regimes claim in ``place``; None where no rule there is of a regime."""
    rules = place.everything.rules
    if not place.everything.regimes or not any(rules[at].regime for at in place.rules):
        return None
    return AreaClaims.of(place)


@dataclass(slots=True, eq=False)
class AreaClaims:
    """What regimes claim in one place, as known on any day.

    ``regimes`` are the rules that say what applies; those of a group are of one regime and
    about the same people. ``over`` are the rules that may declare a regime over.
    """

    place: AreaRules
    regimes: Sequence[int]
    groups: Sequence[int]
    over: Sequence[int]
    _turns: Sequence[date]
    _known: dict[int, tuple[Claims, Latest]] = field(default_factory=dict)
    _equal: dict[tuple[object, ...], Claims] = field(default_factory=dict)

    @classmethod
    def of(cls, place: AreaRules) -> AreaClaims:
        """Return the claims of ``place``."""
        everything = place.everything
        rules = everything.rules
        regimes = [at for at in place.rules if rules[at].regime and not rules[at].advisory]
        naming = [
            at
            for series in {rules[at].series for at in regimes}
            for at in everything.naming.get(series, ())
        ]
        names = {rules[at].regime for at in (*regimes, *naming)}
        over = [at for at in everything.ending_regimes if names & set(_ended_regimes(rules[at]))]
        over = [at for at in over if place.acts_here(at)]
        turns = {day for at in (*regimes, *over) for day in place.turns(at)}
        turns |= {day for at in naming for day in everything.taught(at)}
        known: dict[tuple[str, str, Scope], int] = {}
        groups = [
            known.setdefault((rules[at].regime, rules[at].series, rules[at].scope), len(known))
            for at in regimes
        ]
        return cls(place, regimes, groups, over, sorted(turns))

    def known(self, as_of: date) -> Claims:
        """Return the claims known on ``as_of``; equal ones are one object."""
        return self._on(as_of)[0]

    def follows(self, regimes: Iterable[str], ask: Ask, day: date, as_of: date) -> bool:
        """Return whether a rule of one of ``regimes`` about the visit begins after ``day``."""
        latest = self._on(as_of)[1].items()
        later = [scope for (regime, scope), last in latest if regime in regimes and last > day]
        return any(touches(scope, ask) for scope in later)

    def _on(self, as_of: date) -> tuple[Claims, Latest]:
        turn = bisect_right(self._turns, as_of)
        if turn not in self._known:
            claims, latest = self._worked_out(as_of)
            key = (claims.claims, tuple(claims.regimes.items()), claims.silent)
            self._known[turn] = (self._equal.setdefault(key, claims), latest)
        return self._known[turn]

    def _worked_out(self, as_of: date) -> tuple[Claims, Latest]:
        everything = self.place.everything
        over = self._releasing(as_of)
        regimes: dict[str, str] = {}
        silent = set()
        latest: Latest = {}
        first: dict[tuple[object, ...], Claim] = {}
        for at, group in zip(self.regimes, self.groups, strict=True):
            rule = self.place.left(at, as_of) if everything.counts(at, as_of) else None
            if rule is None:
                continue
            begins, regime = rule.first, everything.regime_of(rule, as_of)
            if regime != rule.regime:
                regimes[rule.series] = regime
            if regime in rule.ends_regime and self._ends_itself(at):
                silent.add(rule.id)
                continue
            said = (regime, rule.scope)
            latest[said] = max(begins, latest.get(said, begins))
            until, released = _releases(rule, regime, over) if over else (None, ())
            if rule.cuts:
                released = (*released, *_never_held(rule))
            key = (group, until, released)
            if key not in first or begins < first[key].first:
                first[key] = Claim(regime, rule.scope, begins, until, released)
        return Claims(tuple(first.values()), regimes, frozenset(silent)), latest

    def _ends_itself(self, at: int) -> bool:
        """Return whether rule ``at``, which ends its own regime, does so for all it is about."""
        rule = self.place.everything.rules[at]
        return self.place.acts_here(at) and within(rule.scope, rule.reach.scope)

    def _releasing(self, as_of: date) -> list[Rule]:
        """Return the records known by then that declare a regime over."""
        counting = [at for at in self.over if self.place.everything.counts(at, as_of)]
        void = self.place.void(counting, as_of)
        return [self.place.everything.rules[at] for at in counting if void[at] is not None]


def _never_held(rule: Rule) -> list[Release]:
    """Return for whom ``rule`` was over before it began."""
    return [(rule.first, cut.scope) for cut in rule.cuts if cut.last < rule.first and not cut.but]


def _releases(
    rule: Rule, regime: str, over: Iterable[Rule]
) -> tuple[date | None, tuple[Release, ...]]:
    """Return the day from which what ``rule`` began is declared over, and for whom else it is."""
    until: date | None = None
    released = []
    for other in over:
        if regime not in _ended_regimes(other) or not _may_release(other, rule, regime):
            continue
        if within(rule.scope, other.reach.scope):
            until = other.first if until is None else min(until, other.first)
        else:
            released.append((other.first, other.reach.scope))
    return until, tuple(released)


def _may_release(other: Rule, rule: Rule, regime: str) -> bool:
    """Return whether ``other`` may declare over what ``rule`` began; it reaches only back.

    What it began itself it ends by the regime's name only: a level that ends its series goes on.
    """
    if other.id == rule.id:
        return regime in other.ends_regime
    together = other.instrument != "" and other.instrument == rule.instrument
    return (
        not together
        and rule.issued_on <= other.issued_on
        and RANK[other.issuer] >= RANK[rule.issuer]
    )


def _ended_regimes(rule: Rule) -> tuple[str, ...]:
    """Return the regimes ``rule`` declares over: by name, or by ending their only series."""
    return (*rule.ends_regime, *rule.ends)
