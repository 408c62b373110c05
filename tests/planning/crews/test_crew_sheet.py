"""A crew's day: its stops in order, homes by their times alone, when to gather."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date

from planner.domain.decisions import Limits
from planner.domain.vocabulary import Service, VisitState
from planner.planning.crews.crew_sheet import LOADING_MIN, crew_day
from planner.planning.plans.tour_problem import OUTWARD_MIN
from tests.builders import make_home_request, make_request, make_visit
from tests.store.values import draft, entry_for

MONDAY = date(2021, 7, 5)
HALL = make_visit(make_request("P-1"), day=MONDAY)
HOME = replace(make_visit(make_home_request(), day=MONDAY), start_min=12 * 60, end_min=13 * 60)


def test_stops_stand_in_order_and_a_home_shows_its_times_alone() -> None:
    late = replace(make_visit(make_request("P-2"), day=MONDAY), start_min=840, end_min=900)
    other_unit = replace(make_visit(make_request("P-3"), day=MONDAY), unit_id="unit-2")
    off = replace(make_visit(make_request("P-4"), day=MONDAY), state=VisitState.CANCELLED)
    sheet = crew_day([late, HOME, HALL, other_unit, off], None, "unit-1", MONDAY)
    assert [stop.start_min for stop in sheet.stops] == [540, 720, 840]
    home = sheet.stops[1]
    text = str(asdict(home))
    assert home.private
    for secret in (HOME.id, "Kunjungan rumah 1", "kontak", "32.72", "-6.9"):
        assert secret not in text
    assert sheet.stops[0].place == "Balai RW 03"


def test_the_crew_gathers_before_the_drive_of_the_plan_on_full_five_minutes() -> None:
    plan = draft(entries=(entry_for(HALL.id, travel_min=17),))
    sheet = crew_day([HALL], plan, "unit-1", MONDAY)
    assert sheet.leave_min == 520
    assert sheet.gather_min == 520 - LOADING_MIN
    unplanned = crew_day([HALL], None, "unit-1", MONDAY)
    assert unplanned.leave_min == 540 - OUTWARD_MIN


def test_a_service_that_rules_switched_off_is_not_on_the_sheet() -> None:
    request = make_request("P-1", services=(Service.KTP_RECORDING, Service.KK))
    limits = Limits(services_off=(Service.KTP_RECORDING,))
    visit = replace(make_visit(request, day=MONDAY), limits=limits)
    (stop,) = crew_day([visit], None, "unit-1", MONDAY).stops
    assert stop.services == (Service.KK,)


def test_a_unit_without_stops_has_no_time_to_gather() -> None:
    sheet = crew_day([HALL], None, "unit-2", MONDAY)
    assert (sheet.stops, sheet.gather_min, sheet.leave_min) == ((), None, None)
