"""The rota: who goes with which unit on which day, and each crew's sheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from planner.actions.crews.make_rota import COUNTED_DAYS, MOST_DAYS, RotaLook, make_rota, read_rota
from planner.actions.crews.swap_officers import swap_officers
from planner.domain.errors import BadInput, NotFound
from planner.planning.crews.crew_sheet import crew_day
from planner.web.crews.views import (
    basis_lines,
    bring_lines,
    rota_lines,
    shown_units,
    skill_words,
    stop_lines,
    swap_choices,
)
from planner.web.shell.access import Need, needs
from planner.web.shell.acting import act_of, office_of
from planner.web.shell.forms import Posted
from planner.web.shell.templating import office_page
from planner.web.site.published import site_of

router = APIRouter(prefix="/kantor/piket")

#: Days shown where no published plan reaches further.
USUAL_DAYS: Final = 14

#: Days beyond these are nobody's working days.
_FIRST, _LAST = date(2000, 1, 1), date(2100, 1, 1)

#: The day of a swap, and who changes places with whom; empty where nobody was chosen yet.
Wish = tuple[date, str, str]
Day = Annotated[date | None, Query()]


@router.get("", name="rota")
@needs(Need.VIEWER)
def show(request: Request, dari: Day = None, sampai: Day = None, tukar: Day = None) -> Response:
    """Show the rota of some days, from today to the end of the published plan by default."""
    wish = None if tukar is None else (tukar, "", "")
    return _page(request, (_sane(dari), _sane(sampai)), tukar=wish)


@router.post("", name="make_rota")
@needs(Need.COORDINATOR)
def make(request: Request, f: Posted) -> Response:
    """Make the rota of some days."""
    first, last = f.day("dari", "Dari hari"), f.day("sampai", "Sampai hari")
    if first is None or last is None:
        return _page(request, (first, last), told=list(f.problems.values()))
    act = act_of(request, f.get("kunci"))
    return _do(
        request, (first, last), lambda: make_rota(office_of(request), act, first=first, last=last)
    )


@router.post("/{day}/tukar", name="swap_officers")
@needs(Need.COORDINATOR)
def swap(request: Request, day: date, f: Posted) -> Response:
    """Let two officers change places on a day."""
    span = f.day("dari", "Dari hari", needed=False), f.day("sampai", "Sampai hari", needed=False)
    act = act_of(request, f.get("kunci"))
    one, other = f.get("petugas")[:80], f.get("dengan")[:80]
    return _do(
        request,
        span,
        lambda: swap_officers(office_of(request), act, day, one, other),
        (day, one, other),
    )


@router.get("/unit/{unit_id}/{day}", name="crew_sheet")
@needs(Need.VIEWER)
def sheet(request: Request, unit_id: str, day: date) -> Response:
    """Show one crew's day on a sheet to print."""
    office, today = office_of(request), site_of(request).clock.today()
    if _sane(day) is None:
        raise NotFound("Hari itu di luar kalender kantor. Pilih hari dari halaman piket.")
    look = read_rota(office, first=day, last=day, today=today)
    state = look.state
    unit = next((each for each in state.units if each.id == unit_id), None)
    if unit is None:
        raise NotFound(f"Unit {unit_id[:20]} tidak ada. Pilih unit dari halaman piket.")
    found = crew_day(state.visits.values(), state.published, unit_id, day)
    names = {officer.id: officer for officer in look.staff.officers}
    crew = [
        names[name]
        for entry in look.entries.get(day, ())
        if entry.unit_id == unit_id
        for name in entry.officer_ids
    ]
    return office_page(
        request,
        "regu.html",
        unit=unit,
        day=day,
        crew=[(officer.name, skill_words(officer)) for officer in crew],
        warnings=look.warnings.get(day, ()),
        gather=found.gather_min,
        leave=found.leave_min,
        stops=stop_lines(found.stops, state),
        bring=bring_lines(unit, found.stops),
    )


def _do(
    request: Request,
    span: tuple[date | None, date | None],
    doing: Callable[[], object],
    tukar: Wish | None = None,
) -> Response:
    try:
        doing()
    except BadInput as refused:
        return _page(request, span, told=refused.problems, tukar=tukar)
    told = [
        f"{name}={at.isoformat()}" for name, at in zip(("dari", "sampai"), span, strict=True) if at
    ]
    where = f"/kantor/piket?{'&'.join(told)}" if told else "/kantor/piket"
    return RedirectResponse(where if tukar is None else f"{where}#h-{tukar[0]}", status_code=303)


def _page(
    request: Request,
    span: tuple[date | None, date | None],
    *,
    told: list[str] | None = None,
    tukar: Wish | None = None,
) -> Response:
    office, today = office_of(request), site_of(request).clock.today()
    first = span[0] or today
    last = span[1] or _usual_last(request, first)
    # Somebody's address may name any days: shown are at most as many as one rota may have.
    last = min(max(first, last), first + timedelta(MOST_DAYS - 1))
    look = read_rota(office, first=first, last=last, today=today)
    lines = rota_lines(look, today)
    staff = sorted(look.staff.on(first), key=lambda officer: officer.name.casefold())
    wish = tukar or (date.min, "", "")
    swapping = next((line for line in lines if line.day == wish[0] and line.swaps), None)
    return office_page(
        request,
        "piket.html",
        status=422 if told else 200,
        told=told or [],
        first=first,
        last=last,
        lines=lines,
        units=shown_units(look),
        swapping=swapping,
        choices=[] if swapping is None else swap_choices(look, swapping.day),
        asked=wish[1:] if wish[1] else ("", _free_on(look, wish[0])),
        officers=staff,
        turns=[(o, look.turns.out.get(o.id, 0), look.turns.worked.get(o.id, 0)) for o in staff],
        counted=COUNTED_DAYS,
        warnings=[line for lines in look.warnings.values() for line in lines],
        open_days=sum(not line.made and line.day >= today for line in lines),
        basis=basis_lines(look.state, (name for line in lines for name in line.basis)),
        assumed=any(line.assumed for line in lines),
        published=look.state.published,
    )


def _free_on(look: RotaLook, day: date) -> str:
    """Return somebody who does not work on ``day``, the one with the fewest turns; or nobody."""
    busy = {name for entry in look.entries.get(day, ()) for name in entry.officer_ids}
    free = [officer.id for officer in look.staff.there(day) if officer.id not in busy]
    return min(free, key=lambda name: (look.turns.out.get(name, 0), name), default="")


def _usual_last(request: Request, first: date) -> date:
    with office_of(request).database.reading() as store:
        plan = store.plans.find_published()
    usual = first + timedelta(USUAL_DAYS - 1)
    return usual if plan is None else max(plan.last_day, first)


def _sane(day: date | None) -> date | None:
    """Return a day that the office can have a rota on; None where it is none."""
    return day if day is not None and _FIRST <= day <= _LAST else None
