"""Prices tours of vehicles that may serve more tasks than sets can tell apart, by walks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, cast

import numpy as np

from routes.flat import Table
from routes.jit import COMPILED
from routes.kernels import layout as at
from routes.kernels import relaxed_layout as w_at
from routes.kernels.relaxed_routes import price_relaxed_routes

#: Near tasks that a walk remembers at each, itself among them.
NEAR: Final = 16
#: Tasks up to which it remembers all, so that walks are tours; one number remembers 62.
ALL_NEAR: Final = 40
#: Minutes of the spans in which is reckoned ahead where tours are looked for quickly.
WIDE_MIN: Final = 5
#: Partial tours looked at for one vehicle before it is given up.
LABELS: Final = 400_000
#: The same where tours are looked for quickly.
FEWER_LABELS: Final = 100_000
#: Comparisons of partial tours before a vehicle is given up: about a second.
COMPARISONS: Final = 200_000_000
LABEL_PARTS: Final = tuple(range(w_at.LAST, w_at.OPEN + 1))
#: Tours looked through for different ones, for each that is wanted.
LOOKED_AT: Final = 10


@dataclass(frozen=True, slots=True)
class Day:
    """What one vehicle could do on its day.

    ``able`` are the problem's numbers of the tasks; ``drive`` has their rows and columns and the
    depot's as its last, in minutes; ``shift`` is in minutes; a minute's driving costs
    ``drive_price`` thousandths.
    """

    vehicle: int
    shift: int
    able: Table
    drive: Table
    service: Table
    people: Table
    drive_price: int


@dataclass(frozen=True, slots=True)
class Walked:
    """No tour costs less than ``least``; ``seen`` is the least that was seen (thousandths).

    ``whole`` is False where the search was given up or overlooked tours on purpose.
    """

    least: int
    seen: int
    whole: bool


class Walks:
    """Room for the labels of one vehicle at a time, and what they say."""

    def __init__(self, d: at.Ints, tasks: int, longest_shift: int) -> None:
        self.d = d
        self.near = tasks if tasks <= ALL_NEAR else NEAR
        head, size = [0] * w_at.W_HEAD, w_at.W_HEAD
        minutes = longest_shift + 1
        single = (w_at.NUMBER, w_at.REWARD, w_at.PEOPLE, w_at.LENGTH, w_at.HOME, w_at.CHEAPEST)
        timed = (w_at.DONE, w_at.AFTER, w_at.AFTER_NEXT, w_at.AFTER_OTHER)
        sizes = {
            **dict.fromkeys(single, tasks),
            w_at.DRIVE: tasks * (tasks + 1),
            w_at.BIT: tasks * tasks,
            w_at.NEAR: tasks * self.near,
            **dict.fromkeys(timed, tasks * minutes),
            **dict.fromkeys((w_at.MOST_PEOPLE, w_at.FIRST_AT), minutes),
            **dict.fromkeys(LABEL_PARTS, LABELS),
        }
        for slot, count in sizes.items():
            head[slot] = size
            size += count
        w = np.zeros(size, dtype=np.int64)
        w[: w_at.W_HEAD] = head
        self.w = cast("at.Ints", w if COMPILED else w.tolist())

    def price(self, day: Day, rewards: Table, limit: int, *, quick: bool) -> Walked:
        """Look for the cheapest walks below ``limit`` (thousandths); quickly, or missing none."""
        w = self.w
        width = min(WIDE_MIN, int(day.service.min())) if quick else 1
        w[w_at.SHIFT], w[w_at.WIDTH], w[w_at.SPANS] = day.shift, width, day.shift // width + 1
        w[w_at.LIMIT], w[w_at.GREEDY] = limit, int(quick)
        w[w_at.ROOM] = min(FEWER_LABELS, LABELS) if quick else LABELS
        w[w_at.MOST_WORK], w[w_at.P_DRIVE] = COMPARISONS, day.drive_price
        self._put_tasks(day)
        self._put(w_at.REWARD, rewards)
        price_relaxed_routes(self.d, w, day.vehicle)
        least, seen = -int(w[w_at.MOST_AHEAD]), int(w[w_at.BEST_COST])
        if not quick:
            least = max(least, min(seen, int(w[w_at.BEST_OPEN]), limit))
        return Walked(least, seen, whole=not quick and w[w_at.FULL] == 0)

    def _put(self, slot: int, values: Table) -> None:
        w, start, flat = self.w, self.w[slot], values.reshape(-1)
        w[start : start + len(flat)] = cast("list[int]", flat if COMPILED else flat.tolist())

    def _put_tasks(self, day: Day) -> None:
        w, count = self.w, len(day.able)
        among = day.drive[:count, :count].copy()
        np.fill_diagonal(among, -1)
        near = np.argsort(among, axis=1, kind="stable")[:, : self.near]
        bits = np.full((count, count), -1, dtype=np.int64)
        np.put_along_axis(bits, near, np.arange(near.shape[1])[None, :], axis=1)
        w[w_at.TASKS_N], w[w_at.NEAR_N] = count, near.shape[1]
        self._put(w_at.NUMBER, day.able)
        self._put(w_at.PEOPLE, day.people)
        self._put(w_at.LENGTH, day.service)
        self._put(w_at.DRIVE, day.drive[:, :count])
        self._put(w_at.HOME, day.drive[:count, count])
        self._put(w_at.NEAR, near)
        self._put(w_at.BIT, bits)

    def tours(self, day: Day, limit: int, most: int) -> list[list[int]]:
        """Return the cheapest walks below ``limit``, each of other tasks than those before."""
        w, found, seen = self.w, list[list[int]](), set[frozenset[int]]()
        closed = np.asarray(w[w[w_at.CLOSED] : w[w_at.CLOSED] + w[w_at.LABELS_N]], dtype=np.int64)
        able = np.flatnonzero(closed < limit)
        for label in able[np.argsort(closed[able], kind="stable")][: LOOKED_AT * most].tolist():
            tour, n = list[int](), label
            while n >= 0:
                tour.append(int(day.able[w[w[w_at.LAST] + n]]))
                n = w[w[w_at.PARENT] + n]
            if frozenset(tour) not in seen and len(found) < most:
                seen.add(frozenset(tour))
                found.append(tour[::-1])
        return found
