"""Searching problems of 150 tasks and more by subproblems, two side by side.

A search of the whole slows down as its tables outgrow the processor's own memory, and two searches
of the whole do not help each other. So some tours
with tasks near them are made a subproblem that is searched for a while at the present temperature,
and then others are. What is counted by day, area and group is handed to a subproblem as the whole
plan has it. Where two together exceed a limit, the second has been searched in vain.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import perf_counter
from typing import cast

import numpy as np

from routes.kernels import layout as at
from routes.kernels.changes import total
from routes.kernels.jit import COMPILED
from routes.search.arrays import NONE, Model
from routes.search.budget import OnBest, SearchBudget
from routes.search.chain import Chain
from routes.search.decomposition import Decomposition
from routes.search.flat import Table
from routes.search.parameters import DECOMPOSITION
from routes.search.state import data_of, empty_state, load_legal, present_tours
from routes.search.subproblems import Subproblem, submodel


@dataclass(slots=True)
class Plan:
    """The whole plan: its tours, and a state of which only the sums are kept up."""

    d: at.Ints
    s: at.Ints
    tours: list[list[int]]
    best: list[list[int]]
    limits: Table

    def take(self, ran: Run) -> None:
        """Take over what a run changed, unless another changed what it needs in the meantime."""
        after = sums(self.s) + ran.more
        if bool(((ran.more > 0) & (after > self.limits)).any()):
            return
        for v, tour in zip(ran.part.vehicles.tolist(), ran.tours, strict=True):
            self.tours[v] = tour
        self.s[at.COST] += ran.cost
        self.s[at.CHANGED] += ran.changed
        set_sums(self.s, after)

    def settle(self) -> None:
        """Remember the plan where it is the best so far."""
        cost = int(total(self.d, self.s))
        if cost < self.s[at.BEST]:
            self.s[at.BEST] = cost
            self.best = list(self.tours)


@dataclass(frozen=True, slots=True)
class Run:
    """What searching a subproblem changed: tours, and the sums of the whole plan."""

    part: Subproblem
    tours: list[list[int]]
    cost: int
    changed: int
    more: Table


@dataclass(frozen=True, slots=True)
class Turn:
    """How a subproblem is searched: ``rounds`` from the ``first`` to the ``last`` share."""

    temperatures: list[int]
    first: float
    last: float
    rounds: int


def search_subproblems(
    model: Model,
    tours: list[list[int]],
    temperatures: list[int],
    seed: int,
    budget: SearchBudget,
    on_best: OnBest,
) -> tuple[list[list[int]], int, int]:
    """Return the best tours on the way from legal ``tours``, their cost, and the rounds made.

    Without seconds each worker makes ``budget.steps`` rounds.
    """
    d, s = data_of(model), empty_state(model, seed)
    load_legal(d, s, tours)
    plan, cut = Plan(d, s, tours, list(tours), limits(model)), Decomposition(model, seed)
    clock, workers = Clock(budget), DECOMPOSITION.workers
    parts: list[Subproblem] = []
    with ThreadPoolExecutor(max_workers=workers if COMPILED else 1) as pool:
        while (turn := clock.turn(temperatures)) is not None:
            parts = parts or cut.subproblems(plan.tours) or cut.subproblems(plan.tours)
            if not parts:
                break
            now, parts = parts[:workers], parts[workers:]
            seeds = [seed + 7919 * (clock.turns * workers + n) for n in range(len(now))]
            jobs = [
                pool.submit(run, model, plan, part, turn, own)
                for part, own in zip(now, seeds, strict=True)
            ]
            for ran in [job.result() for job in jobs]:
                plan.take(ran)
            plan.settle()
            clock.made(turn)
            if not on_best(clock.share, int(s[at.BEST]), lambda: plan.best):
                break
    if not clock.turns:
        on_best(1.0, int(s[at.BEST]), lambda: plan.best)
    return plan.best, int(s[at.BEST]), clock.done


@dataclass(slots=True)
class Clock:
    """How long the next turn is, and how far the search is."""

    budget: SearchBudget
    done: int = 0
    turns: int = 0
    rounds: int = 0
    share: float = 0.0
    began: float = 0.0

    def turn(self, temperatures: list[int]) -> Turn | None:
        """Return the next turn; None: time is up."""
        if self.share >= 1:
            return None
        self.began = perf_counter()
        if self.budget.seconds is not None:
            self.share = self.budget.used()
            if self.share >= 1:
                return None
            self.rounds = self.rounds or DECOMPOSITION.first_run
            return Turn(temperatures, self.share, self.share, self.rounds)
        even = self.budget.steps // DECOMPOSITION.least_turns
        every = max(1, min(DECOMPOSITION.longest_run, even))
        self.rounds = min(every, self.budget.steps - self.done)
        last = (self.done + self.rounds) / self.budget.steps
        return Turn(temperatures, self.share, last, self.rounds)

    def made(self, turn: Turn) -> None:
        """Note that a turn was made."""
        self.done += turn.rounds
        self.turns += 1
        if self.budget.seconds is None:
            self.share = self.done / self.budget.steps
            return
        took = max(perf_counter() - self.began, 1e-6)
        self.share = min(1.0, self.budget.used())
        left = (1 - self.share) * self.budget.seconds
        wanted = min(self.budget.seconds / DECOMPOSITION.least_turns, left)
        most = min(DECOMPOSITION.longest_run, 4 * turn.rounds)
        self.rounds = max(1, min(most, int(turn.rounds * wanted / took)))


def run(model: Model, plan: Plan, part: Subproblem, turn: Turn, seed: int) -> Run:
    """Search one subproblem of ``plan`` and return what changed; the plan is only read."""
    small = submodel(model, part)
    d, s = data_of(small), empty_state(small, seed)
    local = {task: number for number, task in enumerate(part.tasks.tolist())}
    load_legal(d, s, [[local[task] for task in plan.tours[v]] for v in part.vehicles.tolist()])
    before = sums(plan.s)
    set_sums(s, before)
    cost, changed = int(s[at.COST]), int(s[at.CHANGED])
    spare = int(plan.d[at.CHANGE_BUDGET]) - int(plan.s[at.CHANGED])
    d[at.CHANGE_BUDGET] = max(0, changed + spare // DECOMPOSITION.workers)
    s[at.CURRENT] = total(d, s)
    Chain(d, s, turn.temperatures).part(turn.first, turn.last, turn.rounds)
    numbers = part.tasks.tolist()
    return Run(
        part=part,
        tours=[[numbers[task] for task in tour] for tour in present_tours(small, s)],
        cost=int(s[at.COST]) - cost,
        changed=int(s[at.CHANGED]) - changed,
        more=sums(s) - before,
    )


def sums(s: at.Ints) -> Table:
    """Return what is counted by day, area and group; these tables stand last in a state."""
    return np.array(s[s[at.DAY_PEOPLE] :], dtype=np.int64)


def set_sums(s: at.Ints, values: Table) -> None:
    """Set what is counted by day, area and group."""
    s[s[at.DAY_PEOPLE] :] = cast("at.Ints", values if COMPILED else values.tolist())


def limits(model: Model) -> Table:
    """Return what no sum may exceed, in the order of :func:`sums`."""
    d, days = model.d, int(model.d[at.DAYS])
    return np.concatenate(
        [
            np.full(days, NONE),
            d[d[at.CREWS] : d[at.CREWS] + days],
            np.full(model.area_count * days, d[at.AREA_CAP]),
            np.full(model.area_count * int(d[at.WEEKS]), d[at.WEEK_CAP]),
            np.full(int(d[at.GROUPS]), NONE),
        ]
    )
