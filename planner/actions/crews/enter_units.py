"""The office's units are recorded."""

from __future__ import annotations

from collections.abc import Sequence

from planner.actions.saving.desk import Act, Desk, Done, carry_out
from planner.actions.saving.update import Update
from planner.domain.fleet import Unit


def enter_units(desk: Desk, act: Act, units: Sequence[Unit]) -> Done:
    """Record ``units``; those already known stay as they are."""
    update = Update(cause="unit dicatat", units=tuple(units), renders=False)
    return carry_out(desk, act, lambda _: update)
