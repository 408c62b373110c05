"""Scenes: the rules in force together, apart from the day and the place they are in force.

Few combinations of rules occur on the many days and places there are, so what a combination
says of a visit is worked out once and remembered in its scene.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter
from typing import Any, Final, NamedTuple

from planner.domain.decisions import Ask
from planner.domain.vocabulary import Line
from planner.rules.claims import OpenClaim
from planner.rules.field_types import NO_EFFECTS, Effects, values_of
from planner.rules.rule import Rule
from planner.rules.rule_records import ExemptionRecord, LevelTableRecord, PolicyRecord
from planner.rules.scoping import Cut

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
        """Return what a rule with a level or zone does to visits of ``line``, by record.

        Its own effects count beside those of its level or zone. What the policy does not
        name is not among them: see :meth:`silent`.
        """
        acting = self._acted.get((rule, line))
        if acting is None:
            acting = self._acted[rule, line] = self._worked_out(rule, line)
        return acting

    def silent(self, rule: Rule, line: Line) -> bool:
        """Return whether the policy does not say what the rule's level or zone means."""
        return self._by_policy(rule, line) is None

    def tables_of(self, rule: Rule) -> Iterator[tuple[LevelTableRecord, Effects]]:
        """Yield what tables say of the rule's level: those of its series, of all without one."""
        for (series, level), said in self.levels.items():
            if level == rule.level and rule.series in ("", series):
                yield from said

    def _by_policy(self, rule: Rule, line: Line) -> Effects | None:
        if self.policy is None:
            return None
        by_line: Mapping[Line, Effects] | None
        if rule.level is not None:
            by_line = self.policy.by_level.get(rule.level)
        else:
            by_line = self.policy.by_zone.get(rule.zone)  # type: ignore[call-overload]
        return None if by_line is None else by_line.get(line)

    def _worked_out(self, rule: Rule, line: Line) -> list[Acting]:
        pairs: list[Acting] = []
        said = self._by_policy(rule, line)
        if said is not None and self.policy is not None:
            by_policy = replace(
                rule,
                effects=said,
                also=(*rule.also, self.policy.id),
                policy=self.policy.id,
                title=f"kebijakan kantor untuk {rule.title}",
                title_en=f"the office's policy for {rule.named_en}",
            )
            pairs.append((by_policy, said))
        for table, effects in self.tables_of(rule):
            named_en = table.title_en or f"a table of levels ({table.id})"
            by_table = replace(
                rule,
                effects=effects,
                also=(*rule.also, table.id),
                instrument=table.instrument or "",
                title=table.title,
                title_en=named_en,
            )
            pairs.append((by_table, effects))
        own = rule.effects.model_copy(update={"level": None})
        if values_of(own) != values_of(NO_EFFECTS):
            pairs.append((rule, own))
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
        return self.on(day).policy

    def on(self, day: date) -> Meaning:
        """Return what levels and zones mean on ``day``; equal meanings are one object."""
        meaning = self._days.get(day)
        if meaning is None:
            policy = self._holding(day)
            valid = [table for table in self.levels if table.valid_from <= day]
            valid.sort(key=lambda table: (table.valid_from, table.known_on, table.id))
            key = ("" if policy is None else policy.id, *(table.id for table in valid))
            if key not in self._meanings:
                self._meanings[key] = Meaning(policy, _newest(valid))
            meaning = self._days[day] = self._meanings[key]
        return meaning

    def _holding(self, day: date) -> PolicyRecord | None:
        """Return the newest policy; of two of the same days and day of knowledge neither holds."""
        valid = [policy for policy in self.policies if policy.valid_from <= day]
        newest = max(map(_age, valid), default=None)
        holding = [policy for policy in valid if _age(policy) == newest]
        return holding[0] if len(holding) == 1 else None


