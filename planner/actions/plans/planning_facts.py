"""What drafting and editing work with: rules, units and driving, as a what-if assumes them."""

from __future__ import annotations

from dataclasses import replace

from planner.actions.saving.changes import knowledge
from planner.actions.saving.desk import Act, Desk
from planner.actions.saving.world import World
from planner.domain.errors import BadInput, NotPublishable
from planner.domain.plans import NO_SCENARIO, Plan, Scenario
from planner.planning.plans.drafting import reckoned
from planner.planning.plans.editing import Bench
from planner.planning.plans.sittings import Fleet
from planner.planning.plans.tour_problem import plan_tours
from planner.planning.requests.ledger import debt_weights, ledger


def assumed(world: World, scenario: Scenario) -> World:
    """Return ``world`` as ``scenario`` assumes it: more rules and hours, fewer units.

    Raises
    ------
    BadInput
        The scenario names a unit that the office does not have, or leaves none.
    """
    wiser = world.with_records(scenario.records) if scenario.records else world
    if scenario.units is None:
        return wiser
    missing = sorted(set(scenario.units) - {unit.id for unit in world.units})
    if missing or not scenario.units:
        named = ", ".join(missing) or "tidak ada"
        raise BadInput([f"Unit skenario tidak dikenal: {named}. Pilih unit dari daftar."])
    return replace(wiser, units=tuple(u for u in world.units if u.id in scenario.units))


def bench_of(desk: Desk, act: Act, world: World, scenario: Scenario = NO_SCENARIO) -> Bench:
    """Return what ``act`` edits or drafts with under ``scenario``."""
    seen = assumed(world, scenario)
    fleet = Fleet(
        units=seen.units,
        depot=desk.office.depot,
        figures=desk.office.figures,
        travel=desk.travel,
    )
    debts = debt_weights(ledger(world.visits.values(), world.events, on=act.day))
    known = replace(knowledge(seen, act), debts=debts)
    return Bench(visits=world.visits, known=known, fleet=fleet)


def with_figures(plan: Plan, bench: Bench) -> Plan:
    """Return ``plan`` with its cost by term and figures as they are after an edit."""
    tours = plan_tours(
        tuple(bench.visits.values()),
        bench.known,
        bench.fleet,
        first_day=plan.first_day,
        last_day=plan.last_day,
    )
    return reckoned(plan, tours, bench.fleet.travel)


def draft_of(desk: Desk, world: World, plan_id: int) -> Plan:
    """Return the draft ``plan_id`` as ``world`` holds it.

    Raises
    ------
    NotFound
        There is no such plan.
    NotPublishable
        It is no draft any more.
    """
    found = world.drafts.get(plan_id)
    if found is None:
        with desk.database.reading() as store:
            store.plans.get_plan(plan_id)
        raise NotPublishable(f"Rencana {plan_id} bukan draf lagi. Susun draf baru.")
    return found
