"""Cancel, postpone without a date, put a plan back, serve those present: four different things."""

from __future__ import annotations

from datetime import date

import pytest

from planner.actions.plans.draft_plan import DraftOrder, order_draft
from planner.actions.plans.edit_draft import Edit, edit_draft
from planner.actions.plans.publish_plan import publish_plan
from planner.actions.plans.put_plan_back import put_plan_back
from planner.actions.requests.end_visits import cancel_visits, postpone_visits
from planner.actions.requests.record_visits import record_visits
from planner.actions.requests.serve_present import serve_present
from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.saving.office import Done, Office
from planner.domain.errors import BadInput, NotFound
from planner.domain.visit_life import IllegalChange, story
from planner.domain.visits import Visit
from planner.domain.vocabulary import EventKind, VisitState
from planner.planning.plans.editing import Place
from planner.rules import shipped_records
from tests.actions.conftest import MONDAY, QUICK, OfficeAs, furnish
from tests.builders import act_on

FIRST, LAST = date(2021, 6, 28), date(2021, 7, 9)
ACT = act_on(MONDAY)
WHY = "Ruangan dipakai acara lain."


@pytest.fixture
def published(office_as: OfficeAs) -> Office:
    """Return the office after its first plan was published."""
    return office_as(publish_first)


def publish_first(office: Office) -> None:
    furnish(office)
    order = DraftOrder(first_day=FIRST, last_day=LAST)
    drafted = order_draft(office, ACT, order, solve=QUICK)
    assert drafted.plan is not None
    publish_plan(office, ACT, drafted.plan.id)


def visits(office: Office) -> dict[str, Visit]:
    with office.database.reading() as store:
        return {visit.id: visit for visit in store.visits.list_visits()}


def group(office: Office) -> Visit:
    return next(visit for visit in visits(office).values() if not visit.private)


def page_of(office: Office, visit: Visit) -> str:
    with office.database.reading() as store:
        current = store.publications.find_current()
    assert current is not None
    path = f"kunjungan/{visit.id}.html"
    return office.files.read(current.files[path].sha256).decode()


def test_a_cancelled_visit_is_over_and_its_page_says_so(published: Office) -> None:
    visit = group(published)
    done = cancel_visits(published, ACT, [visit.id], why=WHY)
    assert visits(published)[visit.id].state is VisitState.CANCELLED
    assert "dibatalkan" in done.update.notices[0].text
    assert "Dibatalkan" in page_of(published, visit)
    with pytest.raises(IllegalChange, match="sudah berakhir"):
        cancel_visits(published, ACT, [visit.id], why=WHY)
    with pytest.raises(IllegalChange, match="sudah berakhir"):
        postpone_visits(published, ACT, [visit.id], why=WHY, review_on=FIRST)


def test_a_postponed_visit_waits_for_the_office_not_for_rules(published: Office) -> None:
    visit = group(published)
    review = date(2021, 7, 1)
    postpone_visits(published, ACT, [visit.id], why=WHY, review_on=review)
    held = visits(published)[visit.id]
    assert (held.state, held.day, held.review_on) == (VisitState.SUSPENDED, None, review)
    with published.database.reading() as store:
        after = story(store.visits.list_events(visit.id))
    assert after.was is not None
    assert after.was.day == visit.day
    assert after.because.kind is EventKind.POSTPONED
    stop = [r for r in shipped_records() if r["id"] == "A01"]
    enter_rules(published, act_on(date(2021, 7, 2)), stop)
    assert visits(published)[visit.id].review_on == review
    assert "Ditunda tanpa tanggal" in page_of(published, visit)


def test_a_postponed_visit_comes_back_by_a_plan(published: Office) -> None:
    visit = group(published)
    postpone_visits(published, ACT, [visit.id], why=WHY, review_on=FIRST)
    order = DraftOrder(first_day=FIRST, last_day=LAST)
    drafted = order_draft(published, ACT, order, solve=QUICK)
    assert drafted.plan is not None
    done = publish_plan(published, ACT, drafted.plan.id)
    assert [c.event.kind for c in done.update.changes] == [EventKind.RESUMED]
    back = visits(published)[visit.id]
    assert (back.state, back.held_by_office) == (VisitState.SCHEDULED, False)


