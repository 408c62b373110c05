"""What rules would change is seen before they are in force, exactly as it would happen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from planner.domain.decisions import Limits
from planner.domain.visits import Visit
from planner.domain.vocabulary import EventKind, Line, Outcome
from planner.planning.restrictions.suspension import Knowledge, changes_for
from planner.planning.restrictions.whatif import next_level, what_if
from planner.rules import Rulebook, WorkCalendar, shipped_records
from tests.builders import instant, make_home_request, make_request, make_visit

TODAY = date(2021, 7, 2)
EARLIER = [record for record in shipped_records() if str(record["known_on"]) < "2021-07-02"]
A01 = next(record for record in shipped_records() if record["id"] == "A01")
CALENDAR = WorkCalendar.of(shipped_records())
HALF = Limits(percent=50, total=50, requires=("mask", "distancing"))


def knowledge(records: list[dict[str, object]], as_of: date = TODAY) -> Knowledge:
    return Knowledge(
        book=Rulebook.of(records), calendar=CALENDAR, as_of=as_of, at=instant(as_of), who="Uji"
    )


def visit(number: int, day: date | None, **given: Any) -> Visit:
    request = make_request(f"P-{number}", **given)
    facts: dict[str, Any] = {"limits": HALF, "firm": True} if day else {}
    return make_visit(request, day=day, **facts)


VISITS = [
    visit(1, date(2021, 7, 2)),
    visit(2, date(2021, 7, 5), people=70),
    visit(3, date(2021, 7, 5), area_code="32.72.02.1001", people=30),
    visit(4, None, people=40),
    make_visit(make_home_request("H-1"), day=date(2021, 7, 5), limits=replace(HALF, total=None)),
]


def test_a_draft_instrument_shows_visits_people_and_kelurahan() -> None:
    effect = what_if(VISITS, knowledge(EARLIER), knowledge([*EARLIER, A01]))
    assert [hit.visit.id for hit in effect.hits] == [VISITS[n].id for n in (1, 2, 4)]
    assert effect.by_kind() == {EventKind.SUSPENDED: 3}
    assert effect.people == 101
    assert effect.by_area() == {"32.72.02.1001": (1, 30), "32.72.03.1002": (1, 70)}
    assert {(hit.before.outcome, hit.after.outcome) for hit in effect.hits} == {
        (Outcome.GO_LIMITED, Outcome.MOVE)
    }
    assert effect.waiting == 1


def test_what_is_seen_is_what_would_happen() -> None:
    then = knowledge([*EARLIER, A01])
    seen = what_if(VISITS, knowledge(EARLIER), then)
    assert tuple(hit.change for hit in seen.hits) == changes_for(VISITS, then)


def test_what_is_due_anyway_is_not_laid_at_the_draft() -> None:
    both = knowledge([*EARLIER, A01])
    assert what_if(VISITS, both, both).hits == ()


def test_a_changed_policy_is_a_draft_like_any_other() -> None:
    policy = next(record for record in EARLIER if record["kind"] == "policy")
    softer: dict[str, Any] = {
        **policy,
        "id": "P-LUNAK",
        "corrects": policy["id"],
        "by_level": {4: {"PERMUKIMAN": {"percent": 25}}},
    }
    stopped = knowledge([*EARLIER, A01])
    effect = what_if(VISITS, stopped, knowledge([*EARLIER, A01, softer]))
    kinds = {hit.visit.id: hit.change.event.kind for hit in effect.hits}
    assert kinds[VISITS[1].id] is EventKind.LIMITED


def test_the_next_stricter_level_of_the_coming_week() -> None:
    stricter = next_level(VISITS, knowledge(EARLIER), EARLIER, "32.72")
    assert stricter is not None
    assert (stricter.level, stricter.first, stricter.last) == (
        3,
        date(2021, 7, 3),
        date(2021, 7, 9),
    )
    assert {hit.change.event.kind for hit in stricter.effect.hits} == {EventKind.LIMITED}
    assert len(stricter.effect.hits) == 3


def test_above_the_highest_level_there_is_nothing() -> None:
    records = [*EARLIER, A01]
    assert next_level(VISITS, knowledge(records), records, "32.72") is None


def test_a_line_that_no_level_touches_is_left_alone() -> None:
    home = make_request("H-2", line=Line.AKI_NINI, people=1)
    free = make_visit(home, day=date(2021, 7, 5), firm=True)
    policy = [record for record in EARLIER if record["kind"] == "policy"]
    lowest = {**A01, "level": 1}
    effect = what_if([free], knowledge(policy), knowledge([*policy, lowest]))
    assert effect.hits == ()
