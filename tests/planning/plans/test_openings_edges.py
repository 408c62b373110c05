"""Where a visit could stand, at the edges: the last that is allowed and the first that is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from planner.domain.decisions import Limits
from planner.domain.fleet import Unit
from planner.domain.plans import LeftOut, Plan, PlanEntry
from planner.domain.vocabulary import Service
from planner.planning.plans.drafting import DraftHeader, stop_of, to_draft
from planner.planning.plans.editing import PlanningContext, move
from planner.planning.plans.openings import (
    OFFERED,
    TRIED,
    UnitDay,
    cells_of,
    most_free,
    openings_of,
)
from planner.planning.plans.tour_problem import Tours, plan_tours
from routes import evaluate, solve
from tests.builders import make_request, make_unit, make_visit
from tests.planning.plans.test_tours import FIRST, LAST, TRAVEL, fleet, knowledge

#: Monday under known rules, and the first two days past them.
MONDAY, PAST_RULES, LATER = date(2021, 9, 6), date(2021, 9, 7), date(2021, 9, 8)
#: The most people in one session that Monday's rules allow.
MOST = 50


def one(*units: Unit, **given: Any) -> tuple[Plan, PlanningContext, PlanEntry, Tours]:
    """Return a draft with one visit, which stands somewhere in it."""
    visit = make_visit(make_request("P-1", **{"people": 20, **given}))
    context = PlanningContext(visits={visit.id: visit}, knowledge=knowledge(), fleet=fleet(*units))
    tours = plan_tours([visit], context.knowledge, context.fleet, first_day=FIRST, last_day=LAST)
    header = DraftHeader(firm_until=None, based_on=None)
    plan = to_draft(tours, solve(tours.problem, steps=1), context.knowledge, header, TRAVEL)
    return plan, context, plan.entries[0], tours


def placed(plan: Plan, entry: PlanEntry, **given: Any) -> Plan:
    """Return ``plan`` with its one visit changed."""
    return replace(plan, entries=(replace(entry, **given),))


def waiting(plan: Plan, entry: PlanEntry, people: int) -> Plan:
    """Return ``plan`` with its one visit among those left out."""
    out = LeftOut(visit_id=entry.visit_id, code="removed", sentence="", people=people)
    return replace(plan, entries=(), left_out=(out,))


def at(cells: tuple[UnitDay, ...], day: date, unit_id: str = "unit-1") -> UnitDay:
    return next(cell for cell in cells if (cell.day, cell.unit_id) == (day, unit_id))


def other(
    plan: Plan, context: PlanningContext, count: int, day: date
) -> tuple[Plan, PlanningContext]:
    """Return a draft that also holds ``count`` people at the same place on ``day``, at nine."""
    visit = make_visit(make_request("P-2", people=count))
    second = replace(plan.entries[0], visit_id=visit.id, people=count, day=day)
    second = replace(second, unit_id="unit-1", start_min=540, end_min=600)
    visits = {**context.visits, visit.id: visit}
    return replace(plan, entries=(*plan.entries, second)), replace(context, visits=visits)


def test_days_before_today_are_past_and_today_is_not() -> None:
    plan, context, entry, _ = one()
    placed_later = placed(plan, entry, day=LATER)
    today = FIRST + timedelta(1)
    cells = cells_of(placed_later, entry.visit_id, replace(context, knowledge=knowledge(today)))
    assert at(cells, FIRST).code == "past"
    assert "sudah lewat" in at(cells, FIRST).reason
    assert at(cells, today).code == "free"


def test_a_fixed_date_closes_every_other_day() -> None:
    plan, context, entry, _ = one(fixed_day=MONDAY)
    assert entry.day == MONDAY
    cells = cells_of(waiting(plan, entry, 20), entry.visit_id, context)
    assert {cell.code for cell in cells if cell.day == MONDAY} == {"free"}
    others = [cell for cell in cells if cell.day != MONDAY]
    assert {cell.code for cell in others} == {"rule"}
    assert {cell.reason for cell in others} == {"Tanggal kunjungan ini tetap."}


@pytest.mark.parametrize(("people", "code"), [(MOST, "free"), (MOST + 1, "session")])
def test_a_session_holds_as_many_people_as_the_days_rules_allow(people: int, code: str) -> None:
    plan, context, entry, _ = one()
    cells = cells_of(placed(plan, entry, people=people, day=PAST_RULES), entry.visit_id, context)
    assert at(cells, MONDAY).code == code
    assert (f"{people} orang melebihi batas {MOST}" in at(cells, MONDAY).reason) == (
        code == "session"
    )
    # Past the known rules nothing is known to forbid it.
    assert at(cells, LATER).code == "free"


def test_who_waits_is_counted_as_the_plan_says_else_as_the_visit_does() -> None:
    plan, context, entry, _ = one(make_unit(people_per_day=30))
    plan, context = other(plan, context, 12, MONDAY)
    for people, over in ((19, 1), (18, 0), (0, 2)):
        out = LeftOut(visit_id=entry.visit_id, code="removed", sentence="", people=people)
        without = replace(plan, entries=plan.entries[1:], left_out=(out,))
        cell = at(cells_of(without, entry.visit_id, context), MONDAY)
        assert (cell.code, cell.over) == ("people" if over else "free", over), people


def test_more_people_than_one_session_takes_are_told_by_the_same_sentence_as_an_edit() -> None:
    plan, context, entry, _ = one()
    cells = cells_of(waiting(plan, entry, MOST + 1), entry.visit_id, context)
    assert at(cells, MONDAY).code == "session"
    assert "tidak muat dalam satu sesi" in at(cells, MONDAY).reason
    assert at(cells, LATER).code == "free"


def test_past_the_rules_the_limits_go_on_that_the_visit_has() -> None:
    lacks = make_unit("unit-2", services=(Service.KIA,))
    plan, context, entry, _ = one(make_unit(), lacks)
    limits = Limits(hours=("13:00", "15:00"), services_off=(Service.KTP_RECORDING,))
    short = placed(plan, entry, day=LATER, unit_id="unit-1", limits=limits)
    short = replace(short, entries=(replace(short.entries[0], start_min=540, end_min=570),))
    cells = cells_of(short, entry.visit_id, context)
    assert at(cells, PAST_RULES).start_min == 13 * 60
    assert at(cells, PAST_RULES).free_min == 120
    assert at(cells, MONDAY).start_min < 13 * 60
    assert at(cells, PAST_RULES, "unit-2").code == "free"
    assert at(cells, MONDAY, "unit-2").code == "services"


def test_a_visit_as_long_as_the_longest_stretch_fits_and_five_minutes_more_do_not() -> None:
    plan, context, entry, _ = one()
    plan, context = other(plan, context, 12, MONDAY)
    plan = replace(plan, entries=(replace(entry, day=LATER), plan.entries[1]))
    most = at(cells_of(plan, entry.visit_id, context), MONDAY).free_min
    for length, code in ((most, "free"), (most + 5, "full")):
        mine = replace(plan.entries[0], end_min=plan.entries[0].start_min + length)
        longer = replace(plan, entries=(mine, plan.entries[1]))
        cell = at(cells_of(longer, entry.visit_id, context), MONDAY)
        assert (cell.code, cell.need_min, cell.free_min) == (code, length, most)


def test_nothing_is_free_where_the_day_is_taken_from_end_to_end() -> None:
    plan, context, entry, _ = one()
    plan, context = other(plan, context, 12, MONDAY)
    all_day = replace(plan.entries[1], start_min=8 * 60, end_min=16 * 60)
    plan = replace(plan, entries=(replace(entry, day=LATER), all_day))
    cell = at(cells_of(plan, entry.visit_id, context), MONDAY)
    assert (cell.code, cell.free_min) == ("full", 0)


def test_the_detour_is_the_drive_there_and_back_and_nothing_beside_a_neighbour() -> None:
    plan, context, entry, _ = one()
    plan, context = other(plan, context, 12, MONDAY)
    plan = replace(plan, entries=(replace(entry, day=LATER), plan.entries[1]))
    cells = cells_of(plan, entry.visit_id, context)
    assert entry.travel_min > 0
    assert at(cells, MONDAY).detour_min == 0
    assert at(cells, MONDAY, "unit-2").detour_min == 2 * entry.travel_min
    # No later than by the drive from the depot, which may begin half an hour before the office.
    first = 8 * 60 + max(0, entry.travel_min - 30)
    assert at(cells, MONDAY, "unit-2").start_min == first


def unpriced(count: int) -> tuple[Plan, PlanningContext, PlanEntry, Tours, list[UnitDay]]:
    """Return a draft whose visit the tours do not know, with ``count`` cells of one place."""
    plan, context, entry, tours = one()
    plan = placed(plan, entry, day=LATER)
    unknown = replace(tours, sessions={})
    free = at(cells_of(plan, entry.visit_id, context), FIRST)
    return plan, context, entry, unknown, [free] * count


def test_the_price_is_what_the_draft_costs_more_and_decides_the_order() -> None:
    plan, context, entry, tours = one()
    assert set(tours.sessions) == {entry.visit_id}
    cells = [c for c in cells_of(plan, entry.visit_id, context) if c.code == "free"]
    slots = openings_of(plan, entry.visit_id, context, tours, cells, most=len(cells))
    before = evaluate(tours.problem, [stop_of(entry, tours)]).total
    for slot in slots:
        after = move(plan, entry.visit_id, slot.place, context)
        cost = evaluate(tours.problem, [stop_of(after.entries[0], tours)]).total
        assert slot.more == cost - before
    dearer = [replace(cell, detour_min=0 if cell.day == LATER else 500) for cell in cells]
    again = openings_of(plan, entry.visit_id, context, tours, dearer, most=len(cells))
    assert [slot.place for slot in again] == [slot.place for slot in slots]
    assert slots[0].more != slots[-1].more


@pytest.mark.parametrize(("sooner", "first"), [(11, "late"), (10, "early"), (9, "early")])
def test_without_prices_a_day_of_waiting_weighs_ten_minutes_of_driving(
    sooner: int, first: str
) -> None:
    plan, context, entry, tours, (early,) = unpriced(1)
    late = at(cells_of(plan, entry.visit_id, context), FIRST + timedelta(1))
    cells = [replace(late, detour_min=20 - sooner), replace(early, detour_min=20)]
    slots = openings_of(plan, entry.visit_id, context, tours, cells)
    assert [slot.more for slot in slots] == [None, None]
    days = {"early": FIRST, "late": FIRST + timedelta(1)}
    assert slots[0].place.day == days[first]


def test_the_place_where_it_stands_is_not_offered() -> None:
    plan, context, entry, tours = one()
    cells = cells_of(plan, entry.visit_id, context)
    slots = openings_of(plan, entry.visit_id, context, tours, cells, most=len(cells))
    free = {(cell.day, cell.unit_id) for cell in cells if cell.code == "free"}
    assert (entry.day, entry.unit_id) not in free
    assert {(slot.place.day, slot.place.unit_id) for slot in slots} == free


def test_so_many_places_are_tried_and_no_more() -> None:
    plan, context, entry, tours, (good,) = unpriced(1)
    bad = replace(good, start_min=0, detour_min=0)
    for before, offered in ((TRIED - 1, 1), (TRIED, 0)):
        cells = [*[bad] * before, replace(good, detour_min=5)]
        assert len(openings_of(plan, entry.visit_id, context, tours, cells)) == offered
    assert (TRIED, OFFERED) == (24, 3)


def test_only_places_that_rules_and_services_allow_count_as_room() -> None:
    shut = [
        UnitDay(day=FIRST, unit_id="unit-1", code=code, free_min=400)
        for code in ("here", "past", "rule", "services", "session")
    ]
    assert most_free(shut) is None
    for code in ("free", "full", "people"):
        roomiest = UnitDay(day=LATER, unit_id="unit-2", code=code, free_min=30)
        less = UnitDay(day=FIRST, unit_id="unit-1", code=code, free_min=25)
        assert most_free([*shut, less, roomiest]) == roomiest
