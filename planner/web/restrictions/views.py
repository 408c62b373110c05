"""What the pages about restrictions show: rules as known today, their timeline, their doubts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, TypeGuard

from planner.actions.saving.office_state import OfficeState
from planner.domain.decisions import Ask
from planner.domain.indonesian import span_words
from planner.domain.office import days_from
from planner.domain.vocabulary import Line, Outcome, ReviewCause
from planner.public.shared.public_words import EVIDENCE
from planner.rules import decide_days, doubts_of, firm_until
from planner.rules.confirming import corrected
from planner.rules.consequence_words import FEW_AREAS
from planner.rules.form_words import form_words, titles_of
from planner.rules.rule import Rule
from planner.rules.rule_records import (
    ExemptionRecord,
    HostRecord,
    LevelRecord,
    Record,
    ResourceRecord,
    RuleRecord,
    TriggerRecord,
    ZoneRecord,
)
from planner.web.restrictions.words import KINDS, area_words, days_words, what_words

#: Days before and after today that the timeline shows.
BEFORE, AFTER = 14, 42
#: Days ahead that are looked at for gaps and conflicts.
LOOKED_AHEAD: Final = 21
#: Days after its end that a rule stays on the short list.
RECENT: Final = 30
#: Days after its start in which a rule's own doubts are shown.
DOUBTED: Final = 60

WAITING, ANNOUNCED, COMING, IN_FORCE, ENDED, CUT, WRONG, REJECTED = (
    "Menunggu orang kedua",
    "Diumumkan, belum ditandatangani",
    "Akan berlaku",
    "Berlaku",
    "Berakhir",
    "Dicabut atau dipersingkat",
    "Catatan keliru, sudah diperbaiki",
    "Usulan ditolak",
)
_ORDER: Final = (WAITING, IN_FORCE, COMING, ANNOUNCED, CUT, ENDED, WRONG, REJECTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """One record as the list shows it: ``first`` and ``last`` as it stands today."""

    id: str
    title: str
    kind: str
    what: str
    where: str
    days: str
    state: str
    first: date
    last: date | None
    review: date | None
    evidence: str
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A rule on the timeline; ``start`` and ``width`` in days from the left edge."""

    line: RuleLine
    start: int
    width: int


def rule_lines(state: OfficeState, waiting: Sequence[str], today: date) -> tuple[RuleLine, ...]:
    """Return all dated records as they stand today: what waits first, what is over last."""
    standing = {rule.id: rule for rule in state.book.view(today).rules}
    plain = {str(record["id"]): record for record in state.records}
    lines = [
        rule_line(record, plain[record.id], standing.get(record.id), state, waiting, today)
        for record in state.book.records
        if is_dated(record)
    ]
    return tuple(
        sorted(lines, key=lambda line: (_ORDER.index(line.state), -line.first.toordinal(), line.id))
    )


DatedRecord = (
    RuleRecord
    | LevelRecord
    | ZoneRecord
    | ExemptionRecord
    | TriggerRecord
    | HostRecord
    | ResourceRecord
)


def is_dated(record: Record) -> TypeGuard[DatedRecord]:
    """Return whether ``record`` has days in force and is shown as a restriction."""
    return record.kind in KINDS


def rule_line(
    record: DatedRecord,
    plain: Mapping[str, Any],
    rule: Rule | None,
    state: OfficeState,
    waiting: Sequence[str],
    today: date,
) -> RuleLine:
    """Return one record as it stands today; ``rule`` is what is left of it, if anything."""
    last = record.last if rule is None else rule.last
    areas = tuple(str(code) for code in plain.get("areas") or ())
    return RuleLine(
        id=record.id,
        title=record.title,
        kind=KINDS[record.kind],
        what=what_words(plain),
        where=area_words(areas, state.areas),
        days=days_words(record.first, last),
        state=_state(record, rule, state, waiting, today),
        first=record.first,
        last=last,
        review=getattr(record, "review_by", None),
        evidence=EVIDENCE[record.evidence],
        areas=areas,
    )


def _state(
    record: DatedRecord, rule: Rule | None, state: OfficeState, waiting: Sequence[str], today: date
) -> str:
    if record.id in waiting:
        return WAITING
    if record.proposed and record.id in corrected(state.book.records):
        return REJECTED
    if record.known_on is None or record.known_on > today:
        return ANNOUNCED
    if not state.book.view(today).sites.everything.right(record.id, today):
        return WRONG
    return _known_state(record, rule, today)


def _known_state(record: DatedRecord, rule: Rule | None, today: date) -> str:
    if rule is None and record.kind not in ("exemption", "trigger"):
        return CUT
    last = record.last if rule is None else rule.last
    if last is not None and last < today:
        cut = record.last is None or last < record.last
        return CUT if cut else ENDED
    return COMING if record.first > today else IN_FORCE


