"""The history says who made and who removed the example beside an office."""

from __future__ import annotations

from planner.actions.saving.office import Act, Office
from planner.domain.accounts import AuditEntry


def note_practice(office: Office, act: Act, what: str) -> None:
    """Write ``what`` somebody did to the example into the office's own history."""
    with office.database.writing() as store:
        store.audit.add(AuditEntry(at=act.at, who=act.who, action=what, subject="kantor latihan"))
