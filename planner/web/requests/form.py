"""The form of a new request: checked, and made into a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

from pydantic import Field

from planner.domain.areas import Area, Areas
from planner.domain.hosts import RequestNote
from planner.domain.indonesian import WEEKDAYS
from planner.domain.visits import Request
from planner.domain.vocabulary import Line, Service, Urgency
from planner.planning.requests.checks import LATITUDES, LONGITUDES, home_place
from planner.web.shell.form_models import (
    Day,
    NeededLine,
    Number,
    OfficeForm,
    OneLine,
    Ticked,
    Whole,
    refuse,
    within,
)
from planner.web.shell.forms import scattered

#: Requests are entered on the day they came in or some time after, never ahead.
_OLDEST: Final = 366


@dataclass(frozen=True, slots=True)
class FilledRequest:
    """A request as a form holds it, with what its host said besides."""

    request: Request
    note: RequestNote


class NewRequest(OfficeForm):
    """A request as it came in; ``meant`` says that it is no repetition of another."""

    line: Line = Field(default=Line.PERMUKIMAN, alias="jalur", title="Jenis")
    area_code: str = Field(default="", alias="kelurahan", title="Kelurahan")
    place: OneLine = Field(default="", alias="tempat", title="Tempat", max_length=120)
    lat: Annotated[Number, within(*LATITUDES)] | None = Field(
        default=None, alias="lintang", title="Lintang"
    )
    lon: Annotated[Number, within(*LONGITUDES)] | None = Field(
        default=None, alias="bujur", title="Bujur"
    )
    asked_on: Day | None = Field(default=None, alias="tanggal", title="Tanggal permohonan")
    services: tuple[Service, ...] = Field(default=(), alias="layanan", title="Layanan")
    people: Annotated[Whole, within(1, 2000)] = Field(alias="orang", title="Jumlah orang")
    contact: NeededLine = Field(alias="kontak", title="Kontak", max_length=60)
    weekdays: tuple[Annotated[Whole, within(0, 6)], ...] = Field(
        default=(), alias="hari", title="Hari yang diinginkan"
    )
    letter: OneLine = Field(default="", alias="surat", title="Surat", max_length=120)
    urgency: Urgency = Field(default=Urgency.ROUTINE, alias="urgensi", title="Urgensi")
    fixed_day: Day | None = Field(default=None, alias="acara", title="Tanggal acara")
    meant: Ticked = Field(default=False, alias="tetap", title="Ini permohonan lain")

    def asked(self, areas: Areas, today: date) -> FilledRequest:
        """Return what the form asks for.

        Raises
        ------
        FormRefused
            A field does not fit the others, the office's areas or its day.
        """
        kelurahan = {area.code: area for area in areas.at_level("kelurahan")}
        refuse(self._problems(kelurahan, today))
        area, name = kelurahan[self.area_code], request_id(self.idempotency_key, today)
        request = Request(
            id=name,
            line=self.line,
            area_code=area.code,
            # A home has a coded name, so that no address is kept.
            place=home_place(name) if self.line.private else self.place,
            lat=area.service_lat if self.lat is None else self.lat,
            lon=area.service_lon if self.lon is None else self.lon,
            people=self.people,
            requested_on=self.asked_on or today,
            urgency=self.urgency,
            services=tuple(s for s in Service if s in self.services) or _usual(self.line),
            fixed_day=self.fixed_day,
            contact=self.contact,
        )
        preferred = tuple(sorted(set(self.weekdays)))
        note = RequestNote(request_id=name, preferred=preferred, letter=self.letter)
        return FilledRequest(request, note)

    def _problems(self, kelurahan: Mapping[str, Area], today: date) -> dict[str, str]:
        problems = {}
        if self.area_code not in kelurahan:
            problems["kelurahan"] = "Kelurahan: pilih salah satu dari daftar."
        if self.line.private and self.place:
            problems["tempat"] = (
                "Kunjungan rumah: kosongkan tempat. Nama dan alamat tidak disimpan; isi titik peta."
            )
        elif not self.line.private and not self.place:
            problems["tempat"] = "Tempat masih kosong. Isi lalu simpan lagi."
        if (self.lat is None) != (self.lon is None):
            problems["lintang"] = "Lintang dan bujur diisi bersama, atau keduanya kosong."
        if self.asked_on is not None and not 0 <= (today - self.asked_on).days <= _OLDEST:
            problems["tanggal"] = (
                "Tanggal permohonan harus hari ini atau sebelumnya, paling lama setahun."
            )
        return problems | self._wrong_event(today)

    def _wrong_event(self, today: date) -> dict[str, str]:
        """Return what is wrong with the day of a wedding, if anything."""
        wedding = self.line is Line.PERKAWINAN
        if wedding and self.fixed_day is None:
            return {"acara": "Tanggal acara masih kosong. Pilih tanggal."}
        if not wedding and self.fixed_day is not None:
            return {"acara": "Tanggal acara hanya untuk perkawinan. Kosongkan."}
        if self.fixed_day is not None and self.fixed_day <= today:
            return {"acara": "Tanggal acara harus sesudah hari ini."}
        return {}


def request_id(key: str, day: date) -> str:
    """Return the id of the request that the form with ``key`` makes: the same form, one request.

    It is scattered, not counted, as the ids of visits are.
    """
    return f"P{day.year % 100:02d}-{scattered(key)}"


def _usual(line: Line) -> tuple[Service, ...]:
    if line is Line.PERKAWINAN:
        return (Service.MARRIAGE_CERTIFICATE,)
    return (Service.KTP_RECORDING,)


def weekday_words(note: RequestNote | None) -> str:
    """Return the weekdays a host would like."""
    return "" if note is None else ", ".join(WEEKDAYS[day] for day in note.preferred)
