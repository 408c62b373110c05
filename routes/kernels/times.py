"""When a vehicle can be where: windows and breaks."""

from __future__ import annotations

from routes.kernels.data import (
    break_close,
    break_open,
    day_of,
    first_break,
    first_window,
    service_min,
    window_last,
    window_open,
)
from routes.kernels.jit import kernel
from routes.kernels.layout import Ints


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
