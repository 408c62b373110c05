"""A draft is edited by hand, taken back and done again; several stand side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planner.actions.plans.draft_plan import DraftOrder, order_draft
from planner.actions.plans.edit_draft import Edit, EditConflict, edit_draft, redo_edit, undo_edit
from planner.actions.plans.publish_plan import publish_plan
from planner.actions.requests.enter_requests import enter_requests
from planner.actions.saving.office import Office
from planner.domain.errors import BadInput, NotFound, NotPublishable
from planner.domain.plans import MOST_EDITS, Plan, PlanEntry, Scenario
from planner.domain.vocabulary import EventKind, VisitState
from planner.planning.plans.editing import Place
from tests.actions.conftest import MONDAY, QUICK
from tests.builders import act_on, make_office, make_request

FIRST, LAST = date(2021, 6, 28), date(2021, 7, 9)
ACT = act_on(MONDAY)


def drafted(office: Office, **given: object) -> Plan:
    order = DraftOrder(first_day=FIRST, last_day=LAST, **given)  # type: ignore[arg-type]
    made = order_draft(office, ACT, order, solve=QUICK).plan
    assert made is not None
    return made


def read(office: Office, plan_id: int) -> Plan:
    with office.database.reading() as store:
        return store.plans.get_plan(plan_id)


def free_place(plan: Plan, entry: PlanEntry) -> Place:
    """Return a place on a day on which no unit works, at the entry's own hour."""
    used = {each.day for each in plan.entries}
    days = [date(2021, 6, 28 + n) for n in range(3)] + [date(2021, 7, n) for n in range(1, 10)]
    day = next(d for d in days if d not in used and d.weekday() < 4)
    return Place(day=day, unit_id=entry.unit_id, start_min=9 * 60)


def group_entry(office: Office, plan: Plan) -> PlanEntry:
    with office.database.reading() as store:
        homes = {visit.id for visit in store.visits.list_visits() if visit.private}
    return next(entry for entry in plan.entries if entry.visit_id not in homes)


def content(plan: Plan) -> tuple[object, ...]:
    return (plan.entries, plan.left_out, plan.cost, plan.facts)


def test_each_edit_can_be_taken_back_and_done_again_after_a_restart(
    office: Office, tmp_path: Path, database_url: str
) -> None:
    plan = drafted(office)
    entry = group_entry(office, plan)
    place = free_place(plan, entry)
    steps = [
        Edit(kind="move", visit_id=entry.visit_id, place=place),
        Edit(kind="pin", visit_id=entry.visit_id),
        Edit(kind="remove", visit_id=entry.visit_id),
        Edit(kind="add", visit_id=entry.visit_id, place=replace(place, start_min=600)),
    ]
    states = [content(read(office, plan.id))]
    for step in steps:
        edit_draft(office, ACT, plan.id, step)
        states.append(content(read(office, plan.id)))
    assert len({repr(state) for state in states}) == 5
    office.database.close()
    again = make_office(tmp_path / "demo", url=database_url)
    with again.database:
        for expected in reversed(states[:-1]):
            undo_edit(again, ACT, plan.id)
            assert content(read(again, plan.id)) == expected
        with pytest.raises(NotFound, match="diurungkan"):
            undo_edit(again, ACT, plan.id)
        for expected in states[1:]:
            redo_edit(again, ACT, plan.id)
            assert content(read(again, plan.id)) == expected
        with pytest.raises(NotFound, match="diulangi"):
            redo_edit(again, ACT, plan.id)


def test_a_move_stands_where_it_was_put_and_costs_what_it_costs(office: Office) -> None:
    plan = drafted(office)
    entry = group_entry(office, plan)
    place = free_place(plan, entry)
    edit_draft(office, ACT, plan.id, Edit(kind="move", visit_id=entry.visit_id, place=place))
    after = read(office, plan.id)
    moved = next(each for each in after.entries if each.visit_id == entry.visit_id)
    assert (moved.day, moved.unit_id, moved.start_min) == (place.day, place.unit_id, 540)
    assert moved.end_min - moved.start_min == entry.end_min - entry.start_min
    assert after.cost.total == sum(v for k, v in after.cost.known().items() if k != "total")
    assert after.cost != plan.cost
    publish_plan(office, ACT, plan.id)
    with office.database.reading() as store:
        assert store.visits.get_visit(entry.visit_id).day == place.day


def test_a_new_edit_ends_what_could_be_done_again(office: Office) -> None:
    plan = drafted(office)
    first, second = plan.entries[0].visit_id, plan.entries[1].visit_id
    edit_draft(office, ACT, plan.id, Edit(kind="pin", visit_id=first))
    undo_edit(office, ACT, plan.id)
    edit_draft(office, ACT, plan.id, Edit(kind="pin", visit_id=second))
    with pytest.raises(NotFound):
        redo_edit(office, ACT, plan.id)
    pinned = [entry.visit_id for entry in read(office, plan.id).entries if entry.pinned]
    assert pinned == [second]


