"""Homes: erased in time, and no reason for a new public edition."""

from __future__ import annotations

from datetime import date, timedelta

from planner.actions.plans.draft_plan import draft_plan
from planner.actions.plans.edit_draft import Edit, edit_draft
from planner.actions.plans.publish_plan import publish_plan
from planner.actions.requests.enter_requests import enter_requests
from planner.actions.requests.erase_homes import KEPT_DAYS, erase_homes
from planner.actions.requests.record_visits import record_visits
from planner.actions.saving.office import Office
from planner.domain.vocabulary import VisitState
from tests.actions.conftest import MONDAY, QUICK
from tests.builders import act_on, make_home_request

ACT = act_on(MONDAY)
DAYS = {"first_day": date(2021, 6, 28), "last_day": date(2021, 7, 9)}


def publish(office: Office) -> object:
    drafted = draft_plan(office, ACT, **DAYS, solve=QUICK)
    assert drafted.plan is not None
    return publish_plan(office, ACT, drafted.plan.id).publication


def test_a_plan_that_changes_homes_alone_makes_no_new_public_edition(office: Office) -> None:
    assert publish(office) is not None
    with office.database.reading() as store:
        before = store.publications.find_current()
        homes = [visit for visit in store.visits.list_visits() if visit.private]
    enter_requests(office, ACT, [make_home_request("H-9")])
    plan = draft_plan(office, ACT, **DAYS, solve=QUICK).plan
    assert plan is not None
    edit_draft(office, ACT, plan.id, Edit(kind="remove", visit_id=homes[0].id))
    done = publish_plan(office, ACT, plan.id)
    assert {change.visit.private for change in done.update.changes} == {True}
    assert len(done.update.changes) == 2
    with office.database.reading() as store:
        after = store.publications.find_current()
    assert before is not None
    assert after == before


def test_what_is_known_of_a_home_is_erased_in_time_and_only_once(office: Office) -> None:
    publish(office)
    with office.database.reading() as store:
        home = next(visit for visit in store.visits.list_visits() if visit.private)
    assert home.day is not None
    ended = act_on(home.day)
    record_visits(office, ended, [home.id], state=VisitState.DONE, why="Sudah dilayani.")
    early = act_on(home.day + timedelta(KEPT_DAYS - 1))
    assert erase_homes(office, early).update.erase == ()
    due = act_on(home.day + timedelta(KEPT_DAYS))
    assert [request.id for request in erase_homes(office, due).update.erase] == ["H-1"]
    assert erase_homes(office, due).update.erase == ()
    with office.database.reading() as store:
        request = store.requests.get_request("H-1")
        log = store.accesses.list_accesses()
        others = [r for r in store.requests.list_requests() if r.id != "H-1"]
    assert (request.contact, request.place) == ("", "Kunjungan rumah")
    assert (request.lat, request.lon) != (home.request.lat, home.request.lon)
    assert request.area_code == home.request.area_code
    assert [(entry.action, entry.subject) for entry in log] == [("erase", "H-1")]
    assert all(other.place == "Balai RW 03" for other in others)
