"""A coordinator looks at a draft: where a visit could stand, and what an edit would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.actions.plans.draft_plan import LONGEST_PLAN_DAYS
from planner.actions.plans.edit_draft import Edit, edited
from planner.actions.plans.planning_facts import bench_of, draft_of
from planner.actions.saving.desk import Act, Desk
from planner.actions.saving.world import World, load_world
from planner.domain.decisions import Decision
from planner.domain.errors import BadInput
from planner.domain.plans import LeftOut, Plan, PlanEntry
from planner.domain.visits import Visit
from planner.planning.plans.diff import diff_plans
from planner.planning.plans.editing import Bench, with_newcomer
from planner.planning.plans.later_openings import later_place
from planner.planning.plans.openings import Cell, Slot, cells_of, found_in, slots_of
from planner.planning.plans.tour_problem import plan_tours
from planner.planning.plans.warnings import warnings_of
from planner.rules import decide

#: Visits of a tray whose figures are reckoned when a board is shown.
MOST_LOOKED: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLook:
    """One visit of a draft: where it stands, where else it could, and what the rules say.

    ``later`` is a free place on the days after the draft, ``decision`` the rules' answer for
    the day it stands on (None: it has none).
    """

    plan: Plan
    visit: Visit
    item: PlanEntry | LeftOut
    cells: tuple[Cell, ...]
    slots: tuple[Slot, ...]
    later: Cell | None
    decision: Decision | None
    units: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditLook:
    """A draft before and after an edit that was not saved, with what to think of first."""

    before: Plan
    after: Plan
    warnings: tuple[str, ...]
    moved: int


def look_at_visit(desk: Desk, act: Act, plan_id: int, visit_id: str) -> VisitLook:
    """Return what a coordinator should know of one visit of the draft ``plan_id``.

    Raises
    ------
    NotFound
        There is no such plan, or it knows no such visit.
    NotPublishable
        It is no draft any more.
    """
    world = _world(desk)
    plan = draft_of(desk, world, plan_id)
    bench = bench_of(desk, act, world, plan.scenario)
    plan = with_newcomer(plan, visit_id, bench)
    item = found_in(plan, visit_id)
    visit = bench.visit_of(item)
    cells = cells_of(plan, visit_id, bench)
    placed = isinstance(item, PlanEntry)
    return VisitLook(
        plan=plan,
        visit=visit,
        item=item,
        cells=cells,
        slots=_slots(plan, visit_id, bench, cells),
        later=None if placed else _later(plan, visit_id, bench),
        decision=_decision(item, visit, bench) if isinstance(item, PlanEntry) else None,
        units={unit.id: unit.name for unit in bench.fleet.units},
    )


def look_at_edit(desk: Desk, act: Act, plan_id: int, edit: Edit) -> EditLook:
    """Return what ``edit`` would do to the draft ``plan_id``; nothing is saved.

    Raises
    ------
    NotFound, NotPublishable, BadInput
        As :func:`planner.actions.plans.edit_draft.edit_draft` would.
    """
    world = _world(desk)
    plan = draft_of(desk, world, plan_id)
    bench = bench_of(desk, act, world, plan.scenario)
    after = edited(plan, edit, bench)
    moves = diff_plans(plan, after, world.visits).felt
    return EditLook(
        before=plan,
        after=after,
        warnings=warnings_of(plan, after, edit.visit_id, bench),
        moved=len(moves),
    )


def look_at_tray(
    desk: Desk, act: Act, plan: Plan, world: World
) -> dict[str, tuple[int, tuple[Cell, ...]]]:
    """Return people and cells of what ``plan`` has left out, by visit; at most ``MOST_LOOKED``.

    Nothing comes back where the draft assumes units that are no longer there.
    """
    try:
        bench = bench_of(desk, act, world, plan.scenario)
    except BadInput:
        return {}
    known = [out for out in plan.left_out if (out.split_from or out.visit_id) in world.visits]
    return {
        out.visit_id: (
            out.people or bench.visit_of(out).people,
            cells_of(plan, out.visit_id, bench),
        )
        for out in known[:MOST_LOOKED]
    }


def _world(desk: Desk) -> World:
    with desk.database.reading() as store:
        return load_world(store, desk.areas)


def _slots(plan: Plan, visit_id: str, bench: Bench, cells: Sequence[Cell]) -> tuple[Slot, ...]:
    tours = plan_tours(
        tuple(bench.visits.values()),
        bench.known,
        bench.fleet,
        first_day=plan.first_day,
        last_day=plan.last_day,
    )
    return slots_of(plan, visit_id, bench, tours, cells)


def _later(plan: Plan, visit_id: str, bench: Bench) -> Cell | None:
    """Return a later place that a longer plan can still reach."""
    found = later_place(plan, visit_id, bench)
    fits = found is not None and _days(plan.first_day, found.day) <= LONGEST_PLAN_DAYS
    return found if fits else None


def _days(first: date, last: date) -> int:
    return (last - first).days + 1


def _decision(entry: PlanEntry, visit: Visit, bench: Bench) -> Decision:
    known = bench.known
    return decide(known.book, known.calendar, visit.ask, entry.day, as_of=known.as_of)
