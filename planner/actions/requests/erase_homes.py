"""What is known of a home is erased some time after its visit is over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from planner.actions.saving.office import Act, Done, Office, carry_out
from planner.actions.saving.office_state import OfficeState
from planner.actions.saving.update import Update
from planner.domain.areas import Areas
from planner.domain.office_work import Access
from planner.domain.visits import Request, Visit, VisitEvent

#: Days that the details of a home visit are kept after all its visits ended.
KEPT_DAYS: Final = 30


def erase_homes(office: Office, act: Act) -> Done:
    """Erase place, contact and point of every home whose visits all ended 30 days ago.

    The code, the kelurahan, the number of people and what happened stay: they name nobody.
    Homes erased before are left alone, so the job may run as often as it likes.
    """

    def decide(state: OfficeState) -> Update:
        due = due_homes(state.visits.values(), state.events, on=act.day)
        coded = tuple(_coded(request, state.areas) for request in due)
        fresh = tuple(new for new, old in zip(coded, due, strict=True) if new != old)
        return Update(cause="data rumah dihapus", erase=fresh, renders=False)

    done = carry_out(office, act, decide)
    if done.update.erase:
        with office.database.writing() as store:
            for request in done.update.erase:
                store.accesses.add(
                    Access(at=act.at, who=act.who, action="erase", subject=request.id)
                )
    return done


def due_homes(
    visits: Iterable[Visit],
    events: Mapping[str, Sequence[VisitEvent]],
    *,
    on: date,
) -> tuple[Request, ...]:
    """Return the requests for home visits that ended ``KEPT_DAYS`` before ``on``, by id."""
    groups: dict[str, list[Visit]] = {}
    for visit in visits:
        if visit.private:
            groups.setdefault(visit.request.id, []).append(visit)
    limit = on - timedelta(KEPT_DAYS)
    return tuple(
        groups[name][0].request
        for name in sorted(groups)
        if all(
            visit.state.ended and _ended_on(events.get(visit.id, ())) <= limit
            for visit in groups[name]
        )
    )


def _ended_on(events: Sequence[VisitEvent]) -> date:
    return events[-1].as_of if events else date.max


def _coded(request: Request, areas: Areas) -> Request:
    area = areas.by_code.get(request.area_code)
    lat, lon = (0.0, 0.0) if area is None else (area.service_lat, area.service_lon)
    return replace(request, place="Kunjungan rumah", contact="", venue="", lat=lat, lon=lon)
