"""How long a task could last on each unit's day, beside the others."""

from __future__ import annotations

from dataclasses import dataclass, replace

from routes.kernels import layout as at
from routes.kernels.data import first_window
from routes.kernels.places import detour
from routes.reasons.binding import Binding
from routes.reasons.lifting import COUNTS, lifted
from routes.search.arrays import timing_model
from routes.search.state import data_of, empty_state, load_legal


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How long a task could last at most on a unit's day, between drives, breaks and others."""

    unit: str
    day: int
    minutes: int


class Stays:
    """The time that a plan leaves; sums of people, crews and series are not looked at."""

    def __init__(self, binding: Binding) -> None:
        """State the problem with tasks left out that take a minute; each is made longer then."""
        self.binding, problem = binding, lifted(binding.problem, COUNTS, binding.names)
        tasks = tuple(
            replace(task, service_min=1, service_by_unit={}) if task.id in binding.names else task
            for task in problem.tasks
        )
        self.model = timing_model(replace(problem, tasks=tasks))
        self.d, self.s = data_of(self.model), empty_state(self.model, 1)
        spots = [(vehicle.unit.id, vehicle.shift.day) for vehicle in self.model.vehicles]
        load_legal(self.d, self.s, [binding.tours.get(spot, []) for spot in spots])

    def longest(self, number: int) -> Room | None:
        """Return where a task could last longest, the earliest of equals; None: nowhere."""
        able, best = set(self.binding.problem.tasks[number].units), None
        frozen = self.binding.frozen_spot(number)
        vehicles = sorted(
            enumerate(self.model.vehicles), key=lambda each: (each[1].shift.day, each[0])
        )
        for v, vehicle in vehicles:
            spot = (vehicle.unit.id, vehicle.shift.day)
            if vehicle.unit.id in able and frozen in (None, spot):
                least = 1 if best is None else best.minutes + 1
                most = vehicle.shift.end_min - vehicle.shift.start_min
                most = most if frozen is None else min(most, self._as_promised(number))
                minutes = self._longest_at(number, v, least, most)
                if minutes:
                    best = Room(unit=vehicle.unit.id, day=vehicle.shift.day, minutes=minutes)
        return best

    def _as_promised(self, number: int) -> int:
        """Return how long a task may last that must start just when it was published."""
        task, day_min = self.binding.problem.tasks[number], self.binding.problem.day_min
        start = self.model.published[task.id].start_min
        ends = (closes for opens, closes in task.intervals if opens <= start < closes)
        return min(max(ends, default=start), (start // day_min + 1) * day_min) - start

    def _longest_at(self, number: int, v: int, least: int, most: int) -> int:
        """Return the most minutes from ``least`` to ``most`` that fit; 0: none."""
        if least > most or not self._fits(number, v, least):
            return 0
        low, high = least, most + 1
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._fits(number, v, middle) else (low, middle)
        return low

    def _fits(self, number: int, v: int, minutes: int) -> bool:
        """Return whether the task fits in ``v`` if it takes so many minutes."""
        self._lengthen(number, v, minutes - 1)
        self.s[self.s[at.C_VERSION] + number * int(self.d[at.VEHICLES]) + v] = -1
        fits = bool(detour(self.d, self.s, number, v) < at.FAR)
        self._lengthen(number, v, 1 - minutes)
        return fits

    def _lengthen(self, number: int, v: int, minutes: int) -> None:
        """Make the task longer; it must start sooner, for its windows end when they did.

        A frozen promise starts when it was published.
        """
        d, days = self.d, self.binding.problem.days
        d[d[at.SERVICE] + d[d[at.V_ROW] + v] + number] += minutes
        if self.binding.frozen_spot(number) is not None:
            return
        first, end = (int(first_window(d, number, v, day)) for day in (0, days))
        for window in range(first, end):
            d[d[at.WIN_LAST] + window] -= minutes
