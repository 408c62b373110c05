"""Published rules in words: whether they hold, on which days, and what they order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from planner.domain.areas import NATION, Areas, lineage
from planner.domain.code_words import SERVICES
from planner.domain.decisions import Limits
from planner.public.shared.language import day_words, say, span_words
from planner.public.shared.public_facts import PublicRule
from planner.public.shared.public_words import CHANNELS, LINES, condition_words, limit_words

STATES: Final = {
    "in_force": "Berlaku",
    "coming": "Akan berlaku",
    "ended": "Sudah berakhir",
    "void": "Dicabut sebelum mulai",
    "corrected": "Catatan keliru, sudah diperbaiki",
}
ISSUERS: Final = {
    "national": "Pemerintah pusat",
    "province": "Pemerintah provinsi",
    "city": "Pemerintah kota",
    "office": "Kantor ini",
}
_WIDER: Final = {NATION: "Seluruh Indonesia", "32": "Jawa Barat"}
_AREA_WORDS: Final = {
    "kecamatan": "Kecamatan %(nama)s",
    "kelurahan": "Kelurahan %(nama)s",
}
_ZONES: Final = {
    "red": "Zona merah.",
    "orange": "Zona oranye.",
    "yellow": "Zona kuning.",
    "green": "Zona hijau.",
}
_YES: Final = {
    "suspend": "Kunjungan dihentikan sementara.",
    "urgent_only": "Hanya keperluan mendesak yang dilayani.",
    "venue_closed": "Tempat tidak dibuka untuk kunjungan.",
    "rotation": "Petugas bekerja bergiliran.",
}
_NUMBERS: Final = {
    "total_per_day": "Paling banyak %(n)s orang dilayani sehari.",
    "sessions_per_week": "Paling banyak %(n)s sesi sepekan.",
    "staff_percent": "Petugas yang bekerja paling banyak %(n)s persen.",
    "level": "Level %(n)s; kantor menetapkan artinya untuk kunjungan.",
    "quota": "Kuota %(n)s orang.",
}


def days_in_force(rule: PublicRule) -> str:
    """Return the days of ``rule`` as it stands, and as its text says where that differs."""
    if rule.state == "void":
        return say("Tidak pernah berlaku.")
    if rule.last is None:
        words = say("Mulai %(hari)s, belum ada hari terakhir.", hari=day_words(rule.first))
    else:
        words = f"{span_words(rule.first, rule.last)}."
    if rule.text_last == rule.last:
        return words
    if rule.text_last is None:
        return f"{words} {say('Menurut teksnya tanpa hari terakhir.')}"
    return f"{words} {say('Menurut teksnya sampai %(hari)s.', hari=day_words(rule.text_last))}"


def where_words(codes: Iterable[str], areas: Areas) -> str:
    """Return areas by name; one inside a kelurahan is a part of it, one elsewhere has its code."""
    return ", ".join(_area_words(code, areas) for code in codes)


def _area_words(code: str, areas: Areas) -> str:
    if code in _WIDER or code == areas.city:
        return say(_WIDER.get(code, "Kota Sukabumi"))
    for place in lineage(code):
        area = areas.by_code.get(place)
        if area is not None and area.level in _AREA_WORDS:
            named = say(_AREA_WORDS[area.level], nama=area.name)
            return named if place == code else say("sebagian %(tempat)s", tempat=named)
    return say("wilayah %(kode)s", kode=code)


def orders(rule: PublicRule) -> list[str]:
    """Return what ``rule`` orders and for whom, one short sentence each."""
    effects: Mapping[str, Any] = rule.effects
    said = [say(words) for name, words in _YES.items() if effects.get(name)]
    if effects.get("stay_home"):
        said.append(say("Warga dengan umur tertentu tinggal di rumah."))
    if effects.get("open") is not None:
        said.append(say("Saluran dibuka.") if effects["open"] else say("Saluran ditutup."))
    said += [
        say(words, n=effects[n]) for n, words in _NUMBERS.items() if effects.get(n) is not None
    ]
    if rule.zone:
        said.append(say(_ZONES[rule.zone]))
    said += limit_words(_limits(effects))
    if effects.get("advice"):
        advice = ", ".join(condition_words(code) for code in effects["advice"])
        said.append(say("Anjuran: %(apa)s.", apa=advice))
    if rule.kind == "exemption":
        said.insert(0, say("Dikecualikan dari aturan lain."))
    if rule.most_people is not None:
        most = "Hanya bila warga dan petugas bersama paling banyak %(n)s orang."
        said.insert(1, say(most, n=rule.most_people))
    if rule.repeats:
        said.append(say("Berulang pada hari tertentu."))
    return [*(said or [say("Tidak membatasi kunjungan.")]), *_for_whom(rule)]


def _limits(effects: Mapping[str, Any]) -> Limits:
    hours = effects.get("hours")
    return Limits(
        percent=effects.get("percent"),
        total=effects.get("total"),
        people_together=effects.get("people_together"),
        hours=None if hours is None else (hours[0], hours[1]),
        outdoor=effects.get("outdoor"),
        residents_only=bool(effects.get("residents_only")),
        vaccinated_only=bool(effects.get("vaccinated_only")),
        requires=tuple(effects.get("requires", ())),
    )


def _for_whom(rule: PublicRule) -> list[str]:
    named = [say(CHANNELS[channel]) for channel in rule.channels]
    named += [say(LINES[line]) for line in rule.lines]
    named += [say(SERVICES[service]) for service in rule.services]
    return [say("Tentang: %(apa)s.", apa="; ".join(named))] if named else []
