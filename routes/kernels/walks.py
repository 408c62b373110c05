"""The cheapest walks of one vehicle under given rewards, where tasks are too many for sets.

A walk forgets a task once it is among strangers: each task has near ones (``NG``, itself among
them), and a label keeps of its past only what is near the task it ends at. So a walk may come
back to a task, which no tour may; the cheapest walk costs at most what the cheapest tour does,
and bounds stay bounds (the ng-relaxation of Baldacci, Mingozzi and Roberti, 2011). What can still
be gained after a task at a time is reckoned beforehand, from the end of the day backwards, without
any past but the last task.
"""

from __future__ import annotations

from routes.jit import kernel
from routes.kernels.layout import FAR, PEOPLE, SERVICE, V_CAP, V_DEPOT, V_END, V_START, Ints
from routes.kernels.pricing import (
    AFTER,
    AFTER_NEXT,
    AFTER_OTHER,
    BEST_COST,
    BEST_LABEL,
    BUCKETS,
    CLOSED,
    DEAD,
    ELIGIBLE,
    ELIGIBLE_N,
    FULL,
    HEAD_OF,
    LABELS_N,
    LAST,
    LIMIT,
    LOAD,
    NEAR_HIGH,
    NEAR_LOW,
    NEXT,
    P_DRIVE,
    PARENT,
    REWARD,
    ROOM,
    SET,
    SET_HIGH,
    TIME,
    VALUE,
    WIDTH,
    WORD,
)
from routes.kernels.times import arrive, earliest, minutes


@kernel
def price_walks(d: Ints, q: Ints, v: int) -> None:
    """Find the walks of vehicle ``v`` whose cost is below the limit; the vehicle's own is 0."""
    _gains_after(d, q, v)
    q[LABELS_N] = 0
    q[BEST_LABEL] = -1
    q[BEST_COST] = 0
    q[FULL] = 0
    for e in range(q[ELIGIBLE_N]):
        q[q[HEAD_OF] + e] = -1
    _go_on(d, q, v, -1)
    n = 0
    while n < q[LABELS_N] and q[FULL] == 0:
        if q[q[DEAD] + n] == 0:
            _go_on(d, q, v, n)
        n += 1


@kernel
def _gains_after(d: Ints, q: Ints, v: int) -> None:
    """Reckon the most that can be gained after each task, done in each span of time.

    The best way on and the best one that begins with another task are kept, so that a walk
    does not turn back at once.
    """
    count, buckets = q[ELIGIBLE_N], q[BUCKETS]
    for b in range(buckets - 1, -1, -1):
        clock = d[d[V_START] + v] + b * q[WIDTH]
        for e in range(count):
            here = q[q[ELIGIBLE] + e]
            home = minutes(d, v, here, d[d[V_DEPOT] + v])
            best, other, first = -FAR, -FAR, -1
            if arrive(d, v, clock, home) <= d[d[V_END] + v]:
                best = -q[P_DRIVE] * home
                for f in range(count):
                    gain = _gain(d, q, v, (e, f, here, clock))
                    if gain > best:
                        best, other, first = gain, best, f
                    elif gain > other:
                        other = gain
            at = e * buckets + b
            q[q[AFTER] + at] = best
            q[q[AFTER_OTHER] + at] = other
            q[q[AFTER_NEXT] + at] = first


@kernel
def _gain(d: Ints, q: Ints, v: int, step: tuple[int, int, int, int]) -> int:
    """Return what going on from task ``e`` to ``f`` gains with all that follows; -FAR: none."""
    e, f, here, clock = step
    if e == f:
        return -FAR
    there = q[q[ELIGIBLE] + f]
    drive = minutes(d, v, here, there)
    start = earliest(d, there, v, arrive(d, v, clock, drive))
    if start < 0:
        return -FAR
    b = (start + d[d[SERVICE] + there] - d[d[V_START] + v]) // q[WIDTH]
    if b >= q[BUCKETS]:
        return -FAR
    at = f * q[BUCKETS] + b
    rest = q[q[AFTER] + at]
    if q[q[AFTER_NEXT] + at] == e:
        rest = q[q[AFTER_OTHER] + at]
    if rest == -FAR:
        return -FAR
    return q[q[REWARD] + f] - q[P_DRIVE] * drive + rest


