"""The maps themselves: the state of areas, and tours by day and unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, Final

import folium
from shapely import union_all
from shapely.geometry import mapping, shape

from maps.canvas import Canvas, Label, feature, safe_text
from maps.facts import (
    AreaShape,
    MapParts,
    MapWords,
    Point,
    StatusMap,
    StopPoint,
    StyleRule,
    TourLine,
    TourMap,
)

#: Line colours with the dashes that tell them apart without colour.
LINES: Final = (
    ("#0a4a63", ""),
    ("#744700", "10 5"),
    ("#5b3885", "2 6"),
    ("#005c46", "14 4 3 4"),
    ("#0b4b99", "6 4"),
    ("#8a1c4a", "1 4 8 4"),
)
_EDGE: Final = "#465660"
_NAME: Final = Label(kind="peta-nama", permanent=False)
_NUMBER: Final = Label(kind="peta-nomor", direction="center")
_OFFICE: Final = Label(kind="peta-kantor", permanent=False)
_GROUP: Final = Label(kind="peta-kelompok", direction="center")
_WORDS: Final = MapWords()


def draw_status_map(facts: StatusMap, *, words: MapWords = _WORDS, id: str = "peta") -> MapParts:  # noqa: A002
    """Return the map of ``facts``; ``id`` keeps several maps on one page apart."""
    canvas = Canvas(id, facts.title, words)
    fills = {rule.key: _fill(rule, id) for rule in facts.styles}
    canvas.layer(
        [
            feature(
                area.geometry,
                {
                    "teks": safe_text(area.name, (area.label, *area.lines), area.href, words),
                    "label": area.name,
                    "style": {
                        "fillColor": fills[area.style_key],
                        "fillOpacity": 1,
                        "color": _EDGE,
                        "weight": 1.2,
                    },
                },
            )
            for area in facts.areas
        ],
        popup=True,
        label=_NAME,
    )
    _outline(canvas, facts.areas, colour="#16242c", weight=2.5)
    canvas.fit(_corners(facts.areas))
    used = {area.style_key for area in facts.areas}
    shown = [rule for rule in facts.styles if rule.key in used]
    return canvas.parts(
        above=_patterns(facts.styles, id) + _notes(facts, words),
        legend=_legend([(_swatch(fills[rule.key]), rule.label) for rule in shown], words),
    )


def draw_tour_map(facts: TourMap, *, words: MapWords = _WORDS, id: str = "peta") -> MapParts:  # noqa: A002
    """Return the map of ``facts``, one switchable group of layers for each group."""
    canvas = Canvas(id, facts.title, words)
    if facts.areas:
        canvas.layer([_background(area) for area in facts.areas])
        _outline(canvas, facts.areas, colour=_EDGE, weight=1.6)
    groups = list(dict.fromkeys(line.group for line in facts.lines))
    shown = facts.shown or tuple(groups[:1])
    for group in groups:
        layer = canvas.group(group, shown=group in shown)
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
    canvas.switch()
    canvas.fit(_corners(facts.areas) or [point for line in facts.lines for point in line.points])
    kinds = {line.color_index % len(LINES): line.kind for line in facts.lines if line.kind}
    rows = [(_dash(index), kind) for index, kind in sorted(kinds.items())]
    rows += [(_disc("#0a4a63", "1"), words.numbers), (_disc("#16242c", ""), words.depot)]
    return canvas.parts(above=_notes(facts, words), legend=_legend(rows, words), style=_TOUR_STYLE)


_TOUR_STYLE: Final = """
.peta-nomor{background:#0a4a63;border:2px solid #fff;border-radius:1rem;box-shadow:none;
color:#fff;font-weight:700;line-height:1.25;padding:0 .45rem}
.peta-kantor{padding:.1rem .4rem;color:#16242c}
"""


def _outline(canvas: Canvas, areas: Sequence[AreaShape], *, colour: str, weight: float) -> None:
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
    found = []
    for (lat, lon), here in places.items():
        texts = [
            safe_text(f"{stop.number}. {stop.title}", stop.lines, stop.href, words) for stop in here
        ]
        label = "+".join(str(stop.number) for stop in here)
        told = {"teks": "<br>".join(texts), "label": label, "style": {}}
        found.append(feature(_at(lat, lon), told))
    return found


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


def _corners(areas: Iterable[AreaShape]) -> list[Point]:
    found = []
    for area in areas:
        west, south, east, north = shape(dict(area.geometry)).bounds
        found += [(south, west), (north, east)]
    return found


def _notes(facts: StatusMap | TourMap, words: MapWords) -> str:
    told = [facts.note, words.approximate if facts.approximate else ""]
    return "".join(f'<p class="peta-catatan">{escape(text)}</p>' for text in told if text)


def _legend(rows: Sequence[tuple[str, str]], words: MapWords) -> str:
    """Return the legend: a drawn sample, which is safe markup, and its words."""
    items = "".join(f"<li>{sample}<span>{escape(text)}</span></li>" for sample, text in rows)
    return f'<ul class="peta-kunci" aria-label="{escape(words.legend)}">{items}</ul>'


def _swatch(fill: str) -> str:
    return _sample(f'<rect width="40" height="20" fill="{fill}" stroke="{_EDGE}"/>')


def _dash(index: int) -> str:
    colour, dash = LINES[index]
    return _sample(
        f'<path d="M1 10H39" stroke="{colour}" stroke-width="4" stroke-dasharray="{dash}"/>'
    )


def _disc(fill: str, number: str) -> str:
    text = f'<text x="20" y="15" text-anchor="middle" font-size="13" fill="#fff">{number}</text>'
    radius = 10 if number else 6
    return _sample(f'<circle cx="20" cy="10" r="{radius}" fill="{fill}"/>{text if number else ""}')


def _sample(drawn: str) -> str:
    return f'<svg width="40" height="20" aria-hidden="true" focusable="false">{drawn}</svg>'


def _fill(rule: StyleRule, map_id: str) -> str:
    return rule.fill if rule.pattern == "plain" else f"url(#{map_id}-{rule.key})"


def _patterns(styles: Sequence[StyleRule], map_id: str) -> str:
    """Return the SVG patterns that areas are filled with."""
    marks = {
        "dots": '<circle cx="4" cy="4" r="1.1" fill="#744700" fill-opacity="0.6"/>',
        "hatch": '<path d="M0 8L8 0" stroke="#3a4450" stroke-width="1" stroke-opacity="0.7"/>',
        "lines": '<path d="M0 4H8" stroke="#3a4450" stroke-width="1" stroke-opacity="0.7"/>',
    }
    made = "".join(
        f'<pattern id="{map_id}-{rule.key}" width="8" height="8" '
        f'patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="{rule.fill}"/>'
        f"{marks[rule.pattern]}</pattern>"
        for rule in styles
        if rule.pattern in marks
    )
    return f'<svg class="peta-pola" aria-hidden="true" focusable="false"><defs>{made}</defs></svg>'
