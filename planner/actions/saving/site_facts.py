"""The office as the public may see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from planner.actions.saving.office_state import OfficeState
from planner.actions.saving.public_bases import (
    bases_of,
    credited,
    credited_event,
    credited_visit,
)
from planner.actions.saving.public_rules import public_periods, public_rules
from planner.actions.saving.public_spells import city_spells, part_spells
from planner.domain.areas import CITY
from planner.domain.decisions import Ask, Decision
from planner.domain.office import OfficeProfile
from planner.domain.visits import VisitEvent
from planner.domain.vocabulary import EventKind, Line
from planner.public.shared.public_facts import OfficeFacts, PublicVisit, SiteFacts, Spell
from planner.public.shared.status_views import leading_spell
from planner.rules import decide, decide_channels


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
    spells = city_spells(state, today)
    parts = part_spells(state, today)
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
        *(rule for part in parts for rule in part.spell.rule_ids),
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
        parts=parts,
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


def office_facts(office: OfficeProfile) -> OfficeFacts:
    """Return what the public site says of ``office``."""
    return OfficeFacts(
        name=office.name,
        address=office.address,
        demo=office.demo,
        whatsapp=office.whatsapp,
        site_url=office.site_url,
    )
