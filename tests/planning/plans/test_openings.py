"""Where a visit could stand: what is called free passes an edit, what is not is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from planner.domain.errors import NotFound, PlannerError
from planner.domain.plans import LeftOut, Plan
from planner.domain.visits import Visit
from planner.domain.vocabulary import Service
from planner.planning.plans.diff import warnings_of
from planner.planning.plans.drafting import DraftHeader, to_draft
from planner.planning.plans.editing import Place, PlanningContext, add, move, remove
from planner.planning.plans.later_openings import later_place
from planner.planning.plans.openings import UnitDay, cells_of, most_free, openings_of
from planner.planning.plans.tour_problem import Tours, plan_tours
from routes import solve
from tests.builders import make_request, make_unit, make_visit
from tests.planning.plans.test_tours import FIRST, LAST, TRAVEL, fleet, knowledge

SPOTS = ((-6.9275, 106.9296), (-6.9105, 106.9215), (-6.9501, 106.9402), (-6.9333, 106.9011))


def waiting_visits(people: Sequence[int] = (20, 15, 18, 12)) -> list[Visit]:
    return [
        make_visit(make_request(f"P-{n}", people=count, lat=SPOTS[n % 4][0], lon=SPOTS[n % 4][1]))
        for n, count in enumerate(people)
    ]


def stage(visits: Sequence[Visit], *units: object) -> tuple[Plan, PlanningContext, Tours]:
    context = PlanningContext(
        visits={visit.id: visit for visit in visits}, knowledge=knowledge(), fleet=fleet(*units)
    )
    tours = plan_tours(visits, context.knowledge, context.fleet, first_day=FIRST, last_day=LAST)
    header = DraftHeader(firm_until=None, based_on=None)
    plan = to_draft(tours, solve(tours.problem, steps=5), context.knowledge, header, TRAVEL)
    return plan, context, tours


def place_of(cell: UnitDay) -> Place:
    return Place(day=cell.day, unit_id=cell.unit_id, start_min=cell.start_min)


def test_every_free_cell_takes_the_visit() -> None:
    plan, context, _ = stage(waiting_visits())
    checked = 0
    for entry in plan.entries:
        cells = cells_of(plan, entry.visit_id, context)
        assert [cell.code for cell in cells].count("here") == 1
        for cell in cells:
            if cell.code == "free":
                after = move(plan, entry.visit_id, place_of(cell), context)
                moved = next(e for e in after.entries if e.visit_id == entry.visit_id)
                assert (moved.start_min, moved.end_min) == (cell.start_min, cell.end_min)
                checked += 1
    assert checked > 10


def test_five_minutes_before_the_earliest_start_is_refused() -> None:
    plan, context, _ = stage(waiting_visits())
    entry = plan.entries[0]
    cells = [c for c in cells_of(plan, entry.visit_id, context) if c.code == "free"]
    for cell in cells:
        early = replace(place_of(cell), start_min=cell.start_min - 5)
        with pytest.raises(PlannerError):
            move(plan, entry.visit_id, early, context)


def test_a_weekend_and_a_missing_service_are_told_apart() -> None:
    visits = waiting_visits()
    asked = make_request("N-1", people=10, services=(Service.KTP_RECORDING, Service.KIA))
    plan, context, _ = stage(
        [*visits, make_visit(asked)],
        make_unit(),
        make_unit("unit-2", services=(Service.KTP_RECORDING,)),
    )
    mine = next(e for e in plan.entries if context.visits[e.visit_id].request.id == "N-1")
    cells = cells_of(plan, mine.visit_id, context)
    assert {c.code for c in cells if c.day.weekday() >= 5} == {"rule"}
    working = [c for c in cells if c.unit_id == "unit-2" and c.day.weekday() < 5]
    assert {c.code for c in working} == {"services"}
    saturday = next(c for c in cells if c.day.weekday() == 5)
    assert saturday.reason.endswith(".")


def test_people_above_the_units_limit_are_counted() -> None:
    plan, context, _ = stage(waiting_visits(), make_unit(people_per_day=25))
    entry = plan.entries[0]
    others = [c for c in cells_of(plan, entry.visit_id, context) if c.code == "people"]
    for cell in others:
        there = sum(e.people for e in plan.entries if e.day == cell.day)
        assert cell.over == there + entry.people - 25
    assert others


def test_three_places_are_offered_each_tried_out_and_the_cheapest_first() -> None:
    plan, context, tours = stage(waiting_visits())
    entry = plan.entries[-1]
    cells = cells_of(plan, entry.visit_id, context)
    slots = openings_of(plan, entry.visit_id, context, tours, cells)
    assert len(slots) == 3
    costs = []
    for each in plan.entries:
        openings = openings_of(
            plan, each.visit_id, context, tours, cells_of(plan, each.visit_id, context), most=24
        )
        costs.append([opening.more for opening in openings])
    assert costs[-1][:3] == [opening.more for opening in slots]
    assert costs == [sorted(row, key=lambda more: more or 0) for row in costs]
    for opening in slots:
        assert opening.end_min > opening.place.start_min
        move(plan, entry.visit_id, opening.place, context)


def test_a_visit_taken_out_is_offered_its_own_place_again_and_costs_less_there() -> None:
    plan, context, tours = stage(waiting_visits())
    entry = plan.entries[0]
    without = remove(plan, entry.visit_id, context)
    cells = cells_of(without, entry.visit_id, context)
    slots = openings_of(without, entry.visit_id, context, tours, cells)
    assert slots
    assert (slots[0].more or 0) < 0
    for opening in slots:
        back = add(without, entry.visit_id, opening.place, context)
        assert len(back.entries) == len(plan.entries)
    most = most_free(cells)
    assert most is not None
    assert most.free_min >= most.need_min > 0


def test_a_longer_plan_is_offered_where_its_days_are_full() -> None:
    plan, context, _ = stage(waiting_visits((20,)))
    entry = plan.entries[0]
    short = replace(
        plan,
        last_day=FIRST,
        entries=(),
        left_out=(LeftOut(visit_id=entry.visit_id, code="full", sentence="", people=20),),
    )
    later = later_place(short, entry.visit_id, context)
    assert later is not None
    assert later.day == date(2021, 9, 3)


def test_unknown_visits_are_told() -> None:
    plan, context, _ = stage(waiting_visits())
    with pytest.raises(NotFound, match="Muat ulang papan"):
        cells_of(plan, "tidak-ada", context)


def test_a_moved_promise_and_a_late_day_are_worth_a_second_thought() -> None:
    promised = make_visit(make_request("P-9", people=20), day=FIRST)
    plan, context, _ = stage([*waiting_visits(), promised])
    cell = [c for c in cells_of(plan, promised.id, context) if c.code == "free"][-1]
    after = move(plan, promised.id, place_of(cell), context)
    warnings = warnings_of(plan, after, promised.id, context)
    assert any("20 orang sudah diberi tahu" in line for line in warnings)
    assert any("Lewat tenggat" in line for line in warnings)
    assert any("sementara" in line for line in warnings) == (
        not next(e for e in after.entries if e.visit_id == promised.id).firm
    )
    assert not any("diberi tahu" in w for w in warnings_of(plan, plan, promised.id, context))


@pytest.mark.parametrize("most", [120, 36])
def test_free_is_what_some_start_allows_and_nothing_else(most: int) -> None:
    people = (20, 15, 18, 12, 20, 15, 18, 12)
    plan, context, _ = stage(waiting_visits(people), make_unit(people_per_day=most))
    seen = set()
    for entry in plan.entries:
        for cell in cells_of(plan, entry.visit_id, context):
            if cell.code in ("free", "full", "people"):
                seen.add(cell.code)
                possible = any(fits(plan, entry.visit_id, cell, n, context) for n in STARTS)
                assert (cell.code == "free") == possible, cell
                if cell.code == "free":
                    move(plan, entry.visit_id, place_of(cell), context)
    assert len(seen) > 1


#: Starts every five minutes of the working hours.
STARTS = range(7 * 60, 17 * 60, 5)


def fits(plan: Plan, name: str, cell: UnitDay, start: int, context: PlanningContext) -> bool:
    try:
        move(plan, name, replace(place_of(cell), start_min=start), context)
    except PlannerError:
        return False
    return True
