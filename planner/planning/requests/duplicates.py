"""Requests that may be one and the same: told before a new one is saved, never refused."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from rapidfuzz import fuzz

from planner.domain.visits import Request, Visit

#: Likeness of two places, of 100, from which they may be one.
ALIKE: Final = 82.0
#: Digits of a phone number that two contacts must share at the end.
PHONE_DIGITS: Final = 8


def near_requests(request: Request, visits: Iterable[Visit]) -> tuple[Request, ...]:
    """Return the open requests that ``request`` may be asking again, each once, by id.

    Either the place of the same line in the same kelurahan sounds alike, or the contact is the
    same number. Homes have coded names, so for them the contact alone tells.
    """
    similar = {
        visit.request.id: visit.request
        for visit in visits
        if not visit.state.ended
        and visit.request.id != request.id
        and (_same_contact(visit.request, request) or _same_place(visit.request, request))
    }
    return tuple(similar[name] for name in sorted(similar))


def _same_place(one: Request, other: Request) -> bool:
    if one.line.private or one.line is not other.line or one.area_code != other.area_code:
        return False
    if one.fixed_day != other.fixed_day:
        return False
    return fuzz.token_sort_ratio(one.place.lower(), other.place.lower()) >= ALIKE


def _same_contact(one: Request, other: Request) -> bool:
    mine, theirs = _digits(one.contact), _digits(other.contact)
    return len(mine) >= PHONE_DIGITS and mine[-PHONE_DIGITS:] == theirs[-PHONE_DIGITS:]


def _digits(contact: str) -> str:
    return re.sub(r"\D", "", contact)