def test_the_last_twenty_edits_can_be_taken_back(office: Office) -> None:
    plan = drafted(office)
    name = plan.entries[0].visit_id
    for number in range(MOST_EDITS + 3):
        kind = "unpin" if number % 2 else "pin"
        edit_draft(office, ACT, plan.id, Edit(kind=kind, visit_id=name))
    for _ in range(MOST_EDITS):
        undo_edit(office, ACT, plan.id)
    with pytest.raises(NotFound):
        undo_edit(office, ACT, plan.id)
    assert read(office, plan.id).entries[0].pinned


@pytest.mark.parametrize(
    ("given", "refusal", "sentence"),
    [
        ({"day": date(2021, 7, 3)}, NotPublishable, "akhir pekan|libur"),
        ({"day": date(2021, 7, 12)}, BadInput, "di luar hari draf"),
        ({"unit_id": "unit-9"}, NotFound, "Unit 'unit-9' tidak ada"),
        ({"start_min": 23 * 60}, NotPublishable, "di luar jam kerja"),
    ],
)
def test_what_breaks_a_rule_is_refused_with_its_sentence(
    office: Office, given: dict[str, object], refusal: type[Exception], sentence: str
) -> None:
    plan = drafted(office)
    entry = group_entry(office, plan)
    place = replace(free_place(plan, entry), **given)  # type: ignore[arg-type]
    with pytest.raises(refusal, match=sentence):
        edit_draft(office, ACT, plan.id, Edit(kind="move", visit_id=entry.visit_id, place=place))
    assert content(read(office, plan.id)) == content(plan)


def test_a_unit_is_not_booked_twice(office: Office) -> None:
    plan = drafted(office)
    first, second = plan.entries[:2]
    place = Place(day=first.day, unit_id=first.unit_id, start_min=first.start_min)
    with pytest.raises(NotPublishable, match="tidak sempat"):
        edit_draft(office, ACT, plan.id, Edit(kind="move", visit_id=second.visit_id, place=place))


def test_two_people_at_one_visit_conflict_at_different_ones_do_not(office: Office) -> None:
    plan = drafted(office)
    first, second = plan.entries[0].visit_id, plan.entries[1].visit_id
    edit_draft(office, ACT, plan.id, Edit(kind="pin", visit_id=first, seen=0))
    edit_draft(office, ACT, plan.id, Edit(kind="pin", visit_id=second, seen=0))
    with pytest.raises(EditConflict, match=r"sudah diubah oleh Koordinator uji.*09\.00"):
        edit_draft(office, ACT, plan.id, Edit(kind="remove", visit_id=first, seen=0))
    edit_draft(office, ACT, plan.id, Edit(kind="remove", visit_id=first, seen=1))


def test_a_page_older_than_the_edits_that_are_kept_overwrites_nothing(office: Office) -> None:
    plan = drafted(office)
    mine, other, third = (entry.visit_id for entry in plan.entries[:3])
    for name, kind in ((mine, "pin"), (other, "pin"), (mine, "unpin")):
        edit_draft(office, ACT, plan.id, Edit(kind=kind, visit_id=name))
    for seen in (0, 2):
        with pytest.raises(EditConflict, match="oleh Koordinator uji"):
            edit_draft(office, ACT, plan.id, Edit(kind="remove", visit_id=mine, seen=seen))
    # Seventeen more of another visit: all that came after the first page is still known.
    for number in range(MOST_EDITS - 3):
        kind = "pin" if number % 2 else "unpin"
        edit_draft(office, ACT, plan.id, Edit(kind=kind, visit_id=other))
    edit_draft(office, ACT, plan.id, Edit(kind="pin", visit_id=third, seen=1))
    for number in range(3):
        kind = "unpin" if number % 2 else "pin"
        edit_draft(office, ACT, plan.id, Edit(kind=kind, visit_id=other))
    # What was done to the visit after those pages is kept no more.
    for seen in (0, 2, 3):
        with pytest.raises(EditConflict, match="banyak berubah"):
            edit_draft(office, ACT, plan.id, Edit(kind="remove", visit_id=mine, seen=seen))
    edit_draft(office, ACT, plan.id, Edit(kind="remove", visit_id=mine, seen=MOST_EDITS))


