"""The form that puts a record right: what it said and what it says now, with a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from planner.actions.restrictions.confirm_rules import no_such_rule
from planner.actions.saving.office_state import OfficeState
from planner.planning.restrictions.rule_corrections import NO_NUMBERS, Correction, corrected
from planner.rules.repeating import repetition
from planner.web.restrictions.repeats import Weekday, repeat_words, rrule_of, weekly
from planner.web.restrictions.support import NeededSource, Plain, RuleForm
from planner.web.restrictions.views import is_dated, record_of
from planner.web.restrictions.words import area_words, days_words
from planner.web.shell.form_models import Day, OneLine, Whole, refuse, within
from planner.web.shell.forms import Fields, as_fields

CORRECTION = "perbaiki"


#: What people call the numbers of a rule.
NUMBERS_IN_WORDS: Final = ("Kuota persen", "Orang di tempat", "Orang satu sesi")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing a record said, and says now."""

    what: str
    was: str
    now: str


class Corrected(RuleForm):
    """The record ``target`` was wrong; these are its days, areas and title as they are right.

    Without a field for an English title its details stay as they were.
    """

    kind: Literal["perbaiki"] = Field(alias="jenis", title="Jenis perubahan")
    target: str = Field(default="", title="Aturan")
    first: Day = Field(alias="benar-mulai", title="Mulai yang benar")
    last: Day | None = Field(default=None, alias="benar-sampai", title="Sampai yang benar")
    areas: tuple[str, ...] = Field(default=(), alias="wilayah", title="Wilayah")
    title: OneLine = Field(alias="judul", title="Judul", min_length=3, max_length=90)
    title_en: OneLine | None = Field(
        default=None, alias="judul-en", title="Judul dalam bahasa Inggris", max_length=90
    )
    article: OneLine = Field(default="", alias="pasal", title="Pasal atau diktum", max_length=60)
    weekdays: tuple[Weekday, ...] = Field(default=(), alias="ulang", title="Hari berlakunya")
    weeks: Annotated[Whole, within(1, 52)] | None = Field(
        default=None, alias="tiap", title="Tiap berapa pekan"
    )
    percent: Annotated[Whole, within(0, 100)] | None = Field(
        default=None, alias="persen", title="Kuota persen"
    )
    people_together: Annotated[Whole, within(0, 1000)] | None = Field(
        default=None, alias="bersama", title="Orang di tempat"
    )
    total: Annotated[Whole, within(0, 2000)] | None = Field(default=None, title="Orang satu sesi")
    level: Annotated[Whole, within(1, 4)] | None = Field(default=None, title="Level")
    source: NeededSource = Field(alias="sumber-perbaikan", title="Sumber", max_length=300)

    def records(self, state: OfficeState, today: date) -> list[Plain]:
        """Return the correction, and what others say of it."""
        plain = self._plain(state)
        refuse(self._problems(state, plain) | self.known_ahead(today))
        said = self.said(today)
        return corrected(state.book, state.records, self._right(plain), said, self.target)

    def differences(self, state: OfficeState) -> list[Difference]:
        """Return what the record said and what it says now."""
        plain = self._plain(state)
        was, now = Correction.of(plain), self._right(plain)
        pairs = [
            ("Judul", was.title, now.title),
            ("Hari", days_words(was.first, was.last), days_words(now.first, now.last)),
            ("Wilayah", area_words(was.areas, state.areas), area_words(now.areas, state.areas)),
        ]
        pairs += [
            ("Judul dalam bahasa Inggris", was.title_en, now.title_en),
            ("Pasal atau diktum", was.article, now.article),
            ("Hari berlakunya", _repeated(was.repeats), _repeated(now.repeats)),
            ("Level", _figure(was.level), _figure(now.level)),
        ]
        numbers = zip(NUMBERS_IN_WORDS, was.numbers, now.numbers, strict=True)
        pairs += [(what, _figure(old), _figure(new)) for what, old, new in numbers]
        return [Difference(what=what, was=old, now=new) for what, old, new in pairs if old != new]

    def _plain(self, state: OfficeState) -> Mapping[str, Any]:
        record = record_of(state, self.target)
        if record is None or not is_dated(record[0]):
            raise no_such_rule(self.target)
        return record[1]

    def _right(self, plain: Mapping[str, Any]) -> Correction:
        """Return what the form says; areas in their old order, those inside others left out."""
        chosen = dict.fromkeys(self.areas)
        codes = [code for code in chosen if not any(code.startswith(f"{w}.") for w in chosen)]
        old = [str(code) for code in plain.get("areas") or ()]
        kept = [code for code in old if code in codes]
        areas = (*kept, *(code for code in codes if code not in old))
        was = Correction.of(plain)
        right = replace(was, title=self.title, areas=areas, first=self.first, last=self.last)
        return right if self.title_en is None else self._detailed(plain, right, self.title_en)

    def _detailed(self, plain: Mapping[str, Any], right: Correction, title_en: str) -> Correction:
        """Return ``right`` with the details that the page asks for of such a record."""
        asked = asked_of(plain)
        details: dict[str, Any] = {"title_en": title_en}
        if "pasal" in asked:
            details["article"] = self.article
        if "ulang" in asked:
            details["repeats"] = self._repeats(right.repeats)
        if "angka" in asked:
            details["numbers"] = (self.percent, self.people_together, self.total)
        if "level" in asked and self.level is not None:
            details["level"] = self.level
        return replace(right, **details)

    def _repeats(self, was: str) -> str:
        """Return the days the form says; equal ones as they were written."""
        chosen = (tuple(day for day in Weekday if day in self.weekdays), self.weeks or 1)
        return was if was and weekly(was) == chosen else rrule_of(*chosen)

    def _problems(self, state: OfficeState, plain: Mapping[str, Any]) -> dict[str, str]:
        problems = {}
        own = {str(code) for code in plain.get("areas") or ()}
        if set(self.areas) - {*own, state.areas.city, *state.areas.by_code}:
            problems["wilayah"] = "Wilayah tidak dikenal. Pilih dari daftar."
        elif own and not self.areas:
            problems["wilayah"] = "Wilayah belum dipilih. Pilih kota, kecamatan, atau kelurahan."
        if self.last is not None and self.last < self.first:
            problems["benar-sampai"] = "Sampai mendahului mulai. Tukar keduanya."
        elif "ulang" in asked_of(plain) and self._repeats_never():
            problems["ulang"] = "Hari itu tidak ada dari mulai sampai hari terakhir. Pilih lain."
        return problems

    def _repeats_never(self) -> bool:
        text = self._repeats("")
        return bool(text) and repetition(text, self.first).first_in(self.last) is None


