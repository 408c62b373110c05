"""Visits held under a rule that was learned too late stand on a list, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from planner.actions.requests.record_visits import record_visits
from planner.actions.restrictions.enter_rules import enter_rules
from planner.domain.visits import Visit
from planner.domain.vocabulary import VisitState
from tests.builders import act_on
from tests.web.conftest import WebOffice, client_of

PAGE = "/kantor/aturan/terlambat"
TODO = "kunjungan berjalan sebelum aturannya diketahui"


def held(web: WebOffice) -> Visit:
    """Serve the first public visit of the plan on its day; return it."""
    with web.office.database.reading() as store:
        visits = [v for v in store.visits.list_visits() if v.day and not v.private]
    visit = min(visits, key=lambda each: (each.day, each.id))
    assert visit.day is not None
    record_visits(web.office, act_on(visit.day), [visit.id], state=VisitState.DONE, why="Dilayani.")
    return visit


def learn_late(web: WebOffice, visit: Visit, effects: Mapping[str, object] | None = None) -> date:
    """Let a rule for the visit's day become known two days later; return that day."""
    assert visit.day is not None
    later = visit.day + timedelta(2)
    rule = {
        "kind": "rule",
        "id": "S-TERLAMBAT",
        "title": "SE yang <terlambat> sampai",
        "issuer": "city",
        "binding": "mandatory",
        "areas": ["32.72"],
        "from": visit.day.isoformat(),
        "to": visit.day.isoformat(),
        "known_on": later.isoformat(),
        "effects": effects or {"suspend": True},
        "evidence": "synthetic",
    }
    enter_rules(web.office, act_on(later), [rule])
    return later


def test_a_visit_held_before_its_rule_was_known_is_listed_with_all_that_is_to_be_said(
    web: WebOffice,
) -> None:
    visit = held(web)
    later = learn_late(web, visit)
    assert visit.day is not None
    before = client_of(web.office, day=visit.day)
    assert "Tidak ada kunjungan yang berjalan" in before.get(PAGE).text
    assert TODO not in before.get("/kantor").text
    client = client_of(web.office, day=later)
    found = re.search(rf"<b>1</b> {TODO}", client.get("/kantor").text)
    assert found is not None
    assert f'href="{PAGE}"' in client.get("/kantor").text
    page = client.get(PAGE).text
    assert visit.id in page
    assert visit.request.place in page
    assert 'href="/kantor/aturan/catatan/S-TERLAMBAT"' in page
    assert "SE yang &lt;terlambat&gt; sampai" in page
    assert "Tanpa tahu aturannya" in page
    assert page.count("<tr>") == 2


@pytest.mark.parametrize(
    ("effects", "listed"),
    [
        ({"hours": ["10:00", "12:00"]}, True),
        ({"requires": ["vaccine_card"]}, True),
        ({"total": 1}, True),
        ({"total": 5000}, False),
        ({"advice": ["mask"]}, False),
    ],
)
def test_a_visit_limited_only_later_is_listed_where_it_may_have_had_more(
    web: WebOffice, effects: Mapping[str, object], listed: bool
) -> None:
    visit = held(web)
    later = learn_late(web, visit, effects)
    page = client_of(web.office, day=later).get(PAGE).text
    assert (visit.id in page) is listed
    assert ("dengan batasan menurut" in page) is listed


def test_an_old_case_stays_on_the_list_and_leaves_the_things_to_do(web: WebOffice) -> None:
    visit = held(web)
    learn_late(web, visit)
    assert visit.day is not None
    for days, stands in ((30, True), (31, False)):
        client = client_of(web.office, day=visit.day + timedelta(days))
        assert (TODO in client.get("/kantor").text) is stands
        assert visit.id in client.get(PAGE).text


def test_an_empty_list_says_so_and_the_room_leads_to_it(web: WebOffice) -> None:
    assert "Tidak ada kunjungan yang berjalan" in web.client.get(PAGE).text
    assert f'href="{PAGE}"' in web.client.get("/kantor/aturan").text
