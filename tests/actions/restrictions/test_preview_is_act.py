"""What a preview says of a published plan is what recording the same rules then does to it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import pytest

from planner.actions.crews.enter_units import enter_units
from planner.actions.plans.draft_plan import draft_plan
from planner.actions.plans.publish_plan import publish_plan
from planner.actions.requests.enter_requests import enter_requests
from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.restrictions.preview_rules import preview_rules
from planner.actions.restrictions.start_rules import enter_starting_rules
from planner.actions.saving.office import Office
from planner.actions.saving.office_state import load_state
from planner.domain.vocabulary import Line
from tests.actions.conftest import QUICK
from tests.builders import CIKOLE, TIPAR, act_on, make_office, make_request, make_unit
from tests.sizes import seeds

MONDAY = date(2026, 11, 30)
ACT = act_on(MONDAY)
#: A kelurahan in which no visit of these tests lies.
ELSEWHERE = "32.72.06.1003"


def published(folder: Path, seed: int) -> Office:
    """Return an office of today that published a plan of schools and others, some of them split."""
    chance = Random(seed)
    office = make_office(folder, demo=False, whatsapp="6281234567890")
    enter_starting_rules(office, ACT)
    fleet = [chance.choice([40, 60, 120]) for _ in range(chance.randint(1, 3))]
    enter_units(
        office, ACT, [make_unit(f"u-{n}", people_per_day=people) for n, people in enumerate(fleet)]
    )
    asked = [
        make_request(
            f"P-{n}",
            line=chance.choice([Line.PELAJAR, Line.PELAJAR, Line.PERMUKIMAN, Line.PERUSAHAAN]),
            area_code=chance.choice([TIPAR, CIKOLE]),
            people=chance.randint(51, 150),
            requested_on=date(2026, 11, 20),
        )
        for n in range(chance.randint(2, 4))
    ]
    enter_requests(office, ACT, asked)
    days = {"first_day": date(2026, 12, 2), "last_day": date(2026, 12, 11)}
    plan = draft_plan(office, ACT, **days, solve=QUICK).plan
    assert plan is not None
    assert plan.entries
    publish_plan(office, ACT, plan.id)
    return office


def stop(area: str, **effects: object) -> dict[str, object]:
    return {
        "kind": "rule",
        "id": "R-" + area.replace(".", "-"),
        "title": "Aturan contoh",
        "issuer": "city",
        "binding": "mandatory",
        "areas": [area],
        "from": "2026-12-03",
        "to": "2026-12-08",
        "known_on": MONDAY.isoformat(),
        "effects": effects or {"suspend": True},
        "evidence": "synthetic",
    }


def split_sessions(office: Office) -> int:
    with office.database.reading() as store:
        visits = load_state(store, office.areas).visits.values()
    return sum(v.request.line is Line.PELAJAR and v.people < 51 <= v.request.people for v in visits)


@pytest.mark.parametrize("seed", seeds("previews"))
def test_previews_of_a_published_plan_are_what_is_done(tmp_path: Path, seed: int) -> None:
    office = published(tmp_path / "kantor", seed)
    # A rule for another place touches nothing, small sessions of a large school neither.
    far = stop(ELSEWHERE)
    assert preview_rules(office, ACT, [far]).effect.visits == 0
    assert enter_rules(office, ACT, [far]).update.changes == ()
    chance = Random(seed)
    effects: dict[str, object] = chance.choice([{"suspend": True}, {"people_together": 10}])
    near = stop(chance.choice([TIPAR, CIKOLE]), **effects)
    seen = preview_rules(office, ACT, [near]).effect
    done = enter_rules(office, ACT, [near]).update.changes
    assert {hit.visit_id for hit in seen.hits} == {change.visit.id for change in done}
    assert seen.kinds == Counter(change.event.kind for change in done)
    assert seen.people == sum(change.visit.people for change in done)
    office.database.close()


def test_some_of_these_offices_split_a_school(tmp_path: Path) -> None:
    offices = [published(tmp_path / str(seed), seed) for seed in range(3)]
    assert sum(map(split_sessions, offices)) > 1
    for office in offices:
        office.database.close()
