"""Quality of tours in the made-up cities, every answer checked by the cities' own checker.

make bench              everything
make bench QUICK=1      the smallest rows only
"""

from __future__ import annotations

import json
import os
from time import perf_counter
from typing import Any, Final

import pytest
from rich.console import Console
from rich.table import Table

import routes
from tests.benchmarks.city import instance, to_plan, to_problem
from tests.benchmarks.city_check import evaluate_plan

pytestmark = pytest.mark.bench

QUICK: Final = bool(os.environ.get("QUICK"))
SECONDS: Final = 10.0
SEEDS: Final = (1, 2) if QUICK else (1, 2, 3, 4, 5)


def objective(city: dict[str, Any], stops: tuple[routes.Stop, ...]) -> int:
    """Return what the city's checker says ``stops`` cost.

    Raises
    ------
    AssertionError
        The checker found the plan illegal.
    """
    plan = to_plan(
        {
            "stops": [
                {"task": s.task, "unit": s.unit, "day": s.day, "start_min": s.start_min}
                for s in stops
            ]
        }
    )
    told = evaluate_plan(city, plan)
    assert told["feasible"], told["errors"]
    return int(told["objective"])


def test_a_hundred_tasks() -> None:
    table = Table("instance", "ours", "s", "OR-Tools GLS", "s", title="N=100, 10 s")
    for seed in SEEDS:
        city = instance(100, seed)
        problem = routes.read_problem(json.dumps(to_problem(city)))
        began = perf_counter()
        ours = routes.solve(problem, seconds=SECONDS)
        first_s = perf_counter() - began
        began = perf_counter()
        better = routes.solve(problem, seconds=SECONDS, how=routes.How(engine="ortools"))
        table.add_row(
            city["name"],
            str(objective(city, ours.stops)),
            f"{first_s:.2f}",
            str(objective(city, better.stops)),
            f"{perf_counter() - began:.1f}",
        )
    Console(width=100).print(table)
