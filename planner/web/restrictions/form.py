"""The forms about restrictions, made into plain rule records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from planner.actions.saving.office_state import OfficeState
from planner.domain.areas import CITY
from planner.domain.errors import BadInput, NotFound
from planner.domain.vocabulary import Cause, IssuerLevel, Line
from planner.planning.restrictions.rule_ends import Said, extended, lifted, revoked
from planner.rules.deciding import REVIEW_DAYS
from planner.web.restrictions.policy_form import policy_record
from planner.web.restrictions.views import record_of
from planner.web.restrictions.words import RESOURCES, ZONES
from planner.web.shell.acting import scattered
from planner.web.shell.forms import Fields
from planner.web.shell.words import LINES

Plain = dict[str, object]

#: What a new restriction may do, as the form asks it.
WHAT: Final = {
    "berhenti": "Dihentikan sementara",
    "mendesak": "Hanya yang mendesak",
    "batasi": "Boleh dengan batasan",
    "level": "Level PPKM",
    "zona": "Zona wilayah",
    "tempat": "Tempat tidak menerima kunjungan",
    "kurang": "Unit mobil, petugas, atau alat tidak ada",
}
#: The series of levels that a new level continues where the office has none yet.
USUAL_SERIES: Final = "PPKM-LEVEL-SERIES"


def read_records(f: Fields, state: OfficeState, today: date) -> list[Plain]:
    """Return the records that the form ``f`` asks for; none where something is wrong in it.

    Raises
    ------
    BadInput
        The rule to be changed cannot be changed so.
    NotFound
        There is no such rule.
    """
    makers: dict[str, Callable[[Fields, OfficeState, date], list[Plain]]] = {
        "baru": _new,
        "buka": _changed,
        "perpanjang": _changed,
        "cabut": _changed,
        "kebijakan": policy_record,
    }
    kind = f.one_of("jenis", "Jenis perubahan", makers)
    found = makers[kind](f, state, today) if kind else []
    return [] if f.problems else found


def _said(f: Fields, today: date, prefix: str) -> Said:
    """Return what the form says of the new record's support."""
    known = f.day("diketahui", "Hari diketahui", needed=False) or today
    if known > today:
        f.wrong("diketahui", "Hari diketahui tidak bisa sesudah hari ini.")
    source = f.text("sumber", "Sumber", most=300, needed=False)
    if 0 < len(source) < 3:
        f.wrong("sumber", "Sumber terlalu pendek. Tulis nomor surat atau alamat dokumen.")
    return Said(
        id=f"{prefix}-{today.year}-{scattered(f.get('kunci'))}",
        known_on=known,
        source=source,
        note=f.text("alasan", "Alasan", most=300, needed=False),
    )


def _changed(f: Fields, state: OfficeState, today: date) -> list[Plain]:
    """Return the record that lifts, extends or revokes a rule."""
    target = f.get("target")
    found = record_of(state, target)
    if found is None:
        raise NotFound(f"Aturan {target[:60]} tidak ada. Pilih dari daftar pembatasan.")
    rule = next((r for r in state.book.view(today).rules if r.id == target), None)
    if rule is None:
        raise BadInput(["Aturan ini tidak berlaku lagi, atau belum diperiksa orang kedua."])
    said = _said(f, today, "R")
    kind = f.get("jenis")
    if kind == "perpanjang":
        to = f.day("sampai", "Hari terakhir baru")
        return [] if to is None else [extended(found[1], rule, said, to=to)]
    if kind == "cabut":
        return [revoked(found[1], rule, said, today=today)]
    on = f.day("mulai", "Dibuka lagi mulai")
    if on is not None and on < today:
        f.wrong("mulai", "Hari dibuka lagi tidak bisa sebelum hari ini.")
    return [] if on is None else [lifted(found[1], rule, said, on=on)]


def _new(f: Fields, state: OfficeState, today: date) -> list[Plain]:
    """Return the records of a new restriction: its instrument, where it has one, and its rule."""
    said = _said(f, today, "R")
    number = f.text("nomor", "Nomor dasar aturan", most=120, needed=False)
    issued_by = f.text("penerbit", "Penerbit", most=80, needed=bool(number))
    issuer = f.word("tingkat", "Tingkat penerbit", IssuerLevel, IssuerLevel.OFFICE)
    signed = f.day("tandatangan", "Hari ditandatangani", needed=False)
    if signed is not None and signed > today:
        f.wrong("tandatangan", "Hari ditandatangani tidak bisa sesudah hari ini.")
    what = f.one_of("apa", "Apa yang berubah", WHAT)
    title = f.text("judul", "Judul", most=90, needed=False) or _title(number, what)
    common: Plain = {"known_on": said.known_on.isoformat(), **said.support()}
    records: list[Plain] = []
    if number:
        instrument: Plain = {
            "kind": "instrument",
            "id": f"I{said.id[1:]}",
            "title": title,
            "number": number,
            "issued_by": issued_by,
            "issuer": issuer.value,
            **common,
        }
        if signed is not None:
            instrument["signed_on"] = signed.isoformat()
        records.append(instrument)
        common["instrument"] = instrument["id"]
    rule: Plain = {"id": said.id, "title": title, **common, **_where_and_when(f, state, today)}
    rule |= _what(f, what, state, issuer)
    if rule.get("kind") == "rule" and rule["to"] is None:
        rule["review_by"] = _review(f, today).isoformat()
    return [*records, rule]


