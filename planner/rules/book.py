"""The rule book, and what of it is known on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from planner.domain.areas import lineage
from planner.domain.words import Binding, Evidence, IssuerLevel, Line
from planner.rules.records import (
    EVERYBODY,
    MODELS,
    NO_EFFECTS,
    Effects,
    ExemptionRecord,
    LevelRecord,
    PolicyRecord,
    Record,
    RuleRecord,
    Scope,
    ZoneRecord,
)

ONE_DAY: Final = timedelta(1)
#: Days after which a rule without an end is looked at again (PSBB ran 14 days, extendable).
REVIEW_DAYS: Final = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule as known on a day, whatever record it came from.

    In force from ``first`` to ``last``, both included; None: no end known. ``level`` or
    ``zone`` say that the office's policy decides its effects.
    """

    id: str
    title: str
    areas: tuple[str, ...]
    first: date
    last: date | None
    known_on: date
    evidence: Evidence
    regime: str = ""
    scope: Scope = EVERYBODY
    effects: Effects = NO_EFFECTS
    binding: Binding = Binding.MANDATORY
    issuer: IssuerLevel = IssuerLevel.NATIONAL
    delegated_to: IssuerLevel | None = None
    displaces: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    series: str = ""
    level: int | None = None
    zone: str = ""
    review_by: date | None = None
    documented_to: date | None = None
    source: str = ""

    def covers(self, area_lineage: Collection[str], day: date) -> bool:
        """Return whether the rule is in force on ``day`` for the area of that lineage."""
        if day < self.first or (self.last is not None and day > self.last):
            return False
        return any(code in area_lineage for code in self.areas)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is known on a day: rules with the ends known by then, policies, exemptions.

    ``given`` holds the same rules with the end their own text gave them.
    """

    as_of: date
    rules: tuple[Rule, ...]
    given: tuple[Rule, ...]
    policies: tuple[PolicyRecord, ...]
    exemptions: tuple[ExemptionRecord, ...]

    def policy_on(self, day: date) -> PolicyRecord | None:
        """Return the version of the office's policy that holds on ``day``, if any."""
        valid = [policy for policy in self.policies if policy.valid_from <= day]
        return max(valid, key=lambda policy: (policy.valid_from, policy.known_on), default=None)

    def crew_and_quota(self, day: date) -> tuple[int, int, int]:
        """Return the usual group crew, home crew and people of a normal session."""
        policy = self.policy_on(day)
        if policy is None:
            fields = PolicyRecord.model_fields
            names = ("group_crew", "home_crew", "normal_session_people")
            group, home, people = (int(fields[name].default) for name in names)
            return group, home, people
        return policy.group_crew, policy.home_crew, policy.normal_session_people

    def effects_of(self, rule: Rule, line: Line, day: date) -> Effects | None:
        """Return what ``rule`` does to visits of ``line``; None where no policy says it."""
        if rule.level is None and not rule.zone:
            return rule.effects
        policy = self.policy_on(day)
        if policy is None:
            return None
        tables: Mapping[Line, Effects] | None
        tables = (
            policy.by_level.get(rule.level)
            if rule.level is not None
            else policy.by_zone.get(rule.zone)  # type: ignore[call-overload]
        )
        return None if tables is None else tables.get(line, NO_EFFECTS)


@dataclass(frozen=True, slots=True, eq=False)
class Rulebook:
    """All rules on record, whenever they became known."""

    records: tuple[Record, ...]
    _views: dict[date, View] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, records: Iterable[Mapping[str, object]]) -> Rulebook:
        """Return the book of plain ``records``; those of the calendar are left out."""
        kept = ("rule", "level", "zone", "policy", "exemption")
        return cls(
            tuple(
                MODELS[str(record["kind"])].model_validate(record)
                for record in records
                if record["kind"] in kept
            )
        )

    def without(self, ids: Collection[str]) -> Rulebook:
        """Return a book that lacks the records named ``ids``.

        Raises
        ------
        KeyError
            An id is not in the book.
        """
        unknown = sorted(set(ids) - {record.id for record in self.records})
        if unknown:
            raise KeyError(unknown[0])
        return Rulebook(tuple(record for record in self.records if record.id not in set(ids)))

    def find(self, rule_id: str) -> Record | None:
        """Return the record of ``rule_id``, if the book holds it."""
        return next((record for record in self.records if record.id == rule_id), None)

    def view(self, as_of: date) -> View:
        """Return what is known on ``as_of``; nothing learned later shows in it."""
        if as_of not in self._views:
            self._views[as_of] = _view(self.records, as_of)
        return self._views[as_of]


