"""The call list: each changed visit with its contact, a text to send, and the host's answer."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form, Query, Response
from pydantic import Field

from planner.actions.requests.call_hosts import note_call, read_calls, read_draft_calls
from planner.domain.hosts import CallAnswer
from planner.domain.indonesian import clock_words, short_day
from planner.planning.requests.host_calls import CallRow, counts_of
from planner.public.shared.public_words import EVENTS
from planner.web.shell.access import Clearance, needs
from planner.web.shell.again import shown_again
from planner.web.shell.context import Here, OfficeRequest
from planner.web.shell.form_models import OfficeForm, OneLine
from planner.web.shell.forms import Fields, as_fields
from planner.web.shell.words import ANSWERS

router = APIRouter(prefix="/kantor/hubungi")

#: Rows shown at once; the rest is a filter away.
MOST_ROWS = 40
_KINDS = {kind.value: words for kind, words in EVENTS.items()} | {
    "moved": "Tanggal baru",
    "dropped": "Keluar dari rencana",
}
_Short = Annotated[str, Query(max_length=9)]


class CallForm(OfficeForm):
    """What a host answered about one date, and which list the answer was given on."""

    date_key: str = Field(default="", alias="tentang", title="Tanggal kunjungan", max_length=80)
    answer: CallAnswer = Field(alias="jawaban", title="Jawaban")
    note: OneLine = Field(default="", alias="catatan", title="Catatan", max_length=200)
    draft: str = Field(default="", alias="rencana", title="Rencana", max_length=9)
    shown: str = Field(default="", alias="tampil", title="Pilihan daftar", max_length=9)


@router.get("", name="calls")
@needs(Clearance.COORDINATOR)
def show(here: Here, rencana: _Short = "", tampil: _Short = "") -> Response:
    """Show the hosts of the newest change, of all changes still open, or of a draft."""
    return _page(here, as_fields(rencana=rencana, tampil=tampil))


def _page(here: OfficeRequest, f: Fields) -> Response:
    """Show the list; what was noted of one visit is shown again beside it."""
    shown, plan_id = f.get("tampil"), _plan_of(f.get("rencana"))
    rows = read_draft_calls(here.office, plan_id) if plan_id else read_calls(here.office)
    newest = rows[0].at if rows else None
    chosen = _chosen(rows, newest, shown, plan_id)
    return here.page(
        "hubungi.html",
        f=f,
        noted=here.request.path_params.get("visit_id", ""),
        rows=chosen[:MOST_ROWS],
        more=max(0, len(chosen) - MOST_ROWS),
        counts=counts_of(chosen),
        tampil=shown if shown in ("terbuka", "semua") else "",
        plan_id=plan_id,
        newest="" if newest is None else _at(newest),
        open_rows=sum(row.open for row in rows),
        all_rows=len(rows),
        kinds=_KINDS,
        area=lambda row: here.office.areas.get(row.visit.request.area_code).name,
        answers=[(answer.value, words) for answer, words in ANSWERS.items()],
        said={answer.value: words for answer, words in ANSWERS.items()},
        at=_at,
    )


@router.post("/{visit_id}", name="note_call")
@needs(Clearance.COORDINATOR)
@shown_again(_page)
def note(here: Here, visit_id: str, form: Annotated[CallForm, Form()]) -> Response:
    """Keep what a host answered."""
    note_call(
        here.office,
        here.act(form.idempotency_key),
        visit_id,
        date_key=form.date_key,
        answer=form.answer,
        note=form.note,
    )
    return here.lead(
        "calls",
        rencana=form.draft or None,
        tampil=form.shown or None,
        fragment=f"k-{visit_id}",
    )


def _plan_of(text: str) -> int:
    """Return the plan that ``text`` names; 0 where it names none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _chosen(
    rows: tuple[CallRow, ...], newest: datetime | None, shown: str, plan_id: int
) -> list[CallRow]:
    if plan_id or shown == "semua":
        return list(rows)
    if shown == "terbuka":
        return [row for row in rows if row.open]
    return [row for row in rows if row.at == newest]


def _at(at: datetime) -> str:
    return f"{short_day(at.date())} {at.year}, {clock_words(at.hour * 60 + at.minute)}"
