"""What stands in ``d``, by name: the figures of tasks, vehicles, areas and groups.

``i`` numbers tasks, ``v`` vehicles (a unit on one of its days), ``day`` days from 0 on. Minutes
of the clock lie on the problem's timeline, from midnight of day 0. Rows of unequal length
(windows, breaks, candidates) are read as ``range(first(d, n), first(d, n + 1))``.
"""

from __future__ import annotations

from routes.kernels.jit import kernel
from routes.kernels.layout import (
    AREA,
    BRK_CLOSE,
    BRK_OPEN,
    BRK_PTR,
    BUDGETED,
    CAND_COST,
    CAND_PTR,
    CAND_V,
    CREWS,
    DAYS,
    DROP,
    G_PEOPLE,
    G_SHARE,
    GROUP,
    KEYS,
    LOG,
    METRES,
    NEAR,
    NEIGHBOURS,
    NODES,
    PEOPLE,
    PINNED,
    PROMISED_V,
    REACH,
    SERVICE,
    TASKS,
    TRAVEL,
    V_CAP,
    V_CREW,
    V_DAY,
    V_DAY_COST,
    V_DEPOT,
    V_END,
    V_MATRIX,
    V_MOST_M,
    V_MOST_MIN,
    V_ROW,
    V_START,
    V_TRAVEL_COST,
    V_UNIT,
    VEHICLES,
    WEEK_OF,
    WIN_LAST,
    WIN_OPEN,
    WIN_PTR,
    Ints,
)


@kernel
def minutes(d: Ints, v: int, a: int, b: int) -> int:
    """Return the drive of vehicle ``v`` from node to node (tasks first, then depots)."""
    return d[d[TRAVEL] + d[d[V_MATRIX] + v] + a * d[NODES] + b]


@kernel
def metres(d: Ints, a: int, b: int) -> int:
    """Return the metres of road from node to node."""
    return d[d[METRES] + a * d[NODES] + b]


@kernel
def service_min(d: Ints, i: int, v: int) -> int:
    """Return the minutes that vehicle ``v`` takes for task ``i``."""
    return d[d[SERVICE] + d[d[V_ROW] + v] + i]


@kernel
def people_of(d: Ints, i: int) -> int:
    """Return the people whom task ``i`` serves."""
    return d[d[PEOPLE] + i]


@kernel
def area_of(d: Ints, i: int) -> int:
    """Return the number of the area in which the crowd of task ``i`` is counted."""
    return d[d[AREA] + i]


@kernel
def group_of(d: Ints, i: int) -> int:
    """Return the number of the group in which task ``i`` counts for fairness."""
    return d[d[GROUP] + i]


@kernel
def group_people(d: Ints, group: int) -> int:
    """Return the people of all tasks of ``group``."""
    return d[d[G_PEOPLE] + group]


@kernel
def group_share(d: Ints, group: int) -> int:
    """Return the people of ``group`` who must be served for its fair share."""
    return d[d[G_SHARE] + group]


@kernel
def drop_cost(d: Ints, i: int) -> int:
    """Return the points that leaving task ``i`` out costs."""
    return d[d[DROP] + i]


@kernel
def is_pinned(d: Ints, i: int) -> bool:
    """Return whether task ``i`` must stay where it stands."""
    return d[d[PINNED] + i] == 1


@kernel
def promised_vehicle(d: Ints, i: int) -> int:
    """Return the vehicle on which task ``i`` was published; -1: none."""
    return d[d[PROMISED_V] + i]


@kernel
def is_promised_to(d: Ints, i: int, v: int) -> bool:
    """Return whether task ``i`` on any vehicle but ``v`` counts as a changed promise."""
    return d[d[BUDGETED] + i] == 1 and d[d[PROMISED_V] + i] == v


@kernel
def arrival_cost(d: Ints, i: int, v: int) -> int:
    """Return the points that serving task ``i`` by ``v`` costs, driving apart; -1: it cannot."""
    return d[d[REACH] + i * d[VEHICLES] + v]


@kernel
def first_candidate(d: Ints, i: int) -> int:
    """Return the entry where the vehicles that may serve task ``i`` begin, cheapest first."""
    return d[d[CAND_PTR] + i]


@kernel
def candidate(d: Ints, entry: int) -> int:
    """Return the vehicle of an entry of candidates."""
    return d[d[CAND_V] + entry]


