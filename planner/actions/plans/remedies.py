"""What would fit a visit in that a draft has left out: one change, tried out and checked.

Nothing is offered that was not tried: the visit was put in by the same edit that a coordinator
makes, with the same checks, in the draft itself or in the what-if that the change amounts to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from planner.actions.plans.draft_plan import LONGEST_PLAN_DAYS, DraftOrder
from planner.actions.plans.planning_facts import draft_of, planning_context
from planner.actions.saving.office import Act, Office
from planner.actions.saving.office_state import OfficeState, load_state
from planner.domain.errors import BadInput, PlannerError
from planner.domain.indonesian import clock_words, short_day
from planner.domain.plans import LeftOut, Plan, Scenario
from planner.planning.plans.editing import Place, PlanningContext, add
from planner.planning.plans.later_openings import later_place
from planner.planning.plans.openings import UnitDay, cells_of, item_of

#: Visits of a tray for which something is tried when a board is shown.
MOST_HELPED: Final = 10
#: Places, and lengthened days, that are tried for one visit.
TRIED: Final = 4
#: Minutes by which a day is lengthened at most, and in which steps.
LONGEST_STRETCH: Final = 120
STRETCH_STEP: Final = 15
#: The hours of a day that a scenario lengthens end here at the latest.
LAST_MIN: Final = 20 * 60
#: Days of the week whose hours say that they are working days.
_WEEKEND: Final = {5: "sat", 6: "sun"}


class StaleRemedy(PlannerError):
    """The draft changed since a remedy was shown; it may no longer fit the visit in."""

    code = "stale_remedy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """One change that fits a visit in.

    ``kind`` is add (a place that is free), longer_day (hours of ``day`` until ``until_min``, in a
    what-if) or longer_plan (days until ``day``). ``place`` is where the visit stands then.
    """

    kind: str
    visit_id: str
    day: date
    place: Place
    end_min: int
    until_min: int = 0


def remedies_of(
    office: Office,
    act: Act,
    plan: Plan,
    state: OfficeState,
    cells: Mapping[str, Sequence[UnitDay]],
) -> dict[str, Remedy]:
    """Return the least change for each visit that ``plan`` has left out, where one was found.

    ``cells`` are the places of each visit, as the tray has looked at them.
    """
    context = planning_context(office, act, state, plan.scenario)
    least = {}
    for name in [out.visit_id for out in plan.left_out if out.visit_id in cells][:MOST_HELPED]:
        remedy = _remedy(_Case(office, act, plan, state, context, name), cells[name])
        if remedy is not None:
            least[name] = remedy
    return least


def order_of(office: Office, act: Act, plan_id: int, wanted: tuple[str, str, date]) -> DraftOrder:
    """Return the what-if that a remedy amounts to; ``wanted`` is its kind, visit and day.

    Raises
    ------
    StaleRemedy
        The draft changed, and the remedy no longer fits the visit in.
    NotFound, NotPublishable
        There is no such draft or visit in it.
    """
    with office.database.reading() as store:
        state = load_state(store, office.areas)
    plan = draft_of(office, state, plan_id)
    kind, name, day = wanted
    context = planning_context(office, act, state, plan.scenario)
    case = _Case(office, act, plan, state, context, name)
    remedy = None
    if isinstance(item_of(plan, name), LeftOut):
        remedy = _remedy(case, cells_of(plan, name, context))
    if remedy is None or (remedy.kind, remedy.day) != (kind, day):
        raise StaleRemedy(
            "Draf berubah sejak saran ini dibuat, jadi saran ini tidak berlaku lagi. "
            "Lihat saran terbaru di papan."
        )
    scenario, last = plan.scenario, plan.last_day
    if kind == "longer_day":
        scenario = _longer(case, remedy.day, remedy.until_min)
    else:
        last = remedy.day
    return DraftOrder(
        first_day=max(plan.first_day, act.day), last_day=last, scenario=scenario, pins_of=plan_id
    )


@dataclass(frozen=True, slots=True)
class _Case:
    """One visit left out, with everything that trying needs."""

    office: Office
    act: Act
    plan: Plan
    state: OfficeState
    context: PlanningContext
    name: str


def _remedy(case: _Case, cells: Sequence[UnitDay]) -> Remedy | None:
    return _free(case, cells) or _longer_day(case, cells) or _longer_plan(case)


def _free(case: _Case, cells: Sequence[UnitDay]) -> Remedy | None:
    """Return the free place with the least driving that takes the visit."""
    free = sorted(
        (cell for cell in cells if cell.code == "free"),
        key=lambda cell: (cell.detour_min, cell.day, cell.unit_id),
    )
    return next((r for cell in free[:TRIED] if (r := _tried(case, case.context, cell))), None)


def _tried(case: _Case, context: PlanningContext, cell: UnitDay) -> Remedy | None:
    place = Place(day=cell.day, unit_id=cell.unit_id, start_min=cell.start_min)
    try:
        add(case.plan, case.name, place, context)
    except PlannerError:
        return None
    return Remedy(kind="add", visit_id=case.name, day=cell.day, place=place, end_min=cell.end_min)


def _longer_day(case: _Case, cells: Sequence[UnitDay]) -> Remedy | None:
    """Return the day that has to be lengthened least, in a what-if that was tried."""
    short = sorted(
        (cell for cell in cells if cell.code == "full" and _lacks(cell) <= LONGEST_STRETCH),
        key=lambda cell: (_lacks(cell), cell.day, cell.unit_id),
    )
    for cell in short[:TRIED]:
        known = case.context.knowledge
        hours = known.calendar.hours(cell.day, known.as_of)
        until = hours[-1][1] + -(-_lacks(cell) // STRETCH_STEP) * STRETCH_STEP if hours else 0
        if not hours or until > LAST_MIN:
            continue
        try:
            context = planning_context(
                case.office, case.act, case.state, _longer(case, cell.day, until)
            )
        except BadInput:
            return None
        narrow = replace(case.plan, first_day=cell.day, last_day=cell.day)
        then = [c for c in cells_of(narrow, case.name, context) if c.unit_id == cell.unit_id]
        remedy = _tried(case, context, then[0]) if then and then[0].code == "free" else None
        if remedy is not None:
            return replace(remedy, kind="longer_day", until_min=until)
    return None


def _lacks(cell: UnitDay) -> int:
    return cell.need_min - cell.free_min


def _longer(case: _Case, day: date, until_min: int) -> Scenario:
    """Return the draft's scenario with the working hours of one day lengthened."""
    known, assumed = case.context.knowledge, case.plan.scenario
    spans = [[_clock(a), _clock(b)] for a, b in known.calendar.hours(day, known.as_of)]
    spans[-1][1] = _clock(until_min)
    record: dict[str, object] = {
        "kind": "hours",
        "id": f"COBA-JAM-{day.isoformat()}-{until_min}",
        "title": f"Andai jam kerja {day.isoformat()} sampai {clock_words(until_min)}",
        "from": day.isoformat(),
        "to": day.isoformat(),
        "known_on": case.act.day.isoformat(),
        "mon_thu": spans,
        "fri": spans,
        **({_WEEKEND[day.weekday()]: spans} if day.weekday() in _WEEKEND else {}),
        "evidence": "synthetic",
    }
    title = f"jam kerja {short_day(day)} sampai {clock_words(until_min)}"
    return Scenario(title=title, units=assumed.units, records=(*assumed.records, record))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _longer_plan(case: _Case) -> Remedy | None:
    """Return the first free place on the days after the draft, if the plan may reach it."""
    cell = later_place(case.plan, case.name, case.context)
    if cell is None or (cell.day - case.plan.first_day).days >= LONGEST_PLAN_DAYS:
        return None
    place = Place(day=cell.day, unit_id=cell.unit_id, start_min=cell.start_min)
    return Remedy(
        kind="longer_plan", visit_id=case.name, day=cell.day, place=place, end_min=cell.end_min
    )
