"""The dashboard: what needs a decision today, the office in figures, what each area is owed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Form, Query, Response
from pydantic import Field

from planner.actions.plans.draft_plan import USUAL_PLAN_DAYS, draft_plan
from planner.actions.requests.call_hosts import read_calls
from planner.actions.restrictions.confirm_rules import list_proposals
from planner.actions.restrictions.late_knowledge import count_held_unknowing
from planner.actions.restrictions.restore_visits import count_restorable
from planner.actions.saving.office_state import OfficeState
from planner.domain.vocabulary import PlanState
from planner.planning.requests.host_calls import counts_of
from planner.planning.requests.ledger import OPENS_AT, ledger
from planner.web.field.sheet_views import next_sheets
from planner.web.home.todos import SORTS, OpenCounts, area_debts, lacks, todos
from planner.web.plans.solving import engine_note
from planner.web.plans.views import office_tiles
from planner.web.shell.access import Clearance, needs
from planner.web.shell.again import shown_again
from planner.web.shell.context import Here, OfficeRequest
from planner.web.shell.form_models import Day, OfficeForm
from planner.web.shell.forms import Fields, as_fields
from planner.web.start.practice import PracticeState
from planner.web.start.practice_pages import room_or_none
from planner.web.start.set_up import set_up_steps

router = APIRouter(prefix="/kantor")

#: The filter of requests that each figure leads to, in the order of the figures.
_FILTERS: Final = ("terjadwal", "antre", "antre", "dihentikan", "belum-pasti", "selesai")


class DraftDays(OfficeForm):
    """The days that a quick draft is to cover, both included."""

    first: Day = Field(title="Hari pertama")
    last: Day = Field(title="Hari terakhir")


@router.get("", name="dashboard")
@needs(Clearance.VIEWER)
def dashboard(here: Here, urut: Annotated[str, Query(max_length=12)] = "") -> Response:
    """Show what needs a decision, the office's figures, its drafts, plans and debts."""
    return _page(here, as_fields(), urut)


def _page(here: OfficeRequest, f: Fields, urut: str = "") -> Response:
    office, today = here.office, here.today
    with here.reading() as now:
        state, store = now.state, now.store
        plans = store.remembered("plans", store.plans.list_plans)
        notices = store.remembered("notices", store.notices.list_notices)
    calls = read_calls(office)
    newest = [row for row in calls if row.at == calls[0].at]
    debts = ledger(state.visits.values(), state.events, on=today).values()
    practice = room_or_none(here)
    steps = () if office.profile.demo else set_up_steps(office.profile, state, plans, here.link)
    ready = practice is not None and practice.state is PracticeState.READY
    sort = urut if urut in SORTS else "menunggu"
    first = _first_day(state, today)
    unconfirmed = counts_of(newest).unconfirmed
    return here.page(
        "kantor.html",
        f=f,
        todos=todos(
            state,
            list_proposals(office),
            today,
            counts=OpenCounts(
                unconfirmed=unconfirmed,
                learned_late=count_held_unknowing(office, here.act()) if here.coordinates else 0,
                restorable=count_restorable(office, here.act()) if here.coordinates else 0,
            ),
            link=here.link,
        ),
        tiles=list(zip(office_tiles(state), _FILTERS, strict=True)),
        lacks=lacks(state, today),
        units=state.units,
        debts=area_debts(debts, state.areas, sort),
        sorts=list(SORTS.items()),
        urut=sort,
        opens_at=OPENS_AT,
        empty=not state.visits,
        published=state.published,
        drafts=[plan for plan in plans if plan.state is PlanState.DRAFT],
        older=[plan for plan in plans if plan.number is not None],
        notices=[notice for notice in reversed(notices) if notice.audience == "public"][:12],
        private_notices=sum(notice.audience == "private" for notice in notices),
        first=first,
        last=first + timedelta(USUAL_PLAN_DAYS - 1),
        engine=engine_note(),
        sheets=next_sheets(state, today, homes=here.coordinates),
        # Settings alone may stay as they are: a running office is not asked for ever.
        siap=() if all(step.done for step in steps[1:]) else steps,
        latihan_ada=practice is not None and not ready,
        latihan_siap=ready,
    )


@router.post("/draf", name="quick_draft")
@needs(Clearance.COORDINATOR)
@shown_again(_page)
def draft(here: Here, days: Annotated[DraftDays, Form()]) -> Response:
    """Draft a plan for the days given and show it."""
    done = draft_plan(
        here.office,
        here.act(days.idempotency_key),
        first_day=days.first,
        last_day=days.last,
        solve=here.solve,
    )
    return here.lead("plan", 0 if done.plan is None else done.plan.id)


def _first_day(state: OfficeState, today: date) -> date:
    """Return the first day that a new draft usually covers: after the published plan."""
    first = today + timedelta(1)
    if state.published is None:
        return first
    return max(first, state.published.last_day + timedelta(1))
