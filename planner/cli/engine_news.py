"""What a command says of the tours engine before it searches."""

from __future__ import annotations

import routes
from planner.actions.jobs.engine_words import SLOW_FOR_GOOD
from planner.cli.screen import say


def tell_slow_engine() -> None:
    """Say that the engine is slow on this machine for good, where it is."""
    if not routes.can_compile():
        say(SLOW_FOR_GOOD)


def tell_fewer_steps() -> None:
    """Say how many steps a search takes that was given none, where they are fewer than usual."""
    if routes.usual_steps() < routes.USUAL_STEPS:
        say(
            f"Mesin cepat belum siap: {routes.usual_steps()} langkah, bukan {routes.USUAL_STEPS}. "
            "Jumlah lain: --steps."
        )
