"""What the rules say of the coming weeks, of the whole city and of parts that differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from planner.actions.saving.office_state import OfficeState
from planner.actions.saving.public_bases import credited
from planner.domain.areas import CITY
from planner.domain.decisions import Ask, Decision
from planner.domain.office import days_from
from planner.domain.vocabulary import Line, Outcome
from planner.public.shared.public_facts import PartSpell, Spell
from planner.rules import decide, decide_days

#: Days ahead for which the public is told whether the service runs.
AHEAD_DAYS: Final = 28
#: How far the end of what holds then is looked for.
A_YEAR: Final = timedelta(365)


def city_spells(state: OfficeState, today: date) -> tuple[Spell, ...]:
    """Return the answers of the coming weeks for a routine group visit, holidays aside."""
    ask = Ask(line=Line.PERMUKIMAN, area_code=CITY)
    days = _days(today)
    decisions = decide_days(state.book, None, ask, days, as_of=today)
    return tuple(_spell(state, ask, run, days[-1]) for run in _runs(decisions.values()))


def part_spells(state: OfficeState, today: date) -> tuple[PartSpell, ...]:
    """Return the days of the coming weeks on which kelurahan differ from the whole city."""
    days = _days(today)
    ask = Ask(line=Line.PERMUKIMAN, area_code=CITY)
    whole = decide_days(state.book, None, ask, days, as_of=today)
    together: dict[Spell, list[str]] = {}
    for area in state.areas.at_level("kelurahan"):
        here = replace(ask, area_code=area.code)
        decisions = decide_days(state.book, None, here, days, as_of=today)
        other = [said for day, said in decisions.items() if not _same(whole[day], said)]
        for run in _runs(other):
            together.setdefault(_spell(state, here, run, days[-1]), []).append(area.code)
    parts = [PartSpell(area_codes=tuple(codes), spell=spell) for spell, codes in together.items()]
    return tuple(sorted(parts, key=lambda part: (part.spell.first, part.area_codes)))


def _days(today: date) -> Sequence[date]:
    return days_from(today, today + timedelta(AHEAD_DAYS))


def _runs(decisions: Iterable[Decision]) -> list[list[Decision]]:
    """Return decisions of days in a row that say the same, together."""
    runs: list[list[Decision]] = []
    for said in decisions:
        if runs and _same(runs[-1][-1], said) and said.day == runs[-1][-1].day + timedelta(1):
            runs[-1].append(said)
        else:
            runs.append([said])
    return runs


def _same(first: Decision, second: Decision) -> bool:
    return (first.outcome, first.limits) == (second.outcome, second.limits)


def _spell(state: OfficeState, ask: Ask, run: list[Decision], horizon: date) -> Spell:
    first = run[0]
    answer = decide(state.book, state.calendar, ask, first.day, as_of=first.as_of)
    holiday = first.outcome is not answer.outcome
    return Spell(
        first=first.day,
        last=_last_day(state, ask, run, horizon),
        outcome=first.outcome,
        limits=first.limits,
        rule_ids=tuple(
            dict.fromkeys(rule for said in _credited_ids(state, ask, run) for rule in said)
        ),
        earliest=answer.earliest if first.outcome is Outcome.MOVE else None,
        review_on=first.review_on,
        reason=first.reason if holiday else answer.reason,
    )


def _credited_ids(
    state: OfficeState, ask: Ask, run: Iterable[Decision]
) -> Iterator[tuple[str, ...]]:
    """Yield what the days of a run rest on, once for days that rest on the same."""
    for decision in {decision.rule_ids: decision for decision in run}.values():
        yield credited(state, None, ask, decision).rule_ids


def _last_day(state: OfficeState, ask: Ask, run: Sequence[Decision], horizon: date) -> date | None:
    """Return the last day of ``run``; None where none is known within a year."""
    first, last = run[0], run[-1]
    if first.outcome is Outcome.MOVE and first.earliest is not None:
        return first.earliest - timedelta(1)
    if last.day < horizon:
        return last.day
    beyond = days_from(horizon + timedelta(1), horizon + A_YEAR)
    decisions = decide_days(state.book, None, ask, beyond, as_of=first.as_of)
    ends = (day - timedelta(1) for day, said in decisions.items() if not _same(last, said))
    return next(ends, None)
