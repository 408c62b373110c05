"""A tour as a small still picture for paper: outlines of areas, the way, numbered stops.

It is plain SVG with no script and no style, so that it prints from any page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import cos, radians
from typing import Final

from shapely.geometry import box, shape
from shapely.geometry.base import BaseGeometry

from maps.map_content import Point

WIDTH: Final = 640
HEIGHT: Final = 400
#: Room around the tour, as a share of its span, and the least span in degrees (some 600 m).
_ROOM: Final = 0.18
_LEAST: Final = 0.006
_INK: Final = "#16242c"
_EDGE: Final = "#8a979c"
_WAY: Final = "#0a4a63"


@dataclass(frozen=True, slots=True, kw_only=True)
class SketchArea:
    """An area's name and its GeoJSON geometry."""

    name: str
    geometry: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What is drawn: the tour from the depot and back through ``stops`` in order, in degrees.

    Each stop carries the number that is written on it, ``way`` says whether the line between
    them is drawn. An area without a name has an outline alone.
    ``title`` is what somebody hears who cannot see the picture.
    """

    title: str
    depot: Point
    depot_name: str
    stops: tuple[tuple[int, Point], ...]
    areas: tuple[SketchArea, ...] = ()
    way: bool = True


class _Frame:
    """The part of the city that is shown, and where its points fall on the picture."""

    def __init__(self, points: Sequence[Point]) -> None:
        lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
        self.lat, self.lon = (max(lats) + min(lats)) / 2, (max(lons) + min(lons)) / 2
        self.squeeze = cos(radians(self.lat))
        tall = max(max(lats) - min(lats), _LEAST) * (1 + 2 * _ROOM)
        wide = max(max(lons) - min(lons), _LEAST) * self.squeeze * (1 + 2 * _ROOM)
        self.scale = min(HEIGHT / tall, WIDTH / wide)

    def at(self, point: Point) -> tuple[float, float]:
        lat, lon = point
        x = WIDTH / 2 + (lon - self.lon) * self.squeeze * self.scale
        return round(x, 1), round(HEIGHT / 2 - (lat - self.lat) * self.scale, 1)

    def seen(self) -> BaseGeometry:
        wide, tall = WIDTH / 2 / self.scale / self.squeeze, HEIGHT / 2 / self.scale
        return box(self.lon - wide, self.lat - tall, self.lon + wide, self.lat + tall)


def draw_sketch(sketch: Sketch) -> str:
    """Return the picture as one SVG element, black ink and one colour, text escaped."""
    points = (sketch.depot, *(point for _, point in sketch.stops))
    frame = _Frame(points)
    drawn = [_area(area, frame) for area in sketch.areas]
    if sketch.way:
        way = " ".join("{},{}".format(*frame.at(p)) for p in (*points, sketch.depot))
        drawn.append(
            f'<polyline points="{way}" fill="none" stroke="{_WAY}" stroke-width="3" '
            'stroke-dasharray="9 5"/>'
        )
    x, y = frame.at(sketch.depot)
    drawn.append(
        f'<rect x="{x - 8}" y="{y - 8}" width="16" height="16" fill="{_INK}"/>'
        f"{_text(x + 12, y + 5, sketch.depot_name, 14)}"
    )
    # The first stop lies on top where several stand at one place.
    drawn += [_mark(point, number, frame) for number, point in reversed(sketch.stops)]
    return (
        f'<svg class="sketsa" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(sketch.title)}" font-family="sans-serif">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>{"".join(drawn)}</svg>'
    )


def _area(area: SketchArea, frame: _Frame) -> str:
    seen = shape(dict(area.geometry)).intersection(frame.seen())
    if seen.is_empty:
        return ""
    # Half a pixel is less than a printed line is wide.
    plain = seen.simplify(0.5 / frame.scale)
    rings = [
        part.exterior.coords
        for part in getattr(plain, "geoms", [plain])
        if getattr(part, "exterior", None) is not None
    ]
    paths = "".join(
        "M" + "L".join("{} {}".format(*frame.at((lat, lon))) for lon, lat in ring) + "Z"
        for ring in rings
    )
    outline = f'<path d="{paths}" fill="none" stroke="{_EDGE}" stroke-width="1"/>'
    if not area.name:
        return outline
    middle = seen.representative_point()
    x, y = frame.at((middle.y, middle.x))
    return outline + _text(x, y, area.name, 13, fill="#46555c", anchor="middle")


def _mark(point: Point, number: int, frame: _Frame) -> str:
    x, y = frame.at(point)
    label = _text(x, y + 5, str(number), 15, anchor="middle", bold=True, halo=False)
    return f'<circle cx="{x}" cy="{y}" r="12" fill="#fff" stroke="{_INK}" stroke-width="3"/>{label}'


def _text(  # noqa: PLR0913 - as many as a word on a picture has looks
    x: float,
    y: float,
    text: str,
    size: int,
    *,
    fill: str = _INK,
    anchor: str = "start",
    bold: bool = False,
    halo: bool = True,
) -> str:
    weight = ' font-weight="700"' if bold else ""
    around = ' stroke="#fff" stroke-width="3" paint-order="stroke"' if halo else ""
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" fill="{fill}"'
        f"{weight}{around}>{escape(text)}</text>"
    )
