"""What a rule does to others and they to it, by the steps of the order of precedence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.actions.saving.office_state import OfficeState
from planner.domain.decisions import Ask
from planner.domain.vocabulary import Line
from planner.rules import decide
from planner.rules.alerts import AlertEffect, Severity, alert_effect, severity_of
from planner.rules.rule_records import Record
from planner.rules.ties import TieKind, ties_of
from planner.web.restrictions.views import DatedRecord, is_dated

#: A tie in words from the side that acts and from the other, and the step that applies it.
_TIES: Final = {
    TieKind.CORRECTED: ("Memperbaiki catatan keliru", "Keliru, diperbaiki oleh", "diperbaiki"),
    TieKind.ENDED: ("Mengakhiri", "Diakhiri oleh", "diakhiri"),
    TieKind.DISPLACED: ("Menggeser", "Digeser oleh", "digeser karena pendelegasian"),
    TieKind.EXEMPTED: ("Mengecualikan dari", "Dikecualikan oleh", "dikecualikan"),
    TieKind.EXTENDED: ("Memperpanjang", "Diperpanjang oleh", ""),
}
#: The steps of a decision as this page names them.
_STEPS: Final = {
    "ended": "diakhiri",
    "displaced": "digeser karena pendelegasian",
    "exempted": "dikecualikan",
    "advisory": "hanya anjuran",
    "strictest": "yang paling ketat berlaku",
    "calendar": "hari libur",
}
_EFFECTS: Final = {
    AlertEffect.NO_SERVICE: "layanan berhenti",
    AlertEffect.REDUCED_SERVICE: "layanan berkurang",
    AlertEffect.MODIFIED_SERVICE: "layanan dengan syarat",
    AlertEffect.OTHER_EFFECT: "akibat lain",
    AlertEffect.UNKNOWN_EFFECT: "belum pasti",
    AlertEffect.NO_EFFECT: "tidak membatasi",
}
_SEVERITIES: Final = {
    Severity.SEVERE: "berat",
    Severity.WARNING: "sedang",
    Severity.INFO: "ringan",
    Severity.UNKNOWN_SEVERITY: "belum pasti",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TieLine:
    """One record that is joined to the rule; ``step`` is empty where none applies it."""

    how: str
    step: str
    id: str
    title: str
    first: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One step of precedence that the rule takes part in, with the other rules it is about."""

    step: str
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedence:
    """The steps that decide a routine visit in the rule's area on ``day``."""

    day: date
    steps: tuple[StepLine, ...]


def tie_lines(state: OfficeState, rule_id: str, today: date) -> list[TieLine]:
    """Return what the rule does to others, then what they do to it, as known today."""
    lines = []
    ties = ties_of(state.book, today)
    for side in (0, 1):
        for tie in ties:
            own, other = (tie.by, tie.of) if side == 0 else (tie.of, tie.by)
            record = state.book.find(other)
            if own == rule_id and record is not None and is_dated(record):
                how, step = _TIES[tie.kind][side], _TIES[tie.kind][2]
                lines.append(
                    TieLine(how=how, step=step, id=other, title=record.title, first=tie.first)
                )
    return lines


def precedence(state: OfficeState, record: DatedRecord, today: date) -> Precedence | None:
    """Return the steps that name the rule on its first day from today on; None: no such step.

    Of a rule that is over they are those of its last day: what came after is no step of it.
    """
    rule = next((each for each in state.book.view(today).rules if each.id == record.id), None)
    day = max(today, record.first)
    if rule is not None and rule.last is not None:
        day = max(record.first, min(day, rule.last))
    areas = record.areas or (state.areas.city,)
    lines = _lines(record) or (Line.PERMUKIMAN,)
    ask = Ask(line=lines[0], area_code=_inside(areas[0], state.areas.city))
    steps = decide(state.book, None, ask, day, as_of=today).steps
    named = [
        StepLine(step=_STEPS[step.name], others=tuple(_others(state, step.rule_ids, record.id)))
        for step in steps
        if record.id in step.rule_ids
    ]
    return Precedence(day=day, steps=tuple(named)) if named else None


def alert_words(state: OfficeState, record: Record, today: date) -> dict[str, str]:
    """Return the effect and severity of a record in words."""
    effect = alert_effect(record, state.book.view(today).policy_on(today))
    severity = severity_of(effect)
    return {
        "effect": _EFFECTS[effect],
        "severity": _SEVERITIES[severity],
    }


def _lines(record: DatedRecord) -> tuple[Line, ...]:
    scope = getattr(record, "scope", None)
    lines: tuple[Line, ...] = getattr(record, "lines", ()) if scope is None else scope.lines
    return lines


def _inside(code: str, city: str) -> str:
    """Return the city for an area that holds it."""
    return city if code == "ID" or city.startswith(f"{code}.") else code


def _others(state: OfficeState, rule_ids: Iterable[str], own: str) -> Iterable[tuple[str, str]]:
    for rule_id in rule_ids:
        record = state.book.find(rule_id)
        if rule_id != own and record is not None and is_dated(record):
            yield rule_id, record.title
