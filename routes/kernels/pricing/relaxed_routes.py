"""The cheapest relaxed routes of a vehicle under given rewards, where sets have too many tasks.

A route forgets a task once it is among strangers: each task has near ones, itself among them, and
a label keeps of its past only what is near the task it ends at. So a relaxed route may come back
to a task, which no tour may; the cheapest one costs at most what the cheapest tour does, and
bounds stay bounds (ng-routes: Baldacci, Mingozzi and Roberti, 2011). Labels are looked at in the
order of time, so that one that stands is never outdone later.

Where most of the time goes (``_go_on``, ``_stands``, ``_remembered``) tables are read by place, not
by name: where they begin is then read once, not anew after each label that is written.
"""

from __future__ import annotations

from routes.kernels.data import people_cap
from routes.kernels.jit import kernel
from routes.kernels.layout import FAR, Ints
from routes.kernels.pricing.ahead import arrival, most_gained_next, reckon_ahead
from routes.kernels.pricing.relaxed_labels import (
    done_at,
    drive_min,
    home_min,
    last_task,
    load_of,
    memory_of,
    most_people,
    next_at_minute,
    parent_of,
    people_at,
    reward_of,
    value_of,
)
from routes.kernels.pricing.relaxed_layout import (
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
    HOPE,
    LABELS_N,
    LAST,
    LIMIT,
    LOAD,
    MEMORY,
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
    SHIFT,
    SPANS,
    TASKS_N,
    VALUE,
    WIDTH,
    WORK,
)


@kernel
def price_relaxed_routes(d: Ints, w: Ints, v: int) -> None:
    """Find the routes of vehicle ``v`` that cost less than the limit; the vehicle's own is 0."""
    reckon_ahead(d, w, v)
    _clear(w)
    _set_out(d, w, v)
    for clock in range(w[SHIFT] + 1):
        n = w[w[FIRST_AT] + clock]
        while n >= 0 and w[FULL] == 0:
            if _stands(w, n) and w[FULL] == 0:
                _go_on(d, w, v, n, clock)
            if w[FULL] == 0:
                w[w[OPEN] + n] = 0
            n = next_at_minute(w, n)
    if w[FULL] == 1:
        for n in range(w[LABELS_N]):
            if w[w[OPEN] + n] == 1:
                w[BEST_OPEN] = min(w[BEST_OPEN], w[w[HOPE] + n])


@kernel
def _clear(w: Ints) -> None:
    """Forget all labels."""
    w[LABELS_N] = 0
    w[BEST_COST] = 0
    w[BEST_OPEN] = FAR
    w[FULL] = 0
    w[WORK] = 0
    for clock in range(w[SHIFT] + 1):
        w[w[FIRST_AT] + clock] = -1
    for e in range(w[TASKS_N]):
        w[w[CHEAPEST] + e] = -1


@kernel
def _set_out(d: Ints, w: Ints, v: int) -> None:
    """Begin a route with every task."""
    depot = w[TASKS_N]
    for f in range(w[TASKS_N]):
        drive = drive_min(w, depot, f)
        t = arrival(d, v, 0, drive)
        if t <= w[SHIFT] and done_at(w, f, t) >= 0 and people_at(w, f) <= people_cap(d, v):
            cost = w[P_DRIVE] * drive - reward_of(w, f)
            _keep(d, w, v, (-1, f, done_at(w, f, t), people_at(w, f), cost))


@kernel
def _go_on(d: Ints, w: Ints, v: int, n: int, clock: int) -> None:
    """Go on from label ``n`` to every task it does not remember."""
    e, load, value, memory = last_task(w, n), load_of(w, n), value_of(w, n), memory_of(w, n)
    count, length, spans, width = w[TASKS_N], w[SHIFT] + 1, w[SPANS], w[WIDTH]
    bits, drives, dones = w[BIT] + e * count, w[DRIVE] + e * count, w[DONE]
    after, people, reward, price, limit = w[AFTER], w[PEOPLE], w[REWARD], w[P_DRIVE], w[LIMIT]
    for f in range(count):
        bit = w[bits + f]
        if bit >= 0 and memory & (1 << bit) != 0:
            continue
        drive = w[drives + f]
        t = arrival(d, v, clock, drive)
        if t >= length or w[dones + f * length + t] < 0:
            continue
        done = w[dones + f * length + t]
        cost = value + price * drive - w[reward + f]
        rest = w[after + f * spans + done // width]
        if cost - rest >= limit or load + w[people + f] > people_cap(d, v):
            continue
        if w[GREEDY] == 1 and _visited(w, n, f):
            continue
        _keep(d, w, v, (n, f, done, load + w[people + f], cost))


@kernel
def _visited(w: Ints, n: int, f: int) -> bool:
    """Return whether task ``f`` is in the route of label ``n``."""
    while n >= 0:
        if last_task(w, n) == f:
            return True
        n = parent_of(w, n)
    return False


@kernel
def _keep(d: Ints, w: Ints, v: int, made: tuple[int, int, int, int, int]) -> None:
    """Keep a partial route unless it is hopeless."""
    parent, f, done, people, cost = made
    memory = _remembered(d, w, v, parent, f, done)
    hope = cost - most_gained_next(w, f, done, memory)
    if hope >= w[LIMIT]:
        return
    n = w[LABELS_N]
    if n >= w[ROOM]:
        w[FULL] = 1
        w[BEST_OPEN] = min(w[BEST_OPEN], hope)
        return
    w[LABELS_N] = n + 1
    w[w[LAST] + n] = f
    w[w[LOAD] + n] = max(people, people_cap(d, v) - most_people(w, w[SHIFT] - done))
    w[w[VALUE] + n] = cost
    w[w[MEMORY] + n] = memory
    w[w[PARENT] + n] = parent
    w[w[NEXT_AT] + n] = w[w[FIRST_AT] + done]
    w[w[FIRST_AT] + done] = n
    w[w[HOPE] + n] = hope
    w[w[OPEN] + n] = 1
    closed = cost + w[P_DRIVE] * home_min(w, f)
    w[w[CLOSED] + n] = closed
    w[BEST_COST] = min(w[BEST_COST], closed)


@kernel
def _remembered(d: Ints, w: Ints, v: int, parent: int, f: int, done: int) -> int:
    """Return what a route from ``parent`` on to ``f`` remembers: what is near and still open."""
    count, near, length = w[TASKS_N], w[NEAR] + f * w[NEAR_N], w[SHIFT] + 1
    before, bits = 0, w[BIT]
    if parent >= 0:
        before, bits = memory_of(w, parent), w[BIT] + last_task(w, parent) * count
    memory = 0
    for k in range(w[NEAR_N]):
        g = w[near + k]
        bit = w[bits + g]
        if g == f or (bit >= 0 and before & (1 << bit) != 0):
            t = arrival(d, v, done, w[w[DRIVE] + f * count + g])
            if t < length and w[w[DONE] + g * length + t] >= 0:
                memory = memory | (1 << k)
    return memory


@kernel
def _stands(w: Ints, n: int) -> bool:
    """Return whether no earlier label is at least as good; if so it takes its place among them."""
    e, load, value, memory = last_task(w, n), load_of(w, n), value_of(w, n), memory_of(w, n)
    loads, values, memories, nexts = w[LOAD], w[VALUE], w[MEMORY], w[NEXT]
    before, other = -1, w[w[CHEAPEST] + e]
    while other >= 0 and w[values + other] <= value:
        w[WORK] += 1
        if w[GREEDY] == 1:
            return False
        if w[loads + other] <= load and w[memories + other] & memory == w[memories + other]:
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
