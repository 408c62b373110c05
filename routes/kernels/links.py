"""Which tasks keep apart, by name: tasks of one site, and series of visits with their day sets.

``i`` numbers tasks. The tasks of a site are read as ``range(first_at_site(d, site),
first_at_site(d, site + 1))``, and so are the series of a task and the tasks of a series.
"""

from __future__ import annotations

from routes.kernels.jit import kernel
from routes.kernels.layout import (
    DS_PTR,
    SET_DAYS,
    SET_PTR,
    SITE,
    SITE_MOST,
    SITE_PTR,
    SITE_TASKS,
    SM_PTR,
    SM_TASKS,
    SP_IDS,
    SP_MAX,
    SP_MIN,
    SP_PTR,
    SP_SAME,
    Ints,
)


@kernel
def site_of(d: Ints, i: int) -> int:
    """Return the number of the site of task ``i``; -1: none."""
    return d[d[SITE] + i]


@kernel
def most_at_site(d: Ints, site: int) -> int:
    """Return how many units may be at a site on a day."""
    return d[d[SITE_MOST] + site]


@kernel
def first_at_site(d: Ints, site: int) -> int:
    """Return the entry where the tasks of ``site`` begin."""
    return d[d[SITE_PTR] + site]


@kernel
def task_at_site(d: Ints, entry: int) -> int:
    """Return the task of an entry of sites."""
    return d[d[SITE_TASKS] + entry]


@kernel
def first_series(d: Ints, i: int) -> int:
    """Return the entry where the series begin to which task ``i`` belongs."""
    return d[d[SP_PTR] + i]


@kernel
def series_at(d: Ints, entry: int) -> int:
    """Return the number of the series of an entry."""
    return d[d[SP_IDS] + entry]


@kernel
def first_in_series(d: Ints, series: int) -> int:
    """Return the entry where the tasks of ``series`` begin."""
    return d[d[SM_PTR] + series]


@kernel
def task_in_series(d: Ints, entry: int) -> int:
    """Return the task of an entry of series."""
    return d[d[SM_TASKS] + entry]


@kernel
def fewest_days(d: Ints, series: int) -> int:
    """Return how many days two visits of ``series`` are apart at least."""
    return d[d[SP_MIN] + series]


@kernel
def most_days(d: Ints, series: int) -> int:
    """Return how many days a visit of ``series`` comes after the one before at most."""
    return d[d[SP_MAX] + series]


@kernel
def has_one_unit(d: Ints, series: int) -> bool:
    """Return whether one unit serves all of ``series``."""
    return d[d[SP_SAME] + series] == 1


@kernel
def first_set(d: Ints, series: int) -> int:
    """Return the number of the first set of days that ``series`` may have."""
    return d[d[DS_PTR] + series]


@kernel
def is_in_set(d: Ints, days: int, day: int) -> bool:
    """Return whether ``day`` is one of the set ``days``."""
    for entry in range(d[d[SET_PTR] + days], d[d[SET_PTR] + days + 1]):
        if d[d[SET_DAYS] + entry] == day:
            return True
    return False
