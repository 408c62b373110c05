"""The office's policy: what a level or a zone means for each line, shown and versioned."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from planner.actions.saving.office_state import OfficeState
from planner.domain.vocabulary import Line
from planner.web.restrictions.words import ZONES, effect_words
from planner.web.shell.acting import scattered
from planner.web.shell.forms import Fields
from planner.web.shell.words import LINES

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one level or zone means for one line; ``name`` is its field in the form."""

    name: str
    line: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyView:
    """The version in force: its title, since when, who entered it, its rows."""

    id: str
    title: str
    since: date
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def policy_view(state: OfficeState, today: date) -> PolicyView | None:
    """Return the version of the policy that is in force today, None where there is none."""
    policy = state.book.view(today).policy_on(today)
    if policy is None:
        return None
    plain = policy.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    rows = [
        *((f"Level {n}", "level", str(n)) for n in (1, 2, 3, 4)),
        *((f"Zona {words}", "zona", code) for code, words in ZONES.items()),
    ]
    return PolicyView(
        id=policy.id,
        title=policy.title,
        since=policy.valid_from,
        rows=tuple((title, _cells(plain, kind, code)) for title, kind, code in rows),
    )


def _cells(plain: Mapping[str, Any], kind: str, code: str) -> tuple[Cell, ...]:
    table = plain.get("by_level" if kind == "level" else "by_zone") or {}
    by_line = {str(key): value for key, value in table.items()}.get(code) or {}
    return tuple(
        Cell(
            name=f"{kind}-{code}-{line.value}",
            line=words,
            words=effect_words(by_line.get(line.value) or {}),
        )
        for line, words in LINES.items()
    )


def policy_record(f: Fields, state: OfficeState, today: date) -> list[dict[str, object]]:
    """Return the next version of the policy: the one in force with the cells that were chosen."""
    policy = state.book.view(today).policy_on(today)
    if policy is None:
        f.wrong("jenis", "Kantor belum punya kebijakan. Ambil berkas aturan lebih dulu.")
        return []
    since = f.day("mulai", "Berlaku mulai") or today
    if since < today:
        f.wrong("mulai", "Berlaku mulai tidak bisa sebelum hari ini.")
    plain = json.loads(policy.model_dump_json(by_alias=True, exclude_unset=True))
    tables: dict[str, dict[str, Any]] = {
        "level": plain.get("by_level") or {},
        "zona": plain.get("by_zone") or {},
    }
    chosen = 0
    for kind, codes in (("level", ("1", "2", "3", "4")), ("zona", tuple(ZONES))):
        for code in codes:
            for line in Line:
                pick = f.get(f"{kind}-{code}-{line.value}", KEEP)
                if pick in CELLS:
                    tables[kind].setdefault(code, {})[line.value] = CELLS[pick][1]
                    chosen += 1
                elif pick != KEEP:
                    f.wrong("jenis", "Ada pilihan yang tidak dikenal. Pilih dari daftar.")
    if not chosen:
        f.wrong(
            "jenis", "Belum ada sel yang diubah. Pilih arti baru untuk paling sedikit satu sel."
        )
    told = {key: value for key, value in plain.items() if key not in _OF_ITS_OWN}
    return [
        {
            **told,
            "kind": "policy",
            "id": f"P-{today.year}-{scattered(f.get('kunci'))}",
            "title": f.text("judul", "Judul versi", most=90, needed=False) or policy.title,
            "valid_from": since.isoformat(),
            "known_on": today.isoformat(),
            "evidence": "documented" if f.get("sumber").strip() else "inferred",
            "by_level": tables["level"],
            "by_zone": tables["zona"],
            **_source(f),
        }
    ]


_OF_ITS_OWN: Final = frozenset(
    {"id", "title", "valid_from", "known_on", "announced_on", "evidence", "note", "sources"}
    | {"corrects", "instrument", "proposed", "kind", "by_level", "by_zone"}
)


def _source(f: Fields) -> dict[str, object]:
    source = f.text("sumber", "Sumber", most=300, needed=False)
    if 0 < len(source) < 3:
        f.wrong("sumber", "Sumber terlalu pendek. Tulis nomor surat atau alamat dokumen.")
    return {"sources": [source]} if source else {}
