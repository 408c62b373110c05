"""What is read of the history of who did what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.actions.saving.desk import Desk
from planner.domain.people import Deed
from planner.domain.records import Access

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """One page of the history, newest first; ``older`` is where the next page begins, or 0."""

    deeds: tuple[Deed, ...]
    older: int
    people: tuple[str, ...]
    names: Mapping[str, str]


def read_history(desk: Desk, *, who: str = "", before: int = 0) -> History:
    """Return what ``who`` (or anybody) did, older than number ``before`` where it is given."""
    with desk.database.reading() as store:
        found = store.deeds.list_deeds(who=who, before=before, limit=PAGE + 1)
        people = store.deeds.list_people()
        names = {account.login: account.shown for account in store.accounts.list_accounts()}
    more = len(found) > PAGE
    shown = found[:PAGE]
    return History(deeds=shown, older=shown[-1].seq if more else 0, people=people, names=names)


def read_accesses(desk: Desk) -> tuple[Access, ...]:
    """Return who looked at personal data, newest first, at most the last 50 times."""
    with desk.database.reading() as store:
        return tuple(reversed(store.accesses.list_accesses()[-PAGE:]))
