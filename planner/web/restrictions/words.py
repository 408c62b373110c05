"""Rules in words: what they do, to whom, where, since when and until when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from planner.domain.areas import Areas
from planner.domain.code_words import LINES, condition_words
from planner.domain.indonesian import span_words
from planner.domain.vocabulary import Channel, Line
from planner.public.shared.public_words import CHANNELS
from planner.web.restrictions.repeats import repeat_words

ZONES: Final = {"red": "merah", "orange": "oranye", "yellow": "kuning", "green": "hijau"}
RESOURCES: Final = {
    "crew": "Petugas",
    "vehicle": "Unit mobil",
    "recorder": "Alat rekam",
    "blanks": "Blangko KTP-el",
    "network": "Jaringan",
    "duty": "Petugas piket",
}
KINDS: Final = {
    "rule": "Aturan",
    "level": "Level",
    "zone": "Zona",
    "exemption": "Perkecualian",
    "trigger": "Pemicu",
    "host": "Tempat",
    "resource": "Alat atau petugas",
}


def effect_words(effects: Mapping[str, Any]) -> str:
    """Return plain ``effects`` as people read them."""
    parts = []
    if effects.get("suspend"):
        parts.append("dihentikan sementara")
    if effects.get("urgent_only"):
        parts.append("hanya yang mendesak")
    if effects.get("venue_closed"):
        parts.append("tempat tertutup")
    if effects.get("stay_home"):
        parts.append("umur ini tetap di rumah")
    for name, words in _NUMBERS.items():
        if effects.get(name) is not None:
            parts.append(words.format(effects[name]))
    if effects.get("hours"):
        parts.append("pukul " + "-".join(str(h).replace(":", ".") for h in effects["hours"]))
    if effects.get("outdoor") is not None:
        parts.append("di tempat terbuka" if effects["outdoor"] else "di dalam ruangan")
    parts += [words for name, words in _YES.items() if effects.get(name)]
    if effects.get("open") is not None:
        parts.append("saluran dibuka" if effects["open"] else "saluran ditutup")
    parts += [condition_words(code) for code in (*(effects.get("requires") or ()),)]
    parts += [condition_words(code) for code in (*(effects.get("advice") or ()),)]
    return ", ".join(parts) or "tanpa batasan"


_NUMBERS: Final = {
    "percent": "kuota {} persen",
    "people_together": "paling banyak {} orang di tempat",
    "total": "paling banyak {} orang satu sesi",
    "total_per_day": "paling banyak {} orang sehari",
    "sessions_per_week": "paling banyak {} sesi sepekan",
    "staff_percent": "petugas {} persen",
    "level": "level {}",
    "quota": "kuota {} orang",
}
_YES: Final = {
    "rotation": "petugas bergiliran",
    "residents_only": "hanya warga setempat",
    "vaccinated_only": "hanya yang sudah divaksin",
}


def what_words(record: Mapping[str, Any]) -> str:
    """Return what a record does, with the lines it is about."""
    kind = record["kind"]
    scope = record.get("scope") or {}
    lines = scope.get("lines") or record.get("lines") or ()
    text = _plain_words(kind, record)
    if scope.get("channels"):
        text += f" ({', '.join(within(CHANNELS[Channel(each)]) for each in scope['channels'])})"
    if lines and len(lines) < len(Line):
        text += "; hanya " + ", ".join(LINES[Line(line)].split(" (")[0] for line in lines)
    if record.get("repeats"):
        text += f"; {repeat_words(record['repeats'])}"
    return text


def within(text: str) -> str:
    """Return ``text`` as it stands within a sentence: "chat WhatsApp"."""
    return text[:1].lower() + text[1:]


def _plain_words(kind: str, record: Mapping[str, Any]) -> str:
    match kind:
        case "rule":
            return effect_words(record.get("effects") or {})
        case "level":
            return f"level {record['level']}"
        case "zone":
            return f"zona {ZONES.get(record['zone'], record['zone'])}"
        case "exemption":
            return "dikecualikan dari " + ", ".join(record["lifts"])
        case "trigger":
            return f"menurut ukuran {str(record['measure']).replace('_', ' ')}"
        case _:
            return _lack(record)


def _lack(record: Mapping[str, Any]) -> str:
    if record["kind"] == "host":
        return "tidak menerima kunjungan"
    name, left = RESOURCES[record["resource"]], record.get("left") or 0
    return f"{name} tersisa untuk {left} orang" if left else f"{name} tidak tersedia"


def area_words(codes: Iterable[str], areas: Areas) -> str:
    """Return the areas of ``codes`` by name."""
    names = []
    for code in codes:
        area = areas.by_code.get(code)
        if code == areas.city:
            names.append("Kota Sukabumi")
        elif area is None:
            names.append({"ID": "Indonesia", "32": "Jawa Barat"}.get(code, code))
        else:
            kind = "Kecamatan" if area.level == "kecamatan" else "Kelurahan"
            names.append(f"{kind} {area.name}")
    return ", ".join(names) or "semua wilayah"


def days_words(first: date, last: date | None) -> str:
    """Return the days from ``first`` to ``last``."""
    return f"mulai {span_words(first, first)}" if last is None else span_words(first, last)


def span_of(record: Mapping[str, Any]) -> str:
    """Return the days of a plain record, as rules files write them."""
    first, last = record["from"], record.get("to")
    return days_words(
        date.fromisoformat(str(first)), date.fromisoformat(str(last)) if last else None
    )
