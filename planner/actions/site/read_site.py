"""The published site as files, for a folder that any web server can serve."""

from __future__ import annotations

from planner.actions.saving.changes import knowledge_of
from planner.actions.saving.office import Act, Office
from planner.actions.saving.office_state import load_state
from planner.domain.errors import NotFound
from planner.planning.requests.ledger import Debt, ledger
from planner.planning.restrictions.suspension import HeldUnknowing, held_unknowing


def published_files(office: Office) -> dict[str, bytes]:
    """Return the current site's files by path, each checked against its address.

    Raises
    ------
    NotFound
        Nothing is published yet.
    """
    with office.database.reading() as store:
        publication = store.publications.find_current()
    if publication is None:
        raise NotFound("Belum ada yang terbit. Terbitkan dulu dengan: sijempol publish")
    return {path: office.files.read(file.sha256) for path, file in publication.files.items()}


def read_ledger(office: Office, act: Act) -> tuple[Debt, ...]:
    """Return what each kelurahan is owed by line on ``act.day``, by code."""
    with office.database.reading() as store:
        state = load_state(store, office.areas)
    return tuple(ledger(state.visits.values(), state.events, on=act.day).values())


def read_held_unknowing(office: Office, act: Act) -> tuple[HeldUnknowing, ...]:
    """Return the visits held under a rule that became known only later, by day."""
    with office.database.reading() as store:
        state = load_state(store, office.areas)
    return held_unknowing(state.visits.values(), state.events, knowledge_of(state, act))
