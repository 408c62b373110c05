"""Putting tasks back where they cost least, and deciding whether the new plan stands."""

from __future__ import annotations

from typing import Final

from routes.jit import kernel
from routes.kernels.changes import go_back, keep_changes, put, take, total
from routes.kernels.layout import (
    ABSENT,
    ABSENT_N,
    BEST,
    BEST_COUNT,
    BEST_SEQ,
    BLINK,
    BLUR,
    BUDGET,
    BUDGETED,
    C_POS,
    CAND_COST,
    CAND_PTR,
    CAND_V,
    CHANCES,
    CHANGED,
    COST,
    COUNT,
    CURRENT,
    DIRTY,
    DROP,
    FAR,
    FIRST,
    FOUND_COST,
    FOUND_V,
    KEYS,
    LOG,
    LONGEST,
    OVER_BUDGET,
    P_TRAVEL,
    P_UNIT_DAY,
    PEOPLE,
    POOL,
    POOL_KEY,
    POOL_N,
    REACH,
    ROUND,
    SEQ,
    SERVICE,
    STAMP,
    TASKS,
    TOLD_V,
    TOUCHED,
    TOUCHED_N,
    V_DAY,
    V_FREE,
    VEHICLE_OF,
    VEHICLES,
    Ints,
)
from routes.kernels.places import allowed, detour, surge_cost
from routes.kernels.ruin import draw, position, ruin

#: Orders of insertion in the table of keys; one more is chance alone.
ORDERS: Final = 4
#: One in so many tasks left out before is tried in every tour, not only in those just emptied.
ANYWHERE: Final = 32


@kernel
def consider(d: Ints, s: Ints, i: int, v: int, reach: int) -> None:
    """Note vehicle ``v`` as the place for task ``i`` if it is the cheapest so far."""
    cost = reach
    if s[s[COUNT] + v] == 0:
        cost += d[P_UNIT_DAY]
    if cost >= s[FOUND_COST] or d[d[SERVICE] + i] > s[s[V_FREE] + v]:
        return
    more = detour(d, s, i, v)
    if more == FAR:
        return
    cost += d[P_TRAVEL] * more + surge_cost(d, s, d[d[V_DAY] + v], d[d[PEOPLE] + i])
    if d[d[BUDGETED] + i] == 1 and d[d[TOLD_V] + i] == v and s[CHANGED] > d[BUDGET]:
        cost -= OVER_BUDGET
    if cost < s[FOUND_COST] and allowed(d, s, i, v):
        s[FOUND_COST] = cost
        s[FOUND_V] = v


@kernel
def find_anywhere(d: Ints, s: Ints, i: int, blink: int) -> None:
    """Find the cheapest place of task ``i``; one in ``blink`` is overlooked (0: none)."""
    s[FOUND_V] = -1
    s[FOUND_COST] = FAR
    told = d[d[TOLD_V] + i]
    if told >= 0 and d[d[REACH] + i * d[VEHICLES] + told] >= 0:
        consider(d, s, i, told, d[d[REACH] + i * d[VEHICLES] + told])
    for at in range(d[d[CAND_PTR] + i], d[d[CAND_PTR] + i + 1]):
        reach = d[d[CAND_COST] + at]
        if reach >= s[FOUND_COST]:
            break
        v = d[d[CAND_V] + at]
        if d[d[SERVICE] + i] <= s[s[V_FREE] + v] and (blink == 0 or draw(s, blink) > 0):
            consider(d, s, i, v, reach)


@kernel
def find_touched(d: Ints, s: Ints, i: int) -> None:
    """Find the cheapest place of task ``i`` in the tours touched in this round."""
    s[FOUND_V] = -1
    s[FOUND_COST] = FAR
    for n in range(s[TOUCHED_N]):
        v = s[s[TOUCHED] + n]
        reach = d[d[REACH] + i * d[VEHICLES] + v]
        if reach >= 0:
            consider(d, s, i, v, reach)


@kernel
def settle(d: Ints, s: Ints, i: int) -> None:
    """Put task ``i`` into the place found, if that is worth it."""
    v = s[FOUND_V]
    if v < 0:
        return
    if s[FOUND_COST] < d[d[DROP] + i]:
        put(d, s, i, v, s[s[C_POS] + i * d[VEHICLES] + v])
        return
    before = total(d, s)
    put(d, s, i, v, s[s[C_POS] + i * d[VEHICLES] + v])
    if total(d, s) >= before:
        take(d, s, v, position(d, s, i))


