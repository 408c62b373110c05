"""Problems by chance of families that public sets are made of, each with something of its own."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, hypot
from random import Random
from typing import Final

import numpy as np

from routes import DAY_MIN, Problem, Shift, Spacing, Task, Unit, Weights

Point = tuple[float, float]
#: Leaving a task out that must be done: dearer than any drive here.
MISSED: Final = 20_000
#: Only drives and what is left out count.
DRIVES: Final = Weights(
    person=0, wait=0, late=0, travel=1, unit_day=0, fair=0, least_cover=0, surge=0
)


def travel_of(points: Sequence[Point]) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Return whole minutes between points, rounded up, so that no way over another is shorter."""
    rows = [[ceil(hypot(ax - bx, ay - by)) for bx, by in points] for ax, ay in points]
    table = np.array(rows, dtype=np.int64)
    for via in range(len(points)):
        np.minimum(table, table[:, via : via + 1] + table[via : via + 1, :], out=table)
    return table


def one_day(opens: int, closes: int, day: int = 0) -> Shift:
    """Return the shift of a day, in minutes of that day."""
    return Shift(day=day, start_min=day * DAY_MIN + opens, end_min=day * DAY_MIN + closes)


def _around(chance: Random, centres: Sequence[Point], spread: float) -> Point:
    x, y = chance.choice(centres)
    return x + chance.gauss(0, spread), y + chance.gauss(0, spread)


def hamlets(seed: int, tasks: int = 40) -> Problem:
    """Return an office of tiny visits in hamlets, far from the depot: few pay alone."""
    chance = Random(seed)
    centres = [(chance.uniform(-60, 60), chance.uniform(-60, 60)) for _ in range(6)]
    points = [(0.0, 0.0), *(_around(chance, centres, 3) for _ in range(tasks))]
    days = 3
    units = tuple(
        Unit(
            id=f"u{n}",
            depot=0,
            shifts=tuple(one_day(480, 960, day) for day in range(days)),
            people_per_day=chance.choice([40, 80]),
        )
        for n in range(2)
    )
    made = tuple(
        Task(
            id=f"t{n}",
            place=n + 1,
            service_min=chance.choice([20, 30, 45]),
            intervals=tuple((d * DAY_MIN + 480, d * DAY_MIN + 960) for d in range(days)),
            units=("u0", "u1"),
            people=chance.choice([1, 1, 2, 3, 6]),
            group=f"g{n % 4}",
            area="a",
        )
        for n in range(tasks)
    )
    travel = travel_of(points)
    name = f"hamlets {tasks} {seed}"
    return Problem(
        name=name, days=days, places=tasks + 1, travel_min=travel, tasks=made, units=units
    )


def clustered(seed: int, tasks: int = 100) -> Problem:
    """Return deliveries, half of them in clusters, for a few long tours with wide windows."""
    chance = Random(seed)
    centres = [(chance.uniform(0, 100), chance.uniform(0, 100)) for _ in range(5)]
    points = [(50.0, 50.0)]
    points += [
        _around(chance, centres, 5) if n % 2 else (chance.uniform(0, 100), chance.uniform(0, 100))
        for n in range(tasks)
    ]
    made = []
    for n in range(tasks):
        opens = chance.choice([0, 0, chance.randint(60, 600)])
        closes = min(960, opens + chance.choice([240, 480, 960]))
        made.append(
            Task(
                id=f"t{n}",
                place=n + 1,
                service_min=10,
                intervals=((opens, closes),),
                units=tuple(f"u{k}" for k in range(6)),
                people=chance.randint(5, 30),
                drop_cost=MISSED,
            )
        )
    units = tuple(
        Unit(id=f"u{k}", depot=0, shifts=(one_day(0, 960),), people_per_day=1000) for k in range(6)
    )
    return Problem(
        name=f"clustered {tasks} {seed}",
        days=1,
        places=tasks + 1,
        travel_min=travel_of(points),
        tasks=tuple(made),
        units=units,
        weights=DRIVES,
    )


