"""A coordinator looks at a draft: where a visit could stand, and what an edit would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.actions.plans.draft_plan import LONGEST_PLAN_DAYS
from planner.actions.plans.edit_draft import Edit, edited
from planner.actions.plans.planning_facts import draft_of, planning_context
from planner.actions.saving.office import Act, Office
from planner.actions.saving.office_state import OfficeState, load_state
from planner.domain.errors import BadInput
from planner.domain.plans import LeftOut, Plan, PlanEntry
from planner.domain.visits import Visit
from planner.planning.plans.diff import diff_plans, warnings_of
from planner.planning.plans.editing import PlanningContext, with_newcomer
from planner.planning.plans.later_openings import later_place
from planner.planning.plans.openings import Opening, UnitDay, cells_of, item_of, openings_of
from planner.planning.plans.tour_problem import plan_tours
from planner.rules import standing_words
from planner.rules.explaining import Explanation, explain

#: Visits without a place whose figures are reckoned when a board is shown.
MOST_LOOKED: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLook:
    """One visit of a draft: where it stands, where else it could, and what the rules say.

    ``later`` is a free place on the days after the draft, ``answer`` the rules' answer for
    the day it stands on with the way to it (None: it has no day), ``assumed`` what must be said
    of it where it rests on a policy the office has not made its own.
    """

    plan: Plan
    visit: Visit
    item: PlanEntry | LeftOut
    cells: tuple[UnitDay, ...]
    slots: tuple[Opening, ...]
    later: UnitDay | None
    answer: Explanation | None
    assumed: str
    units: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditLook:
    """A draft before and after an edit that was not saved, with what to think of first."""

    before: Plan
    after: Plan
    warnings: tuple[str, ...]
    moved: int


def look_at_visit(office: Office, act: Act, plan_id: int, visit_id: str) -> VisitLook:
    """Return what a coordinator should know of one visit of the draft ``plan_id``.

    Raises
    ------
    NotFound
        There is no such plan, or it knows no such visit.
    NotPublishable
        It is no draft any more.
    """
    state = _state(office)
    plan = draft_of(office, state, plan_id)
    context = planning_context(office, act, state, plan.scenario)
    plan = with_newcomer(plan, visit_id, context)
    item = item_of(plan, visit_id)
    visit = context.visit_of(item)
    cells = cells_of(plan, visit_id, context)
    placed = isinstance(item, PlanEntry)
    answer = _answer(item, visit, context) if isinstance(item, PlanEntry) else None
    return VisitLook(
        plan=plan,
        visit=visit,
        item=item,
        cells=cells,
        slots=_slots(plan, visit_id, context, cells),
        later=None if placed else _later(plan, visit_id, context),
        answer=answer,
        assumed="" if answer is None else _assumed(answer, context),
        units={unit.id: unit.name for unit in context.fleet.units},
    )


def look_at_edit(office: Office, act: Act, plan_id: int, edit: Edit) -> EditLook:
    """Return what ``edit`` would do to the draft ``plan_id``; nothing is saved.

    Raises
    ------
    NotFound, NotPublishable, BadInput
        As :func:`planner.actions.plans.edit_draft.edit_draft` would.
    """
    state = _state(office)
    plan = draft_of(office, state, plan_id)
    context = planning_context(office, act, state, plan.scenario)
    after = edited(plan, edit, context)
    moves = diff_plans(plan, after, state.visits).felt
    return EditLook(
        before=plan,
        after=after,
        warnings=warnings_of(plan, after, edit.visit_id, context),
        moved=len(moves),
    )


def look_at_unscheduled(
    office: Office, act: Act, plan: Plan, state: OfficeState
) -> dict[str, tuple[int, tuple[UnitDay, ...]]]:
    """Return people and cells of what ``plan`` has left out, by visit; at most ``MOST_LOOKED``.

    Nothing comes back where the draft assumes units that are no longer there.
    """
    try:
        context = planning_context(office, act, state, plan.scenario)
    except BadInput:
        return {}
    outs = [out for out in plan.left_out if (out.split_from or out.visit_id) in state.visits]
    return {
        out.visit_id: (
            out.people or context.visit_of(out).people,
            cells_of(plan, out.visit_id, context),
        )
        for out in outs[:MOST_LOOKED]
    }


def _state(office: Office) -> OfficeState:
    with office.database.reading() as store:
        return load_state(store, office.areas)


def _slots(
    plan: Plan, visit_id: str, context: PlanningContext, cells: Sequence[UnitDay]
) -> tuple[Opening, ...]:
    tours = plan_tours(
        tuple(context.visits.values()),
        context.knowledge,
        context.fleet,
        first_day=plan.first_day,
        last_day=plan.last_day,
    )
    return openings_of(plan, visit_id, context, tours, cells)


def _later(plan: Plan, visit_id: str, context: PlanningContext) -> UnitDay | None:
    """Return a later place that a longer plan can still reach."""
    cell = later_place(plan, visit_id, context)
    fits = cell is not None and _days(plan.first_day, cell.day) <= LONGEST_PLAN_DAYS
    return cell if fits else None


def _days(first: date, last: date) -> int:
    return (last - first).days + 1


def _answer(entry: PlanEntry, visit: Visit, context: PlanningContext) -> Explanation:
    knowledge = context.knowledge
    return explain(knowledge.book, knowledge.calendar, visit.ask, entry.day, as_of=knowledge.as_of)


def _assumed(answer: Explanation, context: PlanningContext) -> str:
    book, as_of = context.knowledge.book, context.knowledge.as_of
    return standing_words(book, answer.decision.rule_ids, as_of=as_of)
