"""The page on which visits go back to the day and the hours they were promised."""

from __future__ import annotations

import re
from datetime import date, timedelta

from planner.actions.requests.end_visits import postpone_visits
from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.saving.office_state import load_state
from planner.domain.visits import Visit
from planner.domain.vocabulary import VisitState
from tests.builders import act_on
from tests.web.conftest import MONDAY, WebOffice, client_of

PAGE = "/kantor/kembali"
TUESDAY = MONDAY + timedelta(1)
TODO = "kunjungan bisa kembali ke jadwal semula"


def rule(name: str, known_on: date, **more: object) -> dict[str, object]:
    return {
        "kind": "rule",
        "id": name,
        "title": f"SE <{name}>",
        "issuer": "city",
        "binding": "mandatory",
        "areas": ["32.72"],
        "from": "2021-06-28",
        "to": "2021-07-02",
        "known_on": known_on.isoformat(),
        "effects": {"suspend": True},
        "evidence": "synthetic",
        **more,
    }


def visits(web: WebOffice) -> dict[str, Visit]:
    with web.office.database.reading() as store:
        return dict(load_state(store, web.office.areas).visits)


def lifted(web: WebOffice) -> dict[str, Visit]:
    """Stop the week of the plan and lift it on the next day; return the visits as before."""
    before = {n: v for n, v in visits(web).items() if v.state is VisitState.SCHEDULED}
    enter_rules(web.office, act_on(MONDAY), [rule("R-HENTI", MONDAY)])
    over = {"from": "2021-06-25", "to": "2021-06-25", "effects": {}, "revokes": ["R-HENTI"]}
    lifting = rule("R-CABUT", TUESDAY, **over, whole=True, sources=["SE 2/2021"])
    enter_rules(web.office, act_on(TUESDAY), [lifting])
    return before


def ticks(page: str) -> list[str]:
    return re.findall(r'name="kunjungan" value="([^"]+)" checked', page)


def test_what_was_stopped_goes_back_in_two_clicks(web: WebOffice) -> None:
    assert "Tidak ada kunjungan yang bisa kembali" in web.client.get(PAGE).text
    before = lifted(web)
    client = client_of(web.office, day=TUESDAY)
    home = client.get("/kantor").text
    assert re.search(rf"<b>{len(before)}</b> {TODO}", home)
    page = client.get(PAGE).text
    assert len(ticks(page)) == len(before)
    assert "SE &lt;R-HENTI&gt;" in page
    sent = {"kunci": "k", "kunjungan": ticks(page)}
    for _ in range(2):
        answer = client.post(PAGE, data=sent)
        assert (answer.status_code, answer.headers["location"]) == (303, "/kantor/hubungi")
    after = visits(web)
    for name, visit in before.items():
        slot = (visit.day, visit.unit_id, visit.start_min, visit.end_min)
        now = after[name]
        assert (now.day, now.unit_id, now.start_min, now.end_min) == slot
        assert now.state is VisitState.SCHEDULED
    assert TODO not in client.get("/kantor").text
    assert "dibuka lagi" in client.get("/kantor/hubungi").text


def test_only_what_is_ticked_goes_back_and_only_as_it_was_shown(web: WebOffice) -> None:
    before = lifted(web)
    client = client_of(web.office, day=TUESDAY)
    first, *others = ticks(client.get(PAGE).text)
    assert client.post(PAGE, data={"kunci": "a"}).status_code == 422
    gone = first.partition(":")[0]
    later = TUESDAY + timedelta(9)
    postpone_visits(web.office, act_on(TUESDAY), [gone], why="Balai dipakai.", review_on=later)
    refused = client.post(PAGE, data={"kunci": "b", "kunjungan": [first, *others]})
    assert refused.status_code == 409
    assert VisitState.SCHEDULED not in {visits(web)[name].state for name in before}
    assert client.post(PAGE, data={"kunci": "c", "kunjungan": others[:1]}).status_code == 303
    now = {name for name in before if visits(web)[name].state is VisitState.SCHEDULED}
    assert now == {others[0].partition(":")[0]}
