"""Putting a task into a tour, taking it out, and going back."""

from __future__ import annotations

from routes.jit import kernel
from routes.kernels.layout import (
    ABSENT,
    ABSENT_AT,
    ABSENT_N,
    AREA,
    BUDGET,
    BUDGETED,
    CHANGED,
    COST,
    COUNT,
    CROWD,
    DAY_CREW,
    DAY_PEOPLE,
    DAYS,
    DIRTY,
    DROP,
    G_PEOPLE,
    G_SHARE,
    GOT,
    GROUP,
    GROUPS,
    LATEST,
    LONGEST,
    MARK,
    OLD_COUNT,
    OLD_FREE,
    OLD_LATEST,
    OLD_SEQ,
    OLD_START,
    OLD_VERSION,
    OVER_BUDGET,
    P_FAIR,
    P_LEAST,
    P_TRAVEL,
    P_UNIT_DAY,
    PEOPLE,
    REACH,
    ROUND,
    SEQ,
    SESSIONS,
    START,
    TICK,
    TOLD_V,
    TOUCHED,
    TOUCHED_N,
    V_CREW,
    V_DAY,
    V_DEPOT,
    V_FREE,
    V_PEOPLE,
    VEHICLE_OF,
    VEHICLES,
    VERSION,
    WEEK_OF,
    WEEKS,
    Ints,
)
from routes.kernels.places import surge_cost
from routes.kernels.times import minutes, retime