def short_list(lines: Sequence[RuleLine], today: date) -> tuple[RuleLine, ...]:
    """Return the lines that still matter, or did until lately."""
    return tuple(
        line
        for line in lines
        if line.state in (WAITING, IN_FORCE, COMING, ANNOUNCED)
        or (
            line.state in (ENDED, CUT)
            and line.last is not None
            and line.last >= today - timedelta(RECENT)
        )
    )


def timeline(
    lines: Sequence[RuleLine], state: OfficeState, today: date
) -> list[tuple[str, list[Bar]]]:
    """Return bars by area, the widest area first; lines outside the window are left out."""
    edge, end = today - timedelta(BEFORE), today + timedelta(AFTER)
    rows: dict[tuple[str, ...], list[Bar]] = {}
    for line in lines:
        if line.state in (WRONG, REJECTED):
            continue
        if line.state in (ANNOUNCED, CUT) and (line.last is None or line.last < edge):
            continue
        first, last = max(line.first, edge), min(line.last or end, end)
        if first <= last:
            bar = Bar(line=line, start=(first - edge).days, width=(last - first).days + 1)
            rows.setdefault(line.areas or (state.areas.city,), []).append(bar)
    codes = sorted(rows, key=lambda areas: (_width(areas), areas))
    return [
        (_areas(areas, state), sorted(rows[areas], key=lambda b: (b.start, b.line.id)))
        for areas in codes
    ]


def _width(areas: tuple[str, ...]) -> int:
    return min(0 if code == "ID" else code.count(".") + 1 for code in areas)


def _areas(areas: tuple[str, ...], state: OfficeState) -> str:
    """Return areas in words; more than a few are counted."""
    if len(areas) <= FEW_AREAS:
        return area_words(areas, state.areas)
    return f"{len(areas)} wilayah: {area_words(areas[:1], state.areas)} dan lainnya"


def doubts(state: OfficeState, lines: Sequence[RuleLine], today: date) -> list[str]:
    """Return what does not fit together, one sentence each: gaps, conflicts, odd records."""
    recent = today - timedelta(DOUBTED)
    shown = {line.id: line.title for line in lines if line.first >= recent}
    titles = titles_of(state.records)
    said = [
        f"{shown[doubt.record_id]}: {form_words(doubt.sentence, titles)}"
        for doubt in doubts_of(state.records)
        if doubt.record_id in shown
    ]
    return [*_unsure_days(state, today), *said]


def _unsure_days(state: OfficeState, today: date) -> list[str]:
    """Return the coming days whose rule is missing or disputed, with the kelurahan concerned."""
    days = days_from(today, today + timedelta(LOOKED_AHEAD))
    counts: dict[tuple[ReviewCause, date, date], int] = {}
    for area in state.areas.at_level("kelurahan"):
        ask = Ask(line=Line.PERMUKIMAN, area_code=area.code)
        decisions = decide_days(state.book, None, ask, days, as_of=today)
        for cause in _UNSURE:
            unsure = [
                day
                for day, decision in decisions.items()
                if decision.outcome is Outcome.REVIEW and decision.review_cause is cause
            ]
            if unsure:
                key = (cause, unsure[0], unsure[-1])
                counts[key] = counts.get(key, 0) + 1
    return [
        f"{span_words(first, last)}: {_UNSURE[cause]} di {count} kelurahan. Perlu keputusan."
        for (cause, first, last), count in sorted(counts.items())
    ]


#: Why coming days may need a decision, as the list of doubts says it.
_UNSURE: Final = {
    ReviewCause.GAP: "belum ada aturan yang diketahui",
    ReviewCause.CONFLICT: "aturan saling bertentangan",
    ReviewCause.POLICY: "kebijakan kantor belum menyebut arti level atau zona",
}


def horizon_words(state: OfficeState, today: date) -> str:
    """Return up to which day the city's rules are known."""
    last = firm_until(state.book, state.areas.by_code, as_of=today)
    if last is None:
        return "Aturan kota diketahui tanpa batas akhir."
    return f"Aturan kota diketahui sampai {span_words(last, last)}; sesudahnya tanggal sementara."


def record_of(state: OfficeState, rule_id: str) -> tuple[Record, Mapping[str, Any]] | None:
    """Return a record with its plain values, None where there is none of that id."""
    record = next((record for record in state.book.records if record.id == rule_id), None)
    plain = next((each for each in state.records if each["id"] == rule_id), None)
    return None if record is None or plain is None else (record, plain)
