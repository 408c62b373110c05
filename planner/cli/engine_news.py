"""What a command says of the tours engine before it searches."""

from __future__ import annotations

import routes
from planner.actions.jobs.engine_words import SLOW_FOR_GOOD
from planner.cli.screen import say


def tell_slow_engine() -> None:
    """Say that the engine is slow on this machine for good, where it is."""
    if not routes.can_compile():
        say(SLOW_FOR_GOOD)
