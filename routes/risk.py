"""How many sessions of a plan would start late if service and drives took longer: a simulation.

Each run draws how long each service and each drive takes, in percent of the plan, from triangular
distributions (the usual choice where only least, usual and most are known: Law, Simulation
Modeling and Analysis, 5th ed. 2015, section 6.11). A session never starts before its told hour; a
unit drives on as soon as it is done, so that buffers and waiting take up what came before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routes.model.hours import tours_of
from routes.model.parts import Interval, Shift, Unit
from routes.model.problem import Problem
from routes.model.solution import Stop

Times = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How long something takes, in percent of what is planned: at least, usually, at most."""

    least: int = 100
    usual: int = 100
    most: int = 100

    def __post_init__(self) -> None:
        if not 0 <= self.least <= self.usual <= self.most:
            raise ValueError(
                f"spread: {self.least}, {self.usual} and {self.most} percent must rise from 0"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Spreads:
    """What is stated of ``service`` and ``drive``; a start is late after ``late_min`` minutes."""

    service: Spread
    drive: Spread = Spread()
    late_min: int = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayRisk:
    """The ``share`` of sessions that start late (0 to 1), and that of each task that is served."""

    share: float
    by_task: Mapping[str, float]
    runs: int


def delay_risk(
    problem: Problem,
    stops: Sequence[Stop],
    spreads: Spreads,
    *,
    runs: int = 1000,
    seed: int = 1,
) -> DelayRisk:
    """Return how often the sessions of ``stops`` start late; the same seed gives the same answer.

    Raises
    ------
    ValueError
        ``runs`` is below 1.
    """
    if runs < 1:
        raise ValueError(f"runs must be 1 or more, got {runs}")
    chance = np.random.default_rng(seed)
    units = {unit.id: unit for unit in problem.units}
    by_task: dict[str, float] = {}
    for (unit, day), tour in sorted(tours_of(stops).items()):
        shift = next((each for each in units[unit].shifts if each.day == day), None)
        for stop, start in _run(problem, (units[unit], shift), tour, _Draws(chance, spreads, runs)):
            by_task[stop.task] = float((start > stop.start_min + spreads.late_min).mean())
    share = sum(by_task.values()) / len(by_task) if by_task else 0.0
    return DelayRisk(share=share, by_task=by_task, runs=runs)


@dataclass(frozen=True, slots=True)
class _Draws:
    chance: np.random.Generator
    spreads: Spreads
    runs: int

    def minutes(self, planned: int, spread: Spread) -> Times:
        """Return how long ``planned`` minutes take, shape (runs,)."""
        if spread.least == spread.most:
            return np.full(self.runs, planned * spread.least / 100)
        percent = self.chance.triangular(spread.least, spread.usual, spread.most, self.runs)
        return np.asarray(planned * percent / 100, dtype=np.float64)


def _run(
    problem: Problem, where: tuple[Unit, Shift | None], tour: Sequence[Stop], draws: _Draws
) -> Iterator[tuple[Stop, Times]]:
    """Yield each stop with the times at which it starts, shape (runs,)."""
    (unit, shift), travel = where, problem.travel_of(where[0])
    place = {task.id: task.place for task in problem.tasks}
    breaks: Sequence[Interval] = shift.breaks if shift else ()
    here, free, resting = unit.depot, None, shift.rest if shift else None
    clock = np.zeros(draws.runs)
    for stop in tour:
        planned = int(travel[here, place[stop.task]])
        if free is None:
            clock = np.full(draws.runs, float(stop.start_min - planned))
        elif resting is not None and stop.start_min - free - planned >= resting.minutes:
            clock = np.maximum(clock, resting.opens) + resting.minutes
            resting = None
        drive = draws.minutes(planned, draws.spreads.drive)
        clock = _past(breaks, clock, drive) + drive
        service = draws.minutes(stop.end_min - stop.start_min, draws.spreads.service)
        start = _past(breaks, np.maximum(clock, stop.start_min), service)
        yield stop, start
        clock, free, here = start + service, stop.end_min, place[stop.task]


def _past(breaks: Sequence[Interval], clock: Times, minutes: Times) -> Times:
    """Return the first times from ``clock`` on at which so many minutes fit outside breaks."""
    for opens, closes in sorted(breaks):
        clock = np.where((clock < closes) & (clock + minutes > opens), closes, clock)
    return clock
