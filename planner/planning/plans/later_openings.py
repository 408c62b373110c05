"""Room for a visit beyond the days of a draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from planner.domain.errors import PlannerError
from planner.domain.plans import LeftOut, Plan, PlanEntry
from planner.planning.plans.editing import Place, PlanningContext, add
from planner.planning.plans.openings import UnitDay, cells_of, item_of
from planner.planning.plans.sessions_to_place import pinned_sessions

#: Days after a plan's last one that are looked at for room.
LOOK_AHEAD: Final = 14
#: Free places that are tried out before none is named.
TRIED: Final = 6


def later_place(plan: Plan, visit_id: str, context: PlanningContext) -> UnitDay | None:
    """Return the first place on the days after ``plan`` that is free beside what is published.

    None: there is none within ``LOOK_AHEAD`` days.
    """
    item = item_of(plan, visit_id)
    out = (
        item
        if isinstance(item, LeftOut)
        else LeftOut(
            visit_id=visit_id, code="", sentence="", people=item.people, split_from=item.split_from
        )
    )
    first, last = plan.last_day + timedelta(1), plan.last_day + timedelta(LOOK_AHEAD)
    stage = replace(
        plan,
        first_day=first,
        last_day=last,
        left_out=(out,),
        entries=tuple(
            PlanEntry(
                visit_id=session.id,
                unit_id=session.visit.unit_id or "",
                day=session.visit.day or first,
                start_min=session.visit.start_min or 0,
                end_min=session.visit.end_min or 0,
                people=session.people,
                firm=session.visit.firm,
                limits=session.limits,
                kept=True,
            )
            for session in pinned_sessions(context.visits.values(), first, last)
        ),
    )
    free = [cell for cell in cells_of(stage, visit_id, context) if cell.code == "free"]
    return next((cell for cell in free[:TRIED] if _takes(stage, visit_id, cell, context)), None)


def _takes(stage: Plan, visit_id: str, cell: UnitDay, context: PlanningContext) -> bool:
    """Return whether the visit passes all checks there; what is offered was tried out."""
    place = Place(day=cell.day, unit_id=cell.unit_id, start_min=cell.start_min)
    try:
        add(stage, visit_id, place, context)
    except PlannerError:
        return False
    return True
