"""A draft is thrown away; nothing published changes."""

from __future__ import annotations

from planner.actions.desk import Act, Desk, Done, carry_out
from planner.actions.update import Update


def discard_draft(desk: Desk, act: Act, plan_id: int) -> Done:
    """Discard the draft ``plan_id``; it stays on record.

    Raises
    ------
    NotFound
        There is no such plan.
    NotPublishable
        It is no draft any more.
    """
    return carry_out(
        desk, act, lambda _: Update(cause="draf dibuang", discard=plan_id, renders=False)
    )