def _has_numbers(plain: Mapping[str, Any]) -> bool:
    """Return whether a record sets numbers, which the form then asks for."""
    return Correction.of(plain).numbers != NO_NUMBERS


def _repeated(text: str) -> str:
    return repeat_words(text) if text else "setiap hari"


def _figure(number: int | None) -> str:
    return "tidak dibatasi" if number is None else str(number)


def asked_of(plain: Mapping[str, Any]) -> frozenset[str]:
    """Return what the correction of a record asks for besides: by the name of its part."""
    of_a_rule = plain["kind"] == "rule"
    asked = {
        "pasal": of_a_rule,
        "ulang": of_a_rule and weekly(str(plain.get("repeats") or "FREQ=WEEKLY")) is not None,
        "angka": of_a_rule and _has_numbers(plain),
        "level": plain["kind"] == "level",
    }
    return frozenset(name for name, holds in asked.items() if holds)


def with_record(f: Fields, plain: Mapping[str, Any]) -> Fields:
    """Return ``f`` with what the record says in the fields of the correction not yet sent."""
    if f.get("jenis") == CORRECTION:
        return f
    said = Correction.of(plain)
    own = as_fields(judul=said.title, wilayah=said.areas)
    days, weeks = weekly(said.repeats) or ((), 1)
    figures = zip(("persen", "bersama", "total"), said.numbers, strict=True)
    given = {
        "benar-mulai": said.first.isoformat(),
        "judul-en": said.title_en,
        "pasal": said.article,
        "tiap": "" if weeks == 1 else str(weeks),
        "level": "" if said.level is None else str(said.level),
        **{name: "" if number is None else str(number) for name, number in figures},
    }
    filled = {name: [words] for name, words in given.items() if words}
    own.values = {**own.values, **filled, "ulang": [day.value for day in days]}
    if said.last is not None:
        own.values = {**own.values, "benar-sampai": [said.last.isoformat()]}
    both = Fields({**own.values, **f.values})
    both.problems, both.refusal = f.problems, f.refusal
    return both


def other_areas(state: OfficeState, plain: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the areas of a record that the office's list does not hold, with their names."""
    listed = {state.areas.city}
    listed |= {each.code for each in state.areas.at_level("kecamatan")}
    listed |= {each.code for each in state.areas.at_level("kelurahan")}
    codes = [str(code) for code in plain.get("areas") or ()]
    return [(code, area_words([code], state.areas)) for code in codes if code not in listed]