@kernel
def candidate_cost(d: Ints, entry: int) -> int:
    """Return the arrival cost of an entry of candidates, in points."""
    return d[d[CAND_COST] + entry]


@kernel
def neighbour(d: Ints, i: int, n: int) -> int:
    """Return the ``n``-th nearest task on the map to task ``i``; the 0-th is ``i`` itself."""
    return d[d[NEAR] + i * d[NEIGHBOURS] + n]


@kernel
def insertion_key(d: Ints, order: int, i: int) -> int:
    """Return what puts task ``i`` early in an order of insertion: the larger, the earlier."""
    return d[d[KEYS] + order * d[TASKS] + i]


@kernel
def log_1024(d: Ints, n: int) -> int:
    """Return -log((n + 0.5) / 1024), in 1024ths, for 0 <= ``n`` < 1024."""
    return d[d[LOG] + n]


@kernel
def first_window(d: Ints, i: int, v: int, day: int) -> int:
    """Return the entry where the windows of task ``i`` for ``v`` on ``day`` begin, by time."""
    return d[d[WIN_PTR] + (d[d[V_ROW] + v] + i) * d[DAYS] + day]


@kernel
def window_open(d: Ints, entry: int) -> int:
    """Return the first minute at which service may start in a window."""
    return d[d[WIN_OPEN] + entry]


@kernel
def window_last(d: Ints, entry: int) -> int:
    """Return the last minute at which service may start in a window."""
    return d[d[WIN_LAST] + entry]


@kernel
def unit_of(d: Ints, v: int) -> int:
    """Return the number of the unit that is vehicle ``v`` on one of its days."""
    return d[d[V_UNIT] + v]


@kernel
def day_of(d: Ints, v: int) -> int:
    """Return the day of vehicle ``v``."""
    return d[d[V_DAY] + v]


@kernel
def week_of(d: Ints, day: int) -> int:
    """Return the calendar week of ``day``, from 0 on."""
    return d[d[WEEK_OF] + day]


@kernel
def depot_of(d: Ints, v: int) -> int:
    """Return the node where vehicle ``v`` begins and ends."""
    return d[d[V_DEPOT] + v]


@kernel
def shift_start(d: Ints, v: int) -> int:
    """Return the first minute at which vehicle ``v`` may leave its depot."""
    return d[d[V_START] + v]


@kernel
def shift_end(d: Ints, v: int) -> int:
    """Return the last minute at which vehicle ``v`` may be back."""
    return d[d[V_END] + v]


@kernel
def people_cap(d: Ints, v: int) -> int:
    """Return how many people vehicle ``v`` serves at most."""
    return d[d[V_CAP] + v]


@kernel
def travel_cost(d: Ints, v: int) -> int:
    """Return the points that a minute driven by vehicle ``v`` costs."""
    return d[d[V_TRAVEL_COST] + v]


@kernel
def day_cost(d: Ints, v: int) -> int:
    """Return the points that using vehicle ``v`` costs."""
    return d[d[V_DAY_COST] + v]


@kernel
def most_min(d: Ints, v: int) -> int:
    """Return how many minutes a tour of vehicle ``v`` lasts at most; -1: no limit."""
    return d[d[V_MOST_MIN] + v]


@kernel
def most_m(d: Ints, v: int) -> int:
    """Return how many metres a tour of vehicle ``v`` is long at most; -1: no limit."""
    return d[d[V_MOST_M] + v]


@kernel
def crew_of(d: Ints, v: int) -> int:
    """Return the crew that vehicle ``v`` takes on its day."""
    return d[d[V_CREW] + v]


@kernel
def crew_present(d: Ints, day: int) -> int:
    """Return how many people of crews are there on ``day``."""
    return d[d[CREWS] + day]


@kernel
def first_break(d: Ints, v: int) -> int:
    """Return the entry where the breaks of vehicle ``v`` begin, in order of time."""
    return d[d[BRK_PTR] + v]


@kernel
def break_open(d: Ints, entry: int) -> int:
    """Return the minute at which a break begins."""
    return d[d[BRK_OPEN] + entry]


@kernel
def break_close(d: Ints, entry: int) -> int:
    """Return the minute at which a break ends."""
    return d[d[BRK_CLOSE] + entry]
