"""What looks wrong in rules although it can be read: to be confirmed by a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final

from planner.rules.calendar_doubts import calendar_doubts
from planner.rules.checking_meaning import beaten, silences
from planner.rules.checking_relations import lapsed, nameless, partial, running, unsigned
from planner.rules.doubts import Doubt
from planner.rules.named import RELATIONS, Named, names_in
from planner.rules.rule import day_after
from planner.rules.rule_records import (
    MODELS,
    LevelRecord,
    ReadingRecord,
    Record,
    RuleRecord,
    TriggerRecord,
)

#: Days after its first day at which an instrument counts as known late.
LATE_DAYS: Final = 1


def doubts_of(
    plain: Iterable[Mapping[str, object]], about: Collection[str] | None = None
) -> tuple[Doubt, ...]:
    """Return what looks wrong in ``plain`` records, in the order of the checks.

    ``about`` are the ids of those looked at; without it all are.
    """
    records = [MODELS[str(each["kind"])].model_validate(each) for each in plain]
    doubts = doubts_among(Named.of(records, about))
    return (*doubts, *doubts_of_calendar(records, about))


def doubts_of_calendar(
    records: Iterable[Record], about: Collection[str] | None = None
) -> tuple[Doubt, ...]:
    """Return what looks wrong in the records of the calendar."""
    doubts = (Doubt(record_id, sentence) for record_id, sentence in calendar_doubts(records))
    return tuple(each for each in doubts if about is None or each.record_id in about)


def doubts_among(named: Named) -> tuple[Doubt, ...]:
    """Return what looks wrong in the records looked at, but for those of the calendar."""
    records = named.records
    rules = [record for record in records if isinstance(record, RuleRecord)]
    doubts = (
        *_series(named),
        *_extensions(rules, named.by_id),
        *_late(records),
        *_dangling(named),
        *_unmeasured(records),
        *_announced(records),
        *unsigned(named),
        *nameless(named),
        *lapsed(named),
        *partial(named),
        *running(named),
        *beaten(named),
        *silences(named),
    )
    return tuple(doubt for doubt in doubts if doubt.record_id in named.about)


def _series(named: Named) -> Iterator[Doubt]:
    """Yield gaps and overlaps between the records of one series for the same areas."""
    groups: dict[tuple[str, tuple[str, ...]], list[LevelRecord]] = {}
    for level in named.records:
        if isinstance(level, LevelRecord):
            groups.setdefault((level.series, level.areas), []).append(level)
    for records in groups.values():
        for before, after in pairwise(sorted(records, key=lambda record: record.first)):
            if before.last is None or before.last >= after.first:
                if not _settled(named, before, after):
                    yield Doubt(
                        after.id,
                        f"mulai {after.first} sebelum {before.id} berakhir "
                        f"({before.last or 'tanpa akhir'}). Isi replaces: [{before.id}] bila "
                        "menggantikannya, atau perbaiki tanggalnya.",
                    )
            elif day_after(before.last) < after.first and not _begun_anew(named, before, after):
                yield Doubt(
                    after.id,
                    f"mulai {after.first}, padahal {before.id} berakhir {before.last}: hari di "
                    "antaranya tanpa aturan. Periksa tanggal atau catat instrumen yang hilang.",
                )


def _settled(named: Named, before: LevelRecord, after: LevelRecord) -> bool:
    """Return whether the records say how two that overlap go together, or another ended one."""
    disputing = before.id in after.disputes or after.id in before.disputes
    if disputing or before.id in after.replaces or before.id == after.corrects:
        return True
    by_name = [
        other
        for other in named.knowing.rules
        if other.id != before.id and other.first <= after.first
    ]
    return any({before.id, before.instrument} & set(other.ends) for other in by_name)


def _begun_anew(named: Named, before: LevelRecord, after: LevelRecord) -> bool:
    """Return whether the series or its regime was declared over before ``after`` began it anew."""
    rule = named.own_rules.get(before.id)
    names = {before.series} if rule is None else {before.series, rule.regime}
    return any(
        other.first <= after.first and names & {*other.ends, *other.ends_regime}
        for other in named.knowing.rules
        if other.id != after.id
    )


def _extensions(rules: Iterable[RuleRecord], by_id: Mapping[str, Record]) -> Iterator[Doubt]:
    """Yield extensions that do not start on the day after what they extend."""
    for rule in rules:
        target = by_id.get(rule.extends or "")
        if isinstance(target, RuleRecord) and target.last is not None:
            expected = day_after(target.last)
            if rule.first != expected:
                yield Doubt(
                    rule.id,
                    f"memperpanjang {target.id} yang berakhir {target.last}, tetapi mulai "
                    f"{rule.first}. Biasanya mulai {expected}; periksa tanggalnya.",
                )


def _late(records: Iterable[Record]) -> Iterator[Doubt]:
    """Yield records that became known after they had begun."""
    for record in records:
        first = getattr(record, "first", None) or getattr(record, "valid_from", None)
        if first is None or record.known_on is None or record.kind == "hours":
            continue
        late = (record.known_on - first).days
        if late >= LATE_DAYS:
            yield Doubt(
                record.id,
                f"baru diketahui {record.known_on}, {late} hari sesudah mulai {first}. "
                "Periksa known_on; kunjungan di antaranya sudah diputuskan tanpa aturan ini.",
            )


def _dangling(named: Named) -> Iterator[Doubt]:
    """Yield relations to records that are not there."""
    there = {*named.by_id, *(getattr(record, "series", "") for record in named.records)}
    for record in named.looked_at():
        for relation in RELATIONS:
            for target in names_in(record, relation):
                if target not in there:
                    yield Doubt(
                        record.id,
                        f"{relation}: '{target}' tidak ada di berkas ini atau di kantor. "
                        "Periksa ejaan id.",
                    )


def _unmeasured(records: Iterable[Record]) -> Iterator[Doubt]:
    """Yield readings that no trigger looks at."""
    records = list(records)
    measures = {record.measure for record in records if isinstance(record, TriggerRecord)}
    for record in records:
        if isinstance(record, ReadingRecord) and record.measure not in measures:
            yield Doubt(
                record.id,
                f"measure: '{record.measure}' tidak dipakai pemicu mana pun. Periksa ejaannya.",
            )


def _announced(records: Iterable[Record]) -> Iterator[Doubt]:
    """Yield what was only announced: it decides nothing until it is known."""
    for record in records:
        if record.known_on is None and record.announced_on is not None:
            yield Doubt(
                record.id,
                f"baru diumumkan {record.announced_on} dan belum berlaku bagi kunjungan mana pun. "
                "Isi known_on begitu isinya diketahui.",
            )
