"""Where a visit could stand in a draft: every unit and day, with room or with what forbids it.

Other visits keep their times; only the drives next to the visit change. What is named here as
free passes the same checks as an edit: places offered to a coordinator are tried out first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Final

from planner.domain.decisions import Decision, Limits
from planner.domain.errors import BadInput, NotFound, PlannerError
from planner.domain.fleet import Unit
from planner.domain.office import days_from
from planner.domain.plans import LeftOut, Plan, PlanEntry
from planner.domain.vocabulary import Outcome, ReviewCause
from planner.planning.plans.drafting import stop_of
from planner.planning.plans.editing import Place, PlanningContext, add, move
from planner.planning.plans.sessions_to_place import ROUND_MIN, hours_left, session_minutes
from planner.planning.plans.tour_problem import OUTWARD_MIN, Tours
from planner.rules import decide
from routes import crow_fly_minutes, evaluate

#: How many places are offered.
OFFERED: Final = 3
#: Free places that are tried out before fewer are offered.
TRIED: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDay:
    """One unit on one day, for one visit.

    ``code`` is free, here (it stands there), past, rule, services, session, people or full.
    ``start_min`` and ``end_min`` are the earliest free time, minutes after local midnight (-1:
    none), ``detour_min`` the minutes of driving that it adds. ``need_min`` is how long the visit
    takes, ``free_min`` the longest stretch that is left there, ``over`` the people above the
    unit's limit; ``reason`` the rule's sentence.
    """

    day: date
    unit_id: str
    code: str
    start_min: int = -1
    end_min: int = -1
    detour_min: int = 0
    need_min: int = 0
    free_min: int = 0
    over: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A place that was tried out. ``more`` is what the plan would cost more (less: negative)."""

    place: Place
    end_min: int
    detour_min: int
    more: int | None


def item_of(plan: Plan, visit_id: str) -> PlanEntry | LeftOut:
    """Return the place of a visit in ``plan``, or its entry among those left out.

    Raises
    ------
    NotFound
        The plan knows no such visit.
    """
    items: tuple[PlanEntry | LeftOut, ...] = (*plan.entries, *plan.left_out)
    for item in items:
        if item.visit_id == visit_id:
            return item
    raise NotFound(f"Kunjungan {visit_id[:40]} tidak ada dalam rencana ini. Muat ulang papan.")


def cells_of(plan: Plan, visit_id: str, context: PlanningContext) -> tuple[UnitDay, ...]:
    """Return every unit and day of ``plan`` for one visit, by day, then as units are listed.

    Raises
    ------
    NotFound
        The plan knows no such visit.
    """
    item = item_of(plan, visit_id)
    drives = _Drives(plan, item, context)
    knowledge, visit = context.knowledge, context.visit_of(item)
    cells: list[UnitDay] = []
    for day in days_from(plan.first_day, plan.last_day):
        decision = decide(knowledge.book, knowledge.calendar, visit.ask, day, as_of=knowledge.as_of)
        wanted = _wanted(item, day, decision, context)
        cells += [_cell(wanted, unit, drives) for unit in context.fleet.units]
    return tuple(cells)


def openings_of(
    plan: Plan,
    visit_id: str,
    context: PlanningContext,
    tours: Tours,
    cells: Sequence[UnitDay],
    *,
    most: int = OFFERED,
) -> tuple[Opening, ...]:
    """Return the best places among ``cells``, each tried out; what costs least comes first."""
    item = item_of(plan, visit_id)
    free = [_opening(plan, item, cell, tours) for cell in cells if cell.code == "free"]
    free.sort(key=lambda opening: _rank(opening, tours))
    change = move if isinstance(item, PlanEntry) else add
    good: list[Opening] = []
    for opening in free[:TRIED]:
        try:
            change(plan, visit_id, opening.place, context)
        except PlannerError:
            continue
        good.append(opening)
        if len(good) == most:
            break
    return tuple(good)


def _rank(opening: Opening, tours: Tours) -> tuple[int, date, int, str]:
    wait = (opening.place.day - tours.first_day).days
    cost = opening.more if opening.more is not None else 10 * wait + opening.detour_min
    return (cost, opening.place.day, opening.place.start_min, opening.place.unit_id)


