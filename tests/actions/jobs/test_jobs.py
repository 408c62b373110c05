"""Searches in the background: leases, cancelling, dying, beginning again."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future
from dataclasses import replace
from datetime import date

import pytest

from planner.actions.jobs.apart import ProcessPerTask
from planner.actions.jobs.child import TaskDied
from planner.actions.jobs.orders import Search
from planner.actions.jobs.running import (
    LEASE,
    MOST_ATTEMPTS,
    MOST_WAITING,
    Runner,
    TooManyJobs,
    ask_draft,
    cancel_job,
    claim_next,
)
from planner.actions.plans.draft_plan import DraftOrder
from planner.actions.saving.office import Office
from planner.domain.office_work import JobState
from tests.actions.conftest import MONDAY
from tests.builders import act_on

ACT = act_on(MONDAY)
ORDER = DraftOrder(first_day=date(2021, 6, 28), last_day=date(2021, 7, 9))
QUICK = Search(steps=2)


def sleep(*_: object) -> str:
    time.sleep(600)
    return ""


class Inline(ProcessPerTask):
    """Runs a task at once, in this process."""

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        future: Future[object] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def runner(office: Office, executor: ProcessPerTask | None = None) -> Runner:
    return Runner(office=office, now=lambda: ACT.at, executor=executor or Inline())


def test_a_job_makes_one_draft(office: Office) -> None:
    job = ask_draft(office, ACT, ORDER, QUICK)
    assert job.state is JobState.QUEUED
    done = runner(office).run_next()
    assert done is not None
    assert (done.state, done.attempt, done.lease_until) == (JobState.DONE, 1, None)
    with office.database.reading() as store:
        assert [plan.id for plan in store.plans.list_drafts()] == [done.plan_id]
    assert runner(office).run_next() is None


def test_a_job_whose_program_is_gone_is_begun_again_and_makes_no_second_draft(
    office: Office,
) -> None:
    job = ask_draft(office, ACT, ORDER, QUICK)
    first = runner(office).run_next()
    assert first is not None
    # As if the program had died between saving the draft and noting the end of the job.
    with office.database.writing() as store:
        store.jobs.save(
            replace(first, state=JobState.RUNNING, plan_id=None, lease_until=ACT.at + LEASE)
        )
    assert claim_next(office, ACT.at) is None
    later = Runner(office=office, now=lambda: ACT.at + 2 * LEASE, executor=Inline())
    again = later.run_next()
    assert again is not None
    assert (again.id, again.attempt, again.plan_id) == (job.id, 2, first.plan_id)
    with office.database.reading() as store:
        assert len(store.plans.list_drafts()) == 1


def test_a_job_lost_too_often_has_failed_and_others_go_on(office: Office) -> None:
    lost = ask_draft(office, ACT, ORDER, QUICK)
    ask_draft(office, ACT, ORDER, QUICK)
    now = ACT.at
    for _ in range(MOST_ATTEMPTS):
        claimed = claim_next(office, now)
        assert claimed is not None
        assert claimed.id == lost.id
        now += 2 * LEASE
    following = claim_next(office, now)
    assert following is not None
    assert following.id != lost.id
    with office.database.reading() as store:
        found = store.jobs.get(lost.id)
    assert found.state is JobState.FAILED
    assert "Coba lagi" in found.message


def test_a_search_that_dies_is_told_and_can_be_asked_for_again(office: Office) -> None:
    def dies(*_: object) -> str:
        raise TaskDied("killed")

    ask_draft(office, ACT, ORDER, QUICK)
    failed = replace_solve(runner(office), dies).run_next()
    assert failed is not None
    assert (failed.state, failed.message) == (
        JobState.FAILED,
        "Penyusunan rute terhenti dan bisa diulang.",
    )
    ask_draft(office, ACT, ORDER, QUICK)
    done = runner(office).run_next()
    assert done is not None
    assert done.state is JobState.DONE


def replace_solve(made: Runner, solve: object) -> Runner:
    made.solve = solve  # type: ignore[assignment]
    return made


def test_impossible_orders_end_with_their_reason(office: Office) -> None:
    ask_draft(office, ACT, replace(ORDER, last_day=date(2021, 6, 1)), QUICK)
    failed = runner(office).run_next()
    assert failed is not None
    assert (failed.state, "Tukar keduanya" in failed.message) == (JobState.FAILED, True)


def test_one_person_has_so_many_jobs_at_once(office: Office) -> None:
    jobs = [ask_draft(office, ACT, ORDER, QUICK) for _ in range(MOST_WAITING)]
    with pytest.raises(TooManyJobs, match="batalkan satu"):
        ask_draft(office, ACT, ORDER, QUICK)
    ask_draft(office, replace(ACT, who="Orang lain"), ORDER, QUICK)
    assert cancel_job(office, ACT, jobs[0].id).state is JobState.CANCELLED
    ask_draft(office, ACT, ORDER, QUICK)
    claimed = claim_next(office, ACT.at)
    assert claimed is not None
    assert claimed.id == jobs[1].id


@pytest.mark.slow
def test_a_running_job_tells_how_far_it_is_and_stops_when_it_is_cancelled(office: Office) -> None:
    job = ask_draft(office, ACT, ORDER, QUICK)
    with ProcessPerTask(memory_mb=1000) as executor:
        made = replace_solve(runner(office, executor), sleep)
        made.heartbeat_s = 0.1
        ended: list[object] = []
        thread = threading.Thread(target=lambda: ended.append(made.run_next()))
        thread.start()
        for _ in range(600):
            with office.database.reading() as store:
                found = store.jobs.get(job.id)
            if found.progress:
                break
            time.sleep(0.05)
        assert found.progress["visits"] == 4
        assert found.lease_until == ACT.at + LEASE
        cancel_job(office, ACT, job.id)
        thread.join(20)
        assert not thread.is_alive()
    assert ended[0].state is JobState.CANCELLED  # type: ignore[attr-defined]
    with office.database.reading() as store:
        assert store.plans.list_drafts() == ()
