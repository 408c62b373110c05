"""The public site is brought up to date: a new day begins."""

from __future__ import annotations

from planner.actions.desk import Act, Desk, Done, Update, carry_out


def refresh_site(desk: Desk, act: Act) -> Done:
    """Render the site for ``act.day`` where what it shows has changed; save nothing else."""
    return carry_out(desk, act, lambda _: Update(cause="hari baru"))
