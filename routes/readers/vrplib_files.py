"""Reader of VRPLIB files: mixed fleets, several depots, windows, prizes, sites, longest tours.

Sections and specifications are those of the PyVRP/Instances collection
(``supported_vrplib_fields`` of PyVRP's documentation) and TSPLIB's ``DISTANCE``. Files of a type,
section or specification not known here are refused by its name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor, hypot
from typing import Final

import numpy as np

from routes.model.parts import Shift, Task, Unit
from routes.model.problem import Matrix, Problem
from routes.readers.public_sets import DISTANCE_ONLY, MISSED
from routes.readers.vrplib_text import VrplibText, counted, number, split, whole


@dataclass(frozen=True, slots=True)
class Rounding:
    """How the best values known of a type are reckoned: ``scale`` times as much, made whole."""

    scale: int
    whole: Callable[[float], int]


_ROUNDED: Final = Rounding(1, round)
#: To tenths, rounded down, as the DIMACS challenge of 2022 does.
_TENTHS: Final = Rounding(10, floor)
_THOUSANDTHS: Final = Rounding(1000, round)
#: The types that are read.
TYPES: Final = {
    "CVRP": _ROUNDED,
    "HFVRP": _ROUNDED,
    "PCVRP": _ROUNDED,
    "MDVRP": _THOUSANDTHS,
    "SDVRP": _THOUSANDTHS,
    "VRPTW": _TENTHS,
    "CVRPTW": _TENTHS,
    "PCVRPTW": _TENTHS,
    "MDVRPTW": _THOUSANDTHS,
    "SDVRPTW": _THOUSANDTHS,
}
#: Kinds of distances on the plane, and how they are made whole (None: as the type says).
ON_THE_PLANE: Final[dict[str, Callable[[float], int] | None]] = {
    "EUC_2D": None,
    "CEIL_2D": ceil,
    "FLOOR_2D": floor,
}


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the parts of one file share: the file, its places, its fleet and how it is rounded."""

    file: VrplibText
    places: int
    vehicles: int
    rounding: Rounding
    travel: Matrix
    depots: tuple[int, ...]

    def scaled(self, figures: list[float]) -> list[int]:
        """Return times and lengths as whole numbers."""
        return [self.rounding.whole(self.rounding.scale * figure) for figure in figures]


def rounding_of(text: str) -> Rounding:
    """Return how the type of a VRPLIB file is rounded.

    Raises
    ------
    ValueError
        It is of a type that is not read.
    """
    return _rounding(split(text))


def read_vrplib(
    text: str, *, vehicles: int | None = None, rounding: Rounding | None = None
) -> Problem:
    """Return a VRPLIB instance; ``vehicles`` where it does not say how many there are.

    The objective is its own: fixed costs, lengths at each vehicle's price, and prizes not
    collected, all times ``rounding.scale`` (None: as the best values of its type are known). A
    customer without a prize must be served: leaving one out costs more than any tour to it.

    Raises
    ------
    ValueError
        Something in it is not known here, missing or broken; it is named.
    """
    file = split(text)
    if "DIMENSION" not in file.head:
        raise ValueError("DIMENSION is missing")
    places = counted(file.head["DIMENSION"], "DIMENSION")
    chosen = rounding or _rounding(file)
    count = _vehicles(file, vehicles)
    travel = _travel(file, places, chosen)
    frame = _Frame(file, places, count, chosen, travel, _depots(file, places))
    service = _service(frame)
    opens, closes = _windows(frame, sum(service))
    units = _units(frame, opens, closes)
    day_min = 2 * max(closes) + max(service, default=0) + 1
    return Problem(
        name=file.head.get("NAME", ""),
        days=1,
        day_min=day_min,
        places=places,
        travel_min=travel,
        distance_m=travel if any(unit.max_tour_m is not None for unit in units) else None,
        tasks=_tasks(frame, units, service, (opens, closes)),
        units=units,
        weights=DISTANCE_ONLY,
    )


