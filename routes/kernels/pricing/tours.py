"""The cheapest tours of one vehicle under given rewards: labels with sets of tasks.

Labelling for the elementary shortest path with resource constraints (Feillet et al., 2004). The
third array ``q`` holds the rewards and the labels. A label is a partial tour: its last task,
time, people, cost so far and the set of its tasks (a number of 62 bits), to which those that can
no longer be reached are added.
"""

from __future__ import annotations

from routes.kernels.data import (
    depot_of,
    minutes,
    people_cap,
    people_of,
    service_min,
    shift_end,
    shift_start,
)
from routes.kernels.jit import kernel
from routes.kernels.layout import Ints
from routes.kernels.pricing.tour_labels import (
    cost_of,
    done_min,
    ends_at,
    is_dead,
    last_start,
    needs_min,
    number_of,
    older_label,
    paid_for,
    served_by,
    tasks_of,
    worth_of,
)
from routes.kernels.pricing.tour_layout import (
    BEST_COST,
    BEST_LABEL,
    CLOSED,
    DEAD,
    ELIGIBLE_N,
    EVERY_SET,
    FULL,
    HEAD_OF,
    LABELS_N,
    LAST,
    LIMIT,
    LOAD,
    MIN_HOME,
    NEXT,
    P_DRIVE,
    PARENT,
    QUICK,
    ROOM,
    SETS,
    TASK_SET,
    TIME,
    VALUE,
)
from routes.kernels.times import arrive, earliest


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
        if not is_dead(q, n):
            _extend(d, q, v, n)
        n += 1


@kernel
def _extend(d: Ints, q: Ints, v: int, n: int) -> None:
    """Go on from label ``n`` (-1: the depot) to every task not yet in it."""
    here, clock, load, value, seen = depot_of(d, v), shift_start(d, v), 0, 0, 0
    if n >= 0:
        here = number_of(q, ends_at(q, n))
        clock = done_min(q, n)
        load, value, seen = served_by(q, n), cost_of(q, n), tasks_of(q, n)
    for e in range(q[ELIGIBLE_N]):
        if seen & (1 << e) != 0:
            continue
        i = number_of(q, e)
        people = load + people_of(d, i)
        if people > people_cap(d, v):
            continue
        drive = minutes(d, v, here, i)
        start = earliest(d, i, v, arrive(d, v, clock, drive))
        if start < 0:
            continue
        cost = value + q[P_DRIVE] * drive - paid_for(q, e)
        _label(d, q, v, (n, e, start + service_min(d, i, v), people, cost))


@kernel
def _label(d: Ints, q: Ints, v: int, made: tuple[int, int, int, int, int]) -> None:
    """Keep a partial tour unless it is hopeless or another one is at least as good."""
    parent, e, done, people, cost = made
    home = minutes(d, v, number_of(q, e), depot_of(d, v))
    back = arrive(d, v, done, home)
    if back > shift_end(d, v):
        return
    seen = 1 << e
    if parent >= 0:
        seen = seen | tasks_of(q, parent)
    if q[SETS] != EVERY_SET:
        seen = _with_unreachable(d, q, v, e, done, seen)
    left = shift_end(d, v) - done - q[MIN_HOME]
    if cost + q[P_DRIVE] * q[MIN_HOME] - most_gained(q, left, done, seen) >= q[LIMIT]:
        return
    other = q[q[HEAD_OF] + e]
    while other >= 0:
        if not is_dead(q, other) and _compared(q, other, done, people, cost, seen) > 0:
            return
        other = older_label(q, other)
    _store(q, made, seen, cost + q[P_DRIVE] * home)


@kernel
def most_gained(q: Ints, left: int, done: int, seen: int) -> int:
    """Return more than can still be gained in ``left`` minutes, the last task taken in part.

    The fractional knapsack (Dantzig, 1957) over the tasks neither ``seen`` nor too late.
    """
    gained = 1
    for e in range(q[ELIGIBLE_N]):
        if seen & (1 << e) != 0 or last_start(q, e) < done:
            continue
        if needs_min(q, e) >= left and needs_min(q, e) > 0:
            return gained + worth_of(q, e) * left // needs_min(q, e) + 1
        gained += worth_of(q, e)
        left -= needs_min(q, e)
    return gained


@kernel
def _with_unreachable(d: Ints, q: Ints, v: int, e: int, done: int, seen: int) -> int:
    """Return the set with every task that comes too late after ``done`` at task ``e``."""
    here = number_of(q, e)
    for other in range(q[ELIGIBLE_N]):
        arrival = done + minutes(d, v, here, number_of(q, other))
        if seen & (1 << other) == 0 and arrival > last_start(q, other):
            seen = seen | (1 << other)
    return seen


@kernel
def _compared(q: Ints, n: int, done: int, people: int, cost: int, seen: int) -> int:
    """Return 1 if label ``n`` is at least as good as the new one; a worse one is struck out."""
    theirs, mode = tasks_of(q, n), q[SETS]
    if mode == EVERY_SET and theirs != seen:
        return 0
    quick = mode == QUICK
    better = done_min(q, n) <= done and cost_of(q, n) <= cost
    if better and (quick or (served_by(q, n) <= people and theirs & seen == theirs)):
        return 1
    worse = done_min(q, n) >= done and cost_of(q, n) >= cost
    if worse and (quick or (served_by(q, n) >= people and theirs & seen == seen)):
        q[q[DEAD] + n] = 1
    return 0


@kernel
def _store(q: Ints, made: tuple[int, int, int, int, int], seen: int, closed: int) -> None:
    """Keep a label as the newest at its task; where there is no room, say so."""
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
    q[q[TASK_SET] + n] = seen
    q[q[PARENT] + n] = parent
    q[q[NEXT] + n] = q[q[HEAD_OF] + e]
    q[q[HEAD_OF] + e] = n
    q[q[DEAD] + n] = 0
    q[q[CLOSED] + n] = closed
    if closed < q[BEST_COST]:
        q[BEST_COST] = closed
        q[BEST_LABEL] = n
