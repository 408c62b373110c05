"""What the pages of officers, the rota and a crew's sheet show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.actions.crews.make_rota import RotaLook
from planner.actions.saving.office_state import OfficeState
from planner.domain.code_words import SERVICES
from planner.domain.crews import Leave, LeaveReason, Officer, Skill
from planner.domain.decisions import Limits
from planner.domain.fleet import Unit
from planner.domain.indonesian import clock_words, span_words
from planner.domain.vocabulary import Service
from planner.planning.crews.crew_sheet import CrewStop
from planner.planning.crews.rota import RotaDay
from planner.public.shared.public_words import EVIDENCE, condition_words, limit_words
from planner.rules.record_base import Dated
from planner.web.shell.links import Links
from planner.web.shell.words import service_words

SKILLS: Final = {Skill.RECORDING: "Merekam KTP", Skill.DRIVING: "Mengemudi"}
REASONS: Final = {
    LeaveReason.LEAVE: "Cuti",
    LeaveReason.SICK: "Sakit",
    LeaveReason.DUTY: "Tugas lain",
    LeaveReason.OTHER: "Lainnya",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerLine:
    """One officer with the times away that have not ended."""

    officer: Officer
    can: str
    leaves: tuple[Leave, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaCell:
    """Who is at one place; ``sheet`` is the address of the crew's sheet, empty for the office."""

    title: str
    names: tuple[str, ...]
    drives: bool
    sheet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaLine:
    """One day of the rota; ``share`` says how many may work, ``basis`` why, by rule id.

    ``support`` says how well the basis is known, ``swaps`` whether people may change places.
    """

    day: date
    share: str
    assumed: bool
    support: str
    basis: tuple[str, ...]
    cells: tuple[RotaCell, ...]
    made: bool
    swaps: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisLine:
    """A rule behind a share; ``href`` is empty where it has no page."""

    id: str
    title: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StopLine:
    """One stop on a crew's sheet."""

    when: str
    title: str
    detail: str
    limits: tuple[str, ...]


def officer_lines(
    officers: Iterable[Officer], leaves: Iterable[Leave], today: date
) -> list[OfficerLine]:
    """Return those who work here by name, with leave that goes on or is to come."""
    open_leaves = [leave for leave in leaves if today <= _last_of(leave)]
    return [
        OfficerLine(
            officer=officer,
            can=skill_words(officer),
            leaves=tuple(leave for leave in open_leaves if leave.officer_id == officer.id),
        )
        for officer in sorted(officers, key=lambda each: (each.name.casefold(), each.id))
        if officer.works_on(today)
    ]


def _last_of(leave: Leave) -> date:
    """Return the last day that matters of a leave; one that never began is long over."""
    if leave.back_on is None:
        return leave.last_day
    return date.min if leave.back_on == leave.first_day else leave.back_on


def skill_words(officer: Officer) -> str:
    """Return what an officer can do besides the paper work, as people read it."""
    return ", ".join(SKILLS[skill].lower().replace("ktp", "KTP") for skill in officer.skills)


def away_words(leave: Leave) -> str:
    """Return when somebody is away, without the reason."""
    away = span_words(leave.first_day, leave.last_day)
    return (
        away if leave.back_on is None else f"{away}, masuk lagi {span_words(*[leave.back_on] * 2)}"
    )


def rota_lines(look: RotaLook, today: date, link: Links) -> list[RotaLine]:
    """Return the days of the rota, each with its units in one order and the office last."""
    units = shown_units(look)
    names = {officer.id: officer.name for officer in look.staff.officers}
    lines = []
    for day in look.days:
        crews = {entry.unit_id: entry.officer_ids for entry in look.entries.get(day.day, ())}
        there = {unit.id for unit in day.units}
        cells = [
            RotaCell(
                title=unit.name,
                names=_names(crews.get(unit.id, ()), names),
                drives=unit.id in there,
                sheet=link("crew_sheet", unit.id, day.day),
            )
            for unit in units
        ]
        office = RotaCell(
            title="Kantor", names=_names(crews.get(None, ()), names), drives=day.office
        )
        lines.append(
            RotaLine(
                day=day.day,
                share=share_words(day, look),
                assumed=day.assumed,
                support=EVIDENCE[day.share.evidence] if day.share.rule_ids else "",
                basis=day.share.rule_ids,
                cells=(*cells, office),
                made=day.day in look.entries,
                swaps=day.day in look.entries and day.day >= today,
            )
        )
    return lines


