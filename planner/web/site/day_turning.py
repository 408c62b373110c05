"""The day begins: at the start of the program, at midnight in Jakarta, after any sleep."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from planner.actions.saving.office import Act, Office
from planner.actions.site.clear_up import clear_files, clear_homes
from planner.clock import Clock
from planner.domain.errors import PlannerError
from planner.domain.office import at_wib
from planner.web.site.published import PublishedSite

#: The longest wait before the clock is read again: a machine that slept loses track of time.
LONGEST_WAIT_S: Final = 60.0

#: What is done once a day beside the pages, each by itself.
CHORES: Final[Mapping[str, Callable[[Office, Act], int]]] = {
    "homes erased": clear_homes,
    "unused files removed": lambda office, _: clear_files(office),
}

log = logging.getLogger("sijempol")


@dataclass(slots=True)
class Chores:
    """The ``CHORES`` of one office, each with the day it was last done on."""

    office: Office
    clock: Clock
    done: dict[str, date] = field(default_factory=dict)

    def run(self) -> None:
        """Do what is not done yet today; what fails is logged and tried again at the next call."""
        act = Act(at=self.clock.now(), day=self.clock.today(), who="sistem")
        for name, chore in CHORES.items():
            if self.done.get(name) == act.day:
                continue
            try:
                count = chore(self.office, act)
            except (PlannerError, OSError) as failed:
                log.warning("A chore of the day failed (%s), trying again: %s", name, failed)
                continue
            self.done[name] = act.day
            if count:
                log.info("Chore of the day: %s %s", count, name)


async def turn_days(
    site: PublishedSite,
    clock: Clock,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Bring the site to the present day now and whenever one begins, until cancelled.

    A day that cannot be rendered is tried again; meanwhile the old pages go on, and each
    states the day it is true for. The day's chores follow, whether or not it could begin.
    """
    chores = Chores(site.office, clock)
    while True:
        try:
            await asyncio.to_thread(site.begin_day)
        except (PlannerError, OSError) as failed:
            log.warning("The day could not begin, trying again: %s", failed)
        await asyncio.to_thread(chores.run)
        await sleep(wait_s(clock.now()))


def wait_s(now: datetime) -> float:
    """Return how many seconds to wait before looking again: until midnight, or the longest."""
    midnight = at_wib(now.date() + timedelta(1), 0)
    return min(LONGEST_WAIT_S, max(0.0, (midnight - now).total_seconds()))
