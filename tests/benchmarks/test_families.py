"""Families like those of the public sets, made here, with other engines beside in the same run."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import process_time
from typing import Final

import pytest

import routes
from routes import Problem, evaluate
from tests.benchmarks.cases import QUICK, mean_ratio, show
from tests.lacking import extra
from tests.routes import families

pytestmark = pytest.mark.bench

SECONDS: Final = 3.0 if QUICK else 10.0
SEEDS: Final = (1, 2) if QUICK else (1, 2, 3)
#: Each family, and the peers that can say it whole.
FAMILIES: Final[dict[str, tuple[Callable[[int], Problem], tuple[str, ...]]]] = {
    "hamlets": (families.hamlets, ("ortools", "pyvrp_groups")),
    "clustered": (families.clustered, ("ortools", "pyvrp_groups")),
    "orienteering, 2": (lambda seed: families.orienteering(seed, 2), ("ortools", "pyvrp_groups")),
    "orienteering, 4": (lambda seed: families.orienteering(seed, 4), ("ortools", "pyvrp_groups")),
    "periodic": (families.periodic, ("ortools",)),
    "mixed fleet": (families.mixed_fleet, ("ortools", "pyvrp_groups")),
}


@pytest.mark.parametrize("family", FAMILIES)
def test_plans_of_a_family_beside_those_of_other_engines(family: str) -> None:
    make, names = FAMILIES[family]
    peers = extra("tests.benchmarks.peers")
    rows: list[list[object]] = []
    ratios: dict[str, list[float]] = {name: [] for name in names}
    for seed in SEEDS:
        problem = make(seed)
        began = process_time()
        ours = routes.solve(problem, seconds=SECONDS)
        spent = process_time() - began
        row: list[object] = [problem.name, ours.cost.total, f"{spent:.1f}"]
        for name in names:
            began = process_time()
            answer = getattr(peers, name)(problem, SECONDS)
            cost = evaluate(problem, answer.stops).total
            ratios[name].append(ours.cost.total / cost)
            row += [cost, f"{process_time() - began:.1f}", f"{ours.cost.total / cost:.4f}"]
        rows.append(row)
    means = [f"{mean_ratio(each):.4f}" for each in ratios.values()]
    rows.append(["geometric mean", "", "", *(x for mean in means for x in ("", "", mean))])
    heads = ["instance", "ours", "CPU s", *(x for n in names for x in (n, "CPU s", "ours/it"))]
    show(f"{family}, {SECONDS:.0f} s of the clock", heads, rows)
    sys.stdout.write(f"{peers.PARAMETERS}\n")
