"""What a vehicle can still gain after a task, reckoned from the end of its shift backwards.

Nothing of the past is known but the last task, so that a way on may visit a task twice, though
not at once: the most that is found here is never too little.
"""

from __future__ import annotations

from routes.jit import kernel
from routes.kernels.layout import BRK_PTR, FAR, V_DEPOT, V_END, V_START, Ints
from routes.kernels.relaxed_layout import (
    AFTER,
    AFTER_NEXT,
    AFTER_OTHER,
    BIT,
    DONE,
    DRIVE,
    HOME,
    LENGTH,
    MOST_AHEAD,
    MOST_PEOPLE,
    NUMBER,
    P_DRIVE,
    PEOPLE,
    REWARD,
    SHIFT,
    SPANS,
    TASKS_N,
    WIDTH,
)
from routes.kernels.times import arrive, earliest, minutes


@kernel
def arrival(d: Ints, v: int, clock: int, drive: int) -> int:
    """Return the minute of the shift at which a drive ends that may begin at ``clock``."""
    if d[d[BRK_PTR] + v] == d[d[BRK_PTR] + v + 1]:
        return clock + drive
    start = d[d[V_START] + v]
    return arrive(d, v, start + clock, drive) - start


@kernel
def reckon_ahead(d: Ints, w: Ints, v: int) -> None:
    """Fill the tables of ``w`` for vehicle ``v``: when tasks are done, what follows at most."""
    _reckon_done(d, w, v)
    _reckon_people(w)
    for b in range(w[SPANS] - 1, -1, -1):
        for e in range(w[TASKS_N]):
            _reckon_after(d, w, v, e, b)
    most, depot = 0, w[TASKS_N] * w[TASKS_N]
    for f in range(w[TASKS_N]):
        drive = w[w[DRIVE] + depot + f]
        t = arrival(d, v, 0, drive)
        if t <= w[SHIFT] and w[w[DONE] + f * (w[SHIFT] + 1) + t] >= 0:
            at = f * w[SPANS] + w[w[DONE] + f * (w[SHIFT] + 1) + t] // w[WIDTH]
            most = max(most, w[w[REWARD] + f] - w[P_DRIVE] * drive + w[w[AFTER] + at])
    w[MOST_AHEAD] = most


@kernel
def _reckon_done(d: Ints, w: Ints, v: int) -> None:
    begins, ends = d[d[V_START] + v], d[d[V_END] + v]
    for e in range(w[TASKS_N]):
        i, row = w[w[NUMBER] + e], w[DONE] + e * (w[SHIFT] + 1)
        home = minutes(d, v, i, d[d[V_DEPOT] + v])
        for t in range(w[SHIFT] + 1):
            start = earliest(d, i, v, begins + t)
            done = start + w[w[LENGTH] + e]
            fits = start >= 0 and arrive(d, v, done, home) <= ends
            w[row + t] = done - begins if fits else -1


@kernel
def _reckon_people(w: Ints) -> None:
    """Reckon how many people can be served in so many minutes, drives not counted."""
    table = w[MOST_PEOPLE]
    w[table] = 0
    for left in range(1, w[SHIFT] + 1):
        most = w[table + left - 1]
        for e in range(w[TASKS_N]):
            if w[w[LENGTH] + e] <= left:
                most = max(most, w[w[PEOPLE] + e] + w[table + left - w[w[LENGTH] + e]])
        w[table + left] = most


@kernel
def _reckon_after(d: Ints, w: Ints, v: int, e: int, b: int) -> None:
    """Reckon what can be gained after task ``e`` that is done in span ``b``."""
    count, spans, width, length = w[TASKS_N], w[SPANS], w[WIDTH], w[SHIFT] + 1
    drives, dones, rewards, price = w[DRIVE] + e * count, w[DONE], w[REWARD], w[P_DRIVE]
    after, nexts, others = w[AFTER], w[AFTER_NEXT], w[AFTER_OTHER]
    clock = b * width
    best, other, first = -price * w[w[HOME] + e], -FAR, -1
    for f in range(count):
        drive = w[drives + f]
        t = arrival(d, v, clock, drive)
        if t >= length or e == f:
            continue
        done = w[dones + f * length + t]
        if done < 0:
            continue
        at = f * spans + done // width
        rest = w[others + at] if w[nexts + at] == e else w[after + at]
        gain = w[rewards + f] - price * drive + rest
        if gain > best:
            best, other, first = gain, best, f
        elif gain > other:
            other = gain
    w[after + e * spans + b] = best
    w[nexts + e * spans + b] = first
    w[others + e * spans + b] = other


@kernel
def most_gained_next(w: Ints, e: int, done: int, past: int) -> int:
    """Return the most that can be gained after task ``e`` by a walk that remembers ``past``."""
    at = e * w[SPANS] + done // w[WIDTH]
    first = w[w[AFTER_NEXT] + at]
    if first >= 0:
        bit = w[w[BIT] + e * w[TASKS_N] + first]
        if bit >= 0 and past & (1 << bit) != 0:
            return w[w[AFTER_OTHER] + at]
    return w[w[AFTER] + at]
