"""Things that happen at once, twice, or not at all: one effect, and everybody is told."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planner.actions.plans.draft_plan import draft_plan
from planner.actions.plans.publish_plan import publish_plan
from planner.actions.requests.enter_requests import enter_requests
from planner.actions.saving.office import Act, Office, TooBusy
from planner.domain.errors import NotPublishable, StaleDraft
from planner.domain.vocabulary import PlanState
from planner.store import Database, DataLocked, NotSaved, engine
from planner.store.opening import FILE
from tests.actions.conftest import MONDAY, QUICK, made_once, office, office_as  # noqa: F401
from tests.builders import act_on, make_request
from tests.lacking import on_sqlite
from tests.sizes import size
from tests.store.values import VISIT, furnish

ACT = act_on(MONDAY)
DAYS = {"first_day": date(2021, 6, 28), "last_day": date(2021, 7, 9)}
REPOSITORY = Path(__file__).parents[2]


def drafted(office: Office) -> int:  # noqa: F811
    made = draft_plan(office, ACT, **DAYS, solve=QUICK).plan
    assert made is not None
    return made.id


def refusal_of(action: Callable[[], object]) -> str:
    try:
        action()
    except (StaleDraft, NotPublishable, TooBusy) as refused:
        return type(refused).__name__
    return "published"


@pytest.mark.slow
def test_of_two_publications_at_once_one_wins_and_the_other_is_told(
    office: Office,  # noqa: F811
) -> None:
    for _ in range(size("races")):
        first, second = drafted(office), drafted(office)
        with ThreadPoolExecutor(2) as pool:
            done = list(
                pool.map(
                    refusal_of,
                    [
                        lambda plan=first: publish_plan(office, ACT, plan),
                        lambda plan=second: publish_plan(office, ACT, plan),
                    ],
                )
            )
        assert done.count("published") == 1, done
        with office.database.reading() as store:
            plans = store.plans.list_plans()
        assert [plan.state for plan in plans].count(PlanState.PUBLISHED) == 1


@pytest.mark.slow
def test_the_same_request_sent_five_times_has_one_effect(office: Office) -> None:  # noqa: F811
    for number in range(size("retries") // 5):
        act = replace(ACT, idempotency_key=f"request-{number}")

        def send(_: int, act: Act = act, number: int = number) -> bool:
            for _ in range(30):
                try:
                    asked = [make_request(f"R-{number}")]
                    return enter_requests(office, act, asked).repeated
                except TooBusy:
                    continue
            raise AssertionError("never saved")

        with ThreadPoolExecutor(3) as pool:
            assert list(pool.map(send, range(5))).count(False) == 1
    with office.database.reading() as store:
        ids = [r.id for r in store.requests.list_requests() if r.id.startswith("R-")]
    assert len(ids) == size("retries") // 5


def test_a_request_for_a_draft_sent_again_returns_the_draft_it_made(office: Office) -> None:  # noqa: F811
    act = replace(ACT, idempotency_key="draft-1")
    first = draft_plan(office, act, **DAYS, solve=QUICK)
    again = draft_plan(office, act, **DAYS, solve=QUICK)
    assert (first.repeated, again.repeated) == (False, True)
    assert first.plan is not None
    assert again.plan is not None
    assert again.plan.id == first.plan.id


def hold_lock(file: Path, seconds: float, held: threading.Event) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        held.set()
        time.sleep(seconds)
        other.execute("ROLLBACK")


@pytest.mark.slow
@pytest.mark.parametrize(("seconds", "saved"), [(0.3, True), (3.0, False)])
def test_a_lock_held_by_another_program_is_waited_for_and_then_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: float, saved: bool
) -> None:
    with Database.create(tmp_path, kind="demo") as database, database.writing() as store:
        furnish(store)
    settings = (*engine._SETTINGS, "PRAGMA busy_timeout = 1500")
    monkeypatch.setattr(engine, "_SETTINGS", settings)
    held = threading.Event()
    with Database.open(tmp_path, kind="demo") as database:
        holder = threading.Thread(target=hold_lock, args=(tmp_path / FILE, seconds, held))
        holder.start()
        held.wait(10)
        try:
            with database.writing() as store:
                store.meta.set("x", "1")
            outcome = True
        except DataLocked:
            outcome = False
        # Readers go on all the while.
        with database.reading() as store:
            assert store.visits.get_visit(VISIT.id)
            assert (store.meta.get("x") == "1") is saved
        holder.join()
    assert outcome is saved


@on_sqlite
def test_a_full_disk_rolls_back_whole_and_reading_goes_on(
    office: Office,  # noqa: F811
) -> None:
    with office.database.writing() as store:
        connection = store.meta._db_session.connection()
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {int(pages or 0) + 2}")
    refused: list[str] = []
    for number in range(40):
        try:
            enter_requests(office, ACT, [make_request(f"F-{number}-{n}") for n in range(20)])
        except NotSaved as error:
            refused.append(str(error))
    assert refused
    assert all("sisa ruang disk" in said for said in refused)
    with office.database.reading() as store:
        requests = [r.id for r in store.requests.list_requests() if r.id.startswith("F-")]
        visits = [v for v in store.visits.list_visits() if v.request.id.startswith("F-")]
        connection = store.meta._db_session.connection()
        assert connection.exec_driver_sql("PRAGMA integrity_check").all() == [("ok",)]
    # Each batch of twenty is there whole or not at all, its visits with it.
    assert len(requests) % 20 == 0
    assert len(visits) == len(requests)


@pytest.mark.slow
def test_a_migration_killed_at_any_moment_completes_when_the_data_are_opened_again(
    tmp_path: Path,
) -> None:
    with Database.create(tmp_path / "alt", kind="demo") as database:
        with database.writing() as store:
            furnish(store)
        database.downgrade("0001")
    code = (
        "import sys; from pathlib import Path; from planner.store import Database; "
        "import alembic.command; print(flush=True); "
        "Database.open(Path(sys.argv[1]), kind='demo').close()"
    )
    for number in range(size("kills")):
        folder = tmp_path / str(number)
        shutil.copytree(tmp_path / "alt", folder)
        command = [sys.executable, "-c", code, str(folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=REPOSITORY) as opener:
            assert opener.stdout is not None
            opener.stdout.readline()
            time.sleep(0.02 * number)
            opener.kill()
        with Database.open(folder, kind="demo") as database, database.reading() as store:
            assert store.visits.get_visit(VISIT.id).people == VISIT.people
