"""What drafting and editing work with: rules, units and driving, as a what-if assumes them."""

from __future__ import annotations

from dataclasses import replace

from planner.actions.desk import Act, Desk
from planner.actions.enter_rules import knowledge
from planner.actions.world import World
from planner.domain.errors import BadInput
from planner.domain.plans import NO_SCENARIO, Plan, Scenario
from planner.planning.drafting import reckoned
from planner.planning.editing import Bench
from planner.planning.ledger import debt_weights, ledger
from planner.planning.pieces import Fleet
from planner.planning.tour_problem import plan_tours


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
