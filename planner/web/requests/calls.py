"""The call list: each changed visit with its contact, a text to send, and the host's answer."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from planner.actions.requests.call_hosts import note_call, read_calls, read_draft_calls
from planner.domain.errors import BadInput
from planner.domain.hosts import CallAnswer
from planner.domain.indonesian import clock_words, short_day
from planner.planning.requests.host_calls import CallRow, counts_of
from planner.public.shared.public_words import EVENTS
from planner.web.shell.acting import act_of, office_of
from planner.web.shell.forms import Posted
from planner.web.shell.templating import office_page
from planner.web.shell.words import ANSWERS

router = APIRouter(prefix="/kantor/hubungi")

#: Rows shown at once; the rest is a filter away.
MOST_ROWS = 40
_KINDS = {kind.value: words for kind, words in EVENTS.items()} | {
    "moved": "Tanggal baru",
    "dropped": "Keluar dari rencana",
}
Short = Annotated[str, Query(max_length=9)]


@router.get("")
def show(request: Request, rencana: Short = "", tampil: Short = "") -> Response:
    """Show the hosts of the newest change, of all changes still open, or of a draft."""
    office = office_of(request)
    plan_id = int(rencana) if rencana.isascii() and rencana.isdecimal() else 0
    rows = read_draft_calls(office, plan_id) if plan_id else read_calls(office)
    newest = rows[0].at if rows else None
    chosen = _chosen(rows, newest, tampil, plan_id)
    return office_page(
        request,
        "hubungi.html",
        rows=chosen[:MOST_ROWS],
        more=max(0, len(chosen) - MOST_ROWS),
        counts=counts_of(chosen),
        tampil=tampil if tampil in ("terbuka", "semua") else "",
        plan_id=plan_id,
        newest="" if newest is None else _at(newest),
        open_rows=sum(row.open for row in rows),
        all_rows=len(rows),
        kinds=_KINDS,
        area=lambda row: office.areas.get(row.visit.request.area_code).name,
        answers=[(answer.value, words) for answer, words in ANSWERS.items()],
        said={answer.value: words for answer, words in ANSWERS.items()},
        at=_at,
    )


@router.post("/{visit_id}")
def note(request: Request, visit_id: str, f: Posted) -> Response:
    """Keep what a host answered."""
    told = f.get("tentang")[:80]
    answer = f.get("jawaban")
    if answer not in set(CallAnswer):
        f.wrong(
            "jawaban", "Pilih jawaban: dihubungi, setuju, minta tanggal lain, belum tersambung."
        )
    said = f.text("catatan", "Catatan", most=200, needed=False)
    if f.problems:
        raise BadInput(list(f.problems.values()))
    note_call(
        office_of(request),
        act_of(request, f.get("kunci")),
        visit_id,
        told=told,
        answer=CallAnswer(answer),
        note=said,
    )
    back = "&".join(
        f"{name}={f.get(name)}"
        for name in ("rencana", "tampil")
        if f.get(name).isalnum() and f.get(name).isascii() and len(f.get(name)) <= 9
    )
    where = f"/kantor/hubungi?{back}" if back else "/kantor/hubungi"
    return RedirectResponse(f"{where}#k-{visit_id}", status_code=303)


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
