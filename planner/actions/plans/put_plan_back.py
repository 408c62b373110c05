"""A plan published earlier is put back, as a draft that is published like any other."""

from __future__ import annotations

from planner.actions.plans.planning_facts import planning_context, with_figures
from planner.actions.saving.office import Act, Done, Office, carry_out
from planner.actions.saving.office_state import OfficeState
from planner.actions.saving.update import Update
from planner.domain.errors import NotFound
from planner.domain.plans import Plan
from planner.planning.plans.drafting import DraftHeader
from planner.planning.plans.rollback import put_back
from planner.rules import firm_until


def put_plan_back(office: Office, act: Act, number: int) -> Done:
    """Draft what stood for the days to come while plan ``number`` was in force.

    Publishing the draft puts it back.

    Raises
    ------
    NotFound
        No plan was published under that number, or it is the one published now.
    """

    def decide(state: OfficeState) -> Update:
        now, plans = state.published, _published(office)
        if all(plan.number != number for plan in plans):
            raise NotFound(f"Rencana {number} belum pernah terbit. Periksa daftar rencana.")
        if now is None or number == now.number:
            raise NotFound(f"Rencana {number} adalah yang terbit sekarang. Pilih yang lebih lama.")
        context = planning_context(office, act, state)
        header = DraftHeader(
            firm_until=firm_until(state.book, state.areas.by_code, as_of=act.day),
            based_on=now.number,
        )
        draft = with_figures(
            put_back(plans, number, state.visits, context.knowledge, header), context
        )
        return Update(cause="rencana lama disusun ulang", draft=draft, renders=False)

    return carry_out(office, act, decide)


def _published(office: Office) -> list[Plan]:
    """Return all plans that were ever published, in order."""
    with office.database.reading() as store:
        plans = store.plans.list_plans()
    return sorted((plan for plan in plans if plan.number), key=lambda plan: plan.number or 0)
