"""How much processor time and memory a verb takes before it does anything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Final

import pytest

pytestmark = pytest.mark.bench

ROUNDS = 5
VERBS: Final = (
    *("--help", "users --help", "db --help", "users add --help", "decide --help"),
    *("solve --help", "replay --help", "plan --help", "serve --help", "users list"),
)
#: Runs a verb as the installed command does and writes, last, what the process took. The peak
#: is read from Linux: what ``resource`` says of memory begins with the program that started us.
RUN = """
import atexit, pathlib, time
@atexit.register
def tell():
    peak = pathlib.Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]
    pathlib.Path("taken").write_text(f"{time.process_time()} {peak}")
from planner.cli import main
main()
"""


def taken(folder: Path, arguments: list[str]) -> tuple[float, float]:
    """Return the seconds of processor time and the megabytes of one run."""
    subprocess.run(
        [sys.executable, "-c", RUN, *arguments], cwd=folder, check=True, capture_output=True
    )
    seconds, kilobytes = (folder / "taken").read_text().split()
    return float(seconds), int(kilobytes) / 1024


def test_what_a_start_takes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    taken(tmp_path, ["db", "upgrade"])
    with capsys.disabled():
        print("\nverb | seconds of processor time | MB")
        for verb in VERBS:
            runs = [taken(tmp_path, verb.split()) for _ in range(ROUNDS)]
            seconds, memory = (median(run[n] for run in runs) for n in (0, 1))
            print(f"{verb} | {seconds:.2f} | {memory:.0f}")
