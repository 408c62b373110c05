"""The plan under search: the flat array that changes, and how plans get in and out of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

import numpy as np

from routes.kernels import layout as at
from routes.kernels.changes import mark_changes, put, take, total
from routes.kernels.data import (
    arrival_cost,
    depot_of,
    is_pinned,
    minutes,
    people_cap,
    people_of,
    promised_vehicle,
    service_min,
)
from routes.kernels.jit import COMPILED
from routes.kernels.places import allowed, detour
from routes.kernels.plan import best_position, is_absent, people_on, stop_count
from routes.kernels.rests import arrived, back_rested, rested
from routes.kernels.soft import rest_min, rest_opens
from routes.kernels.steps import remember
from routes.kernels.times import arrive, earliest
from routes.kernels.tours import departure, retime
from routes.model.problem import Problem
from routes.model.solution import Stop
from routes.search.arrays import Model, model_of

#: A rest before no stop of any tour.
NOWHERE: Final = (-1, False)


def data_of(model: Model) -> at.Ints:
    """Return the array that the search reads, as it runs best: an array, or a plain list."""
    return cast("at.Ints", model.d if COMPILED else model.d.tolist())


def prepared(problem: Problem) -> Model:
    """Return ``problem`` as arrays, promises that could not stand anyway not counted as changed.

    Raises
    ------
    ValueError
        Its points are too large to be reckoned with.
    """
    model = model_of(problem)
    if problem.change_budget is None:
        return model
    d, s = data_of(model), empty_state(model, 1)
    for number, task in enumerate(problem.tasks):
        v = int(promised_vehicle(d, number))
        if task.id in model.published and (v < 0 or not _could_stand(d, s, number, v)):
            model.d[model.d[at.BUDGETED] + number] = 0
    return model


def _could_stand(d: at.Ints, s: at.Ints, number: int, v: int) -> bool:
    reachable = arrival_cost(d, number, v) >= 0
    return bool(reachable and detour(d, s, number, v) < at.FAR and allowed(d, s, number, v))


def empty_state(model: Model, seed: int) -> at.Ints:
    """Return a state in which every task is absent."""
    d, head = model.d, [0] * at.S_HEAD
    tasks, vehicles, days = int(d[at.TASKS]), int(d[at.VEHICLES]), int(d[at.DAYS])
    stops = vehicles * model.longest
    sizes = {
        **dict.fromkeys((at.SEQ, at.START, at.LATEST), stops),
        **dict.fromkeys((at.OLD_SEQ, at.OLD_START, at.OLD_LATEST, at.BEST_SEQ), stops),
        **dict.fromkeys(
            (at.COUNT, at.V_PEOPLE, at.V_FREE, at.VERSION, at.TOUCHED, at.MARK), vehicles
        ),
        **dict.fromkeys((at.V_OVERTIME, at.OLD_OVERTIME), vehicles),
        **dict.fromkeys(
            (at.OLD_COUNT, at.OLD_VERSION, at.OLD_FREE, at.BEST_COUNT, at.DIRTY), vehicles
        ),
        **dict.fromkeys((at.VEHICLE_OF, at.ABSENT, at.ABSENT_AT, at.STAMP), tasks),
        **dict.fromkeys((at.POOL, at.POOL_KEY), 2 * tasks + 64),
        **dict.fromkeys((at.C_DETOUR, at.C_OVERTIME, at.C_POS, at.C_VERSION), tasks * vehicles),
        **dict.fromkeys((at.DAY_PEOPLE, at.DAY_CREW), days),
        at.CROWD: model.area_count * days,
        at.SESSIONS: model.area_count * int(d[at.WEEKS]),
        at.SERVED: int(d[at.GROUPS]),
    }
    size = at.S_HEAD
    for slot, length in sizes.items():
        head[slot] = size
        size += length
    s = np.zeros(size, dtype=np.int64)
    s[: at.S_HEAD] = head
    drop, budgeted = int(d[at.DROP]), int(d[at.BUDGETED])
    s[at.COST] = int(d[drop : drop + tasks].sum())
    s[at.CHANGED] = int(d[budgeted : budgeted + tasks].sum())
    s[at.ABSENT_N] = tasks
    s[at.RNG] = scrambled(seed)
    for slot in (at.ABSENT, at.ABSENT_AT):
        s[head[slot] : head[slot] + tasks] = np.arange(tasks)
    s[head[at.VEHICLE_OF] : head[at.VEHICLE_OF] + tasks] = -1
    s[head[at.C_VERSION] : head[at.C_VERSION] + tasks * vehicles] = -1
    s[at.BEST] = at.FAR
    begin, end = int(d[at.V_START]), int(d[at.V_END])
    s[head[at.V_FREE] : head[at.V_FREE] + vehicles] = (
        d[end : end + vehicles] - d[begin : begin + vehicles]
    )
    most = d[d[at.V_MOST_MIN] : d[at.V_MOST_MIN] + vehicles]
    free = s[head[at.V_FREE] : head[at.V_FREE] + vehicles]
    np.minimum(free, np.where(most < 0, free, most), out=free)
    return cast("at.Ints", s if COMPILED else s.tolist())


def scrambled(seed: int) -> int:
    """Return a seed that fills all 32 bits; never 0, where the generator would stand still."""
    return (seed * 2654435761 + 0x9E3779B9) % 0xFFFFFFFF + 1 if seed >= 0 else 1


def load_legal(d: at.Ints, s: at.Ints, tours: Sequence[Sequence[int]]) -> bool:
    """Put ``tours`` that are known to be legal into an empty state; False: some did not fit."""
    s[at.ROUND] += 1
    s[at.TOUCHED_N] = 0
    fits = True
    for v, tour in enumerate(tours):
        for k, number in enumerate(tour):
            put(d, s, number, v, k)
        fits = retime(d, s, v) and fits
    settle_best(d, s)
    return fits


def load(model: Model, d: at.Ints, s: at.Ints, tours: Sequence[Sequence[int]]) -> None:
    """Put ``tours`` (task numbers by vehicle) into an empty state, as far as they fit.

    Pinned tasks go first, so that no other takes what they need.
    """
    s[at.ROUND] += 1
    s[at.TOUCHED_N] = 0
    placed = [(v, i) for v, tour in enumerate(tours) for i in tour]
    for v, i in sorted(placed, key=lambda entry: not is_pinned(d, entry[1])):
        able = arrival_cost(d, i, v) >= 0
        if able and is_absent(s, i) and stop_count(s, v) < model.longest:
            _load_one(d, s, i, v)
    settle_best(d, s)


def _load_one(d: at.Ints, s: at.Ints, i: int, v: int) -> None:
    """Put task ``i`` at the end of ``v`` or else where it fits; pinned ones beat crowds."""
    pinned = is_pinned(d, i)
    if not pinned and not allowed(d, s, i, v):
        return
    count = stop_count(s, v)
    if people_on(s, v) + people_of(d, i) <= people_cap(d, v):
        put(d, s, i, v, count)
        if retime(d, s, v):
            return
        take(d, s, v, count)
    if detour(d, s, i, v) < at.FAR:
        put(d, s, i, v, best_position(d, s, i, v))


def settle_best(d: at.Ints, s: at.Ints) -> None:
    """Take the present plan as current and, where it is better, as best."""
    mark_changes(s)
    s[at.CURRENT] = total(d, s)
    if s[at.CURRENT] < s[at.BEST]:
        remember(d, s)


def best_tours(model: Model, s: at.Ints) -> list[list[int]]:
    """Return the best plan as task numbers by vehicle."""
    return _tours(model, s, at.BEST_SEQ, at.BEST_COUNT)


def present_tours(model: Model, s: at.Ints) -> list[list[int]]:
    """Return the plan as it stands as task numbers by vehicle."""
    return _tours(model, s, at.SEQ, at.COUNT)


def _tours(model: Model, s: at.Ints, seq: int, count: int) -> list[list[int]]:
    longest = model.longest
    return [
        [int(s[s[seq] + v * longest + k]) for k in range(s[s[count] + v])]
        for v in range(len(model.vehicles))
    ]


def tours_of(model: Model, stops: Sequence[Stop]) -> list[list[int]]:
    """Return ``stops`` as task numbers by vehicle; those without a vehicle are left out."""
    number = {task.id: n for n, task in enumerate(model.problem.tasks)}
    tours: list[list[int]] = [[] for _ in model.vehicles]
    for stop in sorted(stops, key=lambda stop: stop.start_min):
        vehicle = model.vehicle_at.get((stop.unit, stop.day))
        if vehicle is not None and stop.task in number:
            tours[vehicle].append(number[stop.task])
    return tours


def promised_tours(model: Model) -> list[list[int]]:
    """Return what was published as tours."""
    return tours_of(
        model,
        [
            Stop(task=p.task, unit=p.unit, day=p.day, start_min=p.start_min, end_min=p.start_min)
            for p in model.problem.published
        ],
    )


def stops_of(model: Model, tours: Sequence[Sequence[int]]) -> tuple[Stop, ...]:
    """Return tours as stops, each as early as it can be, in order of unit, day and time.

    Where a tour may not last long, its vehicle leaves no sooner than that allows.

    Raises
    ------
    RuntimeError
        A tour does not fit its vehicle.
    """
    d, s = data_of(model), empty_state(model, 1)
    if not load_legal(d, s, tours):
        raise RuntimeError("a tour does not fit its shift")
    stops = []
    for v, tour in enumerate(tours):
        vehicle, clock = model.vehicles[v], int(departure(d, s, v, -1, 0))
        for number, start in zip(tour, _starts(d, s, v, tour, clock), strict=True):
            task = model.problem.tasks[number]
            stops.append(
                Stop(
                    task=task.id,
                    unit=vehicle.unit.id,
                    day=vehicle.shift.day,
                    start_min=start,
                    end_min=start + task.service_with(vehicle.unit.id),
                )
            )
    return tuple(stops)


def _starts(d: at.Ints, s: at.Ints, v: int, tour: Sequence[int], clock: int) -> list[int]:
    """Return the starts of a tour that leaves at ``clock``, such that it is back soonest."""
    if not rest_min(d, v) or not tour:
        return _starts_with(d, v, tour, clock, NOWHERE)
    back = back_rested(d, s, v, -1, 0, clock)
    for n in range(len(tour) + 1):
        for after in (False, True):
            starts = _starts_with(d, v, tour, clock, (n, after))
            if starts and _back_with(d, v, tour, starts, (n, after)) == back:
                return starts
    raise RuntimeError("a rest does not fit its tour")


def _starts_with(
    d: at.Ints, v: int, tour: Sequence[int], clock: int, rests: tuple[int, bool]
) -> list[int]:
    """Return the starts of a tour with a rest before a stop: before, or after, the drive to it.

    Empty: it does not fit there.
    """
    here, starts = depot_of(d, v), []
    if rests == (0, False):
        clock = max(clock, rest_opens(d, v) + rest_min(d, v))
    for n, number in enumerate(tour):
        if n and rests == (n, False):
            clock = rested(d, v, clock)
        clock = arrived(d, v, clock, minutes(d, v, here, number))
        if rests == (n, True):
            clock = rested(d, v, clock)
        start = int(earliest(d, number, v, clock)) if clock >= 0 else -1
        if start < 0:
            return []
        starts.append(start)
        here, clock = number, start + service_min(d, number, v)
    return starts


def _back_with(
    d: at.Ints, v: int, tour: Sequence[int], starts: Sequence[int], rests: tuple[int, bool]
) -> int:
    """Return when a tour is back that starts so and rests there; -1: it cannot."""
    free = starts[-1] + service_min(d, tour[-1], v)
    home = minutes(d, v, tour[-1], depot_of(d, v))
    if rests == (len(tour), False):
        return int(arrived(d, v, rested(d, v, free), home))
    back = int(arrive(d, v, free, home))
    return back if rests[0] < len(tour) or rested(d, v, back) >= 0 else -1
