"""Draft, publish, refuse: the life of a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planner.actions.crews.enter_units import enter_units
from planner.actions.plans.draft_plan import draft_plan
from planner.actions.plans.edit_draft import discard_draft
from planner.actions.plans.publish_plan import publish_plan
from planner.actions.requests.end_visits import cancel_visits
from planner.actions.requests.record_visits import record_visits
from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.saving.office import Office
from planner.domain.errors import BadInput, NotFound, NotPublishable, StaleDraft
from planner.domain.vocabulary import EventKind, PlanState, VisitState
from planner.rules import shipped_records
from routes import Problem, Solution
from tests.actions.conftest import MONDAY, QUICK
from tests.builders import act_on, make_office, make_unit

FIRST, LAST = date(2021, 6, 28), date(2021, 7, 9)


def draft(office: Office, *, first: date = FIRST, last: date = LAST) -> int:
    done = draft_plan(office, act_on(MONDAY), first_day=first, last_day=last, solve=QUICK)
    assert done.plan is not None
    return done.plan.id


def counts(office: Office) -> tuple[int, int, int, int]:
    with office.database.reading() as store:
        events = sum(len(each) for each in store.visits.events_of().values())
        notices = len(store.notices.list_notices())
        return events, notices, len(store.plans.list_plans()), len(store.publications.list_days())


def test_a_draft_changes_nothing_that_people_see(office: Office) -> None:
    events, notices, _, days = counts(office)
    draft(office)
    assert counts(office) == (events, notices, 1, days)
    with office.database.reading() as store:
        assert {v.state for v in store.visits.list_visits()} == {VisitState.REQUESTED}
        assert store.publications.find_current() is None


def test_publishing_gives_dates_tells_people_and_shows_pages(office: Office) -> None:
    done = publish_plan(office, act_on(MONDAY), draft(office))
    assert done.plan is not None
    assert (done.plan.number, done.plan.state) == (1, PlanState.PUBLISHED)
    assert len(done.plan.content_hash) == 64
    with office.database.reading() as store:
        visits = store.visits.list_visits()
        current = store.publications.find_current()
        notices = store.notices.list_notices()
    assert {v.state for v in visits} == {VisitState.SCHEDULED}
    assert current is not None
    assert current.plan_number == 1
    assert "index.html" in current.files
    assert len(notices) == len(visits)


def test_a_plan_is_published_once(office: Office) -> None:
    plan_id = draft(office)
    publish_plan(office, act_on(MONDAY), plan_id)
    before = counts(office)
    with pytest.raises(NotPublishable, match="bukan draf lagi"):
        publish_plan(office, act_on(MONDAY), plan_id)
    assert counts(office) == before


def test_a_draft_made_before_another_publication_is_stale(office: Office) -> None:
    first, second = draft(office), draft(office)
    publish_plan(office, act_on(MONDAY), first)
    before = counts(office)
    with pytest.raises(StaleDraft, match="berubah sejak draf"):
        publish_plan(office, act_on(MONDAY), second)
    assert counts(office) == before


def test_a_draft_made_before_a_stop_cannot_be_published_after_it(office: Office) -> None:
    plan_id = draft(office, first=date(2021, 7, 5), last=LAST)
    stop = [r for r in shipped_records() if r["id"] == "A01"]
    enter_rules(office, act_on(date(2021, 7, 2)), stop)
    before = counts(office)
    with pytest.raises(NotPublishable, match="Inmendagri 15/2021"):
        publish_plan(office, act_on(date(2021, 7, 2)), plan_id)
    assert counts(office) == before


def test_a_draft_whose_days_have_passed_cannot_be_published(office: Office) -> None:
    plan_id = draft(office, first=FIRST, last=FIRST)
    with pytest.raises(NotPublishable, match="sudah lewat"):
        publish_plan(office, act_on(date(2021, 6, 29)), plan_id)
    publish_plan(office, act_on(FIRST), plan_id)


def test_a_discarded_draft_stays_on_record_and_cannot_be_published(office: Office) -> None:
    plan_id = draft(office)
    discard_draft(office, act_on(MONDAY), plan_id)
    with office.database.reading() as store:
        assert store.plans.get_plan(plan_id).state is PlanState.DISCARDED
    with pytest.raises(NotPublishable):
        publish_plan(office, act_on(MONDAY), plan_id)


def test_a_plan_that_does_not_exist_is_not_found(office: Office) -> None:
    with pytest.raises(NotFound):
        publish_plan(office, act_on(MONDAY), 99)


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (LAST, FIRST, "Tukar keduanya"),
        (date(2021, 6, 18), LAST, "sebelum hari ini"),
        (FIRST, date(2021, 12, 31), "paling panjang 62 hari"),
    ],
)
def test_impossible_days_are_refused(
    office: Office, first: date, last: date, sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        draft(office, first=first, last=last)


def test_an_office_without_units_cannot_draft(tmp_path: Path) -> None:
    empty = make_office(tmp_path / "kosong")
    with empty.database, pytest.raises(BadInput, match="Belum ada unit"):
        draft(empty)


def test_a_search_that_fails_saves_nothing(office: Office) -> None:
    def fails(problem: Problem) -> Solution:
        raise RuntimeError(problem.name)

    before = counts(office)
    with pytest.raises(NotPublishable, match="tidak bisa dijalankan"):
        draft_plan(office, act_on(MONDAY), first_day=FIRST, last_day=LAST, solve=fails)
    assert counts(office) == before


@pytest.mark.parametrize(("number", "allowed"), [(None, False), ("6281234567890", True)])
def test_a_real_office_needs_a_number_that_people_can_write_to(
    tmp_path: Path, number: str | None, allowed: bool
) -> None:
    office = make_office(tmp_path / "kantor", demo=False, whatsapp=number)
    with office.database:
        act = act_on(MONDAY)
        enter_units(office, act, [make_unit()])
        enter_rules(office, act, shipped_records())
        plan_id = draft(office)
        if allowed:
            assert publish_plan(office, act, plan_id).plan is not None
        else:
            with pytest.raises(NotPublishable, match="SIJEMPOL_WHATSAPP"):
                publish_plan(office, act, plan_id)


def test_rules_alone_publish_nothing_before_the_first_plan(office: Office) -> None:
    enter_rules(
        office, act_on(date(2021, 7, 2)), [r for r in shipped_records() if r["id"] == "A01"]
    )
    with office.database.reading() as store:
        assert store.publications.find_current() is None


def test_a_stop_saves_visits_events_notices_and_pages_in_one_commit(office: Office) -> None:
    publish_plan(office, act_on(MONDAY), draft(office, first=date(2021, 7, 5), last=LAST))
    before = counts(office)
    done = enter_rules(
        office, act_on(date(2021, 7, 2)), [r for r in shipped_records() if r["id"] == "A01"]
    )
    stopped = [c for c in done.update.changes if c.event.kind is EventKind.SUSPENDED]
    assert stopped
    after = counts(office)
    assert after[0] == before[0] + len(done.update.changes)
    assert after[1] == before[1] + len(done.update.notices)
    assert after[3] == before[3] + 1
    again = enter_rules(office, act_on(date(2021, 7, 2)))
    assert again.update.changes == ()
    assert counts(office) == after


def test_a_page_that_cannot_be_written_leaves_everything_as_it_was(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_id = draft(office)
    before = counts(office)

    def full(_: bytes) -> str:
        raise OSError("disk full")

    broken = replace(office, files=_Unwritable(full))  # type: ignore[arg-type]
    with pytest.raises(OSError, match="disk full"):
        publish_plan(broken, act_on(MONDAY), plan_id)
    assert counts(office) == before
    with office.database.reading() as store:
        assert store.plans.get_plan(plan_id).state is PlanState.DRAFT


class _Unwritable:
    def __init__(self, put: object) -> None:
        self.put = put


def test_visits_are_recorded_when_they_took_place(office: Office) -> None:
    publish_plan(office, act_on(MONDAY), draft(office))
    with office.database.reading() as store:
        visit = store.visits.list_visits()[0]
    assert visit.day is not None
    done = VisitState.DONE
    with pytest.raises(BadInput, match="belum berlangsung"):
        record_visits(office, act_on(MONDAY), [visit.id], state=done, why="uji")
    with pytest.raises(NotFound, match="Periksa nomornya"):
        record_visits(office, act_on(visit.day), ["zzzzzzz"], state=done, why="uji")
    record_visits(office, act_on(visit.day), [visit.id], state=done, why="uji")
    with office.database.reading() as store:
        assert store.visits.get_visit(visit.id).state is VisitState.DONE


def test_a_draft_does_not_bring_back_what_was_stopped_after_it_was_made(office: Office) -> None:
    days = {"first": date(2021, 7, 5), "last": LAST}
    publish_plan(office, act_on(MONDAY), draft(office, **days))
    keeps = draft(office, **days)
    stop = [r for r in shipped_records() if r["id"] == "A01"]
    enter_rules(office, act_on(date(2021, 7, 2)), stop)
    before = counts(office)
    with pytest.raises(NotPublishable, match="Inmendagri 15/2021"):
        publish_plan(office, act_on(date(2021, 7, 2)), keeps)
    assert counts(office) == before


def test_a_draft_does_not_bring_back_what_was_cancelled_after_it_was_made(office: Office) -> None:
    publish_plan(office, act_on(MONDAY), draft(office))
    keeps = draft(office)
    with office.database.reading() as store:
        visit = store.visits.list_visits()[0]
    cancel_visits(office, act_on(MONDAY), [visit.id], why="Tempat tidak tersedia.")
    with pytest.raises(NotPublishable, match="sudah berakhir"):
        publish_plan(office, act_on(MONDAY), keeps)
