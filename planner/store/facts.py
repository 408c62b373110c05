"""Units, requests and the data's own facts."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, select

from planner.domain.errors import BadInput, NotFound
from planner.domain.fleet import Unit
from planner.domain.visits import Request
from planner.domain.words import Evidence, Line, Urgency
from planner.store.codec import services_from_text, words_to_text
from planner.store.rows import MetaRow, RequestRow, UnitRow

_REVISION = "revision"

#: What stands instead of a home's coded name once its details were erased.
ERASED_PLACE = "Kunjungan rumah"


class MetaStore:
    """Facts about the data themselves, by name."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, key: str) -> str | None:
        """Return the value of ``key``, None where it was never set."""
        found = self._session.get(MetaRow, key)
        return None if found is None else found.value

    def revision(self) -> int:
        """Return how often the office's data were saved."""
        return int(self.get(_REVISION) or 0)

    def set_revision(self, revision: int) -> None:
        """Note that the office's data were saved for the ``revision``-th time."""
        self.set(_REVISION, str(revision))

    def set(self, key: str, value: str) -> None:
        """Set the value of ``key``."""
        self._session.merge(MetaRow(key=key, value=value))
        self._session.flush()

    def forget(self, key: str) -> None:
        """Forget the value of ``key``; one that was never set is forgotten already."""
        found = self._session.get(MetaRow, key)
        if found is not None:
            self._session.delete(found)
            self._session.flush()


class FleetStore:
    """The units."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, units: Iterable[Unit]) -> int:
        """Add ``units`` and return how many are new; a known unit just as it was adds nothing.

        Raises
        ------
        BadInput
            A unit of the same id but with other facts is known.
        """
        known = {unit.id: unit for unit in self.list_units()}
        problems: list[str] = []
        added = 0
        for unit in units:
            if unit.id not in known:
                known[unit.id] = unit
                self._session.add(_unit_row(unit))
                added += 1
            elif known[unit.id] != unit:
                problems.append(
                    f"Unit '{unit.id}' sudah tercatat dengan isi lain. "
                    "Pakai id baru untuk unit yang berubah."
                )
        if problems:
            raise BadInput(problems)
        self._session.flush()
        return added

    def list_units(self) -> tuple[Unit, ...]:
        """Return all units, by id."""
        found = self._session.exec(select(UnitRow)).all()
        return tuple(sorted((_unit(row) for row in found), key=lambda unit: unit.id))


class RequestStore:
    """The requests for visits; what was asked never changes."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, requests: Iterable[Request]) -> int:
        """Add ``requests`` and return how many are new; a known one just as it was adds nothing.

        Raises
        ------
        BadInput
            A request of the same id but with other facts is known.
        """
        known = {request.id: request for request in self.list_requests()}
        problems: list[str] = []
        added = 0
        for request in requests:
            if request.id not in known:
                known[request.id] = request
                self._session.add(_request_row(request))
                added += 1
            elif known[request.id] != request:
                problems.append(
                    f"Permohonan '{request.id}' sudah tercatat dengan isi lain. "
                    "Pakai id baru, atau batalkan permohonan yang lama."
                )
        if problems:
            raise BadInput(problems)
        self._session.flush()
        return added

    def list_requests(self) -> tuple[Request, ...]:
        """Return all requests, by id."""
        found = self._session.exec(select(RequestRow)).all()
        return tuple(sorted((request_of(row) for row in found), key=lambda each: each.id))

    def erase_home(self, request_id: str, *, lat: float, lon: float) -> None:
        """Erase who lives where: a home visit keeps its kelurahan, given as a point, alone.

        Raises
        ------
        NotFound
            There is no such request.
        ValueError
            It is no request for a home visit.
        """
        row = self._session.get(RequestRow, request_id)
        if row is None:
            raise NotFound(f"Permohonan '{request_id}' tidak ada. Periksa id di daftar permohonan.")
        if not Line(row.line).private:
            raise ValueError(f"request {request_id} is no home visit")
        row.place, row.contact, row.venue = ERASED_PLACE, "", ""
        row.lat, row.lon = lat, lon
        self._session.flush()

    def get_request(self, request_id: str) -> Request:
        """Return the request ``request_id``.

        Raises
        ------
        NotFound
            There is none of that id.
        """
        found = self._session.get(RequestRow, request_id)
        if found is None:
            raise NotFound(f"Permohonan '{request_id}' tidak ada. Periksa id di daftar permohonan.")
        return request_of(found)


def _unit_row(unit: Unit) -> UnitRow:
    return UnitRow(
        id=unit.id,
        name=unit.name,
        services=words_to_text(unit.services),
        recording_sets=unit.recording_sets,
        people_per_day=unit.people_per_day,
        crew=unit.crew,
        evidence=unit.evidence.value,
    )


def _unit(row: UnitRow) -> Unit:
    return Unit(
        id=row.id,
        name=row.name,
        services=services_from_text(row.services),
        recording_sets=row.recording_sets,
        people_per_day=row.people_per_day,
        crew=row.crew,
        evidence=Evidence(row.evidence),
    )


def _request_row(request: Request) -> RequestRow:
    return RequestRow(
        id=request.id,
        line=request.line.value,
        area_code=request.area_code,
        place=request.place,
        lat=request.lat,
        lon=request.lon,
        people=request.people,
        requested_on=request.requested_on,
        urgency=request.urgency.value,
        services=words_to_text(request.services),
        venue=request.venue,
        fixed_day=request.fixed_day,
        contact=request.contact,
        synthetic=request.synthetic,
    )


def request_of(row: RequestRow) -> Request:
    """Return the request that ``row`` holds."""
    return Request(
        id=row.id,
        line=Line(row.line),
        area_code=row.area_code,
        place=row.place,
        lat=row.lat,
        lon=row.lon,
        people=row.people,
        requested_on=row.requested_on,
        urgency=Urgency(row.urgency),
        services=services_from_text(row.services),
        venue=row.venue,
        fixed_day=row.fixed_day,
        contact=row.contact,
        synthetic=row.synthetic,
    )
