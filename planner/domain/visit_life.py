"""The life of a visit: which event may follow which state, and where it leads.

``moved``, ``limited``, ``resumed`` and ``split`` are events, not states. Where a visit was
before and what holds now is read from its events by one function, :func:`story`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from planner.domain.decisions import Limits
from planner.domain.errors import PlannerError
from planner.domain.visits import Change, Placement, Visit, VisitEvent
from planner.domain.vocabulary import EventKind, VisitState

_REQUESTED: Final = VisitState.REQUESTED
_SCHEDULED: Final = VisitState.SCHEDULED
_SUSPENDED: Final = VisitState.SUSPENDED

#: Where an event leads, by the state before it (None: before its life) and its kind.
#: Everything that is not here is refused. A state that has ended leads nowhere.
TRANSITIONS: Final[Mapping[tuple[VisitState | None, EventKind], VisitState]] = MappingProxyType(
    {
        (None, EventKind.REQUESTED): _REQUESTED,
        (None, EventKind.SPLIT): _REQUESTED,
        (_REQUESTED, EventKind.SPLIT): _REQUESTED,
        (_REQUESTED, EventKind.SCHEDULED): _SCHEDULED,
        (_REQUESTED, EventKind.CANCELLED): VisitState.CANCELLED,
        (_SCHEDULED, EventKind.SPLIT): _SCHEDULED,
        (_SCHEDULED, EventKind.MOVED): _SCHEDULED,
        (_SCHEDULED, EventKind.LIMITED): _SCHEDULED,
        (_SCHEDULED, EventKind.UNSURE): _SCHEDULED,
        (_SCHEDULED, EventKind.CONFIRMED): _SCHEDULED,
        (_SCHEDULED, EventKind.SUSPENDED): _SUSPENDED,
        (_SCHEDULED, EventKind.POSTPONED): _SUSPENDED,
        (_SCHEDULED, EventKind.CANCELLED): VisitState.CANCELLED,
        (_SCHEDULED, EventKind.SERVED_PRESENT): VisitState.DONE,
        (_SCHEDULED, EventKind.DONE): VisitState.DONE,
        (_SCHEDULED, EventKind.FAILED): VisitState.FAILED,
        (_SUSPENDED, EventKind.SPLIT): _SUSPENDED,
        (_SUSPENDED, EventKind.EXTENDED): _SUSPENDED,
        (_SUSPENDED, EventKind.POSTPONED): _SUSPENDED,
        (_SUSPENDED, EventKind.RESUMED): _SCHEDULED,
        (_SUSPENDED, EventKind.CANCELLED): VisitState.CANCELLED,
        (_SUSPENDED, EventKind.SERVED_PRESENT): VisitState.DONE,
    }
)


class IllegalChange(PlannerError):
    """What happened cannot happen to a visit that stands where this one stands."""

    code = "illegal_change"


def check_change(before: Visit | None, change: Change) -> None:
    """Refuse a change that no visit standing as ``before`` may undergo.

    Raises
    ------
    IllegalChange
        The event may not follow the state, or leads to another state than the visit has.
    ValueError
        The event does not say truly where the visit stood and stands: a programmer's mistake.
    """
    event, after = change.event, change.visit
    state = None if before is None else before.state
    leads = TRANSITIONS.get((state, event.kind))
    if leads is None or leads is not after.state:
        raise IllegalChange(
            f"Kunjungan {after.id} tidak bisa diubah begitu: keadaannya sekarang tidak "
            "mengizinkan. Muat ulang lalu pilih tindakan lain."
        )
    if event.after != Placement.of(after):
        raise ValueError(f"visit {after.id}: the event says another placement than the visit's")
    if before is not None and event.before not in (None, Placement.of(before)):
        raise ValueError(f"visit {after.id}: the event says another placement before it")


def check_changes(visits: Mapping[str, Visit], changes: Sequence[Change]) -> None:
    """Refuse ``changes`` where one may not follow what ``visits`` or an earlier one says.

    Raises
    ------
    IllegalChange, ValueError
        As :func:`check_change` says.
    """
    latest = dict(visits)
    for change in changes:
        check_change(latest.get(change.visit.id), change)
        latest[change.visit.id] = replace(change.visit, version=change.visit.version + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What people need to know of a visit, derived from its events alone.

    ``was`` is where they were told to come before, where that differs from ``now``;
    ``because`` the event that made the difference; ``limits`` those in force now. ``moves``
    counts how often a date people knew was taken from them.
    """

    now: Placement
    was: Placement | None
    because: VisitEvent
    limits: Limits
    moves: int


def story(events: Sequence[VisitEvent]) -> Story:
    """Return the story that ``events`` tell, oldest first; at least one has a placement after.

    Raises
    ------
    ValueError
        No event says where the visit stands.
    """
    placed = [event for event in events if event.after is not None]
    if not placed or placed[-1].after is None:
        raise ValueError("a visit without a placement has no story")
    now = placed[-1].after
    here = _slot(now)
    was: Placement | None = None
    because = placed[-1]
    moves = 0
    for event in placed:
        before = event.before
        if before is None or before.day is None or event.after is None:
            continue
        if _slot(before) != _slot(event.after):
            moves += 1
        if _slot(before) != here:
            was, because = before, event
    return Story(now=now, was=was, because=because, limits=now.limits, moves=moves)


def _slot(placement: Placement) -> tuple[object, ...]:
    return (placement.day, placement.start_min, placement.end_min)