def _opening(plan: Plan, item: PlanEntry | LeftOut, cell: UnitDay, tours: Tours) -> Opening:
    place = Place(day=cell.day, unit_id=cell.unit_id, start_min=cell.start_min)
    others = [entry for entry in plan.entries if entry.visit_id != item.visit_id]
    names = {item.visit_id, *(entry.visit_id for entry in others)}
    more = None
    if names <= set(tours.sessions):
        now = [stop_of(entry, tours) for entry in plan.entries]
        there = PlanEntry(
            visit_id=item.visit_id,
            unit_id=cell.unit_id,
            day=cell.day,
            start_min=cell.start_min,
            end_min=cell.end_min,
            people=item.people,
            firm=False,
        )
        then = [stop_of(entry, tours) for entry in (*others, there)]
        more = evaluate(tours.problem, then).total - evaluate(tours.problem, now).total
    return Opening(place=place, end_min=cell.end_min, detour_min=cell.detour_min, more=more)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What one visit needs on one day. ``spans`` are the hours it may use, by limits."""

    day: date
    people: int
    services: frozenset[str]
    length: int
    spans: tuple[tuple[int, int], ...]
    shift: tuple[int, int]
    code: str
    reason: str


def _wanted(
    item: PlanEntry | LeftOut, day: date, decision: Decision, context: PlanningContext
) -> _Wanted:
    knowledge, visit = context.knowledge, context.visit_of(item)
    people = item.people or visit.people
    serves = decision.outcome.serves
    limits = decision.limits
    if not serves and isinstance(item, PlanEntry):
        limits = item.limits
    code, reason, length = _allowed(day, decision, visit.request.fixed_day, knowledge.as_of)
    if not code:
        code, reason, length = _length(item, people, limits, context)
    total = decision.limits.total
    if not code and total is not None and people > total:
        code, reason = "session", f"{people} orang melebihi batas {total} orang satu sesi."
    hours = tuple(knowledge.calendar.hours(day, knowledge.as_of))
    return _Wanted(
        day=day,
        people=people,
        services=frozenset(visit.request.services) - frozenset(limits.services_off),
        length=length,
        spans=tuple(hours_left(start, end, limits) for start, end in hours),
        shift=(
            min((a for a, _ in hours), default=0) - OUTWARD_MIN,
            max((b for _, b in hours), default=0) + OUTWARD_MIN,
        ),
        code=code,
        reason=reason,
    )


def _allowed(
    day: date, decision: Decision, fixed: date | None, as_of: date
) -> tuple[str, str, int]:
    """Return what forbids the day altogether: its code and sentence; empty where nothing does."""
    if day < as_of:
        return "past", "Hari ini sudah lewat.", 0
    if fixed not in (None, day):
        return "rule", "Tanggal kunjungan ini tetap.", 0
    beyond = decision.outcome is Outcome.REVIEW and decision.review_cause is ReviewCause.HORIZON
    if not decision.outcome.serves and not beyond:
        return "rule", decision.reason, 0
    return "", "", 0


def _length(
    item: PlanEntry | LeftOut, people: int, limits: Limits, context: PlanningContext
) -> tuple[str, str, int]:
    if isinstance(item, PlanEntry):
        return "", "", item.end_min - item.start_min
    try:
        visit = context.visit_of(item)
        limits = replace(limits, sessions=None)
        return "", "", session_minutes(visit, people, limits, context.fleet)
    except BadInput as refused:
        return "session", str(refused), 0


class _Drives:
    """The tours of a plan without one visit, and the minutes of driving between their places."""

    def __init__(self, plan: Plan, item: PlanEntry | LeftOut, context: PlanningContext) -> None:
        self.here = item if isinstance(item, PlanEntry) else None
        self.tours: dict[tuple[str, date], list[PlanEntry]] = {}
        visit, depot = context.visit_of(item), context.fleet.depot
        points = [(depot.lat, depot.lon), (visit.request.lat, visit.request.lon)]
        self.spot: dict[str, int] = {}
        for entry in sorted(plan.entries, key=lambda entry: entry.start_min):
            if entry.visit_id != item.visit_id:
                self.tours.setdefault((entry.unit_id, entry.day), []).append(entry)
                request = context.visit_of(entry).request
                self.spot[entry.visit_id] = len(points)
                points.append((request.lat, request.lon))
        exact = crow_fly_minutes(points, model=context.fleet.travel)
        self.minutes = -(-exact // ROUND_MIN) * ROUND_MIN

    def at(self, entry: PlanEntry | None) -> int:
        """Return the number of an entry's place; the depot's where there is none."""
        return 0 if entry is None else self.spot[entry.visit_id]

    def between(self, start: int, end: int) -> int:
        """Return the minutes from one place to another, rounded as people are told times."""
        return int(self.minutes[start][end])


def _cell(wanted: _Wanted, unit: Unit, drives: _Drives) -> UnitDay:
    here = drives.here
    blank = UnitDay(day=wanted.day, unit_id=unit.id, code=wanted.code, reason=wanted.reason)
    if here is not None and (here.unit_id, here.day) == (unit.id, wanted.day):
        return replace(blank, code="here", start_min=here.start_min, end_min=here.end_min)
    if wanted.code:
        return blank
    if not wanted.services <= set(unit.services):
        return replace(blank, code="services")
    tour = drives.tours.get((unit.id, wanted.day), [])
    gaps = list(_gaps(wanted, tour, drives))
    free = max([0, *(end - start for start, end, _ in gaps)])
    cell = replace(blank, need_min=wanted.length, free_min=free)
    over = sum(entry.people for entry in tour) + wanted.people - unit.people_per_day
    if over > 0:
        return replace(cell, code="people", over=over)
    fits = [(detour, start) for start, end, detour in gaps if end - start >= wanted.length]
    if not fits:
        return replace(cell, code="full")
    detour, start = min(fits)
    return replace(
        cell, code="free", start_min=start, end_min=start + wanted.length, detour_min=detour
    )


def _gaps(
    wanted: _Wanted, tour: Sequence[PlanEntry], drives: _Drives
) -> Iterator[tuple[int, int, int]]:
    """Yield stretches free for the visit: first and last minute, and the driving it adds."""
    stations: list[PlanEntry | None] = [None, *tour, None]
    for before, after in pairwise(stations):
        there, back = drives.between(drives.at(before), 1), drives.between(1, drives.at(after))
        ready = (wanted.shift[0] if before is None else before.end_min) + there
        until = (wanted.shift[1] if after is None else after.start_min) - back
        straight = drives.between(drives.at(before), drives.at(after))
        for opens, closes in wanted.spans:
            start = -(-max(opens, ready) // ROUND_MIN) * ROUND_MIN
            yield start, min(closes, until), there + back - straight


def most_free(cells: Sequence[UnitDay]) -> UnitDay | None:
    """Return the cell with the longest stretch left where rules and services allow the visit."""
    open_cells = [cell for cell in cells if cell.code in ("free", "full", "people")]
    return max(open_cells, key=lambda cell: (cell.free_min, cell.day), default=None)
