"""What stands in ``q``, by name: the tasks of one vehicle, and labels (partial tours).

``e`` numbers the tasks that the vehicle may serve, ``n`` labels. Times are minutes of the
problem's timeline, costs and gains thousandths of a point, sets a bit for each task.
"""

from __future__ import annotations

from routes.kernels.jit import kernel
from routes.kernels.layout import Ints
from routes.kernels.pricing.tour_layout import (
    DEAD,
    ELIGIBLE,
    LAST,
    LOAD,
    NEEDS,
    NEXT,
    REWARD,
    TASK_SET,
    TIME,
    UNTIL,
    VALUE,
    WORTH,
)


@kernel
def number_of(q: Ints, e: int) -> int:
    """Return the problem's number of task ``e``."""
    return q[q[ELIGIBLE] + e]


@kernel
def paid_for(q: Ints, e: int) -> int:
    """Return what serving task ``e`` is paid."""
    return q[q[REWARD] + e]


@kernel
def worth_of(q: Ints, e: int) -> int:
    """Return what serving task ``e`` is paid less the shortest drive there."""
    return q[q[WORTH] + e]


@kernel
def needs_min(q: Ints, e: int) -> int:
    """Return the minutes of service of task ``e`` and of the shortest drive there."""
    return q[q[NEEDS] + e]


@kernel
def last_start(q: Ints, e: int) -> int:
    """Return the last minute at which task ``e`` may start."""
    return q[q[UNTIL] + e]


@kernel
def ends_at(q: Ints, n: int) -> int:
    """Return the task at which label ``n`` ends."""
    return q[q[LAST] + n]


@kernel
def done_min(q: Ints, n: int) -> int:
    """Return the minute at which the last task of label ``n`` is done."""
    return q[q[TIME] + n]


@kernel
def served_by(q: Ints, n: int) -> int:
    """Return the people of label ``n``."""
    return q[q[LOAD] + n]


@kernel
def cost_of(q: Ints, n: int) -> int:
    """Return what label ``n`` costs so far, the way home apart."""
    return q[q[VALUE] + n]


@kernel
def tasks_of(q: Ints, n: int) -> int:
    """Return the set of tasks of label ``n``, with those that come too late for it."""
    return q[q[TASK_SET] + n]


@kernel
def older_label(q: Ints, n: int) -> int:
    """Return the label made before ``n`` at the same task; -1: none."""
    return q[q[NEXT] + n]


@kernel
def is_dead(q: Ints, n: int) -> bool:
    """Return whether another label was found to be at least as good as ``n``."""
    return q[q[DEAD] + n] == 1