def _rounding(file: VrplibText) -> Rounding:
    kind = file.head.get("TYPE", "")
    if kind not in TYPES:
        known = ", ".join(TYPES)
        raise ValueError(f"TYPE {kind or 'is missing'} is not read here, only {known}")
    return TYPES[kind]


def _vehicles(file: VrplibText, vehicles: int | None) -> int:
    stated = counted(file.head["VEHICLES"], "VEHICLES") if "VEHICLES" in file.head else None
    if stated is not None and vehicles is not None and stated != vehicles:
        raise ValueError(f"VEHICLES is {stated} in the file, not {vehicles}")
    count = vehicles if stated is None else stated
    if not count:
        raise ValueError("VEHICLES is missing")
    return count


def _travel(file: VrplibText, places: int, rounding: Rounding) -> Matrix:
    kind = file.head.get("EDGE_WEIGHT_TYPE", "")
    if kind == "EXPLICIT":
        rows = _explicit(file, places)
        lengths = [[rounding.whole(rounding.scale * length) for length in row] for row in rows]
    elif kind in ON_THE_PLANE:
        to_whole = ON_THE_PLANE[kind] or rounding.whole
        points = file.table("NODE_COORD", places, 2)
        lengths = [
            [to_whole(rounding.scale * hypot(a - x, b - y)) for x, y in points] for a, b in points
        ]
    else:
        raise ValueError(f"EDGE_WEIGHT_TYPE {kind or 'is missing'} is not read here, only EUC_2D")
    return np.array(lengths, dtype=np.int64)


