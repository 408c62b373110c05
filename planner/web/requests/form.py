"""The form of a new request: read, checked, and made into a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.domain.areas import Areas
from planner.domain.hosts import RequestNote
from planner.domain.indonesian import WEEKDAYS
from planner.domain.visits import Request
from planner.domain.vocabulary import Line, Service, Urgency
from planner.web.shell.acting import scattered
from planner.web.shell.forms import Fields

#: Requests are entered on the day they came in or some time after, never ahead.
_OLDEST: Final = 366


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as a form holds it, with what its host said besides."""

    request: Request
    note: RequestNote


def request_id(key: str, day: date) -> str:
    """Return the id of the request that the form with ``key`` makes: the same form, one request.

    It is scattered, not counted, as the ids of visits are.
    """
    return f"P{day.year % 100:02d}-{scattered(key)}"


def read_request(f: Fields, areas: Areas, today: date) -> Asked | None:
    """Return what the form ``f`` asks for; None where something is wrong, noted in ``f``."""
    line = f.word("jalur", "Jenis", Line, Line.PERMUKIMAN)
    kelurahan = {area.code: area for area in areas.at_level("kelurahan")}
    code = f.one_of("kelurahan", "Kelurahan", kelurahan)
    name = request_id(f.get("kunci"), today)
    place = _place(f, line, name)
    lat, lon = _point(f)
    if code and lat is None:
        lat, lon = kelurahan[code].service_lat, kelurahan[code].service_lon
    asked_on = f.day("tanggal", "Tanggal permohonan", needed=False) or today
    if asked_on > today or (today - asked_on).days > _OLDEST:
        f.wrong(
            "tanggal", "Tanggal permohonan harus hari ini atau sebelumnya, paling lama setahun."
        )
    services = f.words("layanan", "Layanan", Service)
    people = f.needed_whole("orang", "Jumlah orang", 1, 2000)
    contact = f.text("kontak", "Kontak", most=60)
    days = tuple(n for n in range(7) if str(n) in f.all("hari"))
    letter = f.text("surat", "Surat", most=120, needed=False)
    urgency = f.word("urgensi", "Urgensi", Urgency, Urgency.ROUTINE)
    fixed = _fixed_day(f, line, today)
    if f.problems:
        return None
    request = Request(
        id=name,
        line=line,
        area_code=code,
        place=place,
        lat=lat or 0.0,
        lon=lon or 0.0,
        people=people,
        requested_on=asked_on,
        urgency=urgency,
        services=services or _usual(line),
        fixed_day=fixed,
        contact=contact,
    )
    return Asked(request, RequestNote(request_id=name, preferred=days, letter=letter))


def _place(f: Fields, line: Line, name: str) -> str:
    """Return the place; a home has a coded name, so that no address is kept."""
    if not line.private:
        return f.text("tempat", "Tempat", most=120)
    if f.get("tempat").strip():
        f.wrong(
            "tempat",
            "Kunjungan rumah: kosongkan tempat. Nama dan alamat tidak disimpan; isi titik peta.",
        )
    return f"Kunjungan rumah {name}"


def _point(f: Fields) -> tuple[float | None, float | None]:
    lat = f.number("lintang", "Lintang", -7.2, -6.7)
    lon = f.number("bujur", "Bujur", 106.7, 107.2)
    if (lat is None) != (lon is None) and not f.problems:
        f.wrong("lintang", "Lintang dan bujur diisi bersama, atau keduanya kosong.")
    return (lat, lon) if lat is not None and lon is not None else (None, None)


def _fixed_day(f: Fields, line: Line, today: date) -> date | None:
    fixed = f.day("acara", "Tanggal acara", needed=line is Line.PERKAWINAN)
    if fixed is not None and line is not Line.PERKAWINAN:
        f.wrong("acara", "Tanggal acara hanya untuk perkawinan. Kosongkan.")
    elif fixed is not None and fixed <= today:
        f.wrong("acara", "Tanggal acara harus sesudah hari ini.")
    return fixed


def _usual(line: Line) -> tuple[Service, ...]:
    if line is Line.PERKAWINAN:
        return (Service.MARRIAGE_CERTIFICATE,)
    return (Service.KTP_RECORDING,)


def weekday_words(note: RequestNote | None) -> str:
    """Return the weekdays a host would like."""
    return "" if note is None else ", ".join(WEEKDAYS[day] for day in note.preferred)
