"""Tours with a rest: minutes in one piece inside given hours, wherever the vehicle then is.

A tour is followed with two clocks: how early the vehicle can be free without having rested yet,
and how early having rested. It rests before a drive or after it; neither is sooner free by
resting later than it could.
"""

from __future__ import annotations

from routes.kernels.data import (
    depot_of,
    minutes,
    service_min,
    shift_end,
)
from routes.kernels.jit import kernel
from routes.kernels.layout import Ints
from routes.kernels.plan import stop_count, task_with
from routes.kernels.soft import rest_closes, rest_min, rest_opens
from routes.kernels.times import arrive, earliest


@kernel
def rested(d: Ints, v: int, clock: int) -> int:
    """Return when ``v`` has rested that may begin to at ``clock``; -1: too late for that."""
    done = max(clock, rest_opens(d, v)) + rest_min(d, v)
    return done if done <= rest_closes(d, v) else -1


@kernel
def sooner(a: int, b: int) -> int:
    """Return the earlier of two times, of which -1 is never."""
    if a < 0 or b < 0:
        return max(a, b)
    return min(a, b)


@kernel
def freed(d: Ints, v: int, i: int, clock: int) -> int:
    """Return when ``v`` is done with task ``i``, where it is from ``clock`` on; -1: never."""
    start = -1 if clock < 0 else earliest(d, i, v, clock)
    return -1 if start < 0 else start + service_min(d, i, v)


@kernel
def arrived(d: Ints, v: int, clock: int, drive: int) -> int:
    """Return the earliest arrival of a drive from ``clock`` on; -1: never."""
    return -1 if clock < 0 else arrive(d, v, clock, drive)


@kernel
def back_rested(d: Ints, s: Ints, v: int, i: int, k: int, clock: int) -> int:
    """Return when ``v`` is back that leaves at ``clock`` or later and takes its rest; -1: never.

    Task ``i`` stands at position ``k`` of its tour (-1: no more than is in it).
    """
    here, fresh, slept = depot_of(d, v), clock, max(clock, rest_opens(d, v) + rest_min(d, v))
    for n in range(stop_count(s, v) + (1 if i >= 0 else 0)):
        task = task_with(d, s, v, i, k, n)
        drive = minutes(d, v, here, task)
        at_once = arrived(d, v, fresh, drive)
        after = sooner(
            freed(d, v, task, arrived(d, v, rested(d, v, fresh), drive)) if fresh >= 0 else -1,
            freed(d, v, task, rested(d, v, at_once)) if at_once >= 0 else -1,
        )
        slept = sooner(freed(d, v, task, arrived(d, v, slept, drive)), after)
        fresh = freed(d, v, task, at_once)
        here = task
        if slept < 0 and fresh < 0:
            return -1
    home = minutes(d, v, here, depot_of(d, v))
    back = arrived(d, v, slept, home)
    if fresh >= 0:
        there = arrive(d, v, fresh, home)
        if rested(d, v, there) >= 0:
            back = sooner(back, there)
        back = sooner(back, arrived(d, v, rested(d, v, fresh), home))
    return back if back <= shift_end(d, v) else -1
