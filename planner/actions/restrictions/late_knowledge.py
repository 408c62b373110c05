"""What is known now of days that are past: visits held under a rule that was not known then."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from planner.actions.saving.changes import knowledge_of
from planner.actions.saving.office import Act, Office
from planner.actions.saving.office_state import OfficeState, load_state
from planner.planning.restrictions.suspension import HeldUnknowing, held_unknowing
from planner.store import Store

#: Days after a visit in which what became known of it late is news.
NEWS_DAYS: Final = 30


def read_held_unknowing(office: Office, act: Act) -> tuple[OfficeState, tuple[HeldUnknowing, ...]]:
    """Return the visits held under a rule that became known only later, the latest day first."""
    with office.database.reading() as store:
        state = load_state(store, office.areas)
        late = store.remembered(
            f"held unknowing {act.day.isoformat()}",
            lambda: held_unknowing(state.visits.values(), state.events, knowledge_of(state, act)),
        )
    return state, tuple(sorted(late, key=lambda each: (-each.day.toordinal(), each.visit.id)))


def count_held_unknowing(office: Office, act: Act) -> int:
    """Return how many visits of the last ``NEWS_DAYS`` days were held under such a rule."""
    since = act.day - timedelta(NEWS_DAYS)

    def lately(store: Store) -> int:
        state = load_state(store, office.areas)
        recent = [each for each in state.visits.values() if each.day and each.day >= since]
        return len(held_unknowing(recent, state.events, knowledge_of(state, act)))

    with office.database.reading() as store:
        name = f"held unknowing lately {act.day.isoformat()}"
        return store.remembered(name, lambda: lately(store))
