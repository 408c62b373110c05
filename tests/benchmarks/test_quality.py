"""How far plans are from the best possible, how fast the first one comes, how large they may be."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from statistics import median
from time import perf_counter

import pytest

import routes
from routes.search.search import first_tours
from routes.search.state import prepared
from tests.benchmarks.cases import QUICK, city, objective, problem_of, show

pytestmark = pytest.mark.bench


def test_small_plans_beside_the_proved_best() -> None:
    rows, over = [], []
    for tasks, seed in (
        ((30, 1), (33, 1)) if QUICK else ((30, 1), (33, 1), (33, 2), (30, 2), (30, 3))
    ):
        made = city(tasks, seed)
        problem = problem_of(made)
        found = routes.solve(problem, seconds=10)
        proved = routes.prove(problem, found, seconds=120)
        cost = objective(made, found.stops)
        over.append(100 * (cost - proved.value) / proved.value)
        told = "yes" if proved.optimal else "no"
        rows.append(
            [made["name"], cost, proved.value, f"{over[-1]:.2f}", told, f"{proved.seconds:.0f}"]
        )
    rows.append(["median", "", "", f"{median(over):.2f}", "", ""])
    heads = ["instance", "10 s", "no plan costs less than", "over it, %", "proved best", "proof, s"]
    show("Small plans and their proof", heads, rows)


def test_a_hundred_tasks_beside_their_bound() -> None:
    rows = []
    for seed in (1,) if QUICK else range(1, 6):
        made = city(100, seed)
        problem = problem_of(made)
        found = routes.solve(problem, seconds=10)
        least = routes.bound(problem, found, seconds=60)
        rows.append(
            [
                made["name"],
                objective(made, found.stops),
                least.value,
                least.gap_percent,
                f"{least.seconds:.0f}",
            ]
        )
    show(
        "N=100, 10 s, and its bound", ["instance", "cost", "bound", "over it, %", "bound, s"], rows
    )


def test_first_plans() -> None:
    rows = []
    for tasks in (30, 100, 300):
        made = city(tasks, 1)
        problem = problem_of(made)
        first_tours(prepared(problem), 1, None)
        began = perf_counter()
        found = first_tours(prepared(problem), 1, None)
        rows.append([made["name"], found.cost, f"{perf_counter() - began:.3f}"])
    show("First plans", ["instance", "cost", "s"], rows)


def test_planning_again_after_a_change() -> None:
    """Two areas close on days 2-5 and a unit loses day 3; the plan before was published."""
    made = city(100, 1)
    problem = problem_of(made)
    before = routes.solve(problem, seconds=5)
    told = tuple(
        routes.Published(task=s.task, unit=s.unit, day=s.day, start_min=s.start_min)
        for s in before.stops
    )
    tasks = tuple(
        replace(task, intervals=tuple(w for w in task.intervals if not 2 <= w[0] // 1440 <= 5))
        if task.area in {"0", "1"}
        else task
        for task in problem.tasks
    )
    first = problem.units[0]
    lost = replace(first, shifts=tuple(shift for shift in first.shifts if shift.day != 3))
    again = replace(problem, tasks=tasks, units=(lost, *problem.units[1:]), published=told)
    rows = []
    for budget in (None, 5, 0):
        limited = replace(again, change_budget=budget)
        for seconds in (0.2, 5.0):
            found = routes.solve(limited, seconds=seconds, how=routes.How(start=before.stops))
            rows.append([budget, seconds, found.cost.total, found.cost.changed])
    show("N=100 planned again", ["change budget", "s", "cost", "visits changed"], rows)


def solved_region(seed: int) -> tuple[int, int]:
    made = city(300, seed)
    found = routes.solve(problem_of(made), seconds=2)
    return objective(made, found.stops), len(found.stops)


def test_many_regencies() -> None:
    seeds, rows = range(11, 13 if QUICK else 17), []
    for workers in (1, 2):
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            list(pool.map(solved_region, [10] * workers))
            began = perf_counter()
            costs = [cost for cost, _ in pool.map(solved_region, seeds)]
        took = perf_counter() - began
        rows.append(
            [workers, len(costs), f"{took:.1f}", f"{300 * len(costs) / took:.0f}", sum(costs)]
        )
    show(
        "Regencies of 300 tasks, 2 s each",
        ["processes", "regencies", "s", "tasks/s", "cost of all"],
        rows,
    )


def test_many_tasks() -> None:
    tasks, seconds = (1000, 10) if QUICK else (3000, 60)
    made = city(tasks, 1)
    problem = problem_of(made)
    began = perf_counter()
    found = routes.solve(problem, seconds=seconds)
    rows = [[made["name"], objective(made, found.stops), f"{perf_counter() - began:.0f}"]]
    show(f"N={tasks}, {seconds} s", ["instance", "cost", "s"], rows)
