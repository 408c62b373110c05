"""Visits before and after their rescheduling, as a table and as a map of two steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from maps import AreaShape, MapWords, Step, StepMap, StyleRule
from planner.public.shared.courses import Announcement, Course, courses
from planner.public.shared.language import day_words, month_words, say
from planner.public.shared.public_facts import SiteFacts

#: How months look, in their order; what comes later shares the last look.
_MONTHS: Final = (
    ("#cfe3d6", "plain"),
    ("#f1cf8c", "dots"),
    ("#b9cfe8", "lines"),
    ("#d9c3ea", "plain"),
    ("#e8b9b0", "dots"),
    ("#c9c6a0", "lines"),
)
_LATER: Final = " dan sesudahnya"
_NONE: Final = StyleRule(key="none", label="Tidak ada yang pindah", fill="#eef1f1")
_OPEN: Final = StyleRule(key="open", label="Belum ada tanggal", fill="#b4bec6", pattern="hatch")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A visit whose first date is no longer its date; ``now`` is None where it has none."""

    id: str
    place: str
    area_code: str
    area: str
    was: date
    now: date | None
    tentative: bool


def shifts_of(facts: SiteFacts) -> list[Shift]:
    """Return the visits that have not ended and left their first day, in its order."""
    shifts = []
    for public, course in courses(facts):
        visit, was, now = public.visit, course.first.day, _now(course)
        if visit.state.ended or was == now:
            continue
        shifts.append(
            Shift(
                id=visit.id,
                place=visit.request.place,
                area_code=visit.request.area_code,
                area=facts.areas.get(visit.request.area_code).name,
                was=was,
                now=now,
                tentative=course.announcement is Announcement.TENTATIVE,
            )
        )
    return sorted(shifts, key=lambda shift: (shift.was, shift.id))


def shift_words(shifts: Sequence[Shift]) -> str:
    """Return how many moved and how many wait, in a sentence."""
    waiting = sum(shift.now is None for shift in shifts)
    moved = len(shifts) - waiting
    sentences = [say("%(n)s kunjungan mendapat tanggal baru.", n=moved)] if moved else []
    if waiting:
        sentences.append(say("%(n)s kunjungan belum punya tanggal baru.", n=waiting))
    return " ".join(sentences)


def shift_controls(words: MapWords) -> MapWords:
    """Return ``words`` with those of a slider of two steps."""
    return replace(
        words,
        slide=say("Dulu atau kini"),
        earlier=say("Tampilkan dulu"),
        later=say("Tampilkan kini"),
        spans=(),
    )


def shift_map(facts: SiteFacts, shifts: Sequence[Shift]) -> StepMap:
    """Return the map of two steps: the dates people were told first, and those of now."""
    days = [day for shift in shifts for day in (shift.was, shift.now) if day is not None]
    months = sorted({(day.year, day.month) for day in days})
    keys = {month: f"m{min(n, len(_MONTHS) - 1)}" for n, month in enumerate(months)}
    return StepMap(
        title=say("Tanggal kunjungan, dulu dan kini"),
        steps=tuple(
            Step(name=name, label=label, areas=_areas(facts, shifts, keys, now=now))
            for name, label, now in (
                ("dulu", say("Dulu: tanggal yang pertama diumumkan"), False),
                ("kini", say("Kini: tanggal per %(hari)s", hari=day_words(facts.today)), True),
            )
        ),
        styles=(*_styles(keys), *(replace(rule, label=say(rule.label)) for rule in (_OPEN, _NONE))),
        note=say("Warna dan pola: bulan kunjungan yang paling awal di kelurahan itu."),
        approximate=facts.cells_approximate,
    )


def _styles(keys: dict[tuple[int, int], str]) -> list[StyleRule]:
    labels: dict[str, str] = {}
    for (year, month), key in keys.items():
        if key not in labels:
            labels[key] = month_words(year, month)
        elif not labels[key].endswith(say(_LATER)):
            labels[key] += say(_LATER)
    looks = {f"m{n}": look for n, look in enumerate(_MONTHS)}
    return [
        StyleRule(key=key, label=label, fill=looks[key][0], pattern=looks[key][1])
        for key, label in labels.items()
    ]


def _areas(
    facts: SiteFacts,
    shifts: Sequence[Shift],
    keys: dict[tuple[int, int], str],
    *,
    now: bool,
) -> tuple[AreaShape, ...]:
    made = []
    for area in facts.areas.at_level("kelurahan"):
        here = [shift for shift in shifts if shift.area_code == area.code]
        days = [day for shift in here if (day := shift.now if now else shift.was) is not None]
        first = min(days, default=None)
        key = keys[first.year, first.month] if first else _OPEN.key if here else _NONE.key
        label = day_words(first) if first else say(_OPEN.label if here else _NONE.label)
        if area.code in facts.cells:
            made.append(
                AreaShape(
                    code=area.code,
                    name=area.name,
                    geometry=facts.cells[area.code],
                    style_key=key,
                    label=label,
                    lines=tuple(_line(shift) for shift in here),
                    href=f"kelurahan/{area.code}.html",
                    group=facts.areas.kecamatan_of(area.code).name,
                )
            )
    return tuple(made)


def _line(shift: Shift) -> str:
    now = say("belum ada tanggal") if shift.now is None else day_words(shift.now)
    return say(
        "%(tempat)s. Dulu %(dulu)s. Kini %(kini)s.",
        tempat=shift.place,
        dulu=day_words(shift.was),
        kini=now,
    )


def _now(course: Course) -> date | None:
    return (
        course.slot.day
        if course.announcement in (Announcement.CONFIRMED, Announcement.TENTATIVE)
        else None
    )
