"""The visits of one day as big cards: what is still to be recorded, and what is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.actions.world import World
from planner.domain.indonesian import clock_words
from planner.domain.visits import Visit
from planner.domain.words import VisitState
from planner.public.words import SERVICES, limit_words
from planner.web.words import LINES, STATES

#: Why a visit did not take place, one tap each. People read these words, so none names anybody.
REASONS: Final = (
    "Listrik atau genset mati",
    "Jaringan mati",
    "Alat rekam rusak",
    "Mobil rusak",
    "Hujan lebat atau banjir",
    "Tempat tidak bisa dipakai",
    "Tidak ada warga yang datang",
    "Petugas sakit",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCard:
    """One visit of the day. ``services`` are code, word and the count to begin with."""

    visit_id: str
    request_id: str
    hours: str
    place: str
    area: str
    line: str
    unit: str
    people: int
    services: tuple[tuple[str, str, int], ...]
    limits: str
    home: bool
    open: bool
    state: str
    told: str


def day_cards(world: World, day: date, unit_id: str = "") -> list[DayCard]:
    """Return the visits of ``day`` (of one unit, or of all) by hour; open ones first."""
    units = {unit.id: unit.name for unit in world.units}
    chosen = [
        visit
        for visit in world.visits.values()
        if visit.day == day and (not unit_id or visit.unit_id == unit_id)
    ]
    return [_card(visit, world, units) for visit in sorted(chosen, key=_in_order)]


def _in_order(visit: Visit) -> tuple[bool, int, str]:
    return (visit.state.ended, visit.start_min or 0, visit.id)


def units_on(world: World, day: date) -> list[tuple[str, str]]:
    """Return id and name of the units that have visits on ``day``."""
    used = {visit.unit_id for visit in world.visits.values() if visit.day == day}
    return [(unit.id, unit.name) for unit in world.units if unit.id in used]


def _card(visit: Visit, world: World, units: dict[str, str]) -> DayCard:
    request = visit.request
    told = [event for event in world.events.get(visit.id, ()) if event.after is not None]
    return DayCard(
        visit_id=visit.id,
        request_id=request.id,
        hours=f"{clock_words(visit.start_min or 0)}-{clock_words(visit.end_min or 0)}",
        place=request.place,
        area=world.areas.get(request.area_code).name,
        line=LINES[request.line],
        unit=units.get(visit.unit_id or "", ""),
        people=visit.people,
        services=tuple(_counts(visit)),
        limits=" ".join(limit_words(visit.limits)),
        home=visit.private,
        open=visit.state is VisitState.SCHEDULED,
        state=STATES[visit.state],
        told=told[-1].why if told else "",
    )


def _counts(visit: Visit) -> Iterable[tuple[str, str, int]]:
    """Yield the services of ``visit``; where it brings one alone, everybody gets that."""
    alone = len(visit.request.services) == 1
    for service in visit.request.services:
        yield service.value, SERVICES[service], visit.people if alone else 0