def _view(records: Iterable[Record], as_of: date) -> View:
    known = [record for record in records if record.known_on <= as_of]
    given = [
        _rule(record)
        for record in known
        if isinstance(record, RuleRecord | LevelRecord | ZoneRecord)
    ]
    ends = {record.id: _own_end(record, as_of) for record in known}
    rules = [rule for rule in (_ended(rule, ends[rule.id]) for rule in given) if rule is not None]
    return View(
        as_of=as_of,
        rules=tuple(_newer_levels_win(_after_relations(rules))),
        given=tuple(given),
        policies=tuple(record for record in known if isinstance(record, PolicyRecord)),
        exemptions=tuple(record for record in known if isinstance(record, ExemptionRecord)),
    )


def _rule(record: RuleRecord | LevelRecord | ZoneRecord) -> Rule:
    common = Rule(
        id=record.id,
        title=record.title,
        areas=record.areas,
        first=record.first,
        last=record.last,
        known_on=record.known_on,
        evidence=record.evidence,
        source=next(iter(record.sources), ""),
    )
    match record:
        case LevelRecord():
            return replace(
                common,
                regime=record.series,
                series=record.series,
                level=record.level,
                ends=record.replaces,
            )
        case ZoneRecord():
            return replace(common, zone=record.zone)
        case RuleRecord():
            return replace(
                common,
                regime=record.regime,
                scope=record.scope,
                effects=record.effects,
                level=record.effects.level,
                binding=record.binding,
                issuer=record.issuer,
                delegated_to=record.delegated_to,
                displaces=record.displaces,
                ends=(*record.replaces, *record.revokes),
                review_by=record.review_by,
                documented_to=record.documented_to,
            )


def _own_end(record: Record, as_of: date) -> date | None:
    """Return the earliest end the record itself has learned of by ``as_of``."""
    if not isinstance(record, RuleRecord | LevelRecord | ZoneRecord):
        return None
    ends = []
    if record.ended_on and record.ended_known_on and record.ended_known_on <= as_of:
        ends.append(record.ended_on)
    if record.revoked_on and record.revoked_known_on and record.revoked_known_on <= as_of:
        ends.append(record.revoked_on - ONE_DAY)
    return min(ends, default=None)


def _ended(rule: Rule, end: date | None) -> Rule | None:
    """Return ``rule`` cut short at ``end``; None when nothing of it is left."""
    if end is None or (rule.last is not None and rule.last <= end):
        return rule
    return None if end < rule.first else replace(rule, last=end)


def _after_relations(rules: list[Rule]) -> list[Rule]:
    """Return ``rules`` after what they replace and revoke of each other.

    The latest known acts first: one that is itself void by then ends nothing.
    """
    standing: dict[str, Rule] = {rule.id: rule for rule in rules}
    for rule in sorted(rules, key=lambda rule: (rule.known_on, rule.first, rule.id), reverse=True):
        acting = standing.get(rule.id)
        if acting is None:
            continue
        for target in list(standing.values()):
            if target.id == acting.id or not {target.id, target.series} & set(acting.ends):
                continue
            left = _ended(target, acting.first - ONE_DAY)
            if left is None:
                del standing[target.id]
            else:
                standing[target.id] = left
    return [standing[rule.id] for rule in rules if rule.id in standing]


def _newer_levels_win(rules: list[Rule]) -> Iterable[Rule]:
    """Yield ``rules``; a level ends where a later known one of its series begins."""
    for rule in rules:
        left: Rule | None = rule
        for other in rules:
            newer = other.series and other.series == rule.series and other.known_on > rule.known_on
            reaches = left is not None and (left.last is None or left.last >= other.first)
            if left is not None and newer and reaches and _holds_all(other.areas, rule.areas):
                left = _ended(left, other.first - ONE_DAY)
        if left is not None:
            yield left


def _holds_all(wider: Collection[str], areas: Iterable[str]) -> bool:
    return all(any(code in wider for code in lineage(area)) for area in areas)
