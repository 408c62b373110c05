"""Readers of public instance files: Solomon (VRPTW), Cordeau (PVRP), TOPTW.

Times and distances are multiplied by ``scale`` so that whole numbers stay close to the real
ones; a day is as long as the instance needs. The instances' own objective is stated by the
weights: distance alone, and leaving a customer out costs more than any plan; in the team
orienteering problem (TOPTW) leaving one out costs its profit before any distance.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor, hypot
from typing import Final

import numpy as np

from routes.model.parts import Shift, Spacing, Task, Unit, Weights
from routes.model.problem import Matrix, Problem
from routes.readers.vrplib_text import counted, whole

#: Only driving counts.
DISTANCE_ONLY: Final = Weights(
    person=0, wait=0, late=0, travel=1, unit_day=0, fair=0, fair_percent=0, least_cover=0
)
#: What leaving one customer out costs.
MISSED: Final = 10_000_000
#: What a point of profit not collected costs: more than all driving.
PROFIT: Final = 1_000_000
#: A place on the plane of a public set, which knows no degrees.
PlanePoint = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Line:
    """A customer: place, demand, window and service."""

    id: str
    point: PlanePoint
    demand: int
    opens: float
    closes: float
    service: float
    profit: int | None = None


def distances(
    points: Sequence[PlanePoint], scale: int, whole: Callable[[float], int] = round
) -> Matrix:
    """Return the distances between ``points`` times ``scale``, made ``whole``, shape (n, n)."""
    return np.array(
        [[whole(scale * hypot(a - x, b - y)) for x, y in points] for a, b in points],
        dtype=np.int64,
    )


def read_solomon(text: str, *, scale: int = 1) -> Problem:
    """Return a Solomon VRPTW instance; times and distances are multiplied by ``scale``.

    Raises
    ------
    ValueError
        The VEHICLE or CUSTOMER part is missing, or a line of it is no customer.
    """
    rows = [line.split() for line in text.splitlines() if line.strip()]
    heads = [row[0] for row in rows]
    if "VEHICLE" not in heads or "CUSTOMER" not in heads:
        raise ValueError("the VEHICLE or CUSTOMER part is missing")
    number, load = rows[heads.index("VEHICLE") + 2]
    vehicles, capacity = counted(number, "VEHICLE"), whole(load, "CAPACITY")
    lines: list[_Line] = []
    for row in rows[heads.index("CUSTOMER") + 1 :]:
        if row[0] == "CUST":
            continue
        if len(row) != 7 or whole(row[0], "CUSTOMER") != len(lines):
            raise ValueError(f"CUSTOMER line {' '.join(row)[:40]!r} is not the next customer")
        _, x, y, demand, opens, closes, service = (float(word) for word in row)
        people = whole(demand, f"demand of customer {row[0]}")
        lines.append(_Line(row[0], (x, y), people, opens, closes, service))
    return _single_day(rows[0][0], lines, vehicles, capacity, scale)


def read_toptw(text: str, *, vehicles: int, scale: int = 100) -> Problem:
    """Return a team orienteering problem with time windows for so many vehicles.

    Distances are rounded down, by default to hundredths as the instances of Cordeau ask
    (Solomon's: ``scale`` 10). The profit collected is the sum of profits less
    ``cost.drop // PROFIT``. A tour lasts as long as the depot is open, as in the literature; the
    duration and load on the second line belong to the problem that the file was made from.

    Raises
    ------
    ValueError
        A line has too few numbers, or one that it must not have.
    """
    rows = [[float(word) for word in line.split()] for line in text.splitlines() if line.strip()]
    lines: list[_Line] = []
    for row in rows[2:]:
        if len(row) < 7:
            raise ValueError(f"vertex {row[0]:.0f} has {len(row)} numbers, expected 7 or more")
        if row[0] != len(lines):
            raise ValueError(f"vertex {row[0]:.0f} is not the next one, {len(lines)}")
        number, x, y, service, profit = row[:5]
        opens, closes = row[-2:]
        lines.append(
            _Line(str(int(number)), (x, y), 0, opens, closes, service, whole(profit, "profit"))
        )
    return _single_day("toptw", lines, vehicles, 0, scale, whole=floor)


def _single_day(
    name: str,
    lines: Sequence[_Line],
    vehicles: int,
    capacity: int,
    scale: int,
    *,
    whole: Callable[[float], int] = round,
) -> Problem:
    depot, customers = lines[0], lines[1:]
    closes = round(scale * depot.closes)
    units = tuple(
        Unit(
            id=f"v{n}",
            depot=0,
            shifts=(Shift(day=0, start_min=0, end_min=closes),),
            people_per_day=capacity,
        )
        for n in range(vehicles)
    )
    names = tuple(unit.id for unit in units)
    tasks = tuple(
        Task(
            id=line.id,
            place=n,
            service_min=round(scale * line.service),
            intervals=(
                (
                    round(scale * line.opens),
                    round(scale * line.closes) + round(scale * line.service),
                ),
            ),
            units=names,
            people=line.demand,
            drop_cost=MISSED if line.profit is None else PROFIT * line.profit,
        )
        for n, line in enumerate(customers, start=1)
    )
    return Problem(
        name=name,
        days=1,
        day_min=2 * closes + 1,
        places=len(lines),
        travel_min=distances([line.point for line in lines], scale, whole),
        tasks=tasks,
        units=units,
        weights=DISTANCE_ONLY,
    )


def read_cordeau(text: str, *, scale: int = 1) -> Problem:
    """Return a Cordeau PVRP instance: each visit of a customer is a task of one series.

    The visits of a customer are on the days of one of its sets. A day has its own longest tour
    and load; where loads differ, a vehicle is another unit on each day.

    Raises
    ------
    ValueError
        It is of another type than the periodic one (1), or a line says more or less than it must.
    """
    rows = [[float(word) for word in line.split()] for line in text.splitlines() if line.strip()]
    kind, *counts = rows[0]
    if kind != 1:
        raise ValueError(f"type {kind:.0f} is not the periodic problem (1)")
    vehicles, customers, days = (counted(count, "the first line") for count in counts)
    lines = rows[1 + days :]
    if len(lines) != customers + 1:
        raise ValueError(f"{len(lines)} lines of places, expected {customers} and the depot")
    visits = lines[1:]
    travel = distances([(row[1], row[2]) for row in lines], scale)
    endless = int(travel.max()) * (len(lines) + 1) * days + round(scale * sum(r[3] for r in visits))
    ends = [round(scale * longest) or endless + 1 for longest, _ in rows[1 : days + 1]]
    units = _fleet(vehicles, ends, [whole(load, "load") for _, load in rows[1 : days + 1]])
    names = tuple(unit.id for unit in units)
    series = [
        _visits(row, place, (days, max(ends)), names, scale)
        for place, row in enumerate(visits, start=1)
    ]
    spacings = [
        Spacing(tasks=tuple(task.id for task in tasks), day_sets=_day_sets(row, days))
        for row, tasks in zip(visits, series, strict=True)
        if len(tasks) > 1
    ]
    return Problem(
        name="pvrp",
        days=days,
        day_min=max(ends),
        places=len(lines),
        travel_min=travel,
        tasks=tuple(task for tasks in series for task in tasks),
        units=units,
        weights=DISTANCE_ONLY,
        spacings=tuple(spacings),
    )


def _fleet(vehicles: int, ends: Sequence[int], loads: Sequence[int]) -> tuple[Unit, ...]:
    """Return the units: each vehicle, or each on each day where what it carries differs by day."""
    shifts = [
        Shift(day=day, start_min=day * max(ends), end_min=day * max(ends) + end)
        for day, end in enumerate(ends)
    ]
    if len(set(loads)) == 1:
        return tuple(
            Unit(id=f"v{n}", depot=0, shifts=tuple(shifts), people_per_day=loads[0])
            for n in range(vehicles)
        )
    return tuple(
        Unit(id=f"v{n}.{shift.day}", depot=0, shifts=(shift,), people_per_day=load)
        for n in range(vehicles)
        for shift, load in zip(shifts, loads, strict=True)
    )


def _day_sets(row: Sequence[float], days: int) -> tuple[tuple[int, ...], ...]:
    """Return the sets of days of a customer: the first day is the highest bit of each number."""
    number, often, count = (whole(row[n], "customer") for n in (0, 5, 6))
    codes = [whole(code, f"set of days of customer {number}") for code in row[7:]]
    sets = [tuple(d for d in range(days) if code >> (days - 1 - d) & 1) for code in codes]
    if len(codes) != count or any(code >> days or not code for code in codes):
        raise ValueError(f"customer {number} has other sets of days than the {count} it says")
    if any(len(chosen) != often for chosen in sets):
        raise ValueError(f"customer {number} is visited {often} times, a set has other days")
    return tuple(sets)


def _visits(
    row: Sequence[float], place: int, span: tuple[int, int], units: tuple[str, ...], scale: int
) -> list[Task]:
    number, demand, often = (whole(row[n], "customer") for n in (0, 4, 5))
    days, day_min = span
    allowed = sorted({day for chosen in _day_sets(row, days) for day in chosen})
    return [
        Task(
            id=f"{number}.{visit}",
            place=place,
            service_min=round(scale * row[3]),
            intervals=tuple((day * day_min, (day + 1) * day_min) for day in allowed),
            units=units,
            people=demand,
            drop_cost=MISSED,
        )
        for visit in range(1, often + 1)
    ]
