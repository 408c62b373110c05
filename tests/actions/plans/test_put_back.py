"""An earlier plan put back is all that stood while it was in force, and nothing else moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from planner.actions.crews.enter_units import enter_units
from planner.actions.plans.draft_plan import draft_plan
from planner.actions.plans.publish_plan import publish_plan
from planner.actions.plans.put_plan_back import put_plan_back
from planner.actions.requests.enter_requests import enter_requests
from planner.actions.restrictions.start_rules import enter_starting_rules
from planner.actions.saving.office import Done, Office
from planner.actions.saving.office_state import load_state
from planner.domain.plans import Plan, PlanMove
from planner.domain.vocabulary import EventKind, Line, VisitState
from planner.planning.plans.diff import diff_plans
from planner.planning.plans.rollback import still_to_come
from tests.actions.conftest import QUICK
from tests.builders import CIKOLE, TIPAR, act_on, make_office, make_request, make_unit
from tests.sizes import seeds

MONDAY = date(2026, 11, 30)
ACT = act_on(MONDAY)
#: What people were promised: day, unit and hour by visit.
Promises = dict[str, tuple[date | None, str | None, int | None]]


def office_of(folder: Path, chance: Random) -> Office:
    office = make_office(folder, demo=False, whatsapp="6281234567890")
    enter_starting_rules(office, ACT)
    fleet = [chance.choice([40, 60, 120]) for _ in range(chance.randint(1, 3))]
    enter_units(
        office, ACT, [make_unit(f"u-{n}", people_per_day=people) for n, people in enumerate(fleet)]
    )
    return office


def ask(office: Office, chance: Random, known: int) -> None:
    asked = [
        make_request(
            f"P-{known}-{n}",
            line=chance.choice([Line.PELAJAR, Line.PERMUKIMAN, Line.PERUSAHAAN]),
            area_code=chance.choice([TIPAR, CIKOLE]),
            people=chance.randint(20, 130),
            requested_on=date(2026, 11, 20),
        )
        for n in range(chance.randint(1, 3))
    ]
    enter_requests(office, ACT, asked)


def promises(office: Office) -> Promises:
    with office.database.reading() as store:
        visits = load_state(store, office.areas).visits.values()
    return {
        visit.id: (visit.day, visit.unit_id, visit.start_min)
        for visit in visits
        if visit.state is VisitState.SCHEDULED
    }


def planned(office: Office, chance: Random) -> Plan:
    first = date(2026, 12, 2) + timedelta(chance.choice([0, 0, 5, 10, 16]))
    last = first + timedelta(chance.choice([4, 9, 14]))
    plan = draft_plan(office, ACT, first_day=first, last_day=last, solve=QUICK).plan
    assert plan is not None
    return plan


def published(office: Office, plan: Plan | None) -> Done:
    """Publish ``plan`` after a look at what it changes, and see that this is what it did."""
    assert plan is not None
    before = promises(office)
    with office.database.reading() as store:
        state = load_state(store, office.areas)
    seen = diff_plans(state.published, plan, state.visits)
    done = publish_plan(office, ACT, plan.id)
    after = promises(office)
    kinds = Counter(move.kind for move in seen.moves)
    assert kinds["added"] == len(after.keys() - before.keys()) - returning(seen.moves, before)
    assert kinds["dropped"] == len(before.keys() - after.keys())
    held = {entry.visit_id for entry in plan.entries}
    assert kinds["kept"] == sum(before.get(name) == after[name] for name in held)
    moved = {name for name, place in after.items() if before.get(name, place) != place}
    events = [c.visit.id for c in done.update.changes if c.event.kind is EventKind.MOVED]
    assert sorted(events) == sorted(moved)
    return done


def returning(moves: Iterable[PlanMove], before: Promises) -> int:
    """Return how many visits without a date get one again: they are shown with their old one."""
    return sum(
        m.before is not None and m.after is not None for m in moves if m.visit_id not in before
    )


@pytest.mark.parametrize("seed", seeds("previews"))
def test_a_plan_put_back_is_all_that_stood_under_it(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)
    office = office_of(tmp_path / "kantor", chance)
    under: dict[int, Promises] = {}
    for known in range(chance.randint(2, 3)):
        ask(office, chance, known)
        done = published(office, planned(office, chance))
        assert done.plan is not None
        under[done.plan.number or 0] = promises(office)
    numbers = sorted(under)
    latest = numbers[-1]
    for number in chance.choices(numbers, k=3):
        if number == latest:
            continue
        done = published(office, put_plan_back(office, ACT, number).plan)
        assert promises(office) == under[number], (number, numbers)
        assert done.plan is not None
        latest = done.plan.number or 0
        under[latest] = promises(office)
    office.database.close()


def test_there_and_back_again_keeps_every_visit(tmp_path: Path) -> None:
    chance = Random(7)
    office = office_of(tmp_path / "kantor", chance)
    enter_requests(office, ACT, [make_request(f"A-{n}", people=30) for n in range(3)])
    days = {"first_day": date(2026, 12, 2), "last_day": date(2026, 12, 11)}
    published(office, draft_plan(office, ACT, **days, solve=QUICK).plan)
    first = promises(office)
    enter_requests(office, ACT, [make_request(f"B-{n}", people=30) for n in range(3)])
    days = {"first_day": date(2026, 12, 14), "last_day": date(2026, 12, 23)}
    published(office, draft_plan(office, ACT, **days, solve=QUICK).plan)
    second = promises(office)
    assert len(second) > len(first) > 0
    with office.database.reading() as store:
        plans, state = store.plans.list_plans()[::-1], load_state(store, office.areas)
    coming = still_to_come(plans, state.visits, MONDAY)
    assert coming == {1: len(first), 2: len(second) - len(first)}
    assert not still_to_come(plans, state.visits, date(2027, 1, 1))
    back = published(office, put_plan_back(office, ACT, 1).plan)
    assert promises(office) == first
    assert not [c for c in back.update.changes if c.event.kind is EventKind.MOVED]
    published(office, put_plan_back(office, ACT, 2).plan)
    assert promises(office) == second
    office.database.close()
