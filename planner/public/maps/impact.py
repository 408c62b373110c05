"""What a suspension costs people: visits that were promised and did not take place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from maps import AreaShape, StatusMap, StyleRule
from planner.domain.vocabulary import EventKind
from planner.public.shared.courses import Slot, course_of
from planner.public.shared.language import day_words, number_words, say
from planner.public.shared.public_facts import PublicVisit, SiteFacts

#: Days that part what waits briefly from what waits long, and from what waits very long.
BRIEF: Final = 14
LONG: Final = 60

STYLES: Final = (
    StyleRule(key="none", label="Tidak ada yang tertunda", fill="#e3eef2"),
    StyleRule(key="brief", label=f"0-{BRIEF} hari", fill="#f6e3b8", pattern="dots"),
    StyleRule(key="long", label=f"{BRIEF + 1}-{LONG} hari", fill="#e3b27a", pattern="lines"),
    StyleRule(key="longest", label=f"Lebih dari {LONG} hari", fill="#c98a6b", pattern="hatch"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactRow:
    """What one kelurahan waits for. ``days`` since the first promise that was not kept."""

    code: str
    name: str
    kecamatan: str
    residents: int
    visits: int
    people: int
    days: int

    @property
    def style(self) -> str:
        """The key of its style on the map."""
        if not self.visits:
            return "none"
        if self.days <= BRIEF:
            return "brief"
        return "long" if self.days <= LONG else "longest"


def impact_rows(facts: SiteFacts) -> list[ImpactRow]:
    """Return what each kelurahan waits for on the facts' day, by code."""
    waiting: dict[str, list[tuple[PublicVisit, Slot]]] = {}
    for public_visit, first in _stopped(facts.visits):
        waiting.setdefault(public_visit.visit.request.area_code, []).append((public_visit, first))
    return [
        ImpactRow(
            code=area.code,
            name=area.name,
            kecamatan=facts.areas.kecamatan_of(area.code).name,
            residents=area.population,
            visits=len(here := waiting.get(area.code, [])),
            people=sum(public_visit.visit.people for public_visit, _ in here),
            days=max((_days(first.day, facts.today) for _, first in here), default=0),
        )
        for area in facts.areas.at_level("kelurahan")
    ]


def worst_first(rows: Sequence[ImpactRow]) -> list[ImpactRow]:
    """Return ``rows`` as the table shows them: the longest wait first."""
    return sorted(rows, key=lambda row: (not row.visits, -row.days, -row.people, row.code))


def impact_words(rows: Sequence[ImpactRow]) -> str:
    """Return the whole in two sentences."""
    hit = [row for row in rows if row.visits]
    if not hit:
        return say("Tidak ada kunjungan yang tertunda karena penghentian.")
    visits, people = sum(row.visits for row in hit), sum(row.people for row in hit)
    residents = round(sum(row.residents for row in hit), -3)
    stopped = say(
        "%(n)s kunjungan untuk %(orang)s orang tertunda di %(kel)s kelurahan.",
        n=visits,
        orang=number_words(people),
        kel=len(hit),
    )
    living = say("Di sana tinggal kira-kira %(n)s penduduk.", n=number_words(residents))
    return f"{stopped} {living}"


def impact_map(facts: SiteFacts, rows: Sequence[ImpactRow]) -> StatusMap:
    """Return the map of ``rows``."""
    styles = tuple(replace(rule, label=say(rule.label)) for rule in STYLES)
    labels = {rule.key: rule.label for rule in styles}
    return StatusMap(
        title=say("Dampak penghentian layanan keliling, %(hari)s", hari=day_words(facts.today)),
        areas=tuple(
            AreaShape(
                code=row.code,
                name=row.name,
                geometry=facts.cells[row.code],
                style_key=row.style,
                label=labels[row.style],
                lines=_lines(row),
                href=f"kelurahan/{row.code}.html",
                group=row.kecamatan,
            )
            for row in rows
            if row.code in facts.cells
        ),
        styles=styles,
        approximate=facts.cells_approximate,
    )


def _lines(row: ImpactRow) -> tuple[str, ...]:
    residents = say("Penduduk: kira-kira %(n)s", n=number_words(row.residents))
    if not row.visits:
        return (residents,)
    return (
        residents,
        say("Kunjungan tertunda: %(n)s, untuk %(orang)s orang", n=row.visits, orang=row.people),
        f"{say('Hari tanpa layanan')}: {row.days}",
    )


def _stopped(visits: Iterable[PublicVisit]) -> Iterable[tuple[PublicVisit, Slot]]:
    """Yield visits that were stopped and have not taken place, with their first promise."""
    for public_visit in visits:
        stopped = any(event.kind is EventKind.SUSPENDED for event in public_visit.events)
        course = course_of(public_visit)
        if stopped and course is not None and not public_visit.visit.state.ended:
            yield public_visit, course.first


def _days(first: date, today: date) -> int:
    return max(0, (today - first).days)
