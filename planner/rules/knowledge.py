"""What can be known from a book: its rules, how they act on one another, and since when."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.domain.areas import lineage
from planner.rules.record_base import Dated
from planner.rules.relations import Relations
from planner.rules.rule import Rule, day_before
from planner.rules.rule_records import (
    ExemptionRecord,
    InstrumentRecord,
    LevelTableRecord,
    PolicyRecord,
    Record,
)
from planner.rules.sources import instrument_of, rules_of

#: Days on which a record may teach something: its own and those of a later learned end.
TURNS: Final = ("known_on", "ended_known_on", "revoked_known_on")
#: An end: the day it became known, and the last day it leaves.
End = tuple[date, date]


@dataclass(slots=True, eq=False)
class Knowing:
    """All rules of a book, by their place in the list, with what teaches something of them.

    ``codes`` are all area codes that some record names, ``here`` the rules of a code, whose
    codes are ``ordered``; ``holding`` are the areas that hold one of them. ``ending_regimes``
    are the rules that may declare a regime over, ``disputes`` the pairs of rules from sources
    that disagree. ``ends`` are the ends that a record itself learned of, ``wrong_from`` is the
    day on which a correction of it is known. ``naming`` are the levels of a series that name its
    regime, first known first. ``ended`` are the rules that may end early by their own record or
    by another that names them, ``regimes`` all of which some rule is.
    """

    rules: Sequence[Rule]
    by_id: Mapping[str, Record]
    turns: Sequence[date]
    policies: Sequence[PolicyRecord]
    tables: Sequence[LevelTableRecord]
    exemptions: Sequence[ExemptionRecord]
    relations: Relations
    ends: Mapping[str, Sequence[End]]
    wrong_from: Mapping[str, date]
    codes: frozenset[str]
    here: Mapping[str, Sequence[int]]
    ordered: Sequence[str]
    holding: frozenset[str]
    ending_regimes: Sequence[int]
    disputes: Sequence[tuple[int, int]]
    naming: Mapping[str, Sequence[int]]
    ended: frozenset[int]
    regimes: frozenset[str]

    def inside(self, area_code: str) -> tuple[str, ...]:
        """Return the codes of rules for smaller areas inside an area."""
        if area_code not in self.holding:
            return ()
        prefix = f"{area_code}."
        first = bisect_right(self.ordered, prefix)
        last = first
        while last < len(self.ordered) and self.ordered[last].startswith(prefix):
            last += 1
        return tuple(self.ordered[first:last])

    def last_turn(self, as_of: date) -> date:
        """Return the latest day up to ``as_of`` on which something became known."""
        place = bisect_right(self.turns, as_of)
        return self.turns[place - 1] if place else date.min

    def taught(self, at: int) -> set[date]:
        """Return the days on which something of rule ``at`` itself became known."""
        rule = self.rules[at]
        days = {rule.known_on}
        for name in (rule.id, *rule.also):
            days.update(known_on for known_on, _ in self.ends.get(name, ()))
            if name in self.wrong_from:
                days.add(self.wrong_from[name])
        return days

    def counts(self, at: int, as_of: date) -> bool:
        """Return whether rule ``at`` is known on ``as_of`` and nothing says that it was wrong."""
        rule = self.rules[at]
        if rule.known_on > as_of:
            return False
        if not self.wrong_from:
            return True
        return all(self.right(name, as_of) for name in (rule.id, *rule.also))

    def right(self, name: str, as_of: date) -> bool:
        """Return whether no correction of the record called ``name`` is known on ``as_of``."""
        wrong_from = self.wrong_from.get(name)
        return wrong_from is None or as_of < wrong_from

    def regime_of(self, rule: Rule, as_of: date) -> str:
        """Return the regime of ``rule``: a level's is what its series is known to be of."""
        if rule.regime != rule.series or rule.series not in self.naming:
            return rule.regime
        known = (at for at in self.naming[rule.series] if self.counts(at, as_of))
        return next((self.rules[at].regime for at in known), rule.regime)

    def own_end(self, names: Iterable[str], as_of: date) -> date | None:
        """Return the earliest end that records of these ``names`` have learned of by then."""
        if not self.ends:
            return None
        ends = [
            last
            for name in names
            for known_on, last in self.ends.get(name, ())
            if known_on <= as_of
        ]
        return min(ends, default=None)

    def policies_on(self, as_of: date) -> tuple[PolicyRecord, ...]:
        """Return the versions of the office's policy known on ``as_of``."""
        return tuple(each for each in self.policies if self.known(each, as_of))

    def known(self, record: Record, as_of: date) -> bool:
        """Return whether ``record`` is known on ``as_of`` and not known to be wrong."""
        known_on = record.known_on
        return known_on is not None and known_on <= as_of and self.right(record.id, as_of)


