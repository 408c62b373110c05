"""Putting a task into a tour, taking it out, and going back."""

from __future__ import annotations

from routes.kernels.data import (
    area_of,
    arrival_cost,
    crew_of,
    day_cost,
    day_of,
    depot_of,
    drop_cost,
    group_of,
    group_people,
    group_share,
    is_promised_to,
    minutes,
    people_of,
    shift_end,
    travel_cost,
    week_of,
)
from routes.kernels.jit import kernel
from routes.kernels.layout import (
    ABSENT,
    ABSENT_AT,
    ABSENT_N,
    CHANGE_BUDGET,
    CHANGED,
    COST,
    COUNT,
    CROWD,
    DAY_CREW,
    DAY_PEOPLE,
    DAYS,
    DIRTY,
    GROUPS,
    LATEST,
    LONGEST,
    MARK,
    OLD_COUNT,
    OLD_FREE,
    OLD_LATEST,
    OLD_OVERTIME,
    OLD_SEQ,
    OLD_START,
    OLD_VERSION,
    OVER_CHANGE_BUDGET,
    P_FAIR,
    P_LEAST,
    ROUND,
    SEQ,
    SERVED,
    SESSIONS,
    START,
    TICK,
    TOUCHED,
    TOUCHED_N,
    V_FREE,
    V_OVERTIME,
    V_PEOPLE,
    VEHICLE_OF,
    VERSION,
    WEEKS,
    Ints,
)
from routes.kernels.places import surge_cost
from routes.kernels.plan import (
    absent_task,
    free_min,
    overtime_of,
    people_served,
    stop_count,
    task_at,
    touched_vehicle,
    version_of,
)
from routes.kernels.soft import soft_end
from routes.kernels.tours import overtime, retime


