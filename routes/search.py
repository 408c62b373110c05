"""The engine's own search: ruin and recreate with simulated annealing on exact whole costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from math import exp, log
from time import perf_counter
from typing import Final, cast

import numpy as np

from routes.arrays import Model
from routes.jit import COMPILED
from routes.kernels import layout as at
from routes.kernels.steps import fill, walk
from routes.state import (
    best_tours,
    data_of,
    empty_state,
    load,
    load_legal,
    promised_tours,
    settle_best,
)

#: Two searches with seeds of their own run side by side; the better one is the answer.
CHAINS: Final = 2
#: With fewer steps there is one.
ALONE_BELOW: Final = 500
#: Rounds of ruin and recreate in a step.
ROUNDS: Final = 20
#: Parts into which a search is cut: between them it tells of its progress and may be stopped.
PARTS: Final = 50
#: Heat at the start and the end, as a share of the mean cost of serving a task.
HOT: Final = 0.3
COLD: Final = 0.008
#: Steps made between two looks at the clock, at first.
FIRST_STEPS: Final = 50

Told = Callable[[float, int], bool]


@dataclass(slots=True)
class Budget:
    """How long to search: ``steps`` for each chain, or ``seconds`` from ``began`` on."""

    steps: int
    seconds: float | None = None
    began: float = field(default_factory=perf_counter)

    def used(self) -> float:
        """Return the share of the seconds that has passed."""
        return (perf_counter() - self.began) / self.seconds if self.seconds else 0.0


@dataclass(slots=True)
class Start:
    """Tours to start from; ``legal`` says that they are known to be a legal plan."""

    tours: Sequence[Sequence[int]] | None = None
    legal: bool = False


@dataclass(slots=True)
class Found:
    """The best tours, what they cost, and the steps that were made."""

    tours: list[list[int]]
    cost: int
    steps: int


def first_state(
    model: Model, d: at.Ints, seed: int, warm: Sequence[Sequence[int]] | None
) -> at.Ints:
    """Return a legal plan: what is published or given stays, the rest where it costs least."""
    tries = []
    starts = [promised_tours(model)] if warm is None else [warm, promised_tours(model)]
    for start in starts:
        s = empty_state(model, seed)
        load(model, d, s, start)
        fill(d, s, 0)
        settle_best(d, s)
        tries.append(s)
    return min(tries, key=lambda s: int(s[at.BEST]))


def legal_state(model: Model, d: at.Ints, seed: int, legal: Sequence[Sequence[int]]) -> at.Ints:
    """Return the plan given, which is known to be legal, with what is missing put in."""
    s = empty_state(model, seed)
    load_legal(d, s, legal)
    fill(d, s, 0)
    settle_best(d, s)
    return s


def first_tours(model: Model, seed: int, warm: Sequence[Sequence[int]] | None) -> Found:
    """Return the first plan, made in an instant: ``warm`` as far as it is legal, and the rest."""
    s = first_state(model, data_of(model), seed, warm)
    return Found(best_tours(model, s), int(s[at.BEST]), 1)


def search(
    model: Model,
    *,
    seed: int,
    budget: Budget,
    start: Start | None = None,
    told: Told | None = None,
) -> Found:
    """Return the best plan found.

    ``told`` is called now and then with the share done and the best cost; where it returns
    False the search ends there.
    """
    d = data_of(model)
    start = start or Start()
    if start.legal and start.tours is not None:
        first = legal_state(model, d, seed, start.tours)
    else:
        first = first_state(model, d, seed, start.tours)
    if not model.problem.tasks or not model.vehicles:
        return Found(best_tours(model, first), int(first[at.BEST]), 0)
    alone = budget.seconds is None and budget.steps < ALONE_BELOW
    heats = _heats(model, first)
    chains = [
        _Chain(d, _reseeded(first, seed + 7919 * n), heats) for n in range(1 if alone else CHAINS)
    ]
    report = told or (lambda _share, _cost: True)
    with ThreadPoolExecutor(max_workers=CHAINS if COMPILED else 1) as pool:
        if budget.seconds is None:
            rounds = _by_steps(chains, pool, ROUNDS * budget.steps, report)
        else:
            rounds = _by_clock(chains, pool, budget, report)
    best = min(chains, key=lambda chain: int(chain.s[at.BEST])).s
    return Found(best_tours(model, best), int(best[at.BEST]), max(1, rounds // ROUNDS))


@dataclass(slots=True)
class _Chain:
    """One search: the data, its own state, and the heats from hot to cold."""

    d: at.Ints
    s: at.Ints
    heats: list[int]

    def part(self, first: float, last: float, steps: int) -> None:
        """Make ``steps`` steps whose heat goes from one share of the way to another."""
        low = int(first * (len(self.heats) - 1))
        high = max(low + 1, int(last * len(self.heats)))
        heats = self.heats[low:high]
        table = np.array(heats, dtype=np.int64) if COMPILED else heats
        walk(self.d, self.s, cast("at.Ints", table), steps)


def _by_steps(chains: Sequence[_Chain], pool: ThreadPoolExecutor, steps: int, told: Told) -> int:
    parts = min(PARTS, steps)
    done = 0
    for part in range(parts):
        until = steps * (part + 1) // parts
        jobs = [
            pool.submit(chain.part, part / parts, (part + 1) / parts, until - done)
            for chain in chains
        ]
        for job in jobs:
            job.result()
        done = until
        if not told((part + 1) / parts, _best(chains)):
            break
    return done


def _by_clock(
    chains: Sequence[_Chain], pool: ThreadPoolExecutor, budget: Budget, told: Told
) -> int:
    done, size = 0, FIRST_STEPS
    share = budget.used()
    while share < 1:
        began = perf_counter()
        jobs = [pool.submit(chain.part, share, share, size) for chain in chains]
        for job in jobs:
            job.result()
        took = max(perf_counter() - began, 1e-6)
        done += size
        share = budget.used()
        left = (1 - share) * (budget.seconds or 0)
        wanted = min((budget.seconds or 0) / PARTS, left)
        size = max(1, min(4 * size, int(size * wanted / took)))
        if not told(min(1.0, share), _best(chains)):
            break
    return done


def _best(chains: Sequence[_Chain]) -> int:
    return min(int(chain.s[at.BEST]) for chain in chains)


def _reseeded(first: at.Ints, seed: int) -> at.Ints:
    s = first.copy()
    s[at.RNG] = (seed * 2654435761 + 0x9E3779B9) % 0xFFFFFFFF + 1
    return s


def _heats(model: Model, first: at.Ints) -> list[int]:
    mean = int(first[at.BEST]) % at.OVER_BUDGET / max(1, len(model.problem.tasks))
    hot, cold = max(1.0, HOT * mean), max(0.5, COLD * mean)
    return [round(exp(log(hot) + (log(cold) - log(hot)) * n / 1023)) for n in range(1024)]
