"""The rules of one place: how long each stands there, as known on a day."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from types import MappingProxyType
from typing import Any, Final

from planner.rules.field_types import EVERYBODY, NO_EFFECTS, Scope
from planner.rules.knowledge import Knowing
from planner.rules.relations import RANK
from planner.rules.rule import Rule, covers_days, day_before
from planner.rules.rule_records import ExemptionRecord
from planner.rules.scoping import Cut, within

#: What is left of something: its last day (None: no end known), and ends for some people.
Left = tuple[date | None, tuple[Cut, ...]]
#: What a rule lacks on days on which it does not repeat.
IDLE: Final[Mapping[str, Any]] = MappingProxyType({"effects": NO_EFFECTS, "level": None})
#: A rule that may end another, and for whom.
Ender = tuple[int, Scope]
NONE_NEWER: Final[Mapping[int, Sequence[int]]] = MappingProxyType({})


@dataclass(slots=True, eq=False)
class AreaRules:
    """All rules that concern one area, whenever they became known.

    Areas that the same rules concern share their place. ``around`` are the codes, from the
    area up to the nation, that some rule names. What is worked out is kept by the number of
    days that had taught something of it by then, so days of equal knowledge share it.
    """

    everything: Knowing
    around: tuple[str, ...]
    rules: Sequence[int]
    newer: Mapping[int, Sequence[int]]
    _turns: dict[int, tuple[date, ...]] = field(default_factory=dict)
    _left: dict[tuple[object, ...], Rule | None] = field(default_factory=dict)

    @classmethod
    def of(cls, everything: Knowing, around: tuple[str, ...]) -> AreaRules:
        """Return the place of these area codes."""
        lists = [everything.here[code] for code in around if code in everything.here]
        rules = lists[0] if len(lists) == 1 else sorted({at for some in lists for at in some})
        if len(rules) == 1:
            return cls(everything, around, rules, NONE_NEWER)
        levels = [at for at in rules if everything.rules[at].series]
        newer = _newer(everything, levels, _ending(everything, rules)) if levels else NONE_NEWER
        return cls(everything, around, rules, newer)

    def turns(self, at: int) -> tuple[date, ...]:
        """Return the days on which what is left of rule ``at`` here may have changed."""
        if not self.everything.wrong_from and self.plain(at):
            return (self.everything.rules[at].known_on,)
        days = self._turns.get(at)
        if days is None:
            acting = {at, *[each for each, _ in self._acting_on(at)]}
            days = self._turns[at] = tuple(sorted(self._taught(acting)))
        return days

    def exemption_turns(self, record: ExemptionRecord) -> set[date]:
        """Return the days on which what is left of an exemption here may have changed."""
        everything = self.everything
        days = {known_on for known_on, _ in everything.ends.get(record.id, ())}
        own = (record.known_on, everything.wrong_from.get(record.id))
        days |= {day for day in own if day is not None}
        return days | self._taught(everything.relations.ending.get(record.id, ()))

    def left(self, at: int, as_of: date) -> Rule | None:
        """Return rule ``at`` as it stands here on ``as_of``, None where nothing is left of it.

        A rule that does not count by then is not asked about.
        """
        if self.plain(at):
            return self.everything.rules[at]
        key = (at, bisect_right(self.turns(at), as_of))
        if key not in self._left:
            self._left[key] = self._worked_out(at, as_of)
        return self._left[key]

    def plain(self, at: int) -> bool:
        """Return whether nothing can end rule ``at`` before its last day."""
        return at not in self.everything.ended and at not in self.newer

    def exemption(self, record: ExemptionRecord, as_of: date) -> Left | None:
        """Return what is left of an exemption here, None where nothing is."""
        end = self.everything.own_end((record.id,), as_of)
        ends = [day for day in (record.last, end) if day is not None]
        enders = self.everything.relations.ending.get(record.id, ())
        here = [at for at in enders if self.acts_here(at)]
        reaching = [(at, self.everything.rules[at].reach.scope) for at in here]
        last, cuts = self._ended((min(ends, default=None), ()), None, reaching, as_of)
        return None if last is not None and last < record.first else (last, cuts)

    def made(self, rule: Rule, last: date | None, cuts: tuple[Cut, ...]) -> Rule:
        """Return ``rule`` with this last day and these ends for some, one object for equal ones."""
        if last == rule.last and cuts == rule.cuts:
            return rule
        key = (rule, last, cuts)
        made = self._left.get(key)
        if made is None:
            made = self._left[key] = replace(rule, last=last, cuts=cuts)
        return made

    def without(self, rule: Rule, day: date) -> Rule:
        """Return ``rule`` as it concerns people on ``day``, without whom its ends leave out."""
        gone = tuple(cut for cut in rule.cuts if cut.last < day)
        if not gone:
            return rule
        key = (rule, "without", gone)
        made = self._left.get(key)
        if made is None:
            made = self._left[key] = replace(rule, left_out=gone)
        return made

    def repeated(self, rule: Rule, day: date) -> Rule | None:
        """Return ``rule``, which repeats, as it is on ``day``: until the end of its days in a row.

        On other days it has no effects; None where it then says nothing at all.
        """
        if rule.repeats is None:
            return rule
        if not rule.repeats.holds(day):
            if not (covers_days(rule) or rule.displaces):
                return None
            return self._made_once((rule, "idle"), rule, IDLE)
        end = rule.repeats.run_end(day)
        if end is None or (rule.last is not None and rule.last <= end):
            return rule
        return self._made_once((rule, "run", end), rule, {"last": end})

    def _made_once(self, key: tuple[object, ...], rule: Rule, update: Mapping[str, Any]) -> Rule:
        made = self._left.get(key)
        if made is None:
            made = self._left[key] = replace(rule, **update)
        return made

    def _acting_on(self, at: int) -> list[Ender]:
        """Return the rules that may end rule ``at`` in this place, by name or as a later level."""
        rules = self.everything.rules
        enders = self.everything.relations.enders.get(at, ())
        named = [(each, rules[each].reach.scope) for each in enders if self.acts_here(each)]
        rank = RANK[rules[at].issuer]
        later = [each for each in self.newer.get(at, ()) if RANK[rules[each].issuer] >= rank]
        return [*named, *[(each, EVERYBODY) for each in later]]

    def acts_here(self, at: int) -> bool:
        """Return whether the relations of rule ``at`` act in this place."""
        return any(code in self.around for code in self.everything.rules[at].reach.areas)

    def _worked_out(self, at: int, as_of: date) -> Rule | None:
        rule = self.everything.rules[at]
        left = (self._own_last(at, as_of), ())
        last, cuts = self._ended(left, rule, self._acting_on(at), as_of)
        if last is not None and last < rule.first:
            return None
        return self.made(rule, last, cuts)

    def _own_last(self, at: int, as_of: date) -> date | None:
        """Return the last day of a rule after the ends that it has learned of itself."""
        rule = self.everything.rules[at]
        end = self.everything.own_end((rule.id, *rule.also), as_of)
        return rule.last if end is None or (rule.last and rule.last <= end) else end

    def _ended(self, left: Left, rule: Rule | None, enders: Iterable[Ender], as_of: date) -> Left:
        """Return what the records ``enders`` leave of something (``rule``, or an exemption)."""
        counting = [ender for ender in enders if self.everything.counts(ender[0], as_of)]
        if not counting:
            return left
        void = self.void([at for at, _ in counting], as_of)
        for at, scope in counting:
            but = void[at]
            if but is not None:
                cut = Cut(day_before(self.everything.rules[at].first), scope, but)
                left = _cut(left, rule, cut)
        return left

    def void(self, asked: Sequence[int], as_of: date) -> dict[int, tuple[Cut, ...] | None]:
        """Return for each of these whom it is void for; None: for everybody.

        A record is void that ended before it began. Only records that act before it can make
        it so: those that begin before it, or on its day and are known later.
        """
        everything, rules = self.everything, self.everything.rules
        void: dict[int, tuple[Cut, ...] | None] = {}
        for at in sorted(self._voiders(asked), key=everything.relations.order, reverse=True):
            rule = rules[at]
            left: Left = (self._own_last(at, as_of), ())
            for other, scope in self._voiding(at):
                but = void.get(other)
                if but is not None and everything.counts(other, as_of):
                    cut = Cut(day_before(rules[other].first), scope, but)
                    left = _cut(left, rule, cut)
            if left[0] is not None and left[0] < rule.first:
                void[at] = None
            else:
                void[at] = tuple(cut for cut in left[1] if cut.last < rule.first)
        return void

    def _taught(self, asked: Iterable[int]) -> set[date]:
        """Return the days on which anything on which the effect of ``asked`` hangs was known."""
        return {day for each in self._voiders(asked) for day in self.everything.taught(each)}

    def _voiders(self, asked: Iterable[int]) -> set[int]:
        """Return ``asked`` and all rules on which it hangs whether they end anything."""
        hanging = set(asked)
        new = list(hanging)
        while new:
            fresh = [at for at, _ in self._voiding(new.pop()) if at not in hanging]
            hanging.update(fresh)
            new += fresh
        return hanging

    def _voiding(self, at: int) -> list[Ender]:
        """Return the rules that can end rule ``at`` here before it begins."""
        enders = self._acting_on(at)
        if not enders:
            return enders
        order = self.everything.relations.order
        place = order(at)
        return [ender for ender in enders if order(ender[0]) > place]


def _cut(left: Left, rule: Rule | None, cut: Cut) -> Left:
    """Return ``left`` cut short; an end for all whom the rule is about is its last day."""
    last, cuts = left
    if last is not None and last <= cut.last:
        return left
    whole = cut.scope is EVERYBODY or (rule is not None and within(rule.scope, cut.scope))
    if whole and not cut.but:
        return cut.last, tuple(each for each in cuts if each.last < cut.last)
    return last, (*cuts, cut)


def _ending(everything: Knowing, rules: Sequence[int]) -> set[int]:
    """Return the levels of other places that may end some of ``rules``."""
    enders = everything.relations.enders
    levels = {each for at in rules for each in enders.get(at, ()) if everything.rules[each].series}
    return levels.difference(rules) if levels else levels


def _newer(
    everything: Knowing, levels: Sequence[int], others: Collection[int]
) -> dict[int, list[int]]:
    """Return for each level the later issued ones of its series that begin before it ends.

    ``others`` are levels of other places, which end none of those here.

    Records that dispute one another say the same thing from two sources: none ends another.
    """
    newer: dict[int, list[int]] = {}
    rules = everything.rules
    ordered = sorted(
        (*levels, *others), key=lambda at: (rules[at].series, rules[at].issued_on), reverse=True
    )
    for _, series in groupby(ordered, key=lambda at: rules[at].series):
        later: list[tuple[date, int]] = []
        for _, same_day in groupby(series, key=lambda at: rules[at].issued_on):
            issued = list(same_day)
            for at in issued:
                last = rules[at].last or date.max
                until = bisect_right(later, (last, len(rules)))
                ending = [one for _, one in later[:until] if not _dispute(rules[one], rules[at])]
                if ending:
                    newer[at] = ending
            for at in set(issued).difference(others):
                insort(later, (rules[at].first, at))
    return newer


def _dispute(one: Rule, other: Rule) -> bool:
    return other.id in one.disputes or one.id in other.disputes