def knowing(records: Sequence[Record]) -> Knowing:
    """Return what can be known from ``records``."""
    days = {getattr(record, name, None) for record in records for name in TURNS}
    rules, exemptions = sorted(rules_of(records), key=_issue), _exemptions(records)
    here, ends = _by_area(rules), _ends(records)
    relations = Relations.of(rules, exemptions)
    return Knowing(
        rules=rules,
        by_id={record.id: record for record in records},
        turns=sorted(day for day in days if day is not None),
        policies=[record for record in records if isinstance(record, PolicyRecord)],
        tables=[record for record in records if isinstance(record, LevelTableRecord)],
        exemptions=exemptions,
        relations=relations,
        ends=ends,
        wrong_from=_wrong_from(records),
        codes=_codes(here, rules, exemptions),
        here=here,
        ordered=sorted(here),
        holding=_holding(here),
        ending_regimes=_ending_regimes(rules),
        disputes=_disputes(rules),
        naming=_naming(rules),
        ended=frozenset(relations.enders) | _by_record(rules, ends),
        regimes=frozenset(rule.regime for rule in rules if rule.regime),
    )


def _issue(rule: Rule) -> tuple[date, date, str, str]:
    """Return what puts rules in order, so that the order of records decides nothing."""
    return rule.issued_on, rule.first, rule.title, rule.id


def _codes(
    here: Iterable[str], rules: Iterable[Rule], exemptions: Iterable[ExemptionRecord]
) -> frozenset[str]:
    reached = {code for rule in rules for code in rule.reach.areas}
    return frozenset(here) | reached | {code for each in exemptions for code in each.areas}


def _naming(rules: Sequence[Rule]) -> dict[str, list[int]]:
    naming: dict[str, list[int]] = {}
    named = [at for at, rule in enumerate(rules) if rule.series not in ("", rule.regime)]
    for at in sorted(named, key=lambda at: (rules[at].known_on, rules[at].id)):
        naming.setdefault(rules[at].series, []).append(at)
    return naming


def _disputes(rules: Sequence[Rule]) -> list[tuple[int, int]]:
    """Return the pairs of rules that dispute each other; one that only advises disputes nothing."""
    disputing = [at for at, rule in enumerate(rules) if rule.disputes and not rule.advisory]
    if not disputing:
        return []
    places: dict[str, list[int]] = {}
    for at, rule in enumerate(rules):
        places.setdefault(rule.id, []).append(at)
    return [
        (at, other)
        for at in disputing
        for name in rules[at].disputes
        for other in places.get(name, ())
        if other != at and not rules[other].advisory
    ]


def _ending_regimes(rules: Sequence[Rule]) -> tuple[int, ...]:
    """Return the rules that declare a regime over: by name, or by ending its only series."""
    regimes = {rule.regime for rule in rules if rule.regime}
    return tuple(
        at
        for at, rule in enumerate(rules)
        if (rule.ends or rule.ends_regime) and regimes & {*rule.ends_regime, *rule.ends}
    )


def _by_area(rules: Iterable[Rule]) -> dict[str, list[int]]:
    here: dict[str, list[int]] = {}
    for at, rule in enumerate(rules):
        for code in rule.areas:
            here.setdefault(code, []).append(at)
    return here


def _holding(codes: Iterable[str]) -> frozenset[str]:
    """Return the areas that hold one of ``codes`` inside them, but for the nation."""
    holding: set[str] = set()
    for code in codes:
        for area in lineage(code)[1:-1]:
            if area in holding:
                break
            holding.add(area)
    return frozenset(holding)


def _by_record(rules: Sequence[Rule], ends: Collection[str]) -> set[int]:
    """Return the rules whose own record, or another they rest on, is among those with ``ends``."""
    if not ends:
        return set()
    names = ((at, name) for at, rule in enumerate(rules) for name in (rule.id, *rule.also))
    return {at for at, name in names if name in ends}


def _ends(records: Iterable[Record]) -> dict[str, list[End]]:
    ends: dict[str, list[End]] = {}
    for record in records:
        if not isinstance(record, Dated):
            continue
        if record.ended_on and record.ended_known_on:
            ends.setdefault(record.id, []).append((record.ended_known_on, record.ended_on))
        if record.revoked_on and record.revoked_known_on:
            last = day_before(record.revoked_on)
            ends.setdefault(record.id, []).append((record.revoked_known_on, last))
    return ends


def _wrong_from(records: Iterable[Record]) -> dict[str, date]:
    """Return the first day on which a correction of each corrected record is known."""
    days: dict[str, date] = {}
    for record in records:
        if record.corrects is not None and record.known_on is not None:
            days[record.corrects] = min(days.get(record.corrects, date.max), record.known_on)
    return days


def _exemptions(records: Iterable[Record]) -> list[ExemptionRecord]:
    """Return the exemptions, each with its own issuer or that of its instrument."""
    everything = list(records)
    instruments = {each.id: each for each in everything if isinstance(each, InstrumentRecord)}
    exemptions = []
    for record in everything:
        if isinstance(record, ExemptionRecord):
            instrument = instrument_of(record, instruments)
            whose = record.issuer or (None if instrument is None else instrument.issuer)
            exemptions.append(record.model_copy(update={"issuer": whose}))
    return sorted(exemptions, key=lambda each: (each.first, each.title, each.id))
