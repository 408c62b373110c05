"""The day begins: at the start of the program, at midnight in Jakarta, after any sleep."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

from planner.clock import Clock
from planner.domain.errors import PlannerError
from planner.domain.office import at_wib
from planner.web.site.published import PublishedSite

#: The longest wait before the clock is read again: a machine that slept loses track of time.
LONGEST_WAIT_S: Final = 60.0

log = logging.getLogger("sijempol")


async def turn_days(
    site: PublishedSite,
    clock: Clock,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Bring the site to the present day now and whenever one begins, until cancelled.

    A day that cannot be rendered is tried again; meanwhile the old pages go on, and each
    states the day it is true for.
    """
    while True:
        try:
            await asyncio.to_thread(site.begin_day)
        except (PlannerError, OSError) as failed:
            log.warning("The day could not begin, trying again: %s", failed)
        await sleep(wait_s(clock.now()))


def wait_s(now: datetime) -> float:
    """Return how many seconds to wait before looking again: until midnight, or the longest."""
    midnight = at_wib(now.date() + timedelta(1), 0)
    return min(LONGEST_WAIT_S, max(0.0, (midnight - now).total_seconds()))
