"""What a search's own process does: it knows the engine and a folder, nothing of the office.

The folder is how the two sides talk: the search writes how far it is, the office leaves word
that it is enough. Importing this module loads little, so that a process begins at once.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any, Final

import routes
from routes import (
    Problem,
    Solution,
    Wish,
    read_problem,
    read_solution,
    solution_to_json,
    stops_as_published,
)

PROGRESS = "kemajuan.json"
ENOUGH = "cukup"
#: What the environment of a process that compiles says.
COMPILING: Final = {"SIJEMPOL_KERNELS": "compiled"}


@dataclass(slots=True)
class Signals:
    """Progress written for the office, and its word that it is enough."""

    folder: Path
    began: float = field(default_factory=monotonic)
    best: int | None = None
    improved_s: float = 0.0
    figures: dict[str, object] = field(default_factory=dict)

    def tell(self, progress: routes.Progress) -> bool:
        """Write how far the search is; return whether it should go on."""
        elapsed = monotonic() - self.began
        if self.best is None or progress.cost < self.best:
            self.best, self.improved_s = progress.cost, elapsed
            best = progress.incumbent()
            self.figures = {"left": best.left, "legs": best.legs}
        figures = {
            "share": round(progress.share, 3),
            "cost": progress.cost,
            "improved_s": round(self.improved_s, 1),
            "searched_s": round(elapsed, 1),
            **self.figures,
        }
        fresh = self.folder / f"{PROGRESS}.baru"
        fresh.write_text(json.dumps(figures), encoding="utf-8")
        os.replace(fresh, self.folder / PROGRESS)
        return not (self.folder / ENOUGH).exists()


def read_progress(folder: Path) -> dict[str, Any]:
    """Return what the search last wrote, nothing where it has not begun."""
    try:
        progress: dict[str, Any] = json.loads((folder / PROGRESS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return progress


def prepare() -> None:
    """Load the engine by solving the smallest problem there is."""
    routes.solve(routes.smallest_problem(), steps=1)


def compile_engine() -> bool:
    """Compile the engine, at low priority; return whether that could be done."""
    return routes.compile_kernels()


def search_text(text: str, steps: int | None, seed: int, seconds: float | None, folder: str) -> str:
    """Return the answer to a problem, both as JSON: what travels between processes."""
    problem, signals = read_problem(text), Signals(Path(folder))
    try:
        solution = routes.solve(
            problem, steps=steps, seed=seed, seconds=seconds, on_progress=signals.tell
        )
    except RuntimeError:
        if problem.change_budget is None:
            raise
        solution = _eased(problem, steps, seed, seconds)
    return solution_to_json(solution)


def solve_text(text: str) -> str:
    """Return the answer to a problem, both as JSON, found in as many steps as are usual."""
    return solution_to_json(routes.solve(read_problem(text)))


def bound_text(text: str, answer: str, seconds: float) -> dict[str, float]:
    """Return how far the answer to a problem may be from the best possible one."""
    problem = read_problem(text)
    reached = routes.bound(problem, read_solution(answer), seconds=seconds)
    return {"value": reached.value, "gap": reached.gap_percent, "optimal": float(reached.optimal)}


def _eased(problem: Problem, steps: int | None, seed: int, seconds: float | None) -> Solution:
    """Return an answer where the change budget cannot be kept: with the fewest changes."""
    present = stops_as_published(problem)
    leeway = Wish(change_budget=problem.change_budget)
    return routes.repair(problem, present, leeway, steps=steps, seed=seed, seconds=seconds)
