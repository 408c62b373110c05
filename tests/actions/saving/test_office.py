"""One action, one commit, also when others save at the same time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from planner.actions.requests.enter_requests import enter_requests
from planner.actions.saving.office import ATTEMPTS, Office, TooBusy, carry_out
from planner.actions.saving.office_state import OfficeState
from planner.actions.saving.update import Update
from planner.domain.errors import BadInput
from tests.actions.conftest import MONDAY
from tests.builders import act_on, make_request


def requests_of(office: Office) -> set[str]:
    with office.database.reading() as store:
        return {request.id for request in store.requests.list_requests()}


def test_known_requests_change_nothing(office: Office) -> None:
    done = enter_requests(office, act_on(MONDAY), [make_request("P-0", people=40)])
    assert done.update.changes == ()
    assert requests_of(office) == {"P-0", "P-1", "P-2", "H-1"}


def test_an_id_taken_by_another_request_is_refused_and_nothing_is_taken(office: Office) -> None:
    both = [make_request("P-9"), make_request("P-0", people=41)]
    with pytest.raises(BadInput, match="P-0"):
        enter_requests(office, act_on(MONDAY), both)
    assert "P-9" not in requests_of(office)


def test_a_request_from_elsewhere_is_refused_with_the_remedy(office: Office) -> None:
    with pytest.raises(BadInput, match=r"32\.02\.01\.2001.*kode kelurahan"):
        enter_requests(office, act_on(MONDAY), [make_request("P-9", area_code="32.02.01.2001")])


def test_an_action_decides_again_when_somebody_saved_in_between(office: Office) -> None:
    looks: list[int] = []

    def decide(state: OfficeState) -> Update:
        looks.append(state.revision)
        if len(looks) == 1:
            enter_requests(office, act_on(MONDAY), [make_request("P-8")])
        return Update(cause="uji", renders=False)

    carry_out(office, act_on(MONDAY), decide)
    assert len(looks) == 2
    assert looks[1] == looks[0] + 1


def test_it_gives_up_after_some_attempts_and_saves_nothing(office: Office) -> None:
    count = 0

    def decide(_: OfficeState) -> Update:
        nonlocal count
        count += 1
        enter_requests(office, act_on(MONDAY), [make_request(f"Q-{count}")])
        return Update(cause="uji", requests=(make_request("LOST"),), renders=False)

    with pytest.raises(TooBusy, match="coba lagi"):
        carry_out(office, act_on(MONDAY), decide)
    assert count == ATTEMPTS
    assert "LOST" not in requests_of(office)


def test_many_at_once_lose_nothing(office: Office) -> None:
    def enter(number: int) -> None:
        for _ in range(20):
            try:
                enter_requests(office, act_on(MONDAY), [make_request(f"T-{number}")])
            except TooBusy:
                continue
            return

    with office.database.reading() as store:
        before = store.meta.revision()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(enter, range(8)))
    assert {f"T-{n}" for n in range(8)} <= requests_of(office)
    with office.database.reading() as store:
        assert store.meta.revision() == before + 8


def test_rules_recorded_ahead_take_effect_on_the_day_they_become_known(office: Office) -> None:
    from planner.actions.plans.draft_plan import draft_plan
    from planner.actions.plans.publish_plan import publish_plan
    from planner.actions.restrictions.enter_rules import enter_rules
    from planner.rules import shipped_records
    from tests.actions.conftest import QUICK

    enter_rules(office, act_on(MONDAY), [r for r in shipped_records() if r["id"] == "A01"])
    days = {"first_day": date(2021, 7, 5), "last_day": date(2021, 7, 5)}
    drafted = draft_plan(office, act_on(MONDAY), **days, solve=QUICK)
    assert drafted.plan is not None
    publish_plan(office, act_on(MONDAY), drafted.plan.id)
    assert enter_rules(office, act_on(date(2021, 7, 1))).update.changes == ()
    assert enter_rules(office, act_on(date(2021, 7, 2))).update.changes != ()
