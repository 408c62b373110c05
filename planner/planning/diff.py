"""What a plan changes against the plan people were last told of."""

from __future__ import annotations

from collections.abc import Mapping

from planner.domain.plans import Plan, PlanDiff, PlanEntry, PlanMove
from planner.domain.visits import Visit


def diff_plans(published: Plan | None, draft: Plan, visits: Mapping[str, Visit]) -> PlanDiff:
    """Return every visit of either plan with its place before and after.

    Visits that have ended are history and left out. A visit cut out of a longer one takes
    its area from the visit it was cut from. The result is in the order of the new days,
    what was dropped last.
    """
    before = {} if published is None else _open_entries(published, visits)
    after = {entry.visit_id: entry for entry in draft.entries}
    moves = []
    for visit_id, entry in {**before, **after}.items():
        known = visits[visit_id if visit_id in visits else entry.split_from or visit_id]
        moves.append(
            PlanMove(
                visit_id=visit_id,
                people=entry.people,
                area_code=known.request.area_code,
                private=known.private,
                before=before.get(visit_id),
                after=after.get(visit_id),
            )
        )
    return PlanDiff(moves=tuple(sorted(moves, key=_order)))


def _open_entries(plan: Plan, visits: Mapping[str, Visit]) -> dict[str, PlanEntry]:
    return {
        entry.visit_id: entry
        for entry in plan.entries
        if entry.visit_id in visits and not visits[entry.visit_id].state.ended
    }


def _order(move: PlanMove) -> tuple[object, ...]:
    entry = move.entry
    return (move.after is None, entry.day, entry.start_min, move.visit_id)
