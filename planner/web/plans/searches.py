"""Searches: asked for with what may change, watched, ended with the best so far, cancelled."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Query, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import Field, model_validator
from starlette.concurrency import run_in_threadpool

from planner.actions.jobs.orders import Search
from planner.actions.jobs.running import ask_draft, cancel_job, finish_job
from planner.actions.plans.draft_plan import USUAL_PLAN_DAYS, DraftOrder
from planner.actions.saving.office import Office
from planner.domain.errors import NotFound
from planner.domain.office_work import Job
from planner.domain.plans import Plan, Scenario
from planner.domain.vocabulary import PlanState
from planner.planning.plans.freedom import Leeway
from planner.rules import read_rules
from planner.store import Store
from planner.web.plans.search_runner import JobRoom
from planner.web.plans.search_words import job_words
from planner.web.plans.solving import engine_note
from planner.web.shell.access import Clearance, needs
from planner.web.shell.again import shown_again
from planner.web.shell.context import Here, OfficeRequest
from planner.web.shell.form_models import (
    Day,
    FormRefused,
    OfficeForm,
    OneLine,
    Whole,
    beside,
    within,
)
from planner.web.shell.forms import Fields, as_fields, new_key
from planner.web.shell.links import PathNumber
from routes import Freedom

router = APIRouter(prefix="/kantor")

#: Jobs in the list.
LISTED: Final = 8
#: Seconds between two messages of how far a search is, and until a page must ask again.
BEAT_S: Final = 1.0
LONGEST_STREAM_S: Final = 600.0


class MayChange(StrEnum):
    """What a search may change of what people were told."""

    NEW = "baru"
    HOURS = "jam"
    ALL = "semua"


class Effort(StrEnum):
    """How long is searched."""

    QUICK = "cepat"
    CAREFUL = "teliti"
    LONG = "lama"


#: What the words of the form are to a search (None: the usual steps).
FREEDOMS: Final = {
    MayChange.NEW: Freedom.INSERT,
    MayChange.HOURS: Freedom.KEEP_UNIT_AND_DAY,
    MayChange.ALL: Freedom.ALL,
}
EFFORTS: Final[dict[Effort, float | None]] = {
    Effort.QUICK: None,
    Effort.CAREFUL: 60.0,
    Effort.LONG: 300.0,
}


class SearchForm(OfficeForm):
    """A draft to search for: its days, what may change, and the what-if it is for."""

    first: Day = Field(title="Hari pertama")
    last: Day = Field(title="Hari terakhir")
    pins_of: int | None = Field(default=None, alias="dari", title="Draf asal", ge=0, le=10_000)
    name: OneLine = Field(default="", alias="nama", title="Nama coba-coba", max_length=80)
    units: tuple[str, ...] = Field(default=(), alias="unit", title="Unit mobil", max_length=200)
    may_change: MayChange = Field(default=MayChange.NEW, alias="boleh", title="Yang boleh berubah")
    frozen_until: Day | None = Field(default=None, alias="beku", title="Bekukan sampai")
    change_budget: Annotated[Whole | None, within(0, 10_000)] = Field(
        default=None, alias="anggaran", title="Jumlah kunjungan terbit yang pindah"
    )
    effort: Effort = Field(default=Effort.QUICK, alias="usaha", title="Lama mencari")
    rules: str = Field(default="", alias="aturan", title="Aturan anggapan", max_length=20_000)

    @model_validator(mode="after")
    def _days_in_order(self) -> SearchForm:
        if self.last < self.first:
            sentence = "Hari terakhir rencana mendahului hari pertama. Tukar keduanya."
            raise FormRefused({"last": sentence})
        return self


@router.get("/susun", name="new_search")
@needs(Clearance.COORDINATOR)
def ask_form(here: Here, dari: Annotated[int | None, Query(ge=1, le=2**53)] = None) -> Response:
    """Show the form that asks for a draft, filled in from the plan ``dari``, and what runs."""
    if dari is not None:
        with here.office.database.reading() as store:
            store.plans.get_plan(dari)
    return _page(here, as_fields(dari=dari))


def _page(here: OfficeRequest, f: Fields) -> Response:
    here.service(JobRoom).stir()
    with here.office.database.reading() as store:
        base = _base_of(store, f.get("dari"))
        published = store.plans.find_published()
        units, jobs = store.fleet.list_units(), store.jobs.list_jobs()
    first, last = _days(base, published, here.today)
    used = None if base is None else base.scenario.units
    return here.page(
        "papan/susun.html",
        f=f,
        base=base if base is not None and base.state is PlanState.DRAFT else None,
        units=units,
        # None chosen means all of them.
        used=f.all("unit") or None if "first" in f.values else used,
        first=first,
        last=last,
        jobs=[job_words(job) for job in reversed(jobs[-LISTED:])],
        engine=engine_note(),
        kunci=new_key(),
    )


@router.post("/susun", name="start_search")
@needs(Clearance.COORDINATOR)
@shown_again(_page)
def ask(here: Here, form: Annotated[SearchForm, Form()]) -> Response:
    """Ask for a draft; it is searched for in the background."""
    search = Search(steps=None, seconds=EFFORTS[form.effort])
    job = ask_draft(here.office, here.act(form.idempotency_key), _order(here, form), search)
    here.service(JobRoom).stir()
    return here.lead("running_search", job.id)


def _order(here: OfficeRequest, form: SearchForm) -> DraftOrder:
    """Return what ``form`` asks for, once its rules and the draft it begins with are known."""
    with here.office.database.reading() as store:
        names = {each.id for each in store.fleet.list_units()}
        on_file = store.rules.list_records()
        if form.pins_of is not None:
            store.plans.get_plan(form.pins_of)
    records: list[dict[str, object]] = []
    if form.rules.strip():
        with beside("aturan"):
            records = list(read_rules(form.rules, name="skenario", existing=on_file).records)
    units = None if not form.units or set(form.units) == names else form.units
    return DraftOrder(
        first_day=form.first,
        last_day=form.last,
        scenario=Scenario(title=form.name, units=units, records=tuple(records)),
        pins_of=form.pins_of,
        leeway=Leeway(
            freedom=FREEDOMS[form.may_change],
            frozen_until=form.frozen_until,
            change_budget=form.change_budget,
        ),
    )


@router.get("/susunan/{job_id}", name="running_search")
@needs(Clearance.VIEWER)
def watch(here: Here, job_id: PathNumber) -> Response:
    """Show how far a search is; one that made its draft leads to it."""
    here.service(JobRoom).stir()
    job = _job(here.office, job_id)
    if job.plan_id is not None:
        return here.lead("plan", job.plan_id)
    return here.page("papan/susunan.html", job=job_words(job), kunci=new_key())


def _asked_job(here: Here, job_id: PathNumber) -> Job:
    """Return the search that is asked for, before its stream begins."""
    return _job(here.office, job_id)


@router.get("/susunan/{job_id}/kabar", name="search_news", response_class=EventSourceResponse)
@needs(Clearance.VIEWER)
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
@needs(Clearance.COORDINATOR)
def enough(here: Here, job_id: PathNumber) -> Response:
    """End a search now; its best plan becomes the draft."""
    finish_job(here.office, here.act(), job_id)
    return here.lead("running_search", job_id)


@router.post("/susunan/{job_id}/batal", name="cancel_search")
@needs(Clearance.COORDINATOR)
def cancel(here: Here, job_id: PathNumber) -> Response:
    """Cancel a search; no draft is made."""
    cancel_job(here.office, here.act(), job_id)
    return here.lead("new_search")


def job_of(office: Office, plan_id: int) -> Job | None:
    """Return the search that made the plan ``plan_id``, if one did."""
    with office.database.reading() as store:
        jobs = store.jobs.list_jobs()
    return next((job for job in reversed(jobs) if job.plan_id == plan_id), None)


def _job(office: Office, job_id: int) -> Job:
    with office.database.reading() as store:
        return store.jobs.get(job_id)


def _base_of(store: Store, asked: str) -> Plan | None:
    """Return the plan that a form begins with; None where it names none that is there."""
    if asked.isascii() and asked.isdecimal() and len(asked) < 16:
        with suppress(NotFound):
            return store.plans.get_plan(int(asked))
    return None


def _days(base: Plan | None, published: Plan | None, today: date) -> tuple[date, date]:
    """Return the days that the form begins with."""
    if base is not None:
        first = max(today, base.first_day)
        return first, max(first, base.last_day)
    first = today + timedelta(1)
    if published is not None:
        first = max(first, published.last_day + timedelta(1))
    return first, first + timedelta(USUAL_PLAN_DAYS - 1)