@kernel
def order_pool(d: Ints, s: Ints, kind: int, blurred: int) -> None:
    """Sort the pool by an order of insertion, blurred by chance; the last kind is chance alone."""
    for n in range(s[POOL_N]):
        i = s[s[POOL] + n]
        if kind == ORDERS:
            key = draw(s, 1 << 20)
        else:
            key = d[d[KEYS] + kind * d[TASKS] + i] * (1024 - draw(s, blurred))
        if i == s[FIRST]:
            key = FAR
        at = n
        while at > 0 and s[s[POOL_KEY] + at - 1] < key:
            s[s[POOL_KEY] + at] = s[s[POOL_KEY] + at - 1]
            s[s[POOL] + at] = s[s[POOL] + at - 1]
            at -= 1
        s[s[POOL_KEY] + at] = key
        s[s[POOL] + at] = i


@kernel
def _invite_absent(d: Ints, s: Ints) -> None:
    """Add some of the tasks that were left out before this step to the pool.

    Those just taken out stand at the end of the list of absent ones.
    """
    others = s[ABSENT_N] - s[POOL_N]
    if others <= 0:
        return
    first, count = draw(s, others), min(d[CHANCES], others)
    for n in range(count):
        s[s[POOL] + s[POOL_N]] = s[s[ABSENT] + (first + n) % others]
        s[POOL_N] += 1


@kernel
def step(d: Ints, s: Ints, heat: int) -> None:
    """Ruin, recreate, and keep the new plan if it is better or chance allows it."""
    s[ROUND] += 1
    s[TOUCHED_N] = 0
    before, cost = s[CURRENT], s[COST]
    ruin(d, s)
    _invite_absent(d, s)
    order_pool(d, s, draw(s, ORDERS + 1), d[BLUR])
    for n in range(s[POOL_N]):
        i = s[s[POOL] + n]
        if s[s[VEHICLE_OF] + i] >= 0:
            continue
        if s[s[STAMP] + i] == s[ROUND] or draw(s, ANYWHERE) == 0:
            find_anywhere(d, s, i, d[BLINK])
        else:
            find_touched(d, s, i)
        settle(d, s, i)
    after = total(d, s)
    if after <= before + ((heat * d[d[LOG] + draw(s, 1024)]) >> 10):
        s[CURRENT] = after
        keep_changes(s)
        if after < s[BEST]:
            remember(d, s)
    else:
        go_back(d, s, cost)


@kernel
def remember(d: Ints, s: Ints) -> None:
    """Keep the plan as it stands as the best one."""
    s[BEST] = s[CURRENT]
    for v in range(d[VEHICLES]):
        if s[s[DIRTY] + v] == 1:
            s[s[DIRTY] + v] = 0
            s[s[BEST_COUNT] + v] = s[s[COUNT] + v]
            base = v * d[LONGEST]
            for k in range(base, base + s[s[COUNT] + v]):
                s[s[BEST_SEQ] + k] = s[s[SEQ] + k]


@kernel
def walk(d: Ints, s: Ints, heats: Ints, steps: int) -> None:
    """Make ``steps`` steps; their heat goes through ``heats`` in equal parts."""
    for n in range(steps):
        step(d, s, heats[n * len(heats) // steps])


@kernel
def fill(d: Ints, s: Ints, kind: int) -> None:
    """Put every absent task where it costs least, in one order of insertion."""
    s[POOL_N] = 0
    s[FIRST] = -1
    for n in range(s[ABSENT_N]):
        s[s[POOL] + n] = s[s[ABSENT] + n]
    s[POOL_N] = s[ABSENT_N]
    s[ROUND] += 1
    s[TOUCHED_N] = 0
    order_pool(d, s, kind, 1)
    for n in range(s[POOL_N]):
        find_anywhere(d, s, s[s[POOL] + n], 0)
        settle(d, s, s[s[POOL] + n])
    s[CURRENT] = total(d, s)
    keep_changes(s)
