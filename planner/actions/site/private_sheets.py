"""Sheets that hold homes: opened by a link that dies, and written into the log of accesses."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from secrets import token_urlsafe
from typing import Final

from planner.actions.accounts.codes import same
from planner.actions.saving.office import Act, Office
from planner.actions.saving.office_state import OfficeState, load_state
from planner.domain.office_work import Access
from planner.planning.crews.day_sheets import stops_on

#: How long a link to a sheet with homes opens it: one working day and its evening before.
OPENS_FOR: Final = timedelta(hours=12)

_SECRET: Final = "sheet_secret"  # noqa: S105 - the name of the entry, not the secret


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLink:
    """Whose link opens which sheet: a link of one person for one unit and day."""

    login: str
    unit_id: str
    day: date


def sign_link(office: Office, link: SheetLink, now: datetime) -> str:
    """Return the token that opens the sheet of ``link`` until ``OPENS_FOR`` after ``now``."""
    until = int((now + OPENS_FOR).timestamp())
    return f"{until}.{_signature(_secret(office), link, until)}"


def left_of(office: Office, link: SheetLink, token: str, now: datetime) -> timedelta | None:
    """Return how long ``token`` still opens the sheet of ``link``; None where it does not."""
    until, _, signature = token.partition(".")
    if not (until.isascii() and until.isdecimal() and len(until) < 12):
        return None
    if not same(signature, _signature(_secret(office), link, int(until))):
        return None
    left = timedelta(seconds=int(until) - now.timestamp())
    return left if timedelta() < left <= OPENS_FOR else None


def open_private_sheet(office: Office, act: Act, unit_id: str, day: date) -> OfficeState:
    """Return the state that a sheet with homes is made of, once the look is written down."""
    with office.database.writing() as store:
        state = load_state(store, office.areas)
        stops = stops_on(state.visits, state.events, unit_id, day)
        homes = [stop.visit.request.id for stop in stops if stop.visit.private]
        subject = f"{unit_id}, {day.isoformat()}: {', '.join(homes) or 'tanpa rumah'}"
        store.accesses.add(Access(at=act.at, who=act.who, action="sheet", subject=subject))
    return state


def _signature(secret: str, link: SheetLink, until: int) -> str:
    payload = f"{link.login}\n{link.unit_id}\n{link.day.isoformat()}\n{until}"
    return hmac.new(secret.encode(), payload.encode("utf-8", "replace"), "sha256").hexdigest()


def _secret(office: Office) -> str:
    """Return the secret that links are signed with; the first one asked for makes it."""
    with office.database.reading() as store:
        secret = store.meta.get(_SECRET)
    if secret is None:
        with office.database.writing() as store:
            secret = store.meta.get(_SECRET) or token_urlsafe(32)
            store.meta.set(_SECRET, secret)
    return secret
