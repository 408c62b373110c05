"""Small maps with defaults, so that a test states only what it is about."""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from typing import Any

from maps import (
    AreaShape,
    MapWords,
    StatusMap,
    Step,
    StepMap,
    StopPoint,
    StyleRule,
    TourLine,
    TourMap,
    draw_status_map,
    draw_step_map,
    draw_tour_map,
)

#: Words that could come from nowhere but here.
WORDS = MapWords(
    **{each.name: f"[{each.name}] in words" for each in fields(MapWords) if each.name != "spans"},
    spans=(("[one day] in words", 1), ("[all days] in words", 100_000)),
)
draw_status = partial(draw_status_map, words=WORDS)
draw_steps = partial(draw_step_map, words=WORDS)
draw_tours = partial(draw_tour_map, words=WORDS)

STYLES = (
    StyleRule(key="go", label="Berjalan", fill="#9fd3be"),
    StyleRule(key="stop", label="Dihentikan sementara", fill="#b4bec6", pattern="hatch"),
)


def square(west: float, south: float = -6.94, size: float = 0.02) -> dict[str, object]:
    """Return a square as a GeoJSON geometry, in degrees."""
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def make_area(code: str = "1", **given: Any) -> AreaShape:
    """Return an area that runs, a square of two hundredths of a degree."""
    facts: dict[str, Any] = {
        "name": f"Kelurahan {code}",
        "geometry": square(106.9),
        "style_key": "go",
        "label": "Berjalan",
    }
    return AreaShape(code=code, **{**facts, **given})


def make_status_map(*areas: AreaShape, **given: Any) -> StatusMap:
    """Return a map of states of ``areas``, or of one area."""
    facts: dict[str, Any] = {"title": "Keadaan", "styles": STYLES}
    return StatusMap(areas=areas or (make_area(),), **{**facts, **given})


def make_tour_map(text: str = "Rute", **given: Any) -> TourMap:
    """Return a map of one tour with two stops, all of whose words are ``text``."""
    at = ((-6.92, 106.91), (-6.93, 106.93))
    facts: dict[str, Any] = {
        "title": text,
        "depot": (-6.91, 106.92, text),
        "stops": tuple(
            StopPoint(lat=lat, lon=lon, title=text, lines=(text,), number=n, group=text)
            for n, (lat, lon) in enumerate(at, start=1)
        ),
        "lines": (TourLine(points=at, title=text, group=text, kind=text),),
        "areas": (make_area(name=text, group=text),),
    }
    return TourMap(**{**facts, **given})


def make_step_map(text: str = "Dulu", **given: Any) -> StepMap:
    """Return a map of two steps with ``text`` in every place that takes words."""
    area = make_area(name=text, label=text, lines=(text,))
    stopped = make_area(name=text, label=text, style_key="stop")
    facts: dict[str, Any] = {
        "title": text,
        "steps": (
            Step(name=text, label=text, areas=(area,)),
            Step(name="kini", label="Kini", areas=(stopped,)),
        ),
        "styles": STYLES,
        "note": text,
    }
    return StepMap(**{**facts, **given})
