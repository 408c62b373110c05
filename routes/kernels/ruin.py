"""Taking a part of the plan out: neighbours on the map, tours of near days, anything."""

from __future__ import annotations

from routes.jit import kernel
from routes.kernels.changes import take
from routes.kernels.layout import (
    ABSENT,
    ABSENT_N,
    CAND_PTR,
    CAND_V,
    COUNT,
    DAYS,
    FIRST,
    FOR_ONE,
    KEEP,
    LONGEST,
    NEAR,
    NEIGHBOURS,
    POOL,
    POOL_N,
    RNG,
    ROUND,
    RUIN,
    SEQ,
    SM_PTR,
    SM_TASKS,
    SP_IDS,
    SP_MAX,
    SP_PTR,
    STAMP,
    STRING,
    TASKS,
    V_DAY,
    VEHICLE_OF,
    VEHICLES,
    Ints,
)


@kernel
def draw(s: Ints, below: int) -> int:
    """Return a whole number from 0 to ``below`` - 1 (xorshift, 32 bits)."""
    x = s[RNG]
    x = x ^ ((x << 13) & 0xFFFFFFFF)
    x = x ^ (x >> 17)
    x = x ^ ((x << 5) & 0xFFFFFFFF)
    s[RNG] = x
    return (x * below) >> 32


@kernel
def ruin(d: Ints, s: Ints) -> None:
    """Take some tasks out of their tours into the pool."""
    s[POOL_N] = 0
    s[FIRST] = -1
    target = 1 + draw(s, 2 * d[RUIN])
    if draw(s, 16) < d[FOR_ONE]:
        _for_one(d, s, target)
        _broken_series(d, s)
        return
    kind = draw(s, 8)
    if kind < 4:
        _around_a_task(d, s, target)
    elif kind < 7:
        _on_near_days(d, s, target)
    else:
        _anywhere(d, s, 1 + target // 2)
    _broken_series(d, s)


@kernel
def _remove(d: Ints, s: Ints, v: int, k: int) -> None:
    i = s[s[SEQ] + v * d[LONGEST] + k]
    s[s[POOL] + s[POOL_N]] = i
    s[POOL_N] += 1
    s[s[STAMP] + i] = s[ROUND]
    take(d, s, v, k)


@kernel
def _string(d: Ints, s: Ints, v: int, k: int) -> int:
    """Take out neighbours in a tour, the one at ``k`` among them; return how many."""
    count = s[s[COUNT] + v]
    length = 1 + draw(s, min(count, d[STRING]))
    first = max(0, min(k - draw(s, length), count - length))
    removed, at = 0, first
    for _ in range(length):
        if at >= s[s[COUNT] + v]:
            break
        if d[d[KEEP] + s[s[SEQ] + v * d[LONGEST] + at]] == 1:
            at += 1
        else:
            _remove(d, s, v, at)
            removed += 1
    return removed


@kernel
def position(d: Ints, s: Ints, i: int) -> int:
    """Return where task ``i`` stands in its tour."""
    base, k = s[SEQ] + s[s[VEHICLE_OF] + i] * d[LONGEST], 0
    while s[base + k] != i:
        k += 1
    return k


@kernel
def _around_a_task(d: Ints, s: Ints, target: int) -> None:
    """Strings from the tours that pass near some task."""
    centre = draw(s, d[TASKS])
    if s[ABSENT_N] > 0 and draw(s, 4) == 0:
        centre = s[s[ABSENT] + draw(s, s[ABSENT_N])]
    removed = 0
    for n in range(d[NEIGHBOURS]):
        i = d[d[NEAR] + centre * d[NEIGHBOURS] + n]
        if removed >= target:
            break
        if s[s[VEHICLE_OF] + i] >= 0 and draw(s, 4) > 0:
            removed += _string(d, s, s[s[VEHICLE_OF] + i], position(d, s, i))


@kernel
def _on_near_days(d: Ints, s: Ints, target: int) -> None:
    """Strings from tours whose days are near each other."""
    first = draw(s, d[VEHICLES])
    day, reach = d[d[V_DAY] + first], 1 + draw(s, 1 + d[DAYS] // 3)
    removed = 0
    for n in range(6 * target):
        v = first if n == 0 else draw(s, d[VEHICLES])
        if removed >= target:
            break
        if s[s[COUNT] + v] > 0 and abs(d[d[V_DAY] + v] - day) <= reach:
            removed += _string(d, s, v, draw(s, s[s[COUNT] + v]))


@kernel
def _for_one(d: Ints, s: Ints, target: int) -> None:
    """Strings from tours that could serve some task, which is then put back first."""
    i = draw(s, d[TASKS])
    if s[ABSENT_N] > 0 and draw(s, 2) == 0:
        i = s[s[ABSENT] + draw(s, s[ABSENT_N])]
    if d[d[KEEP] + i] == 1:
        return
    s[FIRST] = i
    if s[s[VEHICLE_OF] + i] >= 0:
        _remove(d, s, s[s[VEHICLE_OF] + i], position(d, s, i))
    else:
        s[s[POOL] + s[POOL_N]] = i
        s[POOL_N] += 1
        s[s[STAMP] + i] = s[ROUND]
    first, count = d[d[CAND_PTR] + i], d[d[CAND_PTR] + i + 1] - d[d[CAND_PTR] + i]
    removed = 0
    for _ in range(target):
        if removed >= target or count == 0:
            break
        v = d[d[CAND_V] + first + draw(s, 1 + draw(s, count))]
        if s[s[COUNT] + v] > 0:
            removed += _string(d, s, v, draw(s, s[s[COUNT] + v]))


@kernel
def _anywhere(d: Ints, s: Ints, target: int) -> None:
    """Single tasks from anywhere."""
    for _ in range(target):
        i = draw(s, d[TASKS])
        if s[s[VEHICLE_OF] + i] >= 0 and d[d[KEEP] + i] == 0:
            _remove(d, s, s[s[VEHICLE_OF] + i], position(d, s, i))


@kernel
def _broken_series(d: Ints, s: Ints) -> None:
    """Take out whole series that lost a visit and may not have a long gap."""
    n = 0
    while n < s[POOL_N]:
        i = s[s[POOL] + n]
        n += 1
        for at in range(d[d[SP_PTR] + i], d[d[SP_PTR] + i + 1]):
            spacing = d[d[SP_IDS] + at]
            if d[d[SP_MAX] + spacing] >= d[DAYS]:
                continue
            for m in range(d[d[SM_PTR] + spacing], d[d[SM_PTR] + spacing + 1]):
                other = d[d[SM_TASKS] + m]
                if s[s[VEHICLE_OF] + other] >= 0 and d[d[KEEP] + other] == 0:
                    _remove(d, s, s[s[VEHICLE_OF] + other], position(d, s, other))
