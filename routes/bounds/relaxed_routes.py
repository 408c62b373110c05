"""Prices tours of vehicles that may serve more tasks than sets can tell apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, cast

import numpy as np

from routes.bounds.parameters import RELAXATION
from routes.kernels import layout as at
from routes.kernels.jit import COMPILED
from routes.kernels.pricing import relaxed_layout as w_at
from routes.kernels.pricing.relaxed_routes import price_relaxed_routes
from routes.search.flat import Table

LABEL_PARTS: Final = tuple(range(w_at.LAST, w_at.OPEN + 1))


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
class Cheapest:
    """No tour costs less than ``least``; ``seen`` is the least that was seen (thousandths).

    ``whole`` is False where the search was given up or overlooked tours on purpose.
    """

    least: int
    seen: int
    whole: bool


class RelaxedRoutes:
    """Room for the labels of one vehicle at a time, and what they say."""

    def __init__(self, d: at.Ints, tasks: int, longest_shift: int) -> None:
        self.d = d
        self.near = tasks if tasks <= RELAXATION.all_near else RELAXATION.near
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
            **dict.fromkeys(LABEL_PARTS, RELAXATION.labels),
        }
        for slot, count in sizes.items():
            head[slot] = size
            size += count
        w = np.zeros(size, dtype=np.int64)
        w[: w_at.W_HEAD] = head
        self.w = cast("at.Ints", w if COMPILED else w.tolist())

    def price(self, day: Day, rewards: Table, limit: int, *, quick: bool) -> Cheapest:
        """Look for the cheapest routes below ``limit`` (thousandths); quickly, or missing none."""
        w = self.w
        width = min(RELAXATION.wide_min, int(day.service.min())) if quick else 1
        w[w_at.SHIFT], w[w_at.WIDTH], w[w_at.SPANS] = day.shift, width, day.shift // width + 1
        w[w_at.LIMIT], w[w_at.GREEDY] = limit, int(quick)
        w[w_at.ROOM] = (
            min(RELAXATION.fewer_labels, RELAXATION.labels) if quick else RELAXATION.labels
        )
        w[w_at.MOST_WORK], w[w_at.P_DRIVE] = RELAXATION.comparisons, day.drive_price
        self._put_tasks(day)
        self._put(w_at.REWARD, rewards)
        price_relaxed_routes(self.d, w, day.vehicle)
        least, seen = -int(w[w_at.MOST_AHEAD]), int(w[w_at.BEST_COST])
        if not quick:
            least = max(least, min(seen, int(w[w_at.BEST_OPEN]), limit))
        return Cheapest(least, seen, whole=not quick and w[w_at.FULL] == 0)

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
        """Return the cheapest routes below ``limit``, each of other tasks than those before."""
        w, tours, seen = self.w, list[list[int]](), set[frozenset[int]]()
        closed = np.asarray(w[w[w_at.CLOSED] : w[w_at.CLOSED] + w[w_at.LABELS_N]], dtype=np.int64)
        able = np.flatnonzero(closed < limit)
        for label in able[np.argsort(closed[able], kind="stable")][
            : RELAXATION.looked_at * most
        ].tolist():
            tour, n = list[int](), label
            while n >= 0:
                tour.append(int(day.able[w[w[w_at.LAST] + n]]))
                n = w[w[w_at.PARENT] + n]
            if frozenset(tour) not in seen and len(tours) < most:
                seen.add(frozenset(tour))
                tours.append(tour[::-1])
        return tours
