"""What looks wrong in rules although it can be read: to be confirmed by a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from planner.rules.calendar_doubts import calendar_doubts
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


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to confirm about a record: its id and a sentence with the remedy."""

    record_id: str
    sentence: str


def doubts_of(plain: Iterable[Mapping[str, object]]) -> tuple[Doubt, ...]:
    """Return what looks wrong in ``plain`` records, in the order of the checks."""
    records = [MODELS[str(each["kind"])].model_validate(each) for each in plain]
    by_id: dict[str, Record] = {record.id: record for record in records}
    rules = [record for record in records if isinstance(record, RuleRecord)]
    return (
        *_series(record for record in records if isinstance(record, LevelRecord)),
        *_extensions(rules, by_id),
        *_late(records),
        *_dangling(records, by_id),
        *_unmeasured(records),
        *(Doubt(record_id, sentence) for record_id, sentence in calendar_doubts(records)),
    )


def _series(levels: Iterable[LevelRecord]) -> Iterator[Doubt]:
    """Yield gaps and overlaps between the records of one series for the same areas."""
    groups: dict[tuple[str, tuple[str, ...]], list[LevelRecord]] = {}
    for level in levels:
        groups.setdefault((level.series, level.areas), []).append(level)
    for records in groups.values():
        for before, after in pairwise(sorted(records, key=lambda record: record.first)):
            if before.last is None or before.last >= after.first:
                if before.id not in after.replaces and before.id != after.corrects:
                    yield Doubt(
                        after.id,
                        f"mulai {after.first} sebelum {before.id} berakhir "
                        f"({before.last or 'tanpa akhir'}). Isi replaces: [{before.id}] bila "
                        "menggantikannya, atau perbaiki tanggalnya.",
                    )
            elif day_after(before.last) < after.first:
                yield Doubt(
                    after.id,
                    f"mulai {after.first}, padahal {before.id} berakhir {before.last}: hari di "
                    "antaranya tanpa aturan. Periksa tanggal atau catat instrumen yang hilang.",
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


_RELATIONS: Final = (
    *("extends", "replaces", "revokes", "cuts_short", "displaces"),
    *("disputes", "corrects", "lifts", "instrument"),
)


def _dangling(records: Iterable[Record], by_id: Mapping[str, Record]) -> Iterator[Doubt]:
    """Yield relations to records that are not there."""
    names = {*by_id, *(getattr(record, "series", "") for record in records)}
    for record in records:
        for relation in _RELATIONS:
            named = getattr(record, relation, None) or ()
            for target in (named,) if isinstance(named, str) else named:
                if target not in names:
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
