"""The dashboard: what needs a decision today, the office in figures, what each area is owed."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from planner.actions.requests.call_hosts import read_calls
from planner.actions.restrictions.confirm_rules import list_proposals
from planner.actions.saving.office_state import load_state
from planner.domain.vocabulary import PlanState
from planner.planning.requests.host_calls import counts_of
from planner.planning.requests.ledger import OPENS_AT, ledger
from planner.web.below import PREFIX
from planner.web.field.sheet_views import next_sheets
from planner.web.home.todos import SORTS, area_debts, lacks, todos
from planner.web.plans.solving import engine_note
from planner.web.plans.views import office_tiles
from planner.web.shell.acting import coordinates, office_of
from planner.web.shell.templating import office_page
from planner.web.site.published import site_of
from planner.web.start.practice import PracticeState
from planner.web.start.practice_pages import room_or_none
from planner.web.start.set_up import set_up_steps

router = APIRouter(prefix="/kantor")

#: Days a draft covers unless the coordinator says otherwise: two weeks and a half.
USUAL_DAYS: Final = 18
#: Where each figure leads, in the order of the figures.
_LINKS: Final = ("terjadwal", "antre", "antre", "dihentikan", "belum-pasti", "selesai")


@router.get("")
def dashboard(request: Request, urut: Annotated[str, Query(max_length=12)] = "") -> Response:
    """Show what needs a decision, the office's figures, its drafts, plans and debts."""
    office, today = office_of(request), site_of(request).clock.today()
    with office.database.reading() as store:
        state = load_state(store, office.areas)
        plans = store.remembered("plans", store.plans.list_plans)
        notices = store.remembered("notices", store.notices.list_notices)
    calls = read_calls(office)
    newest = [row for row in calls if row.at == calls[0].at]
    debts = ledger(state.visits.values(), state.events, on=today).values()
    room = room_or_none(request)
    steps = () if office.profile.demo else set_up_steps(office.profile, state, plans)
    ready = room is not None and room.state is PracticeState.READY
    sort = urut if urut in SORTS else "menunggu"
    first = today + timedelta(1)
    if state.published is not None:
        first = max(first, state.published.last_day + timedelta(1))
    return office_page(
        request,
        "kantor.html",
        todos=todos(state, list_proposals(office), counts_of(newest).unconfirmed, today),
        tiles=list(zip(office_tiles(state), _LINKS, strict=True)),
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
        last=first + timedelta(USUAL_DAYS - 1),
        engine=engine_note(),
        sheets=next_sheets(state, today, homes=coordinates(request)),
        # Settings alone may stay as they are: a running office is not asked for ever.
        siap=() if all(step.done for step in steps[1:]) else steps,
        latihan_ada=room is not None and not ready,
        latihan_siap=ready,
        pintu=f"{PREFIX}/kantor",
    )
