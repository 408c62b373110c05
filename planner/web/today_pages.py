"""The crew's page on a phone: the day's visits, each marked done or failed with a few taps."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse

from planner.actions.people.codes import form_token
from planner.actions.world import load_world
from planner.web.acting import desk_of
from planner.web.people.cookies import the_signed
from planner.web.public_pages import site_of
from planner.web.templating import office_page
from planner.web.today_views import REASONS, day_cards, units_on

router = APIRouter(prefix="/kantor/hari")

Short = Annotated[str, Query(max_length=80)]


@router.get("")
def show(request: Request, unit: Short = "", hari: Short = "") -> Response:
    """Show the visits of today, or of an earlier day, of a unit or of all."""
    desk, today = desk_of(request), site_of(request).clock.today()
    with desk.database.reading() as store:
        world = load_world(store, desk.areas)
    day = min(_day(hari) or today, today)
    units = units_on(world, day)
    chosen = unit if unit in dict(units) else ""
    cards = day_cards(world, day, chosen)
    return office_page(
        request,
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


@router.get("/tanda")
def token(request: Request) -> Response:
    """Tell a waiting form who is signed in, and the token of their session's forms."""
    signed = the_signed(request)
    told = {"siapa": signed.account.login, "tanda": form_token(signed.token)}
    return JSONResponse(told, headers={"cache-control": "no-store"})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
