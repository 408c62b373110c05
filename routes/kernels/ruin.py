"""Taking a part of the plan out: neighbours on the map, tours of near days, anything.

Ruin and recreate (Schrimpf et al., 2000), mostly by strings of neighbours in a tour as in SISR
(Christiaens and Vanden Berghe, 2020). How much is taken and how often by which way is said in
:class:`routes.search.parameters.RuinParameters`.
"""

from __future__ import annotations

from routes.kernels.changes import take
from routes.kernels.data import (
    candidate,
    day_of,
    first_candidate,
    is_pinned,
    neighbour,
)
from routes.kernels.jit import kernel
from routes.kernels.layout import (
    ABSENT_CENTRE,
    ABSENT_FOR_ONE,
    ABSENT_N,
    AROUND_8,
    DAY_REACH,
    DAYS,
    FIRST,
    FOR_ONE_16,
    LONGEST_STRING,
    NEAR_DAYS_8,
    NEIGHBOURS,
    PASSED_OVER,
    POOL_N,
    RNG,
    ROUND,
    RUIN_MEAN,
    SINGLES,
    STAMP,
    TASKS,
    TOUR_TRIES,
    VEHICLES,
    Ints,
)
from routes.kernels.links import (
    first_in_series,
    first_series,
    first_set,
    has_one_unit,
    most_days,
    series_at,
    task_in_series,
)
from routes.kernels.plan import (
    absent_task,
    is_absent,
    pool,
    pool_task,
    position,
    stop_count,
    task_at,
    vehicle_of,
)


@kernel
def draw(s: Ints, below: int) -> int:
    """Return a whole number from 0 to ``below`` - 1 (xorshift, 32 bits: Marsaglia, 2003)."""
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
    target = 1 + draw(s, 2 * d[RUIN_MEAN])
    if draw(s, 16) < d[FOR_ONE_16]:
        _for_one(d, s, target)
        break_series(d, s)
        return
    way = draw(s, 8)
    if way < d[AROUND_8]:
        _around_a_task(d, s, target)
    elif way < d[AROUND_8] + d[NEAR_DAYS_8]:
        _on_near_days(d, s, target)
    else:
        _anywhere(d, s, 1 + target // d[SINGLES])
    break_series(d, s)


@kernel
def _remove(d: Ints, s: Ints, v: int, k: int) -> None:
    """Take what stands at position ``k`` of ``v`` out into the pool."""
    i = task_at(d, s, v, k)
    pool(s, i)
    s[s[STAMP] + i] = s[ROUND]
    take(d, s, v, k)


@kernel
def _remove_string(d: Ints, s: Ints, v: int, k: int) -> int:
    """Take out neighbours in a tour, the one at ``k`` among them; return how many."""
    count = stop_count(s, v)
    length = 1 + draw(s, min(count, d[LONGEST_STRING]))
    first = max(0, min(k - draw(s, length), count - length))
    removed, now = 0, first
    for _ in range(length):
        if now >= stop_count(s, v):
            break
        if is_pinned(d, task_at(d, s, v, now)):
            now += 1
        else:
            _remove(d, s, v, now)
            removed += 1
    return removed


@kernel
def _around_a_task(d: Ints, s: Ints, target: int) -> None:
    """Strings from the tours that pass near some task."""
    centre = draw(s, d[TASKS])
    if s[ABSENT_N] > 0 and draw(s, d[ABSENT_CENTRE]) == 0:
        centre = absent_task(s, draw(s, s[ABSENT_N]))
    removed = 0
    for n in range(d[NEIGHBOURS]):
        i = neighbour(d, centre, n)
        if removed >= target:
            break
        if not is_absent(s, i) and draw(s, d[PASSED_OVER]) > 0:
            removed += _remove_string(d, s, vehicle_of(s, i), position(d, s, i))


@kernel
def _on_near_days(d: Ints, s: Ints, target: int) -> None:
    """Strings from tours whose days are near each other."""
    first = draw(s, d[VEHICLES])
    day, reach = day_of(d, first), 1 + draw(s, 1 + d[DAYS] // d[DAY_REACH])
    removed = 0
    for n in range(d[TOUR_TRIES] * target):
        v = first if n == 0 else draw(s, d[VEHICLES])
        if removed >= target:
            break
        if stop_count(s, v) > 0 and abs(day_of(d, v) - day) <= reach:
            removed += _remove_string(d, s, v, draw(s, stop_count(s, v)))


@kernel
def _for_one(d: Ints, s: Ints, target: int) -> None:
    """Strings from tours that could serve some task, which is then put back first."""
    i = draw(s, d[TASKS])
    if s[ABSENT_N] > 0 and draw(s, d[ABSENT_FOR_ONE]) == 0:
        i = absent_task(s, draw(s, s[ABSENT_N]))
    if is_pinned(d, i):
        return
    s[FIRST] = i
    if is_absent(s, i):
        pool(s, i)
        s[s[STAMP] + i] = s[ROUND]
    else:
        _remove(d, s, vehicle_of(s, i), position(d, s, i))
    first, count = first_candidate(d, i), first_candidate(d, i + 1) - first_candidate(d, i)
    removed = 0
    for _ in range(target):
        if removed >= target or count == 0:
            break
        v = candidate(d, first + draw(s, 1 + draw(s, count)))
        if stop_count(s, v) > 0:
            removed += _remove_string(d, s, v, draw(s, stop_count(s, v)))


@kernel
def _anywhere(d: Ints, s: Ints, target: int) -> None:
    """Single tasks from anywhere."""
    for _ in range(target):
        i = draw(s, d[TASKS])
        if not is_absent(s, i) and not is_pinned(d, i):
            _remove(d, s, vehicle_of(s, i), position(d, s, i))


@kernel
def break_series(d: Ints, s: Ints) -> None:
    """Take out whole series that lost a visit and whose others bind it.

    They have sets of days or one unit, or may not have a long gap.
    """
    n = 0
    while n < s[POOL_N]:
        i = pool_task(s, n)
        n += 1
        for entry in range(first_series(d, i), first_series(d, i + 1)):
            series = series_at(d, entry)
            is_loose = first_set(d, series) == first_set(d, series + 1)
            is_loose = is_loose and not has_one_unit(d, series)
            if most_days(d, series) >= d[DAYS] and is_loose:
                continue
            for member in range(first_in_series(d, series), first_in_series(d, series + 1)):
                other = task_in_series(d, member)
                if not is_absent(s, other) and not is_pinned(d, other):
                    _remove(d, s, vehicle_of(s, other), position(d, s, other))
