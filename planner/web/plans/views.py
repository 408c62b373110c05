"""What the coordinator's pages show of the office's data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.actions.saving.office_state import OfficeState
from planner.domain.indonesian import clock_words, day_words, short_day, span_words
from planner.domain.office import days_from
from planner.domain.plan_figures import PlanCost
from planner.domain.plans import Plan, PlanDiff, PlanEntry, PlanMove
from planner.domain.visits import Visit
from planner.domain.vocabulary import VisitState
from planner.planning.plans.backlog import waiting
from planner.planning.plans.diff import diff_plans
from planner.planning.plans.rollback import still_holds
from planner.public.shared.public_words import limit_words
from planner.rules.workdays import SATURDAY
from planner.web.shell.words import became

KINDS: Final = {
    "added": "Tanggal baru",
    "moved": "Pindah hari",
    "retimed": "Jam atau unit berubah",
    "dropped": "Tidak lagi dalam rencana",
    "kept": "Tetap",
}

#: The terms of a plan's cost under their words.
COSTS: Final[tuple[tuple[str, Callable[[PlanCost], int | None]], ...]] = (
    ("Tidak terlayani", lambda cost: cost.drop),
    ("Menunggu", lambda cost: cost.wait),
    ("Lewat tenggat", lambda cost: cost.late),
    ("Pemerataan kecamatan", lambda cost: cost.fair),
    ("Terlalu ramai", lambda cost: cost.surge),
    ("Perjalanan", lambda cost: cost.travel),
    ("Hari unit dipakai", lambda cost: cost.unit_days),
    ("Perubahan janji", lambda cost: cost.stability),
    ("Jumlah", lambda cost: cost.total),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A figure with its name."""

    value: str
    name: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One visit on the board; of a home no place. ``over``: what a place became that fell."""

    id: str
    hours: str
    title: str
    detail: str
    private: bool
    tentative: bool
    limits: str
    pinned: bool
    kept: bool
    was: str
    unit: str
    day: str
    over: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stall:
    """One unit on one day; ``day`` as files write it, ``unit_id`` for forms."""

    unit_id: str
    unit: str
    day: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardDay:
    """One day of the calendar with its units, in the order of the office's list."""

    id: str
    title: str
    stalls: tuple[Stall, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The days of one calendar week in a plan, with the units' cards."""

    title: str
    units: tuple[str, ...]
    days: tuple[BoardDay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffLine:
    """One visit that stands elsewhere than people were told."""

    title: str
    people: int
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutLine:
    """A visit without a place, with its reason and how long it has waited.

    ``visit`` is the saved visit it belongs to, "" where there is none any more.
    """

    id: str
    visit: str
    title: str
    waited: int
    people: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """A plan as the coordinator compares and publishes it."""

    id: int
    name: str
    span: str
    as_of: str
    firm: str
    tiles: tuple[Tile, ...]
    weeks: tuple[Week, ...]
    changes: tuple[tuple[str, tuple[DiffLine, ...]], ...]
    left_out: tuple[LeftOutLine, ...]
    costs: tuple[Tile, ...]


def office_tiles(state: OfficeState) -> tuple[Tile, ...]:
    """Return the office's standing in figures."""
    visits = state.visits.values()
    waits = waiting(visits)
    states = Counter(visit.state for visit in visits)
    unsure = sum(visit.unsure for visit in visits)
    return (
        Tile(value=str(states[VisitState.SCHEDULED]), name="Kunjungan terjadwal"),
        Tile(value=str(len(waits)), name="Menunggu tanggal atau dihentikan"),
        Tile(value=str(sum(visit.people for visit in waits)), name="Orang menunggu"),
        Tile(value=str(states[VisitState.SUSPENDED]), name="Dihentikan sementara"),
        Tile(value=str(unsure), name="Belum pasti, perlu keputusan"),
        Tile(value=str(states[VisitState.DONE]), name="Sudah selesai"),
    )


def plan_view(plan: Plan, before: Plan | None, state: OfficeState) -> PlanView:
    """Return ``plan`` with its difference to ``told``, what people knew before it."""
    compared = diff_plans(before, plan, state.visits)
    facts = plan.facts
    scheduled = len(plan.entries)
    tiles = (
        Tile(value=f"{scheduled} / {scheduled + len(plan.left_out)}", name="Kunjungan terjadwal"),
        Tile(value=str(len(plan.left_out)), name="Belum terjadwal", href="#belum"),
        Tile(value=f"{facts.served_people or 0:g}", name="Orang dilayani"),
        Tile(value=f"{facts.tours or 0:g}", name="Rute", href="#tabel"),
        Tile(value=f"{facts.km or 0:g} km", name="Perjalanan, perkiraan"),
        Tile(value=str(len(compared.of_kind("moved"))), name="Pindah hari", href="#beda"),
    )
    firm = (
        "tanpa batas akhir" if plan.firm_until is None else f"sampai {day_words(plan.firm_until)}"
    )
    return PlanView(
        id=plan.id,
        name=f"Draf {plan.id}" if plan.number is None else f"Rencana {plan.number}",
        span=span_words(plan.first_day, plan.last_day),
        as_of=day_words(plan.as_of),
        firm=firm,
        tiles=tiles,
        weeks=_weeks(plan, state, {m.visit_id: m for m in compared.moves}),
        changes=_changes(compared, state),
        left_out=tuple(_left_out(plan, state)),
        costs=tuple(Tile(value=str(term(plan.cost) or 0), name=word) for word, term in COSTS),
    )


def _changes(
    compared: PlanDiff, state: OfficeState
) -> tuple[tuple[str, tuple[DiffLine, ...]], ...]:
    """Return the changes under their words."""
    return tuple(
        (word, tuple(_diff_line(move, state) for move in compared.of_kind(kind)))
        for kind, word in KINDS.items()
    )


def _weeks(plan: Plan, state: OfficeState, moves: Mapping[str, PlanMove]) -> tuple[Week, ...]:
    used = {entry.day for entry in plan.entries}
    cells: dict[tuple[str, date], list[PlanEntry]] = {}
    for entry in plan.entries:
        cells.setdefault((entry.unit_id, entry.day), []).append(entry)
    weeks: dict[tuple[int, int], list[BoardDay]] = {}
    for day in days_from(plan.first_day, plan.last_day):
        if day in used or day.weekday() < SATURDAY:
            stalls = tuple(
                Stall(
                    unit_id=unit.id,
                    unit=unit.name,
                    day=day.isoformat(),
                    cards=tuple(
                        _card(plan, entry, state, moves.get(entry.visit_id))
                        for entry in _in_order(cells.get((unit.id, day), ()))
                    ),
                )
                for unit in state.units
            )
            made = BoardDay(id=day.isoformat(), title=short_day(day), stalls=stalls)
            weeks.setdefault(day.isocalendar()[:2], []).append(made)
    return tuple(_week(days, state) for days in weeks.values())


def _week(days: Sequence[BoardDay], state: OfficeState) -> Week:
    first, last = (date.fromisoformat(days[n].id) for n in (0, -1))
    return Week(
        title=span_words(first, last),
        units=tuple(unit.name for unit in state.units),
        days=tuple(days),
    )


def _in_order(entries: Iterable[PlanEntry]) -> list[PlanEntry]:
    return sorted(entries, key=lambda entry: entry.start_min)


def _card(plan: Plan, entry: PlanEntry, state: OfficeState, move: PlanMove | None) -> Card:
    visit = _visit(state.visits, entry.visit_id, entry.split_from)
    title, detail = names_of(visit, state)
    moved = move is not None and move.kind in ("moved", "retimed")
    return Card(
        id=entry.visit_id,
        hours=f"{clock_words(entry.start_min)}-{clock_words(entry.end_min)}",
        title=title,
        detail=f"{detail}, {entry.people} orang" if detail else f"{entry.people} orang",
        private=visit is not None and visit.private,
        tentative=not entry.firm,
        limits=" ".join(limit_words(entry.limits)),
        pinned=entry.pinned,
        kept=entry.kept,
        was=_slot(move.before) if move is not None and moved else "",
        unit=entry.unit_id,
        day=entry.day.isoformat(),
        over="" if still_holds(plan, entry, visit) else became(visit),
    )


def _visit(visits: Mapping[str, Visit], visit_id: str, parent: str | None) -> Visit | None:
    return visits.get(visit_id) or visits.get(parent or "")


def names_of(visit: Visit | None, state: OfficeState) -> tuple[str, str]:
    """Return how a visit and its kelurahan are called; a home has neither."""
    if visit is None:
        return "Sesi dari kunjungan yang dibagi", ""
    if visit.private:
        return "Kunjungan rumah", ""
    return visit.request.place, state.areas.get(visit.request.area_code).name


def _diff_line(move: PlanMove, state: OfficeState) -> DiffLine:
    parent = move.entry.split_from
    title, area = names_of(_visit(state.visits, move.visit_id, parent), state)
    return DiffLine(
        title=f"{title}, {area}" if area else title,
        people=move.people,
        before=_slot(move.before),
        after=_slot(move.after),
    )


def _slot(entry: PlanEntry | None) -> str:
    return "" if entry is None else f"{short_day(entry.day)}, {clock_words(entry.start_min)}"


def _left_out(plan: Plan, state: OfficeState) -> Iterable[LeftOutLine]:
    for out in plan.left_out:
        visit = _visit(state.visits, out.visit_id, out.split_from)
        title, area = names_of(visit, state)
        asked = plan.as_of if visit is None else visit.request.requested_on
        yield LeftOutLine(
            id=out.visit_id,
            visit="" if visit is None else visit.id,
            waited=(plan.as_of - asked).days,
            title=f"{title}, {area}" if area else title,
            people=out.people,
            sentence=out.sentence,
        )
