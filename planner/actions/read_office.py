"""What a coordinator reads: the ledger of debts, and visits held under a rule not known then."""

from __future__ import annotations

from planner.actions.desk import Act, Desk
from planner.actions.enter_rules import knowledge
from planner.actions.world import load_world
from planner.planning.late_knowledge import HeldUnknowing, held_unknowing
from planner.planning.ledger import Debt, ledger


def read_ledger(desk: Desk, act: Act) -> tuple[Debt, ...]:
    """Return what each kelurahan is owed by line on ``act.day``, by code."""
    with desk.database.reading() as store:
        world = load_world(store, desk.areas)
    return tuple(ledger(world.visits.values(), world.events, on=act.day).values())


def read_held_unknowing(desk: Desk, act: Act) -> tuple[HeldUnknowing, ...]:
    """Return the visits held under a rule that became known only later, by day."""
    with desk.database.reading() as store:
        world = load_world(store, desk.areas)
    return held_unknowing(world.visits.values(), world.events, knowledge(world, act))
