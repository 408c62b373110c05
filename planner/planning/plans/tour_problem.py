"""The backlog as a routing problem: rules become allowed intervals.

The timeline starts at midnight of the plan's first day; day ``d`` begins at ``d * 1440``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from planner.domain.fleet import Unit
from planner.domain.office import days_from
from planner.domain.plans import LeftOut
from planner.domain.visits import Visit
from planner.planning.plans.backlog import PROMISED_DAYS, waiting, weight
from planner.planning.plans.freedom import ONLY_NEW, Leeway, published_sessions
from planner.planning.plans.sessions_to_place import (
    ROUND_MIN,
    Fleet,
    SessionToPlace,
    hours_left,
    left_out,
    session_numbers,
    sessions_to_place,
)
from planner.planning.restrictions.suspension import Knowledge
from planner.rules import decide_days
from routes import DAY_MIN, Freedom, Problem, Published, Shift, Task, crow_fly_minutes
from routes import Unit as TourUnit

#: Minutes before and after service hours in which units may drive (decision 0004).
OUTWARD_MIN: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Tours:
    """Everything needed to state the tours of some days and to read the answer.

    ``points`` are (lat, lon) of the problem's places; the depot is the first.
    """

    problem: Problem
    points: tuple[tuple[float, float], ...]
    sessions: Mapping[str, SessionToPlace]
    blocked: tuple[LeftOut, ...]
    first_day: date
    last_day: date


def plan_tours(
    visits: Sequence[Visit],
    knowledge: Knowledge,
    fleet: Fleet,
    *,
    first_day: date,
    last_day: date,
    leeway: Leeway = ONLY_NEW,
) -> Tours:
    """State the tours that serve what waits, around what already stands.

    Scheduled visits inside the days enter as pinned, unless ``leeway`` lets them move.
    Visits no day allows come back as ``blocked``, with the reason of their first day.
    """
    days = days_from(first_day, last_day)
    names = {unit.id for unit in fleet.units}
    published = tuple(published_sessions(visits, knowledge, days, leeway, names))
    sessions: list[SessionToPlace] = [
        session for session in published if session.pinned or session.allowed
    ]
    taken = session_numbers(visits)
    blocked = [
        _without_unit(session)
        for session in published
        if not session.pinned and not session.allowed
    ]
    for visit in waiting(visits):
        decisions = decide_days(
            knowledge.book, knowledge.calendar, visit.ask, days, as_of=knowledge.as_of
        )
        sessions_of_visit = sessions_to_place(visit, decisions, fleet, taken=taken)
        sessions += sessions_of_visit
        if not sessions_of_visit:
            blocked.append(left_out(visit, decisions))
    points = [(fleet.depot.lat, fleet.depot.lon)]
    points += [(session.visit.request.lat, session.visit.request.lon) for session in sessions]
    travel_min = -(-crow_fly_minutes(points, model=fleet.travel) // ROUND_MIN) * ROUND_MIN
    return Tours(
        problem=Problem(
            name=f"rencana {days[0]:%Y-%m-%d} sampai {days[-1]:%Y-%m-%d}",
            days=len(days),
            places=len(points),
            travel_min=travel_min,
            tasks=tuple(
                _task(session, place, knowledge, fleet, days, leeway)
                for place, session in enumerate(sessions, start=1)
            ),
            units=tuple(_unit(unit, knowledge, days, sessions) for unit in fleet.units),
            area_people_per_day=None,
            published=tuple(
                _published(session, days[0]) for session in sessions if session.promised
            ),
            change_budget=leeway.engine_budget,
        ),
        points=tuple(points),
        sessions={session.id: session for session in sessions},
        blocked=tuple(blocked),
        first_day=first_day,
        last_day=last_day,
    )


def _without_unit(session: SessionToPlace) -> LeftOut:
    return LeftOut(
        visit_id=session.visit.id,
        code="no_unit",
        sentence="Unit yang dijanjikan tidak dipakai, dan tidak ada hari lain yang diizinkan.",
        people=session.people,
    )


def _units(session: SessionToPlace, capable: tuple[str, ...], leeway: Leeway) -> tuple[str, ...]:
    keeps = session.promised and leeway.freedom is Freedom.KEEP_UNIT_AND_DAY
    return (session.visit.unit_id or "",) if session.pinned or keeps else capable


def _task(
    session: SessionToPlace,
    place: int,
    knowledge: Knowledge,
    fleet: Fleet,
    days: Sequence[date],
    leeway: Leeway,
) -> Task:
    request = session.visit.request
    capable = tuple(
        unit.id
        for unit in fleet.units
        if set(request.services) - set(session.limits.services_off) <= set(unit.services)
    )
    return Task(
        id=session.id,
        place=place,
        service_min=session.minutes,
        intervals=_intervals(session, knowledge, days),
        units=_units(session, capable, leeway),
        people=session.people,
        weight=weight(session.visit, on=days[0], debt=knowledge.debt_of(session.visit)),
        due_day=max(0, (request.requested_on + timedelta(PROMISED_DAYS) - days[0]).days),
        site=request.id,
        area=request.area_code,
        group=".".join(request.area_code.split(".")[:3]),
        name=request.place,
    )


def _intervals(
    session: SessionToPlace, knowledge: Knowledge, days: Sequence[date]
) -> tuple[tuple[int, int], ...]:
    if session.pinned:
        base = ((session.visit.day or days[0]) - days[0]).days * DAY_MIN
        return ((base + (session.visit.start_min or 0), base + (session.visit.end_min or 0)),)
    intervals = []
    for day in session.allowed:
        base = (day - days[0]).days * DAY_MIN
        for start, end in knowledge.calendar.hours(day, knowledge.as_of):
            first, last = hours_left(start, end, session.limits)
            if last - first >= session.minutes:
                intervals.append((base + first, base + last))
    return tuple(intervals)


def _unit(
    unit: Unit, knowledge: Knowledge, days: Sequence[date], sessions: Sequence[SessionToPlace]
) -> TourUnit:
    """Return a unit with its shifts; a day with published visits keeps room for them."""
    shifts = []
    for number, day in enumerate(days):
        hours = list(knowledge.calendar.hours(day, knowledge.as_of))
        if knowledge.calendar.blocker(day, knowledge.as_of) is not None:
            hours = []
        hours += [
            (session.visit.start_min or 0, session.visit.end_min or 0)
            for session in sessions
            if session.promised and session.visit.day == day and session.visit.unit_id == unit.id
        ]
        if hours:
            base = number * DAY_MIN
            first = min(start for start, _ in hours) - OUTWARD_MIN
            last = max(end for _, end in hours) + OUTWARD_MIN
            shifts.append(
                Shift(
                    day=number,
                    start_min=base + max(0, first),
                    end_min=base + min(DAY_MIN, last),
                )
            )
    return TourUnit(
        id=unit.id,
        depot=0,
        shifts=tuple(shifts),
        people_per_day=unit.people_per_day,
        name=unit.name,
    )


def _published(session: SessionToPlace, first_day: date) -> Published:
    visit = session.visit
    day = ((visit.day or first_day) - first_day).days
    return Published(
        task=visit.id,
        unit=visit.unit_id or "",
        day=day,
        start_min=day * DAY_MIN + (visit.start_min or 0),
        pinned=session.pinned,
    )
