"""Readers of public instance files: VRPLIB (CVRP), Solomon (VRPTW), Cordeau (PVRP), TOPTW.

Times and distances are multiplied by ``scale`` so that whole numbers stay close to the real
ones; a day is as long as the instance needs. The instances' own objective is stated by the
weights: distance alone, and leaving a customer out costs more than any plan; in the team
orienteering problem (TOPTW) leaving one out costs its profit before any distance.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import floor, hypot
from typing import Final

import numpy as np

from routes.model.parts import Shift, Spacing, Task, Unit, Weights
from routes.model.problem import Matrix, Problem

#: Only driving counts.
DISTANCE_ONLY: Final = Weights(
    person=0, wait=0, late=0, travel=1, unit_day=0, fair=0, fair_percent=0, least_cover=0
)
#: What leaving one customer out costs.
MISSED: Final = 10_000_000
#: What a point of profit not collected costs: more than all driving.
PROFIT: Final = 1_000_000
#: How long a day is where nothing limits it but capacity.
ENDLESS: Final = 10_000_000

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


def read_vrplib(text: str, *, vehicles: int) -> Problem:
    """Return a VRPLIB CVRP instance (EUC_2D, whole distances) with so many vehicles.

    Raises
    ------
    ValueError
        A section is missing or the distances are of another kind.
    """
    head: dict[str, str] = {}
    sections: dict[str, list[list[str]]] = {}
    section = ""
    for line in text.splitlines():
        words = line.replace(":", " : ").split()
        if not words or words[0] == "EOF":
            continue
        if words[0].endswith("_SECTION"):
            section = words[0]
            sections[section] = []
        elif ":" in words and not section:
            head[words[0]] = " ".join(words[2:])
        else:
            sections[section].append(words)
    if head.get("EDGE_WEIGHT_TYPE") != "EUC_2D":
        raise ValueError(f"EDGE_WEIGHT_TYPE {head.get('EDGE_WEIGHT_TYPE')} is not EUC_2D")
    if not {"NODE_COORD_SECTION", "DEMAND_SECTION"} <= sections.keys():
        raise ValueError("NODE_COORD_SECTION or DEMAND_SECTION is missing")
    points = [(float(x), float(y)) for _, x, y in sections["NODE_COORD_SECTION"]]
    demands = [int(amount) for _, amount in sections["DEMAND_SECTION"]]
    lines = [
        _Line(str(n), point, demand, 0, ENDLESS - 1, 0)
        for n, (point, demand) in enumerate(zip(points, demands, strict=True))
    ]
    return _single_day(head.get("NAME", ""), lines, vehicles, int(head["CAPACITY"]), 1)


def read_solomon(text: str, *, scale: int = 1) -> Problem:
    """Return a Solomon VRPTW instance; times and distances are multiplied by ``scale``.

    Raises
    ------
    ValueError
        The VEHICLE or CUSTOMER part is missing.
    """
    rows = [line.split() for line in text.splitlines() if line.strip()]
    heads = [row[0] for row in rows]
    if "VEHICLE" not in heads or "CUSTOMER" not in heads:
        raise ValueError("the VEHICLE or CUSTOMER part is missing")
    vehicles, capacity = (int(word) for word in rows[heads.index("VEHICLE") + 2])
    lines = []
    for row in rows[heads.index("CUSTOMER") + 1 :]:
        if row[0].isdigit():
            _, x, y, demand, opens, closes, service = (float(word) for word in row)
            lines.append(_Line(row[0], (x, y), int(demand), opens, closes, service))
    return _single_day(rows[0][0], lines, vehicles, capacity, scale)


def read_toptw(text: str, *, vehicles: int, scale: int = 100) -> Problem:
    """Return a team orienteering problem with time windows for so many vehicles.

    Distances are rounded down, by default to hundredths as the instances of Cordeau ask
    (Solomon's: ``scale`` 10). The profit collected is the sum of profits less
    ``cost.unserved // PROFIT``.

    Raises
    ------
    ValueError
        A line has too few numbers.
    """
    rows = [[float(word) for word in line.split()] for line in text.splitlines() if line.strip()]
    lines = []
    for row in rows[2:]:
        if len(row) < 7:
            raise ValueError(f"vertex {row[0]:.0f} has {len(row)} numbers, expected 7 or more")
        number, x, y, service, profit = row[:5]
        opens, closes = row[-2:]
        lines.append(_Line(str(int(number)), (x, y), 0, opens, closes, service, int(profit)))
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
            service_min=max(1, round(scale * line.service)),
            intervals=(
                (
                    round(scale * line.opens),
                    round(scale * line.closes) + max(1, round(scale * line.service)),
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

    Which sets of days are allowed is kept as far as days go: a visit stands on a day of some
    allowed set, visits of one customer on different days.

    Raises
    ------
    ValueError
        It is of another type than the periodic one (1).
    """
    rows = [[float(word) for word in line.split()] for line in text.splitlines() if line.strip()]
    kind, vehicles, customers, days = (int(word) for word in rows[0][:4])
    if kind != 1:
        raise ValueError(f"type {kind} is not the periodic problem (1)")
    longest, capacity = rows[1][:2]
    lines = rows[1 + days :]
    depot, visits = lines[0], lines[1 : customers + 1]
    end = round(scale * longest) if longest else ENDLESS
    units = tuple(
        Unit(
            id=f"v{n}",
            depot=0,
            shifts=tuple(
                Shift(day=d, start_min=d * end, end_min=d * end + end) for d in range(days)
            ),
            people_per_day=int(capacity),
        )
        for n in range(vehicles)
    )
    tasks: list[Task] = []
    spacings = []
    for place, row in enumerate(visits, start=1):
        made = _visits(row, place, days, end, units, scale)
        tasks += made
        if len(made) > 1:
            spacings.append(Spacing(tasks=tuple(task.id for task in made)))
    points = [(row[1], row[2]) for row in (depot, *visits)]
    return replace(
        Problem(
            name="pvrp",
            days=days,
            day_min=end,
            places=len(points),
            travel_min=distances(points, scale),
            tasks=tuple(tasks),
            units=units,
            weights=DISTANCE_ONLY,
        ),
        spacings=tuple(spacings),
    )


def _visits(
    row: Sequence[float], place: int, days: int, end: int, units: Sequence[Unit], scale: int
) -> list[Task]:
    number, service, demand, often = int(row[0]), round(scale * row[3]), int(row[4]), int(row[5])
    sets = [int(word) for word in row[7 : 7 + int(row[6])]]
    allowed = [day for day in range(days) if any(s >> (days - 1 - day) & 1 for s in sets)]
    return [
        Task(
            id=f"{number}.{visit}",
            place=place,
            service_min=max(1, service),
            intervals=tuple((day * end, (day + 1) * end) for day in allowed),
            units=tuple(unit.id for unit in units),
            people=demand,
            drop_cost=MISSED,
        )
        for visit in range(1, often + 1)
    ]
