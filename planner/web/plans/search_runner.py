"""Searches in the background of the web application: a thread that runs what waits.

The thread lives only while something waits or runs, so that an idle office does nothing. Rows
in the database say what is wanted: a page may close, the program may die, another goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from threading import Lock, Thread
from time import sleep
from typing import Final

from planner.actions.jobs.running import Runner
from planner.actions.saving.office import Office
from planner.clock import Clock, SystemClock
from planner.domain.office_work import JobState
from planner.web.plans.solving import Searcher
from routes import Problem, Solution, read_problem, solution_to_json

#: Seconds that are spent on the distance to the best possible plan.
BOUND_S: Final = 20.0
#: Seconds between two looks at jobs that another program holds.
LOOK_S: Final = 1.0

log = logging.getLogger("sijempol")

OPEN: Final = (JobState.QUEUED, JobState.RUNNING)


class JobRoom:
    """Runs the jobs of one office: in ``searcher``'s processes, or ``solve`` in a thread."""

    def __init__(
        self,
        office: Office,
        clock: Clock,
        searcher: Searcher,
        solve: Callable[[Problem], Solution] | None = None,
    ) -> None:
        self._office = office
        self._searcher = searcher if solve is None else None
        self._executor: Executor = searcher.executor if solve is None else ThreadPoolExecutor(1)
        self._runner = Runner(
            office=office,
            now=SystemClock().now,
            office_now=clock.now,
            executor=self._executor,
            heartbeat_s=0.5,
            solve=None if solve is None else _by(solve),
            bound_s=BOUND_S if solve is None else 0.0,
        )
        self._thread: Thread | None = None
        self._lock = Lock()

    @property
    def busy(self) -> bool:
        """Whether something is searched for here now."""
        return self._thread is not None and self._thread.is_alive()

    def stand_by(self) -> None:
        """Have a process ready, so that a click does not wait for the engine to load."""
        if self._searcher is not None:
            self._searcher.stand_by()

    def stir(self) -> None:
        """Begin to run what waits, unless that goes on already."""
        self.stand_by()
        with self._lock:
            if not self.busy and not self._runner.closing and self._waits():
                self._thread = Thread(target=self._run, name="penyusunan", daemon=True)
                self._thread.start()

    def rest(self, seconds: float = 60.0) -> None:
        """Wait until nothing runs here, ``seconds`` at most."""
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join(seconds)

    def close(self) -> None:
        """Stop; what is not done is left to the next program."""
        self._runner.closing = True
        self._executor.shutdown(wait=False, cancel_futures=True)
        self.rest(5.0)

    def _waits(self) -> bool:
        with self._office.database.reading() as store:
            return bool(store.jobs.list_jobs(OPEN))

    def _run(self) -> None:
        while not self._runner.closing and self._waits():
            try:
                ran = self._runner.run_next()
            except Exception:
                # Its lease runs out and it is begun again, or has failed after the last time.
                log.exception("a search ended unexpectedly")
                ran = None
            if ran is None:
                sleep(LOOK_S)


def _by(
    solve: Callable[[Problem], Solution],
) -> Callable[[str, int | None, int, float | None, str], str]:
    """Return ``solve`` as a job calls it; it minds neither steps nor seconds."""

    def searched(text: str, *_: object) -> str:
        return solution_to_json(solve(read_problem(text)))

    return searched
