"""The words people read for codes: states, limits, channels, services, evidence."""

from __future__ import annotations

import re
from typing import Final

from planner.domain.code_words import AGES_AWAY, AGES_AWAY_WORDS, CONDITIONS, SERVICES
from planner.domain.decisions import Limits
from planner.domain.vocabulary import Channel, EventKind, Evidence, Line, Outcome
from planner.public.shared.language import say

#: Badge of an outcome: its kind (style and icon) and its word.
OUTCOMES: Final = {
    Outcome.GO: ("go", "Berjalan"),
    Outcome.GO_LIMITED: ("lim", "Terbatas"),
    Outcome.MOVE: ("stop", "Dihentikan sementara"),
    Outcome.HOLD: ("stop", "Dihentikan sementara"),
    Outcome.REVIEW: ("ask", "Belum pasti"),
    Outcome.NOT_ELIGIBLE: ("ask", "Belum memenuhi syarat"),
}

LINES: Final = {
    Line.PERMUKIMAN: "Untuk warga sekitar",
    Line.PERUSAHAAN: "Hanya karyawan perusahaan ini",
    Line.PELAJAR: "Hanya siswa sekolah ini, umur 17 tahun ke atas",
    Line.PERKAWINAN: "Pencatatan perkawinan",
}

#: The lines by name, where they stand side by side.
LINE_NAMES: Final = {
    Line.PERMUKIMAN: "Kunjungan ke permukiman",
    Line.PERUSAHAAN: "Kunjungan ke perusahaan",
    Line.PELAJAR: "Kunjungan ke sekolah",
    Line.PERKAWINAN: "Pencatatan perkawinan",
}

CHANNELS: Final = {
    Channel.WHATSAPP: "Chat WhatsApp",
    Channel.OFFICE_COUNTER: "Datang ke loket kantor",
    Channel.OFFICE_PICKUP: "Ambil dokumen di kantor",
    Channel.KECAMATAN_COUNTER: "Loket kecamatan",
}

EVENTS: Final = {
    EventKind.REQUESTED: "Permohonan diterima",
    EventKind.SCHEDULED: "Tanggal ditetapkan",
    EventKind.MOVED: "Dijadwalkan ulang",
    EventKind.LIMITED: "Batasan berubah",
    EventKind.SUSPENDED: "Dihentikan sementara",
    EventKind.EXTENDED: "Penghentian berlanjut",
    EventKind.UNSURE: "Menjadi belum pasti",
    EventKind.CONFIRMED: "Tanggal menjadi pasti",
    EventKind.RESUMED: "Dibuka lagi dengan tanggal baru",
    EventKind.POSTPONED: "Ditunda tanpa tanggal",
    EventKind.SERVED_PRESENT: "Yang sudah hadir tetap dilayani",
    EventKind.SPLIT: "Dibagi menjadi beberapa sesi",
    EventKind.CANCELLED: "Dibatalkan",
    EventKind.DONE: "Sudah dilayani",
    EventKind.FAILED: "Tidak terlaksana",
}

EVIDENCE: Final = {
    Evidence.DOCUMENTED: "terdokumentasi",
    Evidence.INDIRECT: "tidak langsung",
    Evidence.INFERRED: "disimpulkan",
    Evidence.ESTIMATED: "perkiraan",
    Evidence.SYNTHETIC: "buatan untuk contoh",
}

#: What neither XML nor a calendar can hold: control characters, half characters, non-characters.
_UNWRITABLE: Final = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\u2028\\u2029\\ufffe\\uffff]"
)


def plain_text(text: str) -> str:
    """Return ``text`` as feeds can hold it: what cannot be written becomes a space."""
    return _UNWRITABLE.sub(" ", text)


def condition_words(code: str) -> str:
    """Return a condition as people read it; one we have no words for is spelled out."""
    if code in CONDITIONS:
        return say(CONDITIONS[code])
    ages = AGES_AWAY.fullmatch(code)
    if ages:
        return say(AGES_AWAY_WORDS, umur=f"{ages[1]}-{ages[2]}")
    return code.replace("_", " ")


def limit_words(limits: Limits) -> list[str]:
    """Return what a visit must keep to, one short sentence each."""
    sentences: list[str] = []
    if limits.percent is not None:
        sentences.append(say("Kuota %(n)s persen dari biasanya.", n=limits.percent))
    if limits.total is not None:
        sentences.append(say("Paling banyak %(n)s orang dilayani dalam satu sesi.", n=limits.total))
    if limits.people_together is not None:
        together = limits.people_together
        sentences.append(say("Paling banyak %(n)s orang di tempat, termasuk petugas.", n=together))
    if limits.hours is not None:
        opens, closes = (clock.replace(":", ".") for clock in limits.hours)
        sentences.append(say("Hanya pukul %(jam)s WIB.", jam=f"{opens}-{closes}"))
    if limits.outdoor is not None:
        sentences.append(say("Di tempat terbuka.") if limits.outdoor else say("Di dalam ruangan."))
    if limits.residents_only:
        sentences.append(say("Hanya untuk warga setempat."))
    if limits.vaccinated_only:
        sentences.append(say("Hanya untuk yang sudah divaksin."))
    if limits.services_off:
        off = ", ".join(say(SERVICES[service]) for service in limits.services_off)
        sentences.append(say("Belum dilayani: %(apa)s.", apa=off))
    if limits.requires:
        words = ", ".join(condition_words(code) for code in limits.requires)
        sentences.append(f"{words[0].upper()}{words[1:]}.")
    return sentences
