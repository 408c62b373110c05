"""Prices tours of vehicles that may serve more tasks than sets can tell apart, by walks."""

from __future__ import annotations

from typing import Final, cast

import numpy as np

from routes.columns import FINE, Prices, Wanted
from routes.flat import Table
from routes.jit import COMPILED
from routes.kernels import layout as at
from routes.kernels import pricing as q_at
from routes.kernels import walk_layout as w_at
from routes.kernels.walks import price_walks

#: Near tasks that a walk remembers at each, itself among them.
NEAR: Final = 8
#: Minutes of the spans in which is reckoned ahead where tours are looked for quickly.
WIDE_MIN: Final = 5
#: Partial tours looked at for one vehicle before it is given up.
LABELS: Final = 400_000
LABEL_PARTS: Final = tuple(range(w_at.LAST, w_at.OPEN + 1))


class Walks:
    """Room for the labels of one vehicle at a time, and what they say."""

    def __init__(self, d: at.Ints, tasks: int, longest_shift: int) -> None:
        self.d = d
        head, size = [0] * w_at.W_HEAD, w_at.W_HEAD
        minutes = longest_shift + 1
        single = (w_at.NUMBER, w_at.REWARD, w_at.PEOPLE, w_at.LENGTH, w_at.HOME, w_at.CHEAPEST)
        timed = (w_at.DONE, w_at.AFTER, w_at.AFTER_NEXT, w_at.AFTER_OTHER)
        sizes = {
            **dict.fromkeys(single, tasks),
            w_at.DRIVE: tasks * (tasks + 1),
            w_at.BIT: tasks * tasks,
            w_at.NEAR: tasks * NEAR,
            **dict.fromkeys(timed, tasks * minutes),
            **dict.fromkeys((w_at.MOST_PEOPLE, w_at.FIRST_AT), minutes),
            **dict.fromkeys(LABEL_PARTS, LABELS),
        }
        for slot, count in sizes.items():
            head[slot] = size
            size += count
        head[w_at.ROOM] = LABELS
        w = np.zeros(size, dtype=np.int64)
        w[: w_at.W_HEAD] = head
        self.w = cast("at.Ints", w if COMPILED else w.tolist())

    def put(self, slot: int, values: Table) -> None:
        """Put a table where its place is."""
        w, start, flat = self.w, self.w[slot], values.reshape(-1)
        w[start : start + len(flat)] = cast("list[int]", flat if COMPILED else flat.tolist())

    def set_tasks(self, able: Table, drive: Table, service: Table, people: Table) -> None:
        """Say which tasks there are; ``drive`` has their rows and the depot's as its last."""
        w, count = self.w, len(able)
        among = drive[:count, :count].copy()
        np.fill_diagonal(among, -1)
        near = np.argsort(among, axis=1, kind="stable")[:, :NEAR]
        bits = np.full((count, count), -1, dtype=np.int64)
        np.put_along_axis(bits, near, np.arange(near.shape[1])[None, :], axis=1)
        w[w_at.TASKS_N], w[w_at.NEAR_N] = count, near.shape[1]
        self.put(w_at.NUMBER, able)
        self.put(w_at.PEOPLE, people)
        self.put(w_at.LENGTH, service)
        self.put(w_at.DRIVE, drive[:, :count])
        self.put(w_at.HOME, drive[:count, count])
        self.put(w_at.NEAR, near)
        self.put(w_at.BIT, bits)

    def price(self, vehicle: int, shift: int, rewards: Table, limit: int, width: int, greedy: bool, price: int) -> None:
        w = self.w
        w[w_at.SHIFT], w[w_at.WIDTH], w[w_at.SPANS] = shift, width, shift // width + 1
        w[w_at.LIMIT], w[w_at.GREEDY] = limit, int(greedy)
        w[w_at.P_DRIVE] = price
        self.put(w_at.REWARD, rewards)
        price_walks(self.d, w, vehicle)
