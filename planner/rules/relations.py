"""Which records a record may end, lift or displace: by name, by rank, and only looking back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from planner.domain.vocabulary import IssuerLevel
from planner.rules.rule import Rule
from planner.rules.rule_records import ExemptionRecord

#: Who stands above whom; a delegation lets a lower one decide all the same.
RANK: Final = {
    IssuerLevel.NATIONAL: 4,
    IssuerLevel.PROVINCE: 3,
    IssuerLevel.CITY: 2,
    IssuerLevel.OFFICE: 1,
}


#: Whether a rule is known, by its place in the list.
WhetherKnown = Callable[[int], bool]


def outranks(issuer: IssuerLevel, target: IssuerLevel, delegated_to: IssuerLevel | None) -> bool:
    """Return whether ``issuer`` may undo what ``target`` ordered, or left to somebody."""
    return RANK[issuer] >= RANK[target] or issuer is delegated_to


def names_of(rule: Rule) -> Iterable[str]:
    """Return the names under which other records end, lift or displace ``rule``."""
    if not rule.also and not rule.series and not rule.instrument:
        return (rule.id,)
    return {rule.id, *rule.also, rule.series, rule.instrument} - {""}


def reaches(ending: Rule, target: Rule, name: str) -> bool:
    """Return whether ``ending`` may end ``target``, which it names ``name``.

    By id or instrument it ends just what it names, whenever that became known. A series it
    ends as far as it was issued by then, never what stands in the same instrument.
    """
    if not outranks(ending.issuer, target.issuer, target.delegated_to):
        return False
    if name != target.series:
        return True
    together = ending.instrument != "" and ending.instrument == target.instrument
    return not together and target.issued_on <= ending.issued_on


@dataclass(slots=True, eq=False)
class Relations:
    """Who ends, lifts and displaces whom among ``rules``, by their place in the list.

    ``enders`` are the rules that may end a rule, ``ending`` those that may end an exemption.
    """

    rules: Sequence[Rule]
    by_name: Mapping[str, Sequence[int]]
    enders: Mapping[int, Sequence[int]]
    ending: Mapping[str, Sequence[int]]
    _extended_by: Mapping[str, Sequence[int]] = field(default_factory=dict)
    _named: dict[tuple[object, ...], frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, rules: Sequence[Rule], exemptions: Iterable[ExemptionRecord]) -> Relations:
        """Return the relations among ``rules`` and ``exemptions``."""
        by_name: dict[str, list[int]] = {}
        extended_by: dict[str, list[int]] = {}
        for at, rule in enumerate(rules):
            for name in names_of(rule):
                by_name.setdefault(name, []).append(at)
            if rule.extends:
                extended_by.setdefault(rule.extends, []).append(at)
        relations = cls(rules, by_name, {}, {}, extended_by)
        relations.enders = relations._enders()
        relations.ending = relations._ending(exemptions)
        return relations

    @property
    def extending(self) -> bool:
        """Whether some rule extends another."""
        return bool(self._extended_by)

    def order(self, at: int) -> tuple[object, ...]:
        """Return what rules are sorted by: who begins first acts first, else the last known."""
        rule = self.rules[at]
        return (-rule.first.toordinal(), rule.known_on, rule.id)

    def extended(self, at: int) -> list[int]:
        """Return the rules that rule ``at`` extends, directly or through others."""
        chain: list[int] = []
        new = [at]
        while new:
            extends = self.rules[new.pop()].extends
            fresh = [each for each in self.by_name.get(extends, ()) if each not in chain]
            chain += fresh
            new += fresh
        return chain

    def named(self, targets: Iterable[int], known: WhetherKnown) -> list[Rule]:
        """Return the rules ``targets``, and what extends them through rules that are known."""
        places = set(targets)
        new = list(places)
        while new and self._extended_by:
            follows = self._extended_by.get(self.rules[new.pop()].id, ())
            fresh = [at for at in follows if at not in places and known(at)]
            places.update(fresh)
            new += fresh
        return [self.rules[at] for at in places]

    def displaced_by(self, rule: Rule, known: WhetherKnown, turn: date) -> frozenset[str]:
        """Return the ids of the delegated rules that ``rule`` displaces while it holds.

        ``known`` tells which rules were known by the ``turn`` of knowledge.
        """
        key = ("displaced", rule.id, turn)
        if key not in self._named:
            named = [at for name in rule.displaces for at in self.by_name.get(name, ())]
            mine = [at for at in named if self.rules[at].delegated_to is rule.issuer and known(at)]
            self._named[key] = frozenset(each.id for each in self.named(mine, known))
        return self._named[key]

    def lifted(self, exemption: ExemptionRecord, known: WhetherKnown, turn: date) -> frozenset[str]:
        """Return the ids of the rules ``exemption`` may lift, with those that extend them."""
        key = ("lifted", exemption.id, turn)
        if key not in self._named:
            here = (self.by_name, self._extended_by)
            named = [at for name in exemption.lifts for by in here for at in by.get(name, ())]
            rules = self.named(filter(known, named), known)
            issuer = exemption.issuer
            if issuer is not None:
                rules = [each for each in rules if outranks(issuer, each.issuer, each.delegated_to)]
            self._named[key] = frozenset(each.id for each in rules)
        return self._named[key]

    def _enders(self) -> dict[int, list[int]]:
        enders: dict[int, list[int]] = {}
        for at, rule in enumerate(self.rules):
            if not rule.ends:
                continue
            named = {
                target
                for name in rule.ends
                for target in self.by_name.get(name, ())
                if target != at and reaches(rule, self.rules[target], name)
            }
            for target in named:
                enders.setdefault(target, []).append(at)
        return enders

    def _ending(self, exemptions: Iterable[ExemptionRecord]) -> dict[str, list[int]]:
        named: dict[str, list[int]] = {}
        for at, rule in enumerate(self.rules):
            for name in rule.ends:
                named.setdefault(name, []).append(at)
        ending: dict[str, list[int]] = {}
        for each in exemptions:
            names = {each.id, each.instrument} - {None}
            by_name = {at for name in names for at in named.get(str(name), ())}
            may = [at for at in sorted(by_name) if self._may_end(self.rules[at], each)]
            if may:
                ending[each.id] = may
        return ending

    def _may_end(self, rule: Rule, exemption: ExemptionRecord) -> bool:
        return exemption.issuer is None or outranks(rule.issuer, exemption.issuer, None)
