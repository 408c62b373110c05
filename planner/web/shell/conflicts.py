"""Two people change the same thing: who came first, field by field, and a choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fastapi import Response

from planner.actions.saving.changes import visit_of
from planner.actions.saving.office_state import OfficeState
from planner.actions.saving.seen import VisitChanged
from planner.domain.indonesian import clock_words, day_words, short_day
from planner.domain.office import WIB
from planner.domain.visits import Placement, VisitEvent
from planner.web.shell.context import OfficeRequest
from planner.web.shell.cookies import FORM_FIELD
from planner.web.shell.forms import Fields, new_key
from planner.web.shell.words import OFFERS, STATES, event_words

NOTHING: Final = "tidak ada"
FORGOTTEN: Final = "Draf ini sudah banyak berubah; perubahan yang lebih lama tidak disimpan."
#: What the fields of forms about a visit are called.
_FIELDS: Final = {
    "tawaran": "Tawaran",
    "gabung": "Digabung dengan",
    "alasan": "Alasan",
    "periksa": "Diperiksa lagi",
    "orang": "Orang dilayani",
    "hari": "Hari",
    "unit": "Unit mobil",
    "jam": "Jam mulai",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLine:
    """One field that differs: as it was when the page was shown, and as it is now."""

    name: str
    before: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """What somebody else did meanwhile: a sentence each, and the fields that differ."""

    entries: tuple[str, ...]
    fields: tuple[FieldLine, ...]


def refused_change(
    here: OfficeRequest, changed: VisitChanged, f: Fields, *, versions: Sequence[str]
) -> Response:
    """Return the page that tells what somebody else did to a visit meanwhile.

    The form ``f`` may be sent again, knowing that: with the ``versions`` that are shown now.
    """
    state, visit = here.state, visit_of(here.state, changed.visit_id)
    missed = max(0, visit.version - changed.seen)
    conflict = visit_conflict(state.events.get(visit.id, ()), missed, state)
    again = {name: values for name, values in f.values.items() if name != FORM_FIELD}
    back = here.link("request", visit.request.id, fragment=f"kunjungan-{visit.id}")
    sent = {**again, "versi": versions, "kunci": [new_key()]}
    return conflict_page(here, conflict, sent, back=back)


def visit_conflict(events: Sequence[VisitEvent], missed: int, state: OfficeState) -> Conflict:
    """Return what the last ``missed`` events did to a visit."""
    later = events[-missed:] if missed > 0 else ()
    units = {unit.id: unit.name for unit in state.units}
    entries = tuple(
        f"{event.who}, {moment_words(event.at)}: {event_words(event.kind)}. {event.why}"
        for event in later
    )
    before = _standing_fields(later[0].before if later else None, units)
    now = _standing_fields(later[-1].after if later else None, units)
    return Conflict(entries=entries, fields=changed_fields(before, now))


def conflict_page(
    here: OfficeRequest, conflict: Conflict, sent: Mapping[str, Sequence[str]], *, back: str
) -> Response:
    """Return the page that tells a conflict: the form can be sent again, or let go.

    ``sent`` are the form's fields as they go out again; ``back`` is where things are as they are.
    """
    offers = {offer.value: words for offer, words in OFFERS.items()}
    mine = [
        (_FIELDS[name], offers.get(values[0], values[0]))
        for name, values in sent.items()
        if name in _FIELDS
    ]
    return here.page(
        "bentrok.html",
        status=409,
        bentrok=conflict,
        isian=[(name, value) for name, value in mine if value],
        kirim=[(name, value) for name, values in sent.items() for value in values],
        tujuan=here.request.url.path,
        kembali=back,
    )


def changed_fields(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[FieldLine, ...]:
    """Return the fields whose words differ, in the order of ``before``."""
    return tuple(
        FieldLine(name=name, before=before[name], now=now[name])
        for name in before
        if before[name] != now[name]
    )


def _standing_fields(standing: Placement | None, units: Mapping[str, str]) -> dict[str, str]:
    if standing is None:
        return dict.fromkeys(
            ("Keadaan", "Hari", "Jam", "Unit mobil", "Orang", "Paling cepat", "Diperiksa"), NOTHING
        )
    return {
        "Keadaan": STATES[standing.state],
        "Hari": NOTHING if standing.day is None else short_day(standing.day),
        "Jam": hours_or_nothing(standing.start_min, standing.end_min),
        "Unit mobil": units.get(standing.unit_id or "", standing.unit_id or NOTHING),
        "Orang": str(standing.people),
        "Paling cepat": NOTHING if standing.earliest is None else short_day(standing.earliest),
        "Diperiksa": NOTHING if standing.review_on is None else short_day(standing.review_on),
    }


def hours_or_nothing(start: int | None, end: int | None) -> str:
    """Return the hours of a stay, or what stands where there are none."""
    return NOTHING if start is None or end is None else f"{clock_words(start)}-{clock_words(end)}"


def moment_words(at: datetime) -> str:
    """Return day and minute of an instant in WIB."""
    here = at.astimezone(WIB)
    return f"{day_words(here.date())}, {clock_words(here.hour * 60 + here.minute)} WIB"