def test_reasons_and_days_are_asked_for(published: Office) -> None:
    visit = group(published)
    with pytest.raises(BadInput, match="isi alasan"):
        cancel_visits(published, ACT, [visit.id], why="  a ")
    with pytest.raises(BadInput, match="NIK"):
        cancel_visits(published, ACT, [visit.id], why="Warga 3272034107550001 pindah.")
    with pytest.raises(BadInput, match="sesudah hari ini"):
        postpone_visits(published, ACT, [visit.id], why=WHY, review_on=MONDAY)
    with pytest.raises(NotFound, match="Periksa nomornya"):
        cancel_visits(published, ACT, [visit.id, "zzzzzzz"], why=WHY)
    assert visits(published)[visit.id] == visit


def test_one_bad_visit_saves_none(published: Office) -> None:
    first, second = [v for v in visits(published).values() if not v.private][:2]
    cancel_visits(published, ACT, [first.id], why=WHY)
    with pytest.raises(IllegalChange):
        cancel_visits(published, ACT, [second.id, first.id], why=WHY)
    assert visits(published)[second.id].state is VisitState.SCHEDULED


def moved_plan(office: Office) -> tuple[Visit, Done]:
    """Publish a second plan in which one visit stands on another day."""
    visit = group(office)
    order = DraftOrder(first_day=FIRST, last_day=LAST)
    plan = order_draft(office, ACT, order, solve=QUICK).plan
    assert plan is not None
    used = {entry.day for entry in plan.entries}
    days = [date(2021, 7, n) for n in (5, 6, 7, 8)]
    day = next(each for each in days if each not in used)
    place = Place(day=day, unit_id="unit-1", start_min=540)
    edit_draft(office, ACT, plan.id, Edit(kind="move", visit_id=visit.id, place=place))
    return visit, publish_plan(office, ACT, plan.id)


def test_an_earlier_plan_is_put_back_as_a_new_publication(published: Office) -> None:
    visit, second = moved_plan(published)
    assert second.plan is not None
    assert second.plan.number == 2
    assert visits(published)[visit.id].day != visit.day
    draft = put_plan_back(published, ACT, 1).plan
    assert draft is not None
    assert (draft.rollback_of, draft.based_on) == (1, 2)
    done = publish_plan(published, ACT, draft.id)
    assert done.plan is not None
    assert done.plan.number == 3
    assert [c.event.kind for c in done.update.changes] == [EventKind.MOVED]
    back = visits(published)[visit.id]
    assert (back.day, back.unit_id, back.start_min) == (visit.day, visit.unit_id, visit.start_min)
    with published.database.reading() as store:
        first = store.plans.find_numbered(1)
    assert first is not None
    assert first.content_hash != ""


def test_putting_back_keeps_to_the_rules_known_now(published: Office) -> None:
    moved_plan(published)
    stop = [r for r in shipped_records() if r["id"] == "A01"]
    friday = act_on(date(2021, 7, 2))
    enter_rules(published, friday, stop)
    draft = put_plan_back(published, friday, 1).plan
    assert draft is not None
    assert all(entry.day >= friday.day for entry in draft.entries)
    publish_plan(published, friday, draft.id)


@pytest.mark.parametrize("number", [1, 7])
def test_what_cannot_be_put_back_is_told(published: Office, number: int) -> None:
    with pytest.raises(NotFound, match="terbit"):
        put_plan_back(published, ACT, number)


def test_those_present_are_served_although_a_rule_stops_the_visit(published: Office) -> None:
    visit = group(published)
    assert visit.day is not None
    today = act_on(visit.day)
    with pytest.raises(BadInput, match="tidak dijadwalkan hari ini"):
        serve_present(published, ACT, visit.id, people=1, why="Warga sudah antre.")
    with pytest.raises(BadInput, match="Jumlah orang"):
        serve_present(published, today, visit.id, people=visit.people + 1, why="Warga antre.")
    done = serve_present(published, today, visit.id, people=12, why="Warga sudah antre.")
    kinds = [change.event.kind for change in done.update.changes]
    assert kinds == [EventKind.SPLIT, EventKind.SERVED_PRESENT]
    served = visits(published)[visit.id]
    assert (served.state, served.people, served.day) == (VisitState.DONE, 12, visit.day)
    rest = [v for v in visits(published).values() if v.split_from == visit.id]
    assert [(v.people, v.state) for v in rest] == [(visit.people - 12, VisitState.REQUESTED)]
    with pytest.raises(BadInput, match="belum berlangsung"):
        record_visits(published, today, [visit.id], state=VisitState.DONE, why="uji")
