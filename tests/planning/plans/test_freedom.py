"""How much a new plan may change of what people were told: nothing, hours, so many promises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from planner.domain.plans import Plan
from planner.domain.visits import Visit
from planner.planning.plans.drafting import DraftHeader, to_draft
from planner.planning.plans.freedom import ONLY_NEW, Leeway, held_in
from planner.planning.plans.publishing import published_changes
from planner.planning.plans.tour_problem import plan_tours
from planner.planning.plans.verify import problems_of
from routes import Freedom, Solution, solve
from tests.builders import make_request, make_unit, make_visit
from tests.planning.plans.test_tours import FIRST, LAST, TRAVEL, fleet, knowledge

ONE = fleet(make_unit())


def promised() -> list[Visit]:
    """Return two visits that take up a working day each."""
    spans = {"start_min": 8 * 60, "end_min": 15 * 60, "firm": True}
    limits = to_limits()
    return [
        make_visit(make_request("P-1", people=20), day=FIRST, limits=limits, **spans),
        make_visit(make_request("P-2", people=20), day=date(2021, 9, 3), limits=limits, **spans),
    ]


def to_limits() -> object:
    """Return the limits of the first day, as a published visit carries them."""
    asked = make_visit(make_request("P-0", people=20))
    tours = plan_tours([asked], knowledge(), ONE, first_day=FIRST, last_day=FIRST)
    return tours.sessions[asked.id].limits


def bride() -> Visit:
    """Return a visit whose day is the first one and cannot be moved."""
    return make_visit(make_request("N-1", people=40, fixed_day=FIRST))


def drafted(visits: Sequence[Visit], leeway: Leeway) -> Plan:
    tours = plan_tours(visits, knowledge(), ONE, first_day=FIRST, last_day=LAST, leeway=leeway)
    header = DraftHeader(firm_until=None, based_on=1)
    solution: Solution = solve(tours.problem, steps=40)
    return to_draft(tours, solution, knowledge(), header, TRAVEL)


def moved(plan: Plan, visits: Sequence[Visit]) -> set[str]:
    """Return the promised visits that stand on another day or unit, or nowhere."""
    places = {entry.visit_id: (entry.day, entry.unit_id) for entry in plan.entries}
    dated = [visit for visit in visits if visit.day is not None]
    return {visit.id for visit in dated if places.get(visit.id) != (visit.day, visit.unit_id)}


def exact(plan: Plan, visits: Sequence[Visit]) -> bool:
    places = {e.visit_id: (e.day, e.unit_id, e.start_min) for e in plan.entries}
    dated = [visit for visit in visits if visit.day is not None]
    return all(places.get(v.id) == (v.day, v.unit_id, v.start_min) for v in dated)


def test_only_what_is_new_is_fitted_in_unless_more_is_allowed() -> None:
    visits = [*promised(), bride()]
    plan = drafted(visits, ONLY_NEW)
    assert exact(plan, visits)
    assert all(entry.kept for entry in plan.entries if entry.visit_id != bride().id)


def test_everything_may_move_where_it_is_allowed_and_pays_off() -> None:
    visits = [*promised(), bride()]
    plan = drafted(visits, Leeway(freedom=Freedom.ALL))
    placed = {entry.visit_id for entry in plan.entries}
    assert bride().id in placed
    assert promised()[0].id in moved(plan, visits)
    assert {visit.id for visit in visits} <= placed
    elsewhere = next(e for e in plan.entries if e.visit_id == promised()[0].id)
    assert not elsewhere.kept
    by_id = {visit.id: visit for visit in visits}
    assert problems_of(plan, by_id, knowledge(), ONE.units) == []
    kinds = {c.event.kind.value for c in published_changes(plan, by_id, knowledge())}
    assert "moved" in kinds


def test_unit_and_day_stay_where_only_hours_may_change() -> None:
    visits = [*promised(), bride()]
    plan = drafted(visits, Leeway(freedom=Freedom.KEEP_UNIT_AND_DAY))
    assert moved(plan, visits) == set()


@pytest.mark.parametrize(
    "leeway",
    [
        Leeway(freedom=Freedom.ALL, frozen_until=FIRST),
        Leeway(freedom=Freedom.ALL, change_budget=0),
        Leeway(freedom=Freedom.ALL, held=frozenset({promised()[0].id})),
    ],
)
def test_what_is_frozen_held_or_out_of_budget_stays(leeway: Leeway) -> None:
    visits = [*promised(), bride()]
    plan = drafted(visits, leeway)
    assert promised()[0].id not in moved(plan, visits)


def test_nothing_is_moved_into_frozen_days() -> None:
    late = replace(promised()[1], day=date(2021, 9, 6))
    frozen = date(2021, 9, 3)
    plan = drafted([late], Leeway(freedom=Freedom.ALL, frozen_until=frozen))
    assert all(entry.day > frozen for entry in plan.entries)


def test_pins_of_a_draft_are_held() -> None:
    plan = drafted(promised(), ONLY_NEW)
    pinned = replace(plan.entries[0], pinned=True)
    assert held_in(replace(plan, entries=(pinned, *plan.entries[1:]))) == {pinned.visit_id}


def test_promises_of_a_unit_that_is_lost_look_for_another_place() -> None:
    lost = replace(promised()[0], unit_id="unit-7")
    plan = drafted([lost, promised()[1]], ONLY_NEW)
    placed = {entry.visit_id: entry for entry in plan.entries}
    assert placed[lost.id].unit_id == "unit-1"
    assert not placed[lost.id].kept
    assert placed[promised()[1].id].kept


def test_a_lost_promise_without_any_day_is_told() -> None:
    fixed = replace(promised()[0].request, fixed_day=date(2021, 9, 4))
    lost = replace(promised()[0], unit_id="unit-7", request=fixed)
    plan = drafted([lost], ONLY_NEW)
    assert [(out.visit_id, out.code) for out in plan.left_out] == [(lost.id, "no_unit")]
    assert "tidak dipakai" in plan.left_out[0].sentence
