"""When a vehicle can be where: windows, breaks, and the slack of a tour."""

from __future__ import annotations

from routes.jit import kernel
from routes.kernels.layout import (
    BRK_CLOSE,
    BRK_OPEN,
    BRK_PTR,
    COUNT,
    DAYS,
    LATEST,
    LONGEST,
    NODES,
    SEQ,
    SERVICE,
    START,
    TRAVEL,
    V_DAY,
    V_DEPOT,
    V_END,
    V_FREE,
    V_MATRIX,
    V_START,
    WIN_LAST,
    WIN_OPEN,
    WIN_PTR,
    Ints,
)


@kernel
def minutes(d: Ints, v: int, a: int, b: int) -> int:
    """Return the drive of vehicle ``v`` from node to node (tasks first, then depots)."""
    return d[d[TRAVEL] + d[d[V_MATRIX] + v] + a * d[NODES] + b]


@kernel
def earliest(d: Ints, i: int, v: int, clock: int) -> int:
    """Return the first time from ``clock`` on at which ``v`` can start task ``i``; -1: none."""
    row = d[WIN_PTR] + i * d[DAYS] + d[d[V_DAY] + v]
    length = d[d[SERVICE] + i]
    for w in range(d[row], d[row + 1]):
        start = max(d[d[WIN_OPEN] + w], clock)
        for b in range(d[d[BRK_PTR] + v], d[d[BRK_PTR] + v + 1]):
            if start < d[d[BRK_CLOSE] + b] and start + length > d[d[BRK_OPEN] + b]:
                start = d[d[BRK_CLOSE] + b]
        if start <= d[d[WIN_LAST] + w]:
            return start
    return -1


@kernel
def latest(d: Ints, i: int, v: int, clock: int) -> int:
    """Return the last time up to ``clock`` at which ``v`` can start task ``i``; -1: none."""
    row = d[WIN_PTR] + i * d[DAYS] + d[d[V_DAY] + v]
    length = d[d[SERVICE] + i]
    for w in range(d[row + 1] - 1, d[row] - 1, -1):
        start = min(d[d[WIN_LAST] + w], clock)
        for b in range(d[d[BRK_PTR] + v + 1] - 1, d[d[BRK_PTR] + v] - 1, -1):
            if start < d[d[BRK_CLOSE] + b] and start + length > d[d[BRK_OPEN] + b]:
                start = d[d[BRK_OPEN] + b] - length
        if start >= d[d[WIN_OPEN] + w]:
            return start
    return -1


@kernel
def arrive(d: Ints, v: int, clock: int, drive: int) -> int:
    """Return the earliest arrival of a drive that may begin at ``clock``."""
    for b in range(d[d[BRK_PTR] + v], d[d[BRK_PTR] + v + 1]):
        if clock < d[d[BRK_CLOSE] + b] and clock + drive > d[d[BRK_OPEN] + b]:
            clock = d[d[BRK_CLOSE] + b]
    return clock + drive


@kernel
def leave(d: Ints, v: int, clock: int, drive: int) -> int:
    """Return the latest departure of a drive that must have ended by ``clock``."""
    start = clock - drive
    for b in range(d[d[BRK_PTR] + v + 1] - 1, d[d[BRK_PTR] + v] - 1, -1):
        if start < d[d[BRK_CLOSE] + b] and start + drive > d[d[BRK_OPEN] + b]:
            start = d[d[BRK_OPEN] + b] - drive
    return start


@kernel
def retime(d: Ints, s: Ints, v: int) -> bool:
    """Reckon earliest and latest starts of the tour of ``v`` anew; return whether it fits."""
    base = v * d[LONGEST]
    seq, start, last = s[SEQ] + base, s[START] + base, s[LATEST] + base
    count = s[s[COUNT] + v]
    here, clock = d[d[V_DEPOT] + v], d[d[V_START] + v]
    free = d[d[V_END] + v] - clock
    for k in range(count):
        i = s[seq + k]
        drive = minutes(d, v, here, i)
        free -= drive + d[d[SERVICE] + i]
        clock = earliest(d, i, v, arrive(d, v, clock, drive))
        if clock < 0:
            return False
        s[start + k] = clock
        clock += d[d[SERVICE] + i]
        here = i
    depot = d[d[V_DEPOT] + v]
    home = minutes(d, v, here, depot)
    s[s[V_FREE] + v] = free - home
    if count > 0 and arrive(d, v, clock, home) > d[d[V_END] + v]:
        return False
    here, clock = depot, d[d[V_END] + v]
    for k in range(count - 1, -1, -1):
        i = s[seq + k]
        clock = leave(d, v, clock, minutes(d, v, i, here)) - d[d[SERVICE] + i]
        clock = latest(d, i, v, clock)
        s[last + k] = clock
        here = i
    return True
