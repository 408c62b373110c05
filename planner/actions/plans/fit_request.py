"""Where could a request just entered go: the draft at hand, or one that keeps what is published."""

from __future__ import annotations

from datetime import timedelta

from planner.actions.plans.draft_plan import USUAL_PLAN_DAYS, DraftOrder, as_published, order_draft
from planner.actions.saving.office import Act, Office
from planner.actions.saving.office_state import OfficeState, load_state
from planner.domain.errors import BadInput, NotFound
from planner.domain.plans import Scenario
from planner.domain.visits import Visit
from planner.planning.plans.backlog import waiting


def draft_for_request(office: Office, act: Act, name: str) -> tuple[int, str]:
    """Return the draft in which a request looks for its place, and the visit that waits.

    It is the newest one that is neither stale nor a what-if. Where there is none, one is made
    without a search: what is published stays as it is, and all that waits is left out.

    Raises
    ------
    NotFound
        There is no such request.
    BadInput
        Nothing of it waits for a date, or the office has no unit.
    """
    with office.database.reading() as store:
        state = load_state(store, office.areas)
    visit = _waiting(state, name)
    current = None if state.published is None else state.published.number
    fresh = [
        plan.id
        for plan in state.drafts.values()
        if plan.based_on == current
        and plan.last_day > act.day
        and not (plan.scenario.title or plan.scenario.records or plan.scenario.units)
    ]
    if fresh:
        return max(fresh), visit.id
    first = act.day + timedelta(1)
    last = first + timedelta(USUAL_PLAN_DAYS - 1)
    if state.published is not None and state.published.last_day > act.day:
        last = state.published.last_day
    order = DraftOrder(first_day=first, last_day=last, scenario=Scenario())
    done = order_draft(office, act, order, solve=as_published)
    if done.plan is None:
        raise ValueError("drafting returns the plan it made")
    return done.plan.id, visit.id


def _waiting(state: OfficeState, name: str) -> Visit:
    mine = [visit for visit in state.visits.values() if visit.request.id == name]
    if not mine:
        raise NotFound(f"Permohonan {name[:20]} tidak ada. Cari nomornya di daftar permohonan.")
    open_visits = waiting(mine)
    if not open_visits:
        raise BadInput(["Tidak ada kunjungan yang menunggu tanggal dalam permohonan ini."])
    return open_visits[0]
