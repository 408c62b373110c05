"""The cheapest walks of one vehicle under given rewards, where tasks are too many for sets.

A walk forgets a task once it is among strangers: each task has near ones, itself among them, and
a label keeps of its past only what is near the task it ends at. So a walk may come back to a
task, which no tour may; the cheapest walk costs at most what the cheapest tour does, and bounds
stay bounds (the ng-relaxation of Baldacci, Mingozzi and Roberti, 2011). Labels are looked at in
the order of time, so that one that stands is never outdone later.
"""

from __future__ import annotations

from routes.jit import kernel
from routes.kernels.ahead import arrival, most_gained_next, reckon_ahead
from routes.kernels.layout import FAR, V_CAP, Ints
from routes.kernels.relaxed_layout import (
    AFTER,
    BEST_COST,
    BEST_OPEN,
    BIT,
    CHEAPEST,
    CLOSED,
    DONE,
    DRIVE,
    FIRST_AT,
    FULL,
    GREEDY,
    HOME,
    HOPE,
    LABELS_N,
    LAST,
    LIMIT,
    LOAD,
    MOST_PEOPLE,
    MOST_WORK,
    NEAR,
    NEAR_N,
    NEXT,
    NEXT_AT,
    OPEN,
    P_DRIVE,
    PARENT,
    PEOPLE,
    REWARD,
    ROOM,
    SET,
    SHIFT,
    SPANS,
    TASKS_N,
    VALUE,
    WIDTH,
    WORK,
)


@kernel
def price_walks(d: Ints, w: Ints, v: int) -> None:
    """Find the walks of vehicle ``v`` whose cost is below the limit; the vehicle's own is 0."""
    reckon_ahead(d, w, v)
    w[LABELS_N] = 0
    w[BEST_COST] = 0
    w[BEST_OPEN] = FAR
    w[FULL] = 0
    w[WORK] = 0
    for clock in range(w[SHIFT] + 1):
        w[w[FIRST_AT] + clock] = -1
    for e in range(w[TASKS_N]):
        w[w[CHEAPEST] + e] = -1
    _set_out(d, w, v)
    for clock in range(w[SHIFT] + 1):
        n = w[w[FIRST_AT] + clock]
        while n >= 0 and w[FULL] == 0:
            if _stands(w, n) and w[FULL] == 0:
                _go_on(d, w, v, n, clock)
            if w[FULL] == 0:
                w[w[OPEN] + n] = 0
            n = w[w[NEXT_AT] + n]
    if w[FULL] == 1:
        for n in range(w[LABELS_N]):
            if w[w[OPEN] + n] == 1:
                w[BEST_OPEN] = min(w[BEST_OPEN], w[w[HOPE] + n])


@kernel
def _set_out(d: Ints, w: Ints, v: int) -> None:
    """Begin a walk with every task."""
    depot = w[TASKS_N] * w[TASKS_N]
    for f in range(w[TASKS_N]):
        drive = w[w[DRIVE] + depot + f]
        t = arrival(d, v, 0, drive)
        if t <= w[SHIFT] and w[w[DONE] + f * (w[SHIFT] + 1) + t] >= 0:
            done = w[w[DONE] + f * (w[SHIFT] + 1) + t]
            cost = w[P_DRIVE] * drive - w[w[REWARD] + f]
            if w[w[PEOPLE] + f] <= d[d[V_CAP] + v]:
                _keep(d, w, v, (-1, f, done, w[w[PEOPLE] + f], cost))


