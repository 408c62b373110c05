"""What stands in ``w``, by name: the tasks of one vehicle, and labels (partial relaxed routes).

``e`` and ``f`` number the tasks that the vehicle may serve, ``n`` labels. Times are minutes from
the start of the shift, costs and gains thousandths of a point.
"""

from __future__ import annotations

from routes.kernels.jit import kernel
from routes.kernels.layout import Ints
from routes.kernels.pricing.relaxed_layout import (
    AFTER,
    AFTER_NEXT,
    AFTER_OTHER,
    BIT,
    DONE,
    DRIVE,
    HOME,
    LAST,
    LENGTH,
    LOAD,
    MEMORY,
    MOST_PEOPLE,
    NEXT_AT,
    PARENT,
    PEOPLE,
    REWARD,
    SHIFT,
    SPANS,
    TASKS_N,
    VALUE,
    WIDTH,
)


@kernel
def drive_min(w: Ints, e: int, f: int) -> int:
    """Return the minutes from task ``e`` (TASKS_N: the depot) to task ``f``."""
    return w[w[DRIVE] + e * w[TASKS_N] + f]


@kernel
def home_min(w: Ints, e: int) -> int:
    """Return the minutes from task ``e`` to the depot."""
    return w[w[HOME] + e]


@kernel
def length_min(w: Ints, e: int) -> int:
    """Return the minutes of service of task ``e``."""
    return w[w[LENGTH] + e]


@kernel
def reward_of(w: Ints, e: int) -> int:
    """Return what serving task ``e`` is paid."""
    return w[w[REWARD] + e]


@kernel
def people_at(w: Ints, e: int) -> int:
    """Return the people whom task ``e`` serves."""
    return w[w[PEOPLE] + e]


@kernel
def most_people(w: Ints, left: int) -> int:
    """Return how many people can be served in ``left`` minutes at most."""
    return w[w[MOST_PEOPLE] + left]


@kernel
def done_at(w: Ints, e: int, arrival: int) -> int:
    """Return when task ``e`` is done after an ``arrival``; -1: never, or too late to be home."""
    return w[w[DONE] + e * (w[SHIFT] + 1) + arrival]


@kernel
def remembers(w: Ints, e: int, memory: int, f: int) -> bool:
    """Return whether a route that ends at ``e`` with ``memory`` knows that it visited ``f``."""
    bit = w[w[BIT] + e * w[TASKS_N] + f]
    return bit >= 0 and memory & (1 << bit) != 0


@kernel
def entry_after(w: Ints, e: int, done: int) -> int:
    """Return the entry for what follows task ``e`` once it is ``done``: one for each span."""
    return e * w[SPANS] + done // w[WIDTH]


@kernel
def gain_after(w: Ints, entry: int) -> int:
    """Return the most that can be gained from an entry on."""
    return w[w[AFTER] + entry]


@kernel
def next_task(w: Ints, entry: int) -> int:
    """Return the task with which the most is gained from an entry on; -1: the way home."""
    return w[w[AFTER_NEXT] + entry]


@kernel
def other_gain(w: Ints, entry: int) -> int:
    """Return the most that can be gained from an entry on, beginning with another task."""
    return w[w[AFTER_OTHER] + entry]


@kernel
def last_task(w: Ints, n: int) -> int:
    """Return the task at which label ``n`` ends."""
    return w[w[LAST] + n]


@kernel
def load_of(w: Ints, n: int) -> int:
    """Return the people of label ``n``, or as many fewer as it cannot come to the cap anyway."""
    return w[w[LOAD] + n]


@kernel
def value_of(w: Ints, n: int) -> int:
    """Return what label ``n`` costs so far, the way home apart."""
    return w[w[VALUE] + n]


@kernel
def memory_of(w: Ints, n: int) -> int:
    """Return which of the near tasks of its last one label ``n`` remembers, a bit for each."""
    return w[w[MEMORY] + n]


@kernel
def parent_of(w: Ints, n: int) -> int:
    """Return the label from which ``n`` went on; -1: the depot."""
    return w[w[PARENT] + n]


@kernel
def next_at_minute(w: Ints, n: int) -> int:
    """Return another label that is done at the same minute as ``n``; -1: none."""
    return w[w[NEXT_AT] + n]
