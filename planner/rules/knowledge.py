"""What is known on a day: later learned ends, corrections, replacements and revocations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from planner.domain.areas import lineage
from planner.rules.rule import ONE_DAY, Rule
from planner.rules.rule_records import (
    Dated,
    ExemptionRecord,
    LevelTableRecord,
    PolicyRecord,
    Record,
)
from planner.rules.scenes import Scenes
from planner.rules.sources import rules_of
from planner.rules.view import View

#: Days on which a record may teach something: its own and those of a later learned end.
_TURNS = ("known_on", "ended_known_on", "revoked_known_on")


@dataclass(slots=True, eq=False)
class Knowing:
    """All rules of a book with the days on which the picture turned.

    ``tables`` are what rules are read with, ``corrections`` the records that correct others,
    ``ending`` the ids of those that learned of an end later. Cut rules are kept by rule and
    last day, so that views of different days share them.
    """

    rules: list[Rule]
    by_id: Mapping[str, Record]
    turns: Sequence[date]
    tables: Sequence[PolicyRecord | LevelTableRecord | ExemptionRecord]
    corrections: Sequence[Record]
    ending: frozenset[str]
    _cut: dict[tuple[Rule, date], Rule] = field(default_factory=dict)

    def last_turn(self, as_of: date) -> date:
        """Return the latest day up to ``as_of`` on which something became known."""
        place = bisect_right(self.turns, as_of)
        return self.turns[place - 1] if place else as_of

    def view(self, as_of: date, scenes: Scenes) -> View:
        """Return what is known on ``as_of``."""
        wrong = {record.corrects for record in self.corrections if _known(record, as_of)}
        given = [rule for rule in self.rules if rule.known_on <= as_of]
        if wrong:
            given = [rule for rule in given if not wrong & {rule.id, *rule.also}]
        standing: list[Rule | None] = [
            self._after_own_end(rule, as_of) if rule.also or rule.id in self.ending else rule
            for rule in given
        ]
        self._after_relations(standing)
        self._newer_levels_win(standing)
        kept = [
            record for record in self.tables if _known(record, as_of) and record.id not in wrong
        ]
        return View.of(
            as_of,
            given=given,
            standing=standing,
            policies=[record for record in kept if isinstance(record, PolicyRecord)],
            tables=[record for record in kept if isinstance(record, LevelTableRecord)],
            exemptions=_exemptions(kept, as_of),
            scenes=scenes,
        )

    def _after_own_end(self, rule: Rule, as_of: date) -> Rule | None:
        """Return ``rule`` after the ends its own records have learned of by ``as_of``."""
        for rule_id in (rule.id, *rule.also):
            end = _own_end(self.by_id[rule_id], as_of)
            if end is not None:
                ended = self._ended(rule, end)
                if ended is None:
                    return None
                rule = ended
        return rule

    def _after_relations(self, standing: list[Rule | None]) -> None:
        """Cut what rules replace, revoke and cut short of each other.

        The latest known acts first: one that is itself void by then ends nothing.
        """
        places: dict[str, list[int]] = {}
        acting = []
        for place, rule in enumerate(standing):
            if rule is None:
                continue
            for name in {rule.id, rule.series}:
                places.setdefault(name, []).append(place)
            if rule.ends:
                acting.append(place)
        acting.sort(key=lambda place: _order(standing[place]), reverse=True)
        for place in acting:
            rule = standing[place]
            if rule is None:
                continue
            for target in {at for name in rule.ends for at in places.get(name, ())} - {place}:
                ended = standing[target]
                if ended is not None:
                    standing[target] = self._ended(ended, rule.first - ONE_DAY)

    def _newer_levels_win(self, standing: list[Rule | None]) -> None:
        """End a level on the day before a later known one of its series begins."""
        levels = [(place, rule) for place, rule in enumerate(standing) if rule and rule.series]
        levels.sort(key=lambda pair: pair[1].known_on, reverse=True)
        begins: dict[tuple[str, tuple[str, ...]], date] = {}
        waiting: list[Rule] = []
        for place, rule in levels:
            if waiting and waiting[0].known_on > rule.known_on:
                for newer in waiting:
                    key = (newer.series, newer.areas)
                    begins[key] = min(begins.get(key, date.max), newer.first)
                waiting = []
            waiting.append(rule)
            cuts = [
                first
                for (series, areas), first in begins.items()
                if series == rule.series and holds_all(areas, rule.areas)
            ]
            if cuts:
                standing[place] = self._ended(rule, min(cuts) - ONE_DAY)

    def _ended(self, rule: Rule, end: date) -> Rule | None:
        """Return ``rule`` cut short at ``end``; None when nothing of it is left."""
        if rule.last is not None and rule.last <= end:
            return rule
        if end < rule.first:
            return None
        key = (rule, end)
        if key not in self._cut:
            self._cut[key] = replace(rule, last=end)
        return self._cut[key]


def knowing(records: Sequence[Record]) -> Knowing:
    """Return what can be known from ``records``."""
    days = {getattr(record, name, None) for record in records for name in _TURNS}
    read = (PolicyRecord, LevelTableRecord, ExemptionRecord)
    return Knowing(
        rules=rules_of(records),
        by_id={record.id: record for record in records},
        turns=sorted(day for day in days if day is not None),
        tables=[record for record in records if isinstance(record, read)],
        corrections=[record for record in records if record.corrects is not None],
        ending=frozenset(
            record.id
            for record in records
            if isinstance(record, Dated) and (record.ended_on or record.revoked_on)
        ),
    )


def holds_all(wider: Collection[str], areas: Iterable[str]) -> bool:
    """Return whether every one of ``areas`` lies in one of ``wider``."""
    return all(any(code in wider for code in lineage(area)) for area in areas)


def _order(rule: Rule | None) -> tuple[date, date, str]:
    return (date.min, date.min, "") if rule is None else (rule.known_on, rule.first, rule.id)


def _known(record: Record, as_of: date) -> bool:
    return record.known_on is not None and record.known_on <= as_of


def _own_end(record: Record, as_of: date) -> date | None:
    """Return the earliest end the record itself has learned of by ``as_of``."""
    ends = []
    if isinstance(record, Dated):
        if record.ended_on and record.ended_known_on and record.ended_known_on <= as_of:
            ends.append(record.ended_on)
        if record.revoked_on and record.revoked_known_on and record.revoked_known_on <= as_of:
            ends.append(record.revoked_on - ONE_DAY)
    return min(ends, default=None)


def _exemptions(kept: Iterable[Record], as_of: date) -> list[ExemptionRecord]:
    """Return the exemptions, each with the end known by then."""
    found = []
    for record in kept:
        if isinstance(record, ExemptionRecord):
            end = _own_end(record, as_of)
            shorter = end is not None and (record.last is None or end < record.last)
            found.append(record.model_copy(update={"last": end}) if shorter else record)
    return found
