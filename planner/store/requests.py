"""Requests for visits."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, select

from planner.domain.errors import NotFound
from planner.domain.visits import Request
from planner.domain.vocabulary import Line, Urgency
from planner.store.adding import add_new
from planner.store.codec import services_from_text, words_to_text
from planner.store.rows import RequestRow

#: What stands instead of a home's coded name once its details were erased.
ERASED_PLACE = "Kunjungan rumah"


class RequestStore:
    """The requests for visits; what was asked never changes."""

    def __init__(self, db_session: Session) -> None:
        self._db_session = db_session

    def add(self, requests: Iterable[Request]) -> int:
        """Add ``requests`` and return how many are new; a known one just as it was adds nothing.

        Raises
        ------
        BadInput
            A request of the same id but with other facts is known.
        """
        on_record = self.list_requests()
        return add_new(
            self._db_session,
            requests,
            on_record=on_record,
            row_of=_request_row,
            refusal=_other_request,
        )

    def list_requests(self) -> tuple[Request, ...]:
        """Return all requests, by id."""
        rows = self._db_session.exec(select(RequestRow)).all()
        return tuple(sorted((request_of(row) for row in rows), key=lambda each: each.id))

    def erase_home(self, request_id: str, *, lat: float, lon: float) -> None:
        """Erase who lives where: a home visit keeps its kelurahan, given as a point, alone.

        Raises
        ------
        NotFound
            There is no such request.
        ValueError
            It is no request for a home visit.
        """
        row = self._db_session.get(RequestRow, request_id)
        if row is None:
            raise NotFound(f"Permohonan '{request_id}' tidak ada. Periksa id di daftar permohonan.")
        if not Line(row.line).private:
            raise ValueError(f"request {request_id} is no home visit")
        row.place, row.contact, row.venue = ERASED_PLACE, "", ""
        row.lat, row.lon = lat, lon
        self._db_session.flush()

    def get_request(self, request_id: str) -> Request:
        """Return the request ``request_id``.

        Raises
        ------
        NotFound
            There is none of that id.
        """
        row = self._db_session.get(RequestRow, request_id)
        if row is None:
            raise NotFound(f"Permohonan '{request_id}' tidak ada. Periksa id di daftar permohonan.")
        return request_of(row)


def _other_request(request: Request) -> str:
    return (
        f"Permohonan '{request.id}' sudah tercatat dengan isi lain. "
        "Pakai id baru, atau batalkan permohonan yang lama."
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
