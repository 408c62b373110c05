"""The rules of an office as the public may read them, with the history of their days."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from planner.domain.areas import NATION
from planner.domain.vocabulary import Binding, Cause, IssuerLevel, Line
from planner.public.shared.public_facts import TIES, PublicInstrument, PublicRule, RulePeriod
from planner.rules import Rulebook, assumed
from planner.rules.alerts import alert_effect, severity_of
from planner.rules.field_types import NO_EFFECTS, Effects
from planner.rules.periods import periods_of
from planner.rules.rule import Rule, day_before
from planner.rules.rule_records import (
    ExemptionRecord,
    InstrumentRecord,
    LevelRecord,
    RuleRecord,
    ZoneRecord,
)
from planner.rules.ties import TieKind, ties_of

Published = RuleRecord | LevelRecord | ZoneRecord | ExemptionRecord

#: What a tie is called from the side that acts, and from the side that is acted on.
_NAMES: Final = {
    TieKind.ENDED: ("ends", "ended_by"),
    TieKind.DISPLACED: ("displaces", "displaced_by"),
    TieKind.EXEMPTED: ("exempts", "exempted_by"),
    TieKind.EXTENDED: ("extends", "extended_by"),
    TieKind.CORRECTED: ("corrects", "corrected_by"),
}
#: Who issues what names no issuer.
_USUAL: Final = {
    "level": IssuerLevel.NATIONAL,
    "zone": IssuerLevel.CITY,
    "exemption": IssuerLevel.OFFICE,
}


def public_rules(book: Rulebook, today: date) -> tuple[PublicRule, ...]:
    """Return the rules, levels, zones and exemptions known on ``today``, by id.

    What is only about home visits is left out, and so are notes, names of officers, and what
    hosts or the office itself lack. What will become known later is not in it.
    """
    published = {
        record.id: record
        for record in book.records
        if isinstance(record, Published)
        and record.known_on is not None
        and record.known_on <= today
        and not _of_homes_alone(_lines(record))
    }
    maker = _Publishing.of(book, published, today)
    rules = [maker.public(record) for record in published.values()]
    return tuple(sorted(rules, key=lambda rule: rule.rule_id))


def public_periods(
    book: Rulebook, rules: Iterable[PublicRule], today: date
) -> tuple[RulePeriod, ...]:
    """Return the days up to ``today`` on which each of ``rules`` was in force, by day."""
    ids = {rule.rule_id for rule in rules}
    periods = [
        RulePeriod(
            rule_id=period.record_id,
            area=period.area,
            first=period.first,
            last=period.last,
            without=period.without,
        )
        for period in periods_of(book, today)
        if period.record_id in ids
    ]
    return tuple(sorted(periods, key=lambda each: (each.first, each.rule_id, each.area)))


def _lines(record: Published) -> tuple[Line, ...]:
    match record:
        case RuleRecord():
            return record.scope.lines
        case ExemptionRecord():
            return record.lines
    return ()


def _of_homes_alone(lines: Sequence[Line]) -> bool:
    return bool(lines) and all(line.private for line in lines)


def _ties(
    book: Rulebook, published: Mapping[str, Published], today: date
) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the ids of the published rules that each is joined to, by the name of the tie."""
    ties: dict[str, dict[str, tuple[str, ...]]] = {}
    for tie in ties_of(book, today):
        if tie.by in published and tie.of in published:
            acting, acted_on = _NAMES[tie.kind]
            for own, name, other in ((tie.by, acting, tie.of), (tie.of, acted_on, tie.by)):
                named = ties.setdefault(own, {})
                named[name] = tuple(dict.fromkeys((*named.get(name, ()), other)))
    return ties


