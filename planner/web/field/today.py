"""The crew's page on a phone: the day's visits, each marked done or failed with a few taps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Query, Response
from fastapi.responses import JSONResponse

from planner.actions.accounts.codes import form_token
from planner.actions.saving.office_state import OfficeState
from planner.domain.code_words import LINES, SERVICES
from planner.domain.indonesian import clock_words
from planner.domain.visits import Visit
from planner.domain.vocabulary import VisitState
from planner.public.shared.public_words import limit_words
from planner.web.shell.access import Clearance, needs
from planner.web.shell.context import Here
from planner.web.shell.form_models import read_day
from planner.web.shell.words import STATES

#: Why a visit did not take place, one tap each. People read these words, so none names anybody.
REASONS: Final = (
    "Listrik atau genset mati",
    "Jaringan mati",
    "Alat rekam rusak",
    "Mobil rusak",
    "Hujan lebat atau banjir",
    "Tempat tidak bisa dipakai",
    "Tidak ada warga yang datang",
    "Petugas sakit",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCard:
    """One visit of the day. ``services`` are code, word and the count to begin with."""

    visit_id: str
    request_id: str
    hours: str
    place: str
    area: str
    line: str
    unit: str
    people: int
    services: tuple[tuple[str, str, int], ...]
    limits: str
    home: bool
    open: bool
    state: str
    why: str


def day_cards(state: OfficeState, day: date, unit_id: str = "") -> list[DayCard]:
    """Return the visits of ``day`` (of one unit, or of all) by hour; open ones first."""
    units = {unit.id: unit.name for unit in state.units}
    chosen = [
        visit
        for visit in state.visits.values()
        if visit.day == day and (not unit_id or visit.unit_id == unit_id)
    ]
    return [_card(visit, state, units) for visit in sorted(chosen, key=_in_order)]


def _in_order(visit: Visit) -> tuple[bool, int, str]:
    return (visit.state.ended, visit.start_min or 0, visit.id)


def units_on(state: OfficeState, day: date) -> list[tuple[str, str]]:
    """Return id and name of the units that have visits on ``day``."""
    used = {visit.unit_id for visit in state.visits.values() if visit.day == day}
    return [(unit.id, unit.name) for unit in state.units if unit.id in used]


def _card(visit: Visit, state: OfficeState, units: dict[str, str]) -> DayCard:
    request = visit.request
    changes = [event for event in state.events.get(visit.id, ()) if event.after is not None]
    return DayCard(
        visit_id=visit.id,
        request_id=request.id,
        hours=f"{clock_words(visit.start_min or 0)}-{clock_words(visit.end_min or 0)}",
        place=request.place,
        area=state.areas.get(request.area_code).name,
        line=LINES[request.line],
        unit=units.get(visit.unit_id or "", ""),
        people=visit.people,
        services=tuple(_counts(visit)),
        limits=" ".join(limit_words(visit.limits)),
        home=visit.private,
        open=visit.state is VisitState.SCHEDULED,
        state=STATES[visit.state],
        why=changes[-1].why if changes else "",
    )


def _counts(visit: Visit) -> Iterable[tuple[str, str, int]]:
    """Yield the services of ``visit``; where it brings one alone, everybody gets that."""
    alone = len(visit.request.services) == 1
    for service in visit.request.services:
        yield service.value, SERVICES[service], visit.people if alone else 0


router = APIRouter(prefix="/kantor/hari")

_Short = Annotated[str, Query(max_length=80)]


@router.get("", name="today")
@needs(Clearance.COORDINATOR)
def show(here: Here, unit: _Short = "", hari: _Short = "") -> Response:
    """Show the visits of today, or of an earlier day, of a unit or of all."""
    state, today = here.state, here.today
    day = min(read_day(hari) or today, today)
    units = units_on(state, day)
    chosen = unit if unit in dict(units) else ""
    cards = day_cards(state, day, chosen)
    return here.page(
        "hari.html",
        day=day,
        before=day - timedelta(1),
        after=day + timedelta(1),
        cards=cards,
        left=sum(card.open for card in cards),
        units=units,
        unit=chosen,
        reasons=REASONS,
    )


@router.get("/tanda", name="today_token")
@needs(Clearance.COORDINATOR)
def token(here: Here) -> Response:
    """Tell a waiting form who is signed in, and the token of their session's forms."""
    facts = {"siapa": here.signed.account.login, "tanda": form_token(here.signed.token)}
    return JSONResponse(facts, headers={"cache-control": "no-store"})
