"""The backlog as a routing problem, and the answer as a draft."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from planner.domain.decisions import Limits
from planner.domain.errors import NotPublishable
from planner.domain.plans import LeftOut, Plan
from planner.domain.visits import Visit
from planner.domain.vocabulary import EventKind, Line, PlanState, Service, Urgency, VisitState
from planner.planning.plans.backlog import first_visit, visit_id, waiting, weight
from planner.planning.plans.drafting import DraftHeader, to_draft
from planner.planning.plans.publishing import miscounted, published_changes
from planner.planning.plans.sessions_to_place import Fleet
from planner.planning.plans.tour_problem import Tours, plan_tours
from planner.planning.plans.verify import problems_of
from planner.planning.restrictions.suspension import Knowledge
from planner.rules import Rulebook, WorkCalendar, shipped_records
from routes import Solution, TravelModel, check, solve
from tests.builders import (
    instant,
    make_home_request,
    make_profile,
    make_request,
    make_unit,
    make_visit,
)

RECORDS = shipped_records()
TRAVEL = TravelModel()
#: Three days at level 3 and two past what is known on 30 August 2021.
RESUMED = date(2021, 8, 30)
FIRST, LAST = date(2021, 9, 2), date(2021, 9, 8)


def knowledge(as_of: date = RESUMED) -> Knowledge:
    return Knowledge(
        book=Rulebook.of(RECORDS),
        calendar=WorkCalendar.of(RECORDS),
        as_of=as_of,
        at=instant(as_of),
        who="Koordinator uji",
    )


def fleet(*units: object) -> Fleet:
    profile = make_profile()
    return Fleet(
        units=tuple(units) or (make_unit(), make_unit("unit-2")),  # type: ignore[arg-type]
        depot=profile.depot,
        figures=profile.figures,
        travel=TRAVEL,
    )


def stated(visits: Sequence[Visit], *, as_of: date = RESUMED, **given: date) -> Tours:
    days: dict[str, Any] = {"first_day": FIRST, "last_day": LAST, **given}
    return plan_tours(visits, knowledge(as_of), fleet(), **days)


def drafted(visits: Sequence[Visit]) -> tuple[Tours, Plan]:
    tours = stated(visits)
    header = DraftHeader(firm_until=date(2021, 9, 6), based_on=None)
    return tours, to_draft(tours, solve(tours.problem, steps=30), knowledge(), header, TRAVEL)


def waits(request_id: str, people: int = 60, **given: object) -> Visit:
    return first_visit(make_request(request_id, people=people, **given))


def test_a_request_is_cut_to_the_sessions_its_limits_need() -> None:
    tours = stated([waits("P-1", 120, line=Line.PELAJAR)])
    assert [session.people for session in tours.sessions.values()] == [40, 40, 40]
    assert [session.session_no for session in tours.sessions.values()] == [1, 2, 3]
    assert list(tours.sessions) == [visit_id("P-1", number) for number in (1, 2, 3)]
    assert {task.site for task in tours.problem.tasks} == {"P-1"}
    assert {session.minutes % 5 for session in tours.sessions.values()} == {0}


def test_the_same_backlog_makes_other_tours_at_other_levels() -> None:
    request = waits("P-1", 120)
    level_3 = stated([request])
    level_2 = stated(
        [request],
        as_of=date(2021, 10, 18),
        first_day=date(2021, 10, 21),
        last_day=date(2021, 10, 22),
    )
    level_1 = stated(
        [request], as_of=date(2022, 1, 17), first_day=date(2022, 1, 18), last_day=date(2022, 1, 20)
    )
    level_4 = stated(
        [request], as_of=date(2021, 7, 2), first_day=date(2021, 7, 5), last_day=date(2021, 7, 9)
    )
    lengths = [
        [task.service_min for task in tours.problem.tasks]
        for tours in (level_4, level_3, level_2, level_1)
    ]
    assert lengths == [[], [225, 225, 225], [205, 205, 205], [285, 285]]
    assert [out.code for out in level_4.blocked] == ["move"]


def test_only_days_the_rules_allow_are_open_and_later_ones_are_tentative() -> None:
    tours = stated([waits("P-1", 40)])
    session = next(iter(tours.sessions.values()))
    weekend = {date(2021, 9, 4), date(2021, 9, 5)}
    assert set(session.allowed) == {date(2021, 9, d) for d in range(2, 9)} - weekend
    _, plan = drafted([waits(f"P-{n}", 50) for n in range(12)])
    assert {entry.firm for entry in plan.entries if entry.day <= date(2021, 9, 6)} == {True}
    assert {entry.firm for entry in plan.entries if entry.day > date(2021, 9, 6)} == {False}


def test_a_fixed_day_is_the_only_day() -> None:
    wedding = waits("W-1", 2, line=Line.PERKAWINAN, fixed_day=date(2021, 9, 3))
    session = next(iter(stated([wedding]).sessions.values()))
    assert set(session.allowed) == {date(2021, 9, 3)}
    past = stated([replace(wedding, request=replace(wedding.request, fixed_day=RESUMED))])
    assert [out.code for out in past.blocked] == ["fixed_day"]
    assert "30 Agustus 2021" in past.blocked[0].sentence


def test_only_units_with_all_services_are_capable() -> None:
    poor = make_unit("unit-9", services=(Service.KTP_RECORDING,))
    asked = waits("P-1", 20, services=(Service.KTP_RECORDING, Service.KK))
    tours = plan_tours(
        [asked], knowledge(), fleet(make_unit(), poor), first_day=FIRST, last_day=LAST
    )
    assert tours.problem.tasks[0].units == ("unit-1",)


def test_published_visits_stay_where_they_are() -> None:
    published = make_visit(make_request("P-9", people=40), day=date(2021, 9, 2), people=40)
    tours, plan = drafted([published, *(waits(f"P-{n}", 50) for n in range(3))])
    entry = next(entry for entry in plan.entries if entry.visit_id == published.id)
    assert (entry.day, entry.start_min, entry.end_min) == (date(2021, 9, 2), 540, 660)
    assert entry.kept
    assert check(tours.problem, solve(tours.problem, steps=5)) == []


def test_a_draft_keeps_room_for_a_visit_published_on_a_day_that_became_free() -> None:
    saturday = make_visit(make_request("P-9"), day=date(2021, 9, 4))
    _, plan = drafted([saturday, waits("P-1", 40)])
    assert {entry.day for entry in plan.entries if entry.kept} == {date(2021, 9, 4)}


def test_an_illegal_answer_never_becomes_a_draft() -> None:
    tours = stated([waits("P-1", 40), waits("P-2", 40)])
    answer = solve(tours.problem, steps=5)
    late = replace(answer.stops[0], start_min=answer.stops[0].start_min + 1)
    lie: Solution = replace(answer, stops=(late, *answer.stops[1:]))
    header = DraftHeader(firm_until=None, based_on=None)
    day = FIRST + timedelta(late.day)
    where = f"kunjungan {late.task}, {late.unit}, {day:%d-%m-%Y}"
    with pytest.raises(NotPublishable, match=rf"melanggar syarat .*: \w+ \({re.escape(where)}\)"):
        to_draft(tours, lie, knowledge(), header, TRAVEL)


def test_publishing_gives_dates_splits_and_keeps_ids() -> None:
    school = waits("P-1", 120, line=Line.PELAJAR)
    suspended = replace(
        make_visit(make_request("P-2", people=40), people=40), state=VisitState.SUSPENDED
    )
    _, plan = drafted([school, suspended])
    visits = {visit.id: visit for visit in (school, suspended)}
    changes = published_changes(plan, visits, knowledge())
    kinds: dict[str, list[EventKind]] = {}
    for change in changes:
        kinds.setdefault(change.visit.id, []).append(change.event.kind)
    assert kinds[suspended.id] == [EventKind.RESUMED]
    assert kinds[school.id] == [EventKind.SPLIT, EventKind.SCHEDULED]
    for number in (2, 3):
        assert kinds[visit_id("P-1", number)] == [EventKind.SPLIT, EventKind.SCHEDULED]
    final = {change.visit.id: change.visit for change in changes}
    assert sum(v.people for v in final.values() if v.request.id == "P-1") == 120
    for visit_key, events in kinds.items():
        versions = [c.visit.version for c in changes if c.visit.id == visit_key]
        assert versions == list(range(versions[0], versions[0] + len(events)))


def test_sessions_without_a_place_wait_on_as_visits_of_their_own() -> None:
    school = waits("P-1", 120, line=Line.PELAJAR)
    _, plan = drafted([school])
    for lost in plan.entries:
        out = LeftOut(
            visit_id=lost.visit_id,
            code="full",
            sentence="Penuh.",
            people=lost.people,
            split_from=lost.split_from,
        )
        entries = tuple(entry for entry in plan.entries if entry is not lost)
        short = replace(plan, entries=entries, left_out=(out,))
        visits = {school.id: school}
        changes = published_changes(short, visits, knowledge())
        after = {**visits, **{change.visit.id: change.visit for change in changes}}
        assert sum(visit.people for visit in after.values()) == 120
        waits_on = after[lost.visit_id]
        assert (waits_on.state, waits_on.day) == (VisitState.REQUESTED, None)
        assert (waits_on.people, waits_on.session_no) == (lost.people, lost.session_no)
        assert miscounted(changes, visits) == ()
    nothing = replace(plan, entries=(), left_out=(replace(out, people=40),))
    assert published_changes(nothing, {school.id: school}, knowledge()) == ()


def test_a_draft_whose_sessions_no_longer_add_up_is_miscounted() -> None:
    school = waits("P-1", 120, line=Line.PELAJAR)
    _, plan = drafted([school])
    fewer = {school.id: replace(school, people=90)}
    changes = published_changes(plan, fewer, knowledge())
    assert miscounted(changes, fewer) == ("P-1",)


def test_the_last_look_refuses_what_the_rules_forbid() -> None:
    request = waits("P-1", 40)
    _, plan = drafted([request])
    visits = {request.id: request}
    assert problems_of(plan, visits, knowledge()) == []
    entry = plan.entries[0]
    wrong = {
        "level 4": replace(entry, day=date(2021, 8, 30)),
        "weekend": replace(entry, day=date(2021, 9, 4)),
        "too many": replace(entry, people=51),
        "too early": replace(entry, start_min=entry.start_min - 10),
        "unknown": replace(entry, visit_id="zzzzzzz"),
    }
    for name, bad in wrong.items():
        assert problems_of(replace(plan, entries=(bad,)), visits, knowledge()), name
    assert problems_of(replace(plan, entries=(entry, entry)), visits, knowledge())
    double = replace(
        entry, visit_id=request.id, start_min=entry.end_min, end_min=entry.end_min + 5, travel_min=1
    )
    assert any(
        "tidak sempat" in problem
        for problem in problems_of(replace(plan, entries=(entry, double)), visits, knowledge())
    )


def test_what_waits_longer_or_is_urgent_weighs_more() -> None:
    fresh = waits("P-1", requested_on=date(2021, 8, 1))
    old = waits("P-2", requested_on=date(2021, 6, 1))
    urgent = waits("P-3", requested_on=date(2021, 8, 1), urgency=Urgency.URGENT)
    home = first_visit(make_home_request(requested_on=date(2021, 8, 1)))
    fixed = waits("P-5", requested_on=date(2021, 8, 1), fixed_day=FIRST)
    weights = [weight(visit, on=FIRST) for visit in (fresh, old, urgent, home, fixed)]
    assert weights[0] < weights[1]
    assert weights[0] < weights[2] < weights[3] < weights[4]
    assert [visit.request.id for visit in waiting([fresh, old])] == ["P-2", "P-1"]


def test_ids_are_seven_letters_that_tell_no_count() -> None:
    ids = [visit_id(f"P-{n}") for n in range(200)]
    assert len(set(ids)) == 200
    assert {len(name) for name in ids} == {7}
    assert ids != sorted(ids)


def test_a_draft_says_what_it_was_based_on() -> None:
    _, plan = drafted([waits("P-1", 40)])
    assert plan.state is PlanState.DRAFT
    assert plan.firm_until == date(2021, 9, 6)
    assert plan.facts.tours == 1
    assert (plan.facts.km or 0) > 0
    assert plan.cost.total == sum(v for k, v in plan.cost.known().items() if k != "total")
    assert plan.entries[0].limits == Limits(people_together=10, total=50, percent=50, outdoor=True)