def orienteering(seed: int, tours: int = 3, tasks: int = 100) -> Problem:
    """Return places with profits, of which a few long tours reach only a part."""
    chance = Random(seed)
    points = [(chance.uniform(0, 100), chance.uniform(0, 100)) for _ in range(tasks + 1)]
    units = tuple(
        Unit(id=f"u{k}", depot=0, shifts=(one_day(0, 700),), people_per_day=10_000)
        for k in range(tours)
    )
    made = []
    for n in range(tasks):
        opens = chance.randint(0, 500)
        made.append(
            Task(
                id=f"t{n}",
                place=n + 1,
                service_min=chance.randint(2, 20),
                intervals=((opens, opens + chance.randint(60, 200)),),
                units=tuple(unit.id for unit in units),
                people=1,
                drop_cost=100 * chance.randint(1, 40),
            )
        )
    free = Weights(person=0, wait=0, late=0, travel=0, unit_day=0, fair=0, least_cover=0)
    return Problem(
        name=f"orienteering {tours} x {tasks} {seed}",
        days=1,
        places=tasks + 1,
        travel_min=travel_of(points),
        tasks=tuple(made),
        units=units,
        weights=free,
    )


def periodic(seed: int, customers: int = 50) -> Problem:
    """Return customers visited once, twice or three times a week, on days of given patterns."""
    chance = Random(seed)
    patterns = {
        1: ((0,), (1,), (2,), (3,), (4,)),
        2: ((0, 2), (0, 3), (1, 3), (1, 4), (2, 4)),
        3: ((0, 2, 4),),
    }
    points = [(50.0, 50.0)]
    tasks: list[Task] = []
    series: list[Spacing] = []
    for n in range(customers):
        points.append((chance.uniform(0, 100), chance.uniform(0, 100)))
        times, people = chance.choice([1, 1, 2, 3]), chance.randint(5, 25)
        names = tuple(f"c{n}.{k}" for k in range(times))
        tasks += [
            Task(
                id=name,
                place=n + 1,
                service_min=5,
                intervals=tuple((d * DAY_MIN, d * DAY_MIN + 600) for d in range(5)),
                units=("u0", "u1"),
                people=people,
                drop_cost=MISSED,
            )
            for name in names
        ]
        series.append(Spacing(tasks=names, day_sets=patterns[times]))
    units = tuple(
        Unit(
            id=f"u{k}",
            depot=0,
            shifts=tuple(one_day(0, 600, day) for day in range(5)),
            people_per_day=200,
        )
        for k in range(2)
    )
    return Problem(
        name=f"periodic {customers} {seed}",
        days=5,
        places=customers + 1,
        travel_min=travel_of(points),
        tasks=tuple(tasks),
        units=units,
        spacings=tuple(series),
        weights=DRIVES,
    )


def mixed_fleet(seed: int, tasks: int = 60) -> Problem:
    """Return deliveries for vans and lorries, which cost and hold unlike much."""
    chance = Random(seed)
    points = [(50.0, 50.0)]
    points += [(chance.uniform(0, 100), chance.uniform(0, 100)) for _ in range(tasks)]
    kinds = [(40, 60, 1), (40, 60, 1), (40, 60, 1), (90, 130, 2), (90, 130, 2), (200, 260, 3)]
    units = tuple(
        Unit(
            id=f"u{k}",
            depot=0,
            shifts=(one_day(0, 1200),),
            people_per_day=holds,
            day_cost=costs,
            travel_cost=price,
        )
        for k, (holds, costs, price) in enumerate([*kinds, *kinds, *kinds])
    )
    made = tuple(
        Task(
            id=f"t{n}",
            place=n + 1,
            service_min=5,
            intervals=((0, 1200),),
            units=tuple(unit.id for unit in units),
            people=chance.randint(4, 24),
            drop_cost=MISSED,
        )
        for n in range(tasks)
    )
    return Problem(
        name=f"mixed fleet {tasks} {seed}",
        days=1,
        places=tasks + 1,
        travel_min=travel_of(points),
        tasks=made,
        units=units,
        weights=DRIVES,
    )
