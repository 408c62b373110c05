"""A replay as tables for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Final

from planner.domain.decisions import NO_LIMITS, Ask, Decision, Limits
from planner.planning.tables.csv_text import csv_text
from planner.rules.hindsight import Late, LeadTime, Replay
from planner.rules.history import DecisionChange, runs

ReportRow = tuple[object, ...]

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
    return {name: csv_text(COLUMNS[name], each).encode() for name, each in rows.items()}


def _timeline(replay: Replay) -> Iterator[ReportRow]:
    for track in replay.tracks:
        for run in runs(track):
            day = run.day_decision
            cells = _decided(day.decision, closed=day.closed)
            yield (*_whom(run.ask), run.first, run.last, len(run.days), *cells)


def _days(replay: Replay) -> Iterator[ReportRow]:
    for track in replay.tracks:
        for day in track.days:
            said = day.decision
            own = (said.day, said.earliest, said.review_on)
            yield (*_whom(track.ask), *own, *_decided(said, closed=day.closed))


def _whom(ask: Ask) -> ReportRow:
    return ask.area_code, ask.line.value


def _decided(decision: Decision, *, closed: bool) -> ReportRow:
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


def _changed(change: DecisionChange) -> ReportRow:
    return (
        *_whom(change.ask),
        change.after.day,
        "decision" if change.of_outcome else "limits",
        change.before.outcome.value,
        change.after.outcome.value,
        limits_said(change.before.limits),
        limits_said(change.after.limits),
        change.lead_days,
        change.after.rule_ids,
        change.after.titles,
    )


def _gaps(replay: Replay) -> Iterator[ReportRow]:
    for gap in replay.gaps:
        explanation = (
            "Tidak pernah ada aturan yang diketahui untuk hari ini."
            if gap.known_on is None
            else f"Aturannya baru diketahui {gap.known_on}."
        )
        span = (gap.days[0], gap.days[-1], len(gap.days))
        yield (gap.area_code, *span, gap.lines, gap.known_on, gap.rule_ids, explanation)


def _late(replay: Replay) -> Iterator[ReportRow]:
    for late, others in replay.late:
        head = _late_head(late)
        if not others:
            yield (*head, *("",) * 7)
        for other in others:
            yield (
                *head,
                *_whom(other.ask),
                other.decided.day,
                other.decided.outcome.value,
                other.timely.outcome.value,
                limits_said(other.decided.limits),
                limits_said(other.timely.limits),
            )


def _late_head(late: Late) -> ReportRow:
    what = "end" if late.of_end else "beginning"
    record = late.record
    return (record.id, record.title, what, late.first, late.last, late.days, late.known_on)


def _lead(replay: Replay) -> Iterator[ReportRow]:
    """Yield the lead time of each record, then of each change of a decision."""
    yield from (_lead_row(lead) for lead in replay.lead_times)
    for change in replay.changes:
        if change.of_outcome:
            title = f"{change.before.outcome.value} > {change.after.outcome.value}"
            lead_days = change.lead_days
            known_on = (
                None
                if lead_days is None
                else change.after.day.fromordinal(change.after.day.toordinal() - lead_days)
            )
            ids = change.after.rule_ids
            yield (
                "change",
                ids,
                title,
                *_whom(change.ask),
                change.after.day,
                known_on,
                lead_days,
                0,
            )


def _lead_row(lead: LeadTime) -> ReportRow:
    record = lead.record
    ahead_and_late = (max(0, lead.days), max(0, -lead.days))
    return ("record", record.id, record.title, "", "", lead.first, lead.known_on, *ahead_and_late)


def _conflicts(replay: Replay) -> Iterator[ReportRow]:
    for dispute in replay.disputes:
        whom = ("", "") if dispute.ask is None else _whom(dispute.ask)
        yield (dispute.kind, dispute.day, *whom, dispute.record_ids, dispute.sentence)
