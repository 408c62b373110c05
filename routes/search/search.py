"""The engine's own search: ruin and recreate with simulated annealing on exact whole costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from time import perf_counter

from routes.kernels import layout as at
from routes.kernels.changes import total
from routes.kernels.jit import COMPILED
from routes.kernels.steps import fill
from routes.search.arrays import Model
from routes.search.budget import OnBest, SearchBudget, SearchResult, Start, Tours
from routes.search.chain import Chain, cooling, reseeded
from routes.search.decomposition import subproblem_count
from routes.search.large import search_subproblems
from routes.search.parameters import ANNEALING, DECOMPOSITION, RUIN, SEARCH
from routes.search.state import (
    best_tours,
    data_of,
    empty_state,
    load,
    load_legal,
    promised_tours,
    settle_best,
)
from routes.search.subproblems import undoable, without

#: Called with the share done; False ends the search.
OnShare = Callable[[float], bool]


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


def first_tours(model: Model, seed: int, warm: Sequence[Sequence[int]] | None) -> SearchResult:
    """Return the first plan, made in an instant: ``warm`` as far as it is legal, and the rest."""
    s = first_state(model, data_of(model), seed, warm)
    return SearchResult(best_tours(model, s), int(s[at.BEST]), 1)


def search(
    model: Model,
    *,
    seed: int,
    budget: SearchBudget,
    start: Start | None = None,
    on_best: OnBest | None = None,
) -> SearchResult:
    """Return the best plan that the search comes upon.

    ``on_best`` is called now and then with the share done, the best cost and what gives the best
    tours; where it returns False the search ends there.
    """
    apart = undoable(model)
    if apart:
        return _without_undoable(model, apart, seed, budget, start or Start(), on_best)
    return _search(model, seed, budget, start or Start(), on_best)


def _without_undoable(
    model: Model,
    apart: Sequence[int],
    seed: int,
    budget: SearchBudget,
    start: Start,
    on_best: OnBest | None,
) -> SearchResult:
    """Search as if the tasks ``apart`` were not there, so that nothing depends on them."""
    smaller, gone = without(model, apart), set(apart)
    rest = [task for task in range(len(model.problem.tasks)) if task not in gone]
    place = {task: number for number, task in enumerate(rest)}
    empty, smaller_empty = (empty_state(m, seed) for m in (model, smaller))
    more = int(total(data_of(model), empty)) - int(total(data_of(smaller), smaller_empty))

    def back(tours: Sequence[Sequence[int]]) -> Tours:
        return [[rest[number] for number in tour] for tour in tours]

    def report(share: float, cost: int, tours: Callable[[], Tours]) -> bool:
        return on_best is None or on_best(share, cost + more, lambda: back(tours()))

    tours = None
    if start.tours is not None:
        tours = [[place[task] for task in tour if task in place] for tour in start.tours]
    result = _search(smaller, seed, budget, Start(tours, start.legal), report)
    return SearchResult(back(result.tours), result.cost + more, result.steps)


def _search(
    whole: Model, seed: int, budget: SearchBudget, start: Start, on_best: OnBest | None
) -> SearchResult:
    """Return the best plan of a problem whose tasks can all be done."""
    d = data_of(whole)
    if start.legal and start.tours is not None:
        first = legal_state(whole, d, seed, start.tours)
    else:
        first = first_state(whole, d, seed, start.tours)
    if not whole.problem.tasks or not whole.vehicles:
        return SearchResult(best_tours(whole, first), int(first[at.BEST]), 0)
    report = on_best or (lambda _share, _cost, _tours: True)
    if budget.used() >= 1:
        report(1.0, int(first[at.BEST]), lambda: best_tours(whole, first))
        return SearchResult(best_tours(whole, first), int(first[at.BEST]), 1)
    model = adapted(whole, best_tours(whole, first))
    d = data_of(model)
    hot = ANNEALING.warm if start.legal and _is_short(budget) else ANNEALING.hot
    temperatures = cooling(model, first, hot, _sampled(budget))
    if subproblem_count(model) >= DECOMPOSITION.workers:
        rounds_budget = SearchBudget(budget.steps * SEARCH.rounds, budget.seconds, budget.began)
        tours = best_tours(model, first)
        tours, cost, rounds = search_subproblems(
            model, tours, temperatures, seed, rounds_budget, report
        )
        return SearchResult(tours, cost, max(1, rounds // SEARCH.rounds))
    alone = budget.seconds is None and budget.steps < SEARCH.alone_below
    count = 1 if alone else SEARCH.chains
    chains = [Chain(d, reseeded(first, seed + 7919 * n), temperatures) for n in range(count)]

    def on_share(share: float) -> bool:
        leading = _leading(chains)
        return report(share, int(leading[at.BEST]), lambda: best_tours(model, leading))

    with ThreadPoolExecutor(max_workers=SEARCH.chains if COMPILED else 1) as pool:
        if budget.seconds is None:
            rounds = _by_steps(chains, pool, SEARCH.rounds * budget.steps, on_share)
        else:
            rounds = _by_clock(chains, pool, budget, on_share)
    best = _leading(chains)
    steps = max(1, rounds // SEARCH.rounds)
    return SearchResult(best_tours(model, best), int(best[at.BEST]), steps)


def _sampled(budget: SearchBudget) -> int:
    """Return how many rounds measure the temperature: few of a search with few steps."""
    if budget.seconds is not None:
        return ANNEALING.sampled
    return min(ANNEALING.sampled, budget.steps * SEARCH.rounds)


def adapted(model: Model, tours: Sequence[Sequence[int]]) -> Model:
    """Return ``model`` with ruins and strings that suit tours as long as those of ``tours``."""
    lengths = [len(tour) for tour in tours if tour]
    mean = sum(lengths) // len(lengths) if lengths else 0
    d = model.d.copy()
    d[at.LONGEST_STRING] = max(RUIN.longest_string, min(RUIN.longest_in_long, mean // 2))
    if mean >= RUIN.long_tour:
        d[at.RUIN_MEAN] = max(RUIN.mean_removed, RUIN.mean_in_long)
    return replace(model, d=d)


def _is_short(budget: SearchBudget) -> bool:
    if budget.seconds is not None:
        return budget.seconds < SEARCH.short_seconds
    return budget.steps < SEARCH.short_steps


def _by_steps(
    chains: Sequence[Chain], pool: ThreadPoolExecutor, steps: int, on_share: OnShare
) -> int:
    parts = min(SEARCH.parts, steps)
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
        if not on_share((part + 1) / parts):
            break
    return done


def _by_clock(
    chains: Sequence[Chain], pool: ThreadPoolExecutor, budget: SearchBudget, on_share: OnShare
) -> int:
    done, size = 0, SEARCH.first_rounds
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
        wanted = min(max((budget.seconds or 0) / SEARCH.parts, SEARCH.least_part_s), left)
        size = max(1, min(4 * size, int(size * wanted / took)))
        if not on_share(min(1.0, share)):
            break
    return done


def _leading(chains: Sequence[Chain]) -> at.Ints:
    return min(chains, key=lambda chain: int(chain.s[at.BEST])).s
