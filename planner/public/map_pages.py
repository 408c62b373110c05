"""The two public maps with the tables that say the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from maps import (
    AreaShape,
    MapParts,
    StatusMap,
    StopPoint,
    StyleRule,
    TourLine,
    TourMap,
    asset_files,
    draw_status_map,
    draw_tour_map,
)
from planner.domain.indonesian import day_words, short_day
from planner.public.facts import SiteFacts
from planner.public.rendering import PageBytes, PageHead, rendered
from planner.public.views import Badge, VisitView, decision_badge

STYLES = (
    StyleRule(key="go", label="Berjalan", fill="#9fd3be", pattern="plain"),
    StyleRule(key="lim", label="Terbatas", fill="#f1cf8c", pattern="dots"),
    StyleRule(key="stop", label="Dihentikan sementara", fill="#b4bec6", pattern="hatch"),
    StyleRule(key="ask", label="Belum pasti", fill="#cdb7e4", pattern="lines"),
)
PLAIN = StyleRule(key="plain", label="Kelurahan", fill="#e3eef2", pattern="plain")

#: Where files stand whose name tells their content, so that they never change.
OWN_ASSETS: Final = "aset/tetap/"
#: Digits of a hash in such a name.
DIGITS: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRow:
    """One row of the table that equals the map of states."""

    code: str
    name: str
    kecamatan: str
    badge: Badge
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """One unit's visits of one day, in order."""

    title: str
    visits: tuple[VisitView, ...]


def map_pages(
    facts: SiteFacts, head: PageHead, upcoming: Sequence[VisitView]
) -> dict[str, PageBytes]:
    """Return the map of states, the map of tours, and every asset they need."""
    rows = _rows(facts, upcoming)
    status = draw_status_map(_status_map(facts, rows), id="peta-keadaan")
    hashed, own = _parts("peta-keadaan", status)
    pages = {
        "peta.html": rendered(
            "peta.html",
            head,
            root="",
            peta=status,
            nama=hashed,
            rows=rows,
            status_day=facts.status_day,
        ),
        **own,
    }
    tours = tours_of(upcoming)
    drawn = draw_tour_map(_tour_map(facts, tours), id="peta-rute") if tours else None
    if drawn is not None:
        hashed, own = _parts("peta-rute", drawn)
        pages |= own
    pages["peta-rute.html"] = rendered(
        "peta-rute.html",
        head,
        root="",
        peta=drawn,
        nama=hashed,
        tours=tours,
        first=upcoming[0].day if upcoming else facts.today,
        travel_note=facts.travel_note,
    )
    for name, (content, content_type) in asset_files().items():
        pages[f"aset/{name}"] = PageBytes(content=content, content_type=content_type)
    return pages


def tours_of(upcoming: Sequence[VisitView]) -> list[Tour]:
    """Return the public visits by day and unit, in order; home visits are not among them."""
    grouped: dict[tuple[date, str], list[VisitView]] = {}
    for view in upcoming:
        if view.day is not None:
            grouped.setdefault((view.day, view.unit), []).append(view)
    return [
        Tour(
            title=f"{day_words(day)}, {unit}",
            visits=tuple(sorted(visits, key=lambda view: view.now)),
        )
        for (day, unit), visits in sorted(grouped.items())
    ]


def _rows(facts: SiteFacts, upcoming: Sequence[VisitView]) -> list[AreaRow]:
    following: dict[str, str] = {}
    for view in upcoming:
        following.setdefault(view.area_code, view.now)
    return [
        AreaRow(
            code=area.code,
            name=area.name,
            kecamatan=facts.areas.kecamatan_of(area.code).name,
            badge=decision_badge(facts.area_decisions[area.code]),
            next=following.get(area.code, ""),
        )
        for area in facts.areas.at_level("kelurahan")
    ]


def _status_map(facts: SiteFacts, rows: Sequence[AreaRow]) -> StatusMap:
    return StatusMap(
        title=f"Keadaan layanan keliling, {day_words(facts.status_day)}",
        areas=tuple(
            AreaShape(
                code=row.code,
                name=row.name,
                geometry=facts.cells[row.code],
                style_key=row.badge.kind,
                label=row.badge.word,
                lines=(
                    f"Kunjungan berikutnya: {row.next or 'belum ada'}",
                    facts.area_decisions[row.code].reason,
                ),
                href=f"kelurahan/{row.code}.html",
                group=row.kecamatan,
            )
            for row in rows
            if row.code in facts.cells
        ),
        styles=STYLES,
        approximate=facts.cells_approximate,
    )


def _tour_map(facts: SiteFacts, tours: Sequence[Tour]) -> TourMap:
    places = {found.visit.id: found.visit.request for found in facts.visits}
    units = sorted({tour.visits[0].unit for tour in tours})
    stops, lines = [], []
    for tour in tours:
        group = _group(tour)
        points = [(places[view.id].lat, places[view.id].lon) for view in tour.visits]
        lines.append(
            TourLine(
                points=(facts.depot, *points, facts.depot),
                title=tour.title,
                group=group,
                color_index=units.index(tour.visits[0].unit),
                kind=tour.visits[0].unit,
            )
        )
        stops += [
            StopPoint(
                lat=point[0],
                lon=point[1],
                title=f"{view.place}, {view.area}",
                lines=(view.now, view.services),
                href=f"kunjungan/{view.id}.html",
                number=number,
                group=group,
            )
            for number, (view, point) in enumerate(zip(tour.visits, points, strict=True), start=1)
        ]
    return TourMap(
        title="Rute layanan keliling",
        depot=(*facts.depot, "Kantor"),
        stops=tuple(stops),
        lines=tuple(lines),
        areas=_background(facts),
        note="Garis menghubungkan tempat kunjungan, bukan jalan yang dilalui.",
        approximate=facts.cells_approximate,
    )


def _group(tour: Tour) -> str:
    day = tour.visits[0].day
    return "" if day is None else short_day(day)


def _background(facts: SiteFacts) -> tuple[AreaShape, ...]:
    return tuple(
        AreaShape(
            code=area.code,
            name=area.name,
            geometry=facts.cells[area.code],
            style_key=PLAIN.key,
            label="",
            group=facts.areas.kecamatan_of(area.code).name,
        )
        for area in facts.areas.at_level("kelurahan")
        if area.code in facts.cells
    )


def _parts(name: str, parts: MapParts) -> tuple[str, Mapping[str, PageBytes]]:
    """Return a name that tells the content of a map's own script and style, and those files."""
    own = {
        "js": (parts.script.encode(), "text/javascript; charset=utf-8"),
        "css": (parts.style.encode(), "text/css; charset=utf-8"),
    }
    digest = sha256(b"\0".join(content for content, _ in own.values())).hexdigest()[:DIGITS]
    hashed = f"{name}-{digest}"
    files = {
        f"{OWN_ASSETS}{hashed}.{ending}": PageBytes(content=content, content_type=kind)
        for ending, (content, kind) in own.items()
    }
    return hashed, files
