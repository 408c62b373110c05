"""The same steps and seed give the same plan, compiled and not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SCRIPT = """
import json, sys
from dataclasses import replace
import routes
from routes.kernels import jit
from routes.search import decomposition
from routes.search.parameters import DecompositionParameters
from tests.benchmarks.city import instance, to_problem
from tests.routes.problems import random_problem
answers = {"compiled": jit.COMPILED}
city = routes.read_problem(json.dumps(to_problem(instance(30, 1))))
cases = {"city": (city, 10), "all": (random_problem(3), 30), "two": (random_problem(8), 500)}
cases["subproblems"] = (replace(random_problem(5, tasks=26, days=6), surge=None), 30)
for name, (problem, steps) in cases.items():
    smallest = 6 if name == "subproblems" else 75
    decomposition.DECOMPOSITION = DecompositionParameters(smallest=smallest, least_tours=1)
    answer = routes.solve(problem, steps=steps, seed=7)
    stops = [[stop.task, stop.unit, stop.start_min] for stop in answer.stops]
    answers[name] = [answer.cost.total, answer.steps, stops]
from routes.bounds import pricing, relaxed_routes
pricing.BY_RELAXED_ROUTES = True
relaxed_routes.RELAXATION = replace(relaxed_routes.RELAXATION, labels=20_000)
problem = random_problem(5, tasks=6, days=2)
answers["bound"] = routes.bound(problem, routes.solve(problem, steps=20), seconds=600).value
json.dump(answers, sys.stdout)
"""


def run(kernels: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env={**os.environ, "SIJEMPOL_KERNELS": kernels, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers: dict[str, object] = json.loads(done.stdout)
    return answers


@pytest.mark.slow
def test_compiled_and_not_give_the_same_plans_and_bounds() -> None:
    plain, compiled = run("python"), run("compiled")
    assert (plain.pop("compiled"), compiled.pop("compiled")) == (False, True)
    assert plain == compiled


def test_without_a_ready_folder_the_search_runs_uncompiled_and_says_so(tmp_path: Path) -> None:
    script = "import routes; from tests.routes.problems import random_problem as r\n"
    script += "print(routes.ready(), routes.solve(r(1)).engine)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "SIJEMPOL_CACHE": str(tmp_path), "SIJEMPOL_KERNELS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "False search, not compiled", done.stderr
