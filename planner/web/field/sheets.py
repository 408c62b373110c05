"""Day sheets: the list, one unit's day on A4, the same with homes, and whether one still holds."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from urllib.parse import urljoin

from fastapi import APIRouter, Query, Response

from planner.actions.saving.office_state import OfficeState
from planner.actions.site.private_sheets import (
    OPENS_FOR,
    SheetLink,
    open_private_sheet,
    sign_link,
)
from planner.domain.errors import NotFound
from planner.domain.fleet import Unit
from planner.planning.crews.day_sheets import SheetCode, judge
from planner.public.pages.sharing import code_svg
from planner.web.field.sheet_views import (
    day_rows,
    place_words,
    sheet_of,
    sheet_source,
    standing_words,
)
from planner.web.shell.access import Clearance, needs
from planner.web.shell.context import Here, OfficeRequest
from planner.web.shell.form_models import read_day

router = APIRouter(prefix="/kantor/lembar")

_Short = Annotated[str, Query(max_length=80)]


@router.get("", name="sheets")
@needs(Clearance.VIEWER)
def show_list(here: Here) -> Response:
    """List the sheets by day and unit."""
    state = here.state
    rows = day_rows(state, here.today, homes=here.coordinates)
    number = None if state.published is None else state.published.number
    return here.page("lembar.html", rows=rows, number=number)


@router.get("/cek", name="check_sheet")
@needs(Clearance.VIEWER)
def check(here: Here, unit: _Short = "", hari: _Short = "", v: _Short = "") -> Response:
    """Say whether a printed sheet still holds, and what is different where it does not."""
    state = here.state
    of_unit = next((each for each in state.units if each.id == unit), None)
    day, code = read_day(hari), SheetCode.read(v)
    verdict = None
    if of_unit is not None and day is not None and code is not None:
        verdict = judge(sheet_source(state), of_unit.id, day, code)
    changes = () if verdict is None else verdict.changes
    seen = [each for each in changes if here.coordinates or not each.visit.private]
    return here.page(
        "lembar-cek.html",
        state="rusak" if v and verdict is None else verdict and verdict.holds.value,
        now=verdict and verdict.now,
        changes=seen,
        others=len(seen) < len(changes),
        units=state.units,
        unit=of_unit,
        day=day,
        v=v,
        words=standing_words,
        place=lambda visit: place_words(visit, state),
    )


@router.get("/{unit_id}/{day}", name="sheet")
@needs(Clearance.VIEWER)
def show(here: Here, unit_id: str, day: str) -> Response:
    """Show one unit's day on a sheet of A4, without homes."""
    state = here.state
    unit, on = _unit(state, unit_id), _day_of(day)
    secret = ""
    if here.coordinates:
        opens = SheetLink(login=here.person, unit_id=unit.id, day=on)
        token = sign_link(here.office, opens, here.moment.now)
        secret = here.link("private_sheet", unit.id, on, t=token)
    return _sheet(here, state, (unit, on), secret=secret)


@router.get("/{unit_id}/{day}/rahasia", name="private_sheet")
@needs(Clearance.COORDINATOR)
def show_private(here: Here, unit_id: str, day: str, t: _Short = "") -> Response:
    """Show the sheet with its homes, to whom the link was made, while it lives."""
    opens = SheetLink(login=here.person, unit_id=unit_id, day=_day_of(day))
    opened = open_private_sheet(here.office, here.act(), opens, t, here.moment.now)
    unit = _unit(opened.state, unit_id)
    # A page left open asks again when the link dies, and is then told so.
    seconds = int(opened.left.total_seconds()) + 1
    return _sheet(here, opened.state, (unit, opens.day), secret="", dies_in=seconds)


def _sheet(
    here: OfficeRequest,
    state: OfficeState,
    sheet_for: tuple[Unit, date],
    *,
    secret: str,
    dies_in: int = 0,
) -> Response:
    """Show a sheet; one that dies holds homes, ``secret`` is the link to it where there is one."""
    (unit, day), homes = sheet_for, dies_in > 0
    office = here.office
    sheet = sheet_of(state, office, unit, day, contacts=here.coordinates, homes=homes)
    asks = here.link("check_sheet", unit=unit.id, hari=day, v=sheet.code)
    return here.page(
        "lembar-unit.html",
        sheet=sheet,
        homes=homes,
        seen_by=here.person,
        seen_at=here.clock.now(),
        # The office answers where this page was opened, whatever the public site's address is.
        code=code_svg(urljoin(str(here.request.base_url), asks)),
        check=asks,
        hours=int(OPENS_FOR.total_seconds() // 3600),
        approximate=office.cells_approximate,
        secret_link=secret,
        dies_in=dies_in,
    )


def _unit(state: OfficeState, unit_id: str) -> Unit:
    for unit in state.units:
        if unit.id == unit_id:
            return unit
    raise NotFound(f"Unit {unit_id[:20]} tidak ada. Pilih dari daftar lembar.")


def _day_of(text: str) -> date:
    day = read_day(text)
    if day is None:
        raise NotFound(f"'{text[:20]}' bukan tanggal. Pilih dari daftar lembar.")
    return day
