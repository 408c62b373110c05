"""Drafts that are asked for and made in the background.

A job is a row: whoever runs it holds a lease and renews it. When a lease runs out its program
is gone, and the next one begins the job again; a job that was lost too often has failed. The
draft and the job agree even then: one job makes one draft, however often it is begun.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from planner.actions.desk import Act, Desk
from planner.actions.draft_plan import DraftOrder, order_draft
from planner.actions.jobs.apart import ProcessPerTask
from planner.domain.errors import PlannerError
from planner.domain.plans import Scenario
from planner.domain.records import Job, JobState
from routes import Problem, Solution, problem_to_json, read_problem, read_solution, solution_to_json
from routes import solve as search

#: How long a job is held without a sign of life.
LEASE: Final = timedelta(seconds=15)
#: Seconds between two signs of life; a cancelled job is stopped within one.
HEARTBEAT_S: Final = 1.0
#: How often a job is begun before it has failed for good.
MOST_ATTEMPTS: Final = 3
#: Jobs that one person may have waiting or running at once.
MOST_WAITING: Final = 4


class TooManyJobs(PlannerError):
    """Somebody has as many searches under way as may be; wait, or cancel one."""

    code = "too_many_jobs"


class JobStopped(PlannerError):
    """The search was cancelled or taken over by another program."""

    code = "job_stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """How a draft is searched: steps and seed decide, or seconds where they are given."""

    steps: int = 100
    seed: int = 1
    seconds: float | None = None


def ask_draft(desk: Desk, act: Act, order: DraftOrder, search: Search | None = None) -> Job:
    """Note that a draft is wanted and return the job, which waits to be run.

    Raises
    ------
    TooManyJobs
        The same person has four waiting or running.
    """
    chosen = search or Search()
    job = Job(asked_at=act.at, who=act.who, order={**_order(order, act), **_search(chosen)})
    with desk.database.writing() as store:
        open_states = (JobState.QUEUED, JobState.RUNNING)
        mine = [each for each in store.jobs.list_jobs(open_states) if each.who == act.who]
        if len(mine) >= MOST_WAITING:
            raise TooManyJobs(
                f"Sudah ada {len(mine)} penyusunan rute yang menunggu. "
                "Tunggu sampai selesai, atau batalkan satu."
            )
        return store.jobs.add(job)


def cancel_job(desk: Desk, act: Act, job_id: int) -> Job:
    """Cancel a job; one that runs is stopped at its next sign of life.

    Raises
    ------
    NotFound
        There is no such job.
    """
    with desk.database.writing() as store:
        job = store.jobs.get(job_id)
        if job.state.ended:
            return job
        cancelled = replace(
            job, state=JobState.CANCELLED, ended_at=act.at, told="Dibatalkan.", lease_until=None
        )
        store.jobs.save(cancelled)
        return cancelled


def claim_next(desk: Desk, now: datetime) -> Job | None:
    """Take the oldest job that waits, or whose program is gone; None where there is none."""
    with desk.database.writing() as store:
        for job in store.jobs.list_jobs((JobState.QUEUED, JobState.RUNNING)):
            if job.lease_until is not None and job.lease_until > now:
                continue
            if job.attempt >= MOST_ATTEMPTS:
                told = "Penyusunan terhenti berkali-kali. Coba lagi dengan hari lebih sedikit."
                gone = replace(job, state=JobState.FAILED, ended_at=now, told=told)
                store.jobs.save(replace(gone, lease_until=None))
                continue
            claimed = replace(
                job, state=JobState.RUNNING, attempt=job.attempt + 1, lease_until=now + LEASE
            )
            store.jobs.save(claimed)
            return claimed
    return None


@dataclass(slots=True)
class Runner:
    """Runs jobs one after the other. ``now`` tells the time; ``executor`` runs the search.

    The executor is any of ``concurrent.futures``; :class:`ProcessPerTask` can stop a search
    at once, another one is waited for.
    """

    desk: Desk
    now: Callable[[], datetime]
    executor: Executor
    heartbeat_s: float = HEARTBEAT_S
    solve: Callable[[str, int, int, float | None], str] | None = None

    def run_next(self) -> Job | None:
        """Run one job to its end and return what became of it; None where none waits."""
        job = claim_next(self.desk, self.now())
        return None if job is None else self._run(job)

    def _run(self, job: Job) -> Job:
        act = Act(at=self.now(), day=_day(job.order["today"]), who=job.who, key=f"job-{job.id}")
        try:
            done = order_draft(
                self.desk, act, _order_of(job.order), solve=lambda p: self._solve(job, p)
            )
        except JobStopped:
            with self.desk.database.reading() as store:
                return store.jobs.get(job.id)
        except (PlannerError, OSError, RuntimeError) as error:
            told = (
                "Penyusunan rute terhenti dan bisa diulang."
                if isinstance(error, OSError)
                else str(error)
            )
            return self._end(job, JobState.FAILED, told)
        plan_id = None if done.plan is None else done.plan.id
        return self._end(replace(job, plan_id=plan_id), JobState.DONE, "")

    def _solve(self, job: Job, problem: Problem) -> Solution:
        order = job.order
        chosen: Any = self.solve or solve_text
        future: Future[str] = self.executor.submit(
            chosen, problem_to_json(problem), order["steps"], order["seed"], order["seconds"]
        )
        began = time.monotonic()
        while True:
            try:
                return read_solution(future.result(timeout=self.heartbeat_s))
            except NotYet:
                if not self._alive(job, problem, time.monotonic() - began):
                    if isinstance(self.executor, ProcessPerTask):
                        self.executor.stop(future)
                    raise JobStopped("Penyusunan ini sudah dihentikan.") from None

    def _alive(self, job: Job, problem: Problem, elapsed: float) -> bool:
        """Renew the lease and tell how far it is; False where the job is no longer ours."""
        with self.desk.database.writing() as store:
            found = store.jobs.get(job.id)
            if found.state is not JobState.RUNNING or found.attempt != job.attempt:
                return False
            progress = {"seconds": round(elapsed, 1), "visits": len(problem.tasks)}
            store.jobs.save(replace(found, progress=progress, lease_until=self.now() + LEASE))
        return True

    def _end(self, job: Job, state: JobState, told: str) -> Job:
        with self.desk.database.writing() as store:
            found = store.jobs.get(job.id)
            if found.state is not JobState.RUNNING or found.attempt != job.attempt:
                return found
            ended = replace(
                found,
                state=state,
                told=told,
                ended_at=self.now(),
                lease_until=None,
                plan_id=job.plan_id,
            )
            store.jobs.save(ended)
            return ended


def solve_text(text: str, steps: int, seed: int, seconds: float | None) -> str:
    """Return the answer to a problem, both as JSON: what travels between processes."""
    found = search(read_problem(text), steps=steps, seed=seed, seconds=seconds)
    return solution_to_json(found)


def _order(order: DraftOrder, act: Act) -> dict[str, object]:
    return {
        "first_day": order.first_day.isoformat(),
        "last_day": order.last_day.isoformat(),
        "title": order.scenario.title,
        "units": order.scenario.units,
        "records": order.scenario.records,
        "pins_of": order.pins_of,
        "today": act.day.isoformat(),
    }


def _search(search: Search) -> dict[str, object]:
    return {"steps": search.steps, "seed": search.seed, "seconds": search.seconds}


def _order_of(facts: Mapping[str, Any]) -> DraftOrder:
    return DraftOrder(
        first_day=_day(facts["first_day"]),
        last_day=_day(facts["last_day"]),
        scenario=Scenario(title=facts["title"], units=facts["units"], records=facts["records"]),
        pins_of=facts["pins_of"],
    )


def _day(text: object) -> date:
    return date.fromisoformat(str(text))
