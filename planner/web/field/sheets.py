"""Day sheets: the list, one unit's day on A4, the same with homes, and whether one still holds."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Request, Response

from planner.actions.saving.office_state import OfficeState, load_state
from planner.actions.site.private_sheets import (
    OPENS_FOR,
    SheetLink,
    left_of,
    open_private_sheet,
    sign_link,
)
from planner.domain.errors import NotFound
from planner.domain.fleet import Unit
from planner.planning.crews.day_sheets import SheetCode, judge
from planner.public.pages.sharing import code_svg
from planner.web.field.sheet_views import day_rows, place_words, sheet_of, standing_words, told_of
from planner.web.shell.access import Need, needs
from planner.web.shell.acting import act_of, coordinates, office_of, person_of
from planner.web.shell.cookies import moment_of, the_signed
from planner.web.shell.templating import office_page
from planner.web.site.published import site_of

router = APIRouter(prefix="/kantor/lembar")

ROOT: Final = "/kantor/lembar"
_GONE: Final = (
    "Tautan lembar rahasia ini sudah lewat waktu, atau dibuat untuk orang lain. "
    "Buka lembar biasa, lalu buka yang rahasia dari sana."
)

Short = Annotated[str, Query(max_length=80)]


@router.get("", name="sheets")
@needs(Need.VIEWER)
def show_list(request: Request) -> Response:
    """List the sheets by day and unit."""
    state = _state(request)
    today = site_of(request).clock.today()
    rows = day_rows(state, today, homes=coordinates(request))
    number = None if state.published is None else state.published.number
    return office_page(request, "lembar.html", rows=rows, number=number, akar=ROOT)


@router.get("/cek", name="check_sheet")
@needs(Need.VIEWER)
def check(request: Request, unit: Short = "", hari: Short = "", v: Short = "") -> Response:
    """Say whether a printed sheet still holds, and what is different where it does not."""
    state = _state(request)
    found = next((each for each in state.units if each.id == unit), None)
    day, code = _day(hari), SheetCode.read(v)
    verdict = None
    if found is not None and day is not None and code is not None:
        verdict = judge(told_of(state), found.id, day, code)
    changes = () if verdict is None else verdict.changes
    seen = [each for each in changes if coordinates(request) or not each.visit.private]
    return office_page(
        request,
        "lembar-cek.html",
        state="rusak" if v and verdict is None else verdict and verdict.holds.value,
        now=verdict and verdict.now,
        changes=seen,
        others=len(seen) < len(changes),
        units=state.units,
        unit=found,
        day=day,
        v=v,
        words=standing_words,
        place=lambda visit: place_words(visit, state),
        akar=ROOT,
    )


@router.get("/{unit_id}/{day}", name="sheet")
@needs(Need.VIEWER)
def show(request: Request, unit_id: str, day: str) -> Response:
    """Show one unit's day on a sheet of A4, without homes."""
    state = _state(request)
    unit, on = _unit(state, unit_id), _day_of(day)
    secret = ""
    if coordinates(request):
        link = SheetLink(login=person_of(request), unit_id=unit.id, day=on)
        token = sign_link(office_of(request), link, moment_of(request).now)
        secret = f"{_path(unit.id, on)}/rahasia?t={token}"
    return _sheet(request, state, (unit, on), secret=secret)


@router.get("/{unit_id}/{day}/rahasia", name="private_sheet")
@needs(Need.COORDINATOR)
def show_private(request: Request, unit_id: str, day: str, t: Short = "") -> Response:
    """Show the sheet with its homes, to whom the link was made, while it lives."""
    office, on = office_of(request), _day_of(day)
    link = SheetLink(login=person_of(request), unit_id=unit_id, day=on)
    left = left_of(office, link, t, moment_of(request).now)
    if left is None:
        back = _path(unit_id, on)
        return office_page(request, "galat.html", status=410, lines=[_GONE], back=back)
    state = open_private_sheet(office, act_of(request), unit_id, on)
    unit = _unit(state, unit_id)
    # A page left open asks again when the link dies, and is then told so.
    seconds = int(left.total_seconds()) + 1
    return _sheet(request, state, (unit, on), secret="", dies_in=seconds)


def _sheet(
    request: Request,
    state: OfficeState,
    sheet_for: tuple[Unit, date],
    *,
    secret: str,
    dies_in: int = 0,
) -> Response:
    """Show a sheet; one that dies holds homes, ``secret`` is the link to it where there is one."""
    (unit, day), homes = sheet_for, dies_in > 0
    office, works = office_of(request), coordinates(request)
    sheet = sheet_of(state, office, unit, day, contacts=works, homes=homes)
    asked = urlencode({"unit": unit.id, "hari": day.isoformat(), "v": str(sheet.code)})
    # The office answers where this page was opened, whatever the public site's address is.
    address = f"{str(request.base_url).rstrip('/')}{ROOT}/cek?{asked}"
    return office_page(
        request,
        "lembar-unit.html",
        sheet=sheet,
        homes=homes,
        seen_by=the_signed(request).account.login,
        seen_at=site_of(request).clock.now(),
        code=code_svg(address),
        check=f"{ROOT}/cek?{asked}",
        hours=int(OPENS_FOR.total_seconds() // 3600),
        approximate=office.cells_approximate,
        akar=ROOT,
        secret_link=secret,
        dies_in=dies_in,
    )


def _state(request: Request) -> OfficeState:
    office = office_of(request)
    with office.database.reading() as store:
        return load_state(store, office.areas)


def _unit(state: OfficeState, unit_id: str) -> Unit:
    for unit in state.units:
        if unit.id == unit_id:
            return unit
    raise NotFound(f"Unit {unit_id[:20]} tidak ada. Pilih dari daftar lembar.")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _day_of(text: str) -> date:
    day = _day(text)
    if day is None:
        raise NotFound(f"'{text[:20]}' bukan tanggal. Pilih dari daftar lembar.")
    return day


def _path(unit_id: str, day: date) -> str:
    return f"{ROOT}/{quote(unit_id, safe='')}/{day.isoformat()}"
