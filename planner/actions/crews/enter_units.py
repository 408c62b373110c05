"""The office's units are recorded."""

from __future__ import annotations

from collections.abc import Sequence

from planner.actions.saving.office import Act, Done, Office, carry_out
from planner.actions.saving.update import Update
from planner.domain.fleet import Unit


def enter_units(office: Office, act: Act, units: Sequence[Unit]) -> Done:
    """Record ``units``; those already known stay as they are."""
    update = Update(cause="unit dicatat", units=tuple(units), renders=False)
    return carry_out(office, act, lambda _: update)