@dataclass(frozen=True, slots=True)
class _Publishing:
    """What the published form of each record needs besides the record."""

    book: Rulebook
    today: date
    standing: Mapping[str, Rule]
    ties: Mapping[str, Mapping[str, tuple[str, ...]]]

    @classmethod
    def of(cls, book: Rulebook, published: Mapping[str, Published], today: date) -> _Publishing:
        standing = {rule.id: rule for rule in book.view(today).rules}
        return cls(book, today, standing, _ties(book, published, today))

    def public(self, record: Published) -> PublicRule:
        """Return ``record`` as the public may read it."""
        ties = self.ties.get(record.id, {})
        last, stands = self._standing(record)
        state = _state(record.first, last, self.today) if stands else "void"
        effect = alert_effect(record, self.book.view(self.today).policy_on(self.today))
        rule = record if isinstance(record, RuleRecord) else None
        standing = self.standing.get(record.id)
        return PublicRule(
            rule_id=record.id,
            kind=record.kind,
            title=record.title,
            state="corrected" if "corrected_by" in ties else state,
            first=record.first,
            last=last,
            text_last=record.last,
            known_on=record.known_on or self.today,
            areas=record.areas or (NATION,),
            issuer=self._issuer(record),
            binding=(Binding.MANDATORY if rule is None else rule.binding).value,
            cause=Cause.MEDICAL_EMERGENCY if rule is None else rule.cause,
            effect=effect.value,
            severity=severity_of(effect).value,
            instrument=self._instrument(record),
            article="" if rule is None else rule.article,
            sources=self._sources(record),
            evidence=record.evidence,
            lines=tuple(line for line in _lines(record) if not line.private),
            services=() if rule is None else rule.scope.services,
            channels=() if rule is None else rule.scope.channels,
            effects=_effects(record),
            level=record.level if isinstance(record, LevelRecord) else None,
            zone=record.zone if isinstance(record, ZoneRecord) else "",
            regime=standing.regime if standing else getattr(record, "regime", ""),
            repeats="" if rule is None else rule.repeats,
            assumed=self._assumed(record),
            most_people=record.max_people if isinstance(record, ExemptionRecord) else None,
            title_en=record.title_en,
            ties={name: ties.get(name, ()) for name in TIES},
        )

    def _standing(self, record: Published) -> tuple[date | None, bool]:
        """Return the last day of ``record`` as it stands, and whether anything is left of it."""
        nothing = (day_before(record.first), False)
        if isinstance(record, ExemptionRecord):
            place = self.book.view(self.today).near((record.areas or (NATION,))[0]).site.place
            left = place.exemption(record, self.today)
            return nothing if left is None else (left[0], True)
        rule = self.standing.get(record.id)
        return nothing if rule is None else (rule.last, True)

    def _act(self, record: Published) -> InstrumentRecord | None:
        """Return the instrument of ``record``, where it is known."""
        instrument = self.book.find(record.instrument or "")
        if not isinstance(instrument, InstrumentRecord):
            return None
        known_on = instrument.known_on
        return instrument if known_on is not None and known_on <= self.today else None

    def _sources(self, record: Published) -> tuple[str, ...]:
        """Return the sources of ``record``, then those of its instrument."""
        act = self._act(record)
        return tuple(dict.fromkeys((*record.sources, *(() if act is None else act.sources))))

    def _assumed(self, record: Published) -> bool:
        """Return whether what ``record`` means is a policy that is not yet the office's own."""
        if not isinstance(record, LevelRecord | ZoneRecord):
            return False
        policy = self.book.view(self.today).policy_on(max(self.today, record.first))
        return policy is not None and assumed(self.book, policy.id, as_of=self.today)

    def _instrument(self, record: Published) -> PublicInstrument | None:
        instrument = self._act(record)
        if instrument is None:
            return None
        return PublicInstrument(
            id=instrument.id,
            title=instrument.title,
            title_en=instrument.title_en,
            number=instrument.number,
            issued_by=instrument.issued_by,
            signed_on=instrument.signed_on,
        )

    def _issuer(self, record: Published) -> str:
        if record.issuer is not None:
            return record.issuer.value
        instrument = self.book.find(record.instrument or "")
        if isinstance(instrument, InstrumentRecord):
            return instrument.issuer.value
        return _USUAL[record.kind].value


def _state(first: date, last: date | None, today: date) -> str:
    if last is not None and last < today:
        return "ended"
    return "coming" if first > today else "in_force"


def _effects(record: Published) -> Mapping[str, object]:
    """Return what ``record`` orders, only what it says, as plain values."""
    match record:
        case RuleRecord():
            effects = record.effects
        case ExemptionRecord():
            effects = record.conditions
        case LevelRecord():
            effects = Effects(level=record.level)
        case _:
            effects = NO_EFFECTS
    plain: dict[str, Any] = json.loads(effects.model_dump_json(exclude_defaults=True))
    return plain