def swap_choices(look: RotaLook, day: date) -> list[tuple[str, str, bool]]:
    """Return whom a day's form offers: id, name with their place that day, whether they work.

    Those who work come first, by place; then those who are free, then those who are away.
    """
    units = {unit.id: unit.name for unit in look.state.units}
    order = list(look.entries.get(day, ()))
    places = {name: at for at, entry in enumerate(order) for name in entry.officer_ids}
    choices = []
    for officer in look.staff.on(day):
        at = places.get(officer.id)
        away = look.staff.away(officer.id, day) is not None
        where = "tidak masuk" if away else "bebas"
        if at is not None:
            unit_id = order[at].unit_id
            where = "Kantor" if unit_id is None else units.get(unit_id, unit_id)
        rank = (at is None, away, at or 0, officer.name.casefold())
        choices.append((rank, (officer.id, f"{officer.name}, {where}", at is not None)))
    return [choice for _, choice in sorted(choices)]


def shown_units(look: RotaLook) -> list[Unit]:
    """Return the units that drive, or have a crew, on one of the days."""
    wanted = {unit.id for day in look.days for unit in day.units}
    wanted |= {
        entry.unit_id for entries in look.entries.values() for entry in entries if entry.unit_id
    }
    return [unit for unit in look.state.units if unit.id in wanted]


def _names(ids: Iterable[str], names: dict[str, str]) -> tuple[str, ...]:
    return tuple(names.get(each, each) for each in ids)


def share_words(day: RotaDay, look: RotaLook) -> str:
    """Return how much of the staff may work that day."""
    everybody = len(look.staff.on(day.day))
    if day.percent is None:
        return "Semua boleh masuk"
    return f"{day.percent} persen: {look.staff.may_work(day)} dari {everybody} petugas"


def basis_lines(state: OfficeState, ids: Iterable[str], link: Links) -> list[BasisLine]:
    """Return the rules behind ``ids``, each once, in order."""
    lines = []
    for rule_id in dict.fromkeys(ids):
        record = state.book.find(rule_id)
        paged = isinstance(record, Dated)
        lines.append(
            BasisLine(
                id=rule_id,
                title=rule_id if record is None else record.title,
                href=link("rule", rule_id) if paged else "",
            )
        )
    return lines


def crew_lines(look: RotaLook, unit_id: str, day: date) -> list[tuple[str, str]]:
    """Return who goes with a unit on ``day``, each with what they can do."""
    officers = {officer.id: officer for officer in look.staff.officers}
    crew = [
        officers[name]
        for entry in look.entries.get(day, ())
        if entry.unit_id == unit_id
        for name in entry.officer_ids
    ]
    return [(officer.name, skill_words(officer)) for officer in crew]


def stop_lines(stops: Iterable[CrewStop], state: OfficeState) -> list[StopLine]:
    """Return the stops of a crew; a home is told by its times alone."""
    return [
        StopLine(
            when=f"{clock_words(stop.start_min)}-{clock_words(stop.end_min)}",
            title="Kunjungan rumah" if stop.private else stop.place,
            detail=""
            if stop.private
            else f"{state.areas.get(stop.area_code).name}. {stop.people} orang. "
            f"{service_words(stop.services)}",
            limits=tuple(limit_words(stop.limits)),
        )
        for stop in stops
    ]


def bring_lines(unit: Unit, stops: Iterable[CrewStop]) -> list[str]:
    """Return what the crew takes along: for what is asked at its stops, all of it for homes."""
    everyone = tuple(stops)
    asked = {service for stop in everyone for service in stop.services}
    if any(stop.private for stop in everyone):
        asked = set(unit.services)
    papers = [SERVICES[s] for s in Service if s in asked and s not in _MACHINES]
    lines = [words.format(sets=unit.recording_sets) for s, words in _MACHINES.items() if s in asked]
    if papers:
        lines.append(f"Formulir dan blangko: {', '.join(papers)}")
    codes = dict.fromkeys(code for stop in everyone for code in _required(stop.limits))
    if codes:
        lines.append(f"Syarat aturan: {', '.join(condition_words(code) for code in codes)}")
    return lines


_MACHINES: Final = {
    Service.KTP_RECORDING: "Alat rekam KTP: {sets} set",
    Service.KTP_PRINT: "Alat cetak KTP dan blangko KTP",
}


def _required(limits: Limits) -> tuple[str, ...]:
    return limits.requires
