"""The history says who made and who removed the example beside an office."""

from __future__ import annotations

from planner.actions.saving.desk import Act, Desk
from planner.domain.people import Deed


def note_practice(desk: Desk, act: Act, what: str) -> None:
    """Write ``what`` somebody did to the example into the office's own history."""
    with desk.database.writing() as store:
        store.deeds.add(Deed(at=act.at, who=act.who, action=what, subject="kantor latihan"))
