"""What a form about rules says of its support: the source, and since when the office knows."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from planner.planning.restrictions.rule_ends import Said
from planner.web.shell.form_models import Day, OfficeForm, OneLine
from planner.web.shell.forms import scattered

Plain = dict[str, object]


def _long_enough(source: str) -> str:
    if 0 < len(source) < 3:
        raise ValueError("terlalu pendek. Tulis nomor surat atau alamat dokumen.")
    return source


#: A letter's number or a document's address; empty where there is none.
SourceLine = Annotated[OneLine, AfterValidator(_long_enough)]


def _given(source: str) -> str:
    if not source:
        raise ValueError("masih kosong. Tulis nomor surat atau alamat dokumen yang mengakhirinya.")
    return source


#: The source of an ending, which must be named.
NeededSource = Annotated[SourceLine, AfterValidator(_given)]


class SourcedForm(OfficeForm):
    """A form whose records may name their source."""

    source: SourceLine = Field(default="", alias="sumber", title="Sumber", max_length=300)


class RuleForm(SourcedForm):
    """A form that makes a rule: when it became known, its source and a note."""

    known_on: Day | None = Field(default=None, alias="diketahui", title="Hari diketahui")
    note: OneLine = Field(default="", alias="alasan", title="Alasan", max_length=300)

    def said(self, today: date) -> Said:
        """Return what the form says of the new record's support."""
        return Said(
            id=f"R-{today.year}-{scattered(self.idempotency_key)}",
            known_on=self.known_on or today,
            source=self.source,
            note=self.note,
        )

    def known_ahead(self, today: date) -> dict[str, str]:
        """Return the problem of a day that the office cannot know yet, if it is one."""
        if self.known_on is None or self.known_on <= today:
            return {}
        return {"diketahui": "Hari diketahui tidak bisa sesudah hari ini."}