@kernel
def total(d: Ints, s: Ints) -> int:
    """Return the whole objective of the plan as it stands."""
    short, least = 0, 100
    for group in range(d[GROUPS]):
        got, people = s[s[GOT] + group], d[d[G_PEOPLE] + group]
        short += max(0, d[d[G_SHARE] + group] - got)
        if people > 0:
            least = min(least, 100 * got // people)
    over = max(0, s[CHANGED] - d[BUDGET])
    fair = d[P_FAIR] * short + d[P_LEAST] * (100 - least)
    return s[COST] + fair + OVER_BUDGET * over


@kernel
def account(d: Ints, s: Ints, i: int, v: int, sign: int) -> None:
    """Count task ``i`` as served by ``v`` (1) or no more (-1), driving apart."""
    day, area, people = d[d[V_DAY] + v], d[d[AREA] + i], sign * d[d[PEOPLE] + i]
    s[COST] += surge_cost(d, s, day, people)
    s[COST] += sign * (d[d[REACH] + i * d[VEHICLES] + v] - d[d[DROP] + i])
    s[s[CROWD] + area * d[DAYS] + day] += people
    s[s[SESSIONS] + area * d[WEEKS] + d[d[WEEK_OF] + day]] += sign
    s[s[GOT] + d[d[GROUP] + i]] += people
    s[s[DAY_PEOPLE] + day] += people
    s[s[V_PEOPLE] + v] += people
    if d[d[BUDGETED] + i] == 1 and d[d[TOLD_V] + i] == v:
        s[CHANGED] -= sign
    if sign > 0:
        s[s[VEHICLE_OF] + i] = v
        last = s[s[ABSENT] + s[ABSENT_N] - 1]
        s[s[ABSENT] + s[s[ABSENT_AT] + i]] = last
        s[s[ABSENT_AT] + last] = s[s[ABSENT_AT] + i]
        s[ABSENT_N] -= 1
    else:
        s[s[VEHICLE_OF] + i] = -1
        s[s[ABSENT] + s[ABSENT_N]] = i
        s[s[ABSENT_AT] + i] = s[ABSENT_N]
        s[ABSENT_N] += 1


@kernel
def _open(d: Ints, s: Ints, v: int, sign: int) -> None:
    """Count vehicle ``v`` as used (1) or no more (-1)."""
    s[s[DAY_CREW] + d[d[V_DAY] + v]] += sign * d[d[V_CREW] + v]


@kernel
def _around(d: Ints, s: Ints, v: int, k: int, after: int) -> int:
    """Return the minutes that position ``k`` of ``v`` adds; ``after`` comes next there."""
    base, count = s[SEQ] + v * d[LONGEST], s[s[COUNT] + v]
    depot = d[d[V_DEPOT] + v]
    here = s[base + k]
    before = s[base + k - 1] if k > 0 else depot
    following = s[base + after] if after < count else depot
    added = minutes(d, v, before, here) + minutes(d, v, here, following)
    return added - (minutes(d, v, before, following) if count > 1 else 0)


@kernel
def touch(d: Ints, s: Ints, v: int) -> None:
    """Remember the tour of ``v`` as it was before this round."""
    if s[s[MARK] + v] == s[ROUND]:
        return
    s[s[MARK] + v] = s[ROUND]
    s[s[TOUCHED] + s[TOUCHED_N]] = v
    s[TOUCHED_N] += 1
    s[s[OLD_COUNT] + v] = s[s[COUNT] + v]
    s[s[OLD_VERSION] + v] = s[s[VERSION] + v]
    s[s[OLD_FREE] + v] = s[s[V_FREE] + v]
    base = v * d[LONGEST]
    for k in range(base, base + s[s[COUNT] + v]):
        s[s[OLD_SEQ] + k] = s[s[SEQ] + k]
        s[s[OLD_START] + k] = s[s[START] + k]
        s[s[OLD_LATEST] + k] = s[s[LATEST] + k]


@kernel
def put(d: Ints, s: Ints, i: int, v: int, k: int) -> None:
    """Insert task ``i`` at position ``k`` of ``v``; there must be room."""
    touch(d, s, v)
    base, count = s[SEQ] + v * d[LONGEST], s[s[COUNT] + v]
    for at in range(base + count, base + k, -1):
        s[at] = s[at - 1]
    s[base + k] = i
    s[s[COUNT] + v] = count + 1
    if count == 0:
        s[COST] += d[P_UNIT_DAY]
        _open(d, s, v, 1)
    s[COST] += d[P_TRAVEL] * _around(d, s, v, k, k + 1)
    account(d, s, i, v, 1)
    s[TICK] += 1
    s[s[VERSION] + v] = s[TICK]
    retime(d, s, v)


@kernel
def take(d: Ints, s: Ints, v: int, k: int) -> None:
    """Remove what stands at position ``k`` of ``v``.

    Where the drive past it is longer than the way over it, those after it may have to go too.
    """
    _lift(d, s, v, k)
    while not retime(d, s, v):
        _lift(d, s, v, min(k, s[s[COUNT] + v] - 1))


@kernel
def _lift(d: Ints, s: Ints, v: int, k: int) -> None:
    touch(d, s, v)
    base, count = s[SEQ] + v * d[LONGEST], s[s[COUNT] + v]
    s[COST] -= d[P_TRAVEL] * _around(d, s, v, k, k + 1)
    account(d, s, s[base + k], v, -1)
    for at in range(base + k, base + count - 1):
        s[at] = s[at + 1]
    s[s[COUNT] + v] = count - 1
    if count == 1:
        s[COST] -= d[P_UNIT_DAY]
        _open(d, s, v, -1)
    s[TICK] += 1
    s[s[VERSION] + v] = s[TICK]


@kernel
def go_back(d: Ints, s: Ints, cost: int) -> None:
    """Restore every tour touched in this round; the plan then cost ``cost``."""
    for n in range(s[TOUCHED_N]):
        v = s[s[TOUCHED] + n]
        base = v * d[LONGEST]
        for k in range(base, base + s[s[COUNT] + v]):
            account(d, s, s[s[SEQ] + k], v, -1)
        if s[s[COUNT] + v] > 0:
            _open(d, s, v, -1)
    for n in range(s[TOUCHED_N]):
        v = s[s[TOUCHED] + n]
        base, count = v * d[LONGEST], s[s[OLD_COUNT] + v]
        s[s[COUNT] + v] = count
        s[s[VERSION] + v] = s[s[OLD_VERSION] + v]
        s[s[V_FREE] + v] = s[s[OLD_FREE] + v]
        for k in range(base, base + count):
            s[s[SEQ] + k] = s[s[OLD_SEQ] + k]
            s[s[START] + k] = s[s[OLD_START] + k]
            s[s[LATEST] + k] = s[s[OLD_LATEST] + k]
            account(d, s, s[s[SEQ] + k], v, 1)
        if count > 0:
            _open(d, s, v, 1)
    s[COST] = cost


@kernel
def keep_changes(s: Ints) -> None:
    """Remember which tours differ from the best plan's."""
    for n in range(s[TOUCHED_N]):
        s[s[DIRTY] + s[s[TOUCHED] + n]] = 1
