"""Publishes again and again in child processes that are killed: see test_publish_kill.

Run as a program of its own: everything is imported once, each cycle forks. What a child
promises it writes to a pipe, the acknowledged-operations log, that outlives it.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path

from planner.actions.crews.enter_units import enter_units
from planner.actions.plans.draft_plan import draft_plan
from planner.actions.plans.edit_draft import Edit, edit_draft
from planner.actions.plans.publish_plan import publish_plan
from planner.actions.requests.enter_requests import enter_requests
from planner.actions.restrictions.enter_rules import enter_rules
from planner.domain.vocabulary import PlanState
from planner.planning.plans.editing import Place
from planner.rules import shipped_records
from planner.store import ArtefactFiles, Database
from routes import solve
from tests.builders import act_on, make_office, make_request, make_unit

MONDAY, DAY = date(2021, 6, 21), date(2021, 6, 28)
ACT = act_on(MONDAY)


def prepare(folder: Path) -> None:
    """Set up an office with one published visit."""
    office = make_office(folder)
    with office.database:
        enter_units(office, ACT, [make_unit()])
        at_first = [r for r in shipped_records() if str(r["known_on"]) <= MONDAY.isoformat()]
        enter_rules(office, ACT, at_first)
        enter_requests(office, ACT, [make_request("P-1", people=20)])
        quick = partial(solve, steps=1)
        drafted = draft_plan(office, ACT, first_day=DAY, last_day=DAY, solve=quick)
        assert drafted.plan is not None
        publish_plan(office, ACT, drafted.plan.id)


def draft_next(folder: Path) -> int:
    """Move the visit by five minutes in a new draft; return the draft's id."""
    office = make_office(folder)
    with office.database:
        drafted = draft_plan(office, ACT, first_day=DAY, last_day=DAY, solve=solve)
        assert drafted.plan is not None
        entry = drafted.plan.entries[0]
        start = 8 * 60 + (entry.start_min + 5) % 60
        place = Place(day=DAY, unit_id=entry.unit_id, start_min=start)
        edit = Edit(kind="move", visit_id=entry.visit_id, place=place)
        edit_draft(office, ACT, drafted.plan.id, edit)
        return drafted.plan.id


def publish(folder: Path, draft: int, reached: Callable[[str], None] = lambda _: None) -> int:
    """Publish ``draft`` and return its number."""
    office = replace(make_office(folder), reached=reached)
    with office.database:
        done = publish_plan(office, ACT, draft)
        return 0 if done.plan is None else done.plan.number or 0


def child(folder: Path, draft: int, point: str, pipe: int) -> None:
    """Publish ``draft``, promising its number; die at ``point`` where one is named."""

    def reached(name: str) -> None:
        if name == point and (name != "file written" or random.random() < 0.1):
            os.kill(os.getpid(), signal.SIGKILL)

    os.write(pipe, b"begun\n")
    os.write(pipe, f"{publish(folder, draft, reached)}\n".encode())
    os._exit(0)


def check(folder: Path, promised: int) -> tuple[int, list[str]]:
    """Return the number published now and what is wrong with the data."""
    wrong = []
    files = ArtefactFiles(folder / "published")
    with Database.open(folder, kind="demo") as database, database.reading() as store:
        plans = store.plans.list_plans()
        current = store.publications.find_current()
        published = [plan for plan in plans if plan.state is PlanState.PUBLISHED]
        visit = store.visits.list_visits()[0]
    if len(published) != 1:
        return 0, [f"{len(published)} published plans"]
    number = published[0].number or 0
    if number < promised:
        wrong.append(f"lost: promised {promised}, found {number}")
    entry = published[0].entries[0]
    if (visit.day, visit.start_min) != (entry.day, entry.start_min):
        wrong.append("partial: the visit stands elsewhere than the plan says")
    if current is None or current.plan_number != number:
        wrong.append("partial: the site is another plan's")
    for path, file in ({} if current is None else current.files).items():
        if sha256(files.read(file.sha256)).hexdigest() != file.sha256:
            wrong.append(f"mismatch: {path}")
    return number, wrong


def main() -> None:
    """Run as many cycles as the command line says; print what was found as JSON."""
    folder, cycles, point = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    prepare(folder)
    began = time.perf_counter()
    last = acknowledged = publish(folder, draft_next(folder))
    patience = time.perf_counter() - began
    chance = random.Random(20210702)
    report = {"cycles": cycles, "promised": 0, "killed": 0}
    wrong: list[str] = []
    for _ in range(cycles):
        draft = draft_next(folder)
        reader, writer = os.pipe()
        running = os.fork()
        if running == 0:
            os.close(reader)
            random.seed(chance.random())
            child(folder, draft, point, writer)
        os.close(writer)
        with os.fdopen(reader, "rb") as log:
            log.readline()
            if not point:
                time.sleep(chance.uniform(0.0, 1.2 * patience))
                os.kill(running, signal.SIGKILL)
            heard = [int(line) for line in log.readlines() if line.endswith(b"\n")]
        report["killed"] += os.WIFSIGNALED(os.waitpid(running, 0)[1])
        report["promised"] += len(heard)
        acknowledged = max([acknowledged, *heard])
        last, failures = check(folder, max(last, acknowledged))
        wrong += failures
    sys.stdout.write(json.dumps({**report, "published": last, "wrong": wrong}) + "\n")


if __name__ == "__main__":
    main()
