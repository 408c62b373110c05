"""Which tasks are put back in a round, and in which order."""

from __future__ import annotations

from typing import Final

from routes.kernels.data import insertion_key, neighbour
from routes.kernels.jit import kernel
from routes.kernels.layout import (
    ABSENT_N,
    CHANCES,
    FAR,
    FIRST,
    NEIGHBOURS,
    POOL,
    POOL_KEY,
    POOL_N,
    ROUND,
    STAMP,
    Ints,
)
from routes.kernels.plan import absent_task, is_absent, pool, pool_task
from routes.kernels.ruin import draw

#: Orders of insertion in the table of keys; one more is chance alone.
ORDERS: Final = 4
#: Where the order is chance alone, tasks are told apart by so many numbers.
CHANCE_KEYS: Final = 1 << 20


@kernel
def order_pool(d: Ints, s: Ints, order: int, blurred: int) -> None:
    """Sort the pool by an order of insertion, blurred by chance; the last one is chance alone."""
    for n in range(s[POOL_N]):
        i = pool_task(s, n)
        if order == ORDERS:
            key = draw(s, CHANCE_KEYS)
        else:
            key = insertion_key(d, order, i) * (1024 - draw(s, blurred))
        if i == s[FIRST]:
            key = FAR
        slot = n
        while slot > 0 and s[s[POOL_KEY] + slot - 1] < key:
            s[s[POOL_KEY] + slot] = s[s[POOL_KEY] + slot - 1]
            s[s[POOL] + slot] = s[s[POOL] + slot - 1]
            slot -= 1
        s[s[POOL_KEY] + slot] = key
        s[s[POOL] + slot] = i


@kernel
def invite_absent(d: Ints, s: Ints) -> None:
    """Add some of the tasks that were left out before this step to the pool.

    Those just taken out stand at the end of the list of absent ones.
    """
    others = s[ABSENT_N] - s[POOL_N]
    if others <= 0:
        return
    first, count = draw(s, others), min(d[CHANCES], others)
    for n in range(count):
        pool(s, absent_task(s, (first + n) % others))


@kernel
def invite_near(d: Ints, s: Ints) -> None:
    """Add left-out tasks near one of them to the pool: together they may pay for a tour."""
    if s[ABSENT_N] == 0:
        return
    centre, invited = absent_task(s, draw(s, s[ABSENT_N])), 0
    for n in range(d[NEIGHBOURS]):
        i = neighbour(d, centre, n)
        if invited >= d[CHANCES]:
            break
        if is_absent(s, i) and s[s[STAMP] + i] != s[ROUND]:
            pool(s, i)
            invited += 1
