"""The shortest story on PostgreSQL: asked for, drafted, published, read again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.actions.crews.enter_units import enter_units
from planner.actions.plans.draft_plan import draft_plan
from planner.actions.plans.publish_plan import publish_plan
from planner.actions.requests.enter_requests import enter_requests
from planner.actions.restrictions.enter_rules import enter_rules
from planner.domain.vocabulary import VisitState
from planner.rules import shipped_records
from tests.actions.conftest import MONDAY, QUICK
from tests.builders import act_on, make_office, make_request, make_unit
from tests.postgres import own_database

pytestmark = pytest.mark.postgres


def test_a_plan_is_published_on_postgresql(
    tmp_path: Path, postgres_server: str, postgres_template: str
) -> None:
    act, last = act_on(MONDAY), date(2021, 7, 2)
    records = [r for r in shipped_records() if str(r["known_on"]) <= MONDAY.isoformat()]
    with own_database(postgres_server, postgres_template) as url:
        office = make_office(tmp_path / "demo", url=url)
        assert not office.database.on_sqlite
        with office.database:
            enter_units(office, act, [make_unit()])
            enter_rules(office, act, records)
            enter_requests(office, act, [make_request("P-1", people=40)])
            drafted = draft_plan(
                office, act, first_day=date(2021, 6, 28), last_day=last, solve=QUICK
            )
            assert drafted.plan is not None
            publish_plan(office, act, drafted.plan.id)
            with office.database.reading() as store:
                visits = store.visits.list_visits()
                published = store.plans.find_published()
    assert published is not None
    assert [visit.state for visit in visits] == [VisitState.SCHEDULED]
    assert {entry.visit_id for entry in published.entries} == {visits[0].id}
