"""What the measurements share: cities as problems, the cities' own checker, tables."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from functools import lru_cache
from math import exp, log
from typing import Any, Final

from rich.console import Console
from rich.table import Table

import routes
from tests.benchmarks.city import instance, to_plan, to_problem
from tests.benchmarks.city_check import evaluate_plan

QUICK: Final = bool(os.environ.get("QUICK"))


@lru_cache(maxsize=4)
def city(tasks: int, seed: int) -> dict[str, Any]:
    """Return a made-up city."""
    return instance(tasks, seed)


def problem_of(made: dict[str, Any]) -> routes.Problem:
    """Return a city as a problem of the engine, through its JSON."""
    return routes.read_problem(json.dumps(to_problem(made)))


def objective(made: dict[str, Any], stops: Sequence[routes.Stop]) -> int:
    """Return what the city's checker says ``stops`` cost.

    Raises
    ------
    AssertionError
        The checker found the plan illegal.
    """
    told = evaluate_plan(
        made,
        to_plan(
            {
                "stops": [
                    {"task": s.task, "unit": s.unit, "day": s.day, "start_min": s.start_min}
                    for s in stops
                ]
            }
        ),
    )
    assert told["feasible"], told["errors"]
    return int(told["objective"])


def mean_ratio(ratios: Sequence[float]) -> float:
    """Return the geometric mean."""
    return exp(sum(map(log, ratios)) / len(ratios))


def show(title: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table."""
    table = Table(*heads, title=title)
    for row in rows:
        table.add_row(*map(str, row))
    Console(width=180).print(table)