@kernel
def total(d: Ints, s: Ints) -> int:
    """Return the whole objective of the plan as it stands."""
    short, least = 0, 100
    for group in range(d[GROUPS]):
        served, people = people_served(s, group), group_people(d, group)
        short += max(0, group_share(d, group) - served)
        if people > 0:
            least = min(least, 100 * served // people)
    over = max(0, s[CHANGED] - d[CHANGE_BUDGET])
    fair = d[P_FAIR] * short + d[P_LEAST] * (100 - least)
    return s[COST] + fair + OVER_CHANGE_BUDGET * over


@kernel
def account(d: Ints, s: Ints, i: int, v: int, sign: int) -> None:
    """Count task ``i`` as served by ``v`` (1) or no more (-1), driving apart."""
    day, area, people = day_of(d, v), area_of(d, i), sign * people_of(d, i)
    s[COST] += surge_cost(d, s, day, people)
    s[COST] += sign * (arrival_cost(d, i, v) - drop_cost(d, i))
    s[s[CROWD] + area * d[DAYS] + day] += people
    s[s[SESSIONS] + area * d[WEEKS] + week_of(d, day)] += sign
    s[s[SERVED] + group_of(d, i)] += people
    s[s[DAY_PEOPLE] + day] += people
    s[s[V_PEOPLE] + v] += people
    if is_promised_to(d, i, v):
        s[CHANGED] -= sign
    if sign > 0:
        s[s[VEHICLE_OF] + i] = v
        _leave_absent(s, i)
    else:
        s[s[VEHICLE_OF] + i] = -1
        _join_absent(s, i)


@kernel
def _join_absent(s: Ints, i: int) -> None:
    """Add task ``i`` to the end of the absent ones."""
    s[s[ABSENT] + s[ABSENT_N]] = i
    s[s[ABSENT_AT] + i] = s[ABSENT_N]
    s[ABSENT_N] += 1


@kernel
def _leave_absent(s: Ints, i: int) -> None:
    """Strike task ``i`` from the absent ones; the last of them takes its place."""
    place, last = s[s[ABSENT_AT] + i], absent_task(s, s[ABSENT_N] - 1)
    s[s[ABSENT] + place] = last
    s[s[ABSENT_AT] + last] = place
    s[ABSENT_N] -= 1


@kernel
def _use(d: Ints, s: Ints, v: int, sign: int) -> None:
    """Count the crew of ``v`` as away on its day (1) or no more (-1)."""
    s[s[DAY_CREW] + day_of(d, v)] += sign * crew_of(d, v)


@kernel
def _detour_at(d: Ints, s: Ints, v: int, k: int) -> int:
    """Return the minutes that the stop at position ``k`` of ``v`` adds to the tour."""
    count, depot = stop_count(s, v), depot_of(d, v)
    here = task_at(d, s, v, k)
    before = task_at(d, s, v, k - 1) if k > 0 else depot
    after = task_at(d, s, v, k + 1) if k + 1 < count else depot
    past = minutes(d, v, before, after) if count > 1 else 0
    return minutes(d, v, before, here) + minutes(d, v, here, after) - past


@kernel
def touch(d: Ints, s: Ints, v: int) -> None:
    """Remember the tour of ``v`` as it was before this round."""
    if s[s[MARK] + v] == s[ROUND]:
        return
    s[s[MARK] + v] = s[ROUND]
    s[s[TOUCHED] + s[TOUCHED_N]] = v
    s[TOUCHED_N] += 1
    s[s[OLD_COUNT] + v] = stop_count(s, v)
    s[s[OLD_VERSION] + v] = version_of(s, v)
    s[s[OLD_FREE] + v] = free_min(s, v)
    s[s[OLD_OVERTIME] + v] = overtime_of(s, v)
    base = v * d[LONGEST]
    for k in range(base, base + stop_count(s, v)):
        s[s[OLD_SEQ] + k] = s[s[SEQ] + k]
        s[s[OLD_START] + k] = s[s[START] + k]
        s[s[OLD_LATEST] + k] = s[s[LATEST] + k]


@kernel
def put(d: Ints, s: Ints, i: int, v: int, k: int) -> None:
    """Insert task ``i`` at position ``k`` of ``v``; there must be room."""
    touch(d, s, v)
    base, count = s[SEQ] + v * d[LONGEST], stop_count(s, v)
    for slot in range(base + count, base + k, -1):
        s[slot] = s[slot - 1]
    s[base + k] = i
    s[s[COUNT] + v] = count + 1
    if count == 0:
        s[COST] += day_cost(d, v)
        _use(d, s, v, 1)
    s[COST] += travel_cost(d, v) * _detour_at(d, s, v, k)
    account(d, s, i, v, 1)
    _renew(s, v)
    retime(d, s, v)
    _pay_overtime(d, s, v)


@kernel
def take(d: Ints, s: Ints, v: int, k: int) -> None:
    """Remove what stands at position ``k`` of ``v``.

    Where the drive past it is longer than the way over it, those after it may have to go too.
    """
    _lift(d, s, v, k)
    while not retime(d, s, v):
        _lift(d, s, v, min(k, stop_count(s, v) - 1))
    _pay_overtime(d, s, v)


@kernel
def _pay_overtime(d: Ints, s: Ints, v: int) -> None:
    """Reckon the overtime of ``v`` anew, where its shift has a soft end."""
    if soft_end(d, v) < shift_end(d, v):
        points = overtime(d, s, v, -1, 0)
        s[COST] += points - overtime_of(s, v)
        s[s[V_OVERTIME] + v] = points


@kernel
def _lift(d: Ints, s: Ints, v: int, k: int) -> None:
    """Remove what stands at position ``k`` of ``v``; the starts of the others stay as they were."""
    touch(d, s, v)
    base, count = s[SEQ] + v * d[LONGEST], stop_count(s, v)
    s[COST] -= travel_cost(d, v) * _detour_at(d, s, v, k)
    account(d, s, task_at(d, s, v, k), v, -1)
    for slot in range(base + k, base + count - 1):
        s[slot] = s[slot + 1]
    s[s[COUNT] + v] = count - 1
    if count == 1:
        s[COST] -= day_cost(d, v)
        _use(d, s, v, -1)
    _renew(s, v)


@kernel
def _renew(s: Ints, v: int) -> None:
    """Give the tour of ``v`` a version of its own: what was reckoned of it holds no more."""
    s[TICK] += 1
    s[s[VERSION] + v] = s[TICK]


@kernel
def go_back(d: Ints, s: Ints, cost: int) -> None:
    """Restore every tour touched in this round; the plan then cost ``cost``."""
    for n in range(s[TOUCHED_N]):
        v = touched_vehicle(s, n)
        for k in range(stop_count(s, v)):
            account(d, s, task_at(d, s, v, k), v, -1)
        if stop_count(s, v) > 0:
            _use(d, s, v, -1)
    for n in range(s[TOUCHED_N]):
        v = touched_vehicle(s, n)
        base, count = v * d[LONGEST], s[s[OLD_COUNT] + v]
        s[s[COUNT] + v] = count
        s[s[VERSION] + v] = s[s[OLD_VERSION] + v]
        s[s[V_FREE] + v] = s[s[OLD_FREE] + v]
        s[s[V_OVERTIME] + v] = s[s[OLD_OVERTIME] + v]
        for k in range(base, base + count):
            s[s[SEQ] + k] = s[s[OLD_SEQ] + k]
            s[s[START] + k] = s[s[OLD_START] + k]
            s[s[LATEST] + k] = s[s[OLD_LATEST] + k]
            account(d, s, s[s[SEQ] + k], v, 1)
        if count > 0:
            _use(d, s, v, 1)
    s[COST] = cost


@kernel
def mark_changes(s: Ints) -> None:
    """Remember which tours differ from the best plan's."""
    for n in range(s[TOUCHED_N]):
        s[s[DIRTY] + touched_vehicle(s, n)] = 1
