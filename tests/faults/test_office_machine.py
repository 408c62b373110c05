"""Whatever an office does, in whatever order: what it promises stays true."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from planner.actions.crews.enter_units import enter_units
from planner.actions.plans.draft_plan import DraftOrder, order_draft
from planner.actions.plans.edit_draft import Edit, edit_draft, redo_edit, undo_edit
from planner.actions.plans.publish_plan import publish_plan
from planner.actions.plans.put_plan_back import put_plan_back
from planner.actions.requests.end_visits import cancel_visits, postpone_visits
from planner.actions.requests.enter_requests import enter_requests
from planner.actions.requests.record_visits import record_visits
from planner.actions.requests.serve_present import serve_present
from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.saving.office import Act, Done, Office
from planner.actions.saving.office_state import OfficeState, load_state
from planner.actions.saving.rehearsing import mark_of
from planner.domain.errors import PlannerError
from planner.domain.plans import Plan
from planner.domain.visit_life import story
from planner.domain.visits import Placement, Visit
from planner.domain.vocabulary import Outcome, PlanState, VisitState
from planner.planning.plans.editing import Place
from planner.rules import decide, shipped_records
from tests.actions.conftest import QUICK
from tests.builders import CIKOLE, TIPAR, act_on, make_home_request, make_office, make_request
from tests.builders import make_unit as unit
from tests.sizes import size

START = date(2021, 6, 28)
RECORDS = shipped_records()
WHY = "Alasan untuk uji."
PICK = st.integers(0, 30)


def record_visits_of(office: Office, held: list[str], state: VisitState, act: Act) -> Done:
    return record_visits(office, act, held, state=state, why=WHY)


def enter_rules_of(office: Office, records: Sequence[Mapping[str, object]], act: Act) -> Done:
    return enter_rules(office, act, records)


class OfficeMachine(RuleBasedStateMachine):
    """An office of two units from 28 June 2021 on; the stop becomes known when it did."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="sijempol-uji-"))
        self.office: Office = make_office(self.folder)
        self.today = START
        self.asked = 0
        self.number = 0

    def teardown(self) -> None:
        self.office.database.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def act(self) -> Act:
        return act_on(self.today)

    def does(self, act: Callable[[Act], Done]) -> Done:
        """Rehearse ``act``, then do it with the mark of what was seen: both are the same."""
        before = self.state()
        seen = act(self.act.rehearsed())
        assert self.state() == before
        done = act(replace(self.act, foreseen=mark_of(seen.update)))
        assert mark_of(done.update) == mark_of(seen.update)
        changed = {change.visit.id for change in done.update.changes}
        after = self.state().visits
        assert {name for name in after if after[name] != before.visits.get(name)} == changed
        return done

    def state(self) -> OfficeState:
        with self.office.database.reading() as store:
            return load_state(store, self.office.areas)

    def draft(self, pick: int) -> Plan | None:
        drafts = sorted(self.state().drafts.values(), key=lambda plan: plan.id)
        return drafts[pick % len(drafts)] if drafts else None

    def visit(self, pick: int) -> Visit:
        visits = self.state().visits
        return visits[sorted(visits)[pick % len(visits)]]

    @initialize()
    def opens(self) -> None:
        self.does(lambda act: enter_units(self.office, act, [unit(), unit("unit-2")]))
        at_first = [r for r in RECORDS if str(r["known_on"]) <= START.isoformat()]
        self.does(lambda act: enter_rules(self.office, act, at_first))
        self.asks(people=120, home=False)
        self.asks(people=1, home=True)

    @rule(people=st.integers(1, 150), home=st.booleans())
    def asks(self, people: int, home: bool) -> None:
        self.asked += 1
        make = make_home_request if home else make_request
        area = (TIPAR, CIKOLE)[self.asked % 2]
        request = make(
            f"P-{self.asked}",
            people=min(people, 2) if home else people,
            area_code=area,
            requested_on=self.today,
        )
        self.does(lambda act: enter_requests(self.office, act, [request]))

    @rule(days=st.integers(0, 14), pick=PICK, keep=st.booleans())
    def drafts(self, days: int, pick: int, keep: bool) -> None:
        before = self.draft(pick) if keep else None
        order = DraftOrder(
            first_day=self.today,
            last_day=self.today + timedelta(days),
            pins_of=None if before is None else before.id,
        )
        try:
            made = order_draft(self.office, self.act, order, solve=QUICK).plan
        except PlannerError:
            return
        assert made is not None
        if before is not None:
            pins = {e.visit_id: (e.day, e.unit_id, e.start_min) for e in before.entries if e.pinned}
            pinned = {e.visit_id: (e.day, e.unit_id, e.start_min) for e in made.entries if e.pinned}
            assert {name: pins[name] for name in pinned} == pinned

    @rule(
        pick=PICK,
        which=PICK,
        kind=st.sampled_from(["move", "pin", "unpin", "remove", "add"]),
        days=st.integers(0, 14),
        start=st.integers(7 * 12, 16 * 12),
        unit_no=st.integers(1, 2),
    )
    def edits(self, pick: int, which: int, kind: str, days: int, start: int, unit_no: int) -> None:
        draft = self.draft(pick)
        if draft is None:
            return
        names = [out.visit_id for out in draft.left_out] if kind == "add" else []
        names = names or [entry.visit_id for entry in draft.entries]
        if not names:
            return
        place = Place(
            day=self.today + timedelta(days), unit_id=f"unit-{unit_no}", start_min=5 * start
        )
        edit = Edit(kind=kind, visit_id=names[which % len(names)], place=place)
        try:
            edit_draft(self.office, self.act, draft.id, edit)
        except PlannerError:
            assert self.state().drafts[draft.id] == draft
            return
        after = self.state().drafts[draft.id]
        undo_edit(self.office, self.act, draft.id)
        undone = self.state().drafts[draft.id]
        assert (undone.entries, undone.left_out, undone.cost) == (
            draft.entries,
            draft.left_out,
            draft.cost,
        )
        redo_edit(self.office, self.act, draft.id)
        assert self.state().drafts[draft.id] == after

    @rule(pick=PICK)
    def publishes(self, pick: int) -> None:
        draft = self.draft(pick)
        if draft is None:
            return
        try:
            done = self.does(lambda act: publish_plan(self.office, act, draft.id))
        except PlannerError:
            assert self.state().drafts[draft.id] == draft
            return
        assert done.plan is not None
        assert done.plan.number == self.number + 1
        self.number += 1

    @rule(back=st.integers(1, 3))
    @precondition(lambda self: self.number > 1)
    def puts_back(self, back: int) -> None:
        try:
            self.does(lambda act: put_plan_back(self.office, act, max(1, self.number - back)))
        except PlannerError:
            return

    @rule(pick=PICK, cancel=st.booleans())
    def ends(self, pick: int, cancel: bool) -> None:
        name = self.visit(pick).id
        try:
            if cancel:
                self.does(lambda act: cancel_visits(self.office, act, [name], why=WHY))
            else:
                review = self.today + timedelta(3)
                self.does(
                    lambda act: postpone_visits(self.office, act, [name], why=WHY, review_on=review)
                )
        except PlannerError:
            return

    @rule(pick=PICK, people=st.integers(1, 60))
    def serves(self, pick: int, people: int) -> None:
        try:
            name = self.visit(pick).id
            self.does(lambda act: serve_present(self.office, act, name, people=people, why=WHY))
        except PlannerError:
            return

    @rule(days=st.integers(1, 5), done=st.booleans())
    def time_passes(self, days: int, done: bool) -> None:
        for _ in range(days):
            self.today += timedelta(1)
            held = [
                visit.id
                for visit in self.state().visits.values()
                if visit.state is VisitState.SCHEDULED and visit.day == self.today - timedelta(1)
            ]
            state = VisitState.DONE if done else VisitState.FAILED
            self.does(partial(record_visits_of, self.office, held, state))
            fresh = [r for r in RECORDS if str(r["known_on"]) == self.today.isoformat()]
            self.does(partial(enter_rules_of, self.office, fresh))

    @invariant()
    def history_adds_up_to_what_stands(self) -> None:
        state = self.state()
        for visit in state.visits.values():
            events = state.events[visit.id]
            assert story(events).now == Placement.of(visit)
            assert len(events) == visit.version

    @invariant()
    def at_most_one_plan_is_published(self) -> None:
        with self.office.database.reading() as store:
            states = [plan.state for plan in store.plans.list_plans()]
        assert states.count(PlanState.PUBLISHED) == min(1, self.number)

    @invariant()
    def no_visit_to_come_stands_in_a_forbidden_period(self) -> None:
        state = self.state()
        for visit in state.visits.values():
            if visit.state is not VisitState.SCHEDULED or visit.day is None:
                continue
            if visit.day < self.today:
                continue
            decision = decide(state.book, state.calendar, visit.ask, visit.day, as_of=self.today)
            assert decision.outcome.serves or decision.outcome is Outcome.REVIEW

    @invariant()
    def no_unit_is_at_two_places_at_once(self) -> None:
        busy: dict[tuple[str | None, date], list[tuple[int, int]]] = {}
        for visit in self.state().visits.values():
            if visit.state is VisitState.SCHEDULED and visit.day is not None:
                span = (visit.start_min or 0, visit.end_min or 0)
                busy.setdefault((visit.unit_id, visit.day), []).append(span)
        for spans in busy.values():
            spans.sort()
            assert all(a[1] <= b[0] for a, b in pairwise(spans))

    @invariant()
    def nobody_is_lost_or_counted_twice(self) -> None:
        people: dict[str, int] = {}
        asked: dict[str, int] = {}
        for visit in self.state().visits.values():
            people[visit.request.id] = people.get(visit.request.id, 0) + visit.people
            asked[visit.request.id] = visit.request.people
        assert people == asked


TestOffice = pytest.mark.slow(OfficeMachine.TestCase)
TestOffice.settings = settings(
    max_examples=size("office_sequences"),
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
