"""The same promises hold when the office is driven through its pages, as a browser does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from starlette.testclient import TestClient

from planner.clock import SetClock
from planner.domain.office import at_wib
from planner.domain.vocabulary import PlanState
from planner.web.app import create_app
from tests.accounts import sign_in
from tests.actions.conftest import QUICK
from tests.faults.test_office_machine import PICK, OfficeMachine
from tests.sizes import size

#: What the pages may answer: done, shown, or refused with a sentence.
ANSWERS = {200, 303, 400, 404, 409, 422}


class OfficeByPages(OfficeMachine):
    """Drafts, publishes, discards and looks through HTTP; everything else as before."""

    def client(self) -> TestClient:
        """Return a client on the present day."""
        app = create_app(self.office, SetClock(at_wib(self.today, 10)), solve=QUICK)
        client = TestClient(
            app,
            base_url="http://127.0.0.1:8000",
            headers={"sec-fetch-site": "same-origin"},
            follow_redirects=False,
        )
        return sign_in(client, self.office)

    @rule(days=st.integers(-2, 14), pick=PICK, keep=st.booleans())
    def drafts(self, days: int, pick: int, keep: bool) -> None:  # noqa: ARG002 - as inherited
        last = self.today + timedelta(days)
        before = len(self.state().drafts)
        form = {"first": self.today.isoformat(), "last": last.isoformat()}
        answer = self.client().post("/kantor/draf", data=form)
        assert answer.status_code in ANSWERS, answer.text
        made = len(self.state().drafts) - before
        assert made == (1 if answer.status_code == 303 else 0)
        if answer.status_code == 303:
            assert self.client().get(answer.headers["location"]).status_code == 200

    @rule(pick=PICK)
    def publishes(self, pick: int) -> None:
        draft = self.draft(pick)
        if draft is None:
            return
        answer = self.client().post(f"/kantor/rencana/{draft.id}/terbitkan")
        assert answer.status_code in ANSWERS, answer.text
        if answer.status_code == 303:
            self.number += 1
            published = self.state().published
            assert published is not None
            assert (published.id, published.number) == (draft.id, self.number)
        else:
            assert self.state().drafts[draft.id] == draft
        again = self.client().post(f"/kantor/rencana/{draft.id}/terbitkan")
        if answer.status_code == 303:
            assert again.status_code in ANSWERS - {303}

    @rule(pick=PICK)
    def discards(self, pick: int) -> None:
        draft = self.draft(pick)
        if draft is None:
            return
        answer = self.client().post(f"/kantor/rencana/{draft.id}/buang")
        assert answer.status_code == 303
        with self.office.database.reading() as store:
            assert store.plans.get_plan(draft.id).state is PlanState.DISCARDED

    @invariant()
    def every_page_opens(self) -> None:
        client = self.client()
        assert client.get("/kantor").status_code == 200
        assert client.get("/").status_code in (200, 404)
        assert client.get("/kantor/rencana/99999").status_code == 404


@pytest.mark.slow
def test_whatever_is_clicked_promises_hold() -> None:
    OfficeByPages.TestCase.settings = settings(
        max_examples=size("page_sequences"),
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    OfficeByPages.TestCase().runTest()
