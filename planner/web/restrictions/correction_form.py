"""The form that puts a record right: what it said and what it says now, with a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pydantic import Field

from planner.actions.restrictions.confirm_rules import no_such_rule
from planner.actions.saving.office_state import OfficeState
from planner.planning.restrictions.rule_corrections import Correction, corrected
from planner.web.restrictions.support import NeededSource, Plain, RuleForm
from planner.web.restrictions.views import is_dated, record_of
from planner.web.restrictions.words import area_words, days_words
from planner.web.shell.form_models import Day, OneLine, refuse
from planner.web.shell.forms import Fields, as_fields

CORRECTION = "perbaiki"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing a record said, and says now."""

    what: str
    was: str
    now: str


class Corrected(RuleForm):
    """The record ``target`` was wrong; these are its days, areas and title as they are right."""

    kind: Literal["perbaiki"] = Field(alias="jenis", title="Jenis perubahan")
    target: str = Field(default="", title="Aturan")
    first: Day = Field(alias="benar-mulai", title="Mulai yang benar")
    last: Day | None = Field(default=None, alias="benar-sampai", title="Sampai yang benar")
    areas: tuple[str, ...] = Field(default=(), alias="wilayah", title="Wilayah")
    title: OneLine = Field(alias="judul", title="Judul", min_length=3, max_length=90)
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
        return Correction(title=self.title, areas=areas, first=self.first, last=self.last)

    def _problems(self, state: OfficeState, plain: Mapping[str, Any]) -> dict[str, str]:
        problems = {}
        own = {str(code) for code in plain.get("areas") or ()}
        if set(self.areas) - {*own, state.areas.city, *state.areas.by_code}:
            problems["wilayah"] = "Wilayah tidak dikenal. Pilih dari daftar."
        elif own and not self.areas:
            problems["wilayah"] = "Wilayah belum dipilih. Pilih kota, kecamatan, atau kelurahan."
        if self.last is not None and self.last < self.first:
            problems["benar-sampai"] = "Sampai mendahului mulai. Tukar keduanya."
        return problems


def with_record(f: Fields, plain: Mapping[str, Any]) -> Fields:
    """Return ``f`` with what the record says in the fields of the correction not yet sent."""
    if f.get("jenis") == CORRECTION:
        return f
    said = Correction.of(plain)
    own = as_fields(judul=said.title, wilayah=said.areas)
    own.values = {**own.values, "benar-mulai": [said.first.isoformat()]}
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
