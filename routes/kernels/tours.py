"""Whether a tour fits its vehicle: its slack, how long it may be, its rest, its overtime.

A tour with a longest duration is away for as short as its windows allow: the later a vehicle
leaves, the less it waits on its way. Leaving later brings it back no sooner, so departures are
tried from the start of the shift on, each the latest for its return, or where the vehicle must
rest the earliest that is late enough for the return before it.
"""

from __future__ import annotations

from routes.kernels.data import (
    depot_of,
    metres,
    minutes,
    most_m,
    most_min,
    service_min,
    shift_end,
    shift_start,
)
from routes.kernels.jit import kernel
from routes.kernels.layout import LATEST, LONGEST, P_OVERTIME, START, V_FREE, Ints
from routes.kernels.plan import stop_count, task_at, task_with
from routes.kernels.rests import back_rested
from routes.kernels.soft import rest_min, soft_end
from routes.kernels.times import arrive, earliest, latest, leave


@kernel
def retime(d: Ints, s: Ints, v: int) -> bool:
    """Reckon earliest and latest starts of the tour of ``v`` anew; return whether it fits."""
    base, count, depot = v * d[LONGEST], stop_count(s, v), depot_of(d, v)
    here, clock = depot, shift_start(d, v)
    free = span_min(d, v)
    for k in range(count):
        i = task_at(d, s, v, k)
        drive, length = minutes(d, v, here, i), service_min(d, i, v)
        free -= drive + length
        clock = earliest(d, i, v, arrive(d, v, clock, drive))
        if clock < 0:
            return False
        s[s[START] + base + k] = clock
        clock += length
        here = i
    home = minutes(d, v, here, depot)
    s[s[V_FREE] + v] = free - home
    if count > 0 and arrive(d, v, clock, home) > shift_end(d, v):
        return False
    here, clock = depot, shift_end(d, v)
    for k in range(count - 1, -1, -1):
        i = task_at(d, s, v, k)
        clock = leave(d, v, clock, minutes(d, v, i, here)) - service_min(d, i, v)
        clock = latest(d, i, v, clock)
        s[s[LATEST] + base + k] = clock
        here = i
    return count == 0 or not is_limited(d, v) or is_short_enough(d, s, v, -1, 0)


@kernel
def span_min(d: Ints, v: int) -> int:
    """Return the minutes that ``v`` may be away: its shift, or its longest tour if shorter."""
    length = shift_end(d, v) - shift_start(d, v)
    return min(length, most_min(d, v)) if most_min(d, v) >= 0 else length


@kernel
def is_limited(d: Ints, v: int) -> bool:
    """Return whether a tour of ``v`` must be followed whole: a longest one, or a rest in it."""
    return most_min(d, v) >= 0 or most_m(d, v) >= 0 or rest_min(d, v) > 0


@kernel
def is_short_enough(d: Ints, s: Ints, v: int, i: int, k: int) -> bool:
    """Return whether ``v`` keeps its limits with task ``i`` put in at ``k`` (-1: as it is)."""
    return _is_near_enough(d, s, v, i, k) and departure(d, s, v, i, k) >= 0


@kernel
def _is_near_enough(d: Ints, s: Ints, v: int, i: int, k: int) -> bool:
    """Return whether the tour is no longer in metres than ``v`` may go."""
    if most_m(d, v) < 0:
        return True
    here, driven = depot_of(d, v), 0
    for n in range(stop_count(s, v) + (1 if i >= 0 else 0)):
        task = task_with(d, s, v, i, k, n)
        driven += metres(d, here, task)
        here = task
    return driven + metres(d, here, depot_of(d, v)) <= most_m(d, v)


@kernel
def departure(d: Ints, s: Ints, v: int, i: int, k: int) -> int:
    """Return when ``v`` leaves so as to be away no longer than it may; -1: it cannot."""
    clock, most = shift_start(d, v), most_min(d, v)
    while True:
        back = _back(d, s, v, i, k, clock)
        if back < 0:
            return -1
        if most < 0:
            return clock
        if rest_min(d, v) > 0:
            if back - clock <= most:
                return clock
            clock = back - most
            continue
        clock = _leaves(d, s, v, i, k, back)
        if back - clock <= most:
            return clock
        clock += 1


@kernel
def _back(d: Ints, s: Ints, v: int, i: int, k: int, clock: int) -> int:
    """Return when ``v`` is back that leaves at ``clock`` or later; -1: not within its shift."""
    if rest_min(d, v) > 0:
        return back_rested(d, s, v, i, k, clock)
    here = depot_of(d, v)
    for n in range(stop_count(s, v) + (1 if i >= 0 else 0)):
        task = task_with(d, s, v, i, k, n)
        clock = earliest(d, task, v, arrive(d, v, clock, minutes(d, v, here, task)))
        if clock < 0:
            return -1
        clock += service_min(d, task, v)
        here = task
    clock = arrive(d, v, clock, minutes(d, v, here, depot_of(d, v)))
    return clock if clock <= shift_end(d, v) else -1


@kernel
def _leaves(d: Ints, s: Ints, v: int, i: int, k: int, clock: int) -> int:
    """Return the latest departure of ``v`` after which it can still be back by ``clock``."""
    here = depot_of(d, v)
    for n in range(stop_count(s, v) + (1 if i >= 0 else 0) - 1, -1, -1):
        task = task_with(d, s, v, i, k, n)
        done = leave(d, v, clock, minutes(d, v, task, here))
        clock = latest(d, task, v, done - service_min(d, task, v))
        here = task
    return leave(d, v, clock, minutes(d, v, depot_of(d, v), here))


@kernel
def overtime(d: Ints, s: Ints, v: int, i: int, k: int) -> int:
    """Return the points of overtime of ``v`` with task ``i`` put in at ``k`` (-1: as it is)."""
    if soft_end(d, v) >= shift_end(d, v) or (stop_count(s, v) == 0 and i < 0):
        return 0
    clock = departure(d, s, v, i, k)
    back = -1 if clock < 0 else _back(d, s, v, i, k, clock)
    return d[P_OVERTIME] * max(0, back - soft_end(d, v))
