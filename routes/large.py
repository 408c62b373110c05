"""Searching problems of 150 tasks and more in pieces, two side by side.

A search of the whole slows down as its tables outgrow the processor's own memory, and two searches
of the whole do not help each other. So some tours
with tasks near them are made a small problem, that is searched for a while at the present heat,
and then others are. What is counted by day, area and group is handed to a piece as the whole
plan has it. Where two pieces together exceed a limit, the second has been searched in vain.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import perf_counter
from typing import Final, cast

import numpy as np

from routes.arrays import NONE, Model
from routes.budget import Budget, Told
from routes.chain import Chain
from routes.decomposition import Deal
from routes.flat import Table
from routes.jit import COMPILED
from routes.kernels import layout as at
from routes.kernels.changes import total
from routes.state import data_of, empty_state, load_legal, present_tours
from routes.subproblems import Part, piece_of

#: Pieces searched side by side.
WORKERS: Final = 2
#: Rounds of ruin and recreate in a piece at a time: at most, and at first.
LONGEST_RUN: Final = 1000
FIRST_RUN: Final = 200
#: Turns of two pieces there are at least, so that each part of the plan has some.
LEAST_TURNS: Final = 40


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
    """What searching a piece changed: tours, and the sums of the whole plan."""

    part: Part
    tours: list[list[int]]
    cost: int
    changed: int
    more: Table


@dataclass(frozen=True, slots=True)
class Turn:
    """How a piece is searched: ``heats`` from ``first`` to ``last`` share, ``rounds``."""

    heats: list[int]
    first: float
    last: float
    rounds: int


def in_pieces(
    model: Model, tours: list[list[int]], heats: list[int], seed: int, budget: Budget, told: Told
) -> tuple[list[list[int]], int, int]:
    """Return the best tours found from legal ``tours``, what they cost, and the rounds made.

    Without seconds each worker makes ``budget.steps`` rounds.
    """
    d, s = data_of(model), empty_state(model, seed)
    load_legal(d, s, tours)
    plan, deal = Plan(d, s, tours, list(tours), limits(model)), Deal(model, seed)
    clock = Clock(budget)
    parts: list[Part] = []
    with ThreadPoolExecutor(max_workers=WORKERS if COMPILED else 1) as pool:
        while (turn := clock.turn(heats)) is not None:
            parts = parts or deal.parts(plan.tours)
            now, parts = parts[:WORKERS], parts[WORKERS:]
            seeds = [seed + 7919 * (clock.turns * WORKERS + n) for n in range(len(now))]
            jobs = [
                pool.submit(run, model, plan, part, turn, own)
                for part, own in zip(now, seeds, strict=True)
            ]
            for ran in [job.result() for job in jobs]:
                plan.take(ran)
            plan.settle()
            clock.made(turn)
            if not told(clock.share, int(s[at.BEST]), lambda: plan.best):
                break
    return plan.best, int(s[at.BEST]), clock.done


@dataclass(slots=True)
class Clock:
    """How long the next turn is, and how far the search is."""

    budget: Budget
    done: int = 0
    turns: int = 0
    rounds: int = 0
    share: float = 0.0
    began: float = 0.0

    def turn(self, heats: list[int]) -> Turn | None:
        """Return the next turn; None: time is up."""
        if self.share >= 1:
            return None
        self.began = perf_counter()
        if self.budget.seconds is not None:
            self.share = self.budget.used()
            self.rounds = self.rounds or FIRST_RUN
            return Turn(heats, self.share, self.share, self.rounds)
        every = max(1, min(LONGEST_RUN, self.budget.steps // LEAST_TURNS))
        self.rounds = min(every, self.budget.steps - self.done)
        last = (self.done + self.rounds) / self.budget.steps
        return Turn(heats, self.share, last, self.rounds)

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
        wanted = min(self.budget.seconds / LEAST_TURNS, left)
        most = min(LONGEST_RUN, 4 * turn.rounds)
        self.rounds = max(1, min(most, int(turn.rounds * wanted / took)))


def run(model: Model, plan: Plan, part: Part, turn: Turn, seed: int) -> Run:
    """Search one piece of ``plan`` and return what changed; the plan is only read."""
    piece = piece_of(model, part)
    d, s = data_of(piece), empty_state(piece, seed)
    local = {task: number for number, task in enumerate(part.tasks.tolist())}
    load_legal(d, s, [[local[task] for task in plan.tours[v]] for v in part.vehicles.tolist()])
    before = sums(plan.s)
    set_sums(s, before)
    cost, changed = int(s[at.COST]), int(s[at.CHANGED])
    d[at.CHANGE_BUDGET] = max(
        0, changed + (int(plan.d[at.CHANGE_BUDGET]) - int(plan.s[at.CHANGED])) // WORKERS
    )
    s[at.CURRENT] = total(d, s)
    Chain(d, s, turn.heats).part(turn.first, turn.last, turn.rounds)
    numbers = part.tasks.tolist()
    return Run(
        part=part,
        tours=[[numbers[task] for task in tour] for tour in present_tours(piece, s)],
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
