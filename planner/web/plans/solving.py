"""The tours engine in processes of its own: it holds the interpreter's lock while it searches.

One process stands by with everything loaded, so that a click never waits for imports. Compiling
the engine goes on in another process meanwhile; the one standing by is replaced once it is done.
"""

from __future__ import annotations

from concurrent.futures import Future
from threading import Lock
from typing import Final

from planner.actions.jobs.apart import ProcessPerTask
from planner.actions.jobs.engine_words import SLOW_FOR_GOOD
from planner.actions.jobs.worker import COMPILING, compile_engine, solve_text
from planner.domain.errors import PlannerError
from routes import (
    Problem,
    Solution,
    can_compile,
    compiled_share,
    problem_to_json,
    read_solution,
    ready,
)

#: Seconds after which a search is given up; a plan of the example takes a few.
PATIENCE_S: Final = 300.0
#: Seconds that any process of the engine may take at most, its start included.
LONGEST_S: Final = 400.0
#: Seconds that compiling may take; it takes two minutes on a slow machine.
COMPILING_S: Final = 1800.0


class SearchFailed(PlannerError):
    """The search ended without an answer; nothing was saved."""

    code = "search_failed"


class Searcher:
    """Solves problems in child processes, one of which stands by.

    ``executor`` runs them; searches of others may use it as well.
    """

    def __init__(self) -> None:
        self.executor = ProcessPerTask(seconds=LONGEST_S, preload="planner.actions.jobs.worker")
        self._compiler = ProcessPerTask(seconds=COMPILING_S, environment=COMPILING)
        self._compiling: Future[bool] | None = None
        self._compiled = False
        self._lock, self._turn = Lock(), Lock()

    def compile(self) -> None:
        """Begin to compile the engine where it is not yet; it is not waited for."""
        if self._compiling is None and can_compile() and not ready():
            self._compiling = self._compiler.submit(compile_engine)

    def stand_by(self) -> None:
        """Have a process with the engine loaded; one that runs uncompiled is replaced in time."""
        with self._lock:
            fresh = ready() and not self._compiled
            self._compiled = ready()
        self.executor.stand_by(afresh=fresh)

    def __call__(self, problem: Problem) -> Solution:
        """Solve ``problem`` in a child, so that pages go on being served meanwhile.

        Raises
        ------
        SearchFailed
            The child died or took too long; the next search gets a new one.
        """
        self.stand_by()
        with self._turn:
            job = self.executor.submit(solve_text, problem_to_json(problem))
            try:
                return read_solution(job.result(timeout=PATIENCE_S))
            except (OSError, RuntimeError, TimeoutError) as error:
                self.executor.stop(job)
                raise SearchFailed(
                    "Penyusunan rute terhenti. Belum ada yang tersimpan; coba lagi dengan hari "
                    "yang lebih sedikit."
                ) from error

    def close(self) -> None:
        """End the children, and the compiling if it is still going on."""
        for each in (self._compiler, self.executor):
            each.shutdown(wait=False, cancel_futures=True)


def engine_note() -> str:
    """Return what the office should know of the engine; empty once it is at full strength."""
    if ready():
        return ""
    if not can_compile():
        return SLOW_FOR_GOOD
    return (
        f"Mesin rute sedang disiapkan ({compiled_share()} persen). Sampai selesai, rute disusun "
        "dengan langkah lebih sedikit."
    )
