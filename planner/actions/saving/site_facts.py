"""The office as the public may see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from planner.actions.saving.office_state import OfficeState
from planner.actions.saving.public_rules import public_periods, public_rules
from planner.domain.areas import CITY
from planner.domain.decisions import Ask, Decision
from planner.domain.office import OfficeProfile, days_from
from planner.domain.visits import VisitEvent
from planner.domain.vocabulary import BlockerCode, Cause, EventKind, Line, Outcome
from planner.public.shared.page_views import leading_spell
from planner.public.shared.public_facts import Basis, OfficeFacts, PublicVisit, SiteFacts, Spell
from planner.rules import assumed, basis_of, decide, decide_channels, decide_days

#: Days ahead for which the public is told whether the service runs.
AHEAD_DAYS: Final = 28

#: Said of a day whose rule is missing; the page around it names the day.
_NOT_KNOWN: Final = "Belum ada aturan yang diketahui untuk hari itu"
#: Why a blocker without an instrument stands in the way.
_CAUSES: Final = {
    BlockerCode.HOLIDAY.value: Cause.HOLIDAY,
    BlockerCode.RESOURCE.value: Cause.TECHNICAL_PROBLEM,
    BlockerCode.HOST.value: Cause.OTHER_CAUSE,
    BlockerCode.GAP.value: Cause.UNKNOWN_CAUSE,
}


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
    decisions = {
        area.code: decide(
            state.book,
            state.calendar,
            Ask(line=Line.PERMUKIMAN, area_code=area.code),
            status_day,
            as_of=today,
        )
        for area in state.areas.at_level("kelurahan")
    }
    channels = decide_channels(state.book, CITY, today, as_of=today)
    shown = [
        *(
            rule
            for shown_visit in visits
            for event in shown_visit.events
            for rule in event.rule_ids
        ),
        *(rule for spell in spells for rule in spell.rule_ids),
        *(rule for decision in decisions.values() for rule in decision.rule_ids),
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
        status_day=status_day,
        bases=_bases(state, shown, today),
        depot=(office.depot.lat, office.depot.lon),
        rules=rules,
        rule_periods=public_periods(state.book, rules, today),
        travel_note=setting.travel_note,
        saved_days=setting.saved_days,
        cells=setting.cells,
        cells_approximate=setting.cells_approximate,
    )


def _public_visits(state: OfficeState) -> Iterable[PublicVisit]:
    names = {unit.id: unit.name for unit in state.units}
    for visit in sorted(state.visits.values(), key=lambda visit: visit.id):
        events = state.events.get(visit.id, ())
        if visit.private or not _was_published(events):
            continue
        unit_id = visit.unit_id or _last_unit(events)
        # Numbers that the store gives count home visits too, so none of them goes further.
        yield PublicVisit(
            visit=replace(visit, version=0),
            events=tuple(replace(event, seq=0) for event in events),
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
        rule_ids=tuple(dict.fromkeys(rule for decision in run for rule in decision.rule_ids)),
        earliest=answer.earliest if first.outcome is Outcome.MOVE else None,
        review_on=first.review_on,
        reason=first.reason if holiday else answer.reason,
    )


def _last_day(first: Decision, last: date, horizon: date) -> date | None:
    """Return the last day of a run that starts with ``first``; None where none is known."""
    if first.outcome is Outcome.MOVE and first.earliest is not None:
        return first.earliest - timedelta(1)
    return None if last == horizon else last


def _bases(state: OfficeState, rule_ids: Iterable[str], today: date) -> dict[str, Basis]:
    bases = {}
    for rule_id in dict.fromkeys((*rule_ids, *(code.value for code in BlockerCode))):
        title, source, evidence = basis_of(state.book, rule_id)
        if rule_id == BlockerCode.GAP:
            title = _NOT_KNOWN
        bases[rule_id] = Basis(
            rule_id=rule_id,
            title=title,
            source=source,
            evidence=evidence,
            cause=_cause_of(state, rule_id),
            assumed=assumed(state.book, rule_id, as_of=today),
        )
    return bases


def _cause_of(state: OfficeState, rule_id: str) -> Cause:
    """Return why a rule changes the service; most rules here are about health."""
    if rule_id in _CAUSES:
        return _CAUSES[rule_id]
    cause = getattr(state.book.find(rule_id), "cause", Cause.MEDICAL_EMERGENCY)
    return Cause(cause)


def office_facts(office: OfficeProfile) -> OfficeFacts:
    """Return what the public site says of ``office``."""
    return OfficeFacts(
        name=office.name,
        address=office.address,
        demo=office.demo,
        whatsapp=office.whatsapp,
        site_url=office.site_url,
    )
