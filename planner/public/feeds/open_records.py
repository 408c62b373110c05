"""Visits and areas as plain records, and the one table of fields that describes them.

CSV, JSON and GeoJSON carry these records; the published schemas are made from the same table,
so that data and description cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.decisions import Decision
from planner.domain.indonesian import clock_words
from planner.domain.office import WIB
from planner.domain.vocabulary import Cause, Outcome
from planner.public.shared.courses import Course, Slot, cause_of, courses, effect_of
from planner.public.shared.page_views import decision_badge, visit_badge
from planner.public.shared.public_facts import PublicVisit, SiteFacts

OpenRecord = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, its kind, what it means in Indonesian, and whether it may be empty.

    Kinds: text, day, time, instant, number, whole, truth, list, slots.
    """

    name: str
    kind: str
    about: str
    optional: bool = False


#: Why, in words that other programs know; and when it comes back.
WHY_FIELDS: Final = (
    Field("cause", "text", "Sebab, kata GTFS Realtime", optional=True),
    Field("effect", "text", "Akibat, kata GTFS Realtime"),
)
AGAIN_FIELDS: Final = (
    Field("earliest", "day", "Paling cepat dibuka lagi, belum pasti", optional=True),
    Field("review_on", "day", "Hari diperiksa lagi", optional=True),
    Field("rule_ids", "list", "Nomor aturan yang menjadi dasar"),
    Field("assumed", "truth", "Arti level dan zona di baliknya belum disahkan kantor"),
)

VISIT_FIELDS: Final = (
    Field("id", "text", "Nomor kunjungan, tetap seumur hidup"),
    Field("status", "text", "confirmed, tentative, suspended, atau cancelled"),
    Field("status_text", "text", "Keadaan dengan kata-kata"),
    Field("day", "day", "Tanggal; untuk yang dihentikan, tanggal lamanya"),
    Field("start", "time", "Jam mulai, WIB"),
    Field("end", "time", "Jam selesai, WIB"),
    Field("earlier", "slots", "Tanggal dan jam yang pernah diumumkan sebelumnya"),
    Field("place", "text", "Nama tempat"),
    Field("area_code", "text", "Kode Kemendagri kelurahan"),
    Field("area", "text", "Nama kelurahan"),
    Field("kecamatan", "text", "Nama kecamatan"),
    Field("lat", "number", "Lintang, derajat WGS84"),
    Field("lon", "number", "Bujur, derajat WGS84"),
    Field("services", "list", "Kode layanan"),
    Field("line", "text", "Kode program Sijempol"),
    Field("people", "whole", "Orang yang dilayani"),
    Field("unit", "text", "Nama unit mobil", optional=True),
    *WHY_FIELDS,
    Field("reason", "text", "Alasan perubahan terakhir"),
    *AGAIN_FIELDS,
    Field("sequence", "whole", "Berapa kali tanggal atau keadaan berubah"),
    Field("updated_at", "instant", "Saat perubahan terakhir"),
    Field("page", "text", "Halaman kunjungan, dari puncak situs"),
)

AREA_FIELDS: Final = (
    Field("code", "text", "Kode Kemendagri kelurahan"),
    Field("name", "text", "Nama kelurahan"),
    Field("kecamatan", "text", "Nama kecamatan"),
    Field("lat", "number", "Lintang titik tengah, derajat WGS84"),
    Field("lon", "number", "Bujur titik tengah, derajat WGS84"),
    Field("status_day", "day", "Hari yang dinilai"),
    Field("outcome", "text", "go, go_limited, move, hold, review, atau not_eligible"),
    Field("status_text", "text", "Keadaan dengan kata-kata"),
    *WHY_FIELDS,
    Field("reason", "text", "Alasan"),
    *AGAIN_FIELDS,
    Field("page", "text", "Halaman kelurahan, dari puncak situs"),
    Field("calendar", "text", "Kalender kelurahan, dari puncak situs"),
)

