"""Putting tasks back where they cost least, and deciding whether the new plan stands.

Greedy insertion with blinks (SISR: Christiaens and Vanden Berghe, 2020) in an order drawn by
chance; a worse plan stands with the probability of simulated annealing (Kirkpatrick et al.,
1983). See :class:`routes.search.parameters.RecreateParameters`.
"""

from __future__ import annotations

from routes.kernels.changes import go_back, mark_changes, put, take, total
from routes.kernels.data import (
    arrival_cost,
    candidate,
    candidate_cost,
    day_cost,
    day_of,
    drop_cost,
    first_candidate,
    is_pinned,
    is_promised_to,
    log_1024,
    people_of,
    promised_vehicle,
    service_min,
    travel_cost,
)
from routes.kernels.jit import kernel
from routes.kernels.layout import (
    ABSENT_N,
    ANYWHERE,
    BEST,
    BEST_COUNT,
    BEST_SEQ,
    BLINK,
    BLUR_1024,
    CHANGE_BUDGET,
    CHANGED,
    COST,
    CURRENT,
    DIRTY,
    FAR,
    FIRST,
    HOPEFUL,
    HOPING,
    LONGEST,
    OVER_CHANGE_BUDGET,
    PLACE_COST,
    PLACE_V,
    POOL_N,
    ROUND,
    SEQ,
    STAMP,
    TOUCHED_N,
    VEHICLES,
    Ints,
)
from routes.kernels.links import first_series
from routes.kernels.places import allowed, detour, surge_cost
from routes.kernels.plan import (
    absent_task,
    best_position,
    free_min,
    is_absent,
    overtime_more,
    pool,
    pool_task,
    position,
    stop_count,
    touched_vehicle,
    vehicle_of,
)
from routes.kernels.pools import ORDERS, invite_absent, invite_near, order_pool
from routes.kernels.ruin import draw, ruin


@kernel
def consider(d: Ints, s: Ints, i: int, v: int, reach: int) -> None:
    """Note vehicle ``v`` as the place for task ``i`` if it is the cheapest so far.

    ``reach`` is its arrival cost there.
    """
    cost = reach
    if stop_count(s, v) == 0:
        cost += day_cost(d, v)
    if cost >= s[PLACE_COST] or service_min(d, i, v) > free_min(s, v):
        return
    more = detour(d, s, i, v)
    if more == FAR:
        return
    cost += travel_cost(d, v) * more + surge_cost(d, s, day_of(d, v), people_of(d, i))
    cost += overtime_more(d, s, i, v)
    if is_promised_to(d, i, v) and s[CHANGED] > d[CHANGE_BUDGET]:
        cost -= OVER_CHANGE_BUDGET
    if cost < s[PLACE_COST] and allowed(d, s, i, v):
        s[PLACE_COST] = cost
        s[PLACE_V] = v


@kernel
def find_anywhere(d: Ints, s: Ints, i: int, blink: int) -> None:
    """Find the cheapest place of task ``i``; one in ``blink`` is overlooked (0: none)."""
    s[PLACE_V] = -1
    s[PLACE_COST] = FAR
    promised = promised_vehicle(d, i)
    if promised >= 0 and arrival_cost(d, i, promised) >= 0:
        consider(d, s, i, promised, arrival_cost(d, i, promised))
    for entry in range(first_candidate(d, i), first_candidate(d, i + 1)):
        reach = candidate_cost(d, entry)
        if reach >= s[PLACE_COST]:
            break
        v = candidate(d, entry)
        if service_min(d, i, v) <= free_min(s, v) and (blink == 0 or draw(s, blink) > 0):
            consider(d, s, i, v, reach)


@kernel
def find_touched(d: Ints, s: Ints, i: int) -> None:
    """Find the cheapest place of task ``i`` in the tours touched in this round."""
    s[PLACE_V] = -1
    s[PLACE_COST] = FAR
    for n in range(s[TOUCHED_N]):
        v = touched_vehicle(s, n)
        reach = arrival_cost(d, i, v)
        if reach >= 0:
            consider(d, s, i, v, reach)


@kernel
def settle(d: Ints, s: Ints, i: int) -> None:
    """Put task ``i`` into its cheapest place, if that is worth it or the round hopes it will be."""
    v = s[PLACE_V]
    if v < 0:
        return
    if s[PLACE_COST] < drop_cost(d, i):
        put(d, s, i, v, best_position(d, s, i, v))
        return
    before = total(d, s)
    put(d, s, i, v, best_position(d, s, i, v))
    if total(d, s) >= before and s[HOPING] == 0:
        take(d, s, v, position(d, s, i))


