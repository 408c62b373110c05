"""A verb in a process of its own, as the installed command runs it, and what it loaded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUN = """
import atexit, json, os, sys
sys.argv[0] = "sijempol"
atexit.register(lambda: json.dump(sorted(sys.modules), open(os.environ["LOADED"], "w")))
{first}
from planner.cli import main
main()
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """How a verb ended, what it said, and the modules that were loaded by then."""

    code: int
    said: str
    loaded: frozenset[str]

    def roots(self, names: frozenset[str]) -> set[str]:
        """Return which of the packages ``names`` were loaded."""
        return {name.partition(".")[0] for name in self.loaded} & names


def ran(folder: Path, *arguments: str, first: str = "", **environment: str) -> Ran:
    """Run the verb in ``folder`` after the lines ``first``; "" leaves a variable out."""
    loaded = folder / "loaded.json"
    usual = {**os.environ, "SIJEMPOL_KERNELS": "python", "LOADED": str(loaded)}
    wanted = {"COLUMNS": "200", "PYTHONPATH": str(ROOT), **environment}
    done = subprocess.run(
        [sys.executable, "-c", RUN.format(first=first), *arguments],
        cwd=folder,
        env={name: value for name, value in {**usual, **wanted}.items() if value},
        capture_output=True,
        text=True,
        check=False,
    )
    modules = json.loads(loaded.read_text()) if loaded.exists() else []
    loaded.unlink(missing_ok=True)
    return Ran(done.returncode, done.stdout + done.stderr, frozenset(modules))
