"""What one unit does on one day, as its crew carries it on paper, now or as it was printed.

A sheet is told from events alone, so that the sheet of an earlier moment can be told again and
compared: nothing is kept of a print but the short code on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Final

from planner.domain.visits import Placement, Visit, VisitEvent
from planner.domain.vocabulary import EventKind

#: What only says how a visit went: the sheet it was done by stays the same.
_RESULTS: Final = frozenset({EventKind.DONE, EventKind.FAILED, EventKind.SERVED_PRESENT})
_CODE: Final = re.compile(r"([0-9]{1,9})-([0-9]{1,12})-([0-9a-f]{8})")

VisitsById = Mapping[str, Visit]
EventsByVisit = Mapping[str, Sequence[VisitEvent]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSource:
    """What sheets are told from: visits, their events, the number of the plan in force or 0."""

    visits: VisitsById
    events: EventsByVisit
    plan: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One visit of a sheet where ``placement`` says when, for how many and with what limits."""

    visit: Visit
    placement: Placement

    @property
    def start_min(self) -> int:
        """When it begins, in minutes after midnight."""
        return self.placement.start_min or 0

    @property
    def end_min(self) -> int:
        """When it ends, in minutes after midnight."""
        return self.placement.end_min or 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCode:
    """What a print carries: the plan in force, the last event told, a hash of what it says."""

    plan: int
    seq: int
    digest: str

    def __str__(self) -> str:
        return f"{self.plan}-{self.seq}-{self.digest}"

    @classmethod
    def read(cls, text: str) -> SheetCode | None:
        """Return the code that ``text`` writes, None where it is none."""
        match = _CODE.fullmatch(text.strip().lower())
        if match is None:
            return None
        return cls(plan=int(match[1]), seq=int(match[2]), digest=match[3])


@dataclass(frozen=True, slots=True, kw_only=True)
class StopChange:
    """A visit that stands elsewhere than on an older sheet; None on a side: not on it."""

    visit: Visit
    before: Placement | None
    after: Placement | None
    because: VisitEvent


class Holds(StrEnum):
    """Whether a print still says what is so."""

    CURRENT = "berlaku"
    REPLACED = "diganti"
    UNKNOWN = "rusak"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is found of a print: whether it holds, the code now, and what is different since."""

    holds: Holds
    now: SheetCode
    changes: tuple[StopChange, ...] = ()


def placement_at(events: Sequence[VisitEvent], upto: int | None = None) -> Placement | None:
    """Return where a visit stood after the event numbered ``upto`` (None: the last one)."""
    placement = None
    for event in events:
        if upto is not None and event.seq > upto:
            break
        if event.after is not None and event.kind not in _RESULTS:
            placement = event.after
    return placement


def stops_on(
    visits: VisitsById, events: EventsByVisit, unit_id: str, day: date, upto: int | None = None
) -> tuple[Stop, ...]:
    """Return the visits of ``unit_id`` on ``day`` in their order, as told up to an event."""
    stops = []
    for name, story in events.items():
        placement = placement_at(story, upto)
        if placement is not None and (placement.unit_id, placement.day) == (unit_id, day):
            stops.append(Stop(visit=visits[name], placement=placement))
    return tuple(sorted(stops, key=lambda stop: (stop.start_min, stop.visit.id)))


def unit_days(visits: Iterable[Visit], first: date) -> dict[date, dict[str, list[Visit]]]:
    """Return the visits that have a place from ``first`` on, by day and by unit, in order."""
    by_day: dict[date, dict[str, list[Visit]]] = {}
    placed = [visit for visit in visits if visit.day is not None and visit.day >= first]
    for visit in sorted(placed, key=lambda v: (v.day or first, v.unit_id or "", v.start_min or 0)):
        if visit.day is not None and visit.unit_id is not None:
            by_day.setdefault(visit.day, {}).setdefault(visit.unit_id, []).append(visit)
    return by_day


def last_seq(events: EventsByVisit) -> int:
    """Return the number of the last event there is, 0 where there is none."""
    return max((story[-1].seq for story in events.values() if story), default=0)


def code_of(stops: Sequence[Stop], *, plan: int, seq: int) -> SheetCode:
    """Return the code of a sheet that says ``stops``."""
    payload = "\n".join(
        f"{stop.visit.id} {stop.start_min} {stop.end_min} {stop.placement.people} "
        f"{stop.placement.firm} {stop.placement.limits!r}"
        for stop in stops
    )
    return SheetCode(plan=plan, seq=seq, digest=sha256(payload.encode()).hexdigest()[:8])


def judge(source: SheetSource, unit_id: str, day: date, code: SheetCode) -> Verdict:
    """Return whether the print with ``code`` still holds for a unit's day.

    The sheet of the print's moment is told again: only a code that fits it is vouched for.
    """
    visits, events = source.visits, source.events
    after = stops_on(visits, events, unit_id, day)
    now = code_of(after, plan=source.plan, seq=last_seq(events))
    if now.digest == code.digest:
        return Verdict(holds=Holds.CURRENT, now=now)
    before = stops_on(visits, events, unit_id, day, upto=code.seq)
    printed = code_of(before, plan=code.plan, seq=code.seq)
    if printed.digest != code.digest:
        return Verdict(holds=Holds.UNKNOWN, now=now)
    return Verdict(holds=Holds.REPLACED, now=now, changes=_changes(before, after, events))


def _changes(
    before: Sequence[Stop], now: Sequence[Stop], events: EventsByVisit
) -> tuple[StopChange, ...]:
    old = {stop.visit.id: stop for stop in before}
    new = {stop.visit.id: stop for stop in now}
    changes = []
    for name in (*new, *(name for name in old if name not in new)):
        was = old[name].placement if name in old else None
        is_now = new[name].placement if name in new else None
        if was is None or is_now is None or _sheet_facts(was) != _sheet_facts(is_now):
            visit = (new.get(name) or old[name]).visit
            because = events[name][-1]
            changes.append(StopChange(visit=visit, before=was, after=is_now, because=because))
    return tuple(changes)


def _sheet_facts(placement: Placement) -> tuple[object, ...]:
    return (
        placement.start_min,
        placement.end_min,
        placement.people,
        placement.firm,
        placement.limits,
    )