def _title(number: str, what: str) -> str:
    words = WHAT.get(what, "Pembatasan")
    return f"{number}: {words.lower()}"[:90] if number else f"Keputusan kantor: {words.lower()}"


def _where_and_when(f: Fields, state: OfficeState, today: date) -> Plain:
    known = {CITY, *state.areas.by_code}
    codes = [code for code in f.all("wilayah") if code in known]
    if not codes or len(codes) != len(f.all("wilayah")):
        f.wrong("wilayah", "Wilayah belum dipilih. Pilih kota, kecamatan, atau kelurahan.")
    wider = set(codes)
    codes = [c for c in codes if not any(c.startswith(f"{w}.") for w in wider)]
    first = f.day("mulai", "Mulai") or today
    last = f.day("sampai", "Sampai", needed=False)
    if last is not None and last < first:
        f.wrong("sampai", "Sampai mendahului mulai. Tukar keduanya.")
    return {
        "areas": codes,
        "from": first.isoformat(),
        "to": None if last is None else last.isoformat(),
    }


def _review(f: Fields, today: date) -> date:
    found = f.day("periksa", "Diperiksa lagi", needed=False)
    if found is not None and found <= today:
        f.wrong("periksa", "Diperiksa lagi harus sesudah hari ini.")
    return found or today + timedelta(REVIEW_DAYS)


def _what(f: Fields, what: str, state: OfficeState, issuer: IssuerLevel) -> Plain:
    """Return the fields of the rule that say what it does."""
    lines = [line.value for line in f.words("jalur", "Jenis kunjungan", Line)]
    cause = f.word("sebab", "Sebab", Cause, Cause.MEDICAL_EMERGENCY)
    if what == "level":
        level = f.needed_whole("level", "Level", 1, 4)
        return {"kind": "level", "series": _series(state), "level": level}
    if what == "zona":
        return {"kind": "zone", "zone": f.one_of("zona", "Zona", ZONES)}
    if what in ("tempat", "kurang"):
        told: Plain = {"lines": lines, "cause": cause.value}
        if what == "tempat":
            return {"kind": "host", **told}
        return {
            "kind": "resource",
            **told,
            "resource": f.one_of("alat", "Apa yang tidak ada", RESOURCES),
        }
    effects: Plain = {"suspend": True}
    if what != "berhenti":
        effects = {"urgent_only": True} if what == "mendesak" else _limits(f)
    return {
        "kind": "rule",
        "issuer": issuer.value,
        "binding": "internal" if issuer is IssuerLevel.OFFICE else "mandatory",
        "cause": cause.value,
        "scope": {"lines": lines} if lines and len(lines) < len(LINES) else {},
        "effects": effects,
    }


def _limits(f: Fields) -> Plain:
    found: dict[str, Any] = {
        "percent": f.whole("persen", "Kuota persen", 1, 100),
        "people_together": f.whole("bersama", "Orang di tempat", 1, 1000),
        "total": f.whole("total", "Orang satu sesi", 1, 2000),
    }
    if f.get("terbuka"):
        found["outdoor"] = True
    if f.get("masker"):
        found["requires"] = ["mask"]
    told = {name: value for name, value in found.items() if value is not None}
    if not told:
        f.wrong("persen", "Batasan masih kosong. Isi kuota, jumlah orang, atau syarat.")
    return told


def _series(state: OfficeState) -> str:
    """Return the series of levels that the office used last."""
    found = [str(record["series"]) for record in state.records if record["kind"] == "level"]
    return found[-1] if found else USUAL_SERIES


def choices() -> Mapping[str, list[tuple[str, str]]]:
    """Return the choices of the form's lists by name."""
    return {
        "apa": list(WHAT.items()),
        "zona": [(code, f"Zona {words}") for code, words in ZONES.items()],
        "alat": list(RESOURCES.items()),
        "level": [(str(n), f"Level {n}") for n in (1, 2, 3, 4)],
        "jalur": [(line.value, words) for line, words in LINES.items()],
    }
