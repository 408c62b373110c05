"""When a vehicle can be where: windows, breaks, and the slack of a tour."""

from __future__ import annotations

from routes.kernels.data import (
    break_close,
    break_open,
    day_of,
    depot_of,
    first_break,
    first_window,
    minutes,
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
    day, length = day_of(d, v), service_min(d, i)
    for window in range(first_window(d, i, day), first_window(d, i, day + 1)):
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
    day, length = day_of(d, v), service_min(d, i)
    for window in range(first_window(d, i, day + 1) - 1, first_window(d, i, day) - 1, -1):
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
    free = shift_end(d, v) - clock
    for k in range(count):
        i = task_at(d, s, v, k)
        drive, length = minutes(d, v, here, i), service_min(d, i)
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
        clock = leave(d, v, clock, minutes(d, v, i, here)) - service_min(d, i)
        clock = latest(d, i, v, clock)
        s[s[LATEST] + base + k] = clock
        here = i
    return True
