"""A server killed at any moment takes everything it began with it: no process goes on alone."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from planner.actions.crews.enter_units import enter_units
from planner.actions.jobs.orders import Search
from planner.actions.jobs.running import ask_draft, cancel_job
from planner.actions.plans.draft_plan import DraftOrder
from planner.actions.requests.enter_requests import enter_requests
from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.saving.office import Office
from planner.domain.office_work import JobState
from planner.rules import shipped_records
from tests.builders import act_on, make_office, make_request, make_unit
from tests.lacking import lacking
from tests.sizes import size

PROC = Path("/proc")
MONDAY = date(2021, 6, 21)
ACT = act_on(MONDAY)
ORDER = DraftOrder(first_day=date(2021, 6, 28), last_day=date(2021, 7, 9))
LONG = Search(steps=None, seconds=300.0)
#: Seconds that a server may take to begin a search, and its children to follow it.
BEGINS_S, GONE_S = 240.0, 5.0

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True, scope="module")
def _counted() -> None:
    if not PROC.is_dir():
        lacking("processes are counted in /proc")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Return a real office that could draft a plan."""
    made = make_office(tmp_path / "kantor", demo=False)
    enter_units(made, ACT, [make_unit()])
    known = [r for r in shipped_records() if str(r["known_on"]) <= MONDAY.isoformat()]
    enter_rules(made, ACT, known)
    enter_requests(made, ACT, [make_request(f"P-{n}") for n in range(8)])
    yield made
    made.database.close()


@dataclass(frozen=True, slots=True)
class Served:
    """A server and the mark that everything it begins has in its environment."""

    process: subprocess.Popen[bytes]
    mark: bytes

    def living(self) -> set[int]:
        """Return the processes that live with the mark, whoever began them."""
        found = set()
        for folder in PROC.glob("[0-9]*"):
            try:
                ours = self.mark in (folder / "environ").read_bytes()
                state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
            except OSError:
                continue
            if ours and state not in "ZX":
                found.add(int(folder.name))
        return found

    def has_begun(self, processes: int) -> bool:
        """Wait until there are as many processes, the server's own among them."""
        return wait_for(lambda: len(self.living()) >= processes, BEGINS_S)

    def left_when_killed(self) -> set[int]:
        """Kill the server and return what goes on nevertheless, ended by now."""
        self.process.kill()
        self.process.wait()
        wait_for(lambda: not self.living(), GONE_S)
        left = self.living()
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        return left


@contextmanager
def serving(folder: Path, cache: Path) -> Iterator[Served]:
    """Serve the office in ``folder``; its engine has yet to be compiled, so that goes on too."""
    mark = f"yatim-{uuid4().hex}"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [
            Path(sys.executable).with_name("sijempol"),
            "serve",
            "--data",
            folder,
            "--port",
            str(port),
        ],
        env={**os.environ, "SIJEMPOL_UJI": mark, "SIJEMPOL_CACHE": str(cache)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield Served(process, mark.encode())
    finally:
        process.kill()
        process.wait()


def wait_for(what: Callable[[], bool], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while not what():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def searches(office: Office) -> bool:
    with office.database.reading() as store:
        return any("cost" in job.progress for job in store.jobs.list_jobs((JobState.RUNNING,)))


def test_nothing_goes_on_after_a_server_was_killed(office: Office, tmp_path: Path) -> None:
    for turn in range(size("server_kills")):
        job = ask_draft(office, ACT, ORDER, LONG)
        with serving(office.database.folder, tmp_path / "cache") as served:
            assert wait_for(lambda: searches(office), BEGINS_S), f"turn {turn}: no search"
            # The server, its search, one process that stands by, one that compiles the engine.
            assert served.has_begun(4), served.living()
            assert served.left_when_killed() == set(), f"turn {turn}"
        cancel_job(office, ACT, job.id)


def test_nothing_goes_on_after_a_server_was_killed_while_it_begins(
    office: Office, tmp_path: Path
) -> None:
    chance = random.Random(0)
    for turn in range(size("server_kills")):
        with serving(office.database.folder, tmp_path / "cache") as served:
            assert served.has_begun(2)
            time.sleep(chance.random())
            assert served.left_when_killed() == set(), f"turn {turn}"
