"""The words of the office's pages for codes that the public never reads."""

from __future__ import annotations

from typing import Final

from planner.domain.code_words import SERVICES
from planner.domain.hosts import CallAnswer
from planner.domain.indonesian import clock_words, short_day
from planner.domain.visits import Visit
from planner.domain.vocabulary import (
    Binding,
    Cause,
    EventKind,
    IssuerLevel,
    Offer,
    Service,
    Urgency,
    VisitState,
)
from planner.public.shared.public_words import EVENTS

STATES: Final = {
    VisitState.REQUESTED: "Menunggu tanggal",
    VisitState.SCHEDULED: "Terjadwal",
    VisitState.SUSPENDED: "Dihentikan sementara",
    VisitState.CANCELLED: "Dibatalkan",
    VisitState.DONE: "Sudah dilayani",
    VisitState.FAILED: "Tidak terlaksana",
}
URGENCIES: Final = {Urgency.ROUTINE: "Biasa", Urgency.URGENT: "Mendesak"}
OFFERS: Final = {
    Offer.MERGE: "Gabung dengan kunjungan lain",
    Offer.OFFICE: "Dilayani di kantor",
    Offer.ONLINE: "Dilayani lewat WhatsApp",
}
CAUSES: Final = {
    Cause.MEDICAL_EMERGENCY: "Kesehatan",
    Cause.WEATHER: "Cuaca atau bencana",
    Cause.TECHNICAL_PROBLEM: "Gangguan alat atau jaringan",
    Cause.HOLIDAY: "Libur",
    Cause.OTHER_CAUSE: "Sebab lain",
}
ISSUERS: Final = {
    IssuerLevel.NATIONAL: "Pusat",
    IssuerLevel.PROVINCE: "Provinsi",
    IssuerLevel.CITY: "Kota",
    IssuerLevel.OFFICE: "Kantor",
}
BINDINGS: Final = {
    Binding.MANDATORY: "Wajib",
    Binding.INTERNAL: "Keputusan kantor sendiri",
    Binding.ADVISORY: "Imbauan saja",
    Binding.DELEGATED: "Diserahkan ke tingkat lain",
}
ANSWERS: Final = {
    CallAnswer.CONTACTED: "Dihubungi",
    CallAnswer.AGREED: "Setuju",
    CallAnswer.OTHER_DATE: "Minta tanggal lain",
    CallAnswer.UNREACHABLE: "Belum tersambung",
}


def service_words(services: tuple[Service, ...]) -> str:
    """Return ``services`` as people read them."""
    return ", ".join(SERVICES[service] for service in services)


def event_words(kind: EventKind) -> str:
    """Return what happened, as people read it."""
    return EVENTS[kind]


def became(visit: Visit | None) -> str:
    """Return what became of a visit whose published place no longer holds."""
    if visit is None or visit.day is None or visit.start_min is None:
        return "" if visit is None else STATES[visit.state]
    return f"Pindah ke {short_day(visit.day)}, {clock_words(visit.start_min)}"
