"""Tours worth having under the prices of the master problem, vehicle by vehicle."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, cast

import numpy as np
import numpy.typing as npt

from routes.bounds.columns import FINE, Column, Priced, Prices, Wanted
from routes.bounds.parameters import PRICING
from routes.bounds.relaxed_routes import Day, RelaxedRoutes
from routes.kernels import layout as at
from routes.kernels.jit import COMPILED
from routes.kernels.pricing import tour_layout as q_at
from routes.kernels.pricing.tours import most_gained, price
from routes.model.evaluate import day_price, travel_price
from routes.search.arrays import Model
from routes.search.flat import Table

#: Tasks one tour's set can tell apart.
BITS: Final = q_at.WORD
LABEL_PARTS: Final = tuple(range(q_at.LAST, q_at.CLOSED + 1))
#: Whether relaxed routes are priced; as they are, not compiled, they would take minutes.
BY_RELAXED_ROUTES: Final = COMPILED
#: Stands for no minutes where worth a minute is compared.
NO_TIME: Final = 1e-9
#: Numbers that the tables of relaxed routes may have: minutes of a shift for each task.
MOST_ENTRIES: Final = 20_000_000


class Pricer:
    """Finds tours by labels on the problem's own arrays."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.table = shortest(model)
        self.d = cast("at.Ints", self.table if COMPILED else self.table.tolist())
        self.tasks, self.vehicles = len(model.problem.tasks), len(model.vehicles)
        reach = _part(model.d, at.REACH, self.tasks * self.vehicles)
        self.reach = reach.reshape(self.tasks, self.vehicles)
        lengths = [self.service_of(vehicle) for vehicle in range(self.vehicles)]
        none = np.zeros(self.tasks, dtype=np.int64)
        self.service = np.min(lengths, axis=0) if lengths else none
        self.people = _part(model.d, at.PEOPLE, self.tasks)
        self.q = self._room()
        self.relaxed = self._relaxed() if BY_RELAXED_ROUTES else None

    def service_of(self, vehicle: int) -> Table:
        """Return the minutes that a vehicle takes for each task."""
        row = int(self.table[self.table[at.V_ROW] + vehicle])
        start = int(self.table[at.SERVICE]) + row
        return self.table[start : start + self.tasks]

    def _room(self) -> at.Ints:
        head, size = [0] * q_at.Q_HEAD, q_at.Q_HEAD
        sizes = {
            q_at.ELIGIBLE: self.tasks,
            q_at.REWARD: self.tasks,
            q_at.HEAD_OF: self.tasks,
            **dict.fromkeys((q_at.WORTH, q_at.NEEDS, q_at.UNTIL), self.tasks),
            **dict.fromkeys(LABEL_PARTS, PRICING.labels),
        }
        for slot, count in sizes.items():
            head[slot] = size
            size += count
        head[q_at.ROOM] = PRICING.labels
        q = np.zeros(size, dtype=np.int64)
        q[: q_at.Q_HEAD] = head
        return cast("at.Ints", q if COMPILED else q.tolist())

    def price(self, vehicle: int, prices: Prices, wanted: Wanted) -> Priced:
        """Return tours of one vehicle as ``wanted``."""
        q, shift = self.q, self.model.vehicles[vehicle].shift
        able = np.flatnonzero((self.reach[:, vehicle] >= 0) & self._paid(prices, wanted))
        able = self._fill(able[self.last_start(able, vehicle) >= 0], prices, wanted, vehicle)
        length = shift.end_min - shift.start_min
        home = q[q_at.MIN_HOME]
        gained = int(most_gained(q, length - home, 0, 0)) - q[q_at.P_DRIVE] * home
        bound = min(0, prices.base - gained)
        if wanted.mode == q_at.BOUND_ONLY:
            return Priced(least=bound, guess=bound, columns=[], exact=False)
        if self.relaxed is not None and len(able) and wanted.mode != q_at.EVERY_SET:
            return self._by_relaxed_routes(self.relaxed, self._day(able, vehicle), prices, wanted)
        given_up = wanted.mode == q_at.QUICK or len(able) > BITS
        q[q_at.ROOM] = PRICING.fewer_labels if given_up else PRICING.labels
        q[q_at.ELIGIBLE_N] = min(len(able), BITS)
        price(self.d, q, vehicle)
        given_up = given_up or q[q_at.FULL] == 1
        columns = self._columns(able, vehicle, wanted.gap - prices.base, wanted.keep)
        seen = min(0, prices.base + int(q[q_at.BEST_COST]))
        least = bound if given_up else min(seen, wanted.gap)
        return Priced(least=least, guess=seen, columns=columns, exact=not given_up)

    def _paid(self, prices: Prices, wanted: Wanted) -> npt.NDArray[np.bool_]:
        """Return which tasks can be in a tour that is wanted.

        The cheapest tour does without tasks that pay nothing, as it then drives no further; but a
        tour a little dearer may hold them, and all such tours are wanted where every set is.
        """
        if wanted.mode != q_at.EVERY_SET:
            return prices.reward > 0
        most = int(np.maximum(prices.reward, 0).sum())
        paid: npt.NDArray[np.bool_] = np.minimum(prices.reward, 0) + most > prices.base - wanted.gap
        return paid

    def _relaxed(self) -> RelaxedRoutes | None:
        """Return room for relaxed routes; None: a task takes no time, or minutes are too many.

        Their tables go from minute to minute: a task that takes none would stand before itself.
        """
        shifts = [v.shift for v in self.model.vehicles]
        longest = max((shift.end_min - shift.start_min for shift in shifts), default=1)
        if self.tasks and (int(self.service.min()) < 1 or self.tasks * longest > MOST_ENTRIES):
            return None
        return RelaxedRoutes(self.d, self.tasks, longest)

    def _day(self, able: Table, vehicle: int) -> Day:
        shift = self.model.vehicles[vehicle].shift
        nodes = np.append(able, int(self.table[self.table[at.V_DEPOT] + vehicle]))
        return Day(
            vehicle=vehicle,
            shift=shift.end_min - shift.start_min,
            able=able,
            drive=self.drives(vehicle)[np.ix_(nodes, nodes)],
            service=self.service_of(vehicle)[able],
            people=self.people[able],
            drive_price=self._drive_price(vehicle),
        )

    def _by_relaxed_routes(
        self, relaxed: RelaxedRoutes, day: Day, prices: Prices, wanted: Wanted
    ) -> Priced:
        limit = wanted.gap - prices.base
        quick = wanted.mode == q_at.QUICK
        cheapest = relaxed.price(day, prices.reward[day.able], limit, quick=quick)
        tours = relaxed.tours(day, limit, wanted.keep)
        return Priced(
            least=min(0, prices.base + cheapest.least),
            guess=min(0, prices.base + cheapest.seen),
            columns=[self.column(day.vehicle, tour) for tour in tours],
            exact=cheapest.whole,
        )

    def last_start(self, able: Table, vehicle: int) -> Table:
        """Return the last start of each task on the vehicle's day."""
        day, d = self.model.vehicles[vehicle].shift.day, self.model.d
        days = int(d[at.DAYS])
        rows = d[at.WIN_PTR] + (d[d[at.V_ROW] + vehicle] + able) * days + day
        ends, begins = d[rows + 1], d[rows]
        last = d[d[at.WIN_LAST] + np.maximum(ends - 1, 0)] if len(able) else ends
        return np.where(ends > begins, last, -1)

    def _fill(self, able: Table, prices: Prices, wanted: Wanted, vehicle: int) -> Table:
        """Hand the rewards to the labels; return the tasks in the order they stand there."""
        q, drive_price = self.q, self._drive_price(vehicle)
        near = self._nearest(able, vehicle)
        needs = self.service_of(vehicle)[able] + near
        worth = np.maximum(prices.reward[able] - drive_price * near, 0)
        order = np.argsort(-(worth / np.maximum(needs, NO_TIME)), kind="stable")
        able = able[order]
        q[q_at.ELIGIBLE_N] = len(able)
        q[q_at.LIMIT] = wanted.gap - prices.base
        q[q_at.SETS] = wanted.mode
        q[q_at.P_DRIVE] = drive_price
        depot = int(self.table[self.table[at.V_DEPOT] + vehicle])
        q[q_at.MIN_HOME] = int(self.drives(vehicle)[able, depot].min()) if len(able) else 0
        for slot, values in (
            (q_at.ELIGIBLE, able),
            (q_at.REWARD, prices.reward[able]),
            (q_at.WORTH, worth[order]),
            (q_at.NEEDS, needs[order]),
            (q_at.UNTIL, self.last_start(able, vehicle)),
        ):
            start = q[slot]
            q[start : start + len(values)] = cast(
                "list[int]", values if COMPILED else values.tolist()
            )
        return able

    def _drive_price(self, vehicle: int) -> int:
        """Return what a minute driven costs, in thousandths."""
        unit = self.model.vehicles[vehicle].unit
        return FINE * travel_price(unit, self.model.problem.weights)

    def usual_drive(self) -> Table:
        """Return the mean drive to each task from the nearest few places, in minutes."""
        if not self.vehicles or not self.tasks:
            return self.service * 0
        few = np.sort(self.drives(0)[: self.tasks], axis=1)[:, 1 : PRICING.few + 1]
        return few.mean(axis=1).astype(np.int64) if few.size else self.service * 0

    def _nearest(self, able: Table, vehicle: int) -> Table:
        """Return the shortest drive to each task, from the depot or another task."""
        drive = self.drives(vehicle)
        depot = int(self.table[self.table[at.V_DEPOT] + vehicle])
        to = drive[np.ix_(np.append(able, depot), able)].copy()
        for n in range(len(able)):
            to[n, n] = 1 << 40
        return to.min(axis=0) if len(able) else np.zeros(0, dtype=np.int64)

    def drives(self, vehicle: int) -> Table:
        """Return the minutes between nodes as the vehicle drives, shape (nodes, nodes)."""
        nodes = int(self.table[at.NODES])
        start = int(self.table[at.TRAVEL] + self.table[self.table[at.V_MATRIX] + vehicle])
        return self.table[start : start + nodes * nodes].reshape(nodes, nodes)

    def _columns(self, able: Table, vehicle: int, limit: int, keep: int) -> list[Column]:
        q, labels = self.q, list[tuple[int, int]]()
        for n in range(q[q_at.LABELS_N]):
            closed = int(q[q[q_at.CLOSED] + n])
            if closed < limit:
                labels.append((closed, n))
        labels.sort()
        return [self._column(able, vehicle, n) for _, n in (labels[:keep] if keep else labels)]

    def _column(self, able: Table, vehicle: int, label: int) -> Column:
        q, tour = self.q, list[int]()
        while label >= 0:
            tour.append(int(able[q[q[q_at.LAST] + label]]))
            label = q[q[q_at.PARENT] + label]
        return self.column(vehicle, tour[::-1])

    def column(self, vehicle: int, tour: Sequence[int]) -> Column:
        """Return a tour with its cost: the day, the drive, the arrivals."""
        weights, drives = self.model.problem.weights, self.drives(vehicle)
        unit = self.model.vehicles[vehicle].unit
        depot = int(self.table[self.table[at.V_DEPOT] + vehicle])
        drive = sum(int(drives[a, b]) for a, b in pairwise([depot, *tour, depot]))
        cost = day_price(unit, weights) + travel_price(unit, weights) * drive
        return Column(vehicle, tuple(tour), cost + int(self.reach[list(tour), vehicle].sum()))


def _part(d: Table, slot: int, length: int) -> Table:
    return d[d[slot] : d[slot] + length]


def shortest(model: Model) -> Table:
    """Return the arrays with every drive replaced by the shortest way.

    A tour may then leave a stop out without driving more, as the labels suppose; no tour
    becomes longer, so that bounds stay bounds.
    """
    d = model.d.copy()
    nodes = int(d[at.NODES])
    size = nodes * nodes
    count = len({int(n) for n in _part(d, at.V_MATRIX, len(model.vehicles))})
    start = int(d[at.TRAVEL])
    for matrix in range(count):
        drive = d[start + matrix * size : start + (matrix + 1) * size].reshape(nodes, nodes)
        for via in range(nodes):
            np.minimum(drive, drive[:, via : via + 1] + drive[via : via + 1, :], out=drive)
    return d
