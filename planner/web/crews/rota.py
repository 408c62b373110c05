"""The rota: who goes with which unit on which day, and each crew's sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Form, Query, Response
from pydantic import Field

from planner.actions.crews.make_rota import COUNTED_DAYS, MOST_DAYS, RotaLook, make_rota, read_rota
from planner.actions.crews.swap_officers import swap_officers
from planner.domain.errors import NotFound
from planner.domain.fleet import Unit
from planner.planning.crews.crew_sheet import crew_day
from planner.web.crews.views import (
    basis_lines,
    bring_lines,
    crew_lines,
    rota_lines,
    shown_units,
    stop_lines,
    swap_choices,
)
from planner.web.shell.access import Clearance, needs
from planner.web.shell.again import shown_again
from planner.web.shell.context import Here, OfficeRequest
from planner.web.shell.form_models import Day, OfficeForm, read_day
from planner.web.shell.forms import Fields, as_fields

router = APIRouter(prefix="/kantor/piket")

#: Days shown where no published plan reaches further.
USUAL_DAYS: Final = 14

#: Days beyond these are nobody's working days.
_FIRST, _LAST = date(2000, 1, 1), date(2100, 1, 1)
#: The fields of the days that a rota is made for; what is wrong with them is told beside them.
_BESIDE: Final = ("dari", "sampai")

#: The day of a swap, and who changes places with whom; empty where nobody was chosen yet.
Pair = tuple[date, str, str]
#: The first and the last day shown, None where nobody said.
Span = tuple[date | None, date | None]
_Day = Annotated[date | None, Query()]


class RotaForm(OfficeForm):
    """The days that are to have a rota, both included."""

    first: Day = Field(alias="dari", title="Dari hari")
    last: Day = Field(alias="sampai", title="Sampai hari")


class SwapForm(OfficeForm):
    """Two officers who change places, and the days that are shown meanwhile."""

    first: Day | None = Field(default=None, alias="dari", title="Dari hari")
    last: Day | None = Field(default=None, alias="sampai", title="Sampai hari")
    one: str = Field(default="", alias="petugas", title="Petugas", max_length=80)
    other: str = Field(default="", alias="dengan", title="Ditukar dengan", max_length=80)


@router.get("", name="rota")
@needs(Clearance.VIEWER)
def show(here: Here, dari: _Day = None, sampai: _Day = None, tukar: _Day = None) -> Response:
    """Show the rota of some days, from today to the end of the published plan by default."""
    pair = None if tukar is None else (tukar, "", "")
    return _page(here, (_sane(dari), _sane(sampai)), as_fields(), pair=pair)


def _made_again(here: OfficeRequest, f: Fields) -> Response:
    """Show the rota with the days that were asked for, as they were typed."""
    messages = [words for field, words in f.problems.items() if field not in _BESIDE]
    return _page(here, _span(f), f, messages=messages)


def _swapped_again(here: OfficeRequest, f: Fields) -> Response:
    """Show the rota with the two who were to change places."""
    day = read_day(here.request.path_params["day"])
    pair = None if day is None else (day, f.get("petugas"), f.get("dengan"))
    return _page(here, _span(f), as_fields(), messages=list(f.problems.values()), pair=pair)


@router.post("", name="make_rota")
@needs(Clearance.COORDINATOR)
@shown_again(_made_again)
def make(here: Here, form: Annotated[RotaForm, Form()]) -> Response:
    """Make the rota of some days."""
    act = here.act(form.idempotency_key)
    make_rota(here.office, act, first=form.first, last=form.last)
    return here.lead("rota", dari=form.first, sampai=form.last)


@router.post("/{day}/tukar", name="swap_officers")
@needs(Clearance.COORDINATOR)
@shown_again(_swapped_again)
def swap(here: Here, day: date, form: Annotated[SwapForm, Form()]) -> Response:
    """Let two officers change places on a day."""
    swap_officers(here.office, here.act(form.idempotency_key), day, form.one, form.other)
    return here.lead("rota", dari=form.first, sampai=form.last, fragment=f"h-{day}")


@router.get("/unit/{unit_id}/{day}", name="crew_sheet")
@needs(Clearance.VIEWER)
def sheet(here: Here, unit_id: str, day: date) -> Response:
    """Show one crew's day on a sheet to print."""
    if _sane(day) is None:
        raise NotFound("Hari itu di luar kalender kantor. Pilih hari dari halaman piket.")
    look = read_rota(here.office, first=day, last=day, today=here.today)
    state, unit = look.state, _unit(look, unit_id)
    work = crew_day(state.visits.values(), state.published, unit_id, day)
    return here.page(
        "regu.html",
        unit=unit,
        day=day,
        crew=crew_lines(look, unit_id, day),
        warnings=look.warnings.get(day, ()),
        gather=work.gather_min,
        leave=work.leave_min,
        stops=stop_lines(work.stops, state),
        bring=bring_lines(unit, work.stops),
    )


def _unit(look: RotaLook, unit_id: str) -> Unit:
    for unit in look.state.units:
        if unit.id == unit_id:
            return unit
    raise NotFound(f"Unit {unit_id[:20]} tidak ada. Pilih unit dari halaman piket.")


def _page(
    here: OfficeRequest,
    span: Span,
    f: Fields,
    *,
    messages: Sequence[str] = (),
    pair: Pair | None = None,
) -> Response:
    office, today = here.office, here.today
    first = span[0] or today
    last = span[1] or _usual_last(here, first)
    # Somebody's address may name any days: shown are at most as many as one rota may have.
    last = min(max(first, last), first + timedelta(MOST_DAYS - 1))
    look = read_rota(office, first=first, last=last, today=today)
    lines = rota_lines(look, today, here.link)
    staff = sorted(look.staff.on(first), key=lambda officer: officer.name.casefold())
    day, one, other = pair or (date.min, "", "")
    swapping = next((line for line in lines if line.day == day and line.swaps), None)
    return here.page(
        "piket.html",
        messages=messages,
        f=f,
        first=first,
        last=last,
        lines=lines,
        units=shown_units(look),
        swapping=swapping,
        choices=[] if swapping is None else swap_choices(look, swapping.day),
        asked=(one, other) if one else ("", _free_on(look, day)),
        officers=staff,
        turns=[(o, look.turns.out.get(o.id, 0), look.turns.worked.get(o.id, 0)) for o in staff],
        counted=COUNTED_DAYS,
        warnings=[line for lines in look.warnings.values() for line in lines],
        open_days=sum(not line.made and line.day >= today for line in lines),
        basis=basis_lines(look.state, (name for line in lines for name in line.basis), here.link),
        assumed=any(line.assumed for line in lines),
        published=look.state.published,
    )


def _free_on(look: RotaLook, day: date) -> str:
    """Return somebody who does not work on ``day``, the one with the fewest turns; or nobody."""
    busy = {name for entry in look.entries.get(day, ()) for name in entry.officer_ids}
    free = [officer.id for officer in look.staff.there(day) if officer.id not in busy]
    return min(free, key=lambda name: (look.turns.out.get(name, 0), name), default="")


def _usual_last(here: OfficeRequest, first: date) -> date:
    with here.office.database.reading() as store:
        plan = store.plans.find_published()
    usual = first + timedelta(USUAL_DAYS - 1)
    return usual if plan is None else max(plan.last_day, first)


def _sane(day: date | None) -> date | None:
    """Return a day that the office can have a rota on; None where it is none."""
    return day if day is not None and _FIRST <= day <= _LAST else None


def _span(f: Fields) -> Span:
    """Return the days that a form names, as far as they can be read."""
    return read_day(f.get("dari")), read_day(f.get("sampai"))
