"""Searches: asked for with what may change, watched, ended with the best so far, cancelled."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from planner.actions.jobs.orders import Search
from planner.actions.jobs.running import ask_draft, cancel_job, finish_job
from planner.actions.plans.draft_plan import USUAL_PLAN_DAYS, DraftOrder
from planner.actions.saving.office import Office
from planner.domain.errors import BadInput
from planner.domain.office_work import Job
from planner.domain.plans import Plan, Scenario
from planner.domain.vocabulary import PlanState
from planner.planning.plans.freedom import Leeway
from planner.rules import read_rules
from planner.web.plans.search_runner import JobRoom
from planner.web.plans.search_words import job_words
from planner.web.plans.solving import engine_note
from planner.web.shell.access import Need, needs
from planner.web.shell.acting import Key, Number, act_of, new_key, office_of
from planner.web.shell.context import Here
from planner.web.shell.templating import office_page
from routes import Freedom

router = APIRouter(prefix="/kantor")

#: Jobs in the list.
LISTED: Final = 8
#: Seconds between two messages of how far a search is, and until a page must ask again.
BEAT_S: Final = 1.0
LONGEST_STREAM_S: Final = 600.0
#: Words of the form: what may change, and how long is searched (None: the usual steps).
FREEDOMS: Final = {
    "baru": Freedom.INSERT,
    "jam": Freedom.KEEP_UNIT_AND_DAY,
    "semua": Freedom.ALL,
}
EFFORTS: Final[dict[str, float | None]] = {"cepat": None, "teliti": 60.0, "lama": 300.0}

Day = Annotated[date, Form()]
Text = Annotated[str, Form(max_length=20_000)]
Short = Annotated[str, Form(max_length=80)]
MaybeDay = Annotated[date | None, Form()]
MaybeNumber = Annotated[int | None, Form(ge=0, le=10_000)]


@router.get("/susun", name="new_search")
@needs(Need.COORDINATOR)
def ask_form(
    request: Request, dari: Annotated[int | None, Query(ge=1, le=2**53)] = None
) -> Response:
    """Show the form that asks for a draft, filled in from the plan ``dari``, and what runs."""
    office, today = office_of(request), act_of(request).day
    room_of(request).stir()
    with office.database.reading() as store:
        base = None if dari is None else store.plans.get_plan(dari)
        told = store.plans.find_published()
        units, jobs = store.fleet.list_units(), store.jobs.list_jobs()
    first, last = _days(base, told, today)
    return office_page(
        request,
        "papan/susun.html",
        base=base if base is not None and base.state is PlanState.DRAFT else None,
        units=units,
        used=None if base is None else base.scenario.units,
        first=first,
        last=last,
        jobs=[job_words(job) for job in reversed(jobs[-LISTED:])],
        engine=engine_note(),
        kunci=new_key(),
    )


@router.post("/susun", name="start_search")
@needs(Need.COORDINATOR)
def ask(  # noqa: PLR0913, PLR0917 - as many as the form has fields
    request: Request,
    first: Day,
    last: Day,
    dari: MaybeNumber = None,
    nama: Short = "",
    unit: Annotated[list[str] | None, Form(max_length=200)] = None,
    boleh: Short = "baru",
    beku: MaybeDay = None,
    anggaran: MaybeNumber = None,
    usaha: Short = "cepat",
    aturan: Text = "",
    key: Key = "",
) -> Response:
    """Ask for a draft; it is searched for in the background."""
    office, act = office_of(request), act_of(request, key)
    if boleh not in FREEDOMS or usaha not in EFFORTS:
        raise BadInput(["Pilihan susunan tidak dikenal. Muat ulang halaman lalu pilih lagi."])
    if last < first:
        raise BadInput(["Hari terakhir rencana mendahului hari pertama. Tukar keduanya."])
    with office.database.reading() as store:
        names = [each.id for each in store.fleet.list_units()]
        known = store.rules.list_records()
        if dari is not None:
            store.plans.get_plan(dari)
    chosen = None if not unit or set(unit) == set(names) else tuple(unit)
    records = read_rules(aturan, name="skenario", existing=known).records if aturan.strip() else ()
    order = DraftOrder(
        first_day=first,
        last_day=last,
        scenario=Scenario(title=nama.strip(), units=chosen, records=tuple(records)),
        pins_of=dari,
        leeway=Leeway(freedom=FREEDOMS[boleh], frozen_until=beku, change_budget=anggaran),
    )
    job = ask_draft(office, act, order, Search(steps=None, seconds=EFFORTS[usaha]))
    room_of(request).stir()
    return _to_job(job.id)


@router.get("/susunan/{job_id}", name="running_search")
@needs(Need.VIEWER)
def watch(request: Request, job_id: Number) -> Response:
    """Show how far a search is; one that made its draft leads to it."""
    room_of(request).stir()
    job = _job(office_of(request), job_id)
    if job.plan_id is not None:
        return RedirectResponse(f"/kantor/rencana/{job.plan_id}", status_code=303)
    return office_page(request, "papan/susunan.html", job=job_words(job), kunci=new_key())


def _asked_job(here: Here, job_id: Number) -> Job:
    """Return the search that is asked for, before its stream begins."""
    return _job(here.office, job_id)


@router.get("/susunan/{job_id}/kabar", name="search_news", response_class=EventSourceResponse)
@needs(Need.VIEWER)
async def news(
    here: Here, job: Annotated[Job, Depends(_asked_job)]
) -> AsyncIterator[ServerSentEvent]:
    """Send how far a search is, as it goes on (server-sent events)."""
    for _ in range(int(LONGEST_STREAM_S / BEAT_S)):
        words = job_words(await run_in_threadpool(_job, here.office, job.id))
        facts = {"kata": dict(words.words), "bagian": words.share, "selesai": words.ended}
        yield ServerSentEvent(event="kabar", data=facts)
        if words.ended:
            return
        await asyncio.sleep(BEAT_S)


@router.post("/susunan/{job_id}/cukup", name="finish_search")
@needs(Need.COORDINATOR)
def enough(request: Request, job_id: Number) -> Response:
    """End a search now; its best plan becomes the draft."""
    finish_job(office_of(request), act_of(request), job_id)
    return _to_job(job_id)


@router.post("/susunan/{job_id}/batal", name="cancel_search")
@needs(Need.COORDINATOR)
def cancel(request: Request, job_id: Number) -> Response:
    """Cancel a search; no draft is made."""
    cancel_job(office_of(request), act_of(request), job_id)
    return RedirectResponse("/kantor/susun", status_code=303)


def room_of(request: Request) -> JobRoom:
    """Return where the application's searches run."""
    found: JobRoom = request.app.state.jobs
    return found


def job_of(office: Office, plan_id: int) -> Job | None:
    """Return the search that made the plan ``plan_id``, if one did."""
    with office.database.reading() as store:
        jobs = store.jobs.list_jobs()
    return next((job for job in reversed(jobs) if job.plan_id == plan_id), None)


def _job(office: Office, job_id: int) -> Job:
    with office.database.reading() as store:
        return store.jobs.get(job_id)


def _days(base: Plan | None, told: Plan | None, today: date) -> tuple[date, date]:
    """Return the days that the form begins with."""
    if base is not None:
        first = max(today, base.first_day)
        return first, max(first, base.last_day)
    first = today + timedelta(1)
    if told is not None:
        first = max(first, told.last_day + timedelta(1))
    return first, first + timedelta(USUAL_PLAN_DAYS - 1)


def _to_job(job_id: int) -> Response:
    return RedirectResponse(f"/kantor/susunan/{job_id}", status_code=303)