def test_a_page_that_shows_an_edit_since_taken_back_overwrites_nothing(office: Office) -> None:
    plan = drafted(office)
    mine, other = plan.entries[0].visit_id, plan.entries[1].visit_id
    edit_draft(office, ACT, plan.id, Edit(kind="pin", visit_id=other))
    edit_draft(office, ACT, plan.id, Edit(kind="pin", visit_id=mine))
    undo_edit(office, ACT, plan.id)
    edit_draft(office, ACT, plan.id, Edit(kind="unpin", visit_id=other))
    with pytest.raises(EditConflict, match="banyak berubah"):
        edit_draft(office, ACT, plan.id, Edit(kind="unpin", visit_id=mine, seen=2))
    edit_draft(office, ACT, plan.id, Edit(kind="unpin", visit_id=mine, seen=3))


def test_a_published_plan_is_edited_no_more(office: Office) -> None:
    plan = drafted(office)
    publish_plan(office, ACT, plan.id)
    with pytest.raises(NotPublishable, match="bukan draf lagi"):
        edit_draft(office, ACT, plan.id, Edit(kind="pin", visit_id=plan.entries[0].visit_id))


def test_a_new_search_keeps_pins_also_of_a_session_cut_out(office: Office) -> None:
    enter_requests(office, ACT, [make_request("P-S", people=120)])
    plan = drafted(office)
    cut = [entry for entry in plan.entries if entry.split_from is not None]
    assert cut
    held = {}
    for entry in (cut[-1], group_entry(office, plan)):
        edit_draft(office, ACT, plan.id, Edit(kind="pin", visit_id=entry.visit_id))
        held[entry.visit_id] = (entry.day, entry.unit_id, entry.start_min, entry.people)
    again = drafted(office, pins_of=plan.id)
    places = {
        entry.visit_id: (entry.day, entry.unit_id, entry.start_min, entry.people)
        for entry in again.entries
    }
    assert {name: places[name] for name in held} == held
    assert {entry.visit_id for entry in again.entries if entry.pinned} == set(held)
    done = publish_plan(office, ACT, again.id)
    people = [v.people for v in done.state.visits.values() if v.request.id == "P-S"]
    assert sum(people) == 120


def test_what_ifs_stand_side_by_side_and_change_nothing(office: Office) -> None:
    plain = drafted(office)
    fewer = drafted(office, scenario=Scenario(title="Satu unit rusak", units=("unit-1",)))
    with office.database.reading() as store:
        drafts = {plan.id: plan for plan in store.plans.list_drafts()}
    assert set(drafts) == {plain.id, fewer.id}
    assert drafts[fewer.id].scenario == Scenario(title="Satu unit rusak", units=("unit-1",))
    assert {entry.unit_id for entry in drafts[fewer.id].entries} == {"unit-1"}
    with pytest.raises(BadInput, match="unit-7"):
        drafted(office, scenario=Scenario(units=("unit-7",)))
    with pytest.raises(BadInput, match="NIK"):
        drafted(office, scenario=Scenario(title="untuk 3272034107550001"))


def test_a_what_if_that_only_its_own_rules_allow_cannot_be_published(office: Office) -> None:
    hours = {
        "id": "UJI-JAM",
        "kind": "hours",
        "title": "Jam coba-coba",
        "known_on": MONDAY,
        "evidence": "synthetic",
        "from": FIRST,
        "to": LAST,
        "mon_thu": [["18:00", "23:00"]],
        "fri": [["18:00", "23:00"]],
    }
    plan = drafted(office, scenario=Scenario(title="Malam", records=(hours,)))
    assert plan.entries
    assert {entry.start_min >= 18 * 60 for entry in plan.entries} == {True}
    with pytest.raises(NotPublishable, match="di luar jam kerja"):
        publish_plan(office, ACT, plan.id)


def test_what_a_publication_takes_out_is_postponed_and_told(office: Office) -> None:
    publish_plan(office, ACT, drafted(office).id)
    plan = drafted(office)
    entry = group_entry(office, plan)
    edit_draft(office, ACT, plan.id, Edit(kind="remove", visit_id=entry.visit_id))
    done = publish_plan(office, ACT, plan.id)
    assert [c.event.kind for c in done.update.changes] == [EventKind.POSTPONED]
    visit = done.state.visits[entry.visit_id]
    assert (visit.state, visit.day, visit.held_by_office) == (VisitState.SUSPENDED, None, True)
    assert visit.review_on == date(2021, 6, 28)
    assert "ditunda" in done.update.notices[0].text


def test_a_draft_whose_every_edit_was_taken_back_is_edited_on(office: Office) -> None:
    plan = drafted(office)
    first = plan.entries[0].visit_id
    for turn in range(MOST_EDITS):
        kind = "unpin" if turn % 2 else "pin"
        edit_draft(office, ACT, plan.id, Edit(kind=kind, visit_id=first))
    for _ in range(MOST_EDITS):
        undo_edit(office, ACT, plan.id)
    edit_draft(office, ACT, plan.id, Edit(kind="pin", visit_id=first, seen=0))