#: What becomes of the service under a decision, in the words of GTFS Realtime's alerts.
EFFECTS: Final = {
    Outcome.GO: "NO_EFFECT",
    Outcome.GO_LIMITED: "REDUCED_SERVICE",
    Outcome.MOVE: "NO_SERVICE",
    Outcome.HOLD: "NO_SERVICE",
    Outcome.REVIEW: "UNKNOWN_EFFECT",
    Outcome.NOT_ELIGIBLE: "NO_SERVICE",
}


def visit_records(facts: SiteFacts) -> list[OpenRecord]:
    """Return every public visit that ever had a date, by visit id."""
    return [visit_record(public_visit, course, facts) for public_visit, course in courses(facts)]


def visit_record(public_visit: PublicVisit, course: Course, facts: SiteFacts) -> OpenRecord:
    """Return one visit with the fields of ``VISIT_FIELDS``."""
    visit, request = public_visit.visit, public_visit.visit.request
    cause = cause_of(public_visit, course, facts)
    return {
        "id": visit.id,
        "status": course.announcement.value,
        "status_text": visit_badge(public_visit, facts.today).word,
        **_slot(course.slot),
        "earlier": [_slot(slot) for slot in course.earlier],
        "place": request.place,
        "area_code": request.area_code,
        "area": facts.areas.get(request.area_code).name,
        "kecamatan": facts.areas.kecamatan_of(request.area_code).name,
        "lat": round(request.lat, 5),
        "lon": round(request.lon, 5),
        "services": [service.value for service in request.services],
        "line": request.line.value,
        "people": visit.people,
        "unit": public_visit.unit_name or None,
        "cause": None if cause is None else gtfs(cause),
        "effect": effect_of(public_visit, course),
        "reason": course.latest.why,
        "earliest": None if visit.earliest is None else visit.earliest.isoformat(),
        "review_on": None if visit.review_on is None else visit.review_on.isoformat(),
        "rule_ids": list(visit.rule_ids),
        "assumed": facts.assumes(visit.rule_ids),
        "sequence": course.sequence,
        "updated_at": course.modified.astimezone(WIB).replace(microsecond=0).isoformat(),
        "page": f"kunjungan/{visit.id}.html",
    }


def area_records(facts: SiteFacts) -> list[OpenRecord]:
    """Return every kelurahan with the answer for a routine group visit, by code."""
    return [
        {
            "code": area.code,
            "name": area.name,
            "kecamatan": facts.areas.kecamatan_of(area.code).name,
            "lat": round(area.lat, 5),
            "lon": round(area.lon, 5),
            "status_day": facts.status_day.isoformat(),
            **decision_record(facts.area_decisions[area.code], facts),
            "page": f"kelurahan/{area.code}.html",
            "calendar": f"kalender/{area.code}.ics",
        }
        for area in facts.areas.at_level("kelurahan")
        if area.code in facts.area_decisions
    ]


def decision_record(decision: Decision, facts: SiteFacts) -> OpenRecord:
    """Return an answer of the rules with its cause and effect."""
    return {
        "outcome": decision.outcome.value,
        "status_text": decision_badge(decision).word,
        "cause": outcome_cause(decision.outcome, decision.rule_ids, facts),
        "effect": EFFECTS[decision.outcome],
        "reason": decision.reason,
        "earliest": None if decision.earliest is None else decision.earliest.isoformat(),
        "review_on": None if decision.review_on is None else decision.review_on.isoformat(),
        "rule_ids": list(decision.rule_ids),
        "assumed": facts.assumes(decision.rule_ids),
    }


def outcome_cause(outcome: Outcome, rule_ids: Sequence[str], facts: SiteFacts) -> str | None:
    """Return why the service differs from normal, in GTFS's words; None where it does not."""
    if outcome is Outcome.GO:
        return None
    causes = [facts.bases[rule].cause for rule in rule_ids if rule in facts.bases]
    return gtfs(causes[0] if causes and outcome is not Outcome.REVIEW else Cause.UNKNOWN_CAUSE)


def gtfs(cause: Cause) -> str:
    """Return a cause as GTFS Realtime writes it."""
    return cause.value.upper()


def _slot(slot: Slot) -> dict[str, str]:
    return {
        "day": slot.day.isoformat(),
        "start": clock_words(slot.start_min).replace(".", ":"),
        "end": clock_words(slot.end_min).replace(".", ":"),
    }