@kernel
def _held(low: int, high: int, e: int) -> bool:
    """Return whether task ``e`` is among those remembered."""
    if e < WORD:
        return low & (1 << e) != 0
    return high & (1 << (e - WORD)) != 0


@kernel
def _go_on(d: Ints, q: Ints, v: int, n: int) -> None:
    """Go on from label ``n`` (-1: the depot) to every task it does not remember."""
    here, clock, load, value, low, high = d[d[V_DEPOT] + v], d[d[V_START] + v], 0, 0, 0, 0
    if n >= 0:
        here = q[q[ELIGIBLE] + q[q[LAST] + n]]
        clock = q[q[TIME] + n]
        load, value = q[q[LOAD] + n], q[q[VALUE] + n]
        low, high = q[q[SET] + n], q[q[SET_HIGH] + n]
    for e in range(q[ELIGIBLE_N]):
        if _held(low, high, e):
            continue
        i = q[q[ELIGIBLE] + e]
        people = load + d[d[PEOPLE] + i]
        if people > d[d[V_CAP] + v]:
            continue
        drive = minutes(d, v, here, i)
        start = earliest(d, i, v, arrive(d, v, clock, drive))
        if start < 0:
            continue
        cost = value + q[P_DRIVE] * drive - q[q[REWARD] + e]
        _keep(d, q, v, (n, e, start + d[d[SERVICE] + i], people, cost, low, high))


@kernel
def _keep(d: Ints, q: Ints, v: int, made: tuple[int, int, int, int, int, int, int]) -> None:
    """Keep a partial walk unless it is hopeless or another one is at least as good."""
    parent, e, done, people, cost, low, high = made
    low = low & q[q[NEAR_LOW] + e]
    high = high & q[q[NEAR_HIGH] + e]
    if e < WORD:
        low = low | (1 << e)
    else:
        high = high | (1 << (e - WORD))
    b = (done - d[d[V_START] + v]) // q[WIDTH]
    if b >= q[BUCKETS]:
        return
    at = e * q[BUCKETS] + b
    rest, first = q[q[AFTER] + at], q[q[AFTER_NEXT] + at]
    if first >= 0 and _held(low, high, first):
        rest = q[q[AFTER_OTHER] + at]
    if rest == -FAR or cost - rest >= q[LIMIT]:
        return
    home = minutes(d, v, q[q[ELIGIBLE] + e], d[d[V_DEPOT] + v])
    if arrive(d, v, done, home) > d[d[V_END] + v]:
        return
    other = q[q[HEAD_OF] + e]
    while other >= 0:
        if q[q[DEAD] + other] == 0 and _outdone(q, other, (done, people, cost, low, high)):
            return
        other = q[q[NEXT] + other]
    _put(q, (parent, e, done, people, cost, low, high), cost + q[P_DRIVE] * home)


@kernel
def _outdone(q: Ints, n: int, made: tuple[int, int, int, int, int]) -> bool:
    """Return whether label ``n`` is at least as good as a new one; a worse one is struck out."""
    done, people, cost, low, high = made
    their_low, their_high = q[q[SET] + n], q[q[SET_HIGH] + n]
    if q[q[TIME] + n] <= done and q[q[VALUE] + n] <= cost and q[q[LOAD] + n] <= people:
        if their_low & low == their_low and their_high & high == their_high:
            return True
    elif q[q[TIME] + n] >= done and q[q[VALUE] + n] >= cost and q[q[LOAD] + n] >= people:
        if their_low & low == low and their_high & high == high:
            q[q[DEAD] + n] = 1
    return False


@kernel
def _put(q: Ints, made: tuple[int, int, int, int, int, int, int], closed: int) -> None:
    parent, e, done, people, cost, low, high = made
    n = q[LABELS_N]
    if n >= q[ROOM]:
        q[FULL] = 1
        return
    q[LABELS_N] = n + 1
    q[q[LAST] + n] = e
    q[q[TIME] + n] = done
    q[q[LOAD] + n] = people
    q[q[VALUE] + n] = cost
    q[q[SET] + n] = low
    q[q[SET_HIGH] + n] = high
    q[q[PARENT] + n] = parent
    q[q[NEXT] + n] = q[q[HEAD_OF] + e]
    q[q[HEAD_OF] + e] = n
    q[q[DEAD] + n] = 0
    q[q[CLOSED] + n] = closed
    if closed < q[BEST_COST]:
        q[BEST_COST] = closed
        q[BEST_LABEL] = n