@kernel
def _go_on(d: Ints, w: Ints, v: int, n: int, clock: int) -> None:
    """Go on from label ``n`` to every task it does not remember."""
    e, count, minutes = w[w[LAST] + n], w[TASKS_N], w[SHIFT] + 1
    load, value, past = w[w[LOAD] + n], w[w[VALUE] + n], w[w[SET] + n]
    drives, bits, dones = w[DRIVE] + e * count, w[BIT] + e * count, w[DONE]
    after, spans, width = w[AFTER], w[SPANS], w[WIDTH]
    people, reward, price, limit = w[PEOPLE], w[REWARD], w[P_DRIVE], w[LIMIT]
    for f in range(count):
        bit = w[bits + f]
        if bit >= 0 and past & (1 << bit) != 0:
            continue
        drive = w[drives + f]
        t = arrival(d, v, clock, drive)
        if t >= minutes or w[dones + f * minutes + t] < 0:
            continue
        done = w[dones + f * minutes + t]
        cost = value + price * drive - w[reward + f]
        rest = w[after + f * spans + done // width]
        if cost - rest >= limit or load + w[people + f] > d[d[V_CAP] + v]:
            continue
        if w[GREEDY] == 1 and _visited(w, n, f):
            continue
        _keep(d, w, v, (n, f, done, load + w[people + f], cost))


@kernel
def _visited(w: Ints, n: int, f: int) -> bool:
    """Return whether task ``f`` is in the walk of label ``n``."""
    while n >= 0:
        if w[w[LAST] + n] == f:
            return True
        n = w[w[PARENT] + n]
    return False


@kernel
def _keep(d: Ints, w: Ints, v: int, made: tuple[int, int, int, int, int]) -> None:
    """Keep a partial walk unless it is hopeless."""
    parent, f, done, people, cost = made
    past = _remembered(d, w, v, parent, f, done)
    hope = cost - most_gained_next(w, f, done, past)
    if hope >= w[LIMIT]:
        return
    n = w[LABELS_N]
    if n >= w[ROOM]:
        w[FULL] = 1
        w[BEST_OPEN] = min(w[BEST_OPEN], hope)
        return
    w[LABELS_N] = n + 1
    w[w[LAST] + n] = f
    w[w[LOAD] + n] = max(people, d[d[V_CAP] + v] - w[w[MOST_PEOPLE] + w[SHIFT] - done])
    w[w[VALUE] + n] = cost
    w[w[SET] + n] = past
    w[w[PARENT] + n] = parent
    w[w[NEXT_AT] + n] = w[w[FIRST_AT] + done]
    w[w[FIRST_AT] + done] = n
    w[w[HOPE] + n] = hope
    w[w[OPEN] + n] = 1
    closed = cost + w[P_DRIVE] * w[w[HOME] + f]
    w[w[CLOSED] + n] = closed
    w[BEST_COST] = min(w[BEST_COST], closed)


@kernel
def _remembered(d: Ints, w: Ints, v: int, parent: int, f: int, done: int) -> int:
    """Return what a walk from ``parent`` on to ``f`` remembers: what is near and still open."""
    count, near, minutes = w[TASKS_N], w[NEAR] + f * w[NEAR_N], w[SHIFT] + 1
    past, bits = 0, w[BIT]
    if parent >= 0:
        past, bits = w[w[SET] + parent], w[BIT] + w[w[LAST] + parent] * count
    found = 0
    for k in range(w[NEAR_N]):
        g = w[near + k]
        bit = w[bits + g]
        if g == f or (bit >= 0 and past & (1 << bit) != 0):
            t = arrival(d, v, done, w[w[DRIVE] + f * count + g])
            if t < minutes and w[w[DONE] + g * minutes + t] >= 0:
                found = found | (1 << k)
    return found


@kernel
def _stands(w: Ints, n: int) -> bool:
    """Return whether no earlier label is at least as good; if so it takes its place among them."""
    e, load, value, past = w[w[LAST] + n], w[w[LOAD] + n], w[w[VALUE] + n], w[w[SET] + n]
    loads, values, pasts, nexts = w[LOAD], w[VALUE], w[SET], w[NEXT]
    before, other = -1, w[w[CHEAPEST] + e]
    while other >= 0 and w[values + other] <= value:
        w[WORK] += 1
        if w[GREEDY] == 1:
            return False
        if w[loads + other] <= load and w[pasts + other] & past == w[pasts + other]:
            return False
        before, other = other, w[nexts + other]
    if w[WORK] > w[MOST_WORK]:
        w[FULL] = 1
    w[nexts + n] = other
    if before < 0:
        w[w[CHEAPEST] + e] = n
    else:
        w[nexts + before] = n
    return True
