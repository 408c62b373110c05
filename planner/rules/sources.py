"""What yields rules: instruments, levels, zones, measured triggers, hosts and resources.

A new source is one function here and one model among the records.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from planner.domain.vocabulary import Binding, BlockerCode, Service
from planner.rules.field_types import EVERYBODY, Effects, Scope, everybody
from planner.rules.rule import ONE_DAY, Rule
from planner.rules.rule_records import (
    Band,
    HostRecord,
    LevelRecord,
    ReadingRecord,
    Record,
    ResourceRecord,
    RuleRecord,
    TriggerRecord,
    ZoneRecord,
)

#: Days after a reading on which it is advised that the measure is looked at every morning.
WATCHED_DAYS: Final = 7
WATCHED: Final = Effects(advice=("measured_each_morning",))

#: The services that stop while something is missing; everything where none is named.
NEEDED_FOR: Final[dict[str, tuple[Service, ...]]] = {
    "recorder": (Service.KTP_RECORDING,),
    "blanks": (Service.KTP_PRINT,),
}


def rules_of(records: Sequence[Record]) -> list[Rule]:
    """Return the rules that ``records`` yield, in their order, measured ones last.

    Records that were announced but are not known yield none.
    """
    counted = [record for record in records if record.known_on is not None]
    rules = [rule for record in counted for rule in _plain(record)]
    triggers = [record for record in counted if isinstance(record, TriggerRecord)]
    readings = [record for record in counted if isinstance(record, ReadingRecord)]
    for reading in readings:
        for trigger in triggers:
            rules.extend(_measured(trigger, reading))
    return rules


def _plain(record: Record) -> Iterable[Rule]:
    match record:
        case RuleRecord():
            yield _instrument(record)
        case LevelRecord():
            yield Rule(
                **_common(record),
                regime=record.series,
                series=record.series,
                level=record.level,
                ends=record.replaces,
            )
        case ZoneRecord():
            yield Rule(**_common(record), zone=record.zone)
        case HostRecord():
            yield Rule(
                **_common(record),
                code=BlockerCode.HOST,
                cause=record.cause,
                scope=Scope(lines=record.lines, venues=record.venues),
                effects=Effects(venue_closed=True),
            )
        case ResourceRecord():
            yield _resource(record)
        case _:
            return


def _common(record: LevelRecord | ZoneRecord | HostRecord | ResourceRecord) -> dict:  # type: ignore[type-arg]
    return {
        "id": record.id,
        "title": record.title,
        "areas": record.areas,
        "first": record.first,
        "last": record.last,
        "known_on": record.known_on,
        "evidence": record.evidence,
        "disputes": record.disputes,
        "source": next(iter(record.sources), ""),
    }


def _instrument(record: RuleRecord) -> Rule:
    """Return an instrument's rule; an advisory one keeps nothing but its advice."""
    effects, binds = record.effects, record.binding is not Binding.ADVISORY
    return Rule(
        id=record.id,
        title=record.title,
        areas=record.areas,
        first=record.first,
        last=record.last,
        known_on=record.known_on or record.first,
        evidence=record.evidence,
        cause=record.cause,
        regime=record.regime if binds else "",
        scope=EVERYBODY if everybody(record.scope) else record.scope,
        effects=effects,
        advisory=not binds,
        issuer=record.issuer,
        delegated_to=record.delegated_to,
        displaces=record.displaces if binds else (),
        disputes=record.disputes,
        ends=(*record.replaces, *record.revokes, *record.cuts_short) if binds else (),
        level=effects.level if binds else None,
        review_by=record.review_by,
        documented_to=record.documented_to,
        source=record.sources[0] if record.sources else "",
    )


def _resource(record: ResourceRecord) -> Rule:
    """Return what a lack does: it stops the services that need it, or caps the people served."""
    services = NEEDED_FOR.get(record.resource, ())
    effects = Effects(total=record.left) if record.left else Effects(suspend=True)
    return Rule(
        **_common(record),
        code=BlockerCode.RESOURCE,
        cause=record.cause,
        scope=Scope(lines=record.lines, services=services),
        effects=effects,
    )


def _measured(trigger: TriggerRecord, reading: ReadingRecord) -> Iterable[Rule]:
    """Yield what a reading brings under a trigger, and that it is measured anew each morning.

    A reading without a last day is good for its own day only.
    """
    known_on = max(day for day in (trigger.known_on, reading.known_on) if day is not None)
    matches = trigger.measure == reading.measure and trigger.first <= reading.first
    if not matches or (trigger.last is not None and reading.first > trigger.last):
        return
    last = reading.last or reading.first
    for band in trigger.bands:
        if band.low <= reading.value and (band.high is None or reading.value <= band.high):
            yield _banded(trigger, reading, band, known_on, (reading.first, last))
            watched = (last + ONE_DAY, last + timedelta(WATCHED_DAYS))
            plain = band.model_copy(update={"effects": WATCHED, "zone": None})
            yield _banded(trigger, reading, plain, known_on, watched)


def _banded(
    trigger: TriggerRecord,
    reading: ReadingRecord,
    band: Band,
    known_on: date,
    days: tuple[date, date],
) -> Rule:
    shared = tuple(area for area in reading.areas if _within(area, trigger.areas))
    wider = tuple(area for area in trigger.areas if _within(area, reading.areas))
    return Rule(
        id=reading.id,
        also=(trigger.id,),
        title=trigger.title,
        areas=tuple(dict.fromkeys((*shared, *wider))),
        first=days[0],
        last=days[1],
        known_on=known_on,
        evidence=reading.evidence,
        cause=trigger.cause,
        scope=band.scope,
        effects=band.effects,
        zone=band.zone or "",
        advisory=trigger.binding is Binding.ADVISORY,
        source=next(iter((*reading.sources, *trigger.sources)), ""),
    )


def _within(area: str, wider: Iterable[str]) -> bool:
    return any(code in ("ID", area) or area.startswith(f"{code}.") for code in wider)
