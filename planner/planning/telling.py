"""Which changes people must hear of: those after which they would do something else."""

from __future__ import annotations

from typing import Final

from planner.domain.decisions import Limits
from planner.domain.visits import Change, Standing
from planner.domain.words import EventKind

#: A later beginning within these minutes changes nothing for those who come.
LATER_MIN: Final = 30

_ALWAYS: Final = (
    EventKind.SCHEDULED,
    EventKind.SUSPENDED,
    EventKind.RESUMED,
    EventKind.UNSURE,
    EventKind.POSTPONED,
    EventKind.CANCELLED,
)


def must_be_told(change: Change) -> bool:
    """Return whether people must hear of ``change``.

    Yes for a stop, a resumption, a new or lost date, a doubt; for another day, an earlier
    beginning or one more than ``LATER_MIN`` later; for services taken away or added and for
    fewer numbers than told; for a new outlook of a stop. A change of unit alone, or of the end,
    is the office's own affair.
    """
    event = change.event
    before, after = event.before, event.after
    if event.kind in _ALWAYS:
        return True
    if before is None or after is None:
        return False
    if event.kind is EventKind.MOVED:
        return _other_time(before, after)
    if event.kind is EventKind.LIMITED:
        return _other_offer(before, after)
    if event.kind is EventKind.EXTENDED:
        return (before.earliest, before.review_on) != (after.earliest, after.review_on)
    return False


def _other_time(before: Standing, after: Standing) -> bool:
    if before.day != after.day or before.start_min is None or after.start_min is None:
        return True
    later = after.start_min - before.start_min
    return later < 0 or later > LATER_MIN


def _other_offer(before: Standing, after: Standing) -> bool:
    if set(before.limits.services_off) != set(after.limits.services_off):
        return True
    fewer = (
        _less(after.limits.total, before.limits.total),
        _less(after.limits.percent, before.limits.percent),
        after.people < before.people,
    )
    return any(fewer) or _narrower(before.limits, after.limits)


def _less(now: int | None, then: int | None) -> bool:
    """Return whether a cap came or became lower."""
    return now is not None and (then is None or now < then)


def _narrower(before: Limits, after: Limits) -> bool:
    """Return whether somebody who could come before is now turned away at the door."""
    return (after.residents_only and not before.residents_only) or (
        after.vaccinated_only and not before.vaccinated_only
    )
