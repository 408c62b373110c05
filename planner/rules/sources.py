"""What yields rules: instruments, levels, zones, measured triggers, hosts and resources.

A new source is one function here and one model among the records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from planner.domain.areas import NATION
from planner.domain.vocabulary import Binding, BlockerCode, IssuerLevel, Service
from planner.rules.field_types import EVERYBODY, Effects, Scope, everybody
from planner.rules.repeating import repetition
from planner.rules.rule import NOWHERE, Reach, Rule, day_after, days_later
from planner.rules.rule_records import (
    Band,
    HostRecord,
    InstrumentRecord,
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

_Placed = RuleRecord | LevelRecord | ZoneRecord | HostRecord | ResourceRecord

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
    origins = _Origins.of(records)
    rules: list[Rule] = []
    for record in counted:
        if isinstance(record, RuleRecord):
            rules.append(_instrument(record, origins))
        else:
            rules.extend(_plain(record, origins))
    triggers = [record for record in counted if isinstance(record, TriggerRecord)]
    readings = [record for record in counted if isinstance(record, ReadingRecord)]
    for reading in readings:
        for trigger in triggers:
            rules.extend(_measured(trigger, reading))
    return rules


@dataclass(frozen=True, slots=True)
class _Origins:
    """What records take from others: their instrument's issuer and day."""

    instruments: Mapping[str, InstrumentRecord]

    @classmethod
    def of(cls, records: Sequence[Record]) -> _Origins:
        return cls(
            {record.id: record for record in records if isinstance(record, InstrumentRecord)}
        )

    def issuer(self, record: LevelRecord | ZoneRecord, otherwise: IssuerLevel) -> IssuerLevel:
        """Return who issued ``record``: itself or its instrument says."""
        instrument = instrument_of(record, self.instruments)
        return record.issuer or (otherwise if instrument is None else instrument.issuer)

    def issued_on(self, record: Record) -> date:
        """Return the day ``record``'s instrument was signed, else the first it was known on."""
        first = _first_known(record) or date.min
        if record.instrument is None:
            return first
        instrument = instrument_of(record, self.instruments)
        if instrument is None:
            return first
        return instrument.signed_on or min(first, _first_known(instrument) or date.max)


def instrument_of(
    record: Record, instruments: Mapping[str, InstrumentRecord]
) -> InstrumentRecord | None:
    """Return the instrument ``record`` stands in, if it was known by the time the record was.

    What is entered of an instrument later says nothing of decisions that were taken before.
    """
    instrument = instruments.get(record.instrument or "")
    if instrument is None or instrument.known_on is None or record.known_on is None:
        return None
    return instrument if instrument.known_on <= record.known_on else None


def _first_known(record: Record) -> date | None:
    """Return the first day ``record`` was known on; one confirmed later was announced before."""
    if record.proposed and record.announced_on is not None:
        return record.announced_on
    return record.known_on


def _plain(record: Record, origins: _Origins) -> Iterable[Rule]:
    match record:
        case LevelRecord():
            yield Rule(
                **_common(record, origins.issued_on(record)),
                ends=_ends(record),
                ends_regime=record.ends_regime,
                reach=_reach(record, EVERYBODY),
                issuer=origins.issuer(record, IssuerLevel.NATIONAL),
                regime=record.regime or record.series,
                series=record.series,
                level=record.level,
            )
        case ZoneRecord():
            yield Rule(
                **_common(record, origins.issued_on(record)),
                issuer=origins.issuer(record, IssuerLevel.CITY),
                zone=record.zone,
            )
        case HostRecord():
            yield Rule(
                **_common(record, origins.issued_on(record)),
                issuer=IssuerLevel.OFFICE,
                code=BlockerCode.HOST,
                cause=record.cause,
                scope=Scope(lines=record.lines, venues=record.venues),
                effects=Effects(venue_closed=True),
            )
        case ResourceRecord():
            yield _resource(record, origins.issued_on(record))
        case _:
            return


def _common(record: _Placed, issued_on: date) -> dict[str, Any]:
    return {
        "id": record.id,
        "title": record.title,
        "title_en": record.title_en,
        "areas": record.areas,
        "first": record.first,
        "last": record.last,
        "known_on": record.known_on,
        "issued_on": issued_on,
        "evidence": record.evidence,
        "instrument": record.instrument or "",
        "disputes": record.disputes,
        "source": next(iter(record.sources), ""),
    }


def _ends(record: RuleRecord | LevelRecord) -> tuple[str, ...]:
    if record.replaces or record.revokes or record.cuts_short:
        return (*record.replaces, *record.revokes, *record.cuts_short)
    return ()


def _reach(record: RuleRecord | LevelRecord, own: Scope) -> Reach:
    """Return where and for whom the relations of ``record`` act."""
    if record.whole:
        return Reach((NATION,))
    if record.over is None:
        return Reach(record.areas, own)
    scope = own if record.over.scope is None else _scope(record.over.scope)
    return Reach(record.over.areas or record.areas, scope)


def _scope(scope: Scope) -> Scope:
    return EVERYBODY if everybody(scope) else scope


def _instrument(record: RuleRecord, origins: _Origins) -> Rule:
    """Return an instrument's rule; an advisory one keeps nothing but its advice."""
    effects, binds = record.effects, record.binding is not Binding.ADVISORY
    scope, ends = _scope(record.scope), _ends(record) if binds else ()
    relates = binds and bool(ends or record.displaces or record.ends_regime)
    return Rule(
        id=record.id,
        title=record.title,
        title_en=record.title_en,
        areas=record.areas,
        first=record.first,
        last=record.last,
        known_on=record.known_on or record.first,
        issued_on=origins.issued_on(record),
        evidence=record.evidence,
        instrument=record.instrument or "",
        article=record.article,
        repeats=repetition(record.repeats, record.first) if record.repeats else None,
        cause=record.cause,
        regime=record.regime if binds else "",
        scope=scope,
        effects=effects,
        advisory=not binds,
        issuer=record.issuer,
        delegated_to=record.delegated_to,
        displaces=record.displaces if binds else (),
        disputes=record.disputes,
        ends=ends,
        ends_regime=record.ends_regime if binds else (),
        extends=record.extends or "",
        reach=_reach(record, scope) if relates else NOWHERE,
        level=effects.level if binds else None,
        review_by=record.review_by,
        documented_to=record.documented_to,
        source=record.sources[0] if record.sources else "",
    )


def _resource(record: ResourceRecord, issued_on: date) -> Rule:
    """Return what a lack does: it stops the services that need it, or caps the people served."""
    services = NEEDED_FOR.get(record.resource, ())
    effects = Effects(total=record.left) if record.left else Effects(suspend=True)
    return Rule(
        **_common(record, issued_on),
        issuer=IssuerLevel.OFFICE,
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
            watched = (day_after(last), days_later(last, WATCHED_DAYS))
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
        title_en=trigger.title_en,
        areas=tuple(dict.fromkeys((*shared, *wider))),
        first=days[0],
        last=days[1],
        known_on=known_on,
        issued_on=known_on,
        issuer=trigger.issuer,
        instrument=trigger.instrument or "",
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
