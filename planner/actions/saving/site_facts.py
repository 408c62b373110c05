"""The office as the public may see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from planner.actions.saving.office_state import OfficeState
from planner.actions.saving.public_bases import (
    bases_of,
    credited,
    credited_event,
    credited_visit,
)
from planner.actions.saving.public_rules import public_periods, public_rules
from planner.domain.areas import CITY
from planner.domain.decisions import Ask, Decision
from planner.domain.office import OfficeProfile, days_from
from planner.domain.visits import VisitEvent
from planner.domain.vocabulary import EventKind, Line, Outcome
from planner.public.shared.page_views import leading_spell
from planner.public.shared.public_facts import OfficeFacts, PublicVisit, SiteFacts, Spell
from planner.rules import decide, decide_channels, decide_days

#: Days ahead for which the public is told whether the service runs.
AHEAD_DAYS: Final = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSetting:
    """What the site shows that no rule or visit decides."""

    office: OfficeProfile
    cells: Mapping[str, Mapping[str, object]]
    cells_approximate: bool
    saved_days: tuple[date, ...]
    travel_note: str


def site_facts(state: OfficeState, setting: SiteSetting, *, today: date) -> SiteFacts:
    """Return what the site shows on ``today``, as known that day.

    Only visits that were published once are shown; home visits never are. Two acts on one day
    that leave the public the same give the same facts, whatever the hour.
    """
    visits = tuple(_public_visits(state))
    spells = _spells(state, today)
    status_day = _status_day(state, today, spells)
    by_line = {
        area.code: {
            line: _decision(state, Ask(line=line, area_code=area.code), status_day, today)
            for line in Line
            if not line.private
        }
        for area in state.areas.at_level("kelurahan")
    }
    decisions = {code: said[Line.PERMUKIMAN] for code, said in by_line.items()}
    channels = decide_channels(state.book, CITY, today, as_of=today)
    shown = [
        *(
            rule
            for shown_visit in visits
            for event in shown_visit.events
            for rule in event.rule_ids
        ),
        *(rule for spell in spells for rule in spell.rule_ids),
        *(rule for said in by_line.values() for each in said.values() for rule in each.rule_ids),
        *(rule for channel in channels for rule in channel.rule_ids),
    ]
    office = setting.office
    rules = public_rules(state.book, today)
    return SiteFacts(
        office=office_facts(office),
        today=today,
        areas=state.areas,
        visits=visits,
        channels=channels,
        spells=spells,
        area_decisions=decisions,
        line_decisions=by_line,
        status_day=status_day,
        bases=bases_of(state, shown, today),
        depot=(office.depot.lat, office.depot.lon),
        rules=rules,
        rule_periods=public_periods(state.book, rules, today),
        travel_note=setting.travel_note,
        saved_days=setting.saved_days,
        cells=setting.cells,
        cells_approximate=setting.cells_approximate,
    )


def _decision(state: OfficeState, ask: Ask, day: date, today: date) -> Decision:
    """Return the answer for one day as the public is told it."""
    said = decide(state.book, state.calendar, ask, day, as_of=today)
    return credited(state, state.calendar, ask, said)


def _public_visits(state: OfficeState) -> Iterable[PublicVisit]:
    names = {unit.id: unit.name for unit in state.units}
    for visit in sorted(state.visits.values(), key=lambda visit: visit.id):
        events = state.events.get(visit.id, ())
        if visit.private or not _was_published(events):
            continue
        unit_id = visit.unit_id or _last_unit(events)
        # Numbers that the store gives count home visits too, so none of them goes further.
        yield PublicVisit(
            visit=replace(credited_visit(state, visit), version=0),
            events=tuple(replace(credited_event(state, visit, each), seq=0) for each in events),
            unit_name=names.get(unit_id, ""),
        )


def _was_published(events: Iterable[VisitEvent]) -> bool:
    return any(event.kind is EventKind.SCHEDULED for event in events)


def _last_unit(events: Iterable[VisitEvent]) -> str:
    units = [event.after.unit_id for event in events if event.after and event.after.unit_id]
    return units[-1] if units else ""


def _status_day(state: OfficeState, today: date, spells: Sequence[Spell]) -> date:
    """Return the day the map shows: the first working day of what heads the pages."""
    day = max(today, leading_spell(spells, today).first)
    while state.calendar.blocker(day, today) is not None:
        day += timedelta(1)
    return day


def _spells(state: OfficeState, today: date) -> tuple[Spell, ...]:
    """Return the answers of the coming weeks for a routine group visit, holidays aside."""
    ask = Ask(line=Line.PERMUKIMAN, area_code=CITY)
    days = days_from(today, today + timedelta(AHEAD_DAYS))
    decisions = decide_days(state.book, None, ask, days, as_of=today)
    runs: list[list[Decision]] = []
    for decision in decisions.values():
        if runs and _same(runs[-1][-1], decision):
            runs[-1].append(decision)
        else:
            runs.append([decision])
    return tuple(_spell(state, ask, run, days[-1]) for run in runs)


def _same(first: Decision, second: Decision) -> bool:
    return (first.outcome, first.limits) == (second.outcome, second.limits)


def _spell(state: OfficeState, ask: Ask, run: list[Decision], horizon: date) -> Spell:
    first, last = run[0], run[-1]
    answer = decide(state.book, state.calendar, ask, first.day, as_of=first.as_of)
    holiday = first.outcome is not answer.outcome
    return Spell(
        first=first.day,
        last=_last_day(first, last.day, horizon),
        outcome=first.outcome,
        limits=first.limits,
        rule_ids=tuple(dict.fromkeys(rule for said in _told(state, ask, run) for rule in said)),
        earliest=answer.earliest if first.outcome is Outcome.MOVE else None,
        review_on=first.review_on,
        reason=first.reason if holiday else answer.reason,
    )


def _told(state: OfficeState, ask: Ask, run: Iterable[Decision]) -> Iterator[tuple[str, ...]]:
    """Yield what the days of a run rest on, once for days that rest on the same."""
    for decision in {decision.rule_ids: decision for decision in run}.values():
        yield credited(state, None, ask, decision).rule_ids


def _last_day(first: Decision, last: date, horizon: date) -> date | None:
    """Return the last day of a run that starts with ``first``; None where none is known."""
    if first.outcome is Outcome.MOVE and first.earliest is not None:
        return first.earliest - timedelta(1)
    return None if last == horizon else last


def office_facts(office: OfficeProfile) -> OfficeFacts:
    """Return what the public site says of ``office``."""
    return OfficeFacts(
        name=office.name,
        address=office.address,
        demo=office.demo,
        whatsapp=office.whatsapp,
        site_url=office.site_url,
    )
