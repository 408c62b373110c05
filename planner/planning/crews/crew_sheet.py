"""What a crew needs to know of its day: when to gather, and its stops in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.domain.decisions import NO_LIMITS, Limits
from planner.domain.plans import Plan
from planner.domain.visits import Visit
from planner.domain.vocabulary import Service
from planner.planning.crews.rota_days import DRIVEN
from planner.planning.plans.sessions_to_place import ROUND_MIN
from planner.planning.plans.tour_problem import OUTWARD_MIN

#: Minutes in which a crew loads and tries its equipment before it leaves (decision 0050).
LOADING_MIN: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewStop:
    """One stop, times in minutes after midnight.

    Of a home there are its times alone: a sheet lies about. ``place`` is empty there, and
    where it is, what it needs stands on the day sheet of those who serve it.
    """

    start_min: int
    end_min: int
    private: bool
    place: str = ""
    area_code: str = ""
    people: int = 0
    services: tuple[Service, ...] = ()
    limits: Limits = NO_LIMITS
    visit_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewDay:
    """One unit's day: ``gather_min`` and ``leave_min`` are None where it has no stop."""

    stops: tuple[CrewStop, ...]
    gather_min: int | None = None
    leave_min: int | None = None


def crew_day(visits: Iterable[Visit], plan: Plan | None, unit_id: str, day: date) -> CrewDay:
    """Return the day of ``unit_id``; the drive to its first stop is that of ``plan``."""
    mine = [
        visit
        for visit in visits
        if visit.unit_id == unit_id and visit.day == day and visit.state in DRIVEN
    ]
    mine.sort(key=lambda visit: (visit.start_min or 0, visit.id))
    if not mine:
        return CrewDay(stops=())
    leave = max(0, (mine[0].start_min or 0) - _drive_to(mine[0], plan)) // ROUND_MIN * ROUND_MIN
    return CrewDay(
        stops=tuple(_stop(visit) for visit in mine),
        leave_min=leave,
        gather_min=max(0, leave - LOADING_MIN),
    )


def _drive_to(visit: Visit, plan: Plan | None) -> int:
    entries = () if plan is None else plan.entries
    for entry in entries:
        if (entry.visit_id, entry.day, entry.unit_id) == (visit.id, visit.day, visit.unit_id):
            return entry.travel_min
    return OUTWARD_MIN


def _stop(visit: Visit) -> CrewStop:
    start, end = visit.start_min or 0, visit.end_min or 0
    if visit.private:
        return CrewStop(start_min=start, end_min=end, private=True)
    request = visit.request
    return CrewStop(
        start_min=start,
        end_min=end,
        private=False,
        place=request.place,
        area_code=request.area_code,
        people=visit.people,
        services=tuple(each for each in request.services if each not in visit.limits.services_off),
        limits=visit.limits,
        visit_id=visit.id,
    )
