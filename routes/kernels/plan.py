"""What stands in ``s``, by name: the tours of the plan under search and the sums over them.

``i`` numbers tasks, ``v`` vehicles, ``k`` positions in a tour from 0 on. Starts are minutes of
the problem's timeline. Sums are changed only by :mod:`routes.kernels.changes`.
"""

from __future__ import annotations

from routes.kernels.jit import kernel
from routes.kernels.layout import (
    ABSENT,
    C_OVERTIME,
    C_POS,
    COUNT,
    CROWD,
    DAY_CREW,
    DAY_PEOPLE,
    DAYS,
    LATEST,
    LONGEST,
    POOL,
    POOL_N,
    SEQ,
    SERVED,
    SESSIONS,
    START,
    TOUCHED,
    V_FREE,
    V_OVERTIME,
    V_PEOPLE,
    VEHICLE_OF,
    VEHICLES,
    VERSION,
    WEEKS,
    Ints,
)


@kernel
def stop_count(s: Ints, v: int) -> int:
    """Return how many stops the tour of ``v`` has."""
    return s[s[COUNT] + v]


@kernel
def task_at(d: Ints, s: Ints, v: int, k: int) -> int:
    """Return the task at position ``k`` of ``v``."""
    return s[s[SEQ] + v * d[LONGEST] + k]


@kernel
def start_at(d: Ints, s: Ints, v: int, k: int) -> int:
    """Return the earliest minute at which the stop at position ``k`` of ``v`` can start."""
    return s[s[START] + v * d[LONGEST] + k]


@kernel
def latest_at(d: Ints, s: Ints, v: int, k: int) -> int:
    """Return the minute at which position ``k`` of ``v`` must start, for the rest to fit."""
    return s[s[LATEST] + v * d[LONGEST] + k]


@kernel
def vehicle_of(s: Ints, i: int) -> int:
    """Return the vehicle that serves task ``i``; -1: it is absent."""
    return s[s[VEHICLE_OF] + i]


@kernel
def is_absent(s: Ints, i: int) -> bool:
    """Return whether task ``i`` stands in no tour."""
    return s[s[VEHICLE_OF] + i] < 0


@kernel
def position(d: Ints, s: Ints, i: int) -> int:
    """Return where task ``i``, which must not be absent, stands in its tour."""
    v, k = vehicle_of(s, i), 0
    while task_at(d, s, v, k) != i:
        k += 1
    return k


@kernel
def people_on(s: Ints, v: int) -> int:
    """Return the people whom ``v`` serves."""
    return s[s[V_PEOPLE] + v]


@kernel
def free_min(s: Ints, v: int) -> int:
    """Return the minutes of the shift of ``v`` that are neither served nor driven."""
    return s[s[V_FREE] + v]


@kernel
def version_of(s: Ints, v: int) -> int:
    """Return the number of the last change of the tour of ``v``; each change has its own."""
    return s[s[VERSION] + v]


@kernel
def overtime_of(s: Ints, v: int) -> int:
    """Return the points of overtime of ``v``."""
    return s[s[V_OVERTIME] + v]


@kernel
def overtime_more(d: Ints, s: Ints, i: int, v: int) -> int:
    """Return the points of overtime that task ``i`` adds to ``v``, as ``detour`` last reckoned."""
    return s[s[C_OVERTIME] + i * d[VEHICLES] + v]


@kernel
def best_position(d: Ints, s: Ints, i: int, v: int) -> int:
    """Return the position of least detour of task ``i`` in ``v``, as ``detour`` left it."""
    return s[s[C_POS] + i * d[VEHICLES] + v]


@kernel
def crowd_in(d: Ints, s: Ints, area: int, day: int) -> int:
    """Return the people served in ``area`` on ``day``."""
    return s[s[CROWD] + area * d[DAYS] + day]


@kernel
def sessions_in(d: Ints, s: Ints, area: int, week: int) -> int:
    """Return the tasks served in ``area`` in ``week``."""
    return s[s[SESSIONS] + area * d[WEEKS] + week]


@kernel
def people_served(s: Ints, group: int) -> int:
    """Return the people of ``group`` who are served."""
    return s[s[SERVED] + group]


@kernel
def people_on_day(s: Ints, day: int) -> int:
    """Return the people served on ``day``, in all areas together."""
    return s[s[DAY_PEOPLE] + day]


@kernel
def crew_on_day(s: Ints, day: int) -> int:
    """Return the crew that the vehicles used on ``day`` take."""
    return s[s[DAY_CREW] + day]


@kernel
def touched_vehicle(s: Ints, n: int) -> int:
    """Return the ``n``-th of the TOUCHED_N vehicles whose tours changed in this round."""
    return s[s[TOUCHED] + n]


@kernel
def absent_task(s: Ints, n: int) -> int:
    """Return the ``n``-th of the ABSENT_N tasks that stand in no tour."""
    return s[s[ABSENT] + n]


@kernel
def pool_task(s: Ints, n: int) -> int:
    """Return the ``n``-th of the POOL_N tasks that are to be put back in this round."""
    return s[s[POOL] + n]


@kernel
def pool(s: Ints, i: int) -> None:
    """Add task ``i`` to the tasks that are to be put back in this round."""
    s[s[POOL] + s[POOL_N]] = i
    s[POOL_N] += 1


@kernel
def task_with(d: Ints, s: Ints, v: int, i: int, k: int, n: int) -> int:
    """Return the task at position ``n`` of ``v`` once task ``i`` is put in at ``k``."""
    if i < 0 or n < k:
        return task_at(d, s, v, n)
    return i if n == k else task_at(d, s, v, n - 1)
