"""The office's policy: what a level or a zone means for each line, shown and versioned."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from pydantic import ConfigDict, Field

from planner.actions.saving.office_state import OfficeState
from planner.domain.code_words import LINES
from planner.domain.errors import BadInput
from planner.domain.vocabulary import Line
from planner.rules import assumed
from planner.web.restrictions.support import Plain, SourcedForm
from planner.web.restrictions.words import ZONES, effect_words
from planner.web.shell.form_models import WHOLE_FORM, Day, OneLine, refuse
from planner.web.shell.forms import scattered

#: What a cell may be changed to; everything else goes through a rules file.
CELLS: Final[Mapping[str, tuple[str, dict[str, object]]]] = {
    "bebas": ("Tanpa batasan", {}),
    "75": ("Kuota 75 persen", {"percent": 75}),
    "50": ("Kuota 50 persen", {"percent": 50}),
    "25": ("Kuota 25 persen", {"percent": 25}),
    "mendesak": ("Hanya yang mendesak", {"urgent_only": True}),
    "berhenti": ("Dihentikan sementara", {"suspend": True}),
}
KEEP: Final = "tetap"
#: What is said of a cell the policy does not name: a day under it needs a person's decision.
UNNAMED: Final = "Belum disebut"
LEVELS: Final = ("1", "2", "3", "4")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one level or zone means for one line; ``name`` is its field in the form."""

    name: str
    line: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyView:
    """The version in force: its title, since when, its rows, whether nobody adopted it yet."""

    id: str
    title: str
    since: date
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    assumed: bool


def policy_view(state: OfficeState, today: date) -> PolicyView | None:
    """Return the version of the policy that is in force today, None where there is none."""
    policy = state.book.view(today).policy_on(today)
    if policy is None:
        return None
    plain = policy.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    rows = [
        *((f"Level {n}", "level", n) for n in LEVELS),
        *((f"Zona {words}", "zona", code) for code, words in ZONES.items()),
    ]
    return PolicyView(
        id=policy.id,
        title=policy.title,
        since=policy.valid_from,
        rows=tuple((title, _cells(plain, kind, code)) for title, kind, code in rows),
        assumed=assumed(state.book, policy.id, as_of=today),
    )


def _cells(plain: Mapping[str, Any], kind: str, code: str) -> tuple[Cell, ...]:
    table = plain.get("by_level" if kind == "level" else "by_zone") or {}
    by_line = {str(key): value for key, value in table.items()}.get(code) or {}
    return tuple(
        Cell(
            name=f"{kind}-{code}-{line.value}",
            line=words,
            words=effect_words(by_line[line.value]) if line.value in by_line else UNNAMED,
        )
        for line, words in LINES.items()
    )


class NextPolicy(SourcedForm):
    """The next version of the policy: the one in force with the cells that were chosen.

    Besides the fields named here there is one for each cell.
    """

    model_config = ConfigDict(extra="allow")

    kind: Literal["kebijakan"] = Field(alias="jenis", title="Jenis perubahan")
    since: Day = Field(alias="mulai", title="Berlaku mulai")
    title: OneLine = Field(default="", alias="judul", title="Judul versi", max_length=90)

    def records(self, state: OfficeState, today: date) -> list[Plain]:
        """Return the record of the next version."""
        policy = state.book.view(today).policy_on(today)
        if policy is None:
            raise BadInput(["Kantor belum punya kebijakan. Ambil berkas aturan lebih dulu."])
        refuse(self._problems(today))
        plain = json.loads(policy.model_dump_json(by_alias=True, exclude_unset=True))
        tables: dict[str, dict[str, Any]] = {
            "level": plain.get("by_level") or {},
            "zona": plain.get("by_zone") or {},
        }
        for (kind, code, line), pick in self._picks().items():
            tables[kind].setdefault(code, {})[line] = CELLS[pick][1]
        return [
            {
                **{key: value for key, value in plain.items() if key not in _OF_ITS_OWN},
                "kind": "policy",
                "id": f"P-{today.year}-{scattered(self.idempotency_key)}",
                "title": self.title or policy.title,
                "valid_from": self.since.isoformat(),
                "known_on": today.isoformat(),
                "evidence": "documented" if self.source else "inferred",
                "by_level": tables["level"],
                "by_zone": tables["zona"],
                **({"sources": [self.source]} if self.source else {}),
            }
        ]

    def _problems(self, today: date) -> dict[str, str]:
        problems = {}
        if self.since < today:
            problems["mulai"] = "Berlaku mulai tidak bisa sebelum hari ini."
        picks = self._picks()
        if not picks:
            problems[WHOLE_FORM] = (
                "Belum ada sel yang diubah. Pilih arti baru untuk paling sedikit satu sel."
            )
        elif set(picks.values()) - set(CELLS):
            problems[WHOLE_FORM] = "Ada pilihan yang tidak dikenal. Pilih dari daftar."
        return problems

    def _picks(self) -> dict[tuple[str, str, str], str]:
        """Return what was chosen for the cells that are to change, by table, row and line."""
        sent = self.model_extra or {}
        rows = [("level", code) for code in LEVELS] + [("zona", code) for code in ZONES]
        picks = {
            (kind, code, line.value): str(sent.get(f"{kind}-{code}-{line.value}", KEEP))
            for kind, code in rows
            for line in Line
        }
        return {cell: pick for cell, pick in picks.items() if pick != KEEP}


_OF_ITS_OWN: Final = frozenset(
    {"id", "title", "valid_from", "known_on", "announced_on", "evidence", "note", "sources"}
    | {"corrects", "instrument", "proposed", "kind", "by_level", "by_zone"}
)
