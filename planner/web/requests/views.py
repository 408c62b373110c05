"""What the pages about requests show: lists, one request with its visits, texts to copy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from rapidfuzz import fuzz

from planner.actions.saving.office_state import OfficeState
from planner.domain.areas import Areas
from planner.domain.code_words import LINES
from planner.domain.indonesian import clock_words, day_words, short_day
from planner.domain.office import OfficeProfile
from planner.domain.visits import Request, Visit, VisitEvent
from planner.domain.vocabulary import VisitState
from planner.web.shell.words import STATES, event_words, service_words

#: Rows of the list on one page.
PAGE_ROWS: Final = 50
#: Likeness, of 100, from which a row counts as searched for.
MEANT: Final = 72.0

#: The filters of the list: name in the address, words, states.
FILTERS: Final = {
    "terbuka": ("Belum selesai", frozenset(s for s in VisitState if not s.ended)),
    "menunggu": ("Menunggu tanggal", frozenset({VisitState.REQUESTED})),
    "antre": (
        "Menunggu tanggal atau dihentikan",
        frozenset({VisitState.REQUESTED, VisitState.SUSPENDED}),
    ),
    "terjadwal": ("Terjadwal", frozenset({VisitState.SCHEDULED})),
    "dihentikan": ("Dihentikan sementara", frozenset({VisitState.SUSPENDED})),
    "tanpa-tanggal": ("Dihentikan, tanpa tanggal", frozenset({VisitState.SUSPENDED})),
    "periksa": ("Waktunya diperiksa lagi", frozenset({VisitState.SUSPENDED})),
    "belum-pasti": ("Belum pasti", frozenset({VisitState.SCHEDULED})),
    "lewat": ("Lewat, hasil belum dicatat", frozenset({VisitState.SCHEDULED})),
    "selesai": ("Sudah dilayani", frozenset({VisitState.DONE})),
    "batal": ("Dibatalkan", frozenset({VisitState.CANCELLED, VisitState.FAILED})),
    "semua": ("Semua", frozenset(VisitState)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLine:
    """One visit in a list; ``when`` says its date or what it waits for."""

    request_id: str
    visit_id: str
    place: str
    area: str
    line: str
    people: int
    state: str
    when: str
    asked: date
    private: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """One thing that happened, as the history shows it."""

    at: str
    what: str
    why: str
    who: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitView:
    """One visit of a request with what may be done with it now."""

    visit: Visit
    line: VisitLine
    events: tuple[EventLine, ...]
    may_end: bool
    may_cancel: bool
    may_postpone: bool
    may_serve: bool


def fits(visit: Visit, name: str, today: date) -> bool:
    """Return whether ``visit`` belongs to the filter called ``name``."""
    if visit.state not in FILTERS[name][1]:
        return False
    if name == "tanpa-tanggal":
        return visit.earliest is None
    if name == "periksa":
        return visit.review_on is not None and visit.review_on <= today
    if name == "belum-pasti":
        return visit.unsure
    if name == "lewat":
        return visit.day is not None and visit.day < today
    return True


def listed(
    state: OfficeState, name: str, query: str, today: date, area: str = ""
) -> list[VisitLine]:
    """Return the visits of a filter that ``query`` may mean, the likeliest or oldest first."""
    chosen = [
        visit
        for visit in state.visits.values()
        if fits(visit, name, today) and visit.request.area_code.startswith(area)
    ]
    lines = [visit_line(visit, state.areas) for visit in chosen]
    if not query:
        return sorted(lines, key=lambda line: (line.asked, line.request_id, line.visit_id))
    scored = [
        (_likeness(query, line, visit), line) for line, visit in zip(lines, chosen, strict=True)
    ]
    meant = [(score, line) for score, line in scored if score >= MEANT]
    return [line for _, line in sorted(meant, key=lambda pair: (-pair[0], pair[1].visit_id))]


def _likeness(query: str, line: VisitLine, visit: Visit) -> float:
    asked = query.lower()
    ids = (line.request_id.lower(), line.visit_id)
    if asked in ids or (len(asked) > 3 and asked in visit.request.contact.lower()):
        return 100.0
    words = (line.place, line.area, f"{line.place} {line.area}", line.line)
    return max(fuzz.WRatio(asked, word.lower()) for word in words)


def visit_line(visit: Visit, areas: Areas) -> VisitLine:
    """Return ``visit`` as a list shows it."""
    request = visit.request
    return VisitLine(
        request_id=request.id,
        visit_id=visit.id,
        place=request.place,
        area=areas.get(request.area_code).name,
        line=LINES[request.line],
        people=visit.people,
        state="Belum pasti" if visit.unsure else STATES[visit.state],
        when=when_words(visit),
        asked=request.requested_on,
        private=visit.private,
    )


def when_words(visit: Visit) -> str:
    """Return when ``visit`` takes place, or what it waits for."""
    if visit.day is not None and visit.start_min is not None:
        sure = "" if visit.firm or visit.state.ended else ", sementara"
        return f"{short_day(visit.day)} {visit.day.year}, {clock_words(visit.start_min)}{sure}"
    if visit.state is VisitState.SUSPENDED:
        if visit.earliest is not None:
            return f"Paling cepat {short_day(visit.earliest)}, belum pasti"
        if visit.review_on is not None:
            return f"Diperiksa lagi {short_day(visit.review_on)}"
    return "Belum ada tanggal" if not visit.state.ended else ""


def visit_view(visit: Visit, events: Sequence[VisitEvent], areas: Areas, today: date) -> VisitView:
    """Return one visit with its history, newest first, and what may be done with it."""
    due = visit.state is VisitState.SCHEDULED and visit.day is not None and visit.day <= today
    was_today = any(e.before is not None and e.before.day == today for e in events)
    stopped_today = visit.state is VisitState.SUSPENDED and was_today
    return VisitView(
        visit=visit,
        line=visit_line(visit, areas),
        events=tuple(_event_line(event) for event in reversed(events)),
        may_end=due,
        may_cancel=not visit.state.ended,
        may_postpone=visit.state in (VisitState.SCHEDULED, VisitState.SUSPENDED),
        may_serve=stopped_today or (due and visit.day == today and visit.unsure),
    )


def _event_line(event: VisitEvent) -> EventLine:
    before, after = event.before, event.after
    return EventLine(
        at=f"{day_words(event.at.date())}, {clock_words(event.at.hour * 60 + event.at.minute)}",
        what=event_words(event.kind),
        why=event.why,
        who=event.who,
        before="" if before is None or before.day is None else short_day(before.day),
        after="" if after is None or after.day is None else short_day(after.day),
    )


def receipt(request: Request, office: OfficeProfile, areas: Areas) -> str:
    """Return the text that tells a host that their request came in, ready to copy.

    That of a home visit names neither place nor kelurahan.
    """
    head = "*Permohonan Sijempol diterima.*"
    if office.demo:
        head = f"CONTOH. {head}"
    where = ""
    if not request.line.private:
        where = f"Tempat: {request.place}, Kelurahan {areas.get(request.area_code).name}.\n"
    fixed = "" if request.fixed_day is None else f"Tanggal acara: {day_words(request.fixed_day)}.\n"
    asks = f"Tanya ke WhatsApp {office.whatsapp}." if office.whatsapp else "Tanya ke kantor kami."
    return (
        f"{head}\nNomor: {request.id}\nJenis: {LINES[request.line].split(' (')[0]}.\n"
        f"{where}Jumlah: {request.people} orang.\nLayanan: {service_words(request.services)}.\n"
        f"{fixed}Tanggal kunjungan belum ditetapkan. Kami kabari lewat nomor ini. {asks}\n"
        "Layanan ini gratis. Jangan kirim foto KTP atau NIK lewat chat ini."
    )


def pages(lines: Sequence[VisitLine], page: int) -> tuple[Iterable[VisitLine], int, int]:
    """Return the lines of one page, its number within bounds, and how many pages there are."""
    many = max(1, -(-len(lines) // PAGE_ROWS))
    at = min(max(page, 1), many)
    return lines[(at - 1) * PAGE_ROWS : at * PAGE_ROWS], at, many