@kernel
def _recreate(d: Ints, s: Ints) -> None:
    """Put the tasks of the pool back, each where it costs least, as far as that is worth it."""
    for n in range(s[POOL_N]):
        i = pool_task(s, n)
        if not is_absent(s, i):
            continue
        if s[HOPING] == 1 or s[s[STAMP] + i] == s[ROUND] or draw(s, d[ANYWHERE]) == 0:
            find_anywhere(d, s, i, d[BLINK])
        else:
            find_touched(d, s, i)
        settle(d, s, i)


@kernel
def _prune(d: Ints, s: Ints) -> None:
    """Take out again what was put back in hope and does not pay beside all the others.

    Visits of a series stay: without one of them the gap between others may be too long.
    """
    for n in range(s[POOL_N]):
        i = pool_task(s, n)
        in_series = first_series(d, i) < first_series(d, i + 1)
        if is_absent(s, i) or is_pinned(d, i) or in_series:
            continue
        before, v, k = total(d, s), vehicle_of(s, i), position(d, s, i)
        count = stop_count(s, v)
        take(d, s, v, k)
        if total(d, s) >= before and stop_count(s, v) == count - 1:
            put(d, s, i, v, k)


@kernel
def _propose(d: Ints, s: Ints) -> int:
    """Ruin and recreate; return what the plan then costs."""
    s[ROUND] += 1
    s[TOUCHED_N] = 0
    s[HOPING] = 0
    ruin(d, s)
    if s[ABSENT_N] > 0 and draw(s, d[HOPEFUL]) == 0:
        s[HOPING] = 1
    if s[HOPING] == 1 and draw(s, 2) == 0:
        invite_near(d, s)
    else:
        invite_absent(d, s)
    order_pool(d, s, draw(s, ORDERS + 1), d[BLUR_1024])
    _recreate(d, s)
    if s[HOPING] == 1:
        _prune(d, s)
    return total(d, s)


@kernel
def step(d: Ints, s: Ints, temperature: int) -> None:
    """Ruin, recreate, and keep the new plan if it is better or chance allows it.

    ``temperature`` is in points: a plan that costs so much more stands once in e times.
    """
    before, cost = s[CURRENT], s[COST]
    after = _propose(d, s)
    if after <= before + ((temperature * log_1024(d, draw(s, 1024))) >> 10):
        _stand(d, s, after)
    else:
        go_back(d, s, cost)


@kernel
def _stand(d: Ints, s: Ints, cost: int) -> None:
    """Let the plan stand as it is, as the best one if it is."""
    s[CURRENT] = cost
    mark_changes(s)
    if cost < s[BEST]:
        remember(d, s)


@kernel
def descend(d: Ints, s: Ints, changes: Ints) -> None:
    """Make as many steps as ``changes`` is long, none to a worse plan; note what each changed."""
    for n in range(len(changes)):
        before, cost = s[CURRENT], s[COST]
        after = _propose(d, s)
        changes[n] = after - before
        if after <= before:
            _stand(d, s, after)
        else:
            go_back(d, s, cost)


@kernel
def remember(d: Ints, s: Ints) -> None:
    """Keep the plan as it stands as the best one."""
    s[BEST] = s[CURRENT]
    for v in range(d[VEHICLES]):
        if s[s[DIRTY] + v] == 1:
            s[s[DIRTY] + v] = 0
            s[s[BEST_COUNT] + v] = stop_count(s, v)
            base = v * d[LONGEST]
            for k in range(base, base + stop_count(s, v)):
                s[s[BEST_SEQ] + k] = s[s[SEQ] + k]


@kernel
def anneal(d: Ints, s: Ints, temperatures: Ints, steps: int) -> None:
    """Make ``steps`` steps; the temperature goes through ``temperatures`` in equal parts."""
    for n in range(steps):
        step(d, s, temperatures[n * len(temperatures) // steps])


@kernel
def fill(d: Ints, s: Ints, order: int) -> None:
    """Put every absent task where it costs least, in one order of insertion."""
    s[POOL_N] = 0
    s[FIRST] = -1
    s[HOPING] = 0
    for n in range(s[ABSENT_N]):
        pool(s, absent_task(s, n))
    s[ROUND] += 1
    s[TOUCHED_N] = 0
    order_pool(d, s, order, 1)
    for n in range(s[POOL_N]):
        i = pool_task(s, n)
        find_anywhere(d, s, i, 0)
        settle(d, s, i)
    s[CURRENT] = total(d, s)
    mark_changes(s)
