"""The form of a new restriction, made into plain rule records."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Final, Literal

from pydantic import Field

from planner.actions.saving.office_state import OfficeState
from planner.domain.code_words import LINES
from planner.domain.vocabulary import Cause, IssuerLevel, Line
from planner.rules.deciding import REVIEW_DAYS
from planner.rules.repeating import repetition
from planner.web.restrictions.choices import WHAT, Aftermath, Restricting
from planner.web.restrictions.repeats import Weekday, rrule_of
from planner.web.restrictions.support import Plain, RuleForm
from planner.web.shell.form_models import Day, OneLine, Ticked, Whole, refuse, within

#: What can be a link in a chain of rules; a place or a tool that is missing never is.
_OF_A_REGIME: Final = (Restricting.STOP, Restricting.URGENT, Restricting.LIMIT)
#: The regime of a rule whose successor is expected where the form names none.
USUAL_REGIME: Final = "PEMBATASAN KESEHATAN"
#: The series of levels that a new level continues where the office has none yet.
USUAL_SERIES: Final = "PPKM-LEVEL-SERIES"


class NewRule(RuleForm):
    """A new restriction: what it does, where, when, and the instrument it stands in."""

    kind: Literal["baru"] = Field(alias="jenis", title="Jenis perubahan")
    what: Restricting = Field(alias="apa", title="Apa yang berubah")
    cause: Cause = Field(default=Cause.MEDICAL_EMERGENCY, alias="sebab", title="Sebab")
    lines: tuple[Line, ...] = Field(default=(), alias="jalur", title="Jenis kunjungan")
    percent: Annotated[Whole, within(1, 100)] | None = Field(
        default=None, alias="persen", title="Kuota persen"
    )
    people_together: Annotated[Whole, within(1, 1000)] | None = Field(
        default=None, alias="bersama", title="Orang di tempat"
    )
    total: Annotated[Whole, within(1, 2000)] | None = Field(default=None, title="Orang satu sesi")
    outdoor: Ticked = Field(default=False, alias="terbuka", title="Di tempat terbuka")
    mask: Ticked = Field(default=False, alias="masker", title="Pakai masker")
    level: Annotated[Whole, within(1, 4)] | None = Field(default=None, title="Level")
    zone: Literal["red", "orange", "yellow", "green"] | None = Field(
        default=None, alias="zona", title="Zona"
    )
    resource: Literal["crew", "vehicle", "recorder", "blanks", "network", "duty"] | None = Field(
        default=None, alias="alat", title="Apa yang tidak ada"
    )
    areas: tuple[str, ...] = Field(default=(), alias="wilayah", title="Wilayah")
    first: Day = Field(alias="mulai", title="Mulai")
    last: Day | None = Field(default=None, alias="sampai", title="Sampai")
    review_by: Day | None = Field(default=None, alias="periksa", title="Diperiksa lagi")
    reviewed_by: OneLine = Field(
        default="", alias="pemeriksa", title="Yang memeriksa", max_length=80
    )
    resume_when: OneLine = Field(
        default="", alias="pulih", title="Syarat dibuka lagi", max_length=300
    )
    weekdays: tuple[Weekday, ...] = Field(default=(), alias="ulang", title="Hari berlakunya")
    weeks: Annotated[Whole, within(1, 52)] | None = Field(
        default=None, alias="tiap", title="Tiap berapa pekan"
    )
    after: Aftermath = Field(default=Aftermath.OVER, alias="sesudah", title="Sesudah hari terakhir")
    regime: OneLine = Field(default="", alias="rangkaian", title="Nama rangkaian", max_length=40)
    number: OneLine = Field(default="", alias="nomor", title="Nomor dasar aturan", max_length=120)
    article: OneLine = Field(default="", alias="pasal", title="Pasal atau diktum", max_length=60)
    issued_by: OneLine = Field(default="", alias="penerbit", title="Penerbit", max_length=80)
    issuer: IssuerLevel = Field(
        default=IssuerLevel.OFFICE, alias="tingkat", title="Tingkat penerbit"
    )
    title: OneLine = Field(default="", alias="judul", title="Judul", max_length=90)
    title_en: OneLine = Field(
        default="", alias="judul-en", title="Judul dalam bahasa Inggris", max_length=90
    )
    signed_on: Day | None = Field(default=None, alias="tandatangan", title="Hari ditandatangani")

    def records(self, state: OfficeState, today: date) -> list[Plain]:
        """Return the records: the instrument, where it stands in one, and the rule."""
        refuse(self._problems(state, today))
        said = self.said(today)
        common: Plain = {"known_on": said.known_on.isoformat(), **said.support()}
        instrument = self._instrument(said.id, common) if self.number else None
        if instrument is not None:
            common["instrument"] = instrument["id"]
        rule: Plain = {
            "id": said.id,
            "title": self._title(),
            **common,
            "areas": self._widest(),
            "from": self.first.isoformat(),
            "to": None if self.last is None else self.last.isoformat(),
            **self._what(state),
            **self._regime(),
        }
        if self.title_en:
            rule["title_en"] = self.title_en
        if rule["kind"] == "rule":
            rule |= self._resuming(today) | self._details()
        return [rule] if instrument is None else [instrument, rule]

    def _problems(self, state: OfficeState, today: date) -> dict[str, str]:
        """Return what is wrong between the fields, or as seen from the office and its day."""
        problems = self.known_ahead(today)
        if self.number and not self.issued_by:
            problems["penerbit"] = "Penerbit masih kosong. Isi lalu simpan lagi."
        if self.signed_on is not None and self.signed_on > today:
            problems["tandatangan"] = "Hari ditandatangani tidak bisa sesudah hari ini."
        if not self.areas or set(self.areas) - {state.areas.city, *state.areas.by_code}:
            problems["wilayah"] = "Wilayah belum dipilih. Pilih kota, kecamatan, atau kelurahan."
        if self.last is not None and self.last < self.first:
            problems["sampai"] = "Sampai mendahului mulai. Tukar keduanya."
        acts = self.what in _OF_A_REGIME
        if not acts:
            problems |= self._only_of_rules()
        elif self._repeats_never():
            problems["ulang"] = "Hari itu tidak ada dari mulai sampai hari terakhir. Pilih lain."
        if acts and self.last is None and self._review(today) <= today:
            problems["periksa"] = "Diperiksa lagi harus sesudah hari ini."
        return problems | self._lacks()

    def _only_of_rules(self) -> dict[str, str]:
        """Return what was filled in that a level, a zone, a place or a tool does not have."""
        words = "hanya untuk yang dihentikan, mendesak, atau dibatasi. Kosongkan."
        given = {"pasal": self.article, "ulang": self.weekdays, "tiap": self.weeks}
        titles = {"pasal": "Pasal", "ulang": "Hari berlakunya", "tiap": "Tiap berapa pekan"}
        return {name: f"{titles[name]}: {words}" for name, value in given.items() if value}

    def _repeats(self) -> str:
        return rrule_of(self.weekdays, self.weeks or 1)

    def _repeats_never(self) -> bool:
        text = self._repeats()
        ended = self.last is not None and self.last < self.first
        return bool(text) and not ended and repetition(text, self.first).first_in(self.last) is None

    def _details(self) -> Plain:
        """Return where the instrument says so, and on which days of its span the rule counts."""
        given = {"article": self.article, "repeats": self._repeats()}
        return {name: words for name, words in given.items() if words}

    def _regime(self) -> Plain:
        """Return the regime of a rule whose successor is expected; others end by themselves.

        A level always has one: that of its series, or the one the form names.
        """
        if self.what is Restricting.LEVEL:
            return {"regime": self.regime.upper()} if self.regime else {}
        awaited = self.after is Aftermath.AWAITED and self.what in _OF_A_REGIME
        return {"regime": self.regime.upper() or USUAL_REGIME} if awaited else {}

    def _lacks(self) -> dict[str, str]:
        """Return what the chosen kind of restriction needs besides."""
        match self.what:
            case Restricting.LIMIT if not self._limits():
                return {"persen": "Batasan masih kosong. Isi kuota, jumlah orang, atau syarat."}
            case Restricting.LEVEL if self.level is None:
                return {"level": "Level masih kosong. Isi angka 1 sampai 4."}
            case Restricting.ZONE if self.zone is None:
                return {"zona": "Zona: pilih salah satu dari daftar."}
            case Restricting.LACK if self.resource is None:
                return {"alat": "Apa yang tidak ada: pilih salah satu dari daftar."}
        return {}

    def _title(self) -> str:
        words = WHAT[self.what].lower()
        usual = f"{self.number}: {words}" if self.number else f"Keputusan kantor: {words}"
        return self.title or usual[:90]

    def _instrument(self, rule_id: str, common: Plain) -> Plain:
        instrument: Plain = {
            "kind": "instrument",
            "id": f"I{rule_id[1:]}",
            "title": self._title(),
            "number": self.number,
            "issued_by": self.issued_by,
            "issuer": self.issuer.value,
            **common,
        }
        if self.signed_on is not None:
            instrument["signed_on"] = self.signed_on.isoformat()
        return instrument

    def _widest(self) -> list[str]:
        """Return the areas without those that lie in another of them."""
        codes = list(dict.fromkeys(self.areas))
        return [code for code in codes if not any(code.startswith(f"{w}.") for w in codes)]

    def _review(self, today: date) -> date:
        return self.review_by or today + timedelta(REVIEW_DAYS)

    def _resuming(self, today: date) -> Plain:
        """Return when and by whom a rule is looked at again, and what lets service resume."""
        given = {"reviewed_by": self.reviewed_by, "resume_when": self.resume_when}
        resuming: Plain = {name: words for name, words in given.items() if words}
        if self.last is None:
            resuming["review_by"] = self._review(today).isoformat()
        return resuming

    def _what(self, state: OfficeState) -> Plain:
        """Return the fields of the rule that say what it does."""
        match self.what:
            case Restricting.LEVEL:
                level = {"series": _series(state), "level": self.level}
                return {"kind": "level", **level, "issuer": self.issuer.value}
            case Restricting.ZONE:
                return {"kind": "zone", "zone": self.zone, "issuer": self.issuer.value}
            case Restricting.HOST:
                return {"kind": "host", "lines": self._lines(), "cause": self.cause.value}
            case Restricting.LACK:
                return {
                    "kind": "resource",
                    "lines": self._lines(),
                    "cause": self.cause.value,
                    "resource": self.resource,
                }
        return {
            "kind": "rule",
            "issuer": self.issuer.value,
            "binding": "internal" if self.issuer is IssuerLevel.OFFICE else "mandatory",
            "cause": self.cause.value,
            "scope": {"lines": self._lines()} if 0 < len(self._lines()) < len(LINES) else {},
            "effects": self._effects(),
        }

    def _lines(self) -> list[str]:
        return [line.value for line in Line if line in self.lines]

    def _effects(self) -> Plain:
        match self.what:
            case Restricting.LIMIT:
                return self._limits()
            case Restricting.URGENT:
                return {"urgent_only": True}
        return {"suspend": True}

    def _limits(self) -> Plain:
        numbers = {
            "percent": self.percent,
            "people_together": self.people_together,
            "total": self.total,
        }
        limits: Plain = {name: value for name, value in numbers.items() if value is not None}
        if self.outdoor:
            limits["outdoor"] = True
        if self.mask:
            limits["requires"] = ["mask"]
        return limits


def _series(state: OfficeState) -> str:
    """Return the series of levels that the office used last."""
    levels = [str(record["series"]) for record in state.records if record["kind"] == "level"]
    return levels[-1] if levels else USUAL_SERIES
