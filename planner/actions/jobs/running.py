"""Drafts that are asked for and made in the background.

A job is a row: whoever runs it holds a lease and renews it. When a lease runs out its program
is gone, and the next one begins the job again; a job that was lost too often has failed. The
draft and the job agree even then: one job makes one draft, however often it is begun.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from planner.actions.jobs.apart import ProcessPerTask
from planner.actions.jobs.orders import Search, order_facts, order_from
from planner.actions.jobs.roads import points_of, with_km
from planner.actions.jobs.worker import ENOUGH, bound_text, read_progress, search_text
from planner.actions.plans.draft_plan import DraftOrder, order_draft
from planner.actions.saving.office import Act, Office
from planner.domain.accounts import AuditEntry
from planner.domain.errors import PlannerError
from planner.domain.office_work import Job, JobState
from planner.store import Store
from routes import Problem, Solution, problem_to_json, read_solution

#: How long a job is held without a sign of life.
LEASE: Final = timedelta(seconds=15)
#: Seconds between two signs of life; a cancelled job is stopped within one.
HEARTBEAT_S: Final = 1.0
#: How often a job is begun before it has failed for good.
MOST_ATTEMPTS: Final = 3
#: Jobs that one person may have waiting or running at once.
MOST_WAITING: Final = 4


_WISH: Final = "job-wish:"


class TooManyJobs(PlannerError):
    """Somebody has as many searches under way as may be; wait, or cancel one."""

    code = "too_many_jobs"


class JobStopped(PlannerError):
    """The search was cancelled or taken over by another program."""

    code = "job_stopped"


def ask_draft(office: Office, act: Act, order: DraftOrder, search: Search | None = None) -> Job:
    """Note that a draft is wanted and return the job, which waits to be run.

    The same request (``act.idempotency_key``) sent again returns the job it led to before.

    Raises
    ------
    TooManyJobs
        The same person has four waiting or running.
    """
    chosen = search or Search()
    job = Job(asked_at=act.at, who=act.who, order=order_facts(order, chosen, act.day))
    with office.database.writing() as store:
        before = store.meta.get(_WISH + act.idempotency_key) if act.idempotency_key else None
        if before is not None:
            return store.jobs.get(int(before))
        open_states = (JobState.QUEUED, JobState.RUNNING)
        mine = [each for each in store.jobs.list_jobs(open_states) if each.who == act.who]
        if len(mine) >= MOST_WAITING:
            raise TooManyJobs(
                f"Sudah ada {len(mine)} penyusunan rute yang menunggu. "
                "Tunggu sampai selesai, atau batalkan satu."
            )
        added = store.jobs.add(job)
        if act.idempotency_key:
            store.meta.set(_WISH + act.idempotency_key, str(added.id))
        _note(store, act, "rute diminta", added.id)
        return added


def finish_job(office: Office, act: Act, job_id: int) -> Job:
    """Let a running search end now with the best plan it has; others stay as they are.

    Raises
    ------
    NotFound
        There is no such job.
    """
    with office.database.writing() as store:
        job = store.jobs.get(job_id)
        if job.state is not JobState.RUNNING:
            return job
        store.jobs.save(replace(job, progress={**job.progress, "finish": True}))
        _note(store, act, "penyusunan dihentikan, yang terbaik dipakai", job.id)
        return store.jobs.get(job_id)


def cancel_job(office: Office, act: Act, job_id: int) -> Job:
    """Cancel a job; one that runs is stopped at its next sign of life.

    Raises
    ------
    NotFound
        There is no such job.
    """
    with office.database.writing() as store:
        job = store.jobs.get(job_id)
        if job.state.ended:
            return job
        cancelled = replace(
            job, state=JobState.CANCELLED, ended_at=act.at, message="Dibatalkan.", lease_until=None
        )
        store.jobs.save(cancelled)
        _note(store, act, "penyusunan dibatalkan", job.id)
        return cancelled


def _note(store: Store, act: Act, action: str, job_id: int) -> None:
    """Write what somebody did to a search into the history."""
    subject = f"penyusunan {job_id}"
    store.audit.add(AuditEntry(at=act.at, who=act.who, action=action, subject=subject))


def claim_next(office: Office, now: datetime) -> Job | None:
    """Take the oldest job that waits, or whose program is gone; None where there is none."""
    with office.database.writing() as store:
        for job in store.jobs.list_jobs((JobState.QUEUED, JobState.RUNNING)):
            if job.lease_until is not None and job.lease_until > now:
                continue
            if job.attempt >= MOST_ATTEMPTS:
                told = "Penyusunan terhenti berkali-kali. Coba lagi dengan hari lebih sedikit."
                gone = replace(job, state=JobState.FAILED, ended_at=now, message=told)
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
    at once, another one is waited for. ``office_now`` is the instant that drafts are made at
    (None: ``now``); an example office stands still while leases run on. After a draft is made
    a bound is looked for, ``bound_s`` seconds at most; ``closing`` leaves a search to the next
    program.
    """

    office: Office
    now: Callable[[], datetime]
    executor: Executor
    heartbeat_s: float = HEARTBEAT_S
    solve: Callable[[str, int | None, int, float | None, str], str] | None = None
    office_now: Callable[[], datetime] | None = None
    bound_s: float = 0.0
    closing: bool = False
    _answered: tuple[str, str] | None = None

    def run_next(self) -> Job | None:
        """Run one job to its end and return what became of it; None where none waits."""
        job = claim_next(self.office, self.now())
        return None if job is None else self._run(job)

    def _run(self, job: Job) -> Job:
        at = (self.office_now or self.now)()
        act = Act(at=at, day=_day(job.order["today"]), who=job.who, idempotency_key=f"job-{job.id}")
        self._answered = None
        try:
            done = order_draft(
                self.office, act, order_from(job.order), solve=lambda p: self._solve(job, p)
            )
        except JobStopped:
            with self.office.database.reading() as store:
                return store.jobs.get(job.id)
        except (PlannerError, OSError, RuntimeError) as error:
            told = (
                "Penyusunan rute terhenti dan bisa diulang."
                if isinstance(error, OSError)
                else str(error)
            )
            return self._end(job, JobState.FAILED, told)
        plan_id = None if done.plan is None else done.plan.id
        ended = self._end(replace(job, plan_id=plan_id), JobState.DONE, "")
        if self.bound_s > 0 and ended.state is JobState.DONE and self._answered is not None:
            return self._bounded(ended, *self._answered)
        return ended

    def _solve(self, job: Job, problem: Problem) -> Solution:
        order, text = job.order, problem_to_json(problem)
        chosen: Any = self.solve or search_text
        began, points = time.monotonic(), points_of(self.office, problem)

        def alive(folder: str) -> bool:
            told = with_km(read_progress(Path(folder)), points, self.office.travel.detour)
            told |= {"seconds": round(time.monotonic() - began, 1), "visits": len(problem.tasks)}
            return self._alive(job, told, Path(folder))

        with TemporaryDirectory(prefix="sijempol-") as folder:
            future: Future[str] = self.executor.submit(
                chosen, text, order["steps"], order["seed"], order["seconds"], folder
            )
            while True:
                try:
                    answer = future.result(timeout=self.heartbeat_s)
                except NotYet:
                    if not alive(folder):
                        self._stop(future)
                        raise JobStopped("Penyusunan ini sudah dihentikan.") from None
                except OSError:
                    if self.closing:
                        raise JobStopped("Program ditutup; penyusunan dilanjutkan.") from None
                    raise
                else:
                    if not alive(folder):
                        raise JobStopped("Penyusunan ini sudah dihentikan.")
                    self._answered = (text, answer)
                    return read_solution(answer)

    def _stop(self, future: Future[Any]) -> None:
        if isinstance(self.executor, ProcessPerTask):
            self.executor.stop(future)

    def _bounded(self, job: Job, text: str, answer: str) -> Job:
        """Look for a bound of the draft just made while nothing else waits; note what came."""
        future = self.executor.submit(bound_text, text, answer, self.bound_s)
        found: dict[str, float] = {}
        while True:
            try:
                found = future.result(timeout=self.heartbeat_s)
            except NotYet:
                if not self._others_wait() and not self.closing:
                    continue
                self._stop(future)
            except (OSError, RuntimeError, ValueError):
                pass
            break
        with self.office.database.writing() as store:
            known = store.jobs.get(job.id)
            store.jobs.save(replace(known, progress={**known.progress, "bound": found}))
            return store.jobs.get(job.id)

    def _others_wait(self) -> bool:
        with self.office.database.reading() as store:
            return bool(store.jobs.list_jobs((JobState.QUEUED,)))

    def _alive(self, job: Job, told: dict[str, object], folder: Path) -> bool:
        """Renew the lease and keep how far it is; False where the job is no longer ours."""
        with self.office.database.writing() as store:
            found = store.jobs.get(job.id)
            if found.state is not JobState.RUNNING or found.attempt != job.attempt:
                return False
            finish = bool(found.progress.get("finish"))
            progress = {**told, "finish": finish}
            if finish:
                (folder / ENOUGH).touch()
            store.jobs.save(replace(found, progress=progress, lease_until=self.now() + LEASE))
        return True

    def _end(self, job: Job, state: JobState, told: str) -> Job:
        with self.office.database.writing() as store:
            found = store.jobs.get(job.id)
            if found.state is not JobState.RUNNING or found.attempt != job.attempt:
                return found
            ended = replace(
                found,
                state=state,
                message=told,
                ended_at=self.now(),
                lease_until=None,
                plan_id=job.plan_id,
            )
            store.jobs.save(ended)
            return ended


def _day(text: object) -> date:
    return date.fromisoformat(str(text))
