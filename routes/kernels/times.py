"""When a vehicle can be where: windows, breaks, the slack of a tour, and how long it may be.

A tour with a longest duration is away for as short as its windows allow: the later a vehicle
leaves, the less it waits on its way. Leaving later brings it back no sooner, so departures are
tried from the start of the shift on, each the latest for its return.
"""

from __future__ import annotations

from routes.kernels.data import (
    break_close,
    break_open,
    day_of,
    depot_of,
    first_break,
    first_window,
    metres,
    minutes,
    most_m,
    most_min,
    service_min,
    shift_end,
    shift_start,
    window_last,
    window_open,
)
from routes.kernels.jit import kernel
from routes.kernels.layout import LATEST, LONGEST, START, V_FREE, Ints
from routes.kernels.plan import stop_count, task_at


@kernel
def earliest(d: Ints, i: int, v: int, clock: int) -> int:
    """Return the first time from ``clock`` on at which ``v`` can start task ``i``; -1: none."""
    day, length = day_of(d, v), service_min(d, i, v)
    for window in range(first_window(d, i, v, day), first_window(d, i, v, day + 1)):
        start = max(window_open(d, window), clock)
        for b in range(first_break(d, v), first_break(d, v + 1)):
            if start < break_close(d, b) and start + length > break_open(d, b):
                start = break_close(d, b)
        if start <= window_last(d, window):
            return start
    return -1


@kernel
def latest(d: Ints, i: int, v: int, clock: int) -> int:
    """Return the last time up to ``clock`` at which ``v`` can start task ``i``; -1: none."""
    day, length = day_of(d, v), service_min(d, i, v)
    for window in range(first_window(d, i, v, day + 1) - 1, first_window(d, i, v, day) - 1, -1):
        start = min(window_last(d, window), clock)
        for b in range(first_break(d, v + 1) - 1, first_break(d, v) - 1, -1):
            if start < break_close(d, b) and start + length > break_open(d, b):
                start = break_open(d, b) - length
        if start >= window_open(d, window):
            return start
    return -1


@kernel
def arrive(d: Ints, v: int, clock: int, drive: int) -> int:
    """Return the earliest arrival of a drive that may begin at ``clock``."""
    for b in range(first_break(d, v), first_break(d, v + 1)):
        if clock < break_close(d, b) and clock + drive > break_open(d, b):
            clock = break_close(d, b)
    return clock + drive


@kernel
def leave(d: Ints, v: int, clock: int, drive: int) -> int:
    """Return the latest departure of a drive that must have ended by ``clock``."""
    start = clock - drive
    for b in range(first_break(d, v + 1) - 1, first_break(d, v) - 1, -1):
        if start < break_close(d, b) and start + drive > break_open(d, b):
            start = break_open(d, b) - drive
    return start


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
    """Return whether the tours of ``v`` have a longest duration or distance."""
    return most_min(d, v) >= 0 or most_m(d, v) >= 0


@kernel
def is_short_enough(d: Ints, s: Ints, v: int, i: int, k: int) -> bool:
    """Return whether ``v`` keeps its limits with task ``i`` put in at ``k`` (-1: as it is)."""
    return _is_near_enough(d, s, v, i, k) and departure(d, s, v, i, k) >= 0


@kernel
def _task_with(d: Ints, s: Ints, v: int, i: int, k: int, n: int) -> int:
    """Return the task at position ``n`` of ``v`` once task ``i`` is put in at ``k``."""
    if i < 0 or n < k:
        return task_at(d, s, v, n)
    return i if n == k else task_at(d, s, v, n - 1)


@kernel
def _is_near_enough(d: Ints, s: Ints, v: int, i: int, k: int) -> bool:
    """Return whether the tour is no longer in metres than ``v`` may go."""
    if most_m(d, v) < 0:
        return True
    here, driven = depot_of(d, v), 0
    for n in range(stop_count(s, v) + (1 if i >= 0 else 0)):
        task = _task_with(d, s, v, i, k, n)
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
        clock = _leaves(d, s, v, i, k, back)
        if back - clock <= most:
            return clock
        clock += 1


@kernel
def _back(d: Ints, s: Ints, v: int, i: int, k: int, clock: int) -> int:
    """Return when ``v`` is back that leaves at ``clock`` or later; -1: not within its shift."""
    here = depot_of(d, v)
    for n in range(stop_count(s, v) + (1 if i >= 0 else 0)):
        task = _task_with(d, s, v, i, k, n)
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
        task = _task_with(d, s, v, i, k, n)
        done = leave(d, v, clock, minutes(d, v, task, here))
        clock = latest(d, task, v, done - service_min(d, task, v))
        here = task
    return leave(d, v, clock, minutes(d, v, depot_of(d, v), here))
