"""Public instance sets, where somebody has them: ``make bench PUBLIC=DIR``.

``DIR`` holds folders named by format: ``vrplib`` (``X-n200-k36.vrp`` and every other type that is
read), ``solomon``, ``cordeau`` (periodic) and ``toptw``. ``best.csv`` in it tells the best values
known, a row ``name,value`` each, in the unit of the file; the name is that of the file without its
ending, for TOPTW with the number of vehicles (``pr05-m2``). None of it is part of this project.

A plan is compared with the best value only if the independent checker finds it legal and it
serves everybody who must be served.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import pytest

import routes
from routes.readers.public_sets import MISSED, PROFIT, read_cordeau, read_solomon, read_toptw
from routes.readers.vrplib_files import rounding_of
from tests.benchmarks.cases import show
from tests.lacking import extra
from tests.routes.readers.miniatures import MINIATURES

pytestmark = pytest.mark.bench

SECONDS = 10.0
SCALE = 100
#: Vehicles of a TOPTW instance that no row of best.csv names.
VEHICLES = 2


@dataclass(frozen=True)
class Instance:
    """A problem, how its value is read off an answer, and whether more is better."""

    name: str
    problem: routes.Problem
    value: Callable[[routes.Solution], float]
    more_is_better: bool = False


def instances(folder: Path, best: dict[str, float]) -> Iterator[Instance]:
    for path in sorted(folder.glob("vrplib/*.vrp")):
        text = path.read_text()
        problem = routes.read_any(text, fmt=routes.Format.VRPLIB)
        yield Instance(path.stem, problem, total_in(rounding_of(text).scale))
    for path in sorted(folder.glob("solomon/*")):
        problem = read_solomon(path.read_text(), scale=SCALE)
        yield Instance(path.stem, problem, lambda answer: answer.cost.travel / SCALE)
    for path in sorted(folder.glob("cordeau/*")):
        problem = read_cordeau(path.read_text(), scale=SCALE)
        yield Instance(path.stem, problem, lambda answer: answer.cost.travel / SCALE)
    for path in sorted(folder.glob("toptw/*")):
        named = re.compile(re.escape(path.stem) + r"-m(\d+)")
        counts = [int(answer[1]) for name in best if (answer := named.fullmatch(name))]
        for vehicles in counts or [VEHICLES]:
            problem = read_toptw(path.read_text(), vehicles=vehicles, scale=SCALE)
            yield Instance(f"{path.stem}-m{vehicles}", problem, profit_of(problem), True)


def total_in(scale: int) -> Callable[[routes.Solution], float]:
    """Return the reader of what an answer costs in the unit of its file."""
    return lambda answer: answer.cost.total / scale


def is_comparable(instance: Instance, answer: routes.Solution) -> bool:
    """Return whether an answer is legal and leaves out only whom it may."""
    must = {task.id for task in instance.problem.tasks if (task.drop_cost or 0) >= MISSED}
    left = {out.task for out in answer.unscheduled}
    may_leave = instance.more_is_better or not left & must
    return may_leave and routes.check(instance.problem, answer) == []


def profit_of(problem: routes.Problem) -> Callable[[routes.Solution], float]:
    """Return the reader of the profit that an answer collects."""
    whole = sum(task.drop_cost or 0 for task in problem.tasks)
    return lambda answer: (whole - answer.cost.drop) / PROFIT


def known(folder: Path) -> dict[str, float]:
    file = folder / "best.csv"
    if not file.exists():
        return {}
    with file.open(encoding="utf-8") as lines:
        return {name: float(value) for name, value in csv.reader(lines) if name != "name"}


def test_public_sets() -> None:
    named = os.environ.get("SIJEMPOL_PUBLIC", "")
    if not named:
        show("Public sets", ["not measured here; make bench PUBLIC=DIR measures them"], [])
        return
    best = known(Path(named))
    rows: list[list[object]] = []
    for instance in instances(Path(named), best):
        began = perf_counter()
        answer = routes.solve(instance.problem, seconds=SECONDS)
        value, goal = instance.value(answer), best.get(instance.name)
        sign = -1 if instance.more_is_better else 1
        gap = "" if goal is None else f"{100 * sign * (value - goal) / goal + 0.0:.2f}"
        gap = gap if is_comparable(instance, answer) else "not legal or not whole"
        left = len(answer.unscheduled)
        took = f"{perf_counter() - began:.1f}"
        rows.append([instance.name, f"{value:.2f}", goal or "", gap, left, took])
    heads = ["instance", "value", "best known", "gap, %", "left out", "s"]
    show(f"Public sets, {SECONDS:.0f} s", heads, rows)


#: How PyVRP names the rounding of a scale.
PYVRP_ROUNDING = {1: "round", 10: "dimacs", 1000: "exact"}


@pytest.mark.parametrize("name", MINIATURES)
def test_pyvrp_reads_the_same_problem(name: str, tmp_path: Path) -> None:
    pyvrp, (text, best, _) = extra("pyvrp"), MINIATURES[name]
    (tmp_path / "mini.vrp").write_text(text)
    data = pyvrp.read(tmp_path / "mini.vrp", PYVRP_ROUNDING[rounding_of(text).scale])
    result = pyvrp.solve(data, pyvrp.stop.MaxIterations(500), seed=1, display=False)
    assert result.is_feasible()
    assert result.cost() == best
