"""Approximate shapes of areas from their centre points and sizes, where no boundary is at hand.

A power diagram: like the cells nearest to each point, with weights moved until the cells have
the sizes the areas have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, radians, sqrt
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize, unary_union

#: Kilometres of one degree of latitude (mean meridian).
KM_PER_DEGREE: Final = 110.574
ROUNDS: Final = 120
#: Share of the squared distance that two weights may differ by; below 1 keeps points inside.
MARGIN: Final = 0.85
#: Five decimals of a degree are about a metre.
GRID_DEGREES: Final = 1e-5

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellSeed:
    """An area by its centre (WGS84 degrees) and size; ``group`` is the area that holds it."""

    code: str
    name: str
    group: str
    lat: float
    lon: float
    km2: float

    def __post_init__(self) -> None:
        if not self.km2 > 0:
            raise ValueError(f"area {self.code}: km2 must be above 0, got {self.km2}")


def approximate_cells(seeds: Sequence[CellSeed]) -> dict[str, BaseGeometry]:
    """Return a polygon in WGS84 degrees for each area, by code.

    Neighbours share their borders, and sizes come close to the areas'. Every polygon holds its
    centre, where areas lie side by side; of areas small for their distance only a thin band
    is left. The same seeds give the same shapes.

    Raises
    ------
    ValueError
        Two areas share a code or a centre.
    """
    if not seeds:
        return {}
    places = {(seed.lat, seed.lon) for seed in seeds}
    if len({seed.code for seed in seeds}) < len(seeds) or len(places) < len(seeds):
        raise ValueError("two areas share a code or a centre point")
    origin, scale = _projection(seeds)
    points = (np.array([[seed.lon, seed.lat] for seed in seeds]) - origin) * scale
    sizes = np.array([seed.km2 for seed in seeds])
    outline = _outline(points, sizes)
    weights = _weights(points, sizes, outline)
    borders = [_cell(points, weights, n, outline).boundary for n in range(len(seeds))]
    lines = [
        shapely.transform(line, lambda xy: xy / scale + origin)
        for line in (*borders, outline.boundary)
    ]
    # Lines that should meet end a hair apart; only crossings found on the grid close the faces.
    crossed = shapely.union_all(lines, grid_size=GRID_DEGREES)
    return _coverage(seeds, crossed, points, weights, (origin, scale))


def _projection(seeds: Sequence[CellSeed]) -> tuple[Floats, Floats]:
    """Return the origin in (lon, lat) degrees and the kilometres of a degree there."""
    origin = np.array(
        [float(np.mean([seed.lon for seed in seeds])), float(np.mean([seed.lat for seed in seeds]))]
    )
    return origin, np.array([KM_PER_DEGREE * cos(radians(origin[1])), KM_PER_DEGREE])


def _outline(points: Floats, sizes: Floats) -> Polygon:
    """Return a smooth outline around the points with the size of all areas together."""
    total = float(sizes.sum())
    radii = np.sqrt(sizes / pi)
    low, high = 0.1, 4.0
    for _ in range(40):
        middle = (low + high) / 2
        if _blob(points, radii * middle).area < total:
            low = middle
        else:
            high = middle
    return _blob(points, radii * high)


def _blob(points: Floats, radii: Floats) -> Polygon:
    """Return the discs around the points, grown together into one piece."""
    discs = [Point(*xy).buffer(radius) for xy, radius in zip(points, radii, strict=True)]
    reach = sqrt(float(np.mean(radii)) + 1) * 1.5
    grown = unary_union(discs).buffer(reach).buffer(-reach)
    while isinstance(grown, MultiPolygon):
        reach *= 2
        grown = unary_union(discs).buffer(reach).buffer(-reach)
    return Polygon(grown.exterior)


def _weights(points: Floats, sizes: Floats, outline: Polygon) -> Floats:
    """Return the weights that give the cells about the sizes wanted."""
    apart = ((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=2)
    np.fill_diagonal(apart, np.inf)
    wanted = sizes / sizes.sum() * outline.area
    weights = np.zeros(len(points))
    for turn in range(ROUNDS):
        got = np.array(
            [_cell(points, weights, n, outline).area for n in range(len(points))], dtype=float
        )
        pace = 0.35 * (1 - turn / ROUNDS) + 0.05
        weights += pace * (wanted - got)
        for _ in range(3):
            weights = np.minimum(weights, (weights[None, :] + MARGIN * apart).min(axis=1))
    return weights


def _cell(points: Floats, weights: Floats, number: int, outline: Polygon) -> BaseGeometry:
    """Return the part of ``outline`` that belongs to one point."""
    west, south, east, north = outline.bounds
    corners = np.array([[west, south], [east, south], [east, north], [west, north]])
    here, weight = points[number], weights[number]
    for other in range(len(points)):
        if other == number or not len(corners):
            continue
        normal = 2 * (points[other] - here)
        limit = (points[other] ** 2).sum() - weights[other] - (here**2).sum() + weight
        corners = _halved(corners, normal, float(limit))
    if len(corners) < 3:
        return Polygon()
    return Polygon(corners).intersection(outline)


def _halved(corners: Floats, normal: Floats, limit: float) -> Floats:
    """Return the part of a convex polygon where ``normal . x <= limit``."""
    side = corners @ normal - limit
    if (side <= 0).all():
        return corners
    inside = []
    for n in range(len(corners)):
        a, b, at_a, at_b = corners[n - 1], corners[n], side[n - 1], side[n]
        if (at_a <= 0) != (at_b <= 0):
            inside.append(a + (b - a) * (at_a / (at_a - at_b)))
        if at_b <= 0:
            inside.append(b)
    return np.array(inside)


def _coverage(
    seeds: Sequence[CellSeed],
    lines: BaseGeometry,
    points: Floats,
    weights: Floats,
    projection: tuple[Floats, Floats],
) -> dict[str, BaseGeometry]:
    """Return the faces between the lines, each given to the point it belongs to."""
    origin, scale = projection
    faces: dict[int, list[Polygon]] = {}
    for face in polygonize(lines):
        inside = face.representative_point()
        xy = (np.array([inside.x, inside.y]) - origin) * scale
        power = ((points - xy) ** 2).sum(axis=1) - weights
        faces.setdefault(int(power.argmin()), []).append(face)
    return {
        seeds[number].code: shapely.normalize(unary_union(parts))
        for number, parts in sorted(faces.items())
    }
