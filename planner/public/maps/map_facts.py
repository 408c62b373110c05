"""The facts of the maps of states and tours, as rows of their tables and as maps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Final

from maps import AreaShape, MapWords, Slide, StatusMap, StopPoint, StyleRule, TourLine, TourMap
from planner.domain.decisions import Decision
from planner.public.maps.map_words import MAP_WORDS
from planner.public.shared.language import INDONESIAN, day_words, say, spoken
from planner.public.shared.page_views import Badge, ShownVisit, decision_badge
from planner.public.shared.public_facts import SiteFacts

STYLES: Final = (
    StyleRule(key="go", label="Berjalan", fill="#9fd3be", pattern="plain"),
    StyleRule(key="lim", label="Terbatas", fill="#f1cf8c", pattern="dots"),
    StyleRule(key="stop", label="Dihentikan sementara", fill="#b4bec6", pattern="hatch"),
    StyleRule(key="ask", label="Belum pasti", fill="#cdb7e4", pattern="lines"),
)
PLAIN: Final = StyleRule(key="plain", label="Kelurahan", fill="#e3eef2", pattern="plain")


def map_words() -> MapWords:
    """Return the words of a map's controls in the language that is spoken."""
    words = MAP_WORDS
    texts = {
        each.name: say(text)
        for each in fields(words)
        if isinstance(text := getattr(words, each.name), str)
    }
    spans = tuple((say(word), days) for word, days in words.spans)
    return replace(words, spans=spans, **texts)


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

    day: date
    unit: str
    visits: tuple[ShownVisit, ...]

    @property
    def title(self) -> str:
        """The day in full and the unit."""
        return f"{day_words(self.day)}, {self.unit}"

    @property
    def group(self) -> str:
        """The key of its day on the map's slider."""
        return self.day.isoformat()


def tours_of(upcoming: Sequence[ShownVisit]) -> list[Tour]:
    """Return the public visits by day and unit, in order; home visits are not among them."""
    grouped: dict[tuple[date, str], list[ShownVisit]] = {}
    for view in upcoming:
        if view.day is not None:
            grouped.setdefault((view.day, view.unit), []).append(view)
    return [
        Tour(
            day=day,
            unit=unit,
            visits=tuple(sorted(visits, key=lambda view: view.now)),
        )
        for (day, unit), visits in sorted(grouped.items())
    ]


def state_rows(facts: SiteFacts, upcoming: Sequence[ShownVisit]) -> list[AreaRow]:
    """Return where each kelurahan stands on the status day, by code."""
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


def status_map(facts: SiteFacts, rows: Sequence[AreaRow], *, linked: bool = True) -> StatusMap:
    """Return the map of ``rows``; without ``linked`` it leads nowhere, for use without a site."""
    return StatusMap(
        title=say("Keadaan layanan keliling, %(hari)s", hari=day_words(facts.status_day)),
        areas=tuple(
            AreaShape(
                code=row.code,
                name=row.name,
                geometry=facts.cells[row.code],
                style_key=row.badge.kind,
                label=row.badge.word,
                lines=_state_lines(row, facts.area_decisions[row.code]),
                href=f"kelurahan/{row.code}.html" if linked else None,
                group=row.kecamatan,
            )
            for row in rows
            if row.code in facts.cells
        ),
        styles=tuple(replace(rule, label=say(rule.label)) for rule in STYLES),
        approximate=facts.cells_approximate,
    )


def _state_lines(row: AreaRow, decision: Decision) -> tuple[str, str]:
    reason = decision.reason if spoken() == INDONESIAN else decision.reason_en
    return f"{say('Kunjungan berikutnya')}: {row.next or say('belum ada')}", reason


def tour_map(facts: SiteFacts, tours: Sequence[Tour], *, linked: bool = True) -> TourMap:
    """Return the map of ``tours`` with a slider over their days."""
    places = {public_visit.visit.id: public_visit.visit.request for public_visit in facts.visits}
    units = sorted({tour.unit for tour in tours})
    stops, lines = [], []
    for tour in tours:
        points = [(places[view.id].lat, places[view.id].lon) for view in tour.visits]
        lines.append(
            TourLine(
                points=(facts.depot, *points, facts.depot),
                title=tour.title,
                group=tour.group,
                color_index=units.index(tour.unit),
                kind=tour.unit,
            )
        )
        stops += [
            StopPoint(
                lat=point[0],
                lon=point[1],
                title=f"{view.place}, {view.area}",
                lines=(view.now, view.services),
                href=f"kunjungan/{view.id}.html" if linked else None,
                number=number,
                group=tour.group,
            )
            for number, (view, point) in enumerate(zip(tour.visits, points, strict=True), start=1)
        ]
    return TourMap(
        title=say("Rute layanan keliling"),
        depot=(*facts.depot, say("Kantor")),
        stops=tuple(stops),
        lines=tuple(lines),
        areas=_background(facts),
        note=say("Garis menghubungkan tempat kunjungan, bukan jalan yang dilalui."),
        approximate=facts.cells_approximate,
        slides=tuple(
            Slide(group=day.isoformat(), label=day_words(day), day=day.toordinal())
            for day in dict.fromkeys(tour.day for tour in tours)
        ),
    )


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
