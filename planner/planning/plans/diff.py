"""What one plan changes against another, above all against the one people were last told of."""

from __future__ import annotations

from collections.abc import Mapping

from planner.domain.plans import Plan, PlanDiff, PlanEntry, PlanMove
from planner.domain.visits import Visit
from planner.domain.vocabulary import VisitState


def diff_plans(before: Plan | None, after: Plan, visits: Mapping[str, Visit]) -> PlanDiff:
    """Return every visit of either plan with its place in both.

    Any two plans can be compared: two drafts, a draft and a published plan, two published
    ones. Visits that have ended are history and left out. So are scheduled visits of the
    plan before on days that the plan after does not cover: it does not touch them. A visit
    cut out of a longer one takes its area from the visit it was cut from. The result is in
    the order of the new days, what was dropped last.
    """
    old = {} if before is None else _open_entries(before, visits)
    new = {entry.visit_id: entry for entry in after.entries}
    moves = []
    for visit_id, entry in {**old, **new}.items():
        if visit_id not in new and _beyond(entry, after, visits.get(visit_id)):
            continue
        visit = visits.get(visit_id) or visits.get(entry.split_from or visit_id)
        if visit is None:
            continue
        moves.append(
            PlanMove(
                visit_id=visit_id,
                people=entry.people,
                area_code=visit.request.area_code,
                private=visit.private,
                before=old.get(visit_id),
                after=new.get(visit_id),
            )
        )
    return PlanDiff(moves=tuple(sorted(moves, key=_order)))


def _open_entries(plan: Plan, visits: Mapping[str, Visit]) -> dict[str, PlanEntry]:
    """Return the entries of visits that go on, or that no publication has begun yet."""
    return {
        entry.visit_id: entry
        for entry in plan.entries
        if entry.visit_id not in visits or not visits[entry.visit_id].state.ended
    }


def _beyond(entry: PlanEntry, plan: Plan, visit: Visit | None) -> bool:
    stays = visit is None or visit.state is VisitState.SCHEDULED
    return stays and not plan.first_day <= entry.day <= plan.last_day


def _order(move: PlanMove) -> tuple[object, ...]:
    entry = move.entry
    return (move.after is None, entry.day, entry.start_min, move.visit_id)
