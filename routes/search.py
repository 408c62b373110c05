"""The engine's own search: ruin and recreate with simulated annealing on exact whole costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter
from typing import Final

from routes.arrays import Model
from routes.budget import Budget, Found, Start, Told
from routes.chain import HOT, WARM, Chain, cooling, reseeded
from routes.decomposition import pieces_of
from routes.jit import COMPILED
from routes.kernels import layout as at
from routes.kernels.steps import fill
from routes.large import WORKERS, in_pieces
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
#: A search with fewer seconds or steps is a short one.
SHORT_SECONDS: Final = 1.0
SHORT_STEPS: Final = 1000
#: Seconds between two looks at the clock at least; searches side by side wait for each other.
LEAST_PART: Final = 0.01
#: Steps made between two looks at the clock, at first.
FIRST_STEPS: Final = 50

#: Hears the share done; False ends the search.
Heard = Callable[[float], bool]


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

    ``told`` is called now and then with the share done, the best cost and what gives the best
    tours; where it returns False the search ends there.
    """
    d = data_of(model)
    start = start or Start()
    if start.legal and start.tours is not None:
        first = legal_state(model, d, seed, start.tours)
    else:
        first = first_state(model, d, seed, start.tours)
    if not model.problem.tasks or not model.vehicles:
        return Found(best_tours(model, first), int(first[at.BEST]), 0)
    heats = cooling(model, first, WARM if start.legal and _is_short(budget) else HOT)
    report = told or (lambda _share, _cost, _tours: True)
    if pieces_of(model) >= WORKERS:
        pieces = Budget(budget.steps * ROUNDS, budget.seconds, budget.began)
        tours = best_tours(model, first)
        tours, cost, rounds = in_pieces(model, tours, heats, seed, pieces, report)
        return Found(tours, cost, max(1, rounds // ROUNDS))
    alone = budget.seconds is None and budget.steps < ALONE_BELOW
    chains = [
        Chain(d, reseeded(first, seed + 7919 * n), heats) for n in range(1 if alone else CHAINS)
    ]

    def heard(share: float) -> bool:
        leading = _leading(chains)
        return report(share, int(leading[at.BEST]), lambda: best_tours(model, leading))

    with ThreadPoolExecutor(max_workers=CHAINS if COMPILED else 1) as pool:
        if budget.seconds is None:
            rounds = _by_steps(chains, pool, ROUNDS * budget.steps, heard)
        else:
            rounds = _by_clock(chains, pool, budget, heard)
    best = _leading(chains)
    return Found(best_tours(model, best), int(best[at.BEST]), max(1, rounds // ROUNDS))


def _is_short(budget: Budget) -> bool:
    if budget.seconds is not None:
        return budget.seconds < SHORT_SECONDS
    return budget.steps < SHORT_STEPS


def _by_steps(chains: Sequence[Chain], pool: ThreadPoolExecutor, steps: int, told: Heard) -> int:
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
        if not told((part + 1) / parts):
            break
    return done


def _by_clock(
    chains: Sequence[Chain], pool: ThreadPoolExecutor, budget: Budget, told: Heard
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
        wanted = min(max((budget.seconds or 0) / PARTS, LEAST_PART), left)
        size = max(1, min(4 * size, int(size * wanted / took)))
        if not told(min(1.0, share)):
            break
    return done


def _leading(chains: Sequence[Chain]) -> at.Ints:
    return min(chains, key=lambda chain: int(chain.s[at.BEST])).s
