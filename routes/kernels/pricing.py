"""The cheapest tours of one vehicle under given rewards: labels with sets of tasks.

The third array ``q`` holds the rewards and the labels. A label is a partial tour: its last
task, time, people, cost so far and the set of its tasks (a number of 62 bits), to which those
that can no longer be reached are added. Costs are in thousandths of a point. The tasks stand in
the order of what they are worth a minute.
"""

from __future__ import annotations

from typing import Final

from routes.jit import kernel
from routes.kernels.layout import PEOPLE, SERVICE, V_CAP, V_DEPOT, V_END, V_START, Ints
from routes.kernels.times import arrive, earliest, minutes

# --- q: single figures
ELIGIBLE_N: Final = 0
LABELS_N: Final = 1
ROOM: Final = 2  # labels there is room for
LIMIT: Final = 3  # only tours cheaper than this are wanted
SETS: Final = 4  # which labels are compared: see the constants below
P_DRIVE: Final = 5  # thousandths of a minute's driving
MIN_HOME: Final = 6  # shortest drive home from any task
BEST_LABEL: Final = 7
BEST_COST: Final = 8
FULL: Final = 9  # 1: there were more labels than room
# --- q: where tables begin
ELIGIBLE: Final = 20
REWARD: Final = 21
WORTH: Final = 22  # reward less the shortest drive there
HEAD_OF: Final = 23  # newest label that ends at a task
LAST: Final = 24
TIME: Final = 25
LOAD: Final = 26
VALUE: Final = 27
SET: Final = 28
PARENT: Final = 29
NEXT: Final = 30
DEAD: Final = 31
CLOSED: Final = 32  # cost of the whole tour when it ends here
NEEDS: Final = 33  # minutes of service and of the shortest drive there
UNTIL: Final = 34  # last start
Q_HEAD: Final = 44
#: Tasks that one number remembers.
WORD: Final = 62

#: Labels are compared whatever their tasks (quick, may miss tours); only where one's tasks are
#: among the other's (exact); only where their tasks are the same (keeps every set's best).
QUICK: Final = 0
EXACT: Final = 1
EVERY_SET: Final = 2
#: No labels at all: time is up, only what could be gained at most is reckoned.
BOUND_ONLY: Final = 3


@kernel
def price(d: Ints, q: Ints, v: int) -> None:
    """Find the tours of vehicle ``v`` whose cost is below the limit; the vehicle's own is 0."""
    q[LABELS_N] = 0
    q[BEST_LABEL] = -1
    q[BEST_COST] = 0
    q[FULL] = 0
    for e in range(q[ELIGIBLE_N]):
        q[q[HEAD_OF] + e] = -1
    _extend(d, q, v, -1)
    n = 0
    while n < q[LABELS_N] and q[FULL] == 0:
        if q[q[DEAD] + n] == 0:
            _extend(d, q, v, n)
        n += 1


@kernel
def _extend(d: Ints, q: Ints, v: int, n: int) -> None:
    """Go on from label ``n`` (-1: the depot) to every task not yet in it."""
    here, clock, load, value, seen = d[d[V_DEPOT] + v], d[d[V_START] + v], 0, 0, 0
    if n >= 0:
        here = q[q[ELIGIBLE] + q[q[LAST] + n]]
        clock = q[q[TIME] + n]
        load, value, seen = q[q[LOAD] + n], q[q[VALUE] + n], q[q[SET] + n]
    for e in range(q[ELIGIBLE_N]):
        if seen & (1 << e) != 0:
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
        _label(d, q, v, (n, e, start + d[d[SERVICE] + i], people, cost))


@kernel
def _label(d: Ints, q: Ints, v: int, made: tuple[int, int, int, int, int]) -> None:
    """Keep a partial tour unless it is hopeless or another one is at least as good."""
    parent, e, done, people, cost = made
    home = minutes(d, v, q[q[ELIGIBLE] + e], d[d[V_DEPOT] + v])
    back = arrive(d, v, done, home)
    if back > d[d[V_END] + v]:
        return
    seen = 1 << e
    if parent >= 0:
        seen = seen | q[q[SET] + parent]
    if q[SETS] != EVERY_SET:
        seen = _with_unreachable(d, q, v, e, done, seen)
    left = d[d[V_END] + v] - done - q[MIN_HOME]
    if cost + q[P_DRIVE] * q[MIN_HOME] - most_gained(q, left, done, seen) >= q[LIMIT]:
        return
    other = q[q[HEAD_OF] + e]
    while other >= 0:
        if q[q[DEAD] + other] == 0 and _compared(q, other, done, people, cost, seen) > 0:
            return
        other = q[q[NEXT] + other]
    _store(q, made, seen, cost + q[P_DRIVE] * home)


@kernel
def most_gained(q: Ints, left: int, done: int, seen: int) -> int:
    """Return more than can still be gained in ``left`` minutes, the last task taken in part."""
    gained = 1
    for e in range(q[ELIGIBLE_N]):
        if seen & (1 << e) != 0 or q[q[UNTIL] + e] < done:
            continue
        if q[q[NEEDS] + e] >= left:
            return gained + q[q[WORTH] + e] * left // q[q[NEEDS] + e] + 1
        gained += q[q[WORTH] + e]
        left -= q[q[NEEDS] + e]
    return gained


@kernel
def _with_unreachable(d: Ints, q: Ints, v: int, e: int, done: int, seen: int) -> int:
    """Return the set with every task that comes too late after ``done`` at task ``e``."""
    here = q[q[ELIGIBLE] + e]
    for other in range(q[ELIGIBLE_N]):
        if seen & (1 << other) == 0:
            there = q[q[ELIGIBLE] + other]
            if done + minutes(d, v, here, there) > q[q[UNTIL] + other]:
                seen = seen | (1 << other)
    return seen


@kernel
def _compared(q: Ints, n: int, done: int, people: int, cost: int, seen: int) -> int:
    """Return 1 if label ``n`` is at least as good as the new one; a worse one is struck out."""
    theirs, mode = q[q[SET] + n], q[SETS]
    if mode == EVERY_SET and theirs != seen:
        return 0
    quick = mode == QUICK
    better = q[q[TIME] + n] <= done and q[q[VALUE] + n] <= cost
    if better and (quick or (q[q[LOAD] + n] <= people and theirs & seen == theirs)):
        return 1
    worse = q[q[TIME] + n] >= done and q[q[VALUE] + n] >= cost
    if worse and (quick or (q[q[LOAD] + n] >= people and theirs & seen == seen)):
        q[q[DEAD] + n] = 1
    return 0


@kernel
def _store(q: Ints, made: tuple[int, int, int, int, int], seen: int, closed: int) -> None:
    parent, e, done, people, cost = made
    n = q[LABELS_N]
    if n >= q[ROOM]:
        q[FULL] = 1
        return
    q[LABELS_N] = n + 1
    q[q[LAST] + n] = e
    q[q[TIME] + n] = done
    q[q[LOAD] + n] = people
    q[q[VALUE] + n] = cost
    q[q[SET] + n] = seen
    q[q[PARENT] + n] = parent
    q[q[NEXT] + n] = q[q[HEAD_OF] + e]
    q[q[HEAD_OF] + e] = n
    q[q[DEAD] + n] = 0
    q[q[CLOSED] + n] = closed
    if closed < q[BEST_COST]:
        q[BEST_COST] = closed
        q[BEST_LABEL] = n
