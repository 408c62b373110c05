"""What drafting and editing work with: rules, units and driving, as a what-if assumes them."""

from __future__ import annotations

from dataclasses import replace

from planner.actions.saving.changes import knowledge_of
from planner.actions.saving.office import Act, Office
from planner.actions.saving.office_state import OfficeState
from planner.domain.errors import BadInput, NotPublishable
from planner.domain.plans import NO_SCENARIO, Plan, Scenario
from planner.planning.plans.drafting import reckoned
from planner.planning.plans.editing import PlanningContext
from planner.planning.plans.sessions_to_place import Fleet
from planner.planning.plans.tour_problem import plan_tours
from planner.planning.requests.ledger import debt_weights, ledger


def assumed(state: OfficeState, scenario: Scenario) -> OfficeState:
    """Return ``state`` as ``scenario`` assumes it: more rules and hours, fewer units.

    Raises
    ------
    BadInput
        The scenario names a unit that the office does not have, or leaves none.
    """
    wiser = state.with_records(scenario.records) if scenario.records else state
    if scenario.units is None:
        return wiser
    missing = sorted(set(scenario.units) - {unit.id for unit in state.units})
    if missing or not scenario.units:
        named = ", ".join(missing) or "tidak ada"
        raise BadInput([f"Unit skenario tidak dikenal: {named}. Pilih unit dari daftar."])
    return replace(wiser, units=tuple(u for u in state.units if u.id in scenario.units))


def planning_context(
    office: Office, act: Act, state: OfficeState, scenario: Scenario = NO_SCENARIO
) -> PlanningContext:
    """Return what ``act`` edits or drafts with under ``scenario``."""
    seen = assumed(state, scenario)
    fleet = Fleet(
        units=seen.units,
        depot=office.profile.depot,
        figures=office.profile.figures,
        travel=office.travel,
    )
    debts = debt_weights(ledger(state.visits.values(), state.events, on=act.day))
    knowledge = replace(knowledge_of(seen, act), debts=debts)
    return PlanningContext(visits=state.visits, knowledge=knowledge, fleet=fleet)


def with_figures(plan: Plan, context: PlanningContext) -> Plan:
    """Return ``plan`` with its cost by term and figures as they are after an edit."""
    tours = plan_tours(
        tuple(context.visits.values()),
        context.knowledge,
        context.fleet,
        first_day=plan.first_day,
        last_day=plan.last_day,
    )
    return reckoned(plan, tours, context.fleet.travel)


def draft_of(office: Office, state: OfficeState, plan_id: int) -> Plan:
    """Return the draft ``plan_id`` as ``state`` holds it.

    Raises
    ------
    NotFound
        There is no such plan.
    NotPublishable
        It is no draft any more.
    """
    draft = state.drafts.get(plan_id)
    if draft is None:
        with office.database.reading() as store:
            store.plans.get_plan(plan_id)
        raise NotPublishable(f"Rencana {plan_id} bukan draf lagi. Susun draf baru.")
    return draft
