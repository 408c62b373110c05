"""A replay as tables for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Final

from planner.domain.decisions import NO_LIMITS, Ask, Decision, Limits
from planner.planning.tables.csv_text import csv_text
from planner.rules.hindsight import Late, Notice, Replay
from planner.rules.history import Change, runs

Row = tuple[object, ...]

_DECISION: Final = ("decision", "review_cause", "closed", "firm", "limits", "rule_ids", "reason")
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "timeline.csv": ("area", "line", "from", "to", "days", *_DECISION),
    "days.csv": ("area", "line", "day", "earliest", "review_on", *_DECISION),
    "changes.csv": (
        *("area", "line", "day", "what", "from_decision", "to_decision", "from_limits"),
        *("to_limits", "notice_days", "rule_ids", "basis"),
    ),
    "gaps.csv": ("area", "from", "to", "days", "lines", "known_on", "rule_ids", "explanation"),
    "late.csv": (
        *("record", "title", "what", "held_from", "held_to", "days_late", "known_on", "area"),
        *("line", "day", "decided", "would_be", "decided_limits", "would_be_limits"),
    ),
    "lead.csv": (
        *("what", "record", "title", "area", "line", "first_day", "known_on"),
        *("notice_days", "late_days"),
    ),
    "conflicts.csv": ("what", "day", "area", "line", "records", "sentence"),
}


def replay_tables(replay: Replay) -> dict[str, bytes]:
    """Return the tables of ``replay`` by file name, as UTF-8."""
    rows = {
        "timeline.csv": _timeline(replay),
        "days.csv": _days(replay),
        "changes.csv": (_changed(change) for change in replay.changes),
        "gaps.csv": _gaps(replay),
        "late.csv": _late(replay),
        "lead.csv": _lead(replay),
        "conflicts.csv": _conflicts(replay),
    }
    return {name: csv_text(COLUMNS[name], found).encode() for name, found in rows.items()}


def _timeline(replay: Replay) -> Iterator[Row]:
    for track in replay.tracks:
        for run in runs(track):
            told = _decided(run.told.decision, closed=run.told.closed)
            yield (*_whom(run.ask), run.first, run.last, len(run.days), *told)


def _days(replay: Replay) -> Iterator[Row]:
    for track in replay.tracks:
        for told in track.days:
            said = told.decision
            own = (said.day, said.earliest, said.review_on)
            yield (*_whom(track.ask), *own, *_decided(said, closed=told.closed))


def _whom(ask: Ask) -> Row:
    return ask.area_code, ask.line.value


def _decided(decision: Decision, *, closed: bool) -> Row:
    return (
        decision.outcome.value,
        None if decision.review_cause is None else decision.review_cause.value,
        closed,
        decision.firm,
        limits_said(decision.limits),
        decision.rule_ids,
        decision.reason,
    )


def limits_said(limits: Limits) -> dict[str, object]:
    """Return the limits that are set, by name."""
    if limits is NO_LIMITS:
        return {}
    named = ((field.name, getattr(limits, field.name)) for field in fields(limits))
    return {name: value for name, value in named if value not in (None, False, ())}


def _changed(change: Change) -> Row:
    return (
        *_whom(change.ask),
        change.after.day,
        "decision" if change.of_outcome else "limits",
        change.before.outcome.value,
        change.after.outcome.value,
        limits_said(change.before.limits),
        limits_said(change.after.limits),
        change.notice,
        change.after.rule_ids,
        change.after.basis,
    )


def _gaps(replay: Replay) -> Iterator[Row]:
    for gap in replay.gaps:
        told = (
            "Tidak pernah ada aturan yang diketahui untuk hari ini."
            if gap.known_on is None
            else f"Aturannya baru diketahui {gap.known_on}."
        )
        span = (gap.days[0], gap.days[-1], len(gap.days))
        yield (gap.area_code, *span, gap.lines, gap.known_on, gap.rule_ids, told)


def _late(replay: Replay) -> Iterator[Row]:
    for late, others in replay.late:
        head = _late_head(late)
        if not others:
            yield (*head, *("",) * 7)
        for other in others:
            yield (
                *head,
                *_whom(other.ask),
                other.told.day,
                other.told.outcome.value,
                other.timely.outcome.value,
                limits_said(other.told.limits),
                limits_said(other.timely.limits),
            )


def _late_head(late: Late) -> Row:
    what = "end" if late.of_end else "beginning"
    record = late.record
    return (record.id, record.title, what, late.first, late.last, late.days, late.known_on)


def _lead(replay: Replay) -> Iterator[Row]:
    """Yield the notice of each record, then of each change of a decision."""
    yield from (_noticed(notice) for notice in replay.notices)
    for change in replay.changes:
        if change.of_outcome:
            title = f"{change.before.outcome.value} > {change.after.outcome.value}"
            notice = change.notice
            known = (
                None
                if notice is None
                else change.after.day.fromordinal(change.after.day.toordinal() - notice)
            )
            ids = change.after.rule_ids
            yield ("change", ids, title, *_whom(change.ask), change.after.day, known, notice, 0)


def _noticed(notice: Notice) -> Row:
    days = notice.days
    record = notice.record
    days_told = (max(0, days), max(0, -days))
    return ("record", record.id, record.title, "", "", notice.first, notice.known_on, *days_told)


def _conflicts(replay: Replay) -> Iterator[Row]:
    for found in replay.disputes:
        whom = ("", "") if found.ask is None else _whom(found.ask)
        yield (found.kind, found.day, *whom, found.record_ids, found.sentence)
