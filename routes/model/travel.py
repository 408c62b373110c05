"""Driving reckoned from crow-fly distances, with its measured error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, ceil, cos, radians, sin, sqrt
from typing import Final

import numpy as np

from routes.model.problem import Matrix

#: Mean radius of the earth in kilometres (IUGG).
EARTH_KM: Final = 6371.0088

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelModel:
    """Minutes and kilometres from crow-fly distance.

    The figures were fitted on the mapped roads of Kota Sukabumi, 1,056 pairs of places
    farther apart than 300 m, with assumed speeds by road class: minutes are
    ``min_per_km`` a crow-fly kilometre plus ``base_min``; roads are ``detour`` times as long.
    ``distance_error_pct`` and ``time_error_pct`` are the mean errors of that fit.
    """

    min_per_km: float = 2.97
    base_min: float = 1.9
    detour: float = 1.38
    distance_error_pct: int = 11
    time_error_pct: int = 16


def crow_fly_km(a: Point, b: Point) -> float:
    """Return the great-circle distance of two (lat, lon) points, WGS84 degrees."""
    lat_a, lat_b = radians(a[0]), radians(b[0])
    half_lat, half_lon = (lat_b - lat_a) / 2, radians(b[1] - a[1]) / 2
    chord = sin(half_lat) ** 2 + cos(lat_a) * cos(lat_b) * sin(half_lon) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(chord)))


def crow_fly_minutes(points: Sequence[Point], *, model: TravelModel) -> Matrix:
    """Return the minutes between all ``points``, rounded up, shape (n, n); 0 for the same one."""
    count = len(points)
    minutes = np.zeros((count, count), dtype=np.int64)
    for a in range(count):
        for b in range(a + 1, count):
            km = crow_fly_km(points[a], points[b])
            if km > 0:
                exact = model.min_per_km * km + model.base_min
                minutes[a, b] = minutes[b, a] = ceil(round(exact, 6))
    return minutes
