"""The published site as files, for a folder that any web server can serve."""

from __future__ import annotations

from planner.actions.saving.changes import knowledge
from planner.actions.saving.desk import Act, Desk
from planner.actions.saving.world import load_world
from planner.domain.errors import NotFound
from planner.planning.requests.ledger import Debt, ledger
from planner.planning.restrictions.suspension import HeldUnknowing, held_unknowing


def published_files(desk: Desk) -> dict[str, bytes]:
    """Return the current site's files by path, each checked against its address.

    Raises
    ------
    NotFound
        Nothing is published yet.
    """
    with desk.database.reading() as store:
        publication = store.publications.find_current()
    if publication is None:
        raise NotFound("Belum ada yang terbit. Terbitkan dulu dengan: sijempol publish")
    return {path: desk.files.read(kept.sha256) for path, kept in publication.files.items()}


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
