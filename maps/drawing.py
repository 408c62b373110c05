"""The maps themselves: the state of areas, and tours by day and unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import folium
from shapely import union_all
from shapely.geometry import mapping, shape

from maps.canvas import Canvas, Label, feature, safe_text
from maps.map_content import (
    AreaShape,
    MapParts,
    MapWords,
    Point,
    StatusMap,
    StopPoint,
    TourLine,
    TourMap,
)
from maps.marks import EDGE, LINES, dash, disc, fill, legend, notes, patterns, swatch
from maps.slider import Stop

NAME: Final = Label(kind="peta-nama", permanent=False)
_NUMBER: Final = Label(kind="peta-nomor", direction="center")
_OFFICE: Final = Label(kind="peta-kantor", permanent=False)
_GROUP: Final = Label(kind="peta-kelompok", direction="center")


def draw_status_map(facts: StatusMap, *, words: MapWords, id: str = "peta") -> MapParts:  # noqa: A002
    """Return the map of ``facts``; ``id`` keeps several maps on one page apart."""
    canvas = Canvas(id, facts.title, words)
    fills = {rule.key: fill(rule, id) for rule in facts.styles}
    canvas.layer(area_features(facts.areas, fills, words), popup=True, label=NAME)
    outline(canvas, facts.areas, colour="#16242c", weight=2.5)
    canvas.fit(corners(facts.areas))
    used = {area.style_key for area in facts.areas}
    shown = [rule for rule in facts.styles if rule.key in used]
    return canvas.parts(
        above=patterns(facts.styles, id) + notes(facts, words),
        legend=legend([(swatch(fills[rule.key]), rule.label) for rule in shown], words),
    )


def draw_tour_map(facts: TourMap, *, words: MapWords, id: str = "peta") -> MapParts:  # noqa: A002
    """Return the map of ``facts``, one switchable group of layers for each group."""
    canvas = Canvas(id, facts.title, words)
    if facts.areas:
        canvas.layer([_background(area) for area in facts.areas])
        outline(canvas, facts.areas, colour=EDGE, weight=1.6)
    groups = list(dict.fromkeys(line.group for line in facts.lines))
    shown = facts.shown or tuple(groups[:1])
    layers = {}
    for group in groups:
        layer = layers[group] = canvas.group(group, shown=group in shown)
        lines = [_line(line, words) for line in facts.lines if line.group == group]
        canvas.layer(lines, into=layer, popup=True)
        stops = _stops([stop for stop in facts.stops if stop.group == group], words)
        if stops:
            canvas.layer(
                stops, into=layer, popup=True, label=_NUMBER, marker=_dot("#0a4a63", radius=13)
            )
    lat, lon, name = facts.depot
    depot = feature(_at(lat, lon), {"label": name, "style": {}})
    canvas.layer([depot], label=_OFFICE, marker=_dot("#16242c", radius=7))
    _choice(canvas, facts, layers)
    canvas.fit(corners(facts.areas) or [point for line in facts.lines for point in line.points])
    kinds = {line.color_index % len(LINES): line.kind for line in facts.lines if line.kind}
    rows = [(dash(index), kind) for index, kind in sorted(kinds.items())]
    rows += [(disc("#0a4a63", "1"), words.numbers), (disc("#16242c", ""), words.depot)]
    return canvas.parts(above=notes(facts, words), legend=legend(rows, words), style=_TOUR_STYLE)


def _choice(canvas: Canvas, facts: TourMap, layers: Mapping[str, Any]) -> None:
    """Let people choose what is shown: by the slider, or in the box of all groups."""
    if not facts.slides:
        canvas.switch()
        return
    canvas.slide(
        [
            Stop(
                layer=layers[slide.group].get_name(),
                key=slide.group,
                label=slide.label,
                day=slide.day,
            )
            for slide in facts.slides
        ]
    )


def area_features(
    areas: Sequence[AreaShape], fills: Mapping[str, str], words: MapWords
) -> list[dict[str, object]]:
    """Return areas with their words, filled by their style."""
    return [
        feature(
            area.geometry,
            {
                "teks": safe_text(area.name, (area.label, *area.lines), area.href, words),
                "label": area.name,
                "style": {
                    "fillColor": fills[area.style_key],
                    "fillOpacity": 1,
                    "color": EDGE,
                    "weight": 1.2,
                },
            },
        )
        for area in areas
    ]


_TOUR_STYLE: Final = """
.peta-nomor{background:#0a4a63;border:2px solid #fff;border-radius:1rem;box-shadow:none;
color:#fff;font-weight:700;line-height:1.25;padding:0 .45rem}
.peta-kantor{padding:.1rem .4rem;color:#16242c}
"""


def outline(canvas: Canvas, areas: Sequence[AreaShape], *, colour: str, weight: float) -> None:
    """Draw a thick line around the areas of each group, with the group's name."""
    groups: dict[str, list[AreaShape]] = {}
    for area in areas:
        if area.group:
            groups.setdefault(area.group, []).append(area)
    style = {"fill": False, "color": colour, "weight": weight, "interactive": False}
    around = [
        feature(
            mapping(union_all([shape(dict(area.geometry)) for area in held])),
            {"label": name, "style": style},
        )
        for name, held in groups.items()
    ]
    if around:
        canvas.layer(around, label=_GROUP)


def _dot(colour: str, *, radius: int) -> Any:
    return folium.CircleMarker(
        location=[0, 0], radius=radius, color="#fff", weight=2, fill_color=colour, fill_opacity=1
    )


def _line(line: TourLine, words: MapWords) -> dict[str, object]:
    colour, dash = LINES[line.color_index % len(LINES)]
    points = [[round(lon, 5), round(lat, 5)] for lat, lon in line.points]
    style = {"color": colour, "weight": 4, "dashArray": dash, "opacity": 0.9}
    return feature(
        {"type": "LineString", "coordinates": points},
        {"teks": safe_text(line.title, (), None, words), "style": style},
    )


def _stops(stops: Sequence[StopPoint], words: MapWords) -> list[dict[str, object]]:
    """Return a feature a place; several stops of a tour at one place share theirs."""
    places: dict[Point, list[StopPoint]] = {}
    for stop in stops:
        places.setdefault((stop.lat, stop.lon), []).append(stop)
    features = []
    for (lat, lon), here in places.items():
        texts = [
            safe_text(f"{stop.number}. {stop.title}", stop.lines, stop.href, words) for stop in here
        ]
        label = "+".join(str(stop.number) for stop in here)
        properties = {"teks": "<br>".join(texts), "label": label, "style": {}}
        features.append(feature(_at(lat, lon), properties))
    return features


def _background(area: AreaShape) -> dict[str, object]:
    style = {
        "fillColor": "#e3eef2",
        "fillOpacity": 1,
        "color": "#9fb0b6",
        "weight": 1,
        "interactive": False,
    }
    return feature(area.geometry, {"style": style})


def _at(lat: float, lon: float) -> dict[str, object]:
    return {"type": "Point", "coordinates": [round(lon, 5), round(lat, 5)]}


def corners(areas: Iterable[AreaShape]) -> list[Point]:
    """Return the south-western and north-eastern (lat, lon) corner of each area."""
    points = []
    for area in areas:
        west, south, east, north = shape(dict(area.geometry)).bounds
        points += [(south, west), (north, east)]
    return points
