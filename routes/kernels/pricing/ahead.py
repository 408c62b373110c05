"""What a vehicle can still gain after a task, reckoned from the end of its shift backwards.

Nothing of the past is known but the last task, so that a way on may visit a task twice, though
not at once: the most that is reckoned here is never too little (a state-space
relaxation without cycles of two: Christofides, Mingozzi and Toth, 1981).
"""

from __future__ import annotations

from routes.kernels.data import depot_of, first_break, minutes, shift_end, shift_start
from routes.kernels.jit import kernel
from routes.kernels.layout import FAR, Ints
from routes.kernels.pricing.relaxed_labels import (
    done_at,
    drive_min,
    entry_after,
    gain_after,
    home_min,
    length_min,
    next_task,
    other_gain,
    people_at,
    remembers,
    reward_of,
)
from routes.kernels.pricing.relaxed_layout import (
    AFTER,
    AFTER_NEXT,
    AFTER_OTHER,
    DONE,
    DRIVE,
    MOST_AHEAD,
    MOST_PEOPLE,
    NUMBER,
    P_DRIVE,
    REWARD,
    SHIFT,
    SPANS,
    TASKS_N,
    WIDTH,
)
from routes.kernels.times import arrive, earliest


@kernel
def arrival(d: Ints, v: int, clock: int, drive: int) -> int:
    """Return the minute of the shift at which a drive ends that may begin at ``clock``."""
    if first_break(d, v) == first_break(d, v + 1):
        return clock + drive
    start = shift_start(d, v)
    return arrive(d, v, start + clock, drive) - start


@kernel
def reckon_ahead(d: Ints, w: Ints, v: int) -> None:
    """Fill the tables of ``w`` for vehicle ``v``: when tasks are done, what follows at most."""
    _reckon_done(d, w, v)
    _reckon_people(w)
    for span in range(w[SPANS] - 1, -1, -1):
        for e in range(w[TASKS_N]):
            _reckon_after(d, w, v, e, span)
    most, depot = 0, w[TASKS_N]
    for f in range(w[TASKS_N]):
        drive = drive_min(w, depot, f)
        t = arrival(d, v, 0, drive)
        if t <= w[SHIFT] and done_at(w, f, t) >= 0:
            rest = gain_after(w, entry_after(w, f, done_at(w, f, t)))
            most = max(most, reward_of(w, f) - w[P_DRIVE] * drive + rest)
    w[MOST_AHEAD] = most


@kernel
def _reckon_done(d: Ints, w: Ints, v: int) -> None:
    """Reckon for each task and minute of arrival when it is done, if home is still in reach."""
    begins, ends = shift_start(d, v), shift_end(d, v)
    for e in range(w[TASKS_N]):
        i, row = w[w[NUMBER] + e], w[DONE] + e * (w[SHIFT] + 1)
        home = minutes(d, v, i, depot_of(d, v))
        for t in range(w[SHIFT] + 1):
            start = earliest(d, i, v, begins + t)
            done = start + length_min(w, e)
            fits = start >= 0 and arrive(d, v, done, home) <= ends
            w[row + t] = done - begins if fits else -1


@kernel
def _reckon_people(w: Ints) -> None:
    """Reckon how many people can be served in so many minutes, drives not counted."""
    table = w[MOST_PEOPLE]
    w[table] = 0
    for left in range(1, w[SHIFT] + 1):
        most = w[table + left - 1]
        for e in range(w[TASKS_N]):
            if length_min(w, e) <= left:
                most = max(most, people_at(w, e) + w[table + left - length_min(w, e)])
        w[table + left] = most


@kernel
def _reckon_after(d: Ints, w: Ints, v: int, e: int, span: int) -> None:
    """Reckon what can be gained after task ``e`` that is done in ``span``.

    Called for each task and span: tables are read by place, not by name, since that is quicker.
    """
    count, spans, width, length = w[TASKS_N], w[SPANS], w[WIDTH], w[SHIFT] + 1
    drives, dones, rewards, price = w[DRIVE] + e * count, w[DONE], w[REWARD], w[P_DRIVE]
    after, nexts, others = w[AFTER], w[AFTER_NEXT], w[AFTER_OTHER]
    clock = span * width
    best, other, first = -price * home_min(w, e), -FAR, -1
    for f in range(count):
        drive = w[drives + f]
        t = arrival(d, v, clock, drive)
        if t >= length or e == f:
            continue
        done = w[dones + f * length + t]
        if done < 0:
            continue
        entry = f * spans + done // width
        rest = w[others + entry] if w[nexts + entry] == e else w[after + entry]
        gain = w[rewards + f] - price * drive + rest
        if gain > best:
            best, other, first = gain, best, f
        elif gain > other:
            other = gain
    w[after + e * spans + span] = best
    w[nexts + e * spans + span] = first
    w[others + e * spans + span] = other


@kernel
def most_gained_next(w: Ints, e: int, done: int, memory: int) -> int:
    """Return the most that can be gained after task ``e`` by a route with ``memory``."""
    entry = entry_after(w, e, done)
    first = next_task(w, entry)
    if first >= 0 and remembers(w, e, memory, first):
        return other_gain(w, entry)
    return gain_after(w, entry)
