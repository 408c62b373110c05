"""What a rule alone stopped goes on as it was promised once the rule is lifted in time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from planner.actions.plans.draft_plan import draft_plan
from planner.actions.plans.publish_plan import publish_plan
from planner.actions.requests.end_visits import postpone_visits
from planner.actions.requests.enter_requests import enter_requests
from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.restrictions.preview_rules import preview_rules
from planner.actions.restrictions.restore_visits import restorable_visits, restore_visits
from planner.actions.saving.changes import knowledge_of
from planner.actions.saving.office import Act, Office
from planner.actions.saving.office_state import OfficeState, load_state
from planner.domain.errors import BadInput
from planner.domain.visits import Placement
from planner.domain.vocabulary import EventKind, VisitState
from planner.planning.plans.verify import problems_of
from tests.actions.conftest import QUICK
from tests.actions.restrictions.test_preview_is_act import ACT, MONDAY, published, stop
from tests.builders import CIKOLE, TIPAR, act_on, make_office, make_request
from tests.sizes import seeds

CITY = "32.72"
TUESDAY = MONDAY + timedelta(1)


def state_of(office: Office) -> OfficeState:
    with office.database.reading() as store:
        return load_state(store, office.areas)


def lifting(target: str) -> dict[str, object]:
    return {
        **stop(CITY, advice=["mask"]),
        "id": "R-CABUT",
        "title": "Pencabutan contoh",
        "from": "2026-12-02",
        "to": "2026-12-02",
        "known_on": TUESDAY.isoformat(),
        "revokes": [target],
        "whole": True,
        "sources": ["SE contoh 2/2026"],
    }


def stopped(office: Office, act: Act = ACT, area: str = CITY) -> tuple[str, dict[str, Placement]]:
    """Stop what is to come; return the rule's id and the visits' places before."""
    rule = stop(area)
    done = enter_rules(office, act, [rule])
    places = {c.visit.id: c.event.before for c in done.update.changes if c.event.before}
    assert {change.event.kind for change in done.update.changes} <= {EventKind.SUSPENDED}
    return str(rule["id"]), places


def back(office: Office, act: Act) -> set[str]:
    return {each.visit.id for each in restorable_visits(state_of(office), act)}


@pytest.mark.parametrize("seed", seeds("previews"))
def test_exactly_what_the_rule_stopped_goes_on_as_promised(tmp_path: Path, seed: int) -> None:
    office = published(tmp_path / "kantor", seed)
    before = state_of(office)
    rule, places = stopped(office)
    act = act_on(TUESDAY)
    assert back(office, act) == set()
    seen = preview_rules(office, act, [lifting(rule)])
    enter_rules(office, act, [lifting(rule)])
    assert back(office, act) == set(places)
    assert seen.back == len(places)
    some = set(sorted(places)[: len(places) // 2 + 1])
    if some:
        restore_visits(office, act, some)
        assert back(office, act) == set(places) - some
    if places.keys() - some:
        restore_visits(office, act, places.keys() - some)
    after = state_of(office)
    for name, place in places.items():
        visit, was = after.visits[name], before.visits[name]
        assert Placement.of(visit) == place
        assert (visit.day, visit.unit_id, visit.start_min) == (was.day, was.unit_id, was.start_min)
        assert after.events[name][-1].kind is EventKind.RESUMED
    with pytest.raises(BadInput):
        restore_visits(office, act, [*places, "K-TIDAK-ADA"])
    assert back(office, act) == set()
    office.database.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("kembali") / "kantor"
    published(made, 1).database.close()
    return made


@pytest.fixture
def office(folder: Path, tmp_path: Path) -> Iterator[Office]:
    copied = Path(shutil.copytree(folder, tmp_path / "kantor"))
    opened = make_office(copied, demo=False, whatsapp="6281234567890")
    yield opened
    opened.database.close()


def test_what_another_rule_stops_stays_stopped(office: Office) -> None:
    rule, places = stopped(office)
    other = {**stop(TIPAR), "id": "R-LAIN"}
    enter_rules(office, ACT, [other])
    enter_rules(office, act_on(TUESDAY), [lifting(rule)])
    visits = state_of(office).visits
    here = {name for name in places if visits[name].request.area_code == CIKOLE}
    assert back(office, act_on(TUESDAY)) == here


def test_a_day_of_which_no_rule_is_known_yet_comes_back_as_tentative_as_it_was(
    office: Office,
) -> None:
    soon = {"from": "2026-11-25", "to": "2026-12-01", "known_on": "2026-11-25"}
    known = {**stop(CITY, requires=["mask"]), **soon, "id": "R-WABAH", "regime": "WABAH"}
    enter_rules(office, ACT, [known])
    rule, places = stopped(office)
    act = act_on(TUESDAY)
    enter_rules(office, act, [lifting(rule)])
    assert back(office, act) == set(places)
    done = restore_visits(office, act, list(places))
    assert {change.visit.firm for change in done.update.changes} == {False}
    assert {c.visit.limits for c in done.update.changes} == {p.limits for p in places.values()}
    told = [notice.text for notice in done.update.notices if notice.audience == "public"]
    assert told
    assert all("sudah dicabut. Tanggal sementara" in text for text in told)


def test_a_day_that_has_come_does_not_come_back(office: Office) -> None:
    rule, places = stopped(office)
    enter_rules(office, act_on(TUESDAY), [lifting(rule)])
    days = {place.day for place in places.values() if place.day is not None}
    first = min(days)
    assert back(office, act_on(first)) == {n for n, place in places.items() if place.day != first}
    assert back(office, act_on(max(days))) == set()


def test_what_the_office_postponed_waits_for_the_office(office: Office) -> None:
    rule, places = stopped(office)
    one = min(places)
    later = date(2026, 12, 10)
    postpone_visits(office, ACT, [one], why="Balai dipakai.", review_on=later)
    enter_rules(office, act_on(TUESDAY), [lifting(rule)])
    assert back(office, act_on(TUESDAY)) == set(places) - {one}


def test_a_place_that_a_new_plan_gave_away_is_gone(office: Office) -> None:
    rule, places = stopped(office)
    act = act_on(TUESDAY)
    enter_rules(office, act, [lifting(rule)])
    more = [make_request(f"L-{n}", people=60, requested_on=TUESDAY) for n in range(2)]
    enter_requests(office, act, more)
    days = {"first_day": date(2026, 12, 2), "last_day": date(2026, 12, 11)}
    plan = draft_plan(office, act, **days, solve=QUICK).plan
    assert plan is not None
    publish_plan(office, act, plan.id)
    assert back(office, act) == set()
    visits = state_of(office).visits
    assert places
    assert {visits[name].state for name in places} == {VisitState.SCHEDULED}


def test_what_came_back_keeps_every_rule_of_a_published_plan(office: Office) -> None:
    rule, places = stopped(office)
    act = act_on(TUESDAY)
    enter_rules(office, act, [lifting(rule)])
    restore_visits(office, act, list(places))
    state = state_of(office)
    assert state.published is not None
    fresh = replace(
        state.published, entries=tuple(replace(e, kept=False) for e in state.published.entries)
    )
    assert problems_of(fresh, state.visits, knowledge_of(state, act), state.units) == []


def test_a_visit_changed_meanwhile_is_refused_and_none_is_half_restored(office: Office) -> None:
    rule, places = stopped(office)
    act = act_on(TUESDAY)
    enter_rules(office, act, [lifting(rule)])
    before = state_of(office)
    with pytest.raises(BadInput, match="tidak bisa lagi kembali"):
        restore_visits(office, act, [min(places), "K-LAIN"])
    with pytest.raises(BadInput, match="Belum ada kunjungan"):
        restore_visits(office, act, [])
    assert state_of(office) == before
