"""Small offices by chance, with nothing that the oracle of best plans does not know."""

from __future__ import annotations

from random import Random

import numpy as np

from routes import DAY_MIN, Problem, Shift, Task, Unit


def small_office(seed: int, *, tasks: tuple[int, int] = (4, 7)) -> Problem:
    """Return an office of some hamlets with small requests, with the usual weights."""
    chance = Random(seed)
    count, days = chance.randint(*tasks), chance.randint(1, 3)
    hamlets = [(chance.uniform(-40, 40), chance.uniform(-40, 40)) for _ in range(3)]
    points = [(0.0, 0.0)]
    for _ in range(count):
        x, y = chance.choice(hamlets[: chance.randint(1, 3)])
        points.append((x + chance.uniform(-4, 4), y + chance.uniform(-4, 4)))
    travel = np.array(
        [[round(abs(a - x) + abs(b - y)) for x, y in points] for a, b in points], dtype=np.int64
    )
    units = tuple(
        Unit(
            id=f"u{n}",
            depot=0,
            shifts=tuple(
                Shift(day=day, start_min=day * DAY_MIN + 480, end_min=day * DAY_MIN + 960)
                for day in range(days)
            ),
            people_per_day=chance.choice([20, 60, 200]),
        )
        for n in range(chance.randint(1, 2))
    )
    return Problem(
        name=f"small office {seed}",
        days=days,
        places=count + 1,
        travel_min=travel,
        tasks=tuple(_request(chance, n, days, units) for n in range(count)),
        units=units,
    )


def _request(chance: Random, number: int, days: int, units: tuple[Unit, ...]) -> Task:
    opens, closes = chance.choice([(480, 960), (480, 960), (480, 720), (780, 960)])
    return Task(
        id=f"t{number}",
        place=number + 1,
        service_min=chance.choice([20, 45, 70, 120]),
        intervals=tuple((d * DAY_MIN + opens, d * DAY_MIN + closes) for d in range(days)),
        units=tuple(unit.id for unit in units if chance.random() < 0.9) or (units[0].id,),
        people=chance.choice([1, 3, 6, 6, 12, 30]),
        weight=chance.randint(1, 2),
        group=chance.choice(["g1", "g1", "g2", "g3"]),
        area="a",
    )
