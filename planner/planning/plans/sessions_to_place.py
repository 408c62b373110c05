"""Waiting visits cut into sessions that fit the rules of their days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from planner.domain.decisions import Decision, Limits
from planner.domain.errors import BadInput
from planner.domain.fleet import Depot, Unit
from planner.domain.indonesian import day_words
from planner.domain.office import SessionFigures
from planner.domain.plans import LeftOut
from planner.domain.visits import Visit
from planner.domain.vocabulary import Outcome, ReviewCause, VisitState
from planner.planning.plans.backlog import visit_id
from planner.planning.plans.sessions import session_plan
from routes import TravelModel

#: Staff on a home visit, driver included (decision 0004).
HOME_CREW: Final = 2
#: Times people are told are whole multiples of so many minutes (decision 0005).
ROUND_MIN: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionToPlace:
    """One session to place: a visit as it is, or a part cut out of it.

    ``allowed`` holds the decision of each day it may stand on. ``promised`` says that people
    were told its place, ``pinned`` that it stays there.
    """

    visit: Visit
    people: int
    minutes: int
    session_no: int
    split_from: str | None
    allowed: Mapping[date, Decision]
    limits: Limits
    pinned: bool = False
    promised: bool = False

    @property
    def id(self) -> str:
        """The id of the visit this session is or becomes."""
        return self.visit.id if self.split_from is None else self.new_id

    @property
    def new_id(self) -> str:
        """The id for life of a visit cut out of another."""
        return visit_id(self.visit.request.id, self.session_no)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fleet:
    """The units with their depot, what sessions take and how driving is reckoned."""

    units: tuple[Unit, ...]
    depot: Depot
    figures: SessionFigures
    travel: TravelModel


def pinned_sessions(
    visits: Iterable[Visit], first_day: date, last_day: date
) -> Iterable[SessionToPlace]:
    """Yield the published visits of the days, pinned where they stand."""
    for visit in visits:
        if visit.state is not VisitState.SCHEDULED or visit.day is None:
            continue
        if not first_day <= visit.day <= last_day:
            continue
        yield SessionToPlace(
            visit=visit,
            people=visit.people,
            minutes=(visit.end_min or 0) - (visit.start_min or 0),
            session_no=visit.session_no,
            split_from=None,
            allowed={},
            limits=visit.limits,
            pinned=True,
            promised=True,
        )


def session_numbers(visits: Iterable[Visit]) -> dict[str, int]:
    """Return the highest session number in use, by request id."""
    numbers: dict[str, int] = {}
    for visit in visits:
        request_id = visit.request.id
        numbers[request_id] = max(numbers.get(request_id, 0), visit.session_no)
    return numbers


def sessions_to_place(
    visit: Visit, decisions: Mapping[date, Decision], fleet: Fleet, *, taken: dict[str, int]
) -> list[SessionToPlace]:
    """Return the sessions of one waiting visit, all of the same size and length.

    They are cut to the limits of the first day that allows the visit. Days with stricter
    limits are closed to them. A day past the known rules is open when no known rule blocks
    it; the limits last known are assumed to go on, and the visit stays tentative.
    """
    usable = open_days(visit, decisions)
    if not usable:
        return []
    limits = _limits(usable, decisions)
    allowed = {
        day: decision
        for day, decision in usable.items()
        if not decision.outcome.serves or replace(decision.limits, sessions=None) == limits
    }
    cut = session_plan(
        visit.request.line,
        visit.people,
        visit.request.services,
        limits=limits,
        unit=_slowest(visit, fleet.units),
        figures=fleet.figures,
    )
    sessions = []
    for place, (people, minutes) in enumerate(zip(cut.people, cut.minutes, strict=True)):
        number = visit.session_no
        if place:
            taken[visit.request.id] += 1
            number = taken[visit.request.id]
        sessions.append(
            SessionToPlace(
                visit=visit,
                people=people,
                minutes=-(-minutes // ROUND_MIN) * ROUND_MIN,
                session_no=number,
                split_from=visit.id if place else None,
                allowed=allowed,
                limits=limits,
            )
        )
    return sessions


def open_days(visit: Visit, decisions: Mapping[date, Decision]) -> dict[date, Decision]:
    """Return the decisions of the days that may hold ``visit``, in order."""
    return {day: decision for day, decision in decisions.items() if _open(visit, decision)}


def session_minutes(visit: Visit, people: int, limits: Limits, fleet: Fleet) -> int:
    """Return how long one session for ``people`` takes, rounded up as people are told times.

    Raises
    ------
    BadInput
        They do not fit into one session under ``limits``.
    """
    cut = session_plan(
        visit.request.line,
        people,
        visit.request.services,
        limits=limits,
        unit=_slowest(visit, fleet.units),
        figures=fleet.figures,
    )
    if len(cut.people) != 1:
        most = max(cut.people, default=0)
        sentence = f"{people} orang tidak muat dalam satu sesi; paling banyak {most} orang."
        raise BadInput([f"{sentence} Susun draf baru agar kunjungan ini dibagi."])
    return -(-cut.minutes[0] // ROUND_MIN) * ROUND_MIN


def hours_left(start: int, end: int, limits: Limits) -> tuple[int, int]:
    """Return the part of working hours that ``limits`` leave, in minutes after midnight."""
    if limits.hours is None:
        return start, end
    opens, closes = (int(clock[:2]) * 60 + int(clock[3:]) for clock in limits.hours)
    return max(start, opens), min(end, closes)


def _limits(open_days: Mapping[date, Decision], decisions: Mapping[date, Decision]) -> Limits:
    """Return the limits to cut sessions to: of the first open day whose rules are known.

    Where every open day lies past the known rules, the last day that has rules decides.
    """
    served = [decision for decision in open_days.values() if decision.outcome.serves][:1]
    before = [decision for decision in decisions.values() if decision.outcome.serves][-1:]
    chosen = (served or before or list(open_days.values()))[0]
    return replace(chosen.limits, sessions=None)


def _open(visit: Visit, decision: Decision) -> bool:
    """Return whether a day may hold the visit: served, or past the known rules."""
    if visit.request.fixed_day not in (None, decision.day):
        return False
    beyond = decision.review_cause is ReviewCause.HORIZON
    return decision.outcome.serves or (decision.outcome is Outcome.REVIEW and beyond)


def _slowest(visit: Visit, units: Sequence[Unit]) -> Unit:
    """Return the capable unit with the fewest recording sets: lengths hold for all of them."""
    capable = [unit for unit in units if set(visit.request.services) <= set(unit.services)]
    slowest = min(capable or units, key=lambda unit: (unit.recording_sets, unit.id))
    return replace(slowest, crew=HOME_CREW) if visit.private else slowest


def left_out(visit: Visit, decisions: Mapping[date, Decision]) -> LeftOut:
    """Return why no day may hold ``visit``, by its fixed day or its first day."""
    fixed = visit.request.fixed_day
    if fixed is not None and fixed not in decisions:
        return LeftOut(
            visit_id=visit.id,
            code="fixed_day",
            sentence=(
                f"Tanggalnya tetap, {day_words(fixed)}, di luar hari rencana ini. "
                "Layani di kantor, atau minta tanggal baru."
            ),
            people=visit.people,
        )
    decision = decisions[fixed] if fixed is not None else next(iter(decisions.values()))
    code = decision.outcome.value
    return LeftOut(
        visit_id=visit.id,
        code=code,
        sentence=decision.reason,
        rule_ids=decision.rule_ids,
        people=visit.people,
    )