def _age(policy: PolicyRecord) -> tuple[date, date]:
    return (policy.valid_from, policy.known_on or date.min)


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
    newest: dict[tuple[str, int], list[tuple[LevelTableRecord, Effects]]] = {}
    for key, dimensions in said.items():
        for table in {by.id: by for by in dimensions.values()}.values():
            full = table.levels[key[1]]
            kept = {name: getattr(full, name) for name, by in dimensions.items() if by is table}
            newest.setdefault(key, []).append((table, NO_EFFECTS.model_copy(update=kept)))
    return newest


@dataclass(frozen=True, slots=True, eq=False)
class Lifting:
    """An exemption in force: the ids of the rules it lifts, and the ends that have come."""

    record: ExemptionRecord
    lifts: frozenset[str]
    gone: tuple[Cut, ...] = ()


#: The rules in force that displace others, by id, and the exemptions.
Undoing = tuple[tuple[tuple[Rule, frozenset[str]], ...], tuple[Lifting, ...]]


@dataclass(slots=True, eq=False)
class Scene:
    """Rules in force together. ``memory`` holds what was worked out of them, by question number.

    ``effects`` is the memory of what effects do together, shared by all scenes of a book.
    ``displacers`` are those of ``in_force`` that displace delegated rules; ``ended`` would be
    in force had nothing ended them. ``open_claims`` are regimes of which a rule is missing,
    ``disputed`` the ids of rules on which sources disagree.
    """

    in_force: tuple[Rule, ...]
    displacers: tuple[tuple[Rule, frozenset[str]], ...]
    ended: tuple[Rule, ...]
    exemptions: tuple[Lifting, ...]
    meaning: Meaning
    open_claims: tuple[OpenClaim, ...]
    disputed: tuple[str, ...]
    effects: dict[object, Any]
    memory: dict[int, Any] = field(default_factory=dict)

    @property
    def covered(self) -> bool:
        """Whether rules say what applies to everybody of whom that is expected."""
        return not self.open_claims


class Scenes:
    """All scenes met so far; equal ones are one object."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], Scene] = {}
        self._tables: dict[tuple[str, ...], Tables] = {}
        self._effects: dict[object, Any] = {}

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
        undoing: Undoing,
        meaning: Meaning,
        open_claims: tuple[OpenClaim, ...],
        disputed: tuple[str, ...],
    ) -> Scene:
        """Return the scene of these rules."""
        displacers, exemptions = undoing
        key: tuple[object, ...] = (in_force, meaning)
        if displacers or ended or exemptions or open_claims or disputed:
            lifting = tuple([(each.record.id, each.lifts, each.gone) for each in exemptions])
            key = (in_force, displacers, ended, lifting, meaning, open_claims, disputed)
        scene = self._known.get(key)
        if scene is None:
            parts = (in_force, displacers, ended, exemptions, meaning, open_claims, disputed)
            scene = self._known[key] = Scene(*parts, self._effects)
        return scene


class QuestionNumber(NamedTuple):
    """Stands for a question: ``whole`` for all but its place, ``effects`` for what they see."""

    whole: int
    effects: int


class Questions:
    """Numbers for questions, whatever their place: equal ones have equal answers in a scene.

    Effects see neither the line nor the venue, so questions that differ in these share a number.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], QuestionNumber] = {}
        self._effects: dict[tuple[object, ...], int] = {}

    def number_of(self, ask: Ask) -> QuestionNumber:
        """Return the number of all of ``ask`` but its place and whether its day is fixed."""
        key = _but_its_place(ask)
        number = self._known.get(key)
        if number is None:
            effects = self._effects.setdefault(_as_effects_see(ask), len(self._effects))
            number = self._known[key] = QuestionNumber(len(self._known), effects)
        return number


_as_effects_see: Final[Callable[[Ask], tuple[object, ...]]] = attrgetter(
    "urgency", "services", "people", "residents", "vaccinated", "age_range"
)
_but_its_place: Final[Callable[[Ask], tuple[object, ...]]] = attrgetter(
    *("line", "urgency", "services", "venue", "people", "crew"),
    *("residents", "vaccinated", "ages"),
)
