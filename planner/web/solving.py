"""The tours engine in a process of its own: it holds the interpreter's lock while it searches."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Final

from planner.domain.errors import PlannerError
from routes import Problem, Solution, problem_to_json, read_problem, read_solution, solution_to_json
from routes import solve as search

#: Seconds after which a search is given up; a plan of the example takes a few.
PATIENCE_S: Final = 300.0


class SearchFailed(PlannerError):
    """The search ended without an answer; nothing was saved."""

    code = "search_failed"


def solve_apart(problem: Problem) -> Solution:
    """Solve ``problem`` in a child process, so that pages go on being served meanwhile.

    Raises
    ------
    SearchFailed
        The child died or took too long.
    """
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        job = pool.submit(_solve_text, problem_to_json(problem))
        try:
            return read_solution(job.result(timeout=PATIENCE_S))
        except (OSError, RuntimeError, TimeoutError) as error:
            raise SearchFailed(
                "Penyusunan rute terhenti. Belum ada yang tersimpan; coba lagi dengan hari "
                "yang lebih sedikit."
            ) from error


def _solve_text(text: str) -> str:
    return solution_to_json(search(read_problem(text)))
