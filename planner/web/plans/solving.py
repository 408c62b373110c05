"""The tours engine in a process of its own: it holds the interpreter's lock while it searches.

One process stands by with everything loaded, so that a click never waits for imports. Compiling
the engine goes on in another process meanwhile; the one standing by is replaced once it is done.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from subprocess import Popen
from threading import Lock
from typing import Final

import routes
from planner.domain.errors import PlannerError
from planner.planning.plans.engine_words import SLOW_FOR_GOOD
from routes import (
    Problem,
    Solution,
    can_compile,
    compiled_share,
    problem_to_json,
    read_problem,
    read_solution,
    ready,
    solution_to_json,
    warm_in_background,
)

#: Seconds after which a search is given up; a plan of the example takes a few.
PATIENCE_S: Final = 300.0


class SearchFailed(PlannerError):
    """The search ended without an answer; nothing was saved."""

    code = "search_failed"


class Searcher:
    """Solves problems in a child process that stands by between two of them."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._compiled = False
        self._compiling: Popen[bytes] | None = None
        self._lock = Lock()

    def stand_by(self) -> None:
        """Start the child and load the engine in it, and begin to compile where need be."""
        if self._compiling is None:
            self._compiling = warm_in_background()
        self._ready_pool().submit(_loaded)

    def __call__(self, problem: Problem) -> Solution:
        """Solve ``problem`` in the child, so that pages go on being served meanwhile.

        Raises
        ------
        SearchFailed
            The child died or took too long; the next search gets a new one.
        """
        job = self._ready_pool().submit(_solve_text, problem_to_json(problem))
        try:
            return read_solution(job.result(timeout=PATIENCE_S))
        except (OSError, RuntimeError, TimeoutError) as error:
            self._replace()
            raise SearchFailed(
                "Penyusunan rute terhenti. Belum ada yang tersimpan; coba lagi dengan hari "
                "yang lebih sedikit."
            ) from error

    def close(self) -> None:
        """End the child, and the compiling if it is still going on."""
        if self._compiling is not None and self._compiling.poll() is None:
            self._compiling.terminate()
        if self._compiling is not None:
            self._compiling.wait()
        self._replace()

    def _ready_pool(self) -> ProcessPoolExecutor:
        """Return the pool of one child; a child that runs uncompiled is replaced in time."""
        with self._lock:
            if self._pool is not None and ready() and not self._compiled:
                self._pool.shutdown(wait=False)
                self._pool = None
            if self._pool is None:
                self._compiled = ready()
                self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
            return self._pool

    def _replace(self) -> None:
        """End the child, even one that goes on searching; the next search starts a new one."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is None:
            return
        children = list((pool._processes or {}).values())
        pool.shutdown(wait=False, cancel_futures=True)
        for child in children:
            with suppress(OSError):
                child.kill()


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


def _loaded() -> bool:
    return callable(routes.solve)


def _solve_text(text: str) -> str:
    return solution_to_json(routes.solve(read_problem(text)))
