"""Several plans side by side: drafts as what-ifs, a draft and what is published, two versions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Query, Response
from pydantic import Field

from planner.actions.saving.office_state import OfficeState
from planner.domain.indonesian import span_words
from planner.domain.plans import Plan, PlanDiff
from planner.domain.vocabulary import PlanState
from planner.planning.plans.diff import diff_plans
from planner.web.plans.tour_table import TourRow, tour_rows
from planner.web.plans.views import plan_view
from planner.web.shell.access import Clearance, needs
from planner.web.shell.context import Here


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One plan of a comparison; ``tours`` are its units' days."""

    plan: Plan
    name: str
    span: str
    title: str
    tours: tuple[TourRow, ...]
    change: PlanDiff
    waits: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedFigure:
    """One figure of all plans, in the order of the columns."""

    name: str
    values: tuple[str, ...]


def plan_name(plan: Plan) -> str:
    """Return how a plan is called: its number once published, its what-if's title before."""
    if plan.number is not None:
        return f"Rencana {plan.number}"
    return f"Draf {plan.id}"


def column(
    plan: Plan, published: Plan | None, tours: tuple[TourRow, ...], state: OfficeState
) -> Column:
    """Return what a comparison needs of ``plan``; changes are against ``told``."""
    waits = []
    for entry in plan.entries:
        visit = state.visits.get(entry.split_from or entry.visit_id)
        if visit is not None:
            waits.append(((entry.day - visit.request.requested_on).days, entry.people))
    return Column(
        plan=plan,
        name=plan_name(plan),
        span=span_words(plan.first_day, plan.last_day),
        title=plan.scenario.title,
        tours=tours,
        change=diff_plans(published, plan, state.visits),
        waits=tuple(waits),
    )


def lines(columns: Sequence[Column], state: OfficeState) -> tuple[ComparedFigure, ...]:
    """Return the figures of the plans, those about people first."""
    kelurahan = len(state.areas.at_level("kelurahan"))
    figures: tuple[tuple[str, Callable[[Column], str]], ...] = (
        ("Orang dilayani", lambda c: f"{sum(people for _, people in c.waits)}"),
        ("Kelurahan didatangi", lambda c: f"{len(people_by_area(c.plan, state))} dari {kelurahan}"),
        ("Kunjungan terjadwal", lambda c: f"{len(c.plan.entries)}"),
        ("Belum terjadwal", _left_out),
        ("Rata-rata lama menunggu", _mean_wait),
        ("Paling lama menunggu", lambda c: f"{max((d for d, _ in c.waits), default=0)} hari"),
        ("Pindah hari dari yang terbit", lambda c: _moved(c, "moved")),
        ("Jam atau unit berubah", lambda c: _moved(c, "retimed")),
        ("Tidak lagi dalam rencana", lambda c: _moved(c, "dropped")),
        ("Hari unit dipakai", lambda c: f"{len(c.tours)}"),
        ("Jarak, perkiraan", lambda c: f"{sum(t.km for t in c.tours):.0f} km"),
        ("Di jalan, perkiraan", lambda c: f"{sum(t.drive_min for t in c.tours) // 60} jam"),
        ("Biaya rencana", lambda c: _cost(c.plan)),
    )
    return tuple(
        ComparedFigure(name=name, values=tuple(figure(each) for each in columns))
        for name, figure in figures
    )


def people_by_area(plan: Plan, state: OfficeState) -> dict[str, int]:
    """Return the people that ``plan`` serves by kelurahan code, homes aside."""
    people: dict[str, int] = {}
    for entry in plan.entries:
        visit = state.visits.get(entry.split_from or entry.visit_id)
        if visit is not None and not visit.private:
            code = visit.request.area_code
            people[code] = people.get(code, 0) + entry.people
    return people


def area_lines(columns: Sequence[Column], state: OfficeState) -> tuple[ComparedFigure, ...]:
    """Return the people served by kelurahan in each plan; kelurahan of no plan are left out."""
    each = [people_by_area(one.plan, state) for one in columns]
    codes = {code for people in each for code in people}
    names = {code: state.areas.get(code).name for code in codes}
    return tuple(
        ComparedFigure(name=names[code], values=tuple(str(people.get(code, 0)) for people in each))
        for code in sorted(codes, key=names.__getitem__)
    )


def same_days(columns: Sequence[Column]) -> bool:
    """Return whether all plans cover the same days, so that their figures can be compared."""
    spans: set[tuple[date, date]] = {(c.plan.first_day, c.plan.last_day) for c in columns}
    return len(spans) < 2


def _cost(plan: Plan) -> str:
    return "belum dihitung" if plan.cost.total is None else str(plan.cost.total)


def _left_out(one: Column) -> str:
    people = sum(out.people for out in one.plan.left_out)
    return f"{len(one.plan.left_out)} ({people} orang)" if people else f"{len(one.plan.left_out)}"


def _mean_wait(one: Column) -> str:
    people = sum(people for _, people in one.waits)
    return f"{sum(d * people for d, people in one.waits) / people:.0f} hari" if people else "-"


def _moved(one: Column, kind: str) -> str:
    moves = one.change.of_kind(kind)
    return f"{len(moves)} ({one.change.people(kind)} orang)" if moves else "0"


router = APIRouter(prefix="/kantor")

#: Plans that stand side by side at most, and those that can be chosen.
MOST: Final = 4
CHOICES: Final = 24

#: The id of a plan, as somebody may write it into an address.
Known = Annotated[int, Field(ge=0, le=2**53)]
Chosen = Annotated[list[Known] | None, Query(alias="r", max_length=50)]


@router.get("/bandingkan", name="compare")
@needs(Clearance.VIEWER)
def compare(here: Here, chosen: Chosen = None) -> Response:
    """Show the plans chosen side by side, and what the last changes against the first."""
    with here.reading() as now:
        plans, state = now.store.plans.list_plans(), now.state
        wanted = [now.store.plans.get_plan(n) for n in dict.fromkeys(chosen or ())]
    published = state.published
    shown = _shown(wanted, plans, published)
    columns = [
        column(plan, published, tour_rows(plan, state, here.office), state) for plan in shown
    ]
    changes = plan_view(shown[-1], shown[0], state).changes if len(shown) > 1 else ()
    offered = [plan for plan in plans if plan.state is not PlanState.DISCARDED][:CHOICES]
    return here.page(
        "papan/banding.html",
        columns=columns,
        lines=lines(columns, state),
        areas=area_lines(columns, state),
        same=same_days(columns),
        changes=changes,
        too_many=len(wanted) > MOST,
        offered=[(plan, plan_name(plan)) for plan in offered],
        ids={plan.id for plan in shown},
    )


def _shown(wanted: list[Plan], plans: tuple[Plan, ...], published: Plan | None) -> list[Plan]:
    """Return the plans to show: those wanted, or what is published and the newest drafts."""
    if len(wanted) > 1:
        return wanted[:MOST]
    first = [] if published is None else [published]
    if wanted:
        return [*(plan for plan in first if plan.id != wanted[0].id), *wanted]
    return [*first, *(plan for plan in plans if plan.state is PlanState.DRAFT)][:MOST]
