"""Search, check, and say why tasks are left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from time import perf_counter
from typing import Final

from routes.checks.check import check
from routes.effort import usual_steps
from routes.kernels import layout as at
from routes.kernels.jit import COMPILED
from routes.model.evaluate import evaluate
from routes.model.problem import Problem
from routes.model.solution import Solution, Stop, Unscheduled
from routes.reasons.impossible import no_legal_answer
from routes.reasons.reasons import left_out
from routes.search.arrays import Model
from routes.search.budget import OnBest, SearchBudget, SearchResult, Start, Tours
from routes.search.ortools_model import improved
from routes.search.search import first_tours, search
from routes.search.smallest import smallest_problem
from routes.search.state import prepared, stops_of, tours_of

ENGINES: Final = ("search", "ortools")


@dataclass(frozen=True, slots=True)
class Incumbent:
    """The best plan so far in figures: tasks ``left`` out, ``legs`` from place to place."""

    left: int
    legs: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search is: the share done, from 0 to 1, and the best cost so far.

    ``incumbent`` reckons the figures of the best plan, for whoever wants them.
    """

    share: float
    cost: int
    incumbent: Callable[[], Incumbent] = lambda: Incumbent(0, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """Which ``engine`` searches, and the stops it starts from (``start``), if any."""

    engine: str = "search"
    start: Sequence[Stop] | None = None


#: Called now and then; a search ends early where it returns False.
OnProgress = Callable[[Progress], bool | None]
USUAL: Final = How()


@lru_cache(maxsize=1)
def load_kernels() -> None:
    """Load the compiled code of a search and its answer by making one step, once in a process."""
    model = prepared(smallest_problem())
    stops_of(model, search(model, seed=1, budget=SearchBudget(steps=1)).tours)
    left_out(model, [[] for _ in model.vehicles])


def solve(
    problem: Problem,
    *,
    steps: int | None = None,
    seed: int = 1,
    seconds: float | None = None,
    on_progress: OnProgress | None = None,
    how: How = USUAL,
) -> Solution:
    """Return the best legal answer that the search comes upon.

    The same problem, ``steps`` and ``seed`` give the same answer, compiled or not; without
    ``steps`` there are :func:`usual_steps`. With ``seconds`` the clock decides instead and answers
    may differ; it starts once compiled code is loaded, and the first plan is always finished (a
    thousand tasks take half a second uncompiled). The answer tells the steps made. It never
    costs more than ``how.start``, where that is legal.

    Raises
    ------
    ValueError
        ``steps`` is below 1, ``seconds`` is not above 0, the engine is unknown, or the points
        of the problem are too large.
    NoLegalAnswer
        Pinned stops contradict a condition or each other, which is named, or the change budget
        cannot be kept.
    RuntimeError
        The answer failed the independent check; an illegal answer is never returned.
    """
    if (steps is not None and steps < 1) or (seconds is not None and seconds <= 0):
        raise ValueError(f"steps must be 1 or more and seconds above 0, got {steps}, {seconds}")
    if how.engine not in ENGINES:
        raise ValueError(f"engine {how.engine} is none of {', '.join(ENGINES)}")
    if seconds is not None:
        load_kernels()
    began = perf_counter()
    budget = SearchBudget(steps=steps or usual_steps(), seconds=seconds, began=began)
    model = prepared(problem)
    warm = None if how.start is None else tours_of(model, how.start)
    if how.engine == "ortools":
        result = _by_ortools(model, seed, budget, warm)
    else:
        start = Start(warm, legal=how.start is not None and _legal(problem, how.start))
        on_best = _on_best(model, on_progress)
        result = search(model, seed=seed, budget=budget, start=start, on_best=on_best)
    if result.cost >= at.OVER_CHANGE_BUDGET:
        raise no_legal_answer(problem)
    stops = stops_of(model, result.tours)
    solution = Solution(
        stops=stops,
        unscheduled=left_out(model, result.tours),
        cost=evaluate(problem, stops),
        engine=how.engine if COMPILED or how.engine == "ortools" else "search, not compiled",
        seed=seed,
        steps=result.steps,
        seconds=perf_counter() - began,
    )
    violations = check(problem, solution)
    if violations:
        refused = no_legal_answer(problem)
        if refused.tasks:
            raise refused
        raise RuntimeError(f"illegal answer: {violations[0].code}: {violations[0].sentence}")
    return solution


def _legal(problem: Problem, stops: Sequence[Stop]) -> bool:
    """Return whether ``stops`` are a legal plan of ``problem``."""
    named = {stop.task for stop in stops}
    units = {unit.id for unit in problem.units}
    if not named <= {task.id for task in problem.tasks} or not units >= {s.unit for s in stops}:
        return False
    missing = (task.id for task in problem.tasks if task.id not in named)
    plan = Solution(
        stops=tuple(stops),
        unscheduled=tuple(Unscheduled(task=t, reason="not_searched", sentence="") for t in missing),
        cost=evaluate(problem, stops),
        engine="",
        seed=0,
        steps=0,
        seconds=0.0,
    )
    return not check(problem, plan)


def _on_best(model: Model, on_progress: OnProgress | None) -> OnBest | None:
    if on_progress is None:
        return None
    called = on_progress

    def on_best(share: float, cost: int, tours: Callable[[], Tours]) -> bool:
        return called(Progress(share, cost, lambda: _incumbent(model, tours()))) is not False

    return on_best


def _incumbent(model: Model, tours: Tours) -> Incumbent:
    tasks = model.problem.tasks
    legs: list[tuple[int, int]] = []
    for vehicle, tour in zip(model.vehicles, tours, strict=True):
        stations = [vehicle.unit.depot, *(tasks[n].place for n in tour), vehicle.unit.depot]
        legs += pairwise(stations) if tour else ()
    return Incumbent(len(tasks) - sum(map(len, tours)), tuple(legs))


def _by_ortools(
    model: Model, seed: int, budget: SearchBudget, warm: Sequence[Sequence[int]] | None
) -> SearchResult:
    """Return OR-Tools' tours as far as they are legal, or the first plan if that is better."""
    first = first_tours(model, seed, warm)
    left = None if budget.seconds is None else max(0.001, budget.seconds * (1 - budget.used()))
    better = improved(model, first.tours, steps=budget.steps, seconds=left)
    if better is None:
        return first
    return min(first, first_tours(model, seed, better), key=lambda result: result.cost)