def _explicit(file: VrplibText, places: int) -> list[list[float]]:
    form = file.head.get("EDGE_WEIGHT_FORMAT", "")
    words = [word for row in file.rows.get("EDGE_WEIGHT", []) for word in row]
    flat = [number(word, "EDGE_WEIGHT") for word in words]
    expected = {"FULL_MATRIX": places * places, "LOWER_ROW": places * (places - 1) // 2}
    if form not in expected:
        raise ValueError(f"EDGE_WEIGHT_FORMAT {form or 'is missing'} is not read here")
    if len(flat) != expected[form]:
        raise ValueError(f"EDGE_WEIGHT_SECTION has {len(flat)} numbers, not {expected[form]}")
    if form == "FULL_MATRIX":
        return [flat[a * places : (a + 1) * places] for a in range(places)]
    lower = [flat[a * (a - 1) // 2 : a * (a + 1) // 2] for a in range(places)]
    return [
        [0.0 if a == b else lower[max(a, b)][min(a, b)] for b in range(places)]
        for a in range(places)
    ]


def _depots(file: VrplibText, places: int) -> tuple[int, ...]:
    words = [word for row in file.rows.get("DEPOT", [["1"]]) for word in row if word != "-1"]
    depots = tuple(whole(word, "DEPOT") - 1 for word in words)
    if not depots or len(set(depots)) != len(depots) or not set(depots) <= set(range(places)):
        raise ValueError("DEPOT_SECTION names no place, or one twice or that does not exist")
    return depots


def _service(frame: _Frame) -> list[int]:
    given = frame.scaled(frame.file.column("SERVICE_TIME", frame.places) or [0.0] * frame.places)
    return [0 if place in frame.depots else length for place, length in enumerate(given)]


def _windows(frame: _Frame, served: int) -> tuple[list[int], list[int]]:
    """Return when each place opens and closes; without windows there is time for everything."""
    if "TIME_WINDOW" not in frame.file.rows:
        endless = int(frame.travel.max()) * (frame.places + 1) + served + 1
        return [0] * frame.places, [endless] * frame.places
    pairs = frame.file.table("TIME_WINDOW", frame.places, 2)
    return frame.scaled([a for a, _ in pairs]), frame.scaled([b for _, b in pairs])


def _units(frame: _Frame, opens: list[int], closes: list[int]) -> tuple[Unit, ...]:
    file, count, scale = frame.file, frame.vehicles, frame.rounding.scale
    homes = [whole(home, "VEHICLES_DEPOT") - 1 for home in _given(frame, "VEHICLES_DEPOT", 0)]
    homes = homes if "VEHICLES_DEPOT" in file.rows else [frame.depots[0]] * count
    if not set(homes) <= set(frame.depots):
        raise ValueError("VEHICLES_DEPOT_SECTION names a place that is no depot")
    capacities = file.column("CAPACITY", count)
    carried = sum(file.column("DEMAND", frame.places) or [0.0])
    most = capacities or [carried] * count
    times, lengths = _longest(frame, "VEHICLES_MAX_DURATION"), _longest(frame, "DISTANCE")
    lasts = [
        min((t for t in both if t is not None), default=None)
        for both in zip(times, lengths, strict=True)
    ]
    metres = _longest(frame, "VEHICLES_MAX_DISTANCE")
    fixed = _given(frame, "VEHICLES_FIXED_COST", 0)
    prices = _given(frame, "VEHICLES_UNIT_DISTANCE_COST", 1)
    return tuple(
        Unit(
            id=f"v{n}",
            depot=homes[n],
            shifts=(Shift(day=0, start_min=opens[homes[n]], end_min=closes[homes[n]]),),
            people_per_day=whole(most[n], "CAPACITY"),
            max_tour_min=lasts[n],
            max_tour_m=metres[n],
            day_cost=scale * whole(fixed[n], "VEHICLES_FIXED_COST"),
            travel_cost=whole(prices[n], "VEHICLES_UNIT_DISTANCE_COST"),
        )
        for n in range(count)
    )


def _given(frame: _Frame, name: str, usual: float) -> list[float]:
    return frame.file.column(name, frame.vehicles) or [usual] * frame.vehicles


def _longest(frame: _Frame, name: str) -> list[int] | list[None]:
    figures = frame.file.column(name, frame.vehicles)
    return [None] * frame.vehicles if figures is None else frame.scaled(figures)


def _tasks(
    frame: _Frame, units: tuple[Unit, ...], service: list[int], windows: tuple[list[int], list[int]]
) -> tuple[Task, ...]:
    demands = frame.file.column("DEMAND", frame.places) or [0.0] * frame.places
    given = frame.file.column("PRIZE", frame.places) or [0.0] * frame.places
    prizes = frame.scaled(given)
    able, missed = _able(frame, units), _missed(frame, units)
    opens, closes = windows
    return tuple(
        Task(
            id=str(place),
            place=place,
            service_min=service[place],
            intervals=((opens[place], closes[place] + service[place]),),
            units=able[place],
            people=whole(demands[place], "DEMAND"),
            drop_cost=prizes[place] if given[place] else missed,
        )
        for place in range(frame.places)
        if place not in frame.depots
    )


def _missed(frame: _Frame, units: tuple[Unit, ...]) -> int:
    """Return a cost of leaving a customer out that is above that of any tour to it."""
    leg = 2 * int(frame.travel.max())
    dearest = max((unit.day_cost or 0) + leg * (unit.travel_cost or 0) for unit in units)
    return max(MISSED, 2 * dearest)


def _able(frame: _Frame, units: tuple[Unit, ...]) -> list[tuple[str, ...]]:
    """Return for each place the units that may serve it."""
    if "VEHICLES_ALLOWED_CLIENTS" not in frame.file.rows:
        return [tuple(unit.id for unit in units)] * frame.places
    name = "VEHICLES_ALLOWED_CLIENTS"
    rows = frame.file.numbered(name, frame.vehicles)
    allowed = [{whole(word, name) - 1 for word in row} for row in rows]
    if any(not places <= set(range(frame.places)) for places in allowed):
        raise ValueError(f"{name}_SECTION names a place that does not exist")
    return [
        tuple(unit.id for unit, places in zip(units, allowed, strict=True) if place in places)
        for place in range(frame.places)
    ]
