"""What is read of the history of who did what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.actions.saving.office import Office
from planner.domain.accounts import AuditEntry
from planner.domain.office_work import Access

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """One page of the history, newest first; ``older`` is where the next page begins, or 0."""

    entries: tuple[AuditEntry, ...]
    older: int
    people: tuple[str, ...]
    names: Mapping[str, str]


def read_history(office: Office, *, who: str = "", before: int = 0) -> History:
    """Return what ``who`` (or anybody) did, older than number ``before`` where it is given."""
    with office.database.reading() as store:
        entries = store.audit.list_entries(who=who, before=before, limit=PAGE + 1)
        people = store.audit.list_people()
        names = {account.login: account.shown for account in store.accounts.list_accounts()}
    more = len(entries) > PAGE
    shown = entries[:PAGE]
    return History(entries=shown, older=shown[-1].seq if more else 0, people=people, names=names)


def read_accesses(office: Office) -> tuple[Access, ...]:
    """Return who looked at personal data, newest first, at most the last 50 times."""
    with office.database.reading() as store:
        return tuple(reversed(store.accesses.list_accesses()[-PAGE:]))
