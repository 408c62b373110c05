"""Scenes: the rules in force together, apart from the day and the place they are in force.

Few combinations of rules occur on the many days and places there are, so what a combination
says of a visit is worked out once and remembered in its scene.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from planner.domain.decisions import Ask
from planner.domain.vocabulary import Line
from planner.rules.field_types import NO_EFFECTS, Effects
from planner.rules.rule import Rule
from planner.rules.rule_records import ExemptionRecord, LevelTableRecord, PolicyRecord

#: A rule with what it does to a visit.
Acting = tuple[Rule, Effects]


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """What levels and zones mean on a day: the office's policy and the tables of each series.

    ``levels`` holds the tables' effects with their records, by series and level.
    """

    policy: PolicyRecord | None
    levels: Mapping[tuple[str, int], Sequence[tuple[LevelTableRecord, Effects]]]
    _acted: dict[tuple[Rule, Line], list[Acting]] = field(default_factory=dict)

    def acted(self, rule: Rule, line: Line) -> list[Acting]:
        """Return what a level or zone does to visits of ``line``, a pair for each record.

        Levels and zones without a policy do nothing.
        """
        found = self._acted.get((rule, line))
        if found is None:
            found = self._acted[rule, line] = self._worked_out(rule, line)
        return found

    def _worked_out(self, rule: Rule, line: Line) -> list[Acting]:
        if self.policy is None:
            return []
        by_line: Mapping[Line, Effects] | None
        if rule.level is not None:
            by_line = self.policy.by_level.get(rule.level)
        else:
            by_line = self.policy.by_zone.get(rule.zone)  # type: ignore[call-overload]
        pairs: list[Acting] = []
        if by_line is not None:
            told = replace(rule, also=(*rule.also, self.policy.id))
            pairs.append((told, by_line.get(line, NO_EFFECTS)))
        for table, effects in self.levels.get((rule.series, rule.level or 0), ()):
            meant = replace(rule, also=(*rule.also, table.id))
            pairs.append((meant, effects))
        return pairs


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """All versions of the policy and of the level tables known together."""

    policies: tuple[PolicyRecord, ...]
    levels: tuple[LevelTableRecord, ...]
    _days: dict[date, Meaning] = field(default_factory=dict)
    _meanings: dict[tuple[str, ...], Meaning] = field(default_factory=dict)

    def policy_on(self, day: date) -> PolicyRecord | None:
        """Return the version of the policy that holds on ``day``, if any."""
        valid = [policy for policy in self.policies if policy.valid_from <= day]
        return max(valid, key=lambda policy: (policy.valid_from, policy.known_on), default=None)

    def on(self, day: date) -> Meaning:
        """Return what levels and zones mean on ``day``; equal meanings are one object."""
        found = self._days.get(day)
        if found is None:
            policy = self.policy_on(day)
            valid = [table for table in self.levels if table.valid_from <= day]
            valid.sort(key=lambda table: (table.valid_from, table.known_on, table.id))
            key = ("" if policy is None else policy.id, *(table.id for table in valid))
            if key not in self._meanings:
                self._meanings[key] = Meaning(policy, _newest(valid))
            found = self._days[day] = self._meanings[key]
        return found


def _newest(
    tables: Iterable[LevelTableRecord],
) -> dict[tuple[str, int], list[tuple[LevelTableRecord, Effects]]]:
    """Return the newest statement on each dimension; ``tables`` are oldest first."""
    said: dict[tuple[str, int], dict[str, LevelTableRecord]] = {}
    for table in tables:
        for level, effects in table.levels.items():
            dimensions = said.setdefault((table.series, level), {})
            for name in effects.model_fields_set:
                dimensions[name] = table
    found: dict[tuple[str, int], list[tuple[LevelTableRecord, Effects]]] = {}
    for key, dimensions in said.items():
        for table in {by.id: by for by in dimensions.values()}.values():
            full = table.levels[key[1]]
            kept = {name: getattr(full, name) for name, by in dimensions.items() if by is table}
            found.setdefault(key, []).append((table, NO_EFFECTS.model_copy(update=kept)))
    return found


@dataclass(slots=True, eq=False)
class Scene:
    """Rules in force together. ``memory`` holds what was worked out of them, by question number.

    ``shapes`` is the memory of what effects do together, shared by all scenes of a book.
    ``standing`` are left after delegated rules were displaced, ``displaced`` are those;
    ``ended`` would be in force had nothing ended them. ``covered`` is whether a regime says
    what applies, ``disputed`` the ids of rules on which sources disagree.
    """

    standing: tuple[Rule, ...]
    displaced: tuple[Rule, ...]
    ended: tuple[Rule, ...]
    exemptions: tuple[ExemptionRecord, ...]
    meaning: Meaning
    covered: bool
    disputed: tuple[str, ...]
    shapes: dict[object, Any]
    memory: dict[int, Any] = field(default_factory=dict)


class Scenes:
    """All scenes met so far; equal ones are one object."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], Scene] = {}
        self._tables: dict[tuple[str, ...], Tables] = {}
        self._shapes: dict[object, Any] = {}
        self._questions: dict[tuple[object, ...], int] = {}

    def number_of(self, ask: Ask) -> int:
        """Return what stands for all of ``ask`` but its place: equal ones have equal answers."""
        return self._questions.setdefault(_but_its_place(ask), len(self._questions))

    def tables(
        self, policies: Sequence[PolicyRecord], levels: Sequence[LevelTableRecord]
    ) -> Tables:
        """Return the tables of these versions."""
        key = (*(policy.id for policy in policies), "", *(table.id for table in levels))
        if key not in self._tables:
            self._tables[key] = Tables(tuple(policies), tuple(levels))
        return self._tables[key]

    def scene(
        self,
        *,
        in_force: tuple[Rule, ...],
        ended: tuple[Rule, ...],
        exemptions: tuple[ExemptionRecord, ...],
        tables: Meaning,
        covered: bool,
        disputed: tuple[str, ...],
    ) -> Scene:
        """Return the scene of these rules."""
        key = (in_force, ended, exemptions and _ids(exemptions), tables, covered, disputed)
        found = self._known.get(key)
        if found is None:
            standing, displaced = _undisplaced(in_force)
            parts = (standing, displaced, ended, exemptions, tables, covered, disputed)
            found = self._known[key] = Scene(*parts, self._shapes)
        return found


def _but_its_place(ask: Ask) -> tuple[object, ...]:
    return (
        ask.line,
        ask.urgency,
        ask.services,
        ask.venue,
        ask.people,
        ask.crew,
        ask.residents,
        ask.vaccinated,
        ask.ages,
    )


def _ids(exemptions: Iterable[ExemptionRecord]) -> tuple[tuple[str, date | None], ...]:
    return tuple((exemption.id, exemption.last) for exemption in exemptions)


def _undisplaced(rules: Sequence[Rule]) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """Return the rules that stand, and the delegated ones their delegate has displaced.

    An override of the level takes the place of levels given by assessment.
    """
    overrides = any(rule.level is not None and not rule.series for rule in rules)
    if not overrides and not any(rule.displaces for rule in rules):
        return tuple(rules), ()
    named = {(target, rule.issuer) for rule in rules for target in rule.displaces}
    out = {rule.id for rule in rules if (rule.id, rule.delegated_to) in named}
    if overrides:
        out |= {rule.id for rule in rules if rule.series}
    kept = tuple(rule for rule in rules if rule.id not in out)
    return kept, tuple(rule for rule in rules if rule.id in out)
