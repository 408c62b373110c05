"""What waits for a place in a plan, and how much each weighs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Final

from planner.domain.visits import Request, Visit
from planner.domain.vocabulary import Line, Urgency, VisitState

#: Days of waiting that add one to a visit's weight (decision 0004).
DAYS_PER_WEIGHT: Final = 14
#: What an urgent request weighs more than a routine one (decision 0004).
URGENT_WEIGHT: Final = 3
#: A home visit serves one or two people who have no other way (decision 0004).
HOME_WEIGHT: Final = 18
#: A visit whose day cannot be moved serves few people, on that day or never (decision 0005).
FIXED_DAY_WEIGHT: Final = 60
#: Days after the request by which a visit should have taken place (decision 0004).
PROMISED_DAYS: Final = 30

_MOST_SESSIONS: Final = 200
_ALPHABET: Final = "23456789abcdefghjkmnpqrstuvwxyz"


def visit_id(request_id: str, session_no: int = 1) -> str:
    """Return the id for life of one session of a request: seven characters.

    Ids are scattered, not counted: a gap in a row of numbers would tell how many home
    visits there are.
    """
    number = int.from_bytes(sha256(f"{request_id}/{session_no}".encode()).digest()[:8], "big")
    letters = []
    for _ in range(7):
        number, digit = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[digit])
    return "".join(letters)


def number_of_session(visit: Visit, name: str) -> int:
    """Return which session ``name`` is, of the request of ``visit``; its id has the number."""
    if visit.id == name:
        return visit.session_no
    numbers = range(1, _MOST_SESSIONS)
    return next((n for n in numbers if visit_id(visit.request.id, n) == name), 1)


def people_of_requests(visits: Iterable[Visit]) -> dict[str, int]:
    """Return how many people the visits of each request hold together."""
    people: dict[str, int] = {}
    for visit in visits:
        people[visit.request.id] = people.get(visit.request.id, 0) + visit.people
    return people


def first_visit(request: Request) -> Visit:
    """Return the visit a new request starts with; it may be split when it is planned."""
    return Visit(id=visit_id(request.id), request=request, people=request.people)


def waiting(visits: Iterable[Visit]) -> tuple[Visit, ...]:
    """Return the visits that wait for a date: the longest waiting first."""
    states = (VisitState.REQUESTED, VisitState.SUSPENDED)
    open_visits = [visit for visit in visits if visit.state in states]
    return tuple(sorted(open_visits, key=lambda visit: (visit.request.requested_on, visit.id)))


def weight(visit: Visit, *, on: date, debt: int = 0) -> int:
    """Return how much one person of ``visit`` counts on the day ``on``; 1 is the least.

    ``debt`` is what the ledger adds for the visit's kelurahan and line.
    """
    waited = max(0, (on - visit.request.requested_on).days)
    weigh = 1 + waited // DAYS_PER_WEIGHT + debt
    if visit.request.urgency is Urgency.URGENT:
        weigh += URGENT_WEIGHT
    if visit.request.line is Line.AKI_NINI:
        weigh += HOME_WEIGHT
    if visit.request.fixed_day is not None:
        weigh += FIXED_DAY_WEIGHT
    return weigh
