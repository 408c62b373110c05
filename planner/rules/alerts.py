"""Records in the words of GTFS Realtime's alerts: what becomes of the service, and how grave."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from planner.domain.vocabulary import Binding
from planner.rules.field_types import NO_EFFECTS, Effects, values_of
from planner.rules.rule_records import (
    ExemptionRecord,
    HostRecord,
    LevelRecord,
    PolicyRecord,
    Record,
    ResourceRecord,
    RuleRecord,
    ZoneRecord,
)


class AlertEffect(StrEnum):
    """What becomes of the service: those of GTFS Realtime's ``Alert.Effect`` that rules have."""

    NO_SERVICE = "NO_SERVICE"
    REDUCED_SERVICE = "REDUCED_SERVICE"
    MODIFIED_SERVICE = "MODIFIED_SERVICE"
    OTHER_EFFECT = "OTHER_EFFECT"
    UNKNOWN_EFFECT = "UNKNOWN_EFFECT"
    NO_EFFECT = "NO_EFFECT"


class Severity(StrEnum):
    """How grave it is: GTFS Realtime's ``Alert.SeverityLevel``."""

    UNKNOWN_SEVERITY = "UNKNOWN_SEVERITY"
    INFO = "INFO"
    WARNING = "WARNING"
    SEVERE = "SEVERE"


_SEVERITIES = {
    AlertEffect.NO_SERVICE: Severity.SEVERE,
    AlertEffect.REDUCED_SERVICE: Severity.WARNING,
    AlertEffect.MODIFIED_SERVICE: Severity.WARNING,
    AlertEffect.OTHER_EFFECT: Severity.INFO,
    AlertEffect.UNKNOWN_EFFECT: Severity.UNKNOWN_SEVERITY,
    AlertEffect.NO_EFFECT: Severity.INFO,
}
#: The gravest first; of several effects the first of these tells.
_GRAVEST = tuple(_SEVERITIES)
_STOPS = ("suspend", "venue_closed")
#: Numbers of people or sessions; none of them left means no service.
_COUNTS = ("people_together", "total", "total_per_day", "sessions_per_week", "quota")
_REDUCES = ("urgent_only", "stay_home", "rotation", "residents_only", "vaccinated_only")
_NO_LIMIT_PERCENT = 100


def alert_effect(record: Record, policy: PolicyRecord | None) -> AlertEffect:
    """Return what ``record`` does to the service; levels and zones do what ``policy`` says."""
    match record:
        case RuleRecord():
            return _ordered(record, policy)
        case LevelRecord():
            return _of_level(record.level, policy)
        case ZoneRecord():
            meant = {} if policy is None else policy.by_zone.get(record.zone, {})
            return _meaning(meant.values())
        case HostRecord() | ResourceRecord():
            served = isinstance(record, ResourceRecord) and record.left > 0
            return AlertEffect.REDUCED_SERVICE if served else AlertEffect.NO_SERVICE
        case ExemptionRecord():
            return AlertEffect.OTHER_EFFECT
    return AlertEffect.UNKNOWN_EFFECT


def _ordered(record: RuleRecord, policy: PolicyRecord | None) -> AlertEffect:
    if record.binding is Binding.ADVISORY:
        return AlertEffect.OTHER_EFFECT
    level = record.effects.level
    own = _of(record.effects)
    return own if level is None else _gravest((own, _of_level(level, policy)))


def severity_of(effect: AlertEffect) -> Severity:
    """Return how grave ``effect`` is for those who wait for the service."""
    return _SEVERITIES[effect]


def _of_level(level: int, policy: PolicyRecord | None) -> AlertEffect:
    return _meaning(() if policy is None else policy.by_level.get(level, {}).values())


def _meaning(effects: Iterable[Effects]) -> AlertEffect:
    meant = [_of(each) for each in effects]
    return _gravest(meant) if meant else AlertEffect.UNKNOWN_EFFECT


def _gravest(effects: Iterable[AlertEffect]) -> AlertEffect:
    return min(effects, key=_GRAVEST.index)


def _of(effects: Effects) -> AlertEffect:
    counts = [getattr(effects, name) for name in _COUNTS]
    shares = (effects.percent, effects.staff_percent)
    if effects.open is False or 0 in (*counts, *shares):
        return AlertEffect.NO_SERVICE
    if any(getattr(effects, name) for name in _STOPS):
        return AlertEffect.NO_SERVICE
    counted = any(count is not None for count in counts)
    reduced = any(share is not None and share < _NO_LIMIT_PERCENT for share in shares)
    if counted or reduced or any(getattr(effects, name) for name in _REDUCES):
        return AlertEffect.REDUCED_SERVICE
    changed = values_of(effects) != values_of(NO_EFFECTS)
    return AlertEffect.MODIFIED_SERVICE if changed else AlertEffect.NO_EFFECT
